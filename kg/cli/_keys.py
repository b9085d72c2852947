"""The screen of a session: a terminal where there is one, else lines of standard input."""

from __future__ import annotations

import os
import termios
import tty
from dataclasses import dataclass
from typing import TextIO

import typer

from kg.review.session import Screen

_ENDS = ("\x04", "")
"""Control-D, and nothing more to read."""
_LONGEST = 16
"""Bytes of what one key sends, at most."""


@dataclass(slots=True)
class _Lines:
    """Answers are lines: scripts and pipes."""

    source: TextIO
    colour: bool

    def show(self, line: str) -> None:
        typer.echo(line)

    def key(self) -> str:
        line = self.source.readline()
        return line.strip().lower()[:1] or ("" if not line else " ")

    def ask(self, prompt: str) -> str | None:
        typer.echo(prompt)
        line = self.source.readline()
        return line.rstrip("\n") if line else None


@dataclass(slots=True)
class _Terminal:
    """Keys count at once, answers with Enter."""

    source: TextIO
    colour: bool

    def show(self, line: str) -> None:
        typer.echo(line)

    def key(self) -> str:
        descriptor = self.source.fileno()
        before = termios.tcgetattr(descriptor)
        try:
            tty.setcbreak(descriptor, termios.TCSANOW)  # what was typed ahead is not thrown away
            found = os.read(descriptor, _LONGEST).decode(errors="replace")
        except KeyboardInterrupt:
            return ""
        finally:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        return "" if found in _ENDS else found.lower()

    def ask(self, prompt: str) -> str | None:
        try:
            return input(prompt)
        except (EOFError, KeyboardInterrupt):
            typer.echo("")
            return None


def screen(source: TextIO, target: TextIO) -> Screen:
    """The screen that fits where a command reads from and writes to."""
    colour = target.isatty() and not os.environ.get("NO_COLOR")
    return _Terminal(source, colour) if source.isatty() and target.isatty() else _Lines(source, colour)
