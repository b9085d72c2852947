"""A choice among many words is tried only where one of them may start, and finds the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import branches
from kg.extract import events
from kg.rules import load

WORDS = "座谈会|动员会|推进会|现场会|论坛|峰会|年会|仪式|大会"
EXPRESSIONS = [
    rf"[^,]{{0,9}}?(?P<event>{WORDS})(?!场)",
    rf"(?:(?!{WORDS})[^,])+上",
    rf"(?:在)?(?:{WORDS})",
    rf"开(?:{WORDS}|)上",
    rf"(?:{WORDS}|[^,])上",
    rf"(?i:开(?:{WORDS}))",
    rf"(?<=开)(?:{WORDS}){{1,2}}上?",
]


@pytest.mark.parametrize("expression", EXPRESSIONS)
@given(text=st.lists(st.sampled_from([*WORDS.split("|"), *"在开上会,座场论"]), max_size=8).map("".join))
def test_the_same_matches(expression: str, text: str) -> None:
    """The faster form matches at the same places, with the same groups."""
    plain, faster = re.compile(expression), branches.compile(expression)
    assert [(m.span(), m.groups()) for m in faster.finditer(text)] == [
        (m.span(), m.groups()) for m in plain.finditer(text)
    ]
    assert (faster.groups, dict(faster.groupindex), faster.flags) == (plain.groups, dict(plain.groupindex), plain.flags)


def test_flags_and_slips() -> None:
    """Flags count as they do in re, and what is no expression raises what re raises."""
    assert branches.compile(rf"x(?:{WORDS}|ab)", re.IGNORECASE).search("XAB")
    assert branches.compile(" 镇 长 ", re.VERBOSE).search("镇长")
    with pytest.raises(re.error, match="unterminated"):
        branches.compile("(镇长")


def test_rules_match_the_same() -> None:
    """A rule whose choice comes late reads a sentence as re does."""
    rule = next(rule for rule in load("events", events.RULES) if rule.name == "event held")
    text = "全镇安全生产工作会议隆重召开。"
    found, plain = rule.pattern.search(text), re.search(rule.expression, text)
    assert found is not None
    assert plain is not None
    assert found.groupdict() == plain.groupdict()
