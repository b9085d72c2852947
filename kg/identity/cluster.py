"""Groups the records of a corpus into people.

Profiles and decisions in, :class:`Linkage` out: the same for any order of the profiles.  Records that
say the same of one name at close dates are joined first, so that a name in a thousand texts
is compared a few dozen times; then every pair of a block is scored, and the best pairs are merged first,
never across a contradiction, so no chain A~B~C joins A and C that exclude each other.  At last, what bears
a name that nearly all texts give to one person joins them (:mod:`kg.identity.dominant`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from kg.errors import KgError
from kg.identity import names
from kg.identity.compare import Comparison, compare
from kg.identity.dominant import joins
from kg.identity.profiles import Profile, Seat
from kg.identity.weights import number

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Edge:
    """Two records and what was found of them; ``comparison`` None where a person decided."""

    one: str
    other: str
    comparison: Comparison | None

    @property
    def score(self) -> float:
        return self.comparison.score if self.comparison else 0.0


@dataclass(frozen=True, slots=True)
class Linkage:
    """The groups of IRIs: ``merged`` are the edges that made them, ``open`` those left to judge."""

    groups: tuple[tuple[str, ...], ...]
    merged: tuple[Edge, ...]
    open: tuple[Edge, ...]


def cluster(profiles: Iterable[Profile], must: Collection[Pair] = (), cannot: Collection[Pair] = ()) -> Linkage:
    """The people behind the profiles.

    ``must`` and ``cannot`` are pairs of IRIs that a person decided; IRIs that no profile has are passed over.
    Raises KgError where the decisions contradict one another.
    """
    ordered = sorted({profile.iri: profile for profile in profiles}.values(), key=lambda profile: profile.iri)
    groups = _Groups([profile.iri for profile in ordered], cannot)
    merged = list(groups.decide(must))
    singled = {iri for pair in cannot for iri in pair}
    runs: dict[str, Profile] = {}
    told = [profile for profile in ordered if profile.seats or profile.facts or profile.reports]
    for edge, run in _runs(told, singled):
        runs[run.iri] = run
        if edge is not None and groups.join(edge.one, edge.other):
            merged.append(edge)
    edges = [Edge(a.iri, b.iri, found) for a, b in _pairs(runs.values()) if (found := compare(a, b)) is not None]
    for edge in edges:
        if edge.comparison and edge.comparison.contradicted:
            groups.part(edge.one, edge.other)
    accepted = sorted(_clear(edges), key=lambda edge: (-edge.score, edge.one, edge.other))
    merged += [edge for edge in accepted if groups.join(edge.one, edge.other)]
    for join in list(joins(ordered, runs.values(), groups.of, singled)):
        if groups.join(join.one, join.other):
            merged.append(Edge(join.one, join.other, join.comparison))
    return Linkage(groups.groups(), tuple(merged), tuple(_open(edges, groups)))


class _Groups:
    """Disjoint sets of IRIs that remember which must stay apart."""

    def __init__(self, iris: Sequence[str], cannot: Collection[Pair]) -> None:
        self._group = {iri: iri for iri in iris}
        self._members = {iri: {iri} for iri in iris}
        self._decided: dict[str, set[str]] = defaultdict(set)
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one, other in cannot:
            if one in self._group and other in self._group:
                self._decided[one].add(other)
                self._decided[other].add(one)

    def decide(self, must: Collection[Pair]) -> Iterator[Edge]:
        """Merge what a person said is the same."""
        for one, other in sorted(must):
            if one in self._group and other in self._group and not self.same(one, other):
                if not self.join(one, other):
                    mend = "take back one of the decisions"
                    raise KgError(f"decided to be the same and not the same: {one} and {other}", mend=mend)
                yield Edge(min(one, other), max(one, other), None)

    def part(self, one: str, other: str) -> None:
        """Keep two records apart from now on."""
        self._apart[one].add(other)
        self._apart[other].add(one)

    def same(self, one: str, other: str) -> bool:
        return self._group[one] == self._group[other]

    def join(self, one: str, other: str) -> bool:
        """Merge the groups of two records; False where they are one group, or a pair of them must stay apart."""
        kept, gone = self._group[one], self._group[other]
        if kept == gone or self.blocked(kept, gone):
            return False
        kept, gone = sorted((kept, gone))
        for iri in self._members[gone]:
            self._group[iri] = kept
        self._members[kept] |= self._members.pop(gone)
        for table in (self._decided, self._apart):
            table[kept] |= {iri for member in self._members[kept] for iri in table.get(member, ())}
        return True

    def of(self, iri: str) -> str:
        """What names the group of a record."""
        return self._group[iri]

    def blocked(self, one: str, other: str) -> bool:
        members, enemies = self._members[other], self._decided[one] | self._apart[one]
        return not members.isdisjoint(enemies) or not self._members[one].isdisjoint(
            self._decided[other] | self._apart[other]
        )

    def decided_apart(self, one: str, other: str) -> bool:
        """Whether a person said that the two are not the same."""
        kept, gone = self._group[one], self._group[other]
        return not self._members[gone].isdisjoint(self._decided[kept])

    def pair(self, one: str, other: str) -> frozenset[str]:
        """What names the two groups of two records."""
        return frozenset((self._group[one], self._group[other]))

    def groups(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(sorted(self._members[iri])) for iri in sorted(self._members))


def _runs(profiles: Sequence[Profile], singled: Collection[str]) -> Iterator[tuple[Edge | None, Profile]]:
    """Profiles that say the same, joined along their dates: each joining edge, and the run as it is by then."""
    alike: dict[object, list[Profile]] = defaultdict(list)
    for profile in profiles:
        key = profile.iri if profile.iri in singled else _signature(profile)
        alike[key].append(profile)
    for same in alike.values():
        same.sort(key=lambda profile: (profile.date is None, profile.date or 0, profile.iri))
        run = same[0]
        yield None, run
        for before, profile in pairwise(same):
            found = compare(before, profile)
            if found is not None and found.accepted and (before.date is None) == (profile.date is None):
                run = replace(run, seats=_together(run.seats, profile.seats))
                yield Edge(before.iri, profile.iri, found), run
            else:
                run = profile
                yield None, run


def _signature(profile: Profile) -> object:
    seats = tuple(sorted(repr(replace(seat, when=None)) for seat in profile.seats))
    return profile.name, seats, profile.facts, profile.reports


def _together(one: Sequence[Seat], other: Sequence[Seat]) -> tuple[Seat, ...]:
    """The seats of both with the whole stretch of time; they differ in nothing else."""
    found = []
    pairs = zip(
        *(sorted(seats, key=lambda seat: repr(replace(seat, when=None))) for seats in (one, other)), strict=True
    )
    for a, b in pairs:
        days = [day for when in (a.when, b.when) if when for day in when]
        found.append(replace(a, when=(min(days), max(days)) if days else None))
    return tuple(found)


def _pairs(profiles: Iterable[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """The pairs of each block, each once."""
    blocks: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        for key in dict.fromkeys(names.blocks(profile.name)):
            blocks[key].append(profile)
    seen: set[Pair] = set()
    for block in blocks.values():
        for one, other in combinations(block, 2):
            if (one.iri, other.iri) not in seen:
                seen.add((one.iri, other.iri))
                yield one, other


def _clear(edges: Sequence[Edge]) -> Iterator[Edge]:
    """The accepted edges without those of a record that fits two people who exclude each other about as well."""
    apart = {pair for e in edges if e.comparison and e.comparison.contradicted for pair in _ways(e)}
    fits: dict[str, list[tuple[str, float]]] = defaultdict(list)
    accepted = [edge for edge in edges if edge.comparison and edge.comparison.accepted]
    for edge in accepted:
        fits[edge.one].append((edge.other, edge.score))
        fits[edge.other].append((edge.one, edge.score))
    margin = number("margin")
    for edge in accepted:
        rivals = [
            score
            for shared, target in _ways(edge)
            for other, score in fits[shared]
            if (other, target) in apart and score > edge.score - margin
        ]
        if not rivals:
            yield edge


def _ways(edge: Edge) -> tuple[Pair, Pair]:
    return (edge.one, edge.other), (edge.other, edge.one)


def _open(edges: Sequence[Edge], groups: _Groups) -> Iterator[Edge]:
    """The best edge between each two groups that a person should look at, unless one has decided."""
    best: dict[frozenset[str], Edge] = {}
    for edge in sorted(edges, key=lambda edge: (-edge.score, edge.one, edge.other)):
        if edge.score < number("review") or groups.same(edge.one, edge.other):
            continue
        if edge.comparison and not any(reason.weight > 0 for reason in edge.comparison.reasons[1:]):
            continue
        if (edge.comparison and edge.comparison.contradicted) or groups.decided_apart(edge.one, edge.other):
            continue
        best.setdefault(groups.pair(edge.one, edge.other), edge)
    yield from best.values()
