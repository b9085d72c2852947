"""``kg explain``: a text in, how its sentences were read out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from kg.cli._messages import warn

#: Colours of a terminal by kind of line.
_STYLES = {
    "sentence": "bold",
    "mention": "cyan",
    "masked": "magenta",
    "fired": "green",
    "blocked": "yellow",
    "claim": "bold green",
}


def explain(
    place: Annotated[
        str,
        typer.Argument(metavar="FILE[:OFFSET]", help="A text, and the number of a character in it, counted from 0."),
    ],
) -> None:
    """Show how a sentence was read: its mentions, and which rules fired or were blocked.

    Takes the sentence at OFFSET, or every sentence in which something was found.
    The masked sentence is what the rules see: {人} a person, {职} a post, {衔} a post without its body,
    {时} a date, {地} a place, {书} a title.

    \b
    Example:
      kg explain seeds/000_cc49e2903e7331ef.txt:1570
    """
    from kg.explain import explain as explained
    from kg.explain import lines
    from kg.query import visible
    from kg.sources import read

    path, offset = _parted(place)
    show = _printer()
    found = False
    for record in explained(read(path), offset):
        for kind, text in (*lines(record), ("masked", "")):
            show(_STYLES[kind], visible(text))
        found = True
    if not found:
        warn(f"{path}: nothing is named in this text")


def _parted(place: str) -> tuple[Path, int | None]:
    """The file and the offset; a file whose name ends like an offset is taken as a file."""
    name, colon, digits = place.rpartition(":")
    if colon and name and digits.isascii() and digits.isdecimal() and not Path(place).exists():
        return Path(name), int(digits[:18])
    return Path(place), None


def _printer() -> Callable[[str, str], None]:
    """Prints a line in colour on a terminal, plain into a pipe or file."""
    if not sys.stdout.isatty():
        return lambda _, text: typer.echo(text)
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    return lambda style, text: console.print(Text(text, style=style), soft_wrap=True)
