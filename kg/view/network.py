"""The store as a networkx graph: people, groups, places, bodies, reports, initiatives and their facts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from pyoxigraph import NamedNode, Store

from kg.view import reading
from kg.view.facts import Fact
from kg.view.terms import LABEL, POST_IN, PREF_LABEL, TYPE, local, ontology, term


def network(store: Store, facts: Iterable[Fact]) -> Any:
    """An ``nx.MultiDiGraph``: one node an IRI, one edge a fact, its key the fact's id.

    Nodes have ``label``, ``kind`` (person, group, place, organization, report, initiative, other),
    ``type`` (the class), ``pinyin`` and ``code``; edges have ``fact``.  A fact about a post ends at
    the place or body of the post.  Facts whose object is a literal are no edges.  Of the gazetteer's
    places only those above a place that some document speaks of are taken.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    gazetteer: dict[str, list[Fact]] = {}
    for fact in facts:
        if not fact.quotes:
            gazetteer.setdefault(fact.subject, []).append(fact)
        else:
            _add(graph, store, fact)
    waiting = sorted(graph.nodes)
    while waiting:
        for fact in gazetteer.pop(waiting.pop(), ()):
            waiting.append(_add(graph, store, fact))
    return graph


def label(store: Store, iri: str) -> str:
    """The Chinese label; the local part of the IRI where there is none."""
    node = NamedNode(iri)
    return reading.text(store, node, PREF_LABEL, "zh") or reading.text(store, node, LABEL, "zh") or local(iri)


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


def _add(graph: Any, store: Store, fact: Fact) -> str:
    subject = _node(graph, store, fact.subject)
    if fact.literal:
        return subject
    target = _node(graph, store, _place_of_post(store, fact.object))
    graph.add_edge(subject, target, key=fact.id, fact=fact)
    return target


def _node(graph: Any, store: Store, iri: str) -> str:
    if iri not in graph:
        words = ontology()
        node = NamedNode(iri)
        classes = sorted(
            {local(found.value) for found in reading.objects(store, node, TYPE)},
            key=lambda name: (-words.depth(name), name),
        )
        graph.add_node(
            iri,
            label=label(store, iri),
            kind=words.kind(classes),
            type=classes[0] if classes else "",
            pinyin=reading.text(store, node, term("pinyin")),
            code=reading.text(store, node, term("adcode")),
        )
    return iri


def _place_of_post(store: Store, iri: str) -> str:
    """The place of a post, else its body; anything that is no post stays itself."""
    node = NamedNode(iri)
    if term("Post") not in reading.objects(store, node, TYPE):
        return iri
    body = reading.node(store, node, POST_IN)
    place = reading.node(store, node, term("jurisdiction"))
    if body and not place:
        place = reading.node(store, body, term("jurisdiction"))
    return (place or body or node).value
