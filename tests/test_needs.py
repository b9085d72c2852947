"""What a text must hold for a pattern to match is never claimed too strongly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import extract, held_post, measures, proposes, seconded_to, visited, wrote_report
from kg.rules import Rule
from kg.rules.needs import dear, firsts, letters, needs
from tests.test_cases import cases, document

CASES = [
    ("张云舟", ["张云舟"], "张"),
    ("(?:出任|担任)职", ["职", "出任|担任"], "出担"),
    ("(?P<verb>现任|曾任|历任)", ["历任|曾任|现任"], "现曾历"),
    ("(?:任命|被?选举?为)职", ["职", "任命|选", "为|任命"], "任被选"),
    ("[,。]?任", ["任"], ",。任"),
    ("任(?:县长)+", ["任", "县长"], "任"),
    ("任(?:县长)*", ["任"], "任"),
    ("任(?=县)", ["任", "县"], "任"),
    ("(?<=县)任", ["任"], "任"),
    ("任(?!县)", ["任"], "任"),
    ("[0-3]日", ["日", "0|1|2|3"], "0123"),
    (r"\d日", ["日"], None),
    ("[^,]日", ["日"], None),
    ("(?:甲|)乙", ["乙"], "甲乙"),
    ("甲|", [], None),
    ("(?i:a)b", ["b"], None),
]


@pytest.mark.parametrize(("pattern", "needed", "first"), CASES)
def test_needs_and_firsts(pattern: str, needed: list[str], first: str | None) -> None:
    """The sets of words that a match holds, and the characters that it starts with."""
    compiled = re.compile(pattern)
    assert sorted("|".join(sorted(words)) for words in needs(compiled)) == sorted(needed)
    assert firsts(compiled) == (None if first is None else frozenset(first))


@pytest.mark.parametrize(
    ("words", "chars"),
    [
        (["任"], ["任"]),
        (["出任", "担任"], ["任", "出担"]),
        (["张云舟"], ["云", "张", "舟"]),
        (["选", "任命"], ["任选", "命选"]),
    ],
)
def test_letters(words: list[str], chars: list[str]) -> None:
    """Words need their characters, each at its place."""
    assert sorted("".join(sorted(each)) for each in letters((frozenset(words),))) == chars


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("任命", False),
        ("(?:任命|选举)为", False),
        ("[他她]任", False),
        ("(?<=,)任", True),
        (r"\w?任", True),
        ("任(?:[^,]{0,9}[,、]?){0,3}当选", True),
        ("任(?:[、和]职){0,3}", False),
    ],
)
def test_dear_patterns(pattern: str, expected: bool) -> None:
    """Dear is what starts with anything, and a repetition of open repetitions."""
    assert dear(re.compile(pattern)) is expected


def test_case_is_not_understood() -> None:
    """A pattern that ignores case needs nothing that could be told."""
    assert needs(re.compile("a", re.IGNORECASE)) == ()
    assert firsts(re.compile("a", re.IGNORECASE)) is None


@given(st.sampled_from(CASES), st.text("张云舟出担任职现曾历,。县长012日甲乙ab", max_size=9), st.integers(0, 4))
def test_every_match_meets_the_needs(case: tuple[str, list[str], str | None], text: str, start: int) -> None:
    """No text that lacks the needed words or their characters matches, and no match starts otherwise."""
    pattern = re.compile(case[0])
    match = pattern.search(text, start)
    if match is not None:
        assert all(any(word in text[start:] for word in words) for words in needs(pattern))
        assert not any(map(frozenset(text[start:]).isdisjoint, letters(needs(pattern))))
        first = firsts(pattern)
        assert first is None or match[0][:1] in first


def test_gates_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every case of the tables gives the same claims when every rule is tried on every text."""
    texts = [document(case.values[1]["text"]) for case in cases()]
    gated = [extract(doc)[1] for doc in texts]

    def all_of(rules: Iterable[Rule], text: str, chars: Set[str]) -> list[Rule]:
        return list(rules)

    for module in (held_post, measures, proposes, seconded_to, visited, wrote_report):
        monkeypatch.setattr(module, "fitting", all_of)
    assert [extract(doc)[1] for doc in texts] == gated
