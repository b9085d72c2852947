"""One SPARQL query over the store: a job in, the bytes of its whole answer out (SPARQL 1.1 Protocol section 2.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import pyoxigraph as ox

from kg.query import guard
from kg.query.formats import turtle
from kg.query.run import engine_errors
from kg.serve.bounded import Gathered, too_large, too_many
from kg.serve.data import Bounds, Data
from kg.serve.media import (
    CSV,
    GRAPHS,
    JSON,
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    RDF_XML,
    ROWS,
    TRIG,
    TSV,
    TURTLE,
    XML,
    negotiate,
)
from kg.serve.wire import Answer, Job, RefusedError

DEEPEST: Final = 200
"""Brackets within brackets: the engine's parser recurses, and no query of a person comes near this."""

_ROWS: Final[Mapping[str, tuple[str, ox.QueryResultsFormat]]] = {
    JSON: (JSON, ox.QueryResultsFormat.JSON),
    "application/json": (JSON, ox.QueryResultsFormat.JSON),
    XML: (XML, ox.QueryResultsFormat.XML),
    "application/xml": (XML, ox.QueryResultsFormat.XML),
    "text/xml": (XML, ox.QueryResultsFormat.XML),
    CSV: (CSV, ox.QueryResultsFormat.CSV),
    TSV: (TSV, ox.QueryResultsFormat.TSV),
}
_GRAPHS: Final[Mapping[str, ox.RdfFormat]] = {
    N_TRIPLES: ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    JSON_LD: ox.RdfFormat.JSON_LD,
    "application/json": ox.RdfFormat.JSON_LD,
    RDF_XML: ox.RdfFormat.RDF_XML,
    "application/xml": ox.RdfFormat.RDF_XML,
    N_QUADS: ox.RdfFormat.N_QUADS,
    TRIG: ox.RdfFormat.TRIG,
}
_SCRATCH: Final = ox.NamedNode("urn:x-kg:merged")
_WITH_CHARSET: Final = frozenset({CSV, TSV, TURTLE, "text/plain", "text/xml"})


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs a query sees: those merged into its default graph, those it may name; None for all of the store."""

    default: tuple[ox.NamedNode, ...]
    named: tuple[ox.NamedNode, ...]


def sparql(data: Data, bounds: Bounds, job: Job) -> Answer:
    """The answer of a query.

    Values of the job: ``query``, ``default-graph-uri`` and ``named-graph-uri`` (any number, each),
    ``accept`` and ``format``.  Raises QueryError for a query that cannot be read or would not only
    read, RefusedError where nothing that can be sent fits or the answer passes a bound.
    """
    text = job.one("query") or ""
    found = guard.check_reads_only(text, datasets=True)
    if (deep := guard.depth(found)) > DEEPEST:
        raise RefusedError(400, f"brackets are nested {deep} deep", where="query", mend=f"at most {DEEPEST}")
    try:
        return _answered(data, bounds, job, text, found)
    finally:
        if data.store.contains_named_graph(_SCRATCH):
            data.store.remove_graph(_SCRATCH)


def _answered(data: Data, bounds: Bounds, job: Job, text: str, found: tuple[guard.Token, ...]) -> Answer:
    with engine_errors(text, found, data.prefixes, {}):
        answer = _evaluated(data, text, _dataset(data, text, found, job))
        if isinstance(answer, ox.QueryTriples):
            return graph_answer(data, bounds, answer, job)
        asked = negotiate(job.one("accept"), ROWS, job.one("format"))
        media, form = _ROWS[asked]
        gathered = Gathered(media, bounds)
        answer.serialize(gathered, format=form)  # type: ignore[arg-type]  # it is only written to
        return Answer(200, full_type(asked), gathered.content())


def graph_answer(data: Data, bounds: Bounds, triples: ox.QueryTriples | Sequence[ox.Triple], job: Job) -> Answer:
    """The set of ``triples`` in the format that ``accept`` and ``format`` of the job ask for.  Raises RefusedError."""
    media = negotiate(job.one("accept"), GRAPHS, job.one("format"))
    taken = list(dict.fromkeys(islice(triples, bounds.rows + 1)))
    if len(taken) > bounds.rows:
        raise too_many(bounds.rows)
    if media == TURTLE:
        body = turtle(taken, data.prefixes).encode()
    else:
        body = ox.serialize(taken, format=_GRAPHS[media]) or b""
    if len(body) > bounds.size:
        raise too_large(bounds.size)
    return Answer(200, full_type(media), body)


def full_type(media: str) -> str:
    """The media type as it is sent: text says that it is UTF-8."""
    return f"{media}; charset=utf-8" if media in _WITH_CHARSET else media


def _evaluated(data: Data, text: str, dataset: Dataset | None) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    prefixes = dict(data.prefixes)
    if dataset is None:
        return data.store.query(text, base_iri=data.base, prefixes=prefixes)
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = list(dataset.default)
    if len(default) > 1:
        # Oxigraph would repeat a triple for each graph that holds it (0.5.13), so the worker merges
        # the graphs in its own copy of the store until it has answered.
        for graph in default:
            quads = data.store.quads_for_pattern(None, None, None, graph)
            data.store.extend(ox.Quad(quad.subject, quad.predicate, quad.object, _SCRATCH) for quad in quads)
        default = [_SCRATCH]
    return data.store.query(
        text, base_iri=data.base, prefixes=prefixes, default_graph=default, named_graphs=[*dataset.named]
    )


def _dataset(data: Data, text: str, found: tuple[guard.Token, ...], job: Job) -> Dataset | None:
    """What the protocol names, else what FROM and FROM NAMED name (section 2.1.4), else None."""
    default, named = job.all("default-graph-uri"), job.all("named-graph-uri")
    if default or named:
        return Dataset(tuple(map(graph_name, default)), tuple(map(graph_name, named)))
    written: dict[bool, list[str]] = {False: [], True: []}
    words = [token.text.upper() for token in found]
    for at, token in enumerate(found):
        if token.kind not in {"iri", "pname"} or at == 0:
            continue
        if words[at - 1] == "FROM":
            written[False].append(token.text)
        elif words[at - 1] == "FROMNAMED" or words[max(at - 2, 0) : at] == ["FROM", "NAMED"]:
            written[True].append(token.text)
    if len(set(written[False])) < 2:
        return None  # the engine reads them as they stand
    prologue = text[: guard.body_start(found, text)]
    return Dataset(*(_resolved(data, prologue, written[which]) for which in (False, True)))


def _resolved(data: Data, prologue: str, names: Sequence[str]) -> tuple[ox.NamedNode, ...]:
    """The IRIs that names of a query stand for, as the engine itself resolves them."""
    asked = f"{prologue} SELECT ?g {{ VALUES ?g {{ {' '.join(names)} }} }}"
    rows = data.store.query(asked, base_iri=data.base, prefixes=dict(data.prefixes))
    assert isinstance(rows, ox.QuerySolutions)
    return tuple(dict.fromkeys(node for row in rows if isinstance(node := row[0], ox.NamedNode)))


def graph_name(iri: str, where: str = "graph") -> ox.NamedNode:
    """The node of an absolute IRI.  Raises RefusedError (400) for anything else."""
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise RefusedError(400, f"not an absolute IRI: {iri!r}", where=where) from error
