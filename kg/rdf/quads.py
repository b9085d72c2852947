"""The quads of a linked document: its own named graph, and what the gazetteer says in another.

``quads`` is a function of its arguments alone: every node's IRI is made from what the node says,
so building twice gives the same bytes, and no blank node ever appears.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad, Triple

from kg.model import Claim, LinkedDocument
from kg.rdf import terms
from kg.rdf.claims import ClaimTriples, is_linked
from kg.rdf.documents import document_triples, origin_triples
from kg.rdf.entities import in_gazetteer, node_triples, place_triples


def quads(linked: LinkedDocument, base: str) -> list[Quad]:
    """The distinct quads of ``linked`` in no particular order; ``base`` as from ``kg.config.base_iri``.

    Claims without the IRI of their subject or object are left out: see :func:`unlinked`.
    Raises KgError for a predicate, kind, prop or IRI that the vocabulary or RDF does not allow.
    """
    own = terms.iri(f"{base}id/graph/doc/{linked.doc.id}")
    gazetteer = terms.iri(f"{base}id/graph/gazetteer")
    found = _in(own, document_triples(linked.doc, base)) | _in(own, origin_triples(linked.doc, own, base))
    for entity in linked.entities:
        found |= _in(gazetteer if in_gazetteer(entity) else own, node_triples(entity))
        found |= _in(gazetteer, place_triples(entity))
    return list(found | _in(own, ClaimTriples(linked, base).triples()))


def unlinked(linked: LinkedDocument) -> tuple[Claim, ...]:
    """The claims that yield no quads, because their subject or object was not linked."""
    return tuple(claim for claim in linked.claims if not is_linked(claim))


def _in(graph: NamedNode, triples: Iterable[Triple]) -> set[Quad]:
    return {Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples}
