"""``kg serve``: a store in, a web server out."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli._messages import warn
from kg.cli._options import STORE, Decisions

if TYPE_CHECKING:
    from kg.model import Claim
    from kg.serve.deciding import Deciding

_MEGABYTE = 1 << 20


def serve(
    source: Annotated[
        Path, typer.Argument(metavar="STORE", help="The store that kg build writes, or a file of RDF.")
    ] = STORE,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(metavar="N", min=0, max=65535, help="The port to listen at; 0 for any that is free.")
    ] = 8347,
    seconds: Annotated[float, typer.Option("--timeout", metavar="SECONDS", help="How long a query may run.")] = 30.0,
    rows: Annotated[int, typer.Option("--max-rows", metavar="N", help="Rows an answer may have.")] = 1_000_000,
    size: Annotated[int, typer.Option("--max-size", metavar="MB", help="Megabytes an answer may have.")] = 64,
    memory: Annotated[
        int, typer.Option("--max-memory", metavar="MB", help="Megabytes a query may take beside the store.")
    ] = 1024,
    workers: Annotated[int, typer.Option(metavar="N", help="Queries that start at the same time.")] = 4,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Another name the server is called by, as behind a proxy; may be repeated."),
    ] = None,
    cors: Annotated[
        list[str] | None,
        typer.Option(metavar="ORIGIN", help="A web page's origin that may ask, or * for any; may be repeated."),
    ] = None,
    decisions: Decisions = None,
) -> None:
    """Serve the graph over HTTP, for reading only; with a token, people may also review it.

    It listens on this machine alone unless --host says otherwise.
    A query that runs too long, or answers too much, is stopped.
    The server opens the store again on the signal HUP.
    With a token in the environment variable KG_TOKEN, who has it may open the store again (POST /reload) and
    accept, correct and reject facts in the pages (/session): that is written to the file of decisions, which
    the next kg build takes up.

    \b
    Example:
      kg serve
      kg serve out/store --port 8000 --timeout 10
    """
    from kg.serve.server import address, bound_socket
    from kg.serve.server import serve as run
    from kg.serve.settings import Access, Limits

    limits = Limits(seconds=seconds, rows=rows, size=size * _MEGABYTE, memory=memory * _MEGABYTE, workers=workers)
    named = {"localhost", "127.0.0.1", "::1", host.lower(), *(name.lower() for name in allow_host or ())}
    everywhere = host in {"0.0.0.0", "::"} and not allow_host  # noqa: S104 (the user's wish)
    hosts = frozenset() if everywhere else frozenset(named)
    access = Access(hosts, tuple(cors or ()), os.environ.get("KG_TOKEN") or None)
    with bound_socket(host, port) as listening:
        where = address(listening)

        def tell(facts: Mapping[str, object]) -> None:
            warn(f"{where} serves {facts['quads']:,} quads; Ctrl-C ends it")
            if not facts["isolated"]:
                warn("this system lets no process leave the network: SERVICE is refused by reading the query alone")

        def progress(line: str) -> None:
            if sys.stderr.isatty():
                warn(line)

        run(source, listening, limits, access, _deciding(source, decisions) if access.token else None, tell, progress)


def _deciding(source: Path, given: Path | None) -> Deciding | None:
    """Where what is decided in the pages goes; None for a file of RDF, which has no texts to read claims from."""
    if not source.is_dir():
        return None
    import asyncio

    from kg.cli._decide import who
    from kg.config import decisions_file
    from kg.decisions import load
    from kg.review import Claims
    from kg.serve.deciding import Deciding

    file = decisions_file(source, given)

    def claim(name: str, doc: str) -> Claim:
        return Claims(source, load(file)).extracted(name, doc)

    return Deciding(file, source, who(""), claim, asyncio.Lock())
