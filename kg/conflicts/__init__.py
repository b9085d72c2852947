"""Where sources disagree: the records of all documents in, conflicts with the claim that is believed out."""

from kg.conflicts.find import conflicts
from kg.conflicts.graph import conflict_quads, withheld
from kg.conflicts.sides import Conflict, Side

__all__ = ["Conflict", "Side", "conflict_quads", "conflicts", "withheld"]
