"""A faster form of a regular expression: a choice among many words is tried only where one of them may start.

re tries a choice word by word at every place that it reaches: 36 characters of anything up to the name of a meeting,
one of a hundred, cost 3600 tries.  A look at one set of characters before the choice costs one.
"""

from __future__ import annotations

import re
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import Any, cast

from kg.heads import starts

#: To look at a set costs as much as to try so many words.
_FEW = 8
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)


def compile(expression: str, flags: int = 0) -> re.Pattern[str]:  # noqa: A001 - the name that re gives it
    """A pattern that matches what that of :func:`re.compile` does.  Raises re.error for what is no expression."""
    parsed = _parser.parse(expression, flags)
    if parsed.state.flags & (re.IGNORECASE | re.LOCALE | re.ASCII) or not _look_first(parsed, opens=True):
        return re.compile(expression, flags)  # which is known already
    return cast("re.Pattern[str]", _compiler.compile(parsed, flags))


def _look_first(items: Any, *, opens: bool) -> bool:
    """Puts a look before each choice among many and says whether there is one; ``opens``: not at the start of a match,
    to which re skips itself."""
    changed = False
    found: list[tuple[object, Any]] = []
    for code, value in items.data:
        if code is _constants.BRANCH:
            for alternative in value[1]:
                changed |= _look_first(alternative, opens=opens)
            chars = starts([(code, value)]) if not opens and len(value[1]) >= _FEW else None
            if chars:
                changed = True
                letters = [(_constants.LITERAL, ord(char)) for char in sorted(chars)]
                found.append((_constants.ASSERT, (1, _parser.SubPattern(items.state, [(_constants.IN, letters)]))))
        elif code is _constants.SUBPATTERN and not (value[1] or value[2]):
            changed |= _look_first(value[3], opens=opens)
        elif code in _REPEATS:
            changed |= _look_first(value[2], opens=opens)
        elif code in (_constants.ASSERT, _constants.ASSERT_NOT) and value[0] > 0:
            changed |= _look_first(value[1], opens=opens)
        found.append((code, value))
        opens = opens and _parser.SubPattern(items.state, [(code, value)]).getwidth()[1] == 0
    items.data = found
    return changed
