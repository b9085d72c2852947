"""Facts that documents agree on become one with several sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.facts.record import Fact, Said


def merged(facts: Iterable[Fact]) -> list[Fact]:
    """Facts that differ only in where and how they are said become one, sorted by what they say."""
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
