"""What asking costs: pyoxigraph called directly, the Python API, and kg serve, over one store of invented officers.

usage: python -m benchmarks.query [--documents N] [--store DIR] [--clients N] [--seconds N]

Prints three tables in Markdown: ten queries with the median of several runs each way, in
milliseconds and as ratios; the latency of concurrent clients; hostile queries and when they ended.
9,000 documents make a store of some 1 million quads, in which each triple stands twice, in the graph
of its document and in the default graph, as always when a store is opened.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote

import psutil
import pyoxigraph as ox

import kg
from kg.model import Argument, Claim, Document, Entity, LinkedDocument, Scalar, ground
from kg.query.prefixes import prefixes_of
from kg.store import StoreWriter, load_memory
from tests.sample import BASE
from tests.serving import Server, serving

IDS = f"{BASE}id/"
COUNTIES, OFFICERS = 900, 3
RUNS = 7
LOOKUP = "SELECT ?p ?o { ?who skos:prefLabel '甲一丁'@zh ; ?p ?o }"
QUERIES = {
    "lookup": LOOKUP,
    "career": "SELECT ?post ?since { ?t org:member ?who ; kg:post ?n ; kg:startDate ?since . ?n skos:prefLabel ?post . "
    "?who skos:prefLabel '甲一丁'@zh } ORDER BY ?since",
    "colleagues": "SELECT DISTINCT ?b { ?x org:member ?a ; kg:jurisdiction ?d . ?y org:member ?b ; "
    "kg:jurisdiction ?d . ?a skos:prefLabel '甲一丁'@zh FILTER(?a != ?b) }",
    "closure": "SELECT (COUNT(*) AS ?n) { ?a kg:partOf+ ?b }",
    "group": "SELECT ?d (COUNT(?who) AS ?n) { ?who kg:heldPost ?d } GROUP BY ?d ORDER BY DESC(?n) ?d",
    "optional": "SELECT ?t ?post ?since { ?t a kg:HomeTenure ; org:member ?who "
    "OPTIONAL { ?t kg:post ?n . ?n skos:prefLabel ?post } OPTIONAL { ?t kg:startDate ?since } } LIMIT 20000",
    "order": "SELECT ?name ?since { ?t org:member ?w ; kg:startDate ?since . ?w skos:prefLabel ?name } "
    "ORDER BY ?since ?name LIMIT 100",
    "contains": "SELECT ?who ?name { ?who a kg:Officer ; skos:prefLabel ?name FILTER(CONTAINS(?name, '一丁')) }",
    "evidence": "SELECT ?g ?quote { GRAPH ?g { ?t org:member ?who ; kg:evidence/oa:exact ?quote } "
    "?who skos:prefLabel '甲一丁'@zh }",
    "export": "SELECT ?who ?name ?place { ?who kg:heldPost ?d ; skos:prefLabel ?name . ?d skos:prefLabel ?place }",
}
HOSTILE = {
    "counted": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "listed": "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "sorted": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c LIMIT 1",
    "grouped": "SELECT ?a (COUNT(DISTINCT ?f) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a",
    "distinct": "SELECT DISTINCT ?a ?d { ?a ?b ?c . ?d ?e ?f }",
    "closure": "SELECT (COUNT(*) AS ?n) { ?a (!kg:x)* ?b }",
    "closure both ways": "SELECT (COUNT(*) AS ?n) { ?a (!kg:x|^!kg:x)+ ?b }",
    "regex join": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), STR(?f))) }",
    "doubling": "SELECT (STRLEN(?v31) AS ?n) { BIND('0123456789' AS ?v0) "
    + " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(31))
    + " }",
    "built": "CONSTRUCT { ?a ?e ?c } WHERE { ?a ?b ?c . ?d ?e ?f }",
    "not exists": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?f FILTER(STRLEN(STR(?f)) < 0) } }",
}
LIMIT = 5.0


def article(number: int) -> LinkedDocument:
    """A text that says of three officers which post they hold and since when."""
    names = [
        f"{'甲乙丙丁戊己庚辛'[k % 8]}{chr(0x4E00 + number % 6000)}{chr(0x4E00 + number // 6000 + k)}"
        for k in range(OFFICERS)
    ]
    county = number % COUNTIES
    post = f"第{county}县县长"
    text = "".join(f"{name}自{2000 + number % 20}年起任{post}。" for name in names) + f"编号{number}。"
    sha = hashlib.sha256(text.encode()).hexdigest()
    doc = Document(sha[:16], sha, f"{number:05}.txt", text, title=f"任职{number}")
    place, body, office = f"{IDS}place/x-{county:04}", f"{IDS}org/x-{county:04}", f"{IDS}post/x-{county:04}"
    entities = [
        Entity(f"{IDS}place/x-p{county % 30:03}", "Place", f"第{county % 30}省"),
        Entity(place, "Place", f"第{county}县", {"part_of_iri": f"{IDS}place/x-p{county % 30:03}"}),
        Entity(
            body, "Government", f"第{county}县人民政府", {"jurisdiction_iri": place, "short_name": f"第{county}县政府"}
        ),
        Entity(office, "Post", post, {"organization_iri": body, "duty": "县长", "chief": True}),
    ]
    claims = []
    for k, name in enumerate(names):
        person = f"{IDS}person/p-{number:05}-{k}"
        entities.append(Entity(person, "Officer", name, {"pinyin": "jia yi"}))
        start = text.index(name)
        qualifiers: dict[str, Scalar] = {
            "post": post,
            "post_iri": office,
            "role": "县长",
            "organization_iri": body,
            "status": "incumbent",
            "kind": "regular",
            "start": str(2000 + number % 20),
        }
        claims.append(
            Claim(
                f"{sha[:12]}{k:04}",
                "heldPost",
                Argument("Person", name, None, person),
                Argument("District", f"第{county}县", None, place),
                ground(doc, start, text.index("。", start), "benchmark"),
                qualifiers,
            )
        )
    return LinkedDocument(doc, tuple(claims), tuple(entities))


def build(folder: Path, documents: int) -> None:
    """Write the store."""
    with StoreWriter(folder, BASE) as writer:
        for number in range(documents):
            writer.add(article(number))


def milliseconds(jobs: Sequence[Callable[[], object]]) -> list[float]:
    """The median of each job; they take turns, so that all meet the same weather."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(RUNS):
        for job, spent in zip(jobs, times, strict=True):
            start = time.perf_counter()
            job()
            spent.append(1000 * (time.perf_counter() - start))
    return [median(spent) for spent in times]


def compare(store: ox.Store, graph: kg.Graph, server: Server) -> Iterator[str]:
    """A line of the table for each query."""
    prefixes = dict(prefixes_of(store))
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    for name, query in QUERIES.items():
        text = query.replace("甲一丁", "甲一丁")

        def rows(text: str = text) -> object:
            return [tuple(row) for row in store.query(text, prefixes=prefixes)]  # type: ignore[arg-type,union-attr]

        def written(text: str = text) -> object:
            found = store.query(text, prefixes=prefixes)
            assert isinstance(found, ox.QuerySolutions)
            return found.serialize(format=ox.QueryResultsFormat.JSON)

        def api(text: str = text) -> object:
            return graph.query(text)

        def endpoint(text: str = text) -> object:
            return fetched(connection, text)

        assert endpoint() == written(), name
        count = len(rows())  # type: ignore[arg-type]
        direct, by_api, serialised, by_http = milliseconds([rows, api, written, endpoint])
        yield (
            f"| {name} | {count:,} | {direct:.2f} | {by_api:.2f} | {by_api / direct:.2f} "
            f"| {serialised:.2f} | {by_http:.2f} | {by_http / serialised:.2f} |"
        )


def fetched(connection: http.client.HTTPConnection, text: str) -> bytes:
    """The answer of the endpoint, which must be whole."""
    connection.request("GET", f"/sparql?query={quote(text)}")
    reply = connection.getresponse()
    body = reply.read()
    if reply.status != 200:
        raise RuntimeError(f"{reply.status} {body[:200]!r}")
    return body


def load(server: Server, clients: int, seconds: float) -> str:
    """Many clients at once, a runaway query among them: latencies of the small ones, and errors."""
    end = time.monotonic() + seconds
    times: list[float] = []
    errors: list[str] = []

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        names = ("lookup", "career", "evidence", "colleagues")
        while time.monotonic() < end:
            start = time.perf_counter()
            try:
                fetched(connection, QUERIES[names[number % len(names)]])
            except (OSError, RuntimeError, http.client.HTTPException) as error:
                errors.append(str(error))
                return
            times.append(1000 * (time.perf_counter() - start))
            number += 1

    runaways: list[int] = []

    def runaway() -> None:
        while time.monotonic() < end - LIMIT:
            runaways.append(server.sparql(HOSTILE["counted"]).status)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    threads.append(threading.Thread(target=runaway))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cut = quantiles(times, n=100)
    return (
        f"{clients} clients, {seconds:g} s, a runaway query all the while (each ended with {set(runaways)}): "
        f"{len(times):,} answers, {len(times) / seconds:.0f}/s, errors {len(errors)} {errors[:1]}; "
        f"p50 {cut[49]:.1f} ms, p95 {cut[94]:.1f} ms, p99 {cut[98]:.1f} ms, slowest {max(times):.1f} ms"
    )


def hostile(server: Server) -> Iterator[str]:
    """A line for each hostile query: its status, when it ended, what is still running and held afterwards."""
    process = psutil.Process(server.process.pid)
    for name, query in HOSTILE.items():
        start = time.monotonic()
        reply = server.sparql(query)
        spent = time.monotonic() - start
        children = process.children(recursive=True)
        before = sum(sum(child.cpu_times()[:2]) for child in children)
        time.sleep(0.5)
        children = process.children(recursive=True)
        busy = sum(sum(child.cpu_times()[:2]) for child in children) - before
        private = sum(child.memory_full_info().uss for child in children) / 1e6
        reason = reply.text.partition(" (")[0] if reply.status != 200 else "answered"
        yield f"| {name} | {reply.status} {reason} | {spent:.2f} | {max(busy, 0):.2f} | {private:.0f} |"


def main() -> None:
    """Build or open the store, then print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=9000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=30)
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = given.store or Path(stack.enter_context(tempfile.TemporaryDirectory())) / "store"
        if not folder.exists():
            build(folder, given.documents)
        server = stack.enter_context(serving(folder, "--timeout", LIMIT))
        print(server.greeting.strip())
        store = load_memory(folder)
        print(
            "| query | rows | direct ms | API ms | ratio | direct, JSON ms | endpoint ms | ratio |\n"
            + "| --- " * 8
            + "|"
        )
        for line in compare(store, kg.open(folder), server):
            print(line, flush=True)
        print(load(server, given.clients, given.seconds), flush=True)
        print(
            f"limit {LIMIT:g} s\n| hostile query | answer | s | core s in 0.5 s after | private MB after |\n"
            + "| --- " * 5
            + "|"
        )
        for line in hostile(server):
            print(line, flush=True)


if __name__ == "__main__":
    main()
