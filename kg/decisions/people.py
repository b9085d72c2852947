"""Decisions about people: records in, pairs that must or must not be one person out.

Later decisions outweigh earlier ones, also where the contradiction takes several of them:
A is B, B is C, A is not C.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from kg.decisions.records import PersonDecision, order

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Settled:
    """Pairs of IRIs that must be one person and pairs that cannot be, free of contradiction.

    ``overruled`` are the ids of the decisions that later ones contradict.
    """

    must: frozenset[Pair]
    cannot: frozenset[Pair]
    overruled: frozenset[str]


def settled(decisions: Iterable[PersonDecision], base: str) -> Settled:
    """The pairs of ``decisions`` below ``base`` (as from ``kg.config.base_iri``)."""
    leader: dict[str, str] = {}

    def find(iri: str) -> str:
        while leader.get(iri, iri) != iri:
            iri = leader[iri]
        return iri

    must: set[Pair] = set()
    cannot: set[Pair] = set()
    overruled: set[str] = set()
    for decision in sorted(decisions, key=order, reverse=True):
        pair = decision.one.iri, decision.other.iri
        ends = {find(iri) for iri in pair}
        if decision.act == "same":
            apart = any({find(one), find(other)} == ends for one, other in cannot)
            if len(ends) == 2 and apart:
                overruled.add(decision.id)
                continue
            must.add(pair)
            leader[max(ends)] = min(ends)
        elif len(ends) == 1:
            overruled.add(decision.id)
        else:
            cannot.add(pair)
    return Settled(_below(must, base), _below(cannot, base), frozenset(overruled))


def _below(pairs: Iterable[Pair], base: str) -> frozenset[Pair]:
    return frozenset((f"{base}id/{one}", f"{base}id/{other}") for one, other in pairs)
