"""``kg view``: a store in, one HTML file out that needs no network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli._messages import confirm, counted
from kg.cli._options import STORE, Store


def view(
    out: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.html", help="The HTML file to write.")],
    store: Store = STORE,
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="The heading of the page.")
    ] = "干部任职与挂职网络",
) -> None:
    """Write the graph as one HTML file to look at.

    It shows a network, and every fact with its sentence.
    It makes no network request and can be sent by mail.

    \b
    Example:
      kg view -o out/index.html
    """
    from kg.store import load, texts
    from kg.view import write_view

    nodes, facts = write_view(load(store), texts(store), out, title)
    confirm(out, f"{counted(nodes, 'node')}, {counted(facts, 'fact')}")
