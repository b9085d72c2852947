"""``kg ask``: a question in plain Chinese or English in, the rows of one saved question out."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli._messages import warn
from kg.cli._options import STORE, Store
from kg.cli.query import Format, show

if TYPE_CHECKING:
    from kg.ask import Answer, Choice

#: Exit status where there is no answer; 1 and 2 are errors.
NO_ANSWER = 3


def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="The question, or - for standard input.")],
    store: Store = STORE,
    form: Annotated[Format, typer.Option("--format", "-f", help="How the rows are written.")] = Format.table,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="The most rows to print.")] = None,
) -> None:
    """Ask in plain Chinese or English.

    The question is mapped to one of the saved questions by rules that can be read; no model takes part.
    Standard error tells which one, with which parameters, and how to run it as kg query.
    Where the mapping is not certain it offers what comes near; where nothing does it says 不知道.
    The exit status is 3 where there is no answer.

    \b
    Example:
      kg ask '谁在长宁区挂职?'
      kg ask '榆次区委书记是谁?' --format json
      kg ask 'Where is 王建林 seconded?'
    """
    from kg.ask import ask as answered
    from kg.query import render
    from kg.store import load

    text = sys.stdin.read().strip() if question == "-" else question
    answer = answered(load(store), text, limit=limit)
    for line in _lines(answer):
        warn(line)
    if answer.kind != "answered" or answer.result is None:
        raise typer.Exit(NO_ANSWER)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    show(render(answer.result, form.value, width=width))
    if answer.result.more:
        warn(f"there are more than {limit} rows")


def _lines(answer: Answer) -> list[str]:
    """What is said beside the rows."""
    lines = []
    if answer.choice is not None:
        lines.append(_chosen(answer.choice))
    if answer.count is not None:
        lines.append(f"{answer.count}: the number of different values of {answer.counted}")
    if answer.kind != "answered":
        lines.append(f"不知道 (no answer): {'; '.join(answer.reasons)}")
    else:
        lines += answer.reasons
    for choice in answer.candidates:
        lines.append(f"perhaps {_chosen(choice)}")
    return lines


def _chosen(choice: Choice) -> str:
    beside = "".join(
        f"; {what} {'、'.join(words)}"
        for what, words in (("unlike it without", choice.missing), ("unlike it with", choice.extra))
        if words
    )
    return f"{choice.command}  (score {choice.score:.2f}, like {choice.phrasing}{beside})"
