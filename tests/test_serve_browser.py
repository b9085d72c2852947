"""The page for analysts in a real browser: the editor, the table, the download; no request leaves the server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import needs_chromium
from tests.sample import LI
from tests.serving import Server, build, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

EDITOR = Path(__file__).parents[1] / "kg" / "serve" / "static" / "editor" / "yasqe.min.js"
pytestmark = needs_chromium
with_editor = pytest.mark.skipif(not EDITOR.exists(), reason="make editor has not been run")
NAMES = "SELECT ?who ?name { ?who a kg:Officer ; skos:prefLabel ?name } ORDER BY ?name"


@dataclass
class Visit:
    """Opens pages of a server, and keeps what the browser asked for and complained of."""

    context: BrowserContext
    server: Server
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def __call__(self, path: str) -> Page:
        page = self.context.new_page()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self.faults.append(f"{message.type}: {message.text}"))
        page.goto(self.origin + path)
        return page


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(build(tmp_path_factory.mktemp("desk") / "store"), "--timeout", 5) as running:
        yield running


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """At the end, no request that left the server and no word on the console."""
    with browser.new_context() as context:
        opened = Visit(context, server)
        yield opened
    assert opened.faults == []
    assert [url for url in opened.requests if not url.startswith((f"{opened.origin}/", "data:", "blob:"))] == []


def opened(visit: Visit) -> Page:
    """The page, when the editor has taken the field's place or is known not to."""
    with visit.context.expect_event("response", lambda reply: reply.url.endswith("/terms.json")):
        page = visit("/")
    page.wait_for_selector(".CodeMirror" if EDITOR.exists() else "#plain")
    return page


def write(page: Page, query: str) -> None:
    """Put a query into the editor, or into the plain field where that is what there is."""
    if page.locator("#query").is_visible():
        page.fill("#query", query)
    else:
        page.evaluate("query => editor.setValue(query)", query)


def test_a_query_gives_a_table_with_links_and_a_download(visit: Visit) -> None:
    page = opened(visit)
    write(page, NAMES)
    page.click("#run")
    page.wait_for_selector("#result tbody tr")
    assert page.locator("#result th").all_inner_texts() == ["who", "name"]
    assert "李望川" in page.locator("#result td").all_inner_texts()
    assert "4 行" in page.locator("#status").inner_text()
    with page.expect_download() as waiting:
        page.click("#csv")
    assert waiting.value.suggested_filename == "result.csv"
    assert "李望川" in waiting.value.path().read_text("utf-8")
    page.locator("#result tr", has_text="李望川").locator("a").click()
    page.wait_for_url(f"**/about/{LI}.html")
    assert page.locator("h1").inner_text() == "李望川"
    assert page.locator("mark").first.inner_text() == "李望川现任望海区区长"


def test_an_error_is_told_as_text(visit: Visit) -> None:
    page = opened(visit)
    write(page, "SELECT * { ?s <img/src=x> ?o } <b>x</b>")
    page.click("#run")
    page.wait_for_selector("#problem:not([hidden])")
    assert "<b>" in page.locator("#problem").inner_text() or "cannot" in page.locator("#problem").inner_text()
    assert page.locator("#problem b, #problem img").count() == 0
    visit.faults = [fault for fault in visit.faults if "400" not in fault]  # the browser notes the status


def test_a_saved_question_is_an_example(visit: Visit) -> None:
    page = opened(visit)
    page.locator(".example").first.click()
    page.wait_for_selector("#result table, #result pre, #problem:not([hidden])")
    assert page.locator("#problem").is_hidden()


def test_triples_and_truth_are_shown(visit: Visit) -> None:
    page = opened(visit)
    write(page, "ASK { ?s a kg:Officer }")
    page.click("#run")
    page.wait_for_selector("#result .answer")
    assert page.locator("#result").inner_text() == "是 yes"
    write(page, "CONSTRUCT { ?s a kg:Officer } WHERE { ?s a kg:Officer }")
    page.click("#run")
    page.wait_for_selector("#result pre")
    assert "a kg:Officer" in page.locator("#result pre").inner_text()


@with_editor
def test_the_editor_highlights_and_completes_the_terms_of_the_graph(visit: Visit) -> None:
    page = opened(visit)
    assert page.locator("#query").is_hidden()
    assert page.locator(".cm-keyword").count() > 0
    assert page.locator(".parseErrorIcon").count() == 0
    page.evaluate("editor.setValue('SELECT * { ?s a kg:Off')")
    page.evaluate("editor.focus(); editor.setCursor(editor.lastLine(), 99)")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hints")
    assert "kg:Officer" in page.locator(".CodeMirror-hints").inner_text()
    assert "干部" in page.locator(".CodeMirror-hints").inner_text()
    page.keyboard.press("Enter")
    assert "SELECT * { ?s a kg:Officer" in page.evaluate("editor.getValue()")
    page.locator(".CodeMirror-line", has_text="PREFIX kg: <").wait_for()


def test_without_scripts_the_form_still_asks(browser: Browser, server: Server) -> None:
    with browser.new_context(java_script_enabled=False, accept_downloads=True) as context:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.port}/")
        page.fill("#query", NAMES)
        page.select_option("select[name=format]", "json")
        page.click("#run")
        page.wait_for_url("**/sparql")
        assert "李望川" in page.content()
