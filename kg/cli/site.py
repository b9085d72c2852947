"""``kg site``: a store in, a folder of pages out that needs no server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli._messages import confirm, counted
from kg.cli._options import STORE, Store

_MEGABYTE = 1 << 20


def site(
    out: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write.")] = Path("out/site"),
    store: Store = STORE,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="The name of the site.")] = "干部任职与挂职图谱",
    network: Annotated[bool, typer.Option(help="With the network of kg view as one of the pages.")] = True,
) -> None:
    """Write pages to browse: people, places, bodies, documents, reports, the map of secondments.

    Every fact shows the words that say it.
    Any browser opens the folder's index.html; no server and no internet is needed.
    The folder is replaced as a whole when it is a site already, and left alone when it is anything else.

    \b
    Example:
      kg site -o out/site
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from kg.site import write_site
    from kg.store import load, manifest, texts
    from kg.view import write_view

    graph, text_of = load(store), texts(store)
    beside = {"network.html": lambda path: write_view(graph, text_of, path, title)} if network else {}
    console = Console(stderr=True)
    columns = TextColumn("pages"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("pages", total=None)
        files, size = write_site(
            graph,
            text_of,
            manifest(store).base,
            out,
            title,
            beside,
            lambda done, all_things: progress.update(task, completed=done, total=all_things),
        )
    confirm(out, f"{counted(files, 'file')}, {size / _MEGABYTE:.1f} MB; open {out / 'index.html'}")
