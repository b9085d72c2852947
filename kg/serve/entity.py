"""What the graph says of one thing: its IRI in; triples, or a page with facts and their evidence, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox

from kg import vocab
from kg.facts import facts_about
from kg.facts.quotes import Quotes
from kg.facts.terms import local, ontology
from kg.facts.wording import Piece, summary
from kg.query.escape import visible
from kg.query.prefixes import shorten
from kg.serve.browse import thing
from kg.serve.data import Bounds, Data
from kg.serve.pages import html, rendered
from kg.serve.sparql import graph_answer, graph_name
from kg.serve.wire import Answer, Job, RefusedError

MOST: Final = 200
"""Rows of one table of a page."""
_EVERYTHING: Final = ox.DefaultGraph()
_NAMES: Final = (vocab.PREF_LABEL, vocab.TITLE, vocab.LABEL, vocab.kg("shortName"), vocab.EXACT)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as a page shows it: its text, where it leads (None: nowhere), its IRI or datatype."""

    text: str
    href: str | None = None
    title: str | None = None


def entity(data: Data, bounds: Bounds, job: Job) -> Answer:
    """The triples that have the thing as subject or object, with the names of what they lead to."""
    node = _known(data, job)
    out = [quad.triple for quad in data.store.quads_for_pattern(node, None, None, _EVERYTHING)]
    into = [quad.triple for quad in data.store.quads_for_pattern(None, None, node, _EVERYTHING)]
    near = {term for triple in (*out, *into) for term in (triple.subject, triple.object) if term != node}
    names = [
        quad.triple
        for other in near
        if isinstance(other, ox.NamedNode)
        for predicate in (vocab.PREF_LABEL, vocab.TYPE)
        for quad in data.store.quads_for_pattern(other, ox.NamedNode(predicate), None, _EVERYTHING)
    ]
    return graph_answer(data, bounds, sorted({*out, *into, *names}, key=str), job)


def page(data: Data, bounds: Bounds, job: Job) -> Answer:
    """The page about the thing, as in ``kg site``; of what has none there, as a claim: its properties both ways."""
    node = _known(data, job)
    if (found := thing(data, bounds, node.value, int(job.one("page") or 1))) is not None:
        return found
    facts = facts_about(data.store, node.value, MOST + 1)
    quotes = Quotes(data.text_of)
    kinds = sorted(local(kind.value) for kind in _objects(data, node, vocab.TYPE) if isinstance(kind, ox.NamedNode))
    content = {
        "name": name_of(data, node),
        "iri": node.value,
        "person": _person(data, node),
        "kinds": [ontology().words(kind)["zh"] for kind in kinds],
        "facts": [
            {
                "words": [_words(piece) for piece in summary(fact, lambda iri: name_of(data, ox.NamedNode(iri)))],
                "ends": [link(data, ox.NamedNode(end)) for end in _ends(fact.subject, fact.object, fact.ends_in_text)],
                "claims": fact.claims,
                "quotes": quotes.of(fact.sources),
                "documents": {
                    source.document: link(data, ox.NamedNode(f"{data.base}id/doc/{source.document}"))
                    for source in fact.sources
                },
            }
            for fact in facts[:MOST]
        ],
        "more_facts": len(facts) > MOST,
        "out": list(_table(data, node, out=True)),
        "into": list(_table(data, node, out=False)),
        "most": MOST,
        "formats": [
            (name, f"{quote(own_path(data, node.value, '/about/') or '')}.{name}") for name in ("ttl", "jsonld")
        ],
    }
    return html(rendered("entity.html", **content))


def _person(data: Data, node: ox.NamedNode) -> str | None:
    """The IRI of a person below ``id/``, for what is decided about people; None for anything else."""
    path = own_path(data, node.value, "")
    return path if ox.NamedNode(vocab.kg("Person")) in set(_objects(data, node, vocab.TYPE)) else None


def name_of(data: Data, node: ox.NamedNode) -> str:
    """The name of a thing, in Chinese where it has one; else its IRI in short."""
    for predicate in _NAMES:
        literals = [term for term in _objects(data, node, predicate) if isinstance(term, ox.Literal)]
        if literals:
            return min(literals, key=lambda term: (term.language != "zh", term.value)).value
    return shorten(node.value, data.prefixes)


def link(data: Data, node: ox.NamedNode) -> Cell:
    """A thing with its name and where this server, or the web, tells of it."""
    return Cell(visible(name_of(data, node)), href(data, node.value), node.value)


def href(data: Data, iri: str) -> str | None:
    """Where a link to ``iri`` leads: to this server for what stands below the base, else out if it is http."""
    own = own_path(data, iri, "/id/")
    if own is not None:
        return own
    return iri if iri.startswith(("http://", "https://")) else None


def own_path(data: Data, iri: str, folder: str) -> str | None:
    """The path below ``folder`` of this server for an IRI of the data; None for any other."""
    ids = f"{data.base}id/"
    return folder + iri.removeprefix(ids) if iri.startswith(ids) else None


def _known(data: Data, job: Job) -> ox.NamedNode:
    iri = job.one("iri") or ""
    try:
        node = graph_name(iri)
    except RefusedError:
        raise RefusedError(404, f"nothing is known of {visible(iri)}") from None
    for start, end in ((node, None), (None, node)):
        if next(iter(data.store.quads_for_pattern(start, None, end, _EVERYTHING)), None) is not None:
            return node
    if data.store.contains_named_graph(node):
        return node
    raise RefusedError(404, f"nothing is known of {visible(iri)}")


def _table(data: Data, node: ox.NamedNode, *, out: bool) -> Iterator[tuple[Cell, Cell]]:
    """Property and value, or property and subject, of the triples of ``node``: one row more than ``MOST``."""
    store = data.store
    start, end = (node, None) if out else (None, node)
    triples = (quad.triple for quad in store.quads_for_pattern(start, None, end, _EVERYTHING))
    for triple in sorted(islice(triples, MOST + 1), key=str):
        term = triple.object if out else triple.subject
        words = ontology().words(local(triple.predicate.value))["zh"]
        yield Cell(words, None, shorten(triple.predicate.value, data.prefixes)), _cell(data, term)


def _cell(data: Data, term: object) -> Cell:
    if isinstance(term, ox.NamedNode):
        return link(data, term)
    if isinstance(term, ox.Literal):
        return Cell(visible(term.value), None, term.language or shorten(term.datatype.value, data.prefixes))
    return Cell(visible(str(term)))


def _ends(subject: str, value: str, literal: bool) -> list[str]:
    return [subject] if literal else [subject, value]


def _words(piece: Piece) -> str:
    if isinstance(piece, str):
        return visible(piece)
    words = ontology().words(piece["t"])["zh"]
    return f"{words} {visible(piece['of'])}" if "of" in piece else words


def _objects(
    data: Data, node: ox.NamedNode, predicate: str
) -> Iterator[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
    for quad in data.store.quads_for_pattern(node, ox.NamedNode(predicate), None, _EVERYTHING):
        yield quad.object
