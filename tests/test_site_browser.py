"""The pages in a real browser, from files and without a network: links, marks, search, language, keyboard, widths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.store import StoreWriter
from tests.browser import needs_chromium
from tests.sample import BASE, INITIATIVE, REPORT, TEXT, WANGHAI, ZHANG, sample
from tests.site_stores import BAD, build, hostile, site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = needs_chromium

DOC = f"doc/{sample().doc.id}"
SECRETARY = "org/CN-990102.cpc"
AXE = {"resultTypes": ["violations"], "preload": False}  # it may not fetch the style again: the policy forbids it
KINDS = [
    "index", "people", "places", "bodies", "documents", "reports", "undertakings", "events", "flows", "timeline",
    ZHANG, WANGHAI, SECRETARY, REPORT, INITIATIVE, DOC,
]  # fmt: skip


@dataclass
class Visit:
    """Opens pages of a folder, and keeps what the browser asked for and complained of."""

    context: BrowserContext
    folder: Path
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __call__(self, name: str, tail: str = "") -> Page:
        page = self.context.new_page()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self.faults.append(f"{message.type}: {message.text}"))
        page.on("dialog", lambda dialog: self.faults.append(dialog.message))
        page.goto((self.folder / f"{name}.html").as_uri() + tail)
        return page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    return site(build(made / "store"), made / "site")


@pytest.fixture
def visit(browser: Browser, folder: Path) -> Iterator[Visit]:
    """An offline browser; at the end, no request but for files of the site and no word on the console."""
    with browser.new_context(offline=True, viewport={"width": 1440, "height": 900}) as context:
        opened = Visit(context, folder)
        yield opened
    assert opened.faults == []
    assert [url for url in opened.requests if not url.startswith((folder.as_uri(), "data:"))] == []


def width(page: Page) -> int:
    found: int = page.evaluate("document.documentElement.scrollWidth")
    return found


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_page_opens_fits_both_widths_and_is_accessible(visit: Visit, name: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = visit(name)
    assert page.locator("h1").count() == 1
    for pixels in 1440, 390:
        page.set_viewport_size({"width": pixels, "height": 900})
        assert width(page) <= pixels
    for scheme in "light", "dark":
        page.emulate_media(color_scheme=scheme)
        found: dict[str, Any] = axe.Axe().run(page, options=AXE).response
        assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]] == []


def test_links_lead_from_an_officer_to_the_text_and_back(visit: Visit) -> None:
    page = visit(ZHANG)
    page.locator("#secondments .from").first.click()
    page.wait_for_url(f"**/{DOC}.html#e*")
    lit = page.locator(".m.lit").all_inner_texts()
    assert "".join(lit) in TEXT
    assert "挂职" in "".join(lit)
    assert page.locator(".factlist li.lit .say").first.inner_text().startswith("张云舟到望海区挂职")
    page.locator(".factlist li.lit a[data-s=o]").first.click()
    page.wait_for_url(f"**/{WANGHAI}.html")
    page.locator("#received").get_by_role("link", name="张云舟").first.click()
    page.wait_for_url(f"**/{ZHANG}.html")


def test_a_mark_shows_its_facts_and_leads_to_the_thing(visit: Visit) -> None:
    page = visit(DOC)
    mark = page.locator(".m", has_text="李望川现任望海区区长").first
    mark.hover()
    card = page.locator("#card")
    assert card.is_visible()
    assert "李望川任望海区区长" in card.inner_text()
    assert page.locator(".factlist li.lit").count() == 1
    box, size = card.bounding_box(), page.viewport_size
    assert box
    assert size
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    page.mouse.move(5, 5)
    assert card.is_hidden()
    mark.click()
    page.wait_for_url("**/place/CN-980105.html")


def test_a_fact_lights_up_its_words(visit: Visit) -> None:
    page = visit(DOC)
    page.locator(".factlist li", has_text="撰写了").hover()
    assert "撰写了《关于望海区社区服务的思考》" in "".join(page.locator(".m.lit").all_inner_texts())


def test_a_year_of_the_timeline_leads_to_what_happened(visit: Visit) -> None:
    page = visit("timeline")
    page.locator(".bars a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/timeline.html#y2023")
    assert "张云舟" in page.locator("#y2023").inner_text()


def test_marks_are_reached_with_the_keyboard(visit: Visit) -> None:
    page = visit(DOC)
    page.locator(".m").first.focus()
    assert page.locator("#card").is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.m')")
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()


@pytest.mark.parametrize("wanted", ["张云", "zhangyun", "Zhang Yun", "zyz"])
def test_search_finds_characters_pinyin_and_initials_without_a_mouse(visit: Visit, wanted: str) -> None:
    page = visit(WANGHAI)
    page.keyboard.press("/")
    page.keyboard.type(wanted)
    page.wait_for_selector("#hits li")
    assert page.locator("#hits li").first.inner_text().startswith(("人物", "张云舟"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{ZHANG}.html")


def test_search_says_when_there_is_nothing_and_closes(visit: Visit) -> None:
    page = visit("index")
    page.fill("#find", "没有的名字")
    page.wait_for_selector("#hits li")
    assert page.locator("#hits").inner_text() == "没有找到"
    page.keyboard.press("Escape")
    assert page.locator("#hits").is_hidden()


def test_the_language_is_switched_and_remembered(visit: Visit) -> None:
    page = visit(ZHANG)
    page.click("#language")
    assert page.locator("#career h2").inner_text() == "Career"
    assert page.locator("#secondments .say").first.inner_text().startswith("张云舟 was seconded to 望海区 as ")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("#find").get_attribute("placeholder") == "Find a person, place or text"
    page.locator("nav").get_by_role("link", name="Places").click()
    page.wait_for_url("**/places.html")
    assert page.locator("h1").inner_text() == "Places"
    page.click("#language")
    assert page.locator("h1").inner_text() == "地方"
    assert visit(ZHANG).locator("#secondments .say").first.inner_text().startswith("张云舟到望海区挂职")


def test_the_keyboard_skips_to_the_content(visit: Visit) -> None:
    page = visit(ZHANG)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_without_scripts_everything_but_search_is_there(browser: Browser, folder: Path) -> None:
    with browser.new_context(java_script_enabled=False, offline=True) as context:
        page = context.new_page()
        page.goto((folder / f"{ZHANG}.html").as_uri())
        page.locator("#secondments .from").first.click()
        page.wait_for_url(f"**/{DOC}.html#e*")
        assert "张云舟到望海区挂职" in page.locator(".factlist").inner_text()


def test_hostile_strings_do_nothing(browser: Browser, tmp_path: Path) -> None:
    with StoreWriter(tmp_path / "store", BASE) as writer:
        writer.add(hostile())
    out = site(tmp_path / "store", tmp_path / "site", title=BAD)
    with browser.new_context(offline=True, viewport={"width": 390, "height": 900}) as context:
        opened = Visit(context, out)
        for path in sorted(out.rglob("*.html")):
            page = opened(str(path.relative_to(out).with_suffix("")))
            assert width(page) <= 390, path
            assert "broken" not in page.title().partition("<")[0]
            assert page.locator("img, main script").count() == 0
            page.fill("#find", "script")
            page.wait_for_selector("#hits li")
            page.click("#language")
            page.close()
    assert opened.faults == []
    assert [url for url in opened.requests if not url.startswith((out.as_uri(), "data:"))] == []
