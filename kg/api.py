"""The graph as an object: a store's folder in; rows, tables, networks and RDF out.

``kg.open("out/store")`` gives a :class:`Graph`.  Everything it returns is in memory and stays as it
is; a store that is built again is opened again.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias, overload

import pyoxigraph as ox

from kg.errors import KgError, QueryError
from kg.query import Result, SavedQuery, catalog, guard, render, resolve_query, visible
from kg.query.prefixes import prefixes_of, shorten
from kg.query.run import Term, engine_errors, run
from kg.store import load_memory, manifest, texts

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import polars as pl
    from rdflib import Dataset

    from kg.ask import Answer as Reply
    from kg.ask import Labels
    from kg.site.corpus import Corpus

Value: TypeAlias = str | int | float | bool | Decimal | None

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_SHOWN: Final = 20
"""Rows that a notebook shows."""


class Answer(Sequence[Any]):
    """The rows of an answer: named tuples of terms of pyoxigraph, None where nothing is bound.

    ASK gives one row with a boolean under ``answer``; CONSTRUCT and DESCRIBE give ``subject``,
    ``predicate``, ``object``.  Rows stand in the order of the query's ORDER BY; without one in the
    order of the engine.
    """

    def __init__(self, kind: str, columns: Sequence[str], rows: list[Any], prefixes: Mapping[str, str]) -> None:
        self.kind, self.columns = kind, tuple(columns)
        self._rows, self._prefixes = rows, prefixes

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> Answer: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return Answer(self.kind, self.columns, self._rows[index], self._prefixes)
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def __bool__(self) -> bool:
        """Whether there are rows; for ASK, the answer."""
        if self.kind == "ask":
            return bool(self._rows[0][0] == ox.Literal(True))
        return bool(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {', '.join(self.columns)}>"

    def __str__(self) -> str:
        return render(self._result(), "table")

    def values(self) -> list[tuple[Value, ...]]:
        """The rows as plain values: IRIs and texts as str, numbers and truth values as Python has them."""
        return [tuple(_value(term) for term in row) for row in self._rows]

    def render(self, form: str) -> str:
        """The answer as text: table, csv, tsv, json, markdown, or turtle.  Raises QueryError for any other."""
        return render(self._result(), form)

    def to_pandas(self) -> pd.DataFrame:
        """The values as a pandas table.  Raises KgError where pandas is not installed."""
        frames = _library("pandas")
        table: pd.DataFrame = frames.DataFrame(self.values(), columns=list(self.columns))
        return table

    def to_polars(self) -> pl.DataFrame:
        """The values as a Polars table.  Raises KgError where Polars is not installed."""
        frames = _library("polars")
        table: pl.DataFrame = frames.DataFrame(
            self.values(), schema=list(self.columns), orient="row", infer_schema_length=None
        )
        return table

    def to_networkx(self, source: str | None = None, target: str | None = None) -> nx.MultiDiGraph:
        """The rows as a network: an edge from ``source`` to ``target`` a row, the other columns its attributes.

        Without names, the first and second column; for triples, subject and object.  Rows that lack an
        end are left out.  Raises QueryError for a column that there is not.
        """
        import networkx as nx

        first, second = (0, 2) if self.kind == "construct" else (0, 1)
        ends = self._column(source, first), self._column(target, second)
        network = nx.MultiDiGraph()
        for row in self.values():
            if row[ends[0]] is not None and row[ends[1]] is not None:
                rest = {name: row[at] for at, name in enumerate(self.columns) if at not in ends}
                network.add_edge(row[ends[0]], row[ends[1]], **rest)
        return network

    def _column(self, name: str | None, default: int) -> int:
        if name is None and default < len(self.columns):
            return default
        if name not in self.columns:
            raise QueryError(f"no column {name or default + 1}", mend=f"there are: {', '.join(self.columns)}")
        return self.columns.index(name)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        lines = "".join(
            f"<tr>{''.join(f'<td>{escape(self._shown(term))}</td>' for term in row)}</tr>"
            for row in self._rows[:_SHOWN]
        )
        more = f"<p>{len(self):,} rows, the first {_SHOWN} shown</p>" if len(self) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>{more}"

    def _shown(self, term: Term | None) -> str:
        if term is None:
            return ""
        if isinstance(term, ox.NamedNode):
            return visible(shorten(term.value, self._prefixes))
        return visible(term.value if isinstance(term, ox.Literal) else str(term))

    def _result(self) -> Result:
        kind: Any = self.kind
        return Result(kind, self.columns, tuple(map(tuple, self._rows)), self._prefixes)


class Thing:
    """A person, place, body, report or other thing of a graph; made by :meth:`Graph.thing`.

    In a notebook it is drawn with what it is tied to, and its facts with the words that say them.
    """

    def __init__(self, corpus: Corpus, iri: str) -> None:
        self._corpus, self.iri = corpus, iri

    @property
    def label(self) -> str:
        """Its name."""
        return self._corpus.label(self.iri)

    @cached_property
    def facts(self) -> list[dict[str, Any]]:
        """What ``kg show --json`` prints: each fact with its sentences, its claims and its evidence."""
        from kg.site import told

        found: list[dict[str, Any]] = told.as_json(self._corpus, self.iri)["facts"]
        return found

    def __repr__(self) -> str:
        return f"<{self.label} {self.iri}>"

    def __str__(self) -> str:
        from kg.site import told

        return "\n".join(line.plain for line in told.lines(self._corpus, self.iri))

    def _repr_html_(self) -> str:
        from kg.site import notebook

        return notebook.card(self._corpus, self.iri)


class Graph:
    """The graph of a store; made by :func:`open_graph`, which is ``kg.open``."""

    def __init__(self, store: ox.Store, folder: Path) -> None:
        self.store = store
        """The pyoxigraph store in memory: the named graphs, and a default graph with each triple once."""
        self.folder = folder
        self.prefixes = prefixes_of(store)
        """The prefixes that a query may use without declaring them."""

    def __len__(self) -> int:
        """How many triples there are."""
        return sum(1 for _ in self.store.quads_for_pattern(None, None, None, ox.DefaultGraph()))

    def __repr__(self) -> str:
        return f"<graph of {self.folder}>"

    def _repr_html_(self) -> str:
        documents = len(manifest(self.folder).documents)
        return f"<p>{escape(visible(str(self.folder)))}: {documents:,} documents, {len(self):,} triples</p>"

    def query(self, question: str, limit: int | None = None, **parameters: str) -> Answer:
        """The answer of a saved question by its name, a ``.rq`` file, or SPARQL.

        ``parameters`` are bound as terms, never written into the text.  Raises QueryError, one line
        that says what, where and how to mend it, for whatever is wrong; a query can only read.
        """
        asked = resolve_query(question)
        if isinstance(asked, SavedQuery) or parameters or limit is not None:
            found = run(self.store, asked, parameters, limit)
            return Answer(found.kind, found.columns, _named(found.columns, found.rows), found.prefixes)
        tokens = _checked(asked)
        with engine_errors(asked, tokens, self.prefixes, {}):
            return self._collected(self.store.query(asked, prefixes=dict(self.prefixes)))

    def ask(self, question: str, limit: int | None = None) -> Reply:
        """What comes of a question in plain Chinese or English: ``kind`` says whether it was answered.

        ``choice`` is the saved question it was read as, ``result`` its rows; where the reading is not
        certain ``candidates`` are offered and nothing is answered.  Raises QueryError.
        """
        from kg.ask import ask

        return ask(self.store, question, labels=self._labels, limit=limit)

    def thing(self, name: str) -> Thing:
        """The one thing with this name, IRI, or name in pinyin.  Raises QueryError where there is none, or several."""
        from kg.query.escape import quoted
        from kg.site.find import find, hint

        found = find(self._corpus, name)
        if len(found.things) != 1:
            what = "several things are" if found.things else "nothing is"
            several = "; ".join(visible(hint(self._corpus, iri)) for iri in found.things)
            mend = f"name one by its IRI: {several}" if several else f"did you mean {'、'.join(found.near) or '…'}?"
            raise QueryError(f"{what} called {quoted(name)}", mend=mend)
        return Thing(self._corpus, found.things[0])

    @cached_property
    def _corpus(self) -> Corpus:
        from kg.site.corpus import Corpus
        from kg.store.properties import Properties

        return Corpus(self.store, Properties(self.store), texts(self.folder), manifest(self.folder).base)

    @cached_property
    def _labels(self) -> Labels:
        from kg.ask import read_labels

        return read_labels(self.store)

    def questions(self) -> Mapping[str, SavedQuery]:
        """The saved questions by name, with their titles, parameters and columns."""
        return catalog()

    def rdflib(self) -> Dataset:
        """The graph as an rdflib Dataset through oxrdflib, over the same store in memory."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        return Dataset(store=OxigraphStore(store=self.store))

    def _collected(self, answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
        if isinstance(answer, ox.QueryBoolean):
            columns: tuple[str, ...] = ("answer",)
            return Answer("ask", columns, _named(columns, [(ox.Literal(bool(answer)),)]), self.prefixes)
        if isinstance(answer, ox.QueryTriples):
            columns = ("subject", "predicate", "object")
            return Answer("construct", columns, _named(columns, dict.fromkeys(map(tuple, answer))), self.prefixes)
        columns = tuple(variable.value for variable in answer.variables)
        return Answer("select", columns, _named(columns, answer), self.prefixes)


def open_graph(folder: Path | str) -> Graph:
    """The graph of the store in ``folder``, read into memory.  Raises StoreError where it cannot be read."""
    return Graph(load_memory(folder), Path(folder))


_checked = lru_cache(maxsize=256)(guard.check_reads_only)


def _named(columns: Sequence[str], rows: Any) -> list[Any]:
    """Rows as named tuples; a column whose name Python does not allow is called by its place, as ``_0``."""
    return list(map(_row(tuple(columns)), rows))


@lru_cache(maxsize=256)
def _row(columns: tuple[str, ...]) -> Any:
    """What makes a named tuple of a row; making its class takes longer than a small query."""
    row: Any = namedtuple("Row", columns, rename=True)  # type: ignore[misc]
    return row._make


def _value(term: Term | None) -> Value:
    if not isinstance(term, ox.Literal):
        return None if term is None else term.value if isinstance(term, ox.NamedNode) else str(term)
    kind = term.datatype.value.removeprefix(_XSD)
    try:
        if kind == "boolean":
            return term.value in {"true", "1"}
        if kind == "integer":
            return int(term.value)
        if kind == "decimal":
            return Decimal(term.value)
        if kind in {"double", "float"}:
            return float(term.value)
    except (ValueError, ArithmeticError):  # a value outside its datatype's range stays text
        return term.value
    return term.value


def _library(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        raise KgError(f"{name} is not installed", mend=f"pip install {name}") from error
