"""The page in a real browser, without a network: what it shows, and that hostile names stay text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.model import LinkedDocument
from kg.view import write_view
from tests.sample import TEXT, sample
from tests.view_stores import crowd, store_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium here")

HOSTILE = "</script><img src=x onerror=alert(1)>"


@dataclass
class Open:
    """Writes and opens the page of a document, and keeps what the browser asked for and complained of."""

    context: BrowserContext
    out: Path
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __call__(self, linked: LinkedDocument, title: str = "样例") -> Page:
        write_view(store_of(linked), lambda _: linked.doc.text, self.out, title)
        page = self.context.new_page()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self.faults.append(f"{message.type}: {message.text}"))
        page.on("dialog", lambda dialog: self.faults.append(dialog.message))
        page.goto(self.out.as_uri())
        return page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield found
        found.close()


@pytest.fixture
def view(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """An offline browser; at the end, no request but the file's own and no word on the console."""
    with browser.new_context(offline=True, viewport={"width": 1400, "height": 900}) as context:
        opened = Open(context, tmp_path / "page.html")
        yield opened
    assert opened.faults == []
    assert opened.requests == [opened.out.as_uri()]


def click_node(page: Page, label: str) -> None:
    point = page.evaluate("label => canvas.pointOf(DATA.nodes.findIndex((node) => node.label === label))", label)
    page.locator("#canvas").click(position=point)


def test_a_click_on_a_node_shows_its_facts_with_the_evidence_marked(view: Open) -> None:
    page = view(sample())
    click_node(page, "李望川")
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "李望川"
    assert panel.locator(".summary").all_inner_texts() == ["李望川 · 望海区区长 · 现任"]
    assert panel.locator("mark").all_inner_texts() == ["李望川现任望海区区长"]
    assert panel.locator("blockquote").inner_text() == "李望川现任望海区区长,她陪同张云舟考察了青石街道。"
    start = TEXT.index("李望川现任")
    assert f"第 {start}–{start + 10} 字" in panel.inner_text()
    assert "挂职归来话发展(guazhi.txt)" in panel.inner_text()


def test_a_click_on_a_line_shows_its_facts(view: Open) -> None:
    page = view(sample())
    ends = page.evaluate(
        "['张云舟', '望海区'].map((label) => canvas.pointOf(DATA.nodes.findIndex((node) => node.label === label)))"
    )
    page.locator("#canvas").click(
        position={"x": (ends[0]["x"] + ends[1]["x"]) / 2, "y": (ends[0]["y"] + ends[1]["y"]) / 2}
    )
    assert page.locator("#panel h2").inner_text() == "张云舟 → 望海区"
    summary = "张云舟 · 云溪县委书记 · 挂职 青石街道党工委副书记 · 2023年3月至5月"
    assert page.locator("#panel .summary").all_inner_texts() == [summary]


@pytest.mark.parametrize("wanted", ["张云", "zhangyun", "Zhang Yun", "zyz"])
def test_search_focuses_the_node(view: Open, wanted: str) -> None:
    page = view(sample())
    page.fill("#search", wanted)
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "张云舟"
    assert page.locator("#hits").is_hidden()


def test_the_list_says_all_without_the_drawing_and_works_with_the_keyboard(view: Open) -> None:
    page = view(sample())
    rows = page.locator("#body tr")
    assert rows.count() == len(page.evaluate("DATA.facts"))
    page.get_by_role("button", name="主体").click()
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("主体")
    assert rows.first.locator("td").first.inner_text() == "关于望海区社区服务的思考"
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort=descending]").count() == 1
    page.fill("#filter", "李望川")
    texts = rows.all_inner_texts()
    assert len(texts) == 3
    assert sum("拟任" in text for text in texts) == 1
    rows.first.locator("button").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    assert page.locator("#panel mark").count() == 1
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "open"
    assert page.locator("#panel .welcome").is_visible()


def test_a_plan_is_told_as_one_with_its_speaker(view: Open) -> None:
    page = view(sample())
    click_node(page, "柳泉市")
    planned = page.locator("#panel .fact.unsettled")
    assert planned.locator(".summary").inner_text() == "张云舟 · 柳泉市副市长 · 拟任 · 计划或预计"
    assert "李望川" in planned.locator("dl").inner_text()


def test_the_legend_hides_and_shows_a_kind(view: Open) -> None:
    page = view(sample())
    person = page.locator("#kinds button", has_text="人物")
    person.click()
    assert person.get_attribute("aria-pressed") == "false"
    click_node(page, "李望川")
    assert page.locator("#panel .welcome").is_visible()
    person.click()
    click_node(page, "李望川")
    assert page.locator("#panel h2").inner_text() == "李望川"


def test_the_interface_speaks_english_on_demand(view: Open) -> None:
    page = view(sample())
    click_node(page, "李望川")
    page.click("#language")
    assert page.locator("#counts").inner_text() == "Nodes: 10 · Facts: 13 · Documents: 1"
    assert page.locator("#panel .summary").inner_text() == "李望川 · 望海区区长 · incumbent"
    assert page.evaluate("document.documentElement.lang") == "en"
    page.click("#language")
    assert page.locator("#panel .summary").inner_text() == "李望川 · 望海区区长 · 现任"


def test_a_large_network_says_what_is_hidden_and_search_reaches_it(view: Open) -> None:
    page = view(crowd(600))
    assert page.locator("#hidden").inner_text() == (
        "图中先显示联系最多的 300 个节点,另有 309 个未画出;可用查找框到达。"
    )
    hidden = page.evaluate(
        "DATA.nodes.findIndex((node, i) => node.kind === 'person' && !DATA.vis.nodes.some((drawn) => drawn.id === i))"
    )
    name = page.evaluate("i => DATA.nodes[i].label", hidden)
    page.fill("#search", name)
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == name
    assert page.locator("#hidden").inner_text() == f"正在显示“{name}”的邻域:2 个节点。"
    page.click("#overview")
    page.click("#language")
    assert page.locator("#hidden").inner_text().startswith("The 300 best connected nodes are drawn, 309 more")
    page.click("#language")
    assert "另有 309 个" in page.locator("#hidden").inner_text()
    assert page.locator("#body tr").count() == 100
    page.click("#more")
    assert page.locator("#body tr").count() == 200


def test_hostile_names_quotes_and_titles_stay_text(view: Open) -> None:
    page = view(hostile(), HOSTILE)
    assert page.locator("h1").inner_text() == HOSTILE
    page.fill("#search", "onerror")
    assert page.locator("#hits li").first.inner_text().startswith(HOSTILE)
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == HOSTILE
    page.get_by_role("button", name="只看它的邻域").click()
    page.click("#language")
    assert HOSTILE in page.locator("#body").inner_text()
    assert page.locator("img, iframe, object, embed, link").count() == 0
    assert page.locator("script").count() == 3


def hostile() -> LinkedDocument:
    """The sample with a person, a document and a rule whose names are markup."""
    linked = sample()
    entities = tuple(replace(e, label=HOSTILE) if e.kind == "Officer" else e for e in linked.entities)
    doc = replace(linked.doc, title=HOSTILE)
    return replace(linked, entities=entities, doc=doc)


def test_an_inline_script_that_is_not_ours_does_not_run(view: Open) -> None:
    page = view(sample())
    page.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.ran = true';"
        "document.body.append(script); }"
    )
    assert page.evaluate("window.ran") is None
    assert [fault for fault in view.faults if "Content Security Policy" in fault] == view.faults
    assert len(view.faults) == 1
    view.faults.clear()
