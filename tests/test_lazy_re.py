"""A pattern that waits does what a compiled one does."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import lazy_re
from kg.heads import heads


@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.VERBOSE | re.ASCII])
@pytest.mark.parametrize("text", ["", "任镇长", "1998年AB、ab"])
def test_the_same_as_re(text: str, flags: int) -> None:
    """Every method gives the same, the first call and the ones behind it."""
    expression = r"(?P<year>\d{4})年|ab|镇长"
    waiting, compiled = lazy_re.compile(expression, flags), re.compile(expression, flags)
    assert (waiting.pattern, waiting.groups, dict(waiting.groupindex)) == (expression, 1, {"year": 1})
    for _ in range(2):
        assert waiting.findall(text) == compiled.findall(text)
        assert [m.span() for m in waiting.finditer(text)] == [m.span() for m in compiled.finditer(text)]
        for one, other in (
            (waiting.search(text, 1), compiled.search(text, 1)),
            (waiting.match(text, 1, 3), compiled.match(text, 1, 3)),
            (waiting.fullmatch(text), compiled.fullmatch(text)),
        ):
            assert (one and one.span()) == (other and other.span())
        assert waiting.sub("-", text) == compiled.sub("-", text)
        assert waiting.subn("-", text) == compiled.subn("-", text)
        assert waiting.split(text) == compiled.split(text)


def test_a_slip_shows_on_first_use() -> None:
    """What is no pattern raises as re does, when it is used."""
    waiting = lazy_re.compile("(镇长")
    with pytest.raises(re.error, match="unterminated"):
        waiting.search("镇长")
    with pytest.raises(AttributeError):
        _ = lazy_re.compile("镇长").__nothing__  # type: ignore[attr-defined]
    assert repr(waiting) == "lazy_re.compile('(镇长')"


def test_nothing_is_compiled_before_it_is_used() -> None:
    """To load the extraction compiles none of its patterns, and the commands load no pydantic."""
    code = """
import gc, sys
import kg.cli.extract, kg.pipeline
from kg import lazy_re
from kg.heads import heads
waiting = [each for each in gc.get_objects() if type(each) is lazy_re._Waiting]
assert len(waiting) > 300, len(waiting)
assert not [each for each in waiting if "search" in vars(each)]
assert "pydantic" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)  # noqa: S603 - the code above


@cache
def often(expression: str) -> re.Pattern[str]:
    """A pattern that has been used often."""
    waiting = lazy_re.compile(expression)
    for _ in range(lazy_re._OFTEN):
        waiting.search("")
    assert waiting.search.__name__ == "search", "it still counts"
    return waiting


@pytest.mark.parametrize(
    "expression",
    [
        r"(?:^|(?<=[,。]))(?:还|又){1,2}在(?P<place>甲+)",
        r"(?P<act>(?:实地|现场)*(?:考察|参观))了(?!的)",
        r"(?<!第)\d+(?:[个名]|多)",
        r"等\d|组成|(?:工程|系统)(?:主要|共)",
        r"(?:通过了?|^|(?<=乙))甲+|乙$",
        r"(?<=\n)甲(?=乙|$)",
    ],
)
@given(
    text=st.text("甲乙还又在,。\n第1２个多名等实地现场考察参观了的组成工程系统主要共通过", max_size=40), data=st.data()
)
def test_a_search_that_skips_finds_the_same(expression: str, text: str, data: st.DataObject) -> None:
    """What re would try at every character is found where re finds it, in a part of a text too."""
    assert heads(expression) is not None
    start, end = (data.draw(st.integers(0, 42)) for _ in range(2))
    waiting, compiled = often(expression), re.compile(expression)
    for place in ((), (start,), (start, end)):
        ours, theirs = waiting.search(text, *place), compiled.search(text, *place)
        assert (ours and (ours.span(), ours.groups())) == (theirs and (theirs.span(), theirs.groups()))
        found = [(m.span(), m.groups()) for m in waiting.finditer(text, *place)]
        assert found == [(m.span(), m.groups()) for m in compiled.finditer(text, *place)]


@pytest.mark.parametrize(
    "expression", ["甲乙", "[甲乙]丙", "(?i:a)b|b", "甲?", ".甲", "(?:甲|乙)丙", r"[的一国中在、]?[,。]"]
)
def test_what_re_skips_to_itself_is_left_to_it(expression: str) -> None:
    """So is what may start anywhere, or with characters that every text is full of."""
    assert heads(expression) is None
