"""A document in, one record a sentence out: what was found there and which rules fired or were blocked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.errors import SourceError
from kg.explain.mentions import mentions
from kg.extract import extract
from kg.extract.frames import Blocked, Frame
from kg.extract.held_post import attempts
from kg.extract.reading import Reading
from kg.model import Claim, Document, Mention, Span
from kg.rules import BOOK, DATE, DUTY, PERSON, PLACE, POST
from kg.text.heading import described

#: How the rules write the symbols.
SYMBOLS: Mapping[str, str] = {PERSON: "{人}", POST: "{职}", DUTY: "{衔}", DATE: "{时}", PLACE: "{地}", BOOK: "{书}"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A place where the pattern of a rule for held posts fits: what the rule made of it.

    ``blocked`` is the reason why it made nothing, None when it fired; ``note`` tells what is not to be
    seen in the match, "" for nothing.
    """

    rule: str
    pattern: str
    span: Span
    blocked: str | None
    claims: tuple[Claim, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """How one sentence was read; ``claims`` are those of the other extractors."""

    doc: Document
    span: Span
    mentions: tuple[Mention, ...]
    masked: str
    outcomes: tuple[Outcome, ...]
    claims: tuple[Claim, ...]


def explain(doc: Document, offset: int | None = None) -> Iterator[Explained]:
    """The sentence at a code point of ``doc``, or without one each sentence in which something was found.

    Between two sentences the one before counts; what reaches over several sentences is told of each.
    Raises SourceError for an offset outside the text.
    """
    if offset is not None and not 0 <= offset < len(doc.text):
        mend = f"give 0 to {len(doc.text) - 1}" if doc.text else "the text is empty"
        raise SourceError(f"there is no character at offset {offset}", where=doc.path, mend=mend)
    reading, claims = extract(described(doc))
    if not reading.sentences:
        return
    found = mentions(reading)
    outcomes, rest = _outcomes(reading, claims)
    spans = [Span(*bounds) for bounds in reading.sentences] if offset is None else [reading.sentence_at(offset)]
    for span in spans:
        record = Explained(
            reading.doc,
            span,
            tuple(mention for mention in found if mention.span.overlaps(span)),
            _masked(reading, span),
            tuple(outcome for outcome in outcomes if outcome.span.overlaps(span)),
            tuple(claim for claim in rest if claim.evidence.span.overlaps(span)),
        )
        if offset is not None or record.mentions or record.outcomes or record.claims:
            yield record


def _outcomes(reading: Reading, claims: list[Claim]) -> tuple[list[Outcome], list[Claim]]:
    """What became of every match of the rules for held posts, and the claims that none of them made."""
    outcomes: list[Outcome] = []
    attributed: set[str] = set()
    for attempt in attempts(reading):
        name = f"held_post/{attempt.rule.name}"
        if isinstance(attempt, Blocked):
            outcomes.append(Outcome(name, attempt.rule.source, attempt.span, attempt.reason))
            continue
        made = tuple(claim for claim in claims if claim.rule == name and claim.evidence.span.covers(attempt.span))
        attributed.update(claim.id for claim in made)
        outcomes.append(Outcome(name, attempt.rule.source, attempt.span, None, made, _note(attempt, made)))
    return outcomes, [claim for claim in claims if claim.id not in attributed]


def _note(frame: Frame, made: tuple[Claim, ...]) -> str:
    if not made:
        return "made no claim: a profession counts only where a career is told"
    if frame.inferred:
        return f"the holder stands outside the match, at {frame.persons[0].span.start}"
    return ""


def _masked(reading: Reading, span: Span) -> str:
    """The sentence as the rules see it; a symbol is written as in the rules, so that 人 stays a character."""
    mask = reading.mask
    places = range(mask.position(span.start), mask.position(span.end))
    return "".join(SYMBOLS[mask.text[at]] if at in mask.tokens else mask.text[at] for at in places)
