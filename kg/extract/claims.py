"""Makes claims from what a rule found: grounded, with an id that is the same in every run."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from kg.model import Argument, Claim, Document, Scalar, Span, Status, ground


def claim(
    doc: Document,
    predicate: str,
    subject: Argument,
    object_: Argument,
    evidence: Span,
    rule: str,
    *,
    qualifiers: Mapping[str, Scalar] | None = None,
    status: Status = "asserted",
    speaker: str | None = None,
    explicit: bool = True,
    confidence: float = 0.9,
) -> Claim:
    """A claim of ``doc`` whose evidence is the text at ``evidence``.

    Raises GroundingError for an evidence range that is empty or lies outside the text.
    """
    found = dict(qualifiers or {})
    parts = (
        doc.id,
        predicate,
        subject.text,
        object_.text,
        str(found.get("post")),
        str(found.get("status")),
        str(evidence),
    )
    digest = sha256("\x1f".join(parts).encode()).hexdigest()[:16]
    return Claim(
        digest,
        predicate,
        subject,
        object_,
        ground(doc, evidence.start, evidence.end, rule),
        found,
        status,
        speaker,
        explicit,
        confidence,
    )
