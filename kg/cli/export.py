"""``kg export``: a store in, one RDF file out; the file's suffix names the format."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli._messages import confirm, counted
from kg.cli._options import STORE, Store


class Flavour(StrEnum):
    """Which part of the graph is written."""

    all = "all"
    knowledge = "knowledge"
    provenance = "provenance"


def export(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write: .ttl, .nt, .nq, .trig or .jsonld.")],
    store: Store = STORE,
    flavour: Annotated[Flavour, typer.Option(help="Everything, the facts alone, or where they come from.")] = (
        Flavour.all
    ),
) -> None:
    """Write the graph as RDF; the suffix of the file names the format.

    \b
    Example:
      kg export out/kg.ttl
      kg export out/facts.nq --flavour knowledge
    """
    from kg.export import export as write

    confirm(out, counted(write(store, out, flavour=flavour.value), "triple"))
