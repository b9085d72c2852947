"""What a text must hold for a regular expression to match it: a cheap look before the dear one.

Compiled pattern in, sets of characters out.  The answer may be too weak, never too strong: a pattern that is
not understood needs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

#: Each set must share a character with the text.
Needs: TypeAlias = tuple[frozenset[str], ...]

#: A class of more characters than this tells nothing.
WIDEST = 64


def needs(pattern: re.Pattern[str]) -> Needs:
    """The sets of characters of which every text that ``pattern`` matches has at least one, small sets first.

    Text in front of the place where a search starts counts as not there, so that the sets hold for
    ``pattern.search(text, start, end)`` and the characters of ``text[start:end]``.
    """
    if pattern.flags & (re.IGNORECASE | re.LOCALE):
        return ()
    found = dict.fromkeys(_sequence(_parser.parse(pattern.pattern, pattern.flags)))
    return tuple(sorted(found, key=lambda chars: (len(chars), sorted(chars))))


def firsts(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The characters one of which every match of ``pattern`` starts with; None if that cannot be told."""
    if pattern.flags & (re.IGNORECASE | re.LOCALE):
        return None
    chars, empty = _starts(_parser.parse(pattern.pattern, pattern.flags))
    return None if chars is None or empty else chars


def _sequence(items: Iterable[Any]) -> list[frozenset[str]]:
    found: list[frozenset[str]] = []
    for code, value in items:
        found.extend(_item(code, value))
    return found


def _item(code: object, value: Any) -> list[frozenset[str]]:
    if code is _constants.LITERAL:
        return [frozenset(chr(value))]
    if code is _constants.IN:
        chars = _class(value)
        return [chars] if chars else []
    if code is _constants.SUBPATTERN:
        return [] if value[1] else _sequence(value[3])
    if code in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and value[0]:
        return _sequence(value[2])
    if code is _constants.ASSERT and value[0] > 0:
        return _sequence(value[1])
    if code is _constants.BRANCH:
        each = [_sequence(alternative) for alternative in value[1]]
        if all(each):  # the first and the last need of each: 出任|担任 needs 出 or 担, and 任
            return [frozenset().union(*(one[0] for one in each)), frozenset().union(*(one[-1] for one in each))]
    return []


def _class(items: Iterable[Any]) -> frozenset[str] | None:
    """The characters of a class, None where it is open or wide."""
    chars: set[str] = set()
    for code, value in items:
        if code is _constants.LITERAL:
            chars.add(chr(value))
        elif code is _constants.RANGE and value[1] - value[0] < WIDEST:
            chars.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(chars)


def _starts(items: Iterable[Any]) -> tuple[frozenset[str] | None, bool]:
    """The characters that a sequence may start with (None: any) and whether it may match nothing."""
    found: frozenset[str] = frozenset()
    for code, value in items:
        chars, empty = _start(code, value)
        if chars is None:
            return None, empty
        found |= chars
        if not empty:
            return found, False
    return found, True


def _start(code: object, value: Any) -> tuple[frozenset[str] | None, bool]:
    if code is _constants.LITERAL:
        return frozenset(chr(value)), False
    if code is _constants.IN:
        return _class(value), False
    if code in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT):
        return frozenset(), True
    if code is _constants.SUBPATTERN and not value[1]:
        return _starts(value[3])
    if code in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        chars, empty = _starts(value[2])
        return chars, empty or not value[0]
    if code is _constants.BRANCH:
        each = [_starts(alternative) for alternative in value[1]]
        known = [chars for chars, _ in each if chars is not None]
        union: frozenset[str] = frozenset().union(*known)
        return union if len(known) == len(each) else None, any(empty for _, empty in each)
    return None, True
