"""Names: a store in, the labels of its nodes out; and the Chinese labels of the ontology's terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from kg import resources, vocab

if TYPE_CHECKING:
    from pyoxigraph import Store


def texts(store: Store, predicate: str) -> dict[str, str]:
    """One literal of each node: the Chinese one before others, the first in order among several."""
    from pyoxigraph import DefaultGraph, Literal, NamedNode

    found: dict[str, tuple[bool, str]] = {}
    for quad in store.quads_for_pattern(None, NamedNode(predicate), None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            value = (quad.object.language != "zh", quad.object.value)
            iri = quad.subject.value
            found[iri] = min(value, found.get(iri, value))
    return {iri: text for iri, (_, text) in found.items()}


@cache
def term_labels() -> Mapping[str, str]:
    """The Chinese label of each term by its local name, without what stands in brackets behind it."""
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.load((resources.data("ontology") / "kg.ttl").read_bytes(), format=RdfFormat.TURTLE)
    return {local(iri): re.split("[((]", label)[0].strip() for iri, label in texts(store, vocab.LABEL).items()}


def local(iri: str) -> str:
    """The part of an IRI after its last ``#`` or ``/``."""
    return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]
