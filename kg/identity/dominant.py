"""A name that nearly all texts give to one person: what else bears it joins them, if nothing speaks against it.

Most texts that name somebody whom everybody knows say no post and no place, so pairs of records never tell
that they are one.  The corpus does: of the documents that say who bears the name, ``n`` mean one person and
``k`` anybody else, so the odds that the next one means that person too are n to k + 1 (the rule of
succession, Laplace 1774).  Their logarithm is added to what the pair itself says, the rarity of the name
above all; a common name so joins nothing, however often it stands in a corpus.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.identity import names
from kg.identity.compare import Comparison, compare
from kg.identity.profiles import Profile
from kg.identity.reasons import Reason
from kg.identity.weights import entry, number

_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Join:
    """Two records and the comparison that joins them."""

    one: str
    other: str
    comparison: Comparison


def joins(
    profiles: Iterable[Profile], runs: Iterable[Profile], group_of: Callable[[str], str], singled: Iterable[str]
) -> Iterator[Join]:
    """The records that join the person whom nearly all texts mean by their name, each with the best reason.

    ``runs`` are the records that tell of a post or a fact, those that say the same as one; ``group_of`` gives
    the group of a record so far; ``singled`` are records about which people decided: they are left alone.
    """
    left_alone = set(singled)
    bearers: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        bearers[profile.name].append(profile)
    told: dict[str, list[Profile]] = defaultdict(list)
    for run in runs:
        told[run.name].append(run)
    for name, every in sorted(bearers.items()):
        known = told.get(name, [])
        if known and len(every) > 1:
            yield from _of_one_name(name, every, known, group_of, left_alone)


def _of_one_name(
    name: str, every: Sequence[Profile], known: Sequence[Profile], group_of: Callable[[str], str], left_alone: set[str]
) -> Iterator[Join]:
    documents: dict[str, set[str]] = defaultdict(set)
    for profile in every:
        documents[group_of(profile.iri)].add(profile.doc)
    saying = {group: len(documents[group]) for group in {group_of(run.iri) for run in known}}
    main = min(saying, key=lambda group: (-saying[group], group))
    share = _share(saying[main], sum(saying.values()))
    if share.weight + (names.weight(name, name) or 0) < number("dominant", "accept"):
        return
    of_main = [run for run in known if group_of(run.iri) == main]
    dates = [profile.date for profile in every if group_of(profile.iri) == main and profile.date is not None]
    others: dict[str, list[Profile]] = defaultdict(list)
    for profile in every:
        if group_of(profile.iri) != main:
            others[group_of(profile.iri)].append(profile)
    for group, members in sorted(others.items()):
        if left_alone.isdisjoint(profile.iri for profile in members) and documents[group].isdisjoint(documents[main]):
            yield from _joined(members, of_main, share, dates)


def _joined(
    members: Sequence[Profile], of_main: Sequence[Profile], share: Reason, dates: Sequence[int]
) -> Iterator[Join]:
    """The strongest comparison of a member with the main person; none where any of them speaks against it."""
    years = number("dominant", "years") * _YEAR
    found: list[Join] = []
    for profile in members:
        if profile.date is not None and dates and not min(dates) - years <= profile.date <= max(dates) + years:
            return
        for run in of_main:
            pair = compare(profile, run)
            if pair is None or any(reason.weight < 0 for reason in pair.reasons[1:]):
                return
            score = round(pair.score + share.weight, 1)
            whole = Comparison(score, (*pair.reasons, share), score >= number("dominant", "accept"), contradicted=False)
            found.append(Join(min(profile.iri, run.iri), max(profile.iri, run.iri), whole))
    best = max(found, key=lambda join: (join.comparison.score, join.one, join.other))
    if best.comparison.accepted:
        yield best


def _share(of_main: int, of_all: int) -> Reason:
    row = entry("dominant")
    weight = round(math.log2(of_main / (of_all - of_main + 1)), 1)
    return Reason("dominant", weight, row["zh"].format(of_all, of_main), row["en"].format(of_all, of_main))
