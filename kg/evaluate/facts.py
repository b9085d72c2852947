"""The form in which a gold fact and a claim are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

#: Relations with matching rules of their own, in the order of the report, and the fields a gold fact must name.
RELATIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "heldPost": ("person", "role"),
        "secondedTo": ("host",),
        "wroteReport": ("agent", "report"),
        "proposes": ("agent", "initiative"),
        "visited": ("person", "place"),
    }
)
#: The fields of every other relation.
OPEN = ("subject", "object")
#: Keys of the JSON report beside the relations.
RESERVED = frozenset({"all", "ungrounded", "differences"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One relation with its fields: person, post, place and so on, or subject and object.

    ``status`` is that of a held post; ``optional`` facts of the gold are neither rewarded nor punished;
    ``start`` and ``end`` are code points into the passage, None where none are given; ``rule`` is what
    made a claim, "" for a gold fact.
    """

    relation: str
    fields: Mapping[str, str | None]
    status: str | None = None
    optional: bool = False
    start: int | None = None
    end: int | None = None
    quote: str = field(default="", repr=False)
    rule: str = ""
