"""The map that a server feeds, in a real browser: it does what the page does whose file holds the whole graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from kg.store import StoreWriter, load_memory, texts
from kg.view import write_view
from tests.browser import needs_chromium
from tests.sample import BASE, WANGHAI, ZHANG, sample
from tests.serving import Server, build, serving
from tests.view_page import drawn, number, overlaps, rows, settled
from tests.view_stores import country

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = needs_chromium

TOLD = """() => ({
  drawn: canvas.drawn().records.map(({ id }) => NODES.id[id]).sort(),
  lines: canvas.drawn().lines
    .map((line) => [NODES.id[line.from], NODES.id[line.to], line.kind, line.count].join(' ')).sort(),
  rest: canvas.drawn().rest,
  panel: document.getElementById('panel').innerText.replace(/打开页面|Open its page/g, '').replace(/\\s+/g, ' '),
  rows: document.getElementById('rows').innerText,
  table: [...document.querySelectorAll('#body tr')].map((row) => row.innerText),
  legend: document.getElementById('legend').innerText,
  link: window.location.hash,
})"""
"""All that a page shows."""
STATES = {
    "the overview": "",
    "a person": f"node={ZHANG}",
    "in English": f"node={ZHANG}&language=en",
    "a neighbourhood": f"focus={ZHANG}&steps=1&node={ZHANG}",
    "a wide neighbourhood": f"focus={ZHANG}&steps=3",
    "a path": f"path={ZHANG}+{WANGHAI}",
    "a place": f"place={WANGHAI}",
    "years": "from=2023&to=2023",
    "what is seconded": "states=Secondment",
    "one relation": "relations=heldPost",
    "hidden kinds": "kinds=person+report",
    "sorted": "sort=relation",
    "neighbours opened": f"open={ZHANG}",
    "words in the table": "table=zyz",
    "nonsense": "node=nobody&in=nowhere&fact=99999999&document=x&path=a+b&line=a+b+c",
}


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("fed")
    with StoreWriter(folder / "country", BASE) as writer:
        writer.add(country(700))
    found = {"small": build(folder / "small"), "large": folder / "country"}
    for name, store in found.items():
        write_view(load_memory(store), texts(store), folder / f"{name}.html", "干部任职与挂职图谱")
    return found


@pytest.fixture(scope="module")
def servers(stores: dict[str, Path]) -> Iterator[dict[str, Server]]:
    with serving(stores["small"]) as small, serving(stores["large"]) as large:
        yield {"small": small, "large": large}


class Visit:
    """Opens the map of a server, and keeps what the browser asked for and complained of."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.requests: list[str] = []
        self.faults: list[str] = []

    def __call__(self, address: str) -> Page:
        page = self.context.new_page()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self.faults.append(f"{message.type}: {message.text}"))
        page.goto(address)
        page.wait_for_selector("html[data-ready]")
        settled(page)
        return page


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """At the end, no word on the console and no request to anybody else."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True) as context:
        found = Visit(context)
        yield found
    assert found.faults == []
    assert all(url.startswith(("http://127.0.0.1:", "file:", "data:", "blob:")) for url in found.requests)


def fed(server: Server, link: str = "") -> str:
    return f"http://127.0.0.1:{server.port}/map#{link}"


def told(page: Page) -> dict[str, Any]:
    """What a page shows when all evidence has come."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('#panel .fact')].every((card) => card.children.length > 1)"
    )
    page.wait_for_function(
        """() => [...document.querySelectorAll('#body tr')]
          .every((row) => row.cells[7].innerText || !row.cells[6].innerText)"""
    )
    found: dict[str, Any] = page.evaluate(TOLD)
    return found


@pytest.mark.parametrize("link", STATES.values(), ids=STATES)
def test_it_shows_what_the_file_shows(
    visit: Visit, stores: dict[str, Path], servers: dict[str, Server], link: str
) -> None:
    whole = told(visit(f"{stores['small'].with_name('small.html').as_uri()}#{link}"))
    assert told(visit(fed(servers["small"], link))) == whole


@pytest.mark.parametrize(
    "link", ["", "kinds=person", "relations=heldPost", "table=jia", "language=en&sort=status+down"]
)
def test_it_shows_what_the_file_shows_of_a_large_graph(
    visit: Visit, stores: dict[str, Path], servers: dict[str, Server], link: str
) -> None:
    whole = told(visit(f"{stores['large'].with_name('large.html').as_uri()}#{link}"))
    assert told(visit(fed(servers["large"], link))) == whole


def test_a_large_graph_comes_piece_by_piece(visit: Visit, servers: dict[str, Server]) -> None:
    page = visit(fed(servers["large"]))
    held = "() => NODES.id.filter(Boolean).length"
    assert page.evaluate(held) < 200
    assert page.evaluate("() => DATA.counts.nodes") > 700
    place = page.evaluate("() => canvas.drawn().records.find((one) => one.folded && people[one.id] > 5).id")
    page.evaluate("node => openNode(node)", place)
    settled(page)
    assert "●" in page.evaluate("() => canvas.drawn().records.map((one) => one.label).join(' ')")
    assert page.evaluate(held) < 700
    assert overlaps(page) == []


def test_search_click_evidence_expand_path_and_back(visit: Visit, servers: dict[str, Server]) -> None:
    page = visit(fed(servers["small"]))
    page.fill("#search", "zyz")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel mark")
    assert page.locator("#panel h2").inner_text() == "张云舟"
    assert "挂职" in "".join(page.locator("#panel mark").all_inner_texts())
    page.get_by_role("button", name="看周围").click()
    page.wait_for_selector("#stepbox:not([hidden])")
    settled(page)
    assert {"张云舟", "望海区"} <= drawn(page)
    page.get_by_role("button", name="从此找路径").click()
    page.fill("#target", "lwc")
    page.wait_for_selector("#target-hits li[aria-selected]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h3")
    settled(page)
    assert {"张云舟", "李望川"} <= drawn(page)
    again = visit(page.url)
    assert drawn(again) == drawn(page)
    page.go_back()
    page.wait_for_selector("#stepbox:not([hidden])")
    settled(page)
    assert "李望川" not in page.locator("#panel h2").inner_text()


def test_the_map_and_the_pages_lead_to_each_other(visit: Visit, servers: dict[str, Server]) -> None:
    page = visit(fed(servers["small"], f"node={ZHANG}"))
    page.locator("#panel .actions .page").click()
    page.wait_for_url(f"**/about/{ZHANG}.html")
    page.locator(".net a").click()
    page.wait_for_selector("html[data-ready]")
    settled(page)
    assert "张云舟" in drawn(page)
    assert page.locator("#panel h2").inner_text() == "张云舟"
    page.locator("#panel figcaption a").first.click()
    page.wait_for_url("**/about/doc/*.html")
    page.locator("header nav a", has_text="关系图").click()
    page.wait_for_selector("html[data-ready]")


def test_a_page_of_an_older_graph_says_so(browser: Browser, tmp_path: Path) -> None:
    folder = build(tmp_path / "store")
    with serving(folder, KG_TOKEN="open") as server, browser.new_context() as context:  # noqa: S106
        page = context.new_page()
        page.goto(fed(server))
        page.wait_for_selector("html[data-ready]")
        with StoreWriter(folder, BASE) as writer:
            writer.remove(sample().doc.path)
        assert server("/reload", "POST", headers={"Authorization": "Bearer open"}).status == 204
        page.fill("#search", "shan")
        page.wait_for_selector("#notice:not([hidden])")
        assert page.locator("#notice").inner_text() == "图谱已更新，请刷新本页。"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "language"), [(1440, "zh"), (390, "en")])
def test_axe_finds_nothing_that_matters(
    browser: Browser, servers: dict[str, Server], scheme: Literal["light", "dark"], width: int, language: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        for link in (f"language={language}", f"language={language}&focus={ZHANG}&node={ZHANG}"):
            page.goto("about:blank")
            page.goto(fed(servers["small"], link))
            page.wait_for_selector("html[data-ready]")
            settled(page)
            found = axe.Axe().run(page).response["violations"]
            assert [one["id"] for one in found if one["impact"] != "minor"] == []


def test_keyboard_alone_reaches_a_fact(visit: Visit, servers: dict[str, Server]) -> None:
    page = visit(fed(servers["small"]))
    page.keyboard.press("/")
    page.keyboard.type("lwc")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel mark")
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.id") == "search"
    assert rows(page)
    assert number(page, "李望川") >= 0
