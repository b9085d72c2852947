"""Lines of claims in, what they say by relation out: a claim says what it names and what its qualifiers imply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePath

from kg.evaluate._checks import object_of, offset_of, parse_object, text_of
from kg.lexicon.divisions import gazetteer

_MEND = "docs/claims.md describes the line"


#: Predicates that an expert's gold calls otherwise.
_GOLD_TYPES: Mapping[str, str] = {
    "ranking": "economicRanking",
    "writtenBy": "author",
    "outcomeText": "projectOutcome",
    "occupationText": "occupation",
    "categoryText": "placeCategory",
    "recurringIn": "recurringMeeting",
    "secondmentStatusText": "secondmentStatus",
    "measureText": "hasMeasure",
    "aimText": "aimsAt",
    "alsoCalled": "altLabel",
}


@dataclass(frozen=True, slots=True)
class Side:
    """Subject or object of what is said; ``iri`` without the base, offsets None where nothing is printed."""

    kind: str
    text: str
    code: str | None = None
    iri: str = ""
    start: int | None = None
    end: int | None = None
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One relation that a claim states or implies.

    ``free``: it may match and is never wrong, since the claims are not its source (the gazetteer).
    """

    type: str
    subject: Side
    obj: Side
    qualifiers: Mapping[str, object]
    start: int
    end: int
    quote: str
    rule: str
    status: str = "asserted"
    speaker: str | None = None
    free: bool = False

    @property
    def identity(self) -> tuple[object, ...]:
        """What is equal where the same is said twice."""
        sides = [(side.kind, side.iri or side.text, side.number) for side in (self.subject, self.obj)]
        place = self.obj.text if self.obj.number is None else self.qualifiers.get("indicator")
        return self.type, *sides, place


def read_said(lines: Iterable[str], file: str) -> list[Said]:
    """What the lines say of the text in ``file``, each thing once.

    Raises SourceError for a line that is no claim.
    """
    claims = [_said(line, number) for number, line in enumerate(lines, 1) if line.strip()]
    own = [said for path, said in claims if PurePath(path).name == file]
    found: dict[tuple[object, ...], Said] = {}
    for said in (*own, *_implied(own), *_known(own)):
        found.setdefault(said.identity, said)
    return list(found.values())


def _said(line: str, number: int) -> tuple[str, Said]:
    entry = parse_object(line, f"claims:{number}", _MEND)
    evidence, qualifiers = object_of(entry.get("evidence")), object_of(entry.get("qualifiers"))
    said = Said(
        _GOLD_TYPES.get(text_of(entry.get("predicate")) or "", text_of(entry.get("predicate")) or ""),
        _side(object_of(entry.get("subject")), {}),
        _side(object_of(entry.get("object")), qualifiers),
        qualifiers,
        offset_of(evidence.get("start")) or 0,
        offset_of(evidence.get("end")) or 0,
        text_of(evidence.get("quote")) or "",
        text_of(entry.get("rule")) or "",
        text_of(entry.get("status")) or "asserted",
        text_of(entry.get("speaker")),
    )
    return text_of(entry.get("path")) or "", _as_in_graph(said)


def _as_in_graph(said: Said) -> Said:
    """A post held on secondment is a secondedPost in the graph; only a document proposes, others are proposers."""
    if said.type == "heldPost" and said.qualifiers.get("kind") == "seconded":
        iri = (text_of(said.qualifiers.get("post_iri")) or "").partition("/id/")[2]
        return replace(said, type="secondedPost", obj=Side("Post", text_of(said.qualifiers.get("post")) or "", iri=iri))
    if said.type == "proposes" and said.subject.kind != "Report":
        return replace(said, type="proposedBy", subject=said.obj, obj=said.subject)
    if said.type == "undertakingStatus":
        kind = "initiativeStatus" if said.subject.kind == "Initiative" else "projectStatus"
        return replace(said, type=kind)
    return said


def _side(entry: Mapping[str, object], qualifiers: Mapping[str, object]) -> Side:
    value = qualifiers.get("value")
    return Side(
        text_of(entry.get("kind")) or "",
        text_of(entry.get("text")) or "",
        text_of(entry.get("code")),
        (text_of(entry.get("iri")) or "").partition("/id/")[2],
        offset_of(entry.get("start")),
        offset_of(entry.get("end")),
        float(value) if isinstance(value, int | float) else None,
    )


def _implied(claims: Iterable[Said]) -> Iterator[Said]:
    """What a claim says beside its own relation: each stands in the graph as a triple of its own."""
    claims = list(claims)
    authors: dict[str, list[Side]] = defaultdict(list)
    for said in claims:
        if said.type == "wroteReport":
            authors[said.obj.text].append(said.subject)
    for said in claims:
        values = said.qualifiers
        match said.type:
            case "wroteReport":
                yield replace(said, type="reportTitle", subject=said.obj, obj=_literal(said.obj.text))
                if date := text_of(values.get("date")):
                    yield replace(said, type="reportDate", subject=said.obj, obj=_literal(date))
                if isinstance(length := values.get("length"), int):
                    shown = {"comparator": values.get("length_comparator")}
                    yield replace(said, type="reportLength", subject=said.obj, obj=_figure(length), qualifiers=shown)
            case "memberOfGroup" if isinstance(count := values.get("size"), int):
                yield replace(said, type="cohortSize", subject=said.obj, obj=_figure(count), qualifiers={})
            case "quote" if relay := text_of(values.get("reported_by")):
                yield replace(said, type="reportedBy", subject=_literal(said.obj.text), obj=Side("Person", relay))
            case "proposes":
                for proposer in authors[said.subject.text]:
                    yield replace(said, type="proposedBy", subject=said.obj, obj=proposer)
                yield from _target(said, said.obj)
            case "implementedIn":
                if lasting := text_of(values.get("duration_iso")):
                    yield replace(said, type="projectDuration", obj=_literal(lasting))
            case "proposedBy":
                yield from _target(said, said.subject)


def _target(said: Said, initiative: Side) -> Iterator[Said]:
    if code := text_of(said.qualifiers.get("district_code")):
        place = Side("District", text_of(said.qualifiers.get("district")) or "", code, f"place/CN-{code}")
        yield replace(said, type="targetDistrict", subject=initiative, obj=place)


def _literal(text: str) -> Side:
    return Side("Literal", text)


def _figure(value: float) -> Side:
    return Side("Literal", str(value), number=float(value))


def _known(claims: Iterable[Said]) -> Iterator[Said]:
    """Where the coded places of the claims lie, as the graph has it from the gazetteer."""
    codes = {side.code: said for said in claims for side in (said.subject, said.obj) if side.code}
    for code, said in sorted(codes.items()):
        unit = gazetteer().by_code(code)
        chain = [unit, *gazetteer().ancestors(code)] if unit else []
        for lower, upper in pairwise(chain):
            sides = [Side("District", unit.name, unit.code, f"place/CN-{unit.code}") for unit in (lower, upper)]
            yield replace(said, type="partOf", subject=sides[0], obj=sides[1], rule="gazetteer", free=True)
