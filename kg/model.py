"""The records that travel through the pipeline: frozen, slotted, without behaviour of their own.

text -> sentences -> mentions -> claims -> entities -> quads.  All offsets are Unicode code
points (Python ``len()``), half-open, into ``Document.text`` exactly as stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from kg.errors import GroundingError

Status: TypeAlias = Literal["asserted", "planned", "reported", "negated"]
Scalar: TypeAlias = str | int | float | bool | None
Act: TypeAlias = Literal["accept", "reject", "fix"]
"""What a person may decide about a claim."""


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """A half-open range of code points, ``0 <= start <= end``."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"bad span {start}..{end}")
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


# A text makes dozens of spans: its slots are set directly, in half the time that dataclasses take.
_set_start, _set_end = vars(Span)["start"].__set__, vars(Span)["end"].__set__


@dataclass(frozen=True, slots=True)
class Document:
    """One text as stored: decoded, byte-order mark dropped, nothing else changed.

    ``id`` is the first 16 hexadecimal digits of ``sha256``, the SHA-256 of ``text`` in UTF-8.
    ``published`` is an EDTF date or None; ``path`` is the file as the user named it.
    """

    id: str
    sha256: str
    path: str
    text: str = field(repr=False)
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of ``doc.text``; the sentences of a document, with the gaps between, tile it."""

    doc: Document
    span: Span

    @property
    def text(self) -> str:
        return self.doc.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names something: a person, a place, a post, a body, a date, a document.

    ``norm`` is the reading for a reader (the full name, the EDTF date); ``rule`` says what found it.
    """

    kind: str
    span: Span
    norm: str
    rule: str
    data: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The characters that say a fact.  Made only by :func:`ground`, so the quote is the slice."""

    doc_id: str
    span: Span
    quote: str
    rule: str
    doc: Document = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        found = self.doc.text[self.span.start : self.span.end]
        if self.doc_id != self.doc.id or not self.quote or found != self.quote:
            where = f"{self.doc.path}:{self.span.start}-{self.span.end}"
            raise GroundingError(f"quote {self.quote!r} is not the text {found!r}", where=where)


def ground(doc: Document, start: int, end: int, rule: str) -> Evidence:
    """The evidence for ``doc.text[start:end]``.

    Raises GroundingError when the range is empty or lies outside the text.
    """
    return Evidence(doc.id, Span(start, end), doc.text[start:end], rule, doc)


@dataclass(frozen=True, slots=True)
class Argument:
    """The subject or object of a claim.

    ``text`` is the name resolved for the reader; ``span`` is where the text names it, None when it
    is only implied; ``iri`` and ``code`` (GB/T 2260 digits) are filled in by linking.
    """

    kind: str
    text: str
    span: Span | None = None
    iri: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided about a claim: the decision's id, who, when (UTC, as xsd:dateTime has it), why."""

    id: str
    act: Act
    by: str
    when: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement that one document makes; the line of JSON in docs/claims.md.

    ``id`` hashes the document and the claim's raw fields, so it is the same in every run.
    ``speaker`` is the name of who says it, None for the author of the text.  ``corrects`` is the id
    of the claim whose place this one takes, where a person corrected it.
    """

    id: str
    predicate: str
    subject: Argument
    object: Argument
    evidence: Evidence
    qualifiers: Mapping[str, Scalar] = field(default_factory=dict)
    status: Status = "asserted"
    speaker: str | None = None
    explicit: bool = True
    confidence: float = 0.8
    judgement: Judgement | None = None
    corrects: str | None = None

    @property
    def rule(self) -> str:
        return self.evidence.rule

    @property
    def rejected(self) -> bool:
        """Whether a person rejected or replaced it: it is kept on record, and nothing follows from it."""
        return self.judgement is not None and self.judgement.act != "accept" and self.corrects is None


@dataclass(frozen=True, slots=True)
class Entity:
    """Something the graph has a node for.

    ``kind`` is a class of the ontology without its prefix ("Officer", "CountyLevelDivision",
    "PartyCommittee", "Post", "Report", "Initiative", "PersonGroup").  ``props`` holds what is
    known beside the label; the keys are listed in docs/design.md.  A prop whose key ends in
    ``_iri`` names another entity.
    """

    iri: str
    kind: str
    label: str
    props: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """What a mention was linked to.  ``entity`` None with candidates is an answer, not a gap."""

    span: Span
    entity: str | None
    reason: str
    score: float
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of the decision ``id`` in its document: the id of the claim it fits today, None where none does.

    ``why`` says what is in the way of a decision that could not be carried out.
    """

    id: str
    claim: str | None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """A document with everything found in it: what the quads are made from."""

    doc: Document
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    links: tuple[Link, ...] = ()
    decided: tuple[Decided, ...] = ()
