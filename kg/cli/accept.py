"""``kg accept``: a claim is right."""

from __future__ import annotations

from kg.cli._options import STORE, By, ClaimId, Decisions, Store, Why


def accept(claim: ClaimId, why: Why = "", by: By = "", store: Store = STORE, decisions: Decisions = None) -> None:
    """Record that a claim is right: it counts as curated, with confidence 1.

    The next kg build takes the decision up; kg undo takes it back.

    \b
    Example:
      kg accept 9b2d17a5 --why "the county's website says so"
    """
    from kg.cli._decide import decide

    decide("accept", claim, store, decisions, by, why)
