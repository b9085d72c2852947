"""What a fix may set, by the relation of the claim: names and values in, checked and normalised values out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Final, get_args

from kg import lazy_re as re
from kg import vocab
from kg.errors import KgError
from kg.model import Claim, Status

_EVERY: Final = ("subject", "object", "code", "modality", "speaker")
_DATES: Final = ("start", "end", "date")
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "heldPost": ("post", "role", "organization", "status", "kind", "start", "end"),
    "secondedTo": ("host_post", "home", "start", "end"),
    "secondedPost": ("start", "end"),
    "visited": ("start", "end"),
    "wroteReport": ("date", "genre"),
    "proposes": ("district", "district_code", "status"),
}
"""What may be set beside ``subject``, ``object``, ``code``, ``modality`` and ``speaker``."""

_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "modality": get_args(Status),
    "kind": ("regular", "seconded", "concurrent"),
}
_STATUS: Final[Mapping[str, tuple[str, ...]]] = {
    "heldPost": tuple(vocab.TENURE_STATUS),
    "proposes": ("proposed", "launched", "planned"),
}
_NEEDED: Final = frozenset({"subject", "object", "modality", "post", "kind"})
_CODE: Final = re.compile(r"[0-9]{6}([0-9]{3})?|x-\w+", re.ASCII)
_ONE_DATE: Final = r"[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[?~%]?"
_EDTF: Final = re.compile(rf"{_ONE_DATE}|\[(\.\.{_ONE_DATE}|{_ONE_DATE}\.\.)\]")
_PLAIN: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def check(predicate: str, changes: Mapping[str, str]) -> dict[str, str]:
    """The changes of a fix to a claim about ``predicate``, sorted; dates as EDTF (2023年5月 becomes 2023-05).

    Raises KgError for a name that such a claim does not have and for a value that it cannot have.
    """
    known = (*_EVERY, *FIELDS.get(predicate, ()))
    found = {}
    for name, value in sorted(changes.items()):
        if name not in known:
            raise KgError(f"{predicate} has no {name!r}", mend="set one of " + ", ".join(known))
        found[name] = _value(predicate, name, value.strip())
    start, end = (_PLAIN.fullmatch(found.get(name, "")) for name in ("start", "end"))
    if start and end and end[0] < start[0][: len(end[0])]:
        raise KgError(f"the end {end[0]} is before the start {start[0]}")
    return found


def fields_of(claim: Claim) -> dict[str, dict[str, Any]]:
    """What a fix of ``claim`` may set: the ``value`` of each name now, "" for none, and its ``choices``."""
    said = {
        "subject": claim.subject.text,
        "object": claim.object.text,
        "code": claim.object.code,
        "modality": claim.status,
        "speaker": claim.speaker,
    }
    values = {**claim.qualifiers, **said}
    return {
        name: {"value": str(values.get(name) or ""), "choices": list(_choices(claim.predicate, name))}
        for name in (*_EVERY, *FIELDS.get(claim.predicate, ()))
    }


def _choices(predicate: str, name: str) -> tuple[str, ...]:
    return (_STATUS.get(predicate) if name == "status" else _CHOICES.get(name)) or ()


def _value(predicate: str, name: str, value: str) -> str:
    choices = _choices(predicate, name)
    if not value:
        if name in _NEEDED:
            raise KgError(f"{name} cannot be empty")
        return value
    if choices and value not in choices:
        raise KgError(f"{name} cannot be {value!r}", mend="take one of " + ", ".join(choices))
    if name in ("code", "district_code") and not _CODE.fullmatch(value):
        raise KgError(f"{value!r} is no division code", mend="six digits, or nine for a street or town")
    return _edtf(name, value) if name in _DATES else value


def _edtf(name: str, value: str) -> str:
    """The EDTF form of a date (Library of Congress, 2019), also of one written as texts write it."""
    if not _EDTF.fullmatch(value):
        from kg.text.dates import find_dates

        dates = find_dates(value)
        if len(dates) != 1 or len(dates[0].span) != len(value) or dates[0].until:
            raise KgError(f"{name} {value!r} is no date", mend="write it like 2023, 2023-05 or 2023-05-20")
        value = dates[0].edtf
    if plain := _PLAIN.fullmatch(value):
        try:
            datetime.date(*(int(part) if part else 1 for part in plain.groups()))
        except ValueError as error:
            raise KgError(f"{name} {value!r} is no day of the calendar", mend="check year, month and day") from error
    return value
