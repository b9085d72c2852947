"""Stores elsewhere, over real HTTP: the server of Oxigraph, and Virtuoso where it is installed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.errors import KgError, QueryError, StoreError
from kg.query import catalog, run
from kg.remote import Http, RemoteStore, prune, push, written
from kg.store import load_memory
from tests.conftest import Run
from tests.sample import BASE
from tests.serving import build

NAMES = "SELECT ?name { ?who a kg:Officer ; skos:prefLabel ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("remote") / "store")


@pytest.fixture(scope="module")
def local(folder: Path) -> ox.Store:
    return load_memory(folder)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def running(command: list[str], url: str, seconds: float) -> Iterator[None]:
    """A server until the block ends; skips the test where it does not answer in time."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        deadline = time.monotonic() + seconds
        while True:
            try:
                urllib.request.urlopen(url, timeout=2).close()  # noqa: S310
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                if time.monotonic() > deadline or process.poll() is not None:
                    pytest.skip(f"{command[0]} does not answer")
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def oxigraph(folder: Path) -> Iterator[str]:
    """The URL of an Oxigraph server that was given the store."""
    binary = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if binary is None:
        pytest.skip("the oxigraph server is not installed")
    url = f"http://127.0.0.1:{free_port()}"
    with running([binary, "serve", "--bind", url.removeprefix("http://")], url, 60):
        list(push(load_memory(folder), Http(f"{url}/store")))
        yield url


VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {port}
DirsAllowed = .
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
LiteMode = 0
[HTTPServer]
ServerPort = {http}
ServerRoot = {folder}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 100000
MaxQueryExecutionTime = 60
"""


@pytest.fixture(scope="module")
def virtuoso(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a Virtuoso server that was given the store."""
    binary = shutil.which("virtuoso-t")
    if binary is None:
        pytest.skip("virtuoso is not installed")
    place, http = tmp_path_factory.mktemp("virtuoso"), free_port()
    (place / "virtuoso.ini").write_text(VIRTUOSO.format(folder=place, port=free_port(), http=http))
    url = f"http://127.0.0.1:{http}"
    command = [binary, "+configfile", str(place / "virtuoso.ini"), "+foreground"]
    with running(command, f"{url}/sparql?query=ASK%7B%7D", 120):
        graphs = Http(f"{url}/sparql-graph-crud-auth", "dba", "dba")
        with pytest.warns(RuntimeWarning, match="keeps no default graph"):
            list(push(load_memory(folder), graphs))
        yield url


def rows(store: Any, name: str, parameters: dict[str, str]) -> list[tuple[str, ...]]:
    """The rows of a saved question, each value as text."""
    found = run(store, catalog()[name], parameters)
    return [tuple("" if term is None else getattr(term, "value", str(term)) for term in row) for row in found.rows]


ASKED = {
    "documents": {},
    "career": {"officer": "张云舟"},
    "posts-in-district": {"district": "望海区"},
    "secondments": {},
    "places": {},
    "reports": {},
    "visits": {},
}


@pytest.mark.parametrize("name", ASKED)
def test_a_saved_question_gives_the_same_from_oxigraph(name: str, oxigraph: str, local: ox.Store) -> None:
    found = rows(RemoteStore(f"{oxigraph}/query"), name, ASKED[name])
    assert found == rows(local, name, ASKED[name])
    assert found


@pytest.mark.parametrize("name", catalog())
def test_every_question_with_all_its_parameters_can_be_read_by_another_server(name: str, oxigraph: str) -> None:
    """With the values of the examples bound as IRIs and texts, which need not be in the graph."""
    question = catalog()[name]
    kinds = {"string": ox.Literal, "date": ox.Literal, "integer": lambda text: ox.Literal(int(text))}
    bound = {
        ox.Variable(key): kinds.get(one.type, lambda _: ox.NamedNode(f"{BASE}id/person/x"))(one.example)
        for key, one in question.parameters.items()
    }
    RemoteStore(f"{oxigraph}/query").query(question.text, substitutions=bound)


def test_what_the_substitution_writes_is_what_the_engine_binds(local: ox.Store) -> None:
    """The same rows by substitution in the engine and by the text, also inside FILTER, OPTIONAL and GROUP BY."""
    prefixes = run(local, NAMES).prefixes
    name = ox.Literal("张云舟", language="zh")
    for text in (
        "SELECT ?who ?name { ?who a kg:Officer ; skos:prefLabel ?name }",
        "SELECT ?name (COUNT(?who) AS ?n) { ?who a kg:Officer ; skos:prefLabel ?name } GROUP BY ?name ORDER BY ?name",
        "SELECT ?name ?label { ?who a kg:Officer ; skos:prefLabel ?label FILTER(COALESCE(?label = ?name, true)) }",
        "SELECT ?name ?b { ?who a kg:Officer OPTIONAL { ?who skos:prefLabel ?name BIND(?name AS ?b) } }",
    ):
        expected = local.query(text, prefixes=dict(prefixes), substitutions={ox.Variable("name"): name})
        found = local.query(written(text, {"name": name}, prefixes))
        assert isinstance(expected, ox.QuerySolutions)
        assert isinstance(found, ox.QuerySolutions)
        assert sorted(map(str, map(tuple, found))) == sorted(map(str, map(tuple, expected))), text


def test_a_hostile_value_stays_a_value(oxigraph: str) -> None:
    store: Any = RemoteStore(f"{oxigraph}/query")
    hostile = '张"} INSERT DATA { <a:b> <a:c> "\\n'
    assert run(store, "SELECT ?name { BIND(?name AS ?x) }", {"name": hostile}).rows[0][0] == ox.Literal(hostile)


def test_triples_and_truth(oxigraph: str, local: ox.Store) -> None:
    store: Any = RemoteStore(f"{oxigraph}/query")
    for text in ("CONSTRUCT { ?s kg:heldPost ?o } WHERE { ?s kg:heldPost ?o }", "ASK { ?s a kg:Officer }"):
        assert run(store, text).rows == run(local, text).rows


def test_the_commands_work_against_a_server(oxigraph: str, folder: Path, run: Run) -> None:
    remote = run("query", "career", "-p", "officer=张云舟", "--store", f"{oxigraph}/query", "--format", "csv")
    assert remote == run("query", "career", "-p", "officer=张云舟", "--store", folder, "--format", "csv")
    status, _, err = run("push", f"{oxigraph}/store", "--store", folder)
    assert (status, " graphs, " in err) == (0, True), err


def test_what_goes_wrong_is_one_line(oxigraph: str, run: Run) -> None:
    nobody = f"http://127.0.0.1:{free_port()}/query"
    for arguments, said, status in (
        (("query", NAMES, "--store", nobody), "cannot be reached", 1),
        (("query", NAMES, "--store", f"{oxigraph}/nothing"), "answered 404", 1),
        (("query", "SELECT * { ?s ?p", "--store", f"{oxigraph}/query"), "answered 400", 2),
        (("query", NAMES, "--store", "http://"), "no URL of a server", 1),
    ):
        code, out, err = run(*arguments)
        assert (code, out) == (status, "")
        assert said in err
        assert err.count("\n") == 1
    with pytest.raises(StoreError, match="cannot be reached"):
        Http(nobody)("GET")
    with pytest.raises(QueryError):
        RemoteStore(f"{oxigraph}/query").query("SELECT * { SERVICE <http://a.example/> {} }")
    with pytest.raises(KgError, match="no URL"):
        RemoteStore("ftp://a.example/")


def test_a_server_that_speaks_no_http_is_one_line(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"\x1b[2Jgarbage\r\n\r\n")

        speaking = threading.Thread(target=answer)
        speaking.start()
        code, out, err = run("query", NAMES, "--store", f"http://127.0.0.1:{listening.getsockname()[1]}/query")
        speaking.join()
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "cannot be reached: \\x1b[2Jgarbage (is the server running?)" in err


@pytest.mark.parametrize("name", sorted(ASKED.keys() - {"posts-in-district"}))  # 7.2.5 drops the path of no length
def test_a_saved_question_gives_the_same_from_virtuoso(name: str, virtuoso: str, local: ox.Store) -> None:
    found = rows(RemoteStore(f"{virtuoso}/sparql"), name, ASKED[name])
    assert sorted(set(found)) == sorted(rows(local, name, ASKED[name]))


def test_graphs_that_the_store_no_longer_holds_are_deleted_on_demand(run: Run, tmp_path: Path) -> None:
    """Only those below the base of the store, and only with --prune; what others keep there stays."""
    binary = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if binary is None:
        pytest.skip("the oxigraph server is not installed")
    url = f"http://127.0.0.1:{free_port()}"
    others = f"{BASE}id/other/1", "https://other.example/id/graph/1"
    store = build(tmp_path / "store")
    with running([binary, "serve", "--bind", url.removeprefix("http://")], url, 60):
        graphs, asked = Http(f"{url}/store"), RemoteStore(f"{url}/query")
        for name in (f"{BASE}id/graph/gone", *others):
            graphs("PUT", f"graph={name}", b"<a:s> <a:p> <a:o> .", {"Content-Type": "application/n-triples"})
        assert run("push", f"{url}/store", "--store", store)[0] == 0
        assert len(names(asked)) == len(names(load_memory(store))) + 3
        status, _, err = run("push", f"{url}/store", "--store", store, "--prune", f"{url}/query")
        assert status == 0
        assert "deleted 1 graph that the store no longer holds" in err
        assert names(asked) == names(load_memory(store)) | set(others)
        with pytest.raises(StoreError, match="the store is empty"):
            list(prune(ox.Store(), graphs, asked))
        assert names(asked) == names(load_memory(store)) | set(others)


def names(store: Any) -> set[str]:
    return {row["g"].value for row in store.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
