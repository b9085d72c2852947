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

DECIDED = ("由人审定", "decided by a person")


def identity_quads(found: Identities, base: str) -> Iterator[Quad]:
    """The quads of the graph ``BASE id/graph/identity``."""
    graph = terms.iri(f"{base}id/graph/identity")
    for person in found.people:
        yield from (_in(graph, triple) for triple in _person(person, base))
        for edge in person.links:
            yield from (_in(graph, triple) for triple in _link(edge, base, vocab.MERGED))
    for edge in found.open:
        yield from (_in(graph, triple) for triple in _link(edge, base, vocab.UNDECIDED))


def _in(graph: NamedNode, triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def _person(person: Identity, base: str) -> Iterator[Triple]:
    node = terms.iri(f"{base}id/identity/{person.representative.rpartition('/')[2]}")
    representative = terms.iri(person.representative)
    yield Triple(node, terms.iri(vocab.TYPE), terms.term("IdentityCluster"))
    yield Triple(node, terms.iri(vocab.PREF_LABEL), terms.chinese(person.name))
    yield Triple(node, terms.iri(vocab.LABEL), terms.chinese(person.name))
    yield Triple(node, terms.term("representative"), representative)
    scores = [edge.score for edge in person.links if edge.comparison]
    if scores:
        yield Triple(node, terms.term("matchScore"), terms.decimal(min(scores)))
    for iri in person.members:
        yield Triple(node, terms.term("clusterMember"), terms.iri(iri))
        if iri != person.representative:
            yield Triple(terms.iri(iri), terms.term("sameEntityAs"), representative)


def _link(edge: Edge, base: str, verdict: str) -> Iterator[Triple]:
    node = terms.iri(f"{base}id/identity/link-{terms.digest(edge.one, edge.other)}")
    yield Triple(node, terms.iri(vocab.TYPE), terms.term("IdentityLink"))
    yield Triple(node, terms.term("linkVerdict"), terms.term(verdict))
    for iri in (edge.one, edge.other):
        yield Triple(node, terms.term("linkedPerson"), terms.iri(iri))
    if edge.comparison is None:
        yield from (Triple(node, terms.term("matchReason"), reason) for reason in _worded(*DECIDED))
        return
    yield Triple(node, terms.term("matchScore"), terms.decimal(edge.score))
    for reason in edge.comparison.reasons:
        shown = f"{reason.weight:+g}"
        worded = _worded(f"{reason.zh}({shown})", f"{reason.en} ({shown})")
        yield from (Triple(node, terms.term("matchReason"), text) for text in worded)


def _worded(zh: str, en: str) -> tuple[Literal, Literal]:
    return Literal(zh, language="zh"), Literal(en, language="en")
