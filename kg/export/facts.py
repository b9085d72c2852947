"""The facts of a graph with all that its documents say of them: a store in, merged and sorted ``Fact`` records out.

A graph without statements (flavour ``knowledge``) gives the same facts without their sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg import vocab
from kg.facts.read import Facts
from kg.facts.record import Fact, Said
from kg.store.properties import Properties

if TYPE_CHECKING:
    from pyoxigraph import Store

_RELATIONS: Final = {**{name: vocab.kg(name) for name in sorted(vocab.RELATIONS)}, "postIn": vocab.POST_IN}


def read_facts(store: Store) -> list[Fact]:
    """Every fact of ``store``; those that documents agree on are one fact with several sources."""
    graph = Properties(store)
    facts = Facts(graph)
    stated = [fact for node in graph.of_class("Statement") for fact in facts.statement(node)]
    known = {(fact.subject, fact.relation, fact.object) for fact in stated if not fact.unsettled}
    unsaid = (fact for triple in _direct(graph) if triple not in known for fact in facts.unsaid(*triple))
    return _merged([*stated, *unsaid])


def _direct(graph: Properties) -> Iterator[tuple[str, str, str]]:
    """The direct triples between nodes: subject, name of the relation, object."""
    claims = {node for name in ("Tenure", "Proposal", "Statement") for node in graph.of_class(name)}
    for name, predicate in _RELATIONS.items():
        for subject, values in graph.values(predicate).items():
            if subject not in claims:
                yield from ((subject, name, value) for value in values)


def _merged(facts: Iterable[Fact]) -> list[Fact]:
    """Facts that differ only in where and how they are said become one."""
    alike: dict[Said, list[Fact]] = {}
    for fact in facts:
        alike.setdefault(fact.said, []).append(fact)
    return [_union(alike[key]) for key in sorted(alike)]


def _union(group: list[Fact]) -> Fact:
    def every(name: str) -> tuple[str, ...]:
        return tuple(sorted({value for fact in group for value in getattr(fact, name)}))

    certain = [fact.confidence for fact in group if fact.confidence is not None]
    return replace(
        group[0],
        titles=every("titles"),
        date_texts=every("date_texts"),
        rules=every("rules"),
        origin=min(fact.origin for fact in group),
        confidence=max(certain, default=None),
        sources=tuple(sorted({source for fact in group for source in fact.sources})),
        explicit=any(fact.explicit for fact in group),
        claims=every("claims"),
        id="",
    )
