"""Graphs, entities, saved questions and their description over HTTP; hostile names stay text everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from kg.query import catalog
from kg.store import StoreWriter, load_memory
from tests import query_store
from tests.sample import LI, WANGHAI, ZHANG, sample
from tests.serving import Server, serving

BASE = "https://data.example.org/kg/"
HOSTILE = "</script><img src=x onerror=alert(1)>=1+1"
EMPTY = "person/nobody-00000000"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two articles below a base that is not the server's, with a name that is markup."""
    folder = tmp_path_factory.mktemp("data") / "store"
    second = query_store.second(BASE)
    entities = tuple(replace(e, label=HOSTILE) if e.iri.endswith(query_store.ZHAO) else e for e in second.entities)
    with StoreWriter(folder, BASE) as writer:
        writer.add(sample(BASE))
        writer.add(replace(second, entities=entities))
    return folder


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    with serving(store, "--timeout", 5) as running:
        yield running


@pytest.fixture(scope="module")
def loaded(store: Path) -> ox.Store:
    return load_memory(store)


def triples(body: bytes, form: ox.RdfFormat = ox.RdfFormat.TURTLE) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(body, form)}


def test_the_default_graph_and_a_named_one_can_be_read(server: Server, loaded: ox.Store) -> None:
    default = server("/graphs?default")
    assert triples(default.body) == {
        quad.triple for quad in loaded.quads_for_pattern(None, None, None, ox.DefaultGraph())
    }
    for name in loaded.named_graphs():
        reply = server("/graphs", graph=name.value, headers={"Accept": "application/n-triples"})
        expected = {quad.triple for quad in loaded.quads_for_pattern(None, None, None, name)}
        assert triples(reply.body, ox.RdfFormat.N_TRIPLES) == expected
        direct = server(f"/id/{name.value.removeprefix(BASE + 'id/')}", headers={"Accept": "text/turtle"})
        assert (direct.status, triples(direct.body)) == (200, expected)


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/graphs", "GET", 400),
        ("/graphs?default&graph=http://a.example/g", "GET", 400),
        ("/graphs?graph=http://a.example/none", "GET", 404),
        ("/graphs?graph=relative", "GET", 400),
        ("/graphs?default=x", "GET", 400),
        ("/graphs?default&grph=x", "GET", 400),
        ("/graphs?default&format=nt", "GET", 200),
        ("/graphs/none", "GET", 404),
        ("/graphs?default", "PUT", 405),
        ("/graphs?default", "DELETE", 405),
        ("/graphs?default", "PATCH", 405),
        ("/graphs?default", "HEAD", 200),
        ("/graphs?graph=http://a.example/none", "HEAD", 404),
    ],
)
def test_a_graph_is_only_read(server: Server, path: str, method: str, status: int) -> None:
    assert server(path, method).status == status


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "html"),
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/rdf+xml", "rdf"),
        ("application/n-triples", "nt"),
    ],
)
def test_an_entity_leads_to_a_document_about_it(server: Server, accept: str, suffix: str) -> None:
    reply = server(f"/id/{ZHANG}", headers={"Accept": accept})
    assert (reply.status, reply.headers["location"]) == (303, f"/about/{ZHANG}.{suffix}")
    assert reply.headers["vary"] == "Accept"
    assert server(reply.headers["location"]).status == 200


def test_an_entity_that_nothing_is_known_of_is_404(server: Server) -> None:
    assert server(f"/about/{EMPTY}.html").status == 404
    assert server(f"/about/{EMPTY}.ttl").status == 404
    assert server(f"/about/{ZHANG}.exe").status == 404
    assert server(f"/id/{ZHANG}", headers={"Accept": "image/png"}).status == 406


def test_what_is_known_of_an_entity_comes_both_ways_under_its_own_iri(server: Server) -> None:
    zhang, wanghai = ox.NamedNode(f"{BASE}id/{ZHANG}"), ox.NamedNode(f"{BASE}id/{WANGHAI}")
    seconded = ox.Triple(zhang, ox.NamedNode("https://kg.example.org/ns#secondedTo"), wanghai)
    assert seconded in triples(server(f"/about/{ZHANG}.ttl").body)
    assert seconded in triples(server(f"/about/{WANGHAI}.nt").body, ox.RdfFormat.N_TRIPLES)


def test_the_page_of_an_entity_shows_facts_with_evidence_and_links_to_this_server(server: Server) -> None:
    page = server(f"/about/{LI}.html")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "<h1>李望川</h1>" in page.text
    assert "<mark>李望川现任望海区区长</mark>" in page.text
    assert f'href="/id/{WANGHAI}"' in page.text
    assert f'href="{BASE}' not in page.text
    other = server(f"/about/{WANGHAI}.html").text
    assert "<mark>他到海澄市望海区挂职,任青石街道党工委副书记</mark>" in other
    assert f'href="/id/{ZHANG}"' in other


def test_a_name_that_is_markup_stays_text(server: Server) -> None:
    page = server(f"/about/{query_store.ZHAO}.html").text
    assert "&lt;/script&gt;&lt;img" in page
    assert "<img" not in page
    posts = server("/q/posts-in-district.html", district="980105").text
    assert "&lt;/script&gt;&lt;img" in posts
    assert "<img" not in posts


def test_every_question_answers_in_every_format_as_its_description_says(server: Server) -> None:
    described = json.loads(server("/openapi.json").body)["paths"]
    for name, question in catalog().items():
        examples = {key: one.example for key, one in question.parameters.items() if one.required}
        for suffix in ("json", "csv", "tsv", "html"):
            operation = described[f"/q/{name}.{suffix}"]["get"]
            named = {one["name"] for one in operation["parameters"]} - {"limit", "timeout"}
            assert named == set(question.parameters)
            reply = server(f"/q/{name}.{suffix}?{urlencode(examples)}")
            assert reply.status in {200, 404}, reply.text  # the example may be of nobody in this store
            if reply.status == 200:
                (media,) = operation["responses"]["200"]["content"]
                assert reply.headers["content-type"].partition(";")[0] == media


def test_a_question_with_parameters(server: Server) -> None:
    rows = server("/q/career.json", officer="张云舟").rows
    assert {row["post"] for row in rows} >= {"云溪县委书记", "青石街道党工委副书记"}
    assert server("/q/career.csv", officer="张云舟", limit=1).text.count("\r\n") == 2
    page = server("/q/career.html", officer="张云舟").text
    assert 'value="张云舟"' in page
    assert "云溪县委书记" in page


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/q/career.json", 400, "a value is needed"),
        ("/q/career.json?officer=nobody", 404, "no person is called"),
        ("/q/career.json?officer=a&officer=b", 400, "given more than once"),
        ("/q/career.json?officr=a", 400, "unknown parameter"),
        ("/q/career.json?officer=a&limit=0", 400, "above 0"),
        ("/q/career.json?officer=a&limit=x", 400, "above 0"),
        ("/q/career.docx", 404, "no such question"),
        ("/q/career", 404, "no such question"),
        ("/q/..%2f..%2fetc%2fpasswd.json", 404, ""),
    ],
)
def test_a_wrong_call_of_a_question_says_what_is_wrong(server: Server, path: str, status: int, said: str) -> None:
    reply = server(path)
    assert reply.status == status
    assert said in reply.text


def test_a_question_in_plain_language(server: Server) -> None:
    found = json.loads(server("/ask", question="谁在望海区挂职?").body)
    assert found["kind"] == "answered"
    assert "张云舟" in json.dumps(found["result"], ensure_ascii=False)
    assert found["choice"]["query"] in catalog()
    unknown = json.loads(server("/ask", question="明天会下雨吗?").body)
    assert (unknown["kind"], unknown["result"]) == ("unknown", None)
    assert server("/ask").status == 400


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/q/career.html?officer=nobody", 404, "no person is called"),
        ("/q/career.html?officr=a", 400, "unknown parameter"),
        ("/q/career.html?officer=a&amp;officer=b", 400, "unknown parameter"),
        ("/q/career.html?officer=a&officer=b", 400, "given more than once"),
        ("/q/career.html?limit=0", 400, "above 0"),
        ("/q/career.html?limit=", 400, "above 0"),
        ("/q/career.html?timeout=x", 400, "must be a number of seconds"),
        ("/q/in-office.html?year=soon", 400, "not a whole number"),
        ("/q/in-office.html?year=%FF", 400, "not UTF-8"),
        (f"/about/{EMPTY}.html", 404, "nothing is known of"),
        ("/nothing/here.html", 404, "Not Found"),
    ],
)
def test_a_page_that_cannot_answer_says_why_in_its_place(server: Server, path: str, status: int, said: str) -> None:
    page = server(path)
    assert (page.status, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert 'role="alert"' in page.text
    assert said in page.text
    assert ("<form" in page.text) == path.startswith("/q/")


def test_a_page_waits_for_what_it_needs(server: Server) -> None:
    for path in ("/q/career.html", "/q/career.html?officer="):
        page = server(path)
        assert page.status == 200
        assert "<form" in page.text
        assert 'role="alert"' not in page.text
        assert "<table" not in page.text


def test_who_opens_a_page_is_told_in_a_page_and_a_program_in_a_line(server: Server) -> None:
    opening = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    for path in (f"/about/{EMPTY}.ttl", "/sparql?query=SELECT", "/nothing", "/graphs?default=1"):
        page, line = server(path, headers=opening), server(path)
        assert page.status == line.status >= 400
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert "script-src 'self'" in page.headers["content-security-policy"]
        assert line.headers["content-type"] == "text/plain; charset=utf-8"
        assert line.text.count("\n") == 1


def test_a_page_asked_for_a_name_that_is_markup_shows_it_as_text(server: Server) -> None:
    page = server("/q/career.html", officer=f"{HOSTILE}?")
    assert page.status == 404
    assert 'role="alert"' in page.text
    assert "<img" not in page.text


def test_the_editor_is_given_the_terms_of_this_graph(server: Server) -> None:
    found = json.loads(server("/terms.json").body)
    assert found["base"] == BASE
    assert found["prefixes"]["id"] == f"{BASE}id/"
    officer = next(one for one in found["classes"] if one["iri"].endswith("#Officer"))
    assert (officer["zh"], officer["count"]) == ("干部", 4)
    assert any(one["iri"].endswith("#heldPost") for one in found["properties"])


def test_the_vocabulary_is_served(server: Server) -> None:
    assert triples(server("/ns").body)


def test_other_pages_may_ask_only_where_that_was_allowed(server: Server, store: Path) -> None:
    asking = {"Origin": "https://other.example"}
    assert "access-control-allow-origin" not in server("/sparql", headers=asking, query="ASK {}").headers
    with serving(store, "--cors", "https://other.example") as open_server:
        reply = open_server("/sparql", headers=asking, query="ASK {}")
        assert reply.headers["access-control-allow-origin"] == "https://other.example"
        asked = {**asking, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        assert open_server("/sparql", "OPTIONS", headers=asked).status == 200
        assert (
            "access-control-allow-origin"
            not in open_server("/sparql", headers={"Origin": "https://evil.example"}).headers
        )
