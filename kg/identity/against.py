"""What speaks against one person: two places or two exclusive posts at one time, eras that do not meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.identity.profiles import Profile, Seat
from kg.identity.reasons import Reason
from kg.identity.ties import gap
from kg.identity.weights import entry, number
from kg.lexicon.divisions import gazetteer

_YEAR = 365.25


def against(one: Profile, other: Profile) -> Iterator[Reason]:
    """The strongest reason against, if there is any, and the era."""
    if one.doc == other.doc and one.name == other.name:
        row = entry("against", "told_apart")
        yield Reason("told_apart", float(row["weight"]), row["zh"], row["en"], hard=True)
    found = [
        reason
        for a in one.seats
        for b in other.seats
        if not (_moves(one, a, b) or _moves(other, b, a))
        for reason in _between(a, b)
    ]
    if found:
        yield min(found, key=lambda reason: (reason.weight, reason.name, reason.zh))
    yield from _era(one, other)


def _between(one: Seat, other: Seat) -> Iterator[Reason]:
    if one.past or other.past or one.planned or other.planned or one.seconded or other.seconded:
        return
    if one.post and one.post == other.post:
        return
    if _abroad_from(one, other):
        kind = "apart"
    elif _exclusive(one, other):
        kind = "bodies"
    else:
        return
    labels = sorted((one.label, other.label))
    years = gap(one, other)
    row = entry("against", kind)
    if years is None:
        if kind == "apart":
            yield _reason("undated", entry("against", "undated"), *labels)
    elif years <= float(row["days"]) / _YEAR:
        yield _reason(kind, row, *labels, hard=True)


def _moves(profile: Profile, own: Seat, new: Seat) -> bool:
    """Whether ``new`` may be where the person of ``profile`` went from ``own``: an appointment at or after the last
    time they are seen there, or any later post where their text says that they are to get another.
    """
    if own.when is None or new.when is None or new.when[0] < own.when[1]:
        return False
    return new.begun or any(seat.planned for seat in profile.seats)


def _abroad_from(one: Seat, other: Seat) -> bool:
    """Whether the posts are seats in two places of which neither lies in the other."""
    if not (one.place and other.place and one.branch and other.branch) or one.place == other.place:
        return False
    if max(one.pool, other.pool) > number("leading"):
        return False  # delegates and members serve beside their own post
    return not (gazetteer().is_below(one.place, other.place) or gazetteer().is_below(other.place, one.place))


def _exclusive(one: Seat, other: Seat) -> bool:
    """Whether the posts are full-time seats that no one holds together: of two bodies of one place, or of the
    governments of a place and of one inside it."""
    lines = entry("branches", "exclude")
    if one.place is None or other.place is None or one.body == other.body:
        return False
    if one.place != other.place:
        return one.branch == other.branch == "government" and one.leader and other.leader
    if one.branch not in lines or other.branch not in lines:
        return False
    if "department" in (one.branch, other.branch) and one.branch != other.branch:
        return False  # a deputy mayor may head the police
    return (one.chief or one.deputy) and (other.chief or other.deputy)


def _era(one: Profile, other: Profile) -> Iterator[Reason]:
    apart = [(years, a, b) for a in one.seats for b in other.seats if (years := gap(a, b)) is not None]
    if not apart:
        return
    nearest = min(years for years, _, _ in apart)
    same = [years for years, a, b in apart if a.post and a.post == b.post]
    lifetime, era = entry("against", "lifetime"), entry("against", "era")
    if nearest > float(lifetime["years"]):
        yield _reason("lifetime", lifetime, f"{nearest:.0f}", hard=True)
    elif same and min(same) == nearest and nearest > float(era["years"]):
        yield _reason("era", era, f"{nearest:.0f}", hard=True)


def _reason(name: str, row: dict[str, Any], *shown: str, hard: bool = False) -> Reason:
    return Reason(name, float(row["weight"]), row["zh"].format(*shown), row["en"].format(*shown), hard=hard)
