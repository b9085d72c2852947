"""Decisions about people: pairs that must or cannot be one, the later decision first."""

from __future__ import annotations

import pytest

from kg.decisions import Person, PersonDecision, Verdict, settled

BASE = "https://kg.example.org/"


def decided(*entries: str) -> list[PersonDecision]:
    """``a=b`` and ``a!b``, one a day."""
    found = []
    for day, entry in enumerate(entries, 1):
        act: Verdict = "same" if "=" in entry else "different"
        one, other = (Person(f"person/{name}", name) for name in sorted(entry.replace("!", "=").split("=")))
        found.append(PersonDecision(f"d{day}", act, one, other, "甲", f"2026-05-{day:02}T00:00:00Z"))
    return found


@pytest.mark.parametrize(
    ("entries", "must", "cannot", "overruled"),
    [
        ("a=b c!d", "ab", "cd", ""),
        ("a=b a!b", "", "ab", "d1"),
        ("a!b a=b", "ab", "", "d1"),
        ("a=b b=c a!c", "bc", "ac", "d1"),
        ("a!c a=b b=c", "ab bc", "", "d1"),
        ("a=b b=c c=a", "ab ac bc", "", ""),
        ("a!b a!b", "", "ab", ""),
        ("a!b c=a c=b", "ac bc", "", "d1"),
    ],
)
def test_later_decisions_outweigh_earlier_ones(entries: str, must: str, cannot: str, overruled: str) -> None:
    """Also where the contradiction takes three of them; what is handed on contradicts itself nowhere."""
    found = settled(decided(*entries.split()), BASE)

    def pairs(text: str) -> set[tuple[str, str]]:
        return {(f"{BASE}id/person/{pair[0]}", f"{BASE}id/person/{pair[1]}") for pair in text.split()}

    assert found.must == pairs(must)
    assert found.cannot == pairs(cannot)
    assert found.overruled == set(overruled.split())


def test_the_order_of_the_file_does_not_count() -> None:
    decisions = decided("a=b", "b=c", "a!c", "c=d")
    assert settled(decisions, BASE) == settled(reversed(decisions), BASE)
