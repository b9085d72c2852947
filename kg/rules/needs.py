"""What a text must hold for a regular expression to match it: a cheap look before the dear one.

Compiled pattern in, sets of words out.  The answer may be too weak, never too strong: a pattern that is
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
WIDEST = 64


def needs(pattern: re.Pattern[str]) -> Needs:
    """The sets of words of which every text that ``pattern`` matches has at least one, small sets first.

    Text in front of the place where a search starts counts as not there, so that the sets hold for
    ``pattern.search(text, start, end)`` and ``text[start:end]``.
    """
    if pattern.flags & (re.IGNORECASE | re.LOCALE):
        return ()
    found = dict.fromkeys(_sequence(_parser.parse(pattern.pattern, pattern.flags)))
    return tuple(sorted(found, key=lambda words: (len(words), sorted(words))))


def letters(needed: Needs) -> list[frozenset[str]]:
    """The sets of characters that go with sets of words: a text lacking all of one lacks all words of one."""
    found: dict[frozenset[str], None] = {}
    for words in needed:
        for chars in (*zip(*words, strict=False), tuple(word[-1] for word in words)):
            if len(set(chars)) <= WIDEST:
                found[frozenset(chars)] = None
    return list(found)


def firsts(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The characters one of which every match of ``pattern`` starts with; None if that cannot be told."""
    if pattern.flags & (re.IGNORECASE | re.LOCALE):
        return None
    chars, empty = _starts(_parser.parse(pattern.pattern, pattern.flags))
    return None if chars is None or empty else chars


def dear(pattern: re.Pattern[str]) -> bool:
    """Whether a search for ``pattern`` costs far more than one for a word: re cannot skip to a first character,
    or a repetition holds another one of nearly any character."""
    items = _parser.parse(pattern.pattern, pattern.flags)
    return not _skips(items) or _nests(items, repeated=False)


def _skips(items: Any) -> bool:
    if not items:
        return False
    code, value = items[0]
    if code is _constants.SUBPATTERN:
        return _skips(value[3])
    if code is _constants.BRANCH:
        return all(one and one[0][0] is _constants.LITERAL for one in map(list, value[1]))
    return code in (_constants.LITERAL, _constants.IN)


def _nests(items: Iterable[Any], *, repeated: bool) -> bool:
    for code, value in items:
        repeats = code in (_constants.MAX_REPEAT, _constants.MIN_REPEAT)
        many = repeats and value[1] > 1
        if many and repeated and _open(*value[2][0]):
            return True
        inside = [value[2]] if repeats else [value[3]] if code is _constants.SUBPATTERN else []
        inside += value[1] if code is _constants.BRANCH else []
        if any(_nests(each, repeated=repeated or many) for each in inside):
            return True
    return False


def _open(code: object, value: Any) -> bool:
    return code in (_constants.ANY, _constants.NOT_LITERAL) or (code is _constants.IN and _class(value) is None)


def _sequence(items: Iterable[Any]) -> list[frozenset[str]]:
    found: list[frozenset[str]] = []
    run = ""
    for code, value in items:
        if code is _constants.LITERAL:
            run += chr(value)
            continue
        if run:
            found.append(frozenset({run}))
            run = ""
        found.extend(_item(code, value))
    return [*found, frozenset({run})] if run else found


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
