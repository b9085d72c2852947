"""One decision and its line of JSON: a record in, a line out, and the way back with every value checked."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from hashlib import sha256
from typing import Any, Final, TypeVar

from kg import lazy_re as re
from kg.decisions.fields import check
from kg.decisions.records import Anchor, ClaimDecision, Decision, Person, PersonDecision
from kg.errors import KgError

_Any = TypeVar("_Any", ClaimDecision, PersonDecision)

_ACTS: Final = ("accept", "reject", "fix")
_VERDICTS: Final = ("same", "different")
_TIME: Final = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,6})?Z")
_IRI: Final = re.compile(r"person/[A-Za-z0-9._~%-]+")
_MERGE: Final = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_HIDDEN: Final = re.compile(
    r"[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""What an editor would hide or act on and JSON does not escape by itself."""


def line(found: Decision) -> bytes:
    """The decision as a line: what is None or empty is left out, the keys stand in a fixed order."""
    if isinstance(found, ClaimDecision):
        content: dict[str, Any] = {"decision": found.act, **asdict(found.about)}
        content |= {"set": dict(sorted(found.changes.items()))}
    else:
        content = {"decision": found.act, "one": asdict(found.one), "other": asdict(found.other)}
    content |= {"by": found.by, "when": found.when, "why": found.why}
    text = json.dumps({key: value for key, value in content.items() if value not in (None, "", {})}, ensure_ascii=False)
    return safe(text).encode()


def safe(text: str) -> str:
    """JSON that no editor and no terminal would act on: what it would hide is escaped."""
    return _HIDDEN.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]


def decision(text: bytes) -> Decision:
    """The decision that a line says, with its id.  Raises ValueError with what is wrong in plain words."""
    if text.startswith(tuple(mark.encode() for mark in _MERGE)):
        raise ValueError("a mark that a merge left: remove this line and keep the decisions around it")
    try:
        content = json.loads(text.decode())
    except (ValueError, RecursionError) as error:
        raise ValueError(f"no JSON ({error}): mend the line or remove it") from error
    if not isinstance(content, dict):
        raise ValueError("no decision: it must be a JSON object")
    act = content.pop("decision", None)
    if act in _ACTS:
        return _about_claim(act, content)
    if act in _VERDICTS:
        return _about_people(act, content)
    raise ValueError(f'"decision" is {act!r}, not one of {", ".join((*_ACTS, *_VERDICTS))}')


def _about_claim(act: Any, content: dict[str, Any]) -> ClaimDecision:
    values: dict[str, Any] = {}
    for name in fields(Anchor):
        kind = int if str(name.type) == "int" else str
        values[name.name] = _taken(content, name.name, kind, needed="None" not in str(name.type))
    changes = content.pop("set", {})
    if not isinstance(changes, dict) or not all(isinstance(value, str) for value in changes.values()):
        raise ValueError('"set" must hold texts')
    if bool(changes) != (act == "fix"):
        raise ValueError('"set" belongs to a fix, and a fix needs it')
    try:
        changes = check(values["predicate"], changes)
    except KgError as error:
        raise ValueError(str(error)) from error
    return _identified(ClaimDecision("", act, Anchor(**values), *_signed(content), changes))


def _about_people(act: Any, content: dict[str, Any]) -> PersonDecision:
    people = []
    for key in ("one", "other"):
        given = content.pop(key, None)
        if not isinstance(given, dict) or not _IRI.fullmatch(str(given.get("iri"))):
            raise ValueError(f'"{key}" must hold the "iri" and the "name" of a person')
        people.append(Person(_taken(given, "iri", str), _taken(given, "name", str)))
    one, other = sorted(people)
    if one.iri == other.iri:
        raise ValueError('"one" and "other" are the same IRI')
    return _identified(PersonDecision("", act, one, other, *_signed(content)))


def _signed(content: dict[str, Any]) -> tuple[str, str, str | None]:
    """Who, when and why; nothing else may be left over."""
    by, when, why = _taken(content, "by", str), _taken(content, "when", str), _taken(content, "why", str, needed=False)
    if not _TIME.fullmatch(when):
        raise ValueError('"when" must be a time in UTC like 2026-05-31T08:00:00Z')
    if content:
        raise ValueError(f"unknown key {min(content)!r}")
    return by, when, why


def _taken(content: dict[str, Any], key: str, kind: type, *, needed: bool = True) -> Any:
    value = content.pop(key, None)
    if value is None and not needed:
        return None
    if not isinstance(value, kind) or isinstance(value, bool) or value == "":
        raise ValueError(f'"{key}" must be {"a number" if kind is int else "a text"}')
    return value


def _identified(found: _Any) -> _Any:
    return replace(found, id=sha256(line(found)).hexdigest()[:8])
