"""``kg review``: what is worth a look, one at a time, or as a list."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from kg.cli._options import STORE, By, Decisions, Store


class Format(StrEnum):
    """How the list is written."""

    text = "text"
    jsonl = "jsonl"


def review(
    store: Store = STORE,
    decisions: Decisions = None,
    by: By = "",
    listed: Annotated[bool, typer.Option("--list", "-l", help="Print the list and ask nothing.")] = False,
    form: Annotated[Format, typer.Option("--format", "-f", help="How --list writes: lines, or JSON, one a line.")] = (
        Format.text
    ),
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="The most items.")] = None,
    checks: Annotated[bool, typer.Option("--checks/--no-checks", help="Also what kg check finds.")] = True,
) -> None:
    """Go through what is worth a look, the worst first, and decide.

    Shown are violations and warnings of kg check, conflicts, places of several names, people who may be one,
    and claims of low confidence or read between the lines, each in its sentence.
    One key decides: accept, reject, fix, same, different; or goes on: next, back, undo, quit.
    Every decision is written at once, so a session may end at any time and the next goes on from there.
    What is passed over comes last the next time.
    Where the input is no terminal, each line of it is a key or an answer.

    \b
    Example:
      kg review
      kg review --list --format jsonl --limit 20
    """
    from kg.cli._decide import decisions_of, who
    from kg.cli._keys import screen
    from kg.cli._messages import counted, warn
    from kg.config import decisions_file
    from kg.decisions.ledger import Ledger
    from kg.review.items import items
    from kg.review.session import Session, undecided
    from kg.review.shown import as_json, as_line
    from kg.store import load

    path = decisions_file(store, decisions)
    decisions_of(path)
    ledger, skipped = Ledger(path, who(by)), path.with_suffix(".skipped")
    graph = load(store)
    found = undecided(items(store, graph, checks=checks), ledger, skipped)[:limit]
    if not found:
        warn("nothing is left that is worth a look")
        return
    if listed:
        for item in found:
            typer.echo(as_json(item) if form is Format.jsonl else as_line(item))
        return
    made = Session(store, graph, found, ledger, screen(sys.stdin, sys.stdout), skipped).run()
    hint = f"; in {path}, in effect with the next kg build" if made else ""
    warn(f"{counted(made, 'decision')} of {counted(len(found), 'item')}{hint}")
