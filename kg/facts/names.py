"""Names: a store in, the labels of its nodes out; and the Chinese labels of the ontology's terms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg import lazy_re as re
from kg import vocab
from kg.facts.terms import local, ontology
from kg.store.properties import Properties


def texts(store: Store, predicate: str, language: str = "zh") -> dict[str, str]:
    """One literal of each node: that in ``language`` before others, the first in order among several."""
    found: dict[str, tuple[bool, str]] = {}
    for quad in store.quads_for_pattern(None, NamedNode(predicate), None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            value = (quad.object.language != language, quad.object.value)
            iri = quad.subject.value
            found[iri] = min(value, found.get(iri, value))
    return {iri: text for iri, (_, text) in found.items()}


class Names:
    """The label of every node of a store."""

    def __init__(self, store: Store) -> None:
        self._labels = {**texts(store, vocab.LABEL), **texts(store, vocab.PREF_LABEL)}
        self._known = Properties(store)
        self._titled = frozenset(iri for kind in ("Report", "SourceDocument") for iri in self._known.of_class(kind))

    def __call__(self, iri: str) -> str:
        """The Chinese label; the local part of the IRI where there is none."""
        return self._labels.get(iri) or local(iri)

    def in_sentence(self, iri: str) -> str:
        """The label as it stands in a sentence: that of a report or a document in 《》."""
        return f"《{self(iri)}》" if iri in self._titled else self(iri)

    def full(self, iri: str) -> str:
        """The label behind those of the divisions that the place lies in: 云岭省柳泉市云溪县."""
        chain = [iri]
        while (upper := self._known.one("partOf", chain[-1])) and upper not in chain:
            chain.append(upper)
        return "".join(map(self, reversed(chain)))


@cache
def term_labels() -> Mapping[str, str]:
    """The Chinese label of each term by its local name, without what stands in brackets behind it."""
    return {name: re.split("[((]", words["zh"])[0].strip() for name, words in ontology().labels.items()}
