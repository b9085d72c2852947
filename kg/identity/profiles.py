"""What linkage compares: the posts, facts and reports of a person, places and bodies in their present form.

A :class:`~kg.identity.records.PersonRecord` and its document in, a :class:`Profile` out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from kg import lazy_re as re
from kg.identity.records import DocumentRecord, PersonRecord, Tenure
from kg.identity.weights import entry, number, pattern, pools
from kg.lexicon.divisions import gazetteer

_PLACE = re.compile(r"/place/(CN-(\d+)|x-[^/]+)$")
_OF_PLACE = re.compile(r"/org/CN-(\d+)/(.+)$")
_CODE = re.compile(r"(?<=/CN-)\d{6}(?=/)")
_DEPUTY = re.compile(r"/(?:executive-)?deputy-[^/]+$")
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_NOW = frozenset({"Incumbent", "Acting", "Appointed"})
_PAST = frozenset({"Former", "Removed"})
Days = tuple[int, int]
"""First and last day (proleptic Gregorian ordinals) of a stretch of time that the text vouches for."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One post as linkage sees it.

    ``place`` is a code of today; ``body`` None where the text names none that can be told from others;
    ``branch`` is a line of weights.yaml, ``department``, ``national``, ``named`` or ``""``; ``pool`` counts who
    could hold such a post; ``past``: the text looks back at it; ``begun``: it tells of the appointment;
    ``home``: codes and IRIs that send.
    """

    label: str
    post: str | None
    body: str | None
    body_label: str
    place: str | None
    branch: str
    chief: bool
    deputy: bool
    pool: float
    when: Days | None
    past: bool
    begun: bool
    planned: bool
    seconded: bool
    home: tuple[str, ...]

    @property
    def leader(self) -> bool:
        """Whether this is a leading post of a place, or of the centre."""
        return self.branch not in ("department", "named", "") and self.pool <= number("leading")


@dataclass(frozen=True, slots=True)
class Profile:
    """A person of one document: ``date`` is the document's, in days."""

    iri: str
    name: str
    doc: str
    date: int | None
    seats: tuple[Seat, ...]
    facts: tuple[tuple[str, str], ...]
    reports: tuple[tuple[str, str], ...]


def profile(person: PersonRecord, doc: DocumentRecord) -> Profile:
    """What linkage knows of ``person``."""
    day = days(doc.date)
    at = day[1] if day else None
    seats = tuple(_seat(tenure, at) for tenure in person.tenures if tenure.modality != "Negated")
    return Profile(person.iri, person.name, doc.id, at, seats, person.facts, person.reports)


def days(edtf: str | None) -> Days | None:
    """The days that the date may mean (EDTF levels 0 and 1, or the first date in it); None without a year."""
    match = _DAY.search(edtf or "")
    if match is None:
        return None
    year, month, day = (int(group) if group else None for group in match.groups())
    try:
        first = date(year or 1, month or 1, day or 1)
        if day:
            last = first
        elif month:
            last = date(first.year + month // 12, month % 12 + 1, 1)
        else:
            last = date(first.year, 12, 31)
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


@cache
def today(code: str) -> str:
    """The code of what a division has become, where that is one unit: 华亭县 is 华亭市."""
    seen = {code}
    while (unit := gazetteer().by_code(code)) is not None and unit.ended and len(unit.successors) == 1:
        code = unit.successors[0]
        if code in seen:
            break
        seen.add(code)
    return code


def code_of(iri: str) -> str | None:
    """The code of a place's IRI as of today; None for what is no place of the gazetteer."""
    match = _PLACE.search(iri)
    if match is None:
        return None
    return today(match[2]) if match[2] else match[1]


def _seat(tenure: Tenure, at: int | None) -> Seat:
    seconded = tenure.kind == "Secondment"
    post = tenure.post
    body = tenure.body or (post.body if post else None)
    body_label = tenure.body_label or (post.body_label if post else "")
    place, rest = _standing(body, tenure.places)
    named = body is not None and is_named(body, body_label)
    branch = _branch(rest, body_label) if named else ""
    iri = _CODE.sub(lambda match: today(match[0]), post.iri) if post and named else None
    deputy = bool(post and _DEPUTY.search(post.iri))
    chief = bool(post and post.chief)
    return Seat(
        label=post.label if post else body_label or tenure.duty,
        post=iri,
        body=_CODE.sub(lambda match: today(match[0]), body) if body and named else None,
        body_label=body_label,
        place=place,
        branch=branch,
        chief=chief,
        deputy=deputy,
        pool=_pool(post.duty if post else tenure.duty, post.label if post else "", chief, deputy),
        when=_when(tenure, at),
        past=bool(_PAST & set(tenure.status)) and not _NOW & set(tenure.status),
        begun="Appointed" in tenure.status,
        planned=tenure.modality == "Planned",
        seconded=seconded,
        home=tuple(code_of(iri) or iri for iri in tenure.home),
    )


def is_named(body: str, label: str) -> bool:
    """Whether a body's IRI names one body: 榆次区委 does, 市委 in a text that does not say whose does not."""
    return _OF_PLACE.search(body) is not None or not pattern("unnamed").match(label)


def _standing(body: str | None, places: tuple[str, ...]) -> tuple[str | None, str | None]:
    """The place a body belongs to and what it is there: ``140702``, ``cpc/orgdept``."""
    match = _OF_PLACE.search(body or "")
    if match:
        return today(match[1]), match[2]
    return next((code for iri in places if (code := code_of(iri))), None), None


def _branch(rest: str | None, label: str) -> str:
    if rest is not None:
        leading: dict[str, str] = entry("branches", "leading")
        return leading.get(rest, "department")
    return "national" if pattern("national").match(label) else "named"


def _pool(duty: str, label: str, chief: bool, deputy: bool) -> float:
    if chief:
        return number("chief")
    plain = duty.removeprefix("常务").removeprefix("副")
    for duties, posts, size in pools():
        if (duties and duties.search(plain)) or (posts and posts.search(label)):
            return size
    return number("deputy") if deputy else number("other")


def _when(tenure: Tenure, at: int | None) -> Days | None:
    start, end = days(tenure.start), days(tenure.end)
    status = set(tenure.status)
    now = bool(_NOW & status) and tenure.modality != "Planned"
    marks = [day for found in (start, end) if found for day in found]
    if now and at is not None and end is None:
        marks.append(at)
    return (min(marks), max(marks)) if marks else None
