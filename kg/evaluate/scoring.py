"""Gold facts and claims by passage in, counts by relation and the differences out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias

from kg.evaluate.facts import OPEN, RELATIONS, Fact
from kg.evaluate.matching import same
from kg.evaluate.names import plain

Kind: TypeAlias = Literal["extra", "missed", "status"]

#: Claims of one passage that agree in these fields count once.
_IDENTITY = (
    *("person", "group", "role", "post", "district", "organization"),
    *("host", "agent", "report", "initiative", "place"),
    *OPEN,
)


@dataclass(slots=True)
class Counts:
    """What became of the claims and gold facts of one relation.

    ``tp`` claims that match, ``fp`` claims that match nothing, ``fn`` gold facts without a claim,
    ``repeat`` facts said again, ``optional`` matches with optional gold facts; ``status_ok`` of
    ``status_n`` matched posts have the status of the gold.
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0
    repeat: int = 0
    optional: int = 0
    status_n: int = 0
    status_ok: int = 0

    @property
    def precision(self) -> float:
        """The share of claims that are right; 0 where there are none."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """The share of gold facts that are found; 0 where there are none."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, other: Counts) -> None:
        """Add another relation's counts to these."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


@dataclass(frozen=True, slots=True)
class Difference:
    """An ``extra`` claim, a ``missed`` gold fact, or a match whose ``status`` the gold gives as ``expected``."""

    passage: str
    kind: Kind
    fact: Fact
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of each relation, in the order of the report, and the differences in text order of passages."""

    passages: int
    relations: Mapping[str, Counts]
    differences: tuple[Difference, ...]

    @property
    def total(self) -> Counts:
        """The counts of all relations together."""
        found = Counts()
        for counts in self.relations.values():
            found.add(counts)
        return found


def score(gold: Mapping[str, Sequence[Fact]], claims: Mapping[str, Sequence[Fact]]) -> Score:
    """Compare the claims of each passage with its gold facts.

    Counted are the relations of :data:`kg.evaluate.facts.RELATIONS` and those that the gold names;
    claims of other relations and of passages without gold are left out.
    """
    named = {fact.relation for facts in gold.values() for fact in facts}
    counts = {relation: Counts() for relation in (*RELATIONS, *sorted(named - set(RELATIONS)))}
    found: list[Difference] = []
    for passage in sorted(gold):
        for relation, tally in counts.items():
            wanted = [fact for fact in gold[passage] if fact.relation == relation]
            made = _distinct(fact for fact in claims.get(passage, ()) if fact.relation == relation)
            found.extend(_compare(passage, wanted, made, tally))
    return Score(len(gold), counts, tuple(found))


def _distinct(claims: Iterable[Fact]) -> list[Fact]:
    kept: dict[tuple[str, ...], Fact] = {}
    for claim in claims:
        kept.setdefault(tuple(plain(str(claim.fields.get(key))) for key in _IDENTITY), claim)
    return list(kept.values())


def _compare(passage: str, gold: Sequence[Fact], claims: Sequence[Fact], counts: Counts) -> Iterator[Difference]:
    """Pair each claim with the first gold fact that is still free, and count what is left on both sides."""
    paired: set[int] = set()
    for claim in claims:
        matching = [at for at, fact in enumerate(gold) if same(fact, claim)]
        hit = next((at for at in matching if at not in paired), None)
        if hit is None:
            if matching:
                counts.repeat += 1
            else:
                counts.fp += 1
                yield Difference(passage, "extra", claim)
            continue
        paired.add(hit)
        fact = gold[hit]
        if fact.optional:
            counts.optional += 1
            continue
        counts.tp += 1
        if fact.relation == "heldPost" and fact.status:
            counts.status_n += 1
            if fact.status == claim.status:
                counts.status_ok += 1
            else:
                yield Difference(passage, "status", claim, fact.status)
    for at, fact in enumerate(gold):
        if at in paired or fact.optional:
            continue
        if any(same(fact, claim) for claim in claims):
            counts.repeat += 1
        else:
            counts.fn += 1
            yield Difference(passage, "missed", fact)
