"""The identities of a corpus as quads of a named graph of their own.

An old IRI leads to the person through kg:sameEntityAs; each merge, and each pair that was left to judge,
carries its score in bits and its reasons in Chinese and English.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg import vocab
from kg.identity.cluster import Edge
from kg.identity.resolve import Identities, Identity
from kg.rdf import terms

_DECIDED = ("由人审定", "decided by a person")


def identity_quads(found: Identities, base: str) -> Iterator[Quad]:
    """The quads of the graph ``BASE id/graph/identity``."""
    graph = terms.iri(f"{base}id/graph/identity")
    folder = f"{base}id/identity/"
    for person in found.people:
        for iri in person.members:
            if iri != person.representative:
                yield from _in(graph, _member(person, iri, folder))
    for edge in found.open:
        yield from _in(graph, _possible(edge, folder))


def _in(graph: NamedNode, triples: Iterator[Triple]) -> Iterator[Quad]:
    return (Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)


def _member(person: Identity, iri: str, folder: str) -> Iterator[Triple]:
    """The link of one record to the person: by the strongest comparison that merged it."""
    edge = max((e for e in person.links if iri in (e.one, e.other)), key=lambda e: (e.score, e.one, e.other))
    node = terms.iri(folder + iri.rpartition("/")[2])
    yield Triple(terms.iri(iri), terms.term("sameEntityAs"), terms.iri(person.representative))
    yield Triple(node, terms.iri(vocab.TYPE), terms.term("IdentityLink"))
    yield Triple(node, terms.term("linkedPerson"), terms.iri(iri))
    yield Triple(node, terms.term("canonicalPerson"), terms.iri(person.representative))
    yield Triple(node, terms.term("comparedWith"), terms.iri(edge.other if iri == edge.one else edge.one))
    yield from _why(node, edge)


def _possible(edge: Edge, folder: str) -> Iterator[Triple]:
    node = terms.iri(f"{folder}possible-{terms.digest(edge.one, edge.other)}")
    yield Triple(node, terms.iri(vocab.TYPE), terms.term("PossibleMatch"))
    for iri in (edge.one, edge.other):
        yield Triple(node, terms.term("linkedPerson"), terms.iri(iri))
    yield from _why(node, edge)


def _why(node: NamedNode, edge: Edge) -> Iterator[Triple]:
    worded = [_DECIDED]
    if edge.comparison is not None:
        yield Triple(node, terms.term("matchScore"), terms.decimal(edge.score))
        worded = [(f"{r.zh}({r.weight:+g})", f"{r.en} ({r.weight:+g})") for r in edge.comparison.reasons]
    for zh, en in worded:
        yield Triple(node, terms.term("matchReason"), Literal(zh, language="zh"))
        yield Triple(node, terms.term("matchReason"), Literal(en, language="en"))
