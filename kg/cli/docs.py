"""Writes docs/cli.md from the help of the commands: ``python -m kg.cli.docs > docs/cli.md``.

``make docs`` runs it; a test fails when the page is not current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import typer
from typer.testing import CliRunner

from kg.cli import app

_INTRODUCTION = """# The command line

This page is made from the help of the commands by `make docs`.

Results go to standard output, messages to standard error, one line each.
The exit status is 0 when all is done, 1 when something failed and the rest was done.
It is 2 when the command or the question could not be understood.
"""


def page() -> str:
    """The page in Markdown."""
    return _INTRODUCTION + "".join(_sections())


def _sections() -> Iterator[str]:
    yield from _section()
    for command in app.registered_commands:
        if command.callback:
            yield from _section(command.callback.__name__)


def _section(*command: str) -> Iterator[str]:
    run = CliRunner().invoke(app, [*command, "--help"], prog_name="kg", env={"COLUMNS": "100"}, color=False)
    if run.exit_code:
        raise typer.Exit(run.exit_code)
    yield f"\n## {' '.join(('kg', *command))}\n\n```text\n{run.output.strip()}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(page())
