"""The records that readers of facts share: ``Fact``, the ``Source`` that says it, the ``Document`` it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from kg import vocab

_IN_TEXT: Final = vocab.LITERAL_RELATIONS | vocab.OBSERVATIONS | {"quote"}

Said: TypeAlias = tuple[str | tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where a fact is said: the document's id, offsets (code points, half-open), the words."""

    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document as pages name it."""

    id: str
    title: str
    path: str


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """One relation between two nodes, as one claim node says it or, merged, as all of them do.

    ``subject``, ``object``, ``post`` and ``organization`` are IRIs; the object of one of
    ``vocab.LITERAL_RELATIONS`` is what a text says.  ``relation``, ``status``, ``modality`` and
    ``origin`` are names of the vocabulary; ``modality`` is Asserted unless a statement says otherwise,
    ``origin`` is empty where no document says the fact.  ``start`` and ``end`` are EDTF, ``speakers``
    IRIs or names, ``titles`` and ``date_texts`` as printed; ``confidence`` lies between 0 and 1.
    A figure (statistic, ranking) has what is measured as ``indicator`` and among whom as ``scope``.

    ``claims`` are the ids of the claims behind it.  ``id`` is the IRI of the claim node, with that of
    the tenure where a statement stands for several; a merged fact has none.
    """

    subject: str
    relation: str
    object: str
    post: str = ""
    organization: str = ""
    status: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    modality: str = vocab.ASSERTED
    speakers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    date_texts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    origin: str = ""
    confidence: float | None = None
    sources: tuple[Source, ...] = ()
    explicit: bool = True
    indicator: str = ""
    scope: str = ""
    claims: tuple[str, ...] = ()
    id: str = ""

    @property
    def said(self) -> Said:
        """What the fact says, without how and where it is said: facts that share it are one."""
        ends = (self.subject, self.relation, self.object, self.post, self.organization)
        return (*ends, self.status, self.start, self.end, self.modality, self.speakers)

    @property
    def ends_in_text(self) -> bool:
        """Whether the object is what a text says, in words or as a date, and no node."""
        return self.relation in _IN_TEXT

    @property
    def unsettled(self) -> bool:
        """Whether the source does not assert the fact: planned, required, relayed or denied."""
        return self.modality != vocab.ASSERTED
