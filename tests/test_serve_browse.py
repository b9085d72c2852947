"""The pages of the site, live: indexes, pages about things, documents; what is not there is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.export import export
from tests.browser import needs_chromium
from tests.sample import TEXT, WANGHAI, ZHANG, sample
from tests.serving import Server, build, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DOC = sample().doc.id
INDEXES = (
    "index", "people", "places", "bodies", "documents", "reports", "undertakings", "events", "flows", "timeline",
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("browse") / "store")


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    with serving(store, "--timeout", 10) as running:
        yield running


@pytest.mark.parametrize("name", INDEXES)
def test_an_index_is_served_with_a_strict_policy_and_leads_on(server: Server, name: str) -> None:
    reply = server(f"/browse/{name}.html")
    assert reply.status == 200
    assert "script-src 'self'" in reply.headers["content-security-policy"]
    assert "<meta http-equiv" not in reply.text
    assert reply.text.count("<h1>") == 1
    for link in set(re.findall(r'href="(/[^"#?]*)', reply.text)):
        assert server(link).status in {200, 303}, link


def test_the_files_that_pages_load_are_there(server: Server) -> None:
    for name, kind in (("site.css", "text/css"), ("site.js", "text/javascript"), ("search.js", "text/javascript")):
        reply = server(f"/browse/{name}")
        assert (reply.status, reply.headers["content-type"]) == (200, f"{kind}; charset=utf-8")
    assert server("/browse").headers["location"] == "/browse/index.html"
    assert f"{ZHANG}\\tperson\\t张云舟" in server("/browse/search.js").text


@pytest.mark.parametrize(
    "path",
    ["x.html", "people-q.html", "people.p2.html", "people", "..%2fapp.py", "index.html.html", "search.css", "%00.html"],
)
def test_what_is_not_there_is_refused(server: Server, path: str) -> None:
    assert server(f"/browse/{path}").status in {400, 404}


def test_a_thing_has_its_page_and_only_as_many_as_there_are(server: Server) -> None:
    page = server(f"/about/{ZHANG}.html").text
    assert '<section class="timeline" id="secondments">' in page
    assert f'href="/about/doc/{DOC}.html#e' in page
    assert f'href="/about/{ZHANG}.ttl"' in page
    assert f'data-person="{ZHANG}"' in page
    for claim in sample().claims:
        if claim.subject.iri and claim.subject.iri.endswith(ZHANG) and not claim.rejected:
            assert claim.id in page
    assert server(f"/about/{ZHANG}.html?page=1").text == page
    assert server(f"/about/{ZHANG}.html?page=2").status == 404
    assert server(f"/about/{ZHANG}.html?page=0").status == 400


def test_a_document_has_its_text_with_every_fact_marked(server: Server) -> None:
    page = server(f"/about/doc/{DOC}.html").text
    body = page[page.index('<article class="text"') : page.index("</article>")]
    assert [re.sub("<[^>]+>", "", line) for line in re.findall(r"<p>(.*?)</p>", body)] == list(
        filter(None, TEXT.split("\n"))
    )


def test_what_is_no_thing_keeps_its_table_of_properties(server: Server) -> None:
    page = server(f"/about/{ZHANG}.ttl").text
    statement = re.search(r"id/(statement/[0-9a-f]+)", server(f"/about/{ZHANG}.nt").text)
    assert "heldPost" in page
    assert statement
    assert "<table>" in server(f"/about/{statement[1]}.html").text


@pytest.mark.parametrize("name", ["kg.ttl", "kg.nq"])
def test_a_file_of_rdf_has_pages_whose_quotes_stand_alone(store: Path, tmp_path: Path, name: str) -> None:
    export(store, tmp_path / name)
    with serving(tmp_path / name) as running:
        assert len(running.sparql("SELECT ?o { ?o a kg:Officer }").rows) == 4
        page = running(f"/about/{ZHANG}.html").text
        assert "<blockquote><mark>挂职,任青石街道党工委副书记</mark>" in page
        assert running("/browse/index.html").status == 200
        assert "<table>" in running(f"/about/doc/{DOC}.html").text


@needs_chromium
def test_served_pages_work_in_a_browser(server: Server, browser: Browser) -> None:
    faults: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"http://127.0.0.1:{server.port}/browse/people.html")
        page.fill("#find", "whq")
        page.wait_for_selector("#hits li")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/about/{WANGHAI}.html")
        page.locator("#received .from").first.click()
        page.wait_for_url(f"**/about/doc/{DOC}.html#e*")
        assert "挂职" in "".join(page.locator(".m.lit").all_inner_texts())
        page.click("#language")
        assert page.locator(".factlist .say", has_text="was seconded to").count() > 0
    assert faults == []
