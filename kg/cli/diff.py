"""``kg diff``: two graphs in, what differs between them out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli._messages import FAILED, NOT_UNDERSTOOD, describe, warn
from kg.errors import KgError


class Format(StrEnum):
    """How the differences are written."""

    text = "text"
    json = "json"


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The folder of a store, or an RDF file of kg export.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The same, later.")],
    form: Annotated[Format, typer.Option("--format", "-f", help="Lines for people, or JSON.")] = Format.text,
) -> None:
    """Say which facts were added, removed or changed, and which nodes have another name.

    Where a fact is said does not count, only what it says; nor does the base of the IRIs, or by which
    document's IRI a person goes.
    The exit status is 0 when both say the same, 1 when they differ, 2 when one cannot be read.

    \b
    Example:
      kg diff monday.ttl out/store
      kg diff monday.nq tuesday.nq --format json
    """
    from kg.export.changes import as_json, lines
    from kg.export.compare import compare
    from kg.export.reading import open_graph
    from kg.query import visible

    try:
        found = compare(open_graph(old), open_graph(new))
    except KgError as error:
        warn(describe(error))
        raise typer.Exit(NOT_UNDERSTOOD) from None
    if found.bases:
        mend = "nodes are told by what stands behind it, else by kind and name"
        warn(f"the bases differ, {found.bases[0]} and {found.bases[1]}: {mend}")
    if form is Format.json:
        typer.echo(as_json(found))
    else:
        for line in lines(found):
            typer.echo(visible(line))
    if not found.same:
        raise typer.Exit(FAILED)
