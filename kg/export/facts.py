"""The facts of a graph with all that its documents say of them: a store in, merged and sorted ``Fact`` records out.

A graph without statements (flavour ``knowledge``) gives the same facts without their sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg import vocab
from kg.facts.merging import merged
from kg.facts.read import Facts
from kg.facts.record import Fact
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
    return merged([*stated, *unsaid])


def _direct(graph: Properties) -> Iterator[tuple[str, str, str]]:
    """The direct triples between nodes: subject, name of the relation, object."""
    claims = {node for name in ("Tenure", "Proposal", "Statement") for node in graph.of_class(name)}
    for name, predicate in _RELATIONS.items():
        for subject, values in graph.values(predicate).items():
            if subject not in claims:
                yield from ((subject, name, value) for value in values)
