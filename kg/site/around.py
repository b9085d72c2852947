"""What stands beside the facts about a thing: who is near a person, where sources disagree, who is one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg import vocab
from kg.facts.record import Fact
from kg.site.corpus import Corpus, in_order, is_post, shown

NEAR: Final = 8
"""People named for one reason."""
REASONS: Final = 8
"""Reasons shown for one person."""


@dataclass(frozen=True, slots=True)
class Near:
    """People who share a post or a place: why (a name of the words), what they share, who, and how many in all."""

    why: str
    shared: str
    people: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict: its kind, what it is about and how it was settled, in Chinese and English; what each side says."""

    kind: str
    notes: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """A link to another person or record: the IRI where it has a page, the reasons in both languages, the score."""

    other: str
    reasons: tuple[tuple[str, str], ...]
    score: str


def near(corpus: Corpus, iri: str, facts: Iterable[Fact]) -> list[Near]:
    """Who shares posts or places with the person ``iri``: by post, by place, by host of a secondment."""
    shared: dict[tuple[str, str], None] = {}
    for fact in facts:
        if fact.subject == iri and is_post(fact) and not fact.unsettled:
            if fact.post:
                shared["samepost", fact.post] = None
            if fact.relation == "heldPost":
                shared["sameplace", fact.object] = None
            elif fact.relation == "secondedTo":
                shared["samehost", fact.object] = None
    order = {"samepost": 0, "samehost": 1, "sameplace": 2}
    found: list[Near] = []
    seen: set[str] = {iri}
    for why, what in sorted(shared, key=lambda pair: (order[pair[0]], pair[1])):
        people = [other for other in dict.fromkeys(_sharing(corpus, why, what)) if other not in seen]
        if people:
            seen.update(people[:NEAR])
            found.append(Near(why, what, tuple(people[:NEAR]), len(people)))
    return found[:REASONS]


def _sharing(corpus: Corpus, why: str, what: str) -> Iterator[str]:
    graph = corpus.graph
    if why == "samepost":
        for tenure in graph.having("post", what):
            yield from graph.get(vocab.MEMBER, tenure)
    else:
        yield from graph.having("heldPost" if why == "sameplace" else "secondedTo", what)


def disputes(corpus: Corpus, facts: Iterable[Fact]) -> list[Dispute]:
    """The conflicts in which the claims behind ``facts`` are involved."""
    graph = corpus.graph
    by_node = {node: fact for fact in facts for node in corpus.nodes(fact)}
    conflicts = sorted({conflict for node in by_node for conflict in graph.having("involves", node)})
    found = []
    for conflict in conflicts:
        involved = [by_node[node] for node in graph.get("involves", conflict) if node in by_node]
        kind = graph.one("conflictKind", conflict).rpartition("#")[2]
        found.append(Dispute(kind, tuple(in_both(corpus, conflict, "resolutionNote")), tuple(in_order(involved))))
    return found


def doubted(corpus: Corpus, fact: Fact) -> bool:
    """Whether another side of a conflict was believed."""
    return any(vocab.kg("Deprecated") in corpus.graph.get("rankOfClaim", node) for node in corpus.nodes(fact))


def merged(corpus: Corpus, iri: str) -> list[Identity]:
    """The records of other documents that are this person."""
    links = corpus.graph.having("canonicalPerson", iri)
    return [_identity(corpus, link, corpus.graph.one("comparedWith", link)) for link in links]


def possible(corpus: Corpus, iri: str) -> list[Identity]:
    """Other people who may be this person."""
    links = [link for link in corpus.graph.having("linkedPerson", iri) if "PossibleMatch" in corpus.classes(link)]
    return [
        _identity(corpus, link, other)
        for link in links
        for other in corpus.graph.get("linkedPerson", link)
        if other != iri
    ]


def _identity(corpus: Corpus, link: str, other: str) -> Identity:
    return Identity(other, tuple(in_both(corpus, link, "matchReason")), corpus.graph.one("matchScore", link))


def in_both(corpus: Corpus, node: str, predicate: str) -> Iterator[tuple[str, str]]:
    """The literals of a property in pairs, Chinese and English, in the order of each language."""
    quads = corpus.store.quads_for_pattern(NamedNode(node), NamedNode(vocab.kg(predicate)), None, DefaultGraph())
    said = [quad.object for quad in quads if isinstance(quad.object, Literal)]
    zh, en = (sorted(one.value for one in said if one.language == tongue) for tongue in ("zh", "en"))
    for number, words in enumerate(zh):
        yield shown(words), shown(en[number] if number < len(en) else words)
