"""What a text must hold for a pattern to match is never claimed too strongly."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import extract
from kg.rules import Rule, Rules
from kg.rules.gates import gate
from kg.rules.needs import firsts, needs
from tests.test_cases import cases, document

CASES = [
    ("张云舟", ["张云舟"], "张"),
    ("(?:出任|担任)职", ["职", "出任|担任"], "出担"),
    ("(?P<verb>现任|曾任|历任)", ["历任|曾任|现任"], "现曾历"),
    ("(?:任命|被?选举?为)职", ["职", "任命|被选为|被选举为|选为|选举为"], "任被选"),
    ("任(?:县|命)?", ["任"], "任"),
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


def test_case_is_not_understood() -> None:
    """A pattern that ignores case needs nothing that could be told."""
    assert needs(re.compile("a", re.IGNORECASE)) == ()
    assert firsts(re.compile("a", re.IGNORECASE)) is None


@given(st.sampled_from(CASES), st.text("张云舟出担任职现曾历,。县长012日甲乙ab", max_size=9), st.integers(0, 4))
def test_every_match_meets_the_needs(case: tuple[str, list[str], str | None], text: str, start: int) -> None:
    """No text that lacks the needed words matches or passes the gate, and no match starts otherwise."""
    pattern = re.compile(case[0])
    match = pattern.search(text, start)
    if match is not None:
        assert all(any(word in text[start:] for word in words) for words in needs(pattern))
        assert gate([pattern], "职").open(text[start:]) == [0]
        first = firsts(pattern)
        assert first is None or match[0][:1] in first


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("人任职", [0, 3]),
        ("人被选为职", [1, 3]),
        ("人出任职，任命人为职", [1, 2, 3]),
        ("人当了职", [3]),
        ("任命", []),
    ],
)
def test_gate(text: str, expected: list[int]) -> None:
    """A gate lets those patterns through whose words and symbols the text holds; overlapping words all count."""
    patterns = ["人任职", "(?:被选|任命).*职", "(?:出任|担任)职", "职"]
    assert gate([re.compile(pattern) for pattern in patterns], "人职").open(text) == expected


def test_gates_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every case of the tables gives the same claims when every rule is tried on every text."""
    texts = [document(case.values[1]["text"]) for case in cases()]
    gated = [extract(doc)[1] for doc in texts]

    def every(rules: Rules, text: str) -> list[Rule]:
        return list(rules)

    monkeypatch.setattr(Rules, "fitting", every)
    assert [extract(doc)[1] for doc in texts] == gated
