"""An explained sentence in, lines for a reader out, each with the kind that decides its colour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from kg.explain.sentences import Explained, Outcome
from kg.model import Claim, Mention, Span

Kind: TypeAlias = Literal["sentence", "mention", "masked", "fired", "blocked", "claim"]
Line: TypeAlias = tuple[Kind, str]


def lines(explained: Explained) -> Iterator[Line]:
    """The lines of one sentence.  They quote the text as it is: escape them before a terminal sees them."""
    doc, span = explained.doc, explained.span
    yield "sentence", f"{doc.path}:{_at(span)}  {doc.text[span.start : span.end]}"
    for mention in explained.mentions:
        yield "mention", f"  {mention.kind:<7}  {_mention(mention, doc.text)}"
    yield "masked", f"  masked   {explained.masked}"
    for outcome in explained.outcomes:
        yield from _outcome(outcome, doc.text)
    for claim in explained.claims:
        yield "claim", f"  claim    {_claim(claim)}  {_quoted(claim.evidence.span, doc.text)}  ({claim.rule})"


def _at(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _quoted(span: Span, text: str) -> str:
    return f"{_at(span)} “{text[span.start : span.end]}”"


def _mention(mention: Mention, text: str) -> str:
    details = "; ".join(
        key if value is True else f"{key} {value}"
        for key, value in mention.data.items()
        if key != "hidden" and value is not None and value is not False
    )
    hidden = "; part of another mention" if mention.data.get("hidden") else ""
    shown = f"  {details}" if details else ""
    return f"{_quoted(mention.span, text)}  {mention.norm}{shown}  ({mention.rule}{hidden})"


def _outcome(outcome: Outcome, text: str) -> Iterator[Line]:
    where = f"{outcome.rule}  {_quoted(outcome.span, text)}"
    if outcome.blocked is not None:
        yield "blocked", f"  blocked  {where}  {outcome.blocked}"
        return
    note = f"  ({outcome.note})" if outcome.note else ""
    yield "fired", f"  fired    {where}{note}"
    yield "fired", f"           pattern {outcome.pattern}"
    for claim in outcome.claims:
        yield "claim", f"           claim   {_claim(claim)}"


def _claim(claim: Claim) -> str:
    """subject, predicate, object with its code; then what qualifies the claim."""
    found = claim.qualifiers
    code = f" {claim.object.code}" if claim.object.code else ""
    told = [f"{key} {value}" for key, value in found.items() if value is not None and key != "title_text"]
    if claim.status != "asserted":
        told.insert(0, claim.status)
    if claim.speaker:
        told.insert(0, f"says {claim.speaker}")
    if not claim.explicit:
        told.append("not from these words alone")
    return f"{claim.subject.text} {claim.predicate} {claim.object.text}{code}" + (
        f"  [{'; '.join(told)}]" if told else ""
    )
