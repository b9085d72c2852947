"""What people decided, kept apart from what is built: a small text file in, ``Decisions`` and judged claims out."""

from kg.decisions.file import add, load, remove
from kg.decisions.people import Settled, settled
from kg.decisions.records import (
    Anchor,
    ClaimDecision,
    Decision,
    Decisions,
    Fault,
    Person,
    PersonDecision,
    Verdict,
    anchor,
)

__all__ = [
    "Anchor",
    "ClaimDecision",
    "Decision",
    "Decisions",
    "Fault",
    "Person",
    "PersonDecision",
    "Settled",
    "Verdict",
    "add",
    "anchor",
    "load",
    "remove",
    "settled",
]
