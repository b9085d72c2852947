"""What a text must hold for a regular expression to match it: a cheap look before the dear one.

Regular expression in, sets of words out.  The answer may be too weak, never too strong: a pattern that is
not understood needs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

#: The text holds at least one word of each set.
Needs: TypeAlias = tuple[frozenset[str], ...]

#: A set of more words or characters than this tells nothing.
WIDEST = 96


def needs(expression: str, flags: int = 0) -> Needs:
    """The sets of words of which every text that an expression matches has at least one, small sets first.

    Text in front of the place where a search starts counts as not there, so that the sets hold for
    ``pattern.search(text, start, end)`` and ``text[start:end]``.  Raises re.error for what is no expression.
    """
    parsed = _parser.parse(expression, flags)
    if parsed.state.flags & (re.IGNORECASE | re.LOCALE):
        return ()
    found = dict.fromkeys(map(_least, _sequence(parsed)))
    return tuple(sorted(found, key=lambda words: (len(words), sorted(words))))


def _least(words: frozenset[str]) -> frozenset[str]:
    """The words without those that hold another of them: a text that holds 主持召开 holds 主持."""
    return frozenset(word for word in words if not any(other in word for other in words if other != word))


def _sequence(items: Iterable[Any]) -> list[frozenset[str]]:
    found: list[frozenset[str]] = []
    runs = {""}  # what the characters that directly follow each other may be: 选?举为 is 选举为 or 举为
    for code, value in items:
        if code is _constants.LITERAL:
            runs = {run + chr(value) for run in runs}
        elif len(runs) < WIDEST and (letters := _optional(code, value)):
            runs |= {run + letters for run in runs}
        else:
            found += [frozenset(runs)] if "" not in runs else []
            found.extend(_item(code, value))
            runs = {""}
    return [*found, frozenset(runs)] if "" not in runs else found


def _optional(code: object, value: Any) -> str:
    """The characters that may stand once or not at all, "" for anything else."""
    if code not in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) or value[:2] != (0, 1):
        return ""
    items = list(value[2])
    if len(items) == 1 and items[0][0] is _constants.SUBPATTERN and not items[0][1][1]:
        items = list(items[0][1][3])
    return "".join(chr(letter) for _, letter in items) if all(each is _constants.LITERAL for each, _ in items) else ""


def _item(code: object, value: Any) -> Iterator[frozenset[str]]:
    if code is _constants.IN:
        if chars := _class(value):
            yield chars
    elif code is _constants.SUBPATTERN:
        yield from () if value[1] else _sequence(value[3])
    elif code in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and value[0]:
        yield from _sequence(value[2])
    elif code is _constants.ASSERT and value[0] > 0:
        yield from _sequence(value[1])
    elif code is _constants.BRANCH:
        each = [_sequence(alternative) for alternative in value[1]]
        if all(each):
            for choice in (
                [min(one, key=_weakness) for one in each],
                [one[0] for one in each],
                [one[-1] for one in each],
            ):
                union = frozenset().union(*choice)
                if len(union) <= WIDEST:
                    yield union


def _weakness(words: frozenset[str]) -> tuple[int, int, list[str]]:
    """Long words and few of them say most."""
    return -min(map(len, words)), len(words), sorted(words)


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
