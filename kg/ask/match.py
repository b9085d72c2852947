"""Compares a question with the phrasings: words and slots in, the saved questions that fit out, best first.

The score is Dice's coefficient of the two bags of word classes and slots, each counted by its
weight: 1 where question and phrasing have the same, 0 where they share nothing.  Three conditions
stand before it: every name of the question fills a parameter, every parameter of the phrasing has
its name, and both have the same words that name a relation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from kg.ask.linking import Slot
from kg.ask.phrasings import Asking, Phrasing, Place
from kg.ask.words import WordClass

_SLOT_WEIGHT = 1.5
#: What a place is worth whose preposition the phrasing lacks, or the other way round.
_ROLE_UNSAID = 0.85
#: More names than any phrasing has.
_MOST_SLOTS = 3


@dataclass(frozen=True, slots=True)
class Fit:
    """A phrasing that fits: which slot fills which parameter, what both share, what only one of them has."""

    phrasing: Phrasing
    score: float
    filled: Mapping[str, Slot]
    shared: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    sets: Mapping[str, str] = field(default_factory=dict)


def fits(askings: Mapping[str, Asking], classes: frozenset[WordClass], slots: Sequence[Slot]) -> list[Fit]:
    """The best fit of each saved question, the best first; equal scores in the order of the names."""
    best: dict[str, Fit] = {}
    for asking in askings.values():
        for phrasing in asking.phrasings:
            for fit in _compared(asking, phrasing, classes, slots):
                if asking.query not in best or fit.score > best[asking.query].score:
                    best[asking.query] = fit
    return sorted(best.values(), key=lambda fit: (-fit.score, fit.phrasing.query))


def _compared(
    asking: Asking, phrasing: Phrasing, classes: frozenset[WordClass], slots: Sequence[Slot]
) -> Iterator[Fit]:
    if len(slots) != len(phrasing.places) or len(slots) > _MOST_SLOTS:
        return
    if {word for word in classes if word.key} != {word for word in phrasing.classes if word.key}:
        return
    optional = {word for word in classes if word.name in asking.sets and word not in phrasing.classes}
    given = classes - optional
    shared, missing, extra = given & phrasing.classes, phrasing.classes - given, given - phrasing.classes
    common = 2 * sum(word.weight for word in shared)
    whole = common + sum(word.weight for word in missing | extra)
    sets = {key: value for word in classes for key, value in asking.sets.get(word.name, {}).items()}
    for order in permutations(slots):
        agreement = [_agree(slot, place) for slot, place in zip(order, phrasing.places, strict=True)]
        if not all(agreement):
            continue
        weight = _SLOT_WEIGHT * 2
        total = whole + weight * len(slots)
        score = (common + weight * sum(agreement)) / total if total else 0.0
        filled = {place.parameter: slot for slot, place in zip(order, phrasing.places, strict=True)}
        yield Fit(phrasing, round(score, 3), filled, _names(shared), _names(missing), _names(extra), sets)


def _agree(slot: Slot, place: Place) -> float:
    """1 for a slot of the right kind and role, less where one of the two has no role, 0 for another kind or role."""
    if slot.kind != place.kind:
        return 0.0
    if slot.role == place.role:
        return 1.0
    return 0.0 if slot.role and place.role else _ROLE_UNSAID


def _names(words: frozenset[WordClass]) -> tuple[str, ...]:
    return tuple(sorted(word.name for word in words))
