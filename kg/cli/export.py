"""``kg export``: a store in; an RDF file, a network or tables for another tool out."""

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
    description = "description"


class Format(StrEnum):
    """How the graph is written."""

    ttl = "ttl"
    nt = "nt"
    nq = "nq"
    trig = "trig"
    jsonld = "jsonld"
    graphml = "graphml"
    gexf = "gexf"
    neo4j = "neo4j"


def export(
    out: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="The file to write: .ttl, .nt, .nq, .trig, .jsonld, .graphml or .gexf. For neo4j, a folder.",
        ),
    ],
    store: Store = STORE,
    form: Annotated[
        Format | None, typer.Option("--format", "-f", help="The format, where the suffix does not say it.")
    ] = None,
    flavour: Annotated[
        Flavour,
        typer.Option(help="Everything, the facts alone, where they come from, or what the set holds; for RDF only."),
    ] = Flavour.all,
    licence: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The licence of your data, for the description of the set.")
    ] = None,
) -> None:
    """Write the graph for other tools; the suffix of the file names the format.

    RDF keeps everything.
    GraphML and GEXF (Gephi) hold the entities and, as edges, the facts with their evidence.
    The format neo4j is a folder with nodes.csv and relationships.csv.

    \b
    Example:
      kg export out/kg.ttl
      kg export out/facts.nq --flavour knowledge
      kg export out/void.ttl --flavour description
      kg export out/kg.gexf
      kg export out/tables --format neo4j
    """
    from kg.export import export as write
    from kg.export import unit

    chosen = form.value if form else None
    number = write(store, out, flavour=flavour.value, form=chosen, licence=licence)
    confirm(out, counted(number, unit(out, chosen)))
