"""A pattern that waits does what a compiled one does."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from kg import lazy_re


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
waiting = [each for each in gc.get_objects() if type(each) is lazy_re._Waiting]
assert len(waiting) > 300, len(waiting)
assert not [each for each in waiting if "search" in vars(each)]
assert "pydantic" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)  # noqa: S603 - the code above
