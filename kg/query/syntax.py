"""Turns a syntax error of the engine into one line: where it is, and where easy how to mend it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from kg.errors import QueryError
from kg.query.escape import quoted, visible
from kg.query.guard import Token, position
from kg.query.slips import slip

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_UNDECLARED = "Prefix not found"
_UNGROUPED = "The SELECT contains a variable that is unbound"
_SHOWN = 20


def explained(text: str, found: tuple[Token, ...], message: str, prefixes: Mapping[str, str]) -> QueryError:
    """The error for the engine's ``message`` about ``text``, whose terminals are ``found``."""
    match = _PLACE.match(message)
    if match is None:
        return QueryError(f"not a SPARQL query: {visible(' '.join(message.split()))}")
    line, column, expected = int(match[1]), int(match[2]), match[3]
    at = sum(len(part) for part in text.splitlines(keepends=True)[: line - 1]) + column - 1
    where = f"line {line}, column {column}"
    if _UNDECLARED in expected and (prefix := _undeclared(found, at, prefixes)) is not None:
        alike = difflib.get_close_matches(prefix, sorted(prefixes), n=1)
        mend = f"did you mean {alike[0]}:?" if alike else f"declare it: PREFIX {prefix}: <https://…>"
        return QueryError(f"unknown prefix {prefix}:", where=where, mend=mend)
    if _UNGROUPED in expected:
        mend = "name each of them after GROUP BY, or aggregate it"
        return QueryError("SELECT has a variable beside an aggregate", where=where, mend=mend)
    if (known := slip(found, len(text))) is not None:
        start, what, mend = known
        return QueryError(what, where=position(text, start), mend=mend)
    before = next((token.text for token in reversed(found) if token.start + len(token.text) < at + 1), None)
    after = f", after {quoted(before, _SHOWN)}" if before else ""
    near = "the end of the query" if at >= len(text.rstrip()) else quoted(text[at:], _SHOWN)
    return QueryError(f"cannot be read at {near}{after}", where=where)


def _undeclared(found: tuple[Token, ...], at: int, prefixes: Mapping[str, str]) -> str | None:
    """The first prefix that is used before ``at`` without having been declared."""
    known = set(prefixes)
    for before, token in zip((None, *found), found, strict=False):
        if token.kind != "pname" or token.start > at:
            continue
        prefix = token.text.partition(":")[0]
        if before is not None and before.text.upper() == "PREFIX":
            known.add(prefix)
        elif prefix not in known:
            return prefix
    return None
