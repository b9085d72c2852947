"""Python's re, but a pattern is compiled when it is first used: ``from kg import lazy_re as re``.

The program knows hundreds of patterns and one short text needs a few of them; to compile all took half of the time
that ``kg extract`` needed for a sentence.  One that re would try at every character of a text is searched for at those
that a match may start with (:mod:`kg.heads`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from re import (
    ASCII,
    DOTALL,
    IGNORECASE,
    MULTILINE,
    VERBOSE,
    Match,
    Pattern,
    error,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
)
from typing import Any, cast

from kg.heads import heads

__all__ = [
    "ASCII",
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "VERBOSE",
    "Match",
    "Pattern",
    "compile",
    "error",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]

#: What is called on a compiled pattern: set on first use, so that it is found as fast as on the pattern itself.
_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")
#: After so many calls a pattern is one that is used often: no short text makes them.
_OFTEN = 32


class _Waiting:
    """Stands for a pattern until something of it is used."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags if flags & re.ASCII else flags | re.UNICODE

    def __getattr__(self, name: str) -> Any:
        """Compile; only what is not set yet comes here."""
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        for method in ("search", "finditer"):
            setattr(self, method, self._counted(compiled, method))
        return getattr(self, name) if name in _METHODS else getattr(compiled, name)

    def _counted(self, compiled: re.Pattern[str], method: str) -> Callable[..., Any]:
        """A method of the pattern that counts: to find out how to search faster pays for what is used often."""
        plain, calls = getattr(compiled, method), 0

        def call(*args: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == _OFTEN:
                first = heads(self.pattern, self.flags)
                self.search = _search(compiled, first) if first else compiled.search
                self.finditer = _finditer(compiled, first) if first else compiled.finditer
            return plain(*args)

        return call

    def __repr__(self) -> str:
        return f"lazy_re.compile({self.pattern!r})"


def _search(compiled: re.Pattern[str], first: re.Pattern[str]) -> Callable[..., re.Match[str] | None]:
    """:meth:`re.Pattern.search` for a pattern whose matches start with one of the characters ``first``."""
    match, candidates = compiled.match, first.finditer

    def search(string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        for at in candidates(string, pos, endpos):
            if found := match(string, at.start(), endpos):
                return found
        return None

    return search


def _finditer(compiled: re.Pattern[str], first: re.Pattern[str]) -> Callable[..., Iterator[re.Match[str]]]:
    """:meth:`re.Pattern.finditer` for such a pattern; as none of its matches is empty, the next starts behind it."""
    match, candidates = compiled.match, first.finditer

    def finditer(string: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        for at in candidates(string, pos, endpos):
            if (start := at.start()) >= pos and (found := match(string, start, endpos)):
                yield found
                pos = found.end()

    return finditer


def compile(pattern: str, flags: int = 0) -> re.Pattern[str]:  # noqa: A001 - the name that re gives it
    """What :func:`re.compile` gives; ``re.error`` for what is no pattern comes when it is first used."""
    return cast("re.Pattern[str]", _Waiting(pattern, flags))
