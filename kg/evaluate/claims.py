"""Lines of claims (docs/claims.md) in, facts to compare out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from kg.errors import SourceError
from kg.evaluate._checks import object_of, offset_of, parse_object, text_of
from kg.evaluate.facts import Fact

_MEND = "docs/claims.md describes the line"


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim: ``passage`` is the name of its text's file without the suffix."""

    passage: str
    fact: Fact


def read_claims(lines: Iterable[str], where: str) -> Iterator[ClaimLine | SourceError]:
    """The claims in lines of JSON; blank lines are passed over.

    ``where`` names the source in messages.  A line that is no claim is yielded as a SourceError.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _claim(line, f"{where}:{number}")
            except SourceError as error:
                yield error


def is_grounded(fact: Fact, text: str) -> bool:
    """Whether the quote of a claim is, and is not empty, ``text`` at its offsets."""
    return bool(fact.quote) and fact.start is not None and text[fact.start : fact.end] == fact.quote


def _claim(line: str, where: str) -> ClaimLine:
    entry = parse_object(line, where, _MEND)
    path, predicate = entry.get("path"), entry.get("predicate")
    if not isinstance(path, str) or not path or not isinstance(predicate, str) or not predicate:
        raise SourceError("path or predicate is missing", where=where, mend=_MEND)
    evidence, qualifiers = object_of(entry.get("evidence")), object_of(entry.get("qualifiers"))
    fields = _fields(predicate, object_of(entry.get("subject")), object_of(entry.get("object")), qualifiers)
    fact = Fact(
        predicate,
        fields,
        status=text_of(qualifiers.get("status")),
        start=offset_of(evidence.get("start")),
        end=offset_of(evidence.get("end")),
        quote=text_of(evidence.get("quote")) or "",
        rule=text_of(entry.get("rule")) or "",
    )
    return ClaimLine(PurePath(path).stem, fact)


def _fields(
    predicate: str, subject: Mapping[str, object], obj: Mapping[str, object], qualifiers: Mapping[str, object]
) -> dict[str, str | None]:
    who, what = text_of(subject.get("text")), text_of(obj.get("text"))
    code = (text_of(obj.get("code")) or "")[:6] or None
    match predicate:
        case "heldPost":
            body = obj.get("kind") == "Organization"
            return {
                "person": who,
                "role": text_of(qualifiers.get("role")),
                "post": text_of(qualifiers.get("post")),
                "organization": text_of(qualifiers.get("organization")) or (what if body else None),
                "district": text_of(qualifiers.get("district")) or (None if body else what),
                "adcode": code,
            }
        case "secondedTo":
            named = subject.get("kind") == "Person"
            return {"person": who if named else None, "group": None if named else who, "host": what}
        case "wroteReport":
            return {"agent": who, "report": what}
        case "proposes":
            return {"agent": who, "initiative": what}
        case "visited":
            return {"person": who, "place": what}
    return {"subject": who, "object": what}
