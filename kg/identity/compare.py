"""How much two records of one name speak for one person: a sum of weights, each with its reason.

Two profiles in, a :class:`Comparison` out, after Fellegi and Sunter (1969); the weights and their
reasons are ``weights.yaml``.  The comparison is symmetric and knows nothing of other records.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.identity import names
from kg.identity.against import against
from kg.identity.facts import compare_facts
from kg.identity.profiles import Profile
from kg.identity.reasons import Reason
from kg.identity.ties import region, ties
from kg.identity.weights import entry, number


@dataclass(frozen=True, slots=True)
class Comparison:
    """The score in bits, its reasons, and what follows: may the two be merged, must they stay apart."""

    score: float
    reasons: tuple[Reason, ...]
    accepted: bool
    contradicted: bool


def compare(one: Profile, other: Profile) -> Comparison | None:
    """The comparison of two profiles; None where their names cannot name one person."""
    named = names.weight(one.name, other.name)
    if named is None:
        return None
    if one.iri > other.iri:
        one, other = other, one
    reasons = [Reason("name", round(named, 1), *_told_name(one, other)), *_evidence(one, other)]
    score = round(sum(reason.weight for reason in reasons), 1)
    contradicted = any(reason.weight <= number("contradicted") and reason.hard for reason in reasons)
    limit = number("accept") if any(reason.anchor for reason in reasons) else number("accept_unanchored")
    return Comparison(score, tuple(reasons), score >= limit and not contradicted, contradicted)


def _told_name(one: Profile, other: Profile) -> tuple[str, str]:
    shown = one.name if one.name == other.name else f"{one.name}、{other.name}"
    return f"姓名:{shown}", f"name: {shown}"


def _evidence(one: Profile, other: Profile) -> Iterator[Reason]:
    found = list(ties(one, other))
    yield from found
    if not found:
        yield from region(one, other)
    yield from compare_facts(dict(one.facts), dict(other.facts))
    yield from _reports(one, other)
    yield from against(one, other)


def _reports(one: Profile, other: Profile) -> Iterator[Reason]:
    shared = dict(one.reports).items() & dict(other.reports).items()
    titles = sorted(title for _, title in shared if len(title) >= number("reports", "shortest"))
    if titles:
        row = entry("reports")
        zh, en = row["zh"].format(titles[0]), row["en"].format(titles[0])
        yield Reason("shared_report", float(row["weight"]), zh, en, anchor=True)
