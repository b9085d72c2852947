"""``kg reject``: a claim is wrong."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli._options import STORE, By, ClaimId, Decisions, Store


def reject(
    claim: ClaimId,
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason, kept with it.")],
    by: By = "",
    store: Store = STORE,
    decisions: Decisions = None,
) -> None:
    """Record that a claim is wrong: it stays on record as rejected and yields no facts.

    The next kg build takes the decision up; kg undo takes it back.

    \b
    Example:
      kg reject 9b2d17a5 --why "the sentence quotes an old notice"
    """
    from kg.cli._decide import decide

    decide("reject", claim, store, decisions, by, why)
