"""Reads a graph one property at a time, each once: for readers that need most of the graph.

A store whose default graph holds everything in; plain strings out, sorted, so nothing depends on the
order in which the store hands out its quads.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg import vocab

Values: TypeAlias = Mapping[str, tuple[str, ...]]
"""Subject to the values of one property, sorted; literals by their text."""


class Properties:
    """The values of properties; a name without ``://`` is one of our own vocabulary."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[str, Values] = {}

    def values(self, predicate: str) -> Values:
        """The values of every node that has the property."""
        if predicate not in self._read:
            self._read[predicate] = self._values(predicate if "://" in predicate else vocab.kg(predicate))
        return self._read[predicate]

    def get(self, predicate: str, node: str) -> tuple[str, ...]:
        """The values of one node."""
        return self.values(predicate).get(node, ())

    def one(self, predicate: str, node: str) -> str:
        """The first value of one node, empty where there is none."""
        return next(iter(self.get(predicate, node)), "")

    def of_class(self, name: str) -> list[str]:
        """The IRIs of the nodes of a class of our vocabulary, sorted."""
        found = self._store.quads_for_pattern(None, NamedNode(vocab.TYPE), NamedNode(vocab.kg(name)), DefaultGraph())
        return sorted(quad.subject.value for quad in found if isinstance(quad.subject, NamedNode))

    def _values(self, predicate: str) -> Values:
        found: dict[str, set[str]] = {}
        for quad in self._store.quads_for_pattern(None, NamedNode(predicate), None, DefaultGraph()):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                found.setdefault(quad.subject.value, set()).add(quad.object.value)
        return {subject: tuple(sorted(values)) for subject, values in found.items()}
