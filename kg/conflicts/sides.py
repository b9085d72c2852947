"""The records of a conflict: what it is about, its sides, and which is believed.

Sides in, the believed one and the rule that decided out; the rules are ``preferences.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from kg.identity import DocumentRecord, Stated, days


@dataclass(frozen=True, slots=True)
class Told:
    """One claim of one document: ``node`` is its IRI, ``day`` the document's date (0 where unknown).

    ``heading``: only a heading says so.
    """

    node: str
    doc: str
    kind_of_document: str
    day: int
    curated: bool
    explicit: bool
    confidence: float
    subject: str
    statements: tuple[str, ...]
    triple: tuple[str, str, str] | None
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """What some claims agree on: a holder, a date, a status, a value; ``value`` says it for the reader."""

    value: str
    claims: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sides that cannot all hold, the believed one first; ``rule`` is the line of preferences that decided."""

    kind: str
    about: str
    sides: tuple[Side, ...]
    rule: Mapping[str, Any]


def told_of(doc: DocumentRecord, stated: Stated, *, triple: bool = True, heading: bool = False) -> Told:
    """A claim of a document about one thing; ``triple``: the graph holds what it says."""
    return Told(
        stated.node,
        doc.id,
        doc.kind,
        day_of(doc.date),
        stated.curated,
        stated.explicit,
        stated.confidence,
        stated.subject,
        (stated.node,),
        (stated.subject, stated.property, stated.object) if triple else None,
        heading,
    )


def day_of(edtf: str | None) -> int:
    """The last day (ordinal) that a document's date may mean, 0 where it is unknown."""
    found = days(edtf)
    return found[1] if found else 0


def settle(kind: str, about: str, sides: Sequence[Side]) -> Conflict:
    """The conflict with its sides in the order of the preferences; where none decides, the order of the values."""
    rules = [row for row in preferences()["order"] if kind in row.get("kinds", (kind,))]

    def key(side: Side) -> tuple[tuple[float, ...], str]:
        return tuple(_merit(row, side) for row in rules), side.value

    ordered = sorted(sides, key=key)
    first, second = key(ordered[0])[0], key(ordered[1])[0]
    decided = next((row for row, a, b in zip(rules, first, second, strict=True) if a != b), rules[-1])
    return Conflict(kind, about, tuple(ordered), decided)


def _merit(row: Mapping[str, Any], side: Side) -> float:
    """How a side stands by one rule: the lower, the better."""
    claims = side.claims
    match row["by"]:
        case "curated":
            return -max(claim.curated for claim in claims)
        case "document":
            order: list[str] = row["kinds_of_document"]
            return min(order.index(claim.kind_of_document) for claim in claims)
        case "explicit":
            return -max(claim.explicit for claim in claims)
        case "body":
            return min(claim.heading for claim in claims)
        case "latest":
            return -max(claim.day for claim in claims)
        case "precise":
            return -len(side.value)
        case "sources":
            return -len({claim.doc for claim in claims})
        case _:
            return -max(claim.confidence for claim in claims)


@cache
def preferences() -> Mapping[str, Any]:
    """The table of windows and rules."""
    text = (files("kg.conflicts") / "preferences.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def window(name: str) -> int:
    """A number of days or years by its name."""
    return int(preferences()["windows"][name])
