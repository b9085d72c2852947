"""The quads of a linked document: its own named graph, and what the gazetteer says in another.

``quads`` is a function of its arguments alone: every node's IRI is made from what the node says,
so building twice gives the same bytes, and no blank node ever appears.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from pyoxigraph import NamedNode, Quad, Triple

from kg import vocab
from kg.model import Claim, Document, LinkedDocument
from kg.rdf import terms
from kg.rdf.claims import ClaimTriples, is_linked
from kg.rdf.entities import in_gazetteer, node_triples, place_triples
from kg.text.kinds import document_kind


def quads(linked: LinkedDocument, base: str) -> list[Quad]:
    """The distinct quads of ``linked`` in no particular order; ``base`` as from ``kg.config.base_iri``.

    Claims without the IRI of their subject or object are left out: see :func:`unlinked`.
    Raises KgError for a predicate, kind, prop or IRI that the vocabulary or RDF does not allow.
    """
    own = terms.iri(f"{base}id/graph/doc/{linked.doc.id}")
    gazetteer = terms.iri(f"{base}id/graph/gazetteer")
    found = _in(own, _document(linked.doc, base))
    for entity in linked.entities:
        found |= _in(gazetteer if in_gazetteer(entity) else own, node_triples(entity))
        found |= _in(gazetteer, place_triples(entity))
    return list(found | _in(own, ClaimTriples(linked, base).triples()))


def unlinked(linked: LinkedDocument) -> tuple[Claim, ...]:
    """The claims that yield no quads, because their subject or object was not linked."""
    return tuple(claim for claim in linked.claims if not is_linked(claim))


def _in(graph: NamedNode, triples: Iterable[Triple]) -> set[Quad]:
    return {Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples}


def _document(doc: Document, base: str) -> Iterator[Triple]:
    subject = terms.iri(f"{base}id/doc/{doc.id}")
    name = PurePath(doc.path).name
    for kind in vocab.lineage("SourceDocument"):
        yield Triple(subject, terms.iri(vocab.TYPE), terms.term(kind))
    yield Triple(subject, terms.iri(vocab.PREF_LABEL), terms.chinese(doc.title or name))
    yield Triple(subject, terms.iri(vocab.LABEL), terms.chinese(doc.title or name))
    yield Triple(subject, terms.term("fileName"), terms.string(name))
    yield Triple(subject, terms.term("sha256"), terms.string(doc.sha256))
    yield Triple(subject, terms.term("documentKind"), terms.term(document_kind(doc)))
    if doc.title:
        yield Triple(subject, terms.iri(vocab.TITLE), terms.chinese(doc.title))
    if doc.published:
        yield Triple(subject, terms.iri(vocab.ISSUED), terms.edtf(doc.published))
    if doc.publisher:
        yield Triple(subject, terms.term("publisherText"), terms.string(doc.publisher))
    if doc.url:
        yield Triple(subject, terms.iri(vocab.URL), terms.any_uri(doc.url))
