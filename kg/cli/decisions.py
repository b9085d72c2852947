"""``kg decisions``: what people decided, and what became of it."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli._options import STORE, Decisions, Store

if TYPE_CHECKING:
    from kg.review import Standing


class Format(StrEnum):
    """How decisions are written."""

    text = "text"
    jsonl = "jsonl"


def decisions(
    store: Store = STORE,
    file: Decisions = None,
    form: Annotated[
        Format, typer.Option("--format", "-f", help="Lines for people, or JSON, one a line.")
    ] = Format.text,
) -> None:
    """List what people decided, oldest first, and whether it is in effect.

    waiting: the next kg build takes it up.
    overruled: a later decision about the same claim or people counts.
    lost: no claim fits it any more; undo it, or decide again.
    The exit status is 1 when one is lost or a line of the file cannot be read.

    \b
    Example:
      kg decisions
      kg decisions --decisions decisions.jsonl --format jsonl
    """
    from kg.cli._decide import decisions_of
    from kg.cli._messages import FAILED, warn
    from kg.config import decisions_file
    from kg.query import visible
    from kg.review import standing

    known = decisions_of(decisions_file(store, file))
    found = standing(known, store)
    for one in found:
        typer.echo(_json(one) if form is Format.jsonl else visible(_text(one)))
    if form is Format.text and not (found or known.faults):
        warn("nothing is decided yet (kg review goes through what is worth a look)")
    if known.faults or any(one.state == "lost" for one in found):
        raise typer.Exit(FAILED)


def _text(one: Standing) -> str:
    from kg.decisions import wording

    state = one.state + (f", now {one.claim}" if one.claim else "") + (f": {one.why}" if one.why else "")
    decision = one.decision
    why = f" “{decision.why}”" if decision.why else ""
    return f"{decision.id}  {decision.when[:19]}Z  {decision.by}: {wording.line(decision)}{why} [{state}]"


def _json(one: Standing) -> str:
    from kg.decisions import lines

    content = {"id": one.decision.id, "state": one.state, "now": one.claim, **json.loads(lines.line(one.decision))}
    return lines.safe(json.dumps(content, ensure_ascii=False))
