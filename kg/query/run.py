"""Runs one query: a store, a question and the values of its parameters in, a ``Result`` out.

Parameters are bound as terms (SPARQL SEP-0007), never written into the text; a query can only
read this store.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query import guard
from kg.query.catalog import SavedQuery, parse
from kg.query.header import has_header
from kg.query.params import bind, guess
from kg.query.prefixes import prefixes_of
from kg.query.syntax import explained

Kind: TypeAlias = Literal["select", "ask", "construct"]
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row: TypeAlias = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The answer of a query.

    ``rows`` holds one term, or None where nothing is bound, for each of ``columns``.  ASK gives one
    row with a boolean under ``answer``; CONSTRUCT and DESCRIBE give ``subject``, ``predicate``,
    ``object``.  ``more`` says that the limit cut something off.
    """

    kind: Kind
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    prefixes: Mapping[str, str] = field(default_factory=dict)
    more: bool = False


def run(
    store: ox.Store, query: SavedQuery | str, params: Mapping[str, str] | None = None, limit: int | None = None
) -> Result:
    """The answer of ``query`` over ``store``, at most ``limit`` rows of it.

    A text with a header of ``#+`` lines is a saved question; in any other text a parameter that
    reads as an IRI is one and everything else a string.  Rows stand in the order the query asks
    for; without ORDER BY they are sorted, so that the same store gives the same answer.  Raises
    QueryError, always one line, for whatever is wrong with the query or its parameters.
    """
    if limit is not None and limit < 1:
        raise QueryError(f"the limit is {limit}", mend="give 1 or more")
    if isinstance(query, str) and has_header(query):
        query = parse(query, "query", "query")
    text = query if isinstance(query, str) else query.text
    found = guard.check_reads_only(text)
    prefixes = prefixes_of(store)
    bound = terms(store, query, params or {}, prefixes)
    with engine_errors(text, found, prefixes, bound):
        answer = store.query(
            text,
            prefixes=dict(prefixes),
            substitutions={ox.Variable(name): term for name, term in bound.items()},
        )
        result = _collected(answer, found, limit, prefixes)
    return result if isinstance(query, str) else _columns(result, query)


@contextmanager
def engine_errors(
    text: str, found: tuple[guard.Token, ...], prefixes: Mapping[str, str], bound: Mapping[str, object]
) -> Iterator[None]:
    """Turns what the engine raises about ``text``, also while its rows are read, into QueryError."""
    try:
        yield
    except SyntaxError as error:
        raise explained(text, found, str(error), prefixes) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(_run_time(str(error), bound)) from error


def terms(
    store: ox.Store, query: SavedQuery | str, params: Mapping[str, str], prefixes: Mapping[str, str]
) -> dict[str, ox.NamedNode | ox.Literal]:
    """The terms that the parameters of a query stand for.  Raises QueryError as :func:`run` does."""
    if isinstance(query, SavedQuery):
        return dict(bind(store, query.parameters, params, prefixes))
    bound = {name: guess(name, value, prefixes) for name, value in params.items()}
    _check_known(bound, guard.check_reads_only(query))
    return bound


def _check_known(bound: Mapping[str, object], found: tuple[guard.Token, ...]) -> None:
    known = guard.variables(found)
    for name in bound:
        if name not in known:
            raise QueryError("no such variable in the query", where=name, mend=f"write ?{name} where its value goes")


def _collected(
    answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
    found: tuple[guard.Token, ...],
    limit: int | None,
    prefixes: Mapping[str, str],
) -> Result:
    if isinstance(answer, ox.QueryBoolean):
        return Result("ask", ("answer",), ((ox.Literal(bool(answer)),),), prefixes)
    if isinstance(answer, ox.QueryTriples):
        triples = {(triple.subject, triple.predicate, triple.object) for triple in answer}
        rows, more = _cut(triples, ordered=False, limit=limit)
        return Result("construct", ("subject", "predicate", "object"), rows, prefixes, more)
    given = tuple(variable.value for variable in answer.variables)
    first = {name: at for at, name in enumerate(guard.star_order(found))}
    order = sorted(range(len(given)), key=lambda at: first.get(given[at], len(first)))
    solutions = (tuple(solution[at] for at in order) for solution in answer)
    rows, more = _cut(solutions, guard.is_ordered(found), limit)
    return Result("select", tuple(given[at] for at in order), rows, prefixes, more)


def _cut(rows: Iterable[Row], ordered: bool, limit: int | None) -> tuple[tuple[Row, ...], bool]:
    """The first ``limit`` rows, sorted unless the query orders them, and whether there are more."""
    if limit is None:
        return tuple(rows if ordered else sorted(rows, key=_sort_key)), False
    taken = list(islice(rows, limit + 1) if ordered else heapq.nsmallest(limit + 1, rows, key=_sort_key))
    return tuple(taken[:limit]), len(taken) > limit


def _sort_key(row: Row) -> tuple[str, ...]:
    return tuple("" if term is None else str(term) for term in row)


def _columns(result: Result, query: SavedQuery) -> Result:
    """Only what the question promises: its parameters are bound columns that say nothing new."""
    if result.kind != "select":
        return result
    at = [result.columns.index(name) for name in query.columns if name in result.columns]
    rows = tuple(tuple(row[i] for i in at) for row in result.rows)
    return Result(result.kind, tuple(result.columns[i] for i in at), rows, result.prefixes, result.more)


def _run_time(message: str, bound: Mapping[str, object]) -> str:
    missing = re.search(r"does not contains? variable \?(\w+) in its SELECT projection", message)
    if missing and missing[1] in bound:
        return f"the parameter {missing[1]} must be a column of the answer: write ?{missing[1]} after SELECT"
    return " ".join(message.split())
