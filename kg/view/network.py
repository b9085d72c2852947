"""The store as a networkx graph: people, groups, places, bodies, reports, initiatives and their facts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import Store

from kg import vocab
from kg.facts import Fact
from kg.facts.merging import merged
from kg.facts.names import Names
from kg.facts.read import Facts, read_facts
from kg.facts.terms import local, ontology
from kg.store.properties import Properties
from kg.view.chips import wrapped
from kg.view.regions import REGIONS

SEARCHED: Final = 200
"""So many characters of a name are searched."""
_WITHIN: Final = ("jurisdiction", "locatedIn", "unitOf")


def all_facts(store: Store) -> list[Fact]:
    """What the documents say, quotations and figures too, and the gazetteer's containment.

    The facts of one subject stand together, so that a page finds them in one place; subjects and their
    facts come in the order of the documents.
    """
    graph = Properties(store)
    facts = Facts(graph)
    spoken = [fact for node in graph.of_class("Quotation") for fact in facts.quotation(node)]
    figures = [fact for node in graph.of_class("Observation") for fact in facts.observation(node)]
    ordered = sorted(merged([*read_facts(store), *spoken, *figures]), key=_order)
    first: dict[str, int] = {}
    for place, fact in enumerate(ordered):
        first.setdefault(fact.subject, place)
    return sorted(ordered, key=lambda fact: first[fact.subject])


@dataclass(frozen=True, slots=True)
class Network:
    """``facts`` that the page tells, and the node at the object's end of each, None where it ends in text."""

    graph: Any
    facts: list[Fact]
    ends: list[str | None]


def network(store: Store, facts: Sequence[Fact]) -> Network:
    """The graph is an ``nx.MultiDiGraph``: one node an IRI, one edge a fact.

    Nodes have ``label`` (``lines``: broken for its chip), ``kind`` (person, group, place, organization,
    report, initiative, event, document, other, region), ``type`` (the class), ``pinyin``, ``code`` and ``within`` (the
    place or body that a body lies in); edges have ``fact``.  A fact about a post ends at the place or
    body of the post.  Facts that end in text are no edges.  Of the gazetteer's places only those above
    a place that some document speaks of are taken, and their facts.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    nodes = _Nodes(graph, store)
    gazetteer: dict[str, list[int]] = {}
    ends: dict[int, str | None] = {}
    for key, fact in enumerate(facts):
        if fact.sources:
            ends[key] = nodes.add(key, fact)
        else:
            gazetteer.setdefault(fact.subject, []).append(key)
    waiting = sorted(graph.nodes)
    while waiting:
        node = waiting.pop()
        for key in gazetteer.pop(node, ()):
            upper = ends[key] = nodes.add(key, facts[key])
            waiting += [upper] if upper else []
        waiting += nodes.surround(node)
    for region, words in REGIONS.items():
        known = {"label": words["zh"], "lines": words["zh"], "english": words["en"], "pinyin": words["en"].lower()}
        graph.add_node(region, **known, kind="region", type="", code=None, within="")
    kept = sorted(ends)
    return Network(graph, [facts[key] for key in kept], [ends[key] for key in kept])


def search_text(name: str, pinyin: str | None, code: str | None) -> str:
    """What the search box compares with: the name, its pinyin without tones, the initials, the code.

    >>> search_text("云溪县", None, "990102")
    '云溪县 yunxixian yxx 990102'
    """
    from pypinyin import lazy_pinyin

    name = name[:SEARCHED]
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


def _order(fact: Fact) -> tuple[object, ...]:
    return not fact.sources, fact.sources, fact.relation, fact.said


class _Nodes:
    """Adds what facts are about to a graph."""

    def __init__(self, graph: Any, store: Store) -> None:
        self._graph, self._known, self._names = graph, Properties(store), Names(store)

    def add(self, key: int, fact: Fact) -> str | None:
        """The node where the fact ends, when both ends and the fact are in the graph."""
        subject = self._node(fact.subject)
        if fact.ends_in_text:
            return None
        target = self._node(self._place_of_post(fact.object))
        self._graph.add_edge(subject, target, key=key, fact=fact)
        return target

    def surround(self, node: str) -> list[str]:
        """Add what a body lies in; it is returned where it is new."""
        within = self._graph.nodes[node]["within"]
        if not within or within in self._graph:
            return []
        return [self._node(within)]

    def _node(self, iri: str) -> str:
        if iri not in self._graph:
            words, known = ontology(), self._known
            classes = sorted(map(local, known.get(vocab.TYPE, iri)), key=lambda name: (-words.depth(name), name))
            kind, name = words.kind(classes), self._names(iri)
            body = kind == "organization"
            self._graph.add_node(
                iri,
                label=name,
                lines=wrapped(name),
                kind=kind,
                type=classes[0] if classes else "",
                pinyin=known.one("pinyin", iri) or None,
                code=known.one("adcode", iri) or None,
                within=next((found for name in _WITHIN if (found := known.one(name, iri))), "") if body else "",
            )
        return iri

    def _place_of_post(self, iri: str) -> str:
        """The place of a post, else its body; anything that is no post stays itself."""
        known = self._known
        if vocab.kg("Post") not in known.get(vocab.TYPE, iri):
            return iri
        body = known.one(vocab.POST_IN, iri)
        return known.one("jurisdiction", iri) or known.one("jurisdiction", body) or body or iri
