"""Results as text: the standards read back, the tables harmless and aligned."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from rich.cells import cell_len

from kg.errors import QueryError
from kg.query import FORMATS, Result, render, run, visible
from tests.query_store import both

EDTF = ox.NamedNode("http://id.loc.gov/datatypes/edtf")
HOSTILE = "=cmd|'/c calc'\t\"x\",\n\x1b[2J\u202e<img src=x onerror=alert(1)> `|`"
KG = "https://kg.example.org/ns#"
ROWS = Result(
    "select",
    ("name", "value"),
    (
        (ox.Literal("张云舟", language="zh"), ox.Literal("2023-05", datatype=EDTF)),
        (ox.NamedNode(f"{KG}heldPost"), None),
        (ox.Literal(HOSTILE), ox.Literal(-5)),
    ),
    {"kg": KG},
)


def test_table_is_aligned() -> None:
    """Columns begin at the same cell although Chinese characters are two wide."""
    lines = render(ROWS, "table").splitlines()
    assert len(lines) == 5
    assert {
        cell_len(line[: line.index(value)]) for line, value in zip(lines[2::2], ("2023-05", "-5"), strict=True)
    } == {cell_len(lines[0][: lines[0].index("value")])}
    assert "kg:heldPost" in lines[3]


def test_table_folds_to_the_terminal() -> None:
    """A wide cell is folded, nothing is lost."""
    text = render(ROWS, "table", width=40)
    assert max(cell_len(line) for line in text.splitlines()) <= 40
    assert "onerror" in text.replace("\n", "").replace(" ", "")


def test_control_characters_are_visible() -> None:
    """Nothing from a text reaches the terminal as a command."""
    assert visible("a\nb\tc\x1b\u202e\U000e0001\ud800") == "a⏎b\\x09c\\x1b\\u202e\\U000e0001\\ud800"
    for fmt in ("table", "markdown"):
        assert all(line.isprintable() for line in render(ROWS, fmt).splitlines())


def test_markdown() -> None:
    """One row a line, no markup or HTML from a text."""
    lines = render(ROWS, "markdown").splitlines()
    assert lines[:3] == ["| name | value |", "| --- | --- |", "| 张云舟 | 2023-05 |"]
    assert "&lt;img src=x" in lines[4]
    assert "\\`\\|\\`" in lines[4]


def test_csv() -> None:
    """SPARQL 1.1 CSV: bare values, CRLF."""
    text = render(ROWS, "csv")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["name", "value"],
        ["张云舟", "2023-05"],
        [f"{KG}heldPost", ""],
        [HOSTILE, "-5"],
    ]
    assert text.startswith("name,value\r\n")


def test_csv_for_a_spreadsheet() -> None:
    """On demand a cell that would be run as a formula gets an apostrophe; numbers stay numbers."""
    rows = list(csv.reader(io.StringIO(render(ROWS, "csv", guard_cells=True), newline="")))
    assert rows[3] == [f"'{HOSTILE}", "-5"]


@pytest.mark.parametrize(
    ("fmt", "standard"), [("json", ox.QueryResultsFormat.JSON), ("tsv", ox.QueryResultsFormat.TSV)]
)
def test_read_back(fmt: str, standard: ox.QueryResultsFormat) -> None:
    """JSON and TSV hold every term as it was."""
    answer = ox.parse_query_results(render(ROWS, fmt).encode(), format=standard)
    assert isinstance(answer, ox.QuerySolutions)
    assert tuple(tuple(solution) for solution in answer) == ROWS.rows


def test_xml() -> None:
    """XML holds every term as it was; a character that XML forbids is an error, never a broken file."""
    rows = Result("select", ("a",), ((ox.Literal("<&\u202e张", language="zh"),),))
    answer = ox.parse_query_results(render(rows, "xml").encode(), format=ox.QueryResultsFormat.XML)
    assert isinstance(answer, ox.QuerySolutions)
    assert [tuple(solution) for solution in answer] == list(rows.rows)
    with pytest.raises(QueryError, match=r"cannot hold the character U\+001B \(use json or tsv\)"):
        render(Result("select", ("a",), ((ox.Literal("x\x1b"),),)), "xml")


def test_ask() -> None:
    """A boolean in each format that knows one."""
    yes = Result("ask", ("answer",), ((ox.Literal(True),),))
    assert json.loads(render(yes, "json")) == {"head": {}, "boolean": True}
    assert render(yes, "csv") == "true"
    assert render(yes, "table").split()[-1] == "true"


def test_turtle() -> None:
    """CONSTRUCT as Turtle reads back as the same triples, with the prefixes in use."""
    result = run(
        both(),
        "CONSTRUCT { ?s kg:secondedTo ?o ; skos:prefLabel ?l } WHERE { ?s kg:secondedTo ?o ; skos:prefLabel ?l }",
    )
    text = render(result, "turtle")
    found = {(quad.subject, quad.predicate, quad.object) for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)}
    assert found == set(result.rows)
    assert "@prefix kg:" in text
    assert "person:zhang-yunzhou-1a2b3c4d" in text
    assert "@prefix oa:" not in text
    with pytest.raises(QueryError, match="turtle is for CONSTRUCT"):
        render(ROWS, "turtle")


def test_empty_answers() -> None:
    """No rows is an answer in every format."""
    nothing = Result("select", ("name",), ())
    assert render(nothing, "csv") == "name\r\n"
    assert render(nothing, "table").splitlines()[0] == "name"
    assert render(Result("construct", ("subject", "predicate", "object"), ()), "turtle") == ""
    for columns in ((), ("name",)):
        for fmt in set(FORMATS) - {"turtle"}:
            render(Result("select", columns, ()), fmt)


def test_unknown_format() -> None:
    """The formats are listed."""
    with pytest.raises(QueryError, match="one of table, csv, tsv, json, xml, markdown, turtle"):
        render(ROWS, "xlsx")


def test_the_same_bytes_every_time() -> None:
    """Neither the hash seed nor the process changes an answer."""
    code = (
        "import sys; from kg.query import catalog, render, run; from tests.query_store import every; s = every();"
        "asked = lambda q: run(s, q, {n: p.example for n, p in q.parameters.items()});"
        "sys.stdout.write(''.join(render(asked(q), 'json') for q in catalog().values()));"
        "sys.stdout.write(render(run(s, 'SELECT * { GRAPH ?g { ?s ?p ?o } }'), 'tsv'));"
        "sys.stdout.write(render(run(s, 'CONSTRUCT WHERE { ?s ?p ?o }'), 'turtle'))"
    )
    root = Path(__file__).parent.parent
    outputs = {
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", code], cwd=root, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert len(next(iter(outputs))) > 10_000
