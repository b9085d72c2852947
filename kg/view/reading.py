"""Small reads from a pyoxigraph store whose default graph is the union of all its graphs."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

from kg.view.terms import TYPE

EVERYTHING = DefaultGraph()


def subjects(store: Store, kind: NamedNode) -> list[NamedNode]:
    """Everything of the class ``kind``, sorted by IRI."""
    found = store.quads_for_pattern(None, TYPE, kind, EVERYTHING)
    return sorted({quad.subject for quad in found if isinstance(quad.subject, NamedNode)}, key=lambda node: node.value)


def objects(store: Store, subject: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
    """The values of one property, sorted; blank nodes and quoted triples, which we never write, are left out."""
    found = (quad.object for quad in store.quads_for_pattern(subject, predicate, None, EVERYTHING))
    return sorted({term for term in found if not isinstance(term, BlankNode | Triple)}, key=str)


def node(store: Store, subject: NamedNode, predicate: NamedNode) -> NamedNode | None:
    """The first IRI among the values, or None."""
    return next((term for term in objects(store, subject, predicate) if isinstance(term, NamedNode)), None)


def text(store: Store, subject: NamedNode, predicate: NamedNode, language: str | None = None) -> str | None:
    """The first literal among the values (of ``language`` where given and present), or None."""
    literals = [term for term in objects(store, subject, predicate) if isinstance(term, Literal)]
    chosen = [term for term in literals if term.language == language] or literals
    return chosen[0].value if chosen else None


def pairs(store: Store, predicate: NamedNode) -> Iterator[tuple[NamedNode, NamedNode]]:
    """Subject and object of every triple with ``predicate``, in order."""
    found = store.quads_for_pattern(None, predicate, None, EVERYTHING)
    both = {
        (quad.subject, quad.object)
        for quad in found
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
    }
    return iter(sorted(both, key=lambda pair: (pair[0].value, pair[1].value)))
