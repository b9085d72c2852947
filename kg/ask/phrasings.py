"""How questions are phrased: ``patterns.yaml`` in, for each saved question its phrasings as bags of words out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from kg.ask.words import Role, Word, WordClass, lexicon
from kg.errors import RuleError
from kg.query import SavedQuery, catalog

_KEYS = {"counts", "sets", "phrasings"}
_SLOT = re.compile(r"\{(\w+)\}")
#: Parameters that are bare values, and the kind of slot that fills them.
_KINDS = {
    "title": "report",
    "initiative": "initiative",
    "duty": "duty",
    "file": "file",
    "year": "year",
    "name": "person",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrasing has a parameter: the kind of slot that fits and the role its preposition gives."""

    parameter: str
    kind: str
    role: Role = ""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way to ask ``query``: the word classes it has, in any order, and its slots."""

    query: str
    text: str
    classes: frozenset[WordClass]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """All ways to ask one saved question.

    ``counts`` is the column that 多少 counts; ``sets`` maps a class that need not be in a phrasing to the
    parameters it gives a value.
    """

    query: str
    phrasings: tuple[Phrasing, ...]
    counts: str | None = None
    sets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@cache
def askings() -> Mapping[str, Asking]:
    """The product's own patterns, by the name of the question.

    Raises RuleError for an unknown key, question, parameter, column or word.
    """
    return read_askings(yaml.safe_load((files("kg.ask") / "patterns.yaml").read_text(encoding="utf-8")), catalog())


def read_askings(table: Mapping[str, Any], questions: Mapping[str, SavedQuery]) -> Mapping[str, Asking]:
    """The patterns of a table for the saved ``questions``.  Raises RuleError as :func:`askings` does."""
    found: dict[str, Asking] = {}
    for name, row in table.items():
        if unknown := set(row) - _KEYS:
            raise _wrong(f"unknown key {min(unknown)!r}", name)
        if name not in questions:
            raise _wrong("no saved question of that name", name)
        question, counts, sets = questions[name], row.get("counts"), row.get("sets", {})
        if counts is not None and counts not in question.columns:
            raise _wrong(f"counts: no column {counts!r}", name)
        for word, values in sets.items():
            if word not in lexicon().classes:
                raise _wrong(f"sets: no word class {word!r}", name)
            if unknown := set(values) - set(question.parameters):
                raise _wrong(f"sets: no parameter {min(unknown)!r}", name)
        found[name] = Asking(name, tuple(_phrasing(text, question) for text in row["phrasings"]), counts, sets)
    return found


def _phrasing(text: str, question: SavedQuery) -> Phrasing:
    places: list[Place] = []
    words: list[Word] = []
    at = 0
    for match in _SLOT.finditer(text):
        before = list(_words(text, at, match.start(), question))
        role = before[-1].kind.role if before and before[-1].kind else ""
        kind = _kind(match[1], question)
        if role and kind in ("place", "body"):
            before.pop()
        else:
            role = ""
        words += before
        places.append(Place(match[1], kind, role))
        at = match.end()
    words += _words(text, at, len(text), question)
    return Phrasing(question.name, text, classes_of(words), tuple(places))


def _words(text: str, start: int, end: int, question: SavedQuery) -> Iterator[Word]:
    for word in lexicon().words(text.lower(), start, end):
        if word.unknown or word.refused:
            raise _wrong(f"{word.text!r} in {text!r} is in no word class that answers", question.name)
        yield word


def classes_of(words: Sequence[Word]) -> frozenset[WordClass]:
    """The classes of the words that tell something."""
    return frozenset(word.kind for word in words if word.kind)


def _kind(parameter: str, question: SavedQuery) -> str:
    if parameter not in question.parameters:
        raise _wrong(f"no parameter {parameter!r}", question.name)
    kind = question.parameters[parameter].type
    return _KINDS[parameter] if kind in ("string", "integer") else kind


def _wrong(what: str, name: str) -> RuleError:
    return RuleError(what, where=f"patterns.yaml: {name}")
