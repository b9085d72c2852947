"""The store as a networkx graph: people, groups, places, bodies, reports, initiatives and their facts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from pyoxigraph import Store

from kg import vocab
from kg.facts import Fact
from kg.facts.names import Names
from kg.facts.terms import local, ontology
from kg.store.properties import Properties


def network(store: Store, facts: Iterable[Fact]) -> Any:
    """An ``nx.MultiDiGraph``: one node an IRI, one edge a fact, its key the fact's id.

    Nodes have ``label``, ``kind`` (person, group, place, organization, report, initiative, other),
    ``type`` (the class), ``pinyin`` and ``code``; edges have ``fact``.  A fact about a post ends at
    the place or body of the post.  Facts whose object is a literal are no edges.  Of the gazetteer's
    places only those above a place that some document speaks of are taken.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    nodes = _Nodes(graph, store)
    gazetteer: dict[str, list[Fact]] = {}
    for fact in facts:
        if not fact.sources:
            gazetteer.setdefault(fact.subject, []).append(fact)
        else:
            nodes.add(fact)
    waiting = sorted(graph.nodes)
    while waiting:
        for fact in gazetteer.pop(waiting.pop(), ()):
            waiting.append(nodes.add(fact))
    return graph


def search_text(name: str, pinyin: str | None, code: str | None) -> str:
    """What the search box compares with: the name, its pinyin without tones, the initials, the code.

    >>> search_text("云溪县", None, "990102")
    '云溪县 yunxixian yxx 990102'
    """
    from pypinyin import lazy_pinyin

    guessed = [part.lower() for part in lazy_pinyin(name)]
    known = _plain(pinyin or "").split()
    readings = [known, guessed] if known else [guessed]
    parts = [name.lower()]
    for syllables in readings:
        parts += ["".join(syllables), "".join(syllable[:1] for syllable in syllables)]
    return " ".join(dict.fromkeys(part for part in (*parts, code) if part))


def _plain(pinyin: str) -> str:
    decomposed = unicodedata.normalize("NFD", pinyin.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


class _Nodes:
    """Adds what facts are about to a graph."""

    def __init__(self, graph: Any, store: Store) -> None:
        self._graph, self._known, self._names = graph, Properties(store), Names(store)

    def add(self, fact: Fact) -> str:
        """The end of the fact, when both ends and the fact are in the graph."""
        subject = self._node(fact.subject)
        if fact.ends_in_text:
            return subject
        target = self._node(self._place_of_post(fact.object))
        self._graph.add_edge(subject, target, key=fact.id, fact=fact)
        return target

    def _node(self, iri: str) -> str:
        if iri not in self._graph:
            words, known = ontology(), self._known
            classes = sorted(map(local, known.get(vocab.TYPE, iri)), key=lambda name: (-words.depth(name), name))
            self._graph.add_node(
                iri,
                label=self._names(iri),
                kind=words.kind(classes),
                type=classes[0] if classes else "",
                pinyin=known.one("pinyin", iri) or None,
                code=known.one("adcode", iri) or None,
            )
        return iri

    def _place_of_post(self, iri: str) -> str:
        """The place of a post, else its body; anything that is no post stays itself."""
        known = self._known
        if vocab.kg("Post") not in known.get(vocab.TYPE, iri):
            return iri
        body = known.one(vocab.POST_IN, iri)
        return known.one("jurisdiction", iri) or known.one("jurisdiction", body) or body or iri
