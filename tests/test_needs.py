"""What a text must hold for a pattern to match is never claimed too strongly."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rules.needs import firsts, needs

CASES = [
    ("张云舟", ["张", "云", "舟"], "张"),
    ("(?:出任|担任)职", ["任", "职", "出担"], "出担"),
    ("(?P<verb>现任|曾任|历任)", ["任", "现曾历"], "现曾历"),
    ("[,。]?任", ["任"], ",。任"),
    ("任(?:县长)+", ["任", "县", "长"], "任"),
    ("任(?:县长)*", ["任"], "任"),
    ("任(?=县)", ["任", "县"], "任"),
    ("(?<=县)任", ["任"], "任"),
    ("任(?!县)", ["任"], "任"),
    ("[0-3]日", ["日", "0123"], "0123"),
    (r"\d日", ["日"], None),
    ("[^,]日", ["日"], None),
    ("(?:甲|)乙", ["乙"], "甲乙"),
    ("甲|", [], None),
    ("(?i:a)b", ["b"], None),
]


@pytest.mark.parametrize(("pattern", "needed", "first"), CASES)
def test_needs_and_firsts(pattern: str, needed: list[str], first: str | None) -> None:
    """The sets of characters that a match holds, and those that it starts with."""
    compiled = re.compile(pattern)
    assert sorted(map(sorted, needs(compiled))) == sorted(map(sorted, needed))
    assert firsts(compiled) == (None if first is None else frozenset(first))


def test_case_is_not_understood() -> None:
    """A pattern that ignores case needs nothing that could be told."""
    assert needs(re.compile("a", re.IGNORECASE)) == ()
    assert firsts(re.compile("a", re.IGNORECASE)) is None


@given(st.sampled_from(CASES), st.text("张云舟出担任职现曾历,。县长012日甲乙ab", max_size=9), st.integers(0, 4))
def test_every_match_meets_the_needs(case: tuple[str, list[str], str | None], text: str, start: int) -> None:
    """No text that lacks a needed character matches, and no match starts otherwise."""
    pattern = re.compile(case[0])
    match = pattern.search(text, start)
    if match is not None:
        assert not any(map(frozenset(text[start:]).isdisjoint, needs(pattern)))
        first = firsts(pattern)
        assert first is None or match[0][:1] in first
