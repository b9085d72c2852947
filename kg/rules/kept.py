"""What the expressions of all rules need, worked out beforehand: to parse them all takes longer than to read a text.

An expression in, its sets of words out (:mod:`kg.rules.needs`); kg/rules/needs.json holds them by the digest of the
expression, written by :mod:`kg.rules.build_needs`.  One that is not in it, of a rule just mended, is parsed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files

from kg.rules.needs import Needs, needs


def digest(expression: str) -> str:
    """The key of an expression."""
    return sha256(expression.encode()).hexdigest()[:16]


@cache
def _kept() -> Mapping[str, list[list[str]]]:
    path = files("kg.rules") / "needs.json"
    found: dict[str, list[list[str]]] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def kept_needs(expression: str) -> Needs:
    """The same as :func:`kg.rules.needs.needs`.  Raises re.error for what is no expression."""
    found = _kept().get(digest(expression))
    return needs(expression) if found is None else tuple(map(frozenset, found))
