"""Reads a graph by its properties: the whole of it, each property once, or what lies around a few nodes.

A store whose default graph holds everything in; plain strings out, sorted, so nothing depends on the
order in which the store hands out its quads.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg import vocab

Values: TypeAlias = Mapping[str, tuple[str, ...]]
"""Subject to the values of one property, sorted; literals by their text."""

_EVERYTHING = DefaultGraph()


class Lookup(ABC):
    """How readers ask for the properties of a node; a name without ``://`` is one of our own vocabulary."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @abstractmethod
    def get(self, predicate: str, node: str) -> tuple[str, ...]:
        """The values of one node, sorted."""

    @abstractmethod
    def having(self, predicate: str, value: str) -> tuple[str, ...]:
        """The nodes that have the IRI ``value`` for the property, sorted."""

    def one(self, predicate: str, node: str) -> str:
        """The first value of one node, empty where there is none."""
        return next(iter(self.get(predicate, node)), "")

    def of_class(self, name: str) -> list[str]:
        """The IRIs of the nodes of a class of our vocabulary, sorted."""
        kind = NamedNode(vocab.kg(name))
        return sorted(_subjects(self._store.quads_for_pattern(None, NamedNode(vocab.TYPE), kind, _EVERYTHING)))


class Properties(Lookup):
    """The values of properties, each property read once for all nodes: for readers that need most of the graph."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._read: dict[str, Values] = {}
        self._inverse: dict[str, Values] = {}

    def values(self, predicate: str) -> Values:
        """The values of every node that has the property."""
        if predicate not in self._read:
            self._read[predicate] = self._values(_iri(predicate))
        return self._read[predicate]

    def get(self, predicate: str, node: str) -> tuple[str, ...]:
        """The values of one node."""
        return self.values(predicate).get(node, ())

    def having(self, predicate: str, value: str) -> tuple[str, ...]:
        """The nodes that have ``value`` for the property."""
        if predicate not in self._inverse:
            found: dict[str, list[str]] = {}
            for subject, values in self.values(predicate).items():
                for one in values:
                    found.setdefault(one, []).append(subject)
            self._inverse[predicate] = {one: tuple(sorted(subjects)) for one, subjects in found.items()}
        return self._inverse[predicate].get(value, ())

    def _values(self, predicate: NamedNode) -> Values:
        found: dict[str, set[str]] = {}
        for quad in self._store.quads_for_pattern(None, predicate, None, _EVERYTHING):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                found.setdefault(quad.subject.value, set()).add(quad.object.value)
        return {subject: tuple(sorted(values)) for subject, values in found.items()}


class Surroundings(Lookup):
    """The values of properties, asked for one node at a time and kept: for readers that need few nodes."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._out: dict[tuple[str, str], tuple[str, ...]] = {}
        self._into: dict[tuple[str, str], tuple[str, ...]] = {}

    def get(self, predicate: str, node: str) -> tuple[str, ...]:
        """The values of one node, sorted."""
        key = predicate, node
        if key not in self._out:
            quads = self._store.quads_for_pattern(NamedNode(node), _iri(predicate), None, _EVERYTHING)
            values = {quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal)}
            self._out[key] = tuple(sorted(values))
        return self._out[key]

    def having(self, predicate: str, value: str) -> tuple[str, ...]:
        """The nodes that have the IRI ``value`` for the property, sorted."""
        key = predicate, value
        if key not in self._into:
            quads = self._store.quads_for_pattern(None, _iri(predicate), NamedNode(value), _EVERYTHING)
            self._into[key] = tuple(sorted(_subjects(quads)))
        return self._into[key]


def _subjects(quads: Iterable[Quad]) -> set[str]:
    return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}


def _iri(predicate: str) -> NamedNode:
    return NamedNode(predicate if "://" in predicate else vocab.kg(predicate))
