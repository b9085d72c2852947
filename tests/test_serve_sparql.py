"""``/sparql`` over real HTTP: the protocol, the formats, what is refused, and what is stopped."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil
import pyoxigraph as ox
import pytest

from tests.sample import BASE
from tests.serving import Server, build, serving

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
FACT = "CONSTRUCT { ?s kg:heldPost ?o } WHERE { ?s kg:heldPost ?o }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
BRIEF, PATIENCE = 0.3, 60.0
"""Seconds that the servers give a query."""
SLACK = 15.0
"""Seconds that a busy machine may take beside those; a query that nobody stops takes longer than a minute."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("serve") / "store")


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    with serving(store, "--timeout", SLACK, "--max-rows", 5000, "--max-size", 2, "--max-memory", 300) as running:
        yield running


@pytest.fixture(scope="module")
def patient(store: Path) -> Iterator[Server]:
    """A server that lets a query run long."""
    with serving(store, "--timeout", PATIENCE, "--max-memory", 300) as running:
        yield running


@pytest.fixture(scope="module")
def brief(store: Path) -> Iterator[Server]:
    """A server with little patience, so that eleven queries can be tried."""
    with serving(store, "--timeout", BRIEF, "--max-memory", 300) as running:
        yield running


def test_get_form_and_direct_give_the_same(server: Server) -> None:
    answers = [
        server.sparql(COUNT),
        server("/sparql", "POST", f"query={quote(COUNT)}", FORM),
        server("/sparql", "POST", COUNT, DIRECT),
    ]
    assert {reply.status for reply in answers} == {200}
    assert len({reply.body for reply in answers}) == 1
    assert int(answers[0].rows[0]["n"]) > 100
    assert answers[0].headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("application/xml;q=0.5, text/csv;q=0.1", "application/xml"),
        ("text/*, application/json;q=0.2", "text/csv; charset=utf-8"),
        ("text/turtle, */*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_rows_come_in_the_format_that_is_liked_best(server: Server, accept: str | None, media: str) -> None:
    reply = server.sparql("SELECT ?name { ?s a kg:Officer ; skos:prefLabel ?name } ORDER BY ?name", accept)
    assert (reply.status, reply.headers["content-type"]) == (200, media)
    assert "张云舟" in reply.text


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        (None, "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/n-quads", "application/n-quads", ox.RdfFormat.N_QUADS),
        ("application/trig", "application/trig", ox.RdfFormat.TRIG),
    ],
)
def test_triples_come_in_every_format(server: Server, accept: str | None, media: str, form: ox.RdfFormat) -> None:
    reply = server.sparql(FACT, accept)
    assert (reply.status, reply.headers["content-type"]) == (200, media)
    triples = {quad.triple for quad in ox.parse(reply.body, form)}
    assert len(triples) == 3  # of two heads of one district one is believed
    assert {triple.predicate.value for triple in triples} == {"https://kg.example.org/ns#heldPost"}


def test_a_short_name_of_a_format_wins(server: Server) -> None:
    assert server.sparql(COUNT, "text/csv", format="tsv").text.startswith("?n\n")
    assert server.sparql(COUNT, format="html").status == 406
    assert server.sparql(COUNT, format="docx").status == 400


def test_nothing_that_fits_is_406_and_names_what_there_is(server: Server) -> None:
    reply = server.sparql(COUNT, "image/png, application/json;q=0")
    assert reply.status == 406
    assert "text/csv" in reply.text


def test_ask(server: Server) -> None:
    assert server.sparql("ASK { ?s a kg:Officer }").text == '{"head":{},"boolean":true}'


GRAPHS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"


def over(server: Server, query: str, parameter: str, graphs: list[str]) -> list[dict[str, str]]:
    """The rows over the dataset that the request names."""
    asked = urlencode({"query": query, parameter: graphs}, doseq=True)
    return server(f"/sparql?{asked}").rows


def test_the_dataset_of_the_request_replaces_that_of_the_query(server: Server) -> None:
    graphs = [row["g"] for row in server.sparql(GRAPHS).rows]
    whole = int(server.sparql(COUNT).rows[0]["n"])
    counts = [int(over(server, COUNT, "default-graph-uri", [graph])[0]["n"]) for graph in graphs]
    assert all(0 < count < whole for count in counts)
    assert int(over(server, COUNT, "default-graph-uri", graphs)[0]["n"]) == whole < sum(counts)
    named = over(server, GRAPHS, "named-graph-uri", graphs[:1])
    assert [row["g"] for row in named] == graphs[:1]
    assert over(server, COUNT, "named-graph-uri", graphs[:1])[0]["n"] == "0"
    assert over(server, GRAPHS, "default-graph-uri", graphs[:1]) == []
    clauses = " ".join(f"FROM <{graph}>" for graph in graphs)
    assert int(server.sparql(COUNT.replace("{", f"{clauses} {{", 1)).rows[0]["n"]) == whole
    assert over(server, COUNT, "default-graph-uri", ["http://a.example/none"])[0]["n"] == "0"
    assert [row["g"] for row in server.sparql(GRAPHS).rows] == graphs


def test_from_with_prefix_and_base_names_the_graphs_that_the_engine_would(server: Server) -> None:
    graphs = [row["g"] for row in server.sparql(GRAPHS).rows]
    folder, _, name = graphs[0].rpartition("/")
    other = graphs[1].removeprefix(f"{BASE}id/")
    query = f"BASE <{BASE}id/> PREFIX d: <{folder}/> {COUNT}"
    query = query.replace("{ ?s", f"FROM d:{name} FROM <{other}> {{ ?s")
    assert server.sparql(query).rows == over(server, COUNT, "default-graph-uri", graphs[:2])


def test_without_a_query_the_service_describes_itself(server: Server) -> None:
    reply = server("/sparql", headers={"Accept": "text/turtle"})
    triples = list(ox.parse(reply.body, ox.RdfFormat.TURTLE))
    sd = "http://www.w3.org/ns/sparql-service-description#"
    endpoints = [quad.object for quad in triples if quad.predicate.value == f"{sd}endpoint"]
    assert endpoints == [ox.NamedNode(f"http://127.0.0.1:{server.port}/sparql")]
    assert sum(quad.predicate.value == f"{sd}name" for quad in triples) == 4  # two texts, the gazetteer, their conflict


def test_head_has_the_headers_of_get(server: Server) -> None:
    reply = server("/sparql", "HEAD", query=COUNT)
    assert (reply.status, reply.body) == (200, b"")
    assert reply.headers["content-type"] == "application/sparql-results+json"


def test_an_iri_without_its_start_stands_below_the_base_of_the_data(server: Server) -> None:
    rows = server.sparql("SELECT ?name { <id/person/zhang-yunzhou-1a2b3c4d> skos:prefLabel ?name }").rows
    assert [row["name"] for row in rows] == ["张云舟"]


BAD = {
    "a query that is none": ("SELEC * { ?s ?p ?o }", 400),
    "an update": ("INSERT DATA { <a:b> <a:c> <a:d> }", 400),
    "a service": ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 400),
    "a service hidden behind a comparison": ("SELECT * { FILTER(?a<?b)SERVICE?x#>\n{} }", 400),
    "deep nesting": ("SELECT * " + "{" * 300 + "}" * 300, 400),
    "deep brackets": (f"SELECT ({'(' * 5000}1{')' * 5000} AS ?x) {{}}", 400),
    "an open string": ('SELECT * { ?s ?p "x }', 400),
    "an unknown prefix": ("SELECT * { ?s nobody:knows ?o }", 400),
    "nothing": ("", 400),
}


@pytest.mark.parametrize(("query", "status"), BAD.values(), ids=BAD)
def test_a_bad_query_is_refused_in_one_line(server: Server, query: str, status: int) -> None:
    reply = server.sparql(query)
    assert reply.status == status
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    assert reply.text.count("\n") == 1


def test_updates_are_forbidden(server: Server) -> None:
    update = "INSERT DATA { <a:b> <a:c> <a:d> }"
    kinds = {"Content-Type": "application/sparql-update"}
    for reply in (
        server("/sparql", "POST", update, kinds),
        server("/sparql", "POST", f"update={quote(update)}", FORM),
        server("/sparql", update=update),
    ):
        assert reply.status == 403
        assert "only reads" in reply.text


HOSTILE = {
    "a row for every pair of pairs": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "counted": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sorted": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?a LIMIT 1",
    "grouped": "SELECT ?a (COUNT(DISTINCT ?i) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a",
    "distinct": "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "closures": "SELECT (COUNT(*) AS ?n) { ?a (!kg:x)* ?b . ?c (!kg:y)* ?d . ?e (!kg:z)* ?f }",
    "closures either way": "SELECT (COUNT(*) AS ?n) { ?a (!kg:x|^!kg:x)* ?b . ?c (!kg:x|^!kg:x)* ?d }",
    "a regex for every pair": (
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i "
        'FILTER(REGEX(STR(?c), CONCAT(STR(?f), ".*", STR(?i)))) }'
    ),
    "a string that doubles": (
        "SELECT (STRLEN(?z) AS ?n) { "
        + 'BIND("0123456789012345" AS ?v0) '
        + " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(30))
        + " BIND(?v30 AS ?z) }"
    ),
    "everything built": "CONSTRUCT { ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "not exists": (
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS { ?g ?h ?i . ?j ?k ?l FILTER(?i = ?a) } }"
    ),
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_query_is_stopped_in_time_with_a_reason(brief: Server, query: str) -> None:
    start = time.monotonic()
    reply = brief.sparql(query)
    assert time.monotonic() - start < BRIEF + SLACK
    assert reply.status == 503
    assert "stopped: " in reply.text


def test_a_slow_query_holds_nobody_up_and_frees_its_core(patient: Server) -> None:
    """Six heavy queries at once: lookups go on, and afterwards no worker of theirs is left running."""
    statuses: list[int] = []

    def heavy() -> None:
        statuses.append(patient.sparql(HOSTILE["counted"], timeout="1").status)

    threads = [threading.Thread(target=heavy) for _ in range(6)]
    for thread in threads:
        thread.start()
    lookups = 0
    while any(thread.is_alive() for thread in threads):
        assert patient.sparql("ASK {}").status == 200
        lookups += 1
    for thread in threads:
        thread.join()
    assert statuses == [503] * 6
    assert lookups > 8  # had they to wait for the heavy ones, it would be one for each
    assert _rests(patient.process.pid)


def test_a_client_that_leaves_takes_its_query_with_it(patient: Server) -> None:
    """The query had a minute; nothing runs any more soon after its client left."""
    query = quote(HOSTILE["counted"])
    with socket.create_connection(("127.0.0.1", patient.port)) as leaving:
        leaving.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert _becomes(lambda: _busy(patient.process.pid) > 0.03)
    assert _rests(patient.process.pid)


def _rests(pid: int) -> bool:
    """Whether the processes below ``pid`` come to rest."""
    return _becomes(lambda: _busy(pid) < 0.02)


def _becomes(holds: Callable[[], bool]) -> bool:
    """Whether ``holds`` comes true before the patience of a busy machine ends."""
    end = time.monotonic() + SLACK
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.02)
    return held


def _busy(pid: int) -> float:
    """Processor seconds that the processes below ``pid`` take in a third of a second; one that ends meanwhile none."""

    def spent() -> dict[int, float]:
        found = {}
        for child in psutil.Process(pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                found[child.pid] = sum(child.cpu_times()[:2])
        return found

    before = spent()
    time.sleep(0.3)
    return sum(seconds - before.get(child, 0.0) for child, seconds in spent().items())


def test_the_client_may_ask_for_less_time(patient: Server) -> None:
    start = time.monotonic()
    assert patient.sparql(HOSTILE["counted"], timeout="0.2").status == 503
    assert time.monotonic() - start < 0.2 + SLACK
    assert patient.sparql("ASK {}", timeout="1000").status == 200
    assert patient.sparql("ASK {}", timeout="soon").status == 400


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_the_limit_of_rows_is_exact(server: Server, form: str) -> None:
    """Marks of the format inside a value are not rows."""
    hostile = '"}},{<result>\\r\\n\\r\\n},{"'
    rows = f"SELECT (?i AS ?x) ({hostile} AS ?y) {{ ?a ?b ?c . ?d ?e ?i }} LIMIT "
    assert server.sparql(f"{rows}5000", format=form).status == 200
    over = server.sparql(f"{rows}5001", format=form)
    assert over.status == 503
    assert "5,000 rows" in over.text


def test_only_the_token_opens_the_store_again(server: Server, store: Path) -> None:
    assert server("/reload", "POST").status == 403
    with serving(store, KG_TOKEN="open-sesame") as guarded:  # noqa: S106 (of this test)
        wrong = guarded("/reload", "POST", headers={"Authorization": "Bearer sesame"})
        assert (wrong.status, wrong.headers["www-authenticate"]) == (401, 'Bearer realm="kg"')
        assert guarded("/reload").status == 405
        assert guarded("/reload", "POST", headers={"Authorization": "Bearer open-sesame"}).status == 204
        assert guarded.sparql(COUNT).rows == server.sparql(COUNT).rows


def test_a_store_is_opened_again_on_a_signal(tmp_path: Path) -> None:
    file = tmp_path / "a.nq"
    file.write_text("<http://a.example/s> <http://a.example/p> <http://a.example/o> <http://a.example/g> .\n")
    with serving(file) as server:
        assert server.sparql("SELECT * { GRAPH ?g { ?s ?p ?o } }").rows[0]["g"] == "http://a.example/g"
        file.write_text("")
        os.kill(server.process.pid, signal.SIGHUP)
        deadline = time.monotonic() + SLACK
        while server.sparql("SELECT * { GRAPH ?g { ?s ?p ?o } }").rows and time.monotonic() < deadline:
            time.sleep(0.05)
        assert server.sparql("SELECT * { GRAPH ?g { ?s ?p ?o } }").rows == []


def test_a_server_that_is_killed_leaves_no_process(store: Path) -> None:
    with serving(store) as server:
        below = psutil.Process(server.process.pid).children(recursive=True)
        assert len(below) >= 2
        server.process.kill()
        _, alive = psutil.wait_procs(below, timeout=SLACK)
        assert alive == []


def test_a_port_in_use_and_a_store_that_is_none_are_one_line(server: Server, tmp_path: Path) -> None:
    for arguments, said in (
        (["--port", str(server.port)], f"kg: 127.0.0.1:{server.port}: cannot listen: Address already in use"),
        (["--port", "0", str(tmp_path)], f"kg: {tmp_path}: no store here"),
    ):
        command = [sys.executable, "-m", "kg", "serve", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603
        assert done.returncode == 1
        assert done.stderr.startswith(said)
        assert done.stderr.count("\n") == 1
