"""``kg undo``: takes a decision back."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli._messages import warn
from kg.cli._options import STORE, Decisions, Store
from kg.errors import QueryError


def undo(
    decision: Annotated[str, typer.Argument(metavar="ID", help="The id of a decision, or how it begins.")],
    store: Store = STORE,
    decisions: Decisions = None,
) -> None:
    """Take a decision back: its line leaves the file, and the next kg build makes what it would without it.

    \b
    Example:
      kg decisions
      kg undo ad98b1e4
    """
    from kg.cli._decide import decisions_of
    from kg.config import decisions_file
    from kg.decisions import remove, wording
    from kg.query import visible

    path = decisions_file(store, decisions)
    known = decisions_of(path)
    found = [one for one in known.every if decision and one.id.startswith(decision)]
    if len(found) != 1:
        what = "no decision has" if not found else f"{len(found)} decisions have"
        raise QueryError(f"{what} an id that begins with {decision!r}", where=str(path), mend="see: kg decisions")
    remove(path, found[0].id)
    typer.echo(visible(f"{found[0].id}  {wording.line(found[0])}"))
    warn(f"taken back from {path}; out of effect with the next kg build")
