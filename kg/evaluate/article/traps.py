"""Readings that are wrong, as patterns over what claims say: which of them are committed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from kg.errors import SourceError
from kg.evaluate._checks import object_of
from kg.evaluate.article.said import Said

_MEND = "docs/evaluation.md describes the file of traps"
_KEYS = frozenset(
    {
        *("type", "subject", "object", "subject_kind", "object_kind", "subject_code", "object_code"),
        *("number", "quote", "modality"),
    }
)
#: Qualifiers that a pattern may look at.
_QUALIFIERS = frozenset({"indicator", "unit", "comparator", "status", "date", "start", "end", "role", "post", "kind"})


@dataclass(frozen=True, slots=True)
class Trap:
    """A wrong reading: a claim that meets every expression of one of ``forbid`` commits it.

    ``forbid`` is empty where only a reader can tell.
    """

    id: str
    forbid: tuple[Mapping[str, re.Pattern[str]], ...]


def read_traps(path: Path) -> tuple[Trap, ...]:
    """The traps of a YAML file: a list of ``{id, forbid: [{key: expression}]}``.

    Raises SourceError for unknown keys and expressions that do not compile.
    """
    where = str(path)
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise SourceError(str(error).replace("\n", " "), where=where, mend=_MEND) from error
    if not isinstance(content, list):
        raise SourceError("not a list of traps", where=where, mend=_MEND)
    return tuple(_trap(object_of(entry), where) for entry in content)


def _trap(entry: Mapping[str, object], where: str) -> Trap:
    name, forbid = entry.get("id"), entry.get("forbid") or []
    if not isinstance(name, str) or not isinstance(forbid, list):
        raise SourceError("a trap lacks its id or its list", where=where, mend=_MEND)
    where = f"{where}: {name}"
    return Trap(name, tuple(_pattern(object_of(each), where) for each in forbid))


def _pattern(entry: Mapping[str, object], where: str) -> Mapping[str, re.Pattern[str]]:
    unknown = sorted(set(entry) - _KEYS - _QUALIFIERS)
    if unknown or not entry:
        raise SourceError(f"unknown or no keys: {', '.join(unknown)}", where=where, mend=_MEND)
    try:
        return {key: re.compile(str(value)) for key, value in entry.items()}
    except re.error as error:
        raise SourceError(f"an expression does not compile: {error}", where=where, mend=_MEND) from error


def committed(traps: Iterable[Trap], said: Iterable[Said]) -> Iterator[tuple[Trap, Said]]:
    """Each trap with each thing said that commits it."""
    said = [each for each in said if not each.free]
    for trap in traps:
        for each in said:
            values = _values(each)
            if any(all(_met(p, values[key]) for key, p in wrong.items()) for wrong in trap.forbid):
                yield trap, each


def _met(pattern: re.Pattern[str], value: str) -> bool:
    return pattern.fullmatch(value) is not None


def _values(said: Said) -> dict[str, str]:
    number = said.obj.number
    return {
        "type": said.type,
        "subject": said.subject.text,
        "object": said.obj.text,
        "subject_kind": said.subject.kind,
        "object_kind": said.obj.kind,
        "subject_code": said.subject.code or "",
        "object_code": said.obj.code or "",
        "number": "" if number is None else f"{number:g}",
        "quote": said.quote,
        "modality": said.status,
        **{key: str(said.qualifiers.get(key) or "") for key in _QUALIFIERS},
    }
