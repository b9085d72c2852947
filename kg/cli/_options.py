"""The options that several commands share, declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from kg.config import base_iri
from kg.errors import KgError

STORE = Path("out/store")

Store: TypeAlias = Annotated[Path, typer.Option("--store", metavar="DIR", help="The store that kg build writes.")]
Source: TypeAlias = Annotated[
    str,
    typer.Option("--store", metavar="DIR|URL", help="The store that kg build writes, or the URL of a SPARQL endpoint."),
]
Decisions: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        metavar="FILE",
        show_default=False,
        help="The file of decisions; without it, the environment variable KG_DECISIONS, else DIR.decisions.jsonl.",
    ),
]
By: TypeAlias = Annotated[
    str,
    typer.Option(
        metavar="NAME", show_default=False, help="Who decides; without it, KG_BY, git's user.name, or the account."
    ),
]
ClaimId: TypeAlias = Annotated[
    str, typer.Argument(metavar="CLAIM", help="The id of a claim, or how it begins: kg query review prints ids.")
]
PersonName: TypeAlias = Annotated[
    str, typer.Argument(metavar="PERSON", help="A name only one person has, or an IRI as kg query prints it.")
]
Why: TypeAlias = Annotated[str, typer.Option(metavar="TEXT", show_default=False, help="The reason, kept with it.")]
Texts: TypeAlias = Annotated[
    list[Path],
    typer.Argument(metavar="PATH", readable=False, help="Text files, or directories with .txt files at any depth."),
]


def _base(given: str) -> str:
    try:
        return base_iri(given or None)
    except KgError as error:
        raise typer.BadParameter(f"{error.what} ({error.mend})") from None


Base: TypeAlias = Annotated[
    str,
    typer.Option(
        metavar="IRI",
        callback=_base,
        show_default=False,
        help="The IRI below which the data's names are made; without it, the environment variable KG_BASE.",
    ),
]
