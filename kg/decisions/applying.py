"""Applies decisions to the claims of one document: claims as extracted in, judged claims out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.decisions.anchors import find
from kg.decisions.correcting import corrected
from kg.decisions.records import ClaimDecision, order
from kg.errors import KgError
from kg.model import Claim, Decided, Document, Judgement

_SURE = 1.0


def apply(
    doc: Document, claims: Sequence[Claim], decisions: Sequence[ClaimDecision]
) -> tuple[list[Claim], tuple[Decided, ...]]:
    """The claims with what people decided about them, a corrected one behind the one it replaces; and what became
    of each decision.

    Of several decisions about one claim the latest counts.  A fix that cannot be made any more (a
    division that the gazetteer has lost) counts as one that fits no claim.
    """
    chosen: dict[str, ClaimDecision] = {}
    decided: list[Decided] = []
    for decision in sorted(decisions, key=order):
        claim = find(decision.about, doc, claims, decision.changes)
        if claim is None:
            decided.append(Decided(decision.id, None))
            continue
        try:
            _judged(doc, claim, decision)
        except KgError as error:
            decided.append(Decided(decision.id, None, error.what))
            continue
        chosen[claim.id] = decision
        decided.append(Decided(decision.id, claim.id))
    judged = [one for claim in claims for one in _with(doc, claim, chosen.get(claim.id))]
    return judged, tuple(decided)


def _with(doc: Document, claim: Claim, decision: ClaimDecision | None) -> list[Claim]:
    return [claim] if decision is None else _judged(doc, claim, decision)


def _judged(doc: Document, claim: Claim, decision: ClaimDecision) -> list[Claim]:
    judgement = Judgement(decision.id, decision.act, decision.by, decision.when, decision.why)
    if decision.act == "accept":
        return [replace(claim, judgement=judgement, confidence=_SURE)]
    if decision.act == "reject":
        return [replace(claim, judgement=judgement)]
    fixed = corrected(doc, claim, decision.changes)
    identity = f"{decision.id}{claim.id}"[: len(claim.id)]
    new = replace(fixed, id=identity, judgement=judgement, corrects=claim.id, confidence=_SURE)
    return [replace(claim, judgement=judgement), new]
