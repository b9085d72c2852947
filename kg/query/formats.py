"""Writes a result as text: for the eye (table, markdown) or for a program (csv, tsv, json, xml, turtle).

csv, tsv, json and xml are the W3C's SPARQL 1.1 result formats, written by Oxigraph's serialisers.  In csv
a cell is the bare value, as the standard wants; text from articles may begin with ``=``, so
``guard_cells`` puts an apostrophe before what a spreadsheet would run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from io import StringIO
from typing import Any, Final

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.escape import markdown, visible
from kg.query.prefixes import shorten
from kg.query.run import Result, Row, Term

FORMATS: Final = ("table", "csv", "tsv", "json", "xml", "markdown", "turtle")

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
#: XML 1.0, section 2.2: what is no Char.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BLANK_BESIDE_CELLS = 2


def render(result: Result, fmt: str, *, width: int | None = None, guard_cells: bool = False) -> str:
    """``result`` in one of ``FORMATS``, ending in a newline unless it is empty.

    ``width`` is the width of the terminal in columns: a table folds its cells to fit; without it
    nothing is folded.  Raises QueryError for an unknown format, for turtle where the query is no
    CONSTRUCT or DESCRIBE, and for xml where a text holds a character that XML forbids.
    """
    if fmt == "table":
        return _table(result, width)
    if fmt == "markdown":
        return _markdown(result)
    if fmt == "turtle":
        return _turtle(result)
    serialisers = {
        "csv": ox.QueryResultsFormat.CSV,
        "tsv": ox.QueryResultsFormat.TSV,
        "json": ox.QueryResultsFormat.JSON,
        "xml": ox.QueryResultsFormat.XML,
    }
    if fmt not in serialisers:
        raise QueryError(f"unknown format {fmt!r}", mend=f"one of {', '.join(FORMATS)}")
    text = _standard(_guarded(result) if guard_cells else result, serialisers[fmt])
    if fmt == "xml" and (found := _NOT_IN_XML.search(text)):
        raise QueryError(f"XML 1.0 cannot hold the character U+{ord(found[0]):04X}", mend="use json or tsv")
    return text


def _table(result: Result, width: int | None) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    cells = _cells(result, visible)
    widths = [max(cell_len(row[i]) for row in [result.columns, *cells]) for i in range(len(result.columns))]
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in result.columns:
        table.add_column(Text(column), overflow="fold")
    for row in cells:
        table.add_row(*map(Text, row))
    natural = sum(widths) + (_BLANK_BESIDE_CELLS + 1) * len(widths)
    out = StringIO()
    console = Console(file=out, width=min(width or natural, natural), color_system=None, legacy_windows=False)
    console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _markdown(result: Result) -> str:
    head = [[markdown(column) for column in result.columns], ["---"] * len(result.columns)]
    return "".join(f"| {' | '.join(row)} |\n" for row in [*head, *_cells(result, markdown)])


def _cells(result: Result, safe: Callable[[str], str]) -> list[list[str]]:
    return [[safe(_text(term, result.prefixes)) for term in row] for row in result.rows]


def _text(term: Term | None, prefixes: Mapping[str, str]) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return shorten(term.value, prefixes)
    return term.value if isinstance(term, ox.Literal) else str(term)


def _turtle(result: Result) -> str:
    if result.kind != "construct":
        mend = "use table, csv, tsv, json, xml or markdown"
        raise QueryError("turtle is for CONSTRUCT and DESCRIBE", mend=mend)
    return turtle([ox.Triple(*row) for row in result.rows], result.prefixes)  # type: ignore[arg-type]


def turtle(triples: Sequence[ox.Triple], prefixes: Mapping[str, str]) -> str:
    """``triples`` as Turtle with those of ``prefixes`` that are of use, in a fixed order."""
    terms = (term for triple in triples for term in (triple.subject, triple.predicate, triple.object))
    names = {term.value for term in terms if isinstance(term, ox.NamedNode)}
    known = {**_folders(names, prefixes.get("id")), **prefixes}
    used = {name: space for name, space in known.items() if any(iri.startswith(space) for iri in names)}
    lines = (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=used) or b"").decode().splitlines(keepends=True)
    # Oxigraph promises no order for the prefixes.
    head = [line for line in lines if line.startswith("@prefix ")]
    return "".join(sorted(head) + lines[len(head) :])


def _folders(names: Iterable[str], ids: str | None) -> dict[str, str]:
    """A prefix for each folder of the data, so that ``person:zhang-…`` needs no escaped slash."""
    parts = (name.removeprefix(ids).partition("/") for name in names if ids and name.startswith(ids))
    return {folder: f"{ids}{folder}/" for folder, slash, _ in parts if slash and folder.isalpha()}


def _standard(result: Result, fmt: ox.QueryResultsFormat) -> str:
    """The rows through Oxigraph's reader and its serialisers: SPARQL 1.1 Query Results JSON is the way in."""
    head: dict[str, Any] = {"head": {"vars": list(result.columns)}}
    if result.kind == "ask":
        head = {"head": {}, "boolean": result.rows[0][0] == ox.Literal(True)}
    else:
        head["results"] = {"bindings": [_binding(result.columns, row) for row in result.rows]}
    answer = ox.parse_query_results(json.dumps(head).encode(), format=ox.QueryResultsFormat.JSON)
    return (answer.serialize(format=fmt) or b"").decode()


def _binding(columns: tuple[str, ...], row: Row) -> dict[str, Any]:
    return {column: _json(term) for column, term in zip(columns, row, strict=True) if term is not None}


def _json(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == _XSD_STRING:
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def _guarded(result: Result) -> Result:
    rows = tuple(tuple(_harmless(term) for term in row) for row in result.rows)
    return replace(result, rows=rows)


def _harmless(term: Term | None) -> Term | None:
    """Strings only: a number may begin with a minus."""
    plain = isinstance(term, ox.Literal) and (term.language or term.datatype.value == _XSD_STRING)
    if isinstance(term, ox.Literal) and plain and term.value.startswith(_FORMULA):
        return ox.Literal(f"'{term.value}", language=term.language)
    return term
