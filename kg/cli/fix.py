"""``kg fix``: a claim is right but for some of its values."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli._options import STORE, By, ClaimId, Decisions, Store, Why
from kg.errors import QueryError


def fix(
    claim: ClaimId,
    changes: Annotated[
        list[str], typer.Option("--set", metavar="KEY=VALUE", help="A new value, empty to clear it; may be repeated.")
    ],
    why: Why = "",
    by: By = "",
    store: Store = STORE,
    decisions: Decisions = None,
) -> None:
    """Record what a claim should say: it gets the new values, keeps its evidence and counts as corrected.

    Any claim has subject, object, code (of the division that the object is), modality and speaker.
    A post has post, role, organization, status, kind, start and end as well.
    Places are looked up by name or code, posts read like those of texts, dates may be as texts write them.
    The next kg build takes the decision up; kg undo takes it back.

    \b
    Example:
      kg fix 9b2d17a5 --set status=former --set end=2023年5月
      kg fix 9b2d17a5 --set object=迎泽区 --why "another district of the same city"
    """
    from kg.cli._decide import decide

    values: dict[str, str] = {}
    for text in changes:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise QueryError(f"{text!r} is not KEY=VALUE", where="--set")
        if name in values:
            raise QueryError(f"{name} is given twice", where="--set")
        values[name] = value
    decide("fix", claim, store, decisions, by, why, values)
