"""Where a match of a regular expression may start: a set of characters, to which re skips fast.

re finds by itself what starts with a character or with one of a set.  Any other expression, one that starts with a
lookbehind, an option or a repetition, it tries at every character of a text: ten times slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

#: Of a thousand characters of news, how many are one of these; of any other it is about one.
_SHARES = {
    char: share
    for share, chars in (
        (40, ","),
        (20, "的。"),
        (12, "国、中"),
        (7, "\n在一人和大会新发了作年全为是"),
        (
            3,
            "方要展行有出进民合央地“”家政联成对部上动关实业主同不平来视网个开天重经到生工多强息加消建日时以力这等闻共区化法表近",
        ),
    )
    for char in chars
}
_DIGITS = 50
#: Where more of a text than this may start a match, of a thousand, re alone is faster.
_MOST = 120
#: A set of more characters than this tells nothing.
_WIDEST = 300


def firsts(expression: str, flags: int = 0) -> frozenset[str] | None:
    """The characters one of which every match of an expression starts with; None if that cannot be told.

    Raises re.error for what is no expression.
    """
    return _chars(_members(_parser.parse(expression, flags)))


def starts(items: Iterable[Any]) -> frozenset[str] | None:
    """The same of a part of an expression that is parsed."""
    found, empty = _starts(items)
    return None if empty else _chars(found)


def _chars(members: frozenset[str] | None) -> frozenset[str] | None:
    """The characters that the members of a set are; None for a class of characters."""
    return None if members is None or r"\d" in members else frozenset(member[-1] for member in members)


def heads(expression: str, flags: int = 0) -> re.Pattern[str] | None:
    """The set of characters one of which every match of an expression starts with, as a pattern.

    None where re skips to them itself, where it cannot be told which they are, and where most texts are full of them.
    Raises re.error for what is no expression.
    """
    parsed = _parser.parse(expression, flags)
    found = None if _skipped_to(parsed) else _members(parsed)
    if not found or sum(_DIGITS if member == r"\d" else _SHARES.get(member[-1], 1) for member in found) > _MOST:
        return None
    return re.compile(f"[{''.join(sorted(found))}]")


def _skipped_to(items: Sequence[Any]) -> bool:
    """Whether re skips to the start of what it searches for: one character, a set of them, or several."""
    if not items:
        return False
    code, value = items[0]
    if code is _constants.SUBPATTERN:
        return _skipped_to(value[3])
    if code is _constants.BRANCH:
        return all(each and each[0][0] is _constants.LITERAL for each in value[1])
    return code in (_constants.LITERAL, _constants.IN)


def _members(parsed: Any) -> frozenset[str] | None:
    """What stands for the first characters between the brackets of a set."""
    if parsed.state.flags & (re.IGNORECASE | re.LOCALE | re.ASCII):
        return None
    found, empty = _starts(parsed)
    return None if empty else found


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
        return frozenset({re.escape(chr(value))}), False
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


def _class(items: Iterable[Any]) -> frozenset[str] | None:
    """The characters of a class, None where it is open or wide."""
    chars: set[str] = set()
    for code, value in items:
        if code is _constants.LITERAL:
            chars.add(re.escape(chr(value)))
        elif code is _constants.RANGE and value[1] - value[0] < _WIDEST:
            chars.update(re.escape(chr(each)) for each in range(value[0], value[1] + 1))
        elif code is _constants.CATEGORY and value is _constants.CATEGORY_DIGIT:
            chars.add(r"\d")
        else:
            return None
    return frozenset(chars)
