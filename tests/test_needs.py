"""What a text must hold for a pattern to match is never claimed too strongly."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import extract
from kg.extract.reading import Reading
from kg.heads import firsts
from kg.rules import Rule, Rules
from kg.rules.gates import Gate, Words, gate, holds
from kg.rules.needs import needs
from tests.test_cases import cases, document

CASES = [
    ("张云舟", ["张云舟"], "张"),
    ("(?:出任|担任)职", ["职", "出任|担任"], "出担"),
    ("(?P<verb>现任|曾任|历任)", ["历任|曾任|现任"], "现曾历"),
    ("(?:任命|被?选举?为)职", ["职", "任命|选为|选举为"], "任被选"),
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
    assert sorted("|".join(sorted(words)) for words in needs(pattern)) == sorted(needed)
    assert firsts(pattern) == (None if first is None else frozenset(first))


def test_case_is_not_understood() -> None:
    """A pattern that ignores case needs nothing that could be told."""
    assert needs("a", re.IGNORECASE) == needs("(?i)a") == ()
    assert firsts("a", re.IGNORECASE) is None


@given(st.sampled_from(CASES), st.text("张云舟出担任职现曾历,。县长012日甲乙ab", max_size=9), st.integers(0, 4))
def test_every_match_meets_the_needs(case: tuple[str, list[str], str | None], text: str, start: int) -> None:
    """No text that lacks the needed words matches or passes the gate, and no match starts otherwise."""
    pattern = re.compile(case[0])
    match = pattern.search(text, start)
    if match is not None:
        assert all(any(word in text[start:] for word in words) for words in needs(case[0]))
        known = Words()
        of_pattern = gate([case[0]], "职", known=known)
        assert of_pattern.open(lacking(known, text[start:])) == [0]
        assert meets(of_pattern, 0, text[start:])
        first = firsts(case[0])
        assert first is None or match[0][:1] in first


def meets(of_patterns: Gate, number: int, text: str) -> bool:
    """Whether a text holds what a pattern needs."""
    return holds(text, of_patterns.every[number])


@given(text=st.text("教师医生、甲,", max_size=30))
def test_words_are_found_where_a_pattern_finds_them(text: str) -> None:
    """A pattern that starts with words of a set finds in a text that was looked at what it finds in any other."""
    listed, known = frozenset({"教师", "师医", "医生"}), Words()
    known.bit(listed)
    for expression, before in ((r"(?:教师|师医|医生)(?!,)", ""), (r"[、,](?:教师|师医|医生)+", "、")):
        pattern = re.compile(expression)
        expected = [match.span() for match in pattern.finditer(before + text)]
        for _ in range(3):  # not looked at; looked at the first time, which tells nothing; and the second time
            assert [match.span() for match in known.finditer(pattern, listed, text, before)] == expected
            known.lacking(text)


def lacking(known: Words, text: str) -> int:
    """What a text lacks; the first that is asked for tells nothing."""
    found = known.lacking(text)
    return known.lacking(text) or 0 if found is None else found


@pytest.mark.parametrize(
    ("text", "opened", "met"),
    [
        ("人任职", [0, 3], [0, 3]),
        ("人被选为职", [0, 1, 3], [1, 3]),
        ("人出任职，任命人为职", [0, 1, 2, 3], [1, 2, 3]),
        ("人当了职", [0, 3], [3]),
        ("任命", [0, 1, 3], []),
        ("", [0, 3], []),
    ],
)
def test_gate(text: str, opened: list[int], met: list[int]) -> None:
    """What a text lacks shuts out patterns by words, what its masked form holds by symbols too."""
    known = Words()
    patterns = ("人任职", "(?:被选|任命).*职", "(?:出任|担任)职", "职")
    of_patterns = gate(patterns, "人职", known=known)
    assert of_patterns.open(lacking(known, text)) == opened
    assert [number for number in opened if meets(of_patterns, number, text)] == met


def test_late_symbols_are_not_asked_for() -> None:
    """A sentence is looked at before its quantities become symbols."""
    known = Words()
    of_pattern = gate(["连续量|甲量"], "人", "量", known=known)
    assert of_pattern.open(lacking(known, "连续三年")) == [0]
    assert meets(of_pattern, 0, "连续三年")


def test_sets_that_come_later_are_not_lacking() -> None:
    """A text that was looked at before a pattern came may match it, and so may the first text of all."""
    known = Words()
    assert known.lacking("甲") is None
    before = lacking(known, "甲")
    later = gate(["乙丙"], "职", known=known)
    assert later.open(before) == [0]
    assert later.open(lacking(known, "甲")) == []


def test_gates_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every case of the tables gives the same claims when every rule is tried on every text, and every look taken."""
    texts = [document(case.values[1]["text"]) for case in cases("cases")]
    gated = [extract(doc)[1] for doc in texts]

    def every(rules: Rules, text: str, lacking: int | None) -> list[Rule]:
        return list(rules)

    monkeypatch.setattr("kg.extract.descriptions._worth", lambda reading, text: True)
    monkeypatch.setattr(Rules, "fitting", every)
    monkeypatch.setattr(Rules, "fitting_part", every)
    monkeypatch.setattr(Rules, "may_fit", lambda rules, lacking: True)
    monkeypatch.setattr(Reading, "may_hold", lambda reading, words: True)
    for look in ("profile._may_tell", "goals.may_have_topic", "figures._worth", "rankings.may_have_topic"):
        monkeypatch.setattr(f"kg.extract.{look}", lambda looked_at: True)
    assert [extract(doc)[1] for doc in texts] == gated
