"""The records of decisions: what was decided about which claim or which two people, by whom, when and why.

A decision's id is made from all it says, so a line that was edited is another decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from kg.model import Act, Claim

Verdict: TypeAlias = Literal["same", "different"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A claim as it was when somebody decided about it; the claim is found again by it when ids have moved.

    ``path`` and ``doc`` name the document, ``start`` and ``end`` are code points, half-open, and
    ``quote`` is the text there.  ``post`` is the post or the host's post, ``status`` the state of a
    tenure or a proposal.
    """

    claim: str
    path: str
    doc: str
    predicate: str
    subject: str
    object: str
    code: str | None
    post: str | None
    status: str | None
    start: int
    end: int
    quote: str


def anchor(claim: Claim) -> Anchor:
    """What to remember of ``claim``."""
    evidence, values = claim.evidence, claim.qualifiers
    post, status = values.get("post") or values.get("host_post"), values.get("status")
    return Anchor(
        claim=claim.id,
        path=evidence.doc.path,
        doc=evidence.doc_id,
        predicate=claim.predicate,
        subject=claim.subject.text,
        object=claim.object.text,
        code=claim.object.code,
        post=str(post) if post else None,
        status=str(status) if status else None,
        start=evidence.span.start,
        end=evidence.span.end,
        quote=evidence.quote,
    )


@dataclass(frozen=True, slots=True)
class ClaimDecision:
    """A claim was accepted, rejected or fixed; ``changes`` are the new values of a fix, empty to clear one.

    ``when`` is in UTC, as xsd:dateTime has it (2026-05-31T08:00:00.125Z, the part of a second may be missing).
    """

    id: str
    act: Act
    about: Anchor
    by: str
    when: str
    why: str | None = None
    changes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Person:
    """A person of the graph: the IRI without ``BASE id/``, so that it holds under any base, and the name."""

    iri: str
    name: str


@dataclass(frozen=True, slots=True)
class PersonDecision:
    """Two people are one, or are not; ``one`` and ``other`` stand in the order of their IRIs."""

    id: str
    act: Verdict
    one: Person
    other: Person
    by: str
    when: str
    why: str | None = None


Decision: TypeAlias = ClaimDecision | PersonDecision


def order(decision: Decision) -> tuple[str, str]:
    """What decisions are sorted by: when, without the Z, which is greater than the point before a part of a second."""
    return decision.when.removesuffix("Z"), decision.id


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of the file that cannot be read: ``where`` is ``file:line``."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything that was decided, oldest first, and the lines that could not be read."""

    claims: tuple[ClaimDecision, ...] = ()
    people: tuple[PersonDecision, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def every(self) -> tuple[Decision, ...]:
        """All of them, those about claims first."""
        return (*self.claims, *self.people)

    def about(self, path: str, doc: str) -> tuple[ClaimDecision, ...]:
        """The decisions about claims of one document, known by its path or, where it was moved, by its text."""
        return tuple(one for one in self.claims if one.about.path == path or one.about.doc == doc)
