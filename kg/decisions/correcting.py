"""Makes the claim that a fix asks for: a claim and its changes in, the corrected claim out, not linked yet.

Places are looked up in the gazetteer and posts read by the extractors, so a corrected claim is as
complete as one that was extracted: 西安市市长 brings the body, the duty and the district with it.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace

from kg.errors import KgError
from kg.extract import extract
from kg.lexicon.divisions import Division, gazetteer
from kg.link.places import Places
from kg.model import Argument, Claim, Document, Scalar, Span, Status

_PLACES = {"heldPost": "Organization", "secondedTo": "Organization", "visited": "Facility"}
"""The relations whose object is a place; and what it is where the gazetteer does not know it."""
_MODALITY: Mapping[str, Status] = {one: one for one in ("asserted", "planned", "reported", "negated")}
_OF_THE_POST = ("post", "role", "organization", "district", "duty_text", "title_text")
_ALIKE = 30
_ANYBODY = "王建国"


def corrected(doc: Document, claim: Claim, changes: Mapping[str, str]) -> Claim:
    """``claim`` with ``changes``, as ``kg.decisions.fields.check`` gives them; evidence, id and the rest stay.

    Raises KgError for a place or a post that cannot be told.
    """
    values: dict[str, Scalar] = {**claim.qualifiers}
    subject, object_ = claim.subject, claim.object
    if "subject" in changes:
        subject = replace(_renamed(doc, claim, subject, changes["subject"]), code=None)
    if "post" in changes and "role" not in changes:
        object_, read = _post(changes["post"], object_)
        values = {name: value for name, value in values.items() if name not in _OF_THE_POST} | read
    if "object" in changes or "code" in changes:
        object_ = _object(doc, claim, object_, changes)
        if claim.predicate == "heldPost" and "post" not in changes:
            values |= _moved(claim, object_)
            values.pop("title_text", None)
        if object_.kind == "District" and "district" in values:
            values["district"] = object_.text
    if changes.get("district"):
        values["district_code"] = _place(changes["district"], changes.get("district_code") or None).code
    own = {name: value for name, value in changes.items() if name not in ("subject", "object", "code", "modality")}
    speaker = own.pop("speaker", claim.speaker) or None
    values |= {name: value or None for name, value in own.items()}
    if {"start", "end", "date"} & own.keys():
        values.pop("date_text", None)
    status = _MODALITY[changes["modality"]] if "modality" in changes else claim.status
    return replace(claim, subject=subject, object=object_, qualifiers=values, speaker=speaker, status=status)


def _renamed(doc: Document, claim: Claim, argument: Argument, name: str) -> Argument:
    """The argument under another name, with the span nearest to the evidence where the text has the name."""
    at = doc.text.find(name, claim.evidence.span.start)
    at = at if at >= 0 else doc.text.rfind(name)
    return replace(argument, text=name, span=Span(at, at + len(name)) if at >= 0 else None)


def _object(doc: Document, claim: Claim, argument: Argument, changes: Mapping[str, str]) -> Argument:
    code, name = changes.get("code") or None, changes.get("object")
    if claim.predicate != "partOf" and claim.predicate not in _PLACES:
        if code:
            raise KgError(f"the object of {claim.predicate} has no division code", mend="leave out code")
        return _renamed(doc, claim, argument, name or argument.text)
    try:
        unit = _place(name or argument.text, code)
    except _UnknownPlaceError:
        kind = _PLACES.get(claim.predicate)
        if kind is None:
            raise
        return replace(_renamed(doc, claim, argument, name or argument.text), kind=kind, code=None)
    return replace(_renamed(doc, claim, argument, unit.name), kind="District", code=unit.code)


def guessed(claim: Claim, made: Claim, changes: Mapping[str, str]) -> str | None:
    """What a fix took for granted: that an object which no division is called is a site, or a body."""
    kind = _PLACES.get(claim.predicate)
    if not changes.get("object") or kind is None or made.object.kind != kind:
        return None
    name = made.object.text
    heads = (head for head in gazetteer().heads if head[0] == name[0] or head[1:2] == name[1:2])
    known = sorted({one.surface for head in heads for one in gazetteer().names_at(head)})
    alike = difflib.get_close_matches(name, known, n=_ALIKE, cutoff=0.6)
    near = f"; did you mean {max(alike, key=lambda one: _sounds_alike(name, one))}?" if alike else ""
    what = "a site" if kind == "Facility" else "a body"
    return f"no division is called {name}: it is taken for {what}{near}"


def _sounds_alike(one: str, other: str) -> float:
    """How alike two names sound, from 0 to 1: most slips are another character of the same sound."""
    from pypinyin import lazy_pinyin

    first, second = (" ".join(lazy_pinyin(name)) for name in (one, other))
    return difflib.SequenceMatcher(None, first, second).ratio()


class _UnknownPlaceError(KgError):
    """A name that is no division's."""


def _place(name: str, code: str | None) -> Division:
    """The division of that name, full, short or in a chain (太原市迎泽区), and that code where it is given."""
    places = gazetteer()
    if code is not None:
        unit = places.by_code(code)
        if unit is None:
            raise KgError(f"no division has the code {code!r}", mend="look it up with: kg query places")
        if not name.endswith((unit.name, unit.short, *unit.former_names)):
            raise KgError(f"{code} is {_full(unit)}, not {name}", mend="set the object or the code alone")
        return unit
    found = Places(name, ()).resolve_name(name, 0)
    if found.code is None or found.unlisted:
        if not found.candidates:
            raise _UnknownPlaceError(f"no division is called {name!r}", mend="set its code")
        which = ", ".join(f"{one} ({_full(places[one])})" for one in found.candidates[:8])
        raise KgError(f"{name!r} is the name of several: {which}", mend="set its code too, as in code=310105")
    return places[found.code]


def _full(unit: Division) -> str:
    return "".join(upper.name for upper in reversed(gazetteer().ancestors(unit.code))) + unit.name


def _post(title: str, held_at: Argument) -> tuple[Argument, dict[str, Scalar]]:
    """Where a post is and what it is, as the extractors read a sentence that gives it to somebody."""
    _, claims = extract(Document("post", "", "post", f"{_ANYBODY}任{title}。"))
    found = [claim for claim in claims if claim.predicate == "heldPost" and claim.subject.text == _ANYBODY]
    values = found[0].qualifiers if found else {}
    if not found or values.get("post") != title or values.get("role") == title:
        mend = "write it with its place or body (西安市市长), or set role and organization too"
        raise KgError(f"{title!r} cannot be read as a post", mend=mend)
    object_ = replace(found[0].object, span=None)
    if (object_.code, object_.text) == (held_at.code, held_at.text):
        object_ = held_at
    return object_, {name: values[name] for name in _OF_THE_POST if name in values and name != "title_text"}


def _moved(claim: Claim, to: Argument) -> dict[str, Scalar]:
    """Post and body of a claim that was linked to the wrong place, named after the right one."""
    code, values = claim.object.code, claim.qualifiers
    if code is None or to.kind != "District":
        what = f"what {claim.subject.text} is at {to.text} cannot be told"
        raise KgError(what, mend="set the post too, with its place or body")
    places = gazetteer()
    uppers = [name for unit in places.ancestors(code) for name in (unit.name, unit.short)]
    found: dict[str, Scalar] = {}
    for name in ("post", "organization"):
        if not (printed := str(values.get(name) or "")):
            continue
        held = next((one for one in (places[code].name, places[code].short) if one in printed), None)
        if held is None:
            raise KgError(f"the {name} {printed} does not name {claim.object.text}", mend="set the post too")
        before, _, behind = printed.partition(held)
        for upper in uppers:
            before = before.replace(upper, "")
        found[name] = f"{before}{to.text}{behind}"
    return found
