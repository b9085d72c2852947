"""Whatever short name of a place a rule about visits reads has a row that tells which place it is."""

from __future__ import annotations

import re

from kg.extract.visited import RULES
from kg.lexicon.tables import rows
from kg.rules import load

_GROUP = re.compile(r"\(\?P<(?:short\d?|letters)>(?:\[([^\]]+)\])?(?:\|\[([^\]]+)\])?")


def test_every_letter_has_a_place() -> None:
    """A letter without a row stopped the reading of a text."""
    known = {row["short"] for row in rows("visit_short_places.tsv")}
    letters = {
        char for rule in load("visited", RULES) for found in _GROUP.findall(rule.source) for char in "".join(found)
    }
    assert len(letters) > 40
    assert letters <= known
