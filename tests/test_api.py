"""The graph as a Python object: rows, tables, networks, a notebook; and the tutorial, whose blocks run."""

from __future__ import annotations

import contextlib
import io
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.errors import KgError, QueryError, StoreError
from kg.store import StoreWriter
from tests import query_store
from tests.sample import BASE, LI, ZHANG
from tests.serving import build

ROOT = Path(__file__).parents[1]
HOSTILE = "<img src=x onerror=alert(1)>"
NAMES = "SELECT ?who ?name { ?who a kg:Officer ; skos:prefLabel ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    return kg.open(build(tmp_path_factory.mktemp("api") / "store"))


def test_rows_are_named_tuples_of_terms_and_plain_values(graph: kg.Graph) -> None:
    rows = graph.query(NAMES)
    assert (rows.kind, rows.columns, len(rows)) == ("select", ("who", "name"), 4)
    by_name = {row.name.value: row.who.value for row in rows}
    assert by_name["李望川"] == f"{BASE}id/{LI}"
    assert (f"{BASE}id/{ZHANG}", "张云舟") in rows.values()
    assert rows[:2].values() == rows.values()[:2]
    assert repr(rows) == "<4 rows of who, name>"


def test_values_are_of_the_type_their_datatype_says(graph: kg.Graph) -> None:
    query = 'SELECT (1 AS ?a) (1.50 AS ?b) (1e0 AS ?c) (true AS ?d) ("x"@en AS ?e) ?f { }'
    (row,) = graph.query(query).values()
    assert row == (1, Decimal("1.5"), 1.0, True, "x", None)
    assert [type(value) for value in row] == [int, Decimal, float, bool, str, type(None)]


def test_ask_and_construct(graph: kg.Graph) -> None:
    assert graph.query("ASK { ?s a kg:Officer }")
    assert not graph.query("ASK { ?s a kg:Unheard }")
    held = graph.query("CONSTRUCT { ?s kg:heldPost ?o } WHERE { ?s kg:heldPost ?o }")
    assert held.columns == ("subject", "predicate", "object")
    assert len(held) == len(graph.query("SELECT DISTINCT ?s ?o { ?s kg:heldPost ?o }")) > 2
    assert "kg:heldPost" in held.render("turtle")


def test_a_saved_question_takes_its_parameters_as_terms(graph: kg.Graph) -> None:
    career = graph.query("career", officer="张云舟")
    assert "云溪县委书记" in {row.post.value for row in career}
    assert len(graph.query("career", limit=1, officer="张云舟")) == 1
    assert "career" in graph.questions()
    with pytest.raises(QueryError, match="no person is called"):
        graph.query("career", officer='张云舟" } #')


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("INSERT DATA { <a:b> <a:c> <a:d> }", "INSERT would change"),
        ("SELECT * { SERVICE <http://a.example/> {} }", "SERVICE is refused"),
        ("SELECT * { ?s ?p ?o", "a { is not closed"),
        ("no-such-question", "no saved question"),
    ],
)
def test_what_is_wrong_is_one_line(graph: kg.Graph, query: str, said: str) -> None:
    with pytest.raises(QueryError, match=re.escape(said)) as error:
        graph.query(query)
    assert "\n" not in str(error.value)


def test_a_column_that_python_cannot_name_is_called_by_its_place(graph: kg.Graph) -> None:
    (row,) = graph.query("SELECT (1 AS ?class) (2 AS ?姓名) {}")
    assert (row._0.value, row.姓名.value) == ("1", "2")


def test_tables(graph: kg.Graph) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    rows = graph.query("SELECT ?name (1 AS ?n) ?none { ?who a kg:Officer ; skos:prefLabel ?name } ORDER BY ?name")
    by_pandas, by_polars = rows.to_pandas(), rows.to_polars()
    assert isinstance(by_pandas, pandas.DataFrame)
    assert isinstance(by_polars, polars.DataFrame)
    assert list(by_pandas.columns) == by_polars.columns == ["name", "n", "none"]
    assert by_pandas["name"].tolist() == by_polars["name"].to_list() == [row[0] for row in rows.values()]
    assert by_polars["n"].sum() == 4
    assert graph.query("SELECT ?x { ?x a kg:Unheard }").to_polars().is_empty()


def test_a_library_that_is_missing_is_named(graph: kg.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match="pip install pandas"):
        graph.query(NAMES).to_pandas()


def test_networks(graph: kg.Graph) -> None:
    rows = graph.query(
        "SELECT ?n ?p ?d { ?who kg:heldPost ?w ; skos:prefLabel ?n . ?w skos:prefLabel ?d BIND(1 AS ?p) }"
    )
    network = rows.to_networkx("n", "d")
    assert network.edges["张云舟", "云溪县", 0] == {"p": 1}
    triples = graph.query("CONSTRUCT { ?s kg:heldPost ?o } WHERE { ?s kg:heldPost ?o }").to_networkx()
    assert triples.number_of_edges() == len(rows)
    with pytest.raises(QueryError, match="no column x"):
        rows.to_networkx("x")


def test_a_notebook_shows_text_as_text(tmp_path: Path) -> None:
    second = query_store.second()
    entities = tuple(replace(e, label=HOSTILE) if e.kind == "Officer" else e for e in second.entities)
    with StoreWriter(tmp_path / "store", BASE) as writer:
        writer.add(replace(second, entities=entities))
    graph = kg.open(tmp_path / "store")
    shown = graph.query(NAMES)._repr_html_()
    assert "&lt;img" in shown
    assert "<img" not in shown
    assert "1 documents" in graph._repr_html_()
    many = graph.query("SELECT ?s { ?s ?p ?o } LIMIT 30")._repr_html_()
    assert many.count("<tr>") == 21
    assert "30 rows, the first 20 shown" in many


def test_the_same_store_as_rdflib(graph: kg.Graph) -> None:
    assert len(graph) == len(graph.rdflib().default_graph)


def test_no_store_here(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here"):
        kg.open(tmp_path)


def test_the_tutorial_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every block runs, and prints what it says behind the arrows."""
    pytest.importorskip("pandas")
    with StoreWriter(tmp_path / "out" / "store", BASE) as writer:
        for path in sorted((ROOT / "seeds").glob("*.txt")):
            writer.add(kg.analyse(kg.read(path), BASE))
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```$", (ROOT / "docs" / "tutorial.md").read_text("utf-8"), re.M | re.S)
    names: dict[str, object] = {}
    for block in blocks:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block, "docs/tutorial.md", "exec"), names)  # noqa: S102 (our own page)
        expected = [found.partition(":")[0].strip().strip('"') for found in re.findall(r"# → (.*)$", block, re.M)]
        assert [_plain(line) for line in printed.getvalue().splitlines()] == expected


def _plain(line: str) -> str:
    """A term of pyoxigraph as its value."""
    match = re.fullmatch(r'"(.*)"(@[\w-]+)?', line)
    return match[1] if match else line
