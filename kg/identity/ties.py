"""What ties two records together: the strongest relation between a post of one and a post of the other.

Posts of one person depend on one another, so only the strongest tie counts (Fellegi and Sunter's
weights add up for independent evidence only).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from kg.identity.profiles import Profile, Seat
from kg.identity.reasons import Reason
from kg.identity.weights import entry, number
from kg.lexicon.divisions import gazetteer

_YEAR = 365.25


def ties(one: Profile, other: Profile) -> Iterator[Reason]:
    """The strongest tie, if there is any."""
    found = [tie for a in one.seats for b in other.seats for tie in _between(a, b)]
    if found:
        yield max(found, key=lambda reason: (reason.anchor, reason.weight, reason.name, reason.zh))


def region(one: Profile, other: Profile) -> Iterator[Reason]:
    """Whether the two serve in one prefecture, or else in one province."""
    pairs = [(a.place, b.place) for a in one.seats for b in other.seats if a.place and b.place]
    codes = [(a, b) for a, b in pairs if a.isdecimal() and b.isdecimal()]
    for level, size, zeros in (("prefecture", 4, "00"), ("province", 2, "0000")):
        shared = sorted({a[:size] for a, b in codes if a[:size] == b[:size] and (size == 2 or a[2:4] != "00")})
        if shared:
            unit = gazetteer().by_code(shared[0] + zeros)
            name = unit.name if unit else shared[0]
            row = entry("region")
            yield Reason("region", float(row[level]), row["zh"].format(name), row["en"].format(name))
            return


def gap(one: Seat, other: Seat) -> float | None:
    """Years between two seats, 0 where they overlap; None where a time is unknown."""
    if one.when is None or other.when is None:
        return None
    return max(0, one.when[0] - other.when[1], other.when[0] - one.when[1]) / _YEAR


def in_order(one: Seat, other: Seat) -> bool:
    """Whether the texts say that one post came after the other."""
    if one.past != other.past or one.planned != other.planned:
        return True
    years = gap(one, other)
    return years is not None and years > number("against", "bodies", "days") / _YEAR


def _between(one: Seat, other: Seat) -> Iterator[Reason]:
    if one.seconded and other.seconded:
        yield from _secondments(one, other)
        return
    if one.seconded or other.seconded:
        away, kept = (one, other) if one.seconded else (other, one)
        yield from _same_post(one, other)
        if kept.place and kept.place in away.home:
            yield _tie("home", _leadership(kept.place), kept.label)
        elif kept.body and kept.body in away.home:
            yield _tie("home", number("body"), kept.label)
        return
    if one.post and one.post == other.post:
        yield from _same_post(one, other)
    elif one.body and one.body == other.body:
        if _one_line(one, other):
            yield _tie("same_body", max(number("body"), one.pool, other.pool), one.body_label)
    elif one.branch == other.branch == "national" and one.leader and other.leader:
        yield _tie("same_leadership", number("leadership", "country"), one.label, other.label)
    elif one.place and other.place:
        yield from _places(one, other, one.place, other.place)


def _one_line(one: Seat, other: Seat) -> bool:
    """Whether two posts of one body may be steps of one career: a seat and a seat, not a crowd."""
    return max(one.pool, other.pool) <= number("body") * 2


def _same_post(one: Seat, other: Seat) -> Iterator[Reason]:
    if one.post and one.post == other.post:
        yield _tie("same_post", max(one.pool, other.pool), one.label)


def _secondments(one: Seat, other: Seat) -> Iterator[Reason]:
    if one.place and one.place == other.place:
        shared = set(one.home) & set(other.home)
        if shared or (one.post and one.post == other.post):
            yield _tie("same_secondment", number("secondment"), one.label)
        elif not (one.home and other.home):
            yield _tie("same_secondment", number("leadership", "county"), one.label)


def _places(one: Seat, other: Seat, here: str, there: str) -> Iterator[Reason]:
    if here == there:
        if one.leader and other.leader:
            yield _tie("same_leadership", _leadership(here), *sorted((one.label, other.label)))
        elif one.branch and other.branch and in_order(one, other) and not _down(one, other) and not _down(other, one):
            yield _tie("same_place", _staff(here), *sorted((one.label, other.label)))
    elif one.leader and other.leader and in_order(one, other):
        if _next_above(here, there):
            yield _tie("ladder", number("ladder"), one.label, other.label)
        elif _next_above(there, here):
            yield _tie("ladder", number("ladder"), other.label, one.label)


def _down(head: Seat, chief: Seat) -> bool:
    """Whether who headed a place would have headed a department of it afterwards: careers go the other way."""
    if not (head.leader and head.chief and chief.branch == "department"):
        return False
    later = bool(head.when and chief.when and head.when[1] < chief.when[0])
    return later or (head.past and not chief.past)


def _next_above(low: str, high: str) -> bool:
    above = gazetteer().ancestors(low)
    return bool(above) and above[0].code == high


def _level(code: str) -> str:
    unit = gazetteer().by_code(code)
    return unit.level if unit and unit.level in entry("leadership") else "country"


def _leadership(code: str) -> float:
    return number("leadership", _level(code))


def _staff(code: str) -> float:
    return number("staff", _level(code))


def _tie(name: str, pool: float, *shown: str) -> Reason:
    row = entry("ties", name)
    weight = math.log2(float(row["m"]) * number("officials") / pool)
    return Reason(name, round(weight, 1), row["zh"].format(*shown), row["en"].format(*shown), bool(row["anchor"]))
