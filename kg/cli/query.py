"""``kg query``: a question in, rows out."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated

import typer

from kg.cli._messages import warn
from kg.cli._options import STORE, Source
from kg.errors import QueryError


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    xml = "xml"
    markdown = "markdown"
    turtle = "turtle"


def query(
    ctx: typer.Context,
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="QUESTION",
            help="The name of a saved question, a .rq file, SPARQL text, or - for standard input.",
            show_default=False,
        ),
    ] = None,
    store: Source = str(STORE),
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="The value of a parameter; may be repeated."),
    ] = None,
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="How the answer is written: a table, or Turtle for CONSTRUCT."),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="The most rows to print.")] = None,
    timeout: Annotated[
        float,
        typer.Option(
            "--timeout", metavar="SECONDS", min=0, help="Stop the query after so many seconds; 0 for no limit."
        ),
    ] = 60.0,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print how the query is built, what its patterns find, and its time.")
    ] = False,
    listed: Annotated[bool, typer.Option("--list", "-l", help="List the saved questions, with parameters.")] = False,
) -> None:
    """Ask the store a question in SPARQL, or a saved one by its name.

    Parameters are bound as values and never pasted into the text.
    A question only reads, and reaches nothing outside the store.
    What runs longer than --timeout is stopped; what looks like a slip is told on standard error.
    The store may be that of a SPARQL endpoint; KG_USER and KG_PASSWORD log in to it.

    \b
    Example:
      kg query --list
      kg query posts-in-district --param district=榆次区
      kg query 'SELECT ?who WHERE { ?who a kg:Officer }' --format csv
      kg query secondments --store http://127.0.0.1:7878/query
    """
    if listed:
        for line in _catalog():
            typer.echo(line)
        return
    if question is None:
        raise typer.BadParameter("name a question, or ask for --list", param_hint="QUESTION")
    for rest in ctx.args:
        mend = f"give a parameter as --param {rest}" if "=" in rest else "put SPARQL text in quotes"
        raise QueryError("one question at a time", where=rest, mend=mend)
    from kg.query import notes, plan, render, resolve_query, run, within
    from kg.remote import open_source

    asked = sys.stdin.read() if question == "-" else resolve_query(question)
    given = dict(_pairs(param or ()))
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None

    def answered() -> tuple[list[str], str, bool]:
        """The plan, the answer as it is printed, and whether the limit cut it."""
        from time import perf_counter

        opened = perf_counter()
        loaded = open_source(store)
        started = perf_counter()
        result = run(loaded, asked, given, limit)
        done = perf_counter()
        default = Format.turtle if result.kind == "construct" else Format.table
        text = render(result, (form or default).value, width=width)
        lines = plan(loaded, asked, given) if explain else []
        times = f"opened in {started - opened:.2f} s, answered in {done - started:.3f} s, {len(result.rows)} rows"
        return [*lines, times], text, result.more

    lines, text, more = within(timeout or None, answered)
    if explain:
        for line in lines:
            typer.echo(line, err=True)
    for note in notes(asked if isinstance(asked, str) else asked.text):
        warn(note)
    show(text)
    if more:
        warn(f"there are more than {limit} rows")


def _catalog() -> Iterator[str]:
    """A line for each saved question, and one for each of its parameters."""
    from kg.query import catalog

    for name, found in catalog().items():
        yield f"{name}  {found.title['zh']}  {found.title['en']}"
        for key, value in found.parameters.items():
            needed = "required" if value.required else "optional"
            yield f"    --param {key}={value.example}  ({needed} {value.type}: {value.description})"


def _pairs(given: Iterable[str]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise QueryError(f"{text!r} is not NAME=VALUE", where="--param")
        if name in seen:
            raise QueryError(f"{name} is given twice", where="--param")
        seen.add(name)
        yield name, value


def show(answer: str) -> None:
    """Print an answer: byte for byte into a pipe or file, harmless into a terminal."""
    if sys.stdout.isatty():
        from kg.query import visible

        lines = (line.rstrip("\r").split("\t") for line in answer.split("\n"))
        answer = "\n".join("\t".join(map(visible, cells)) for cells in lines)
    sys.stdout.write(answer)
