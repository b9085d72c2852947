"""``kg push``: a store in, its graphs in a graph store elsewhere out."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from kg.cli._messages import counted, warn
from kg.cli._options import STORE, Store


def push(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="The graph store of a server, as http://127.0.0.1:7878/store.")
    ],
    store: Store = STORE,
    prune: Annotated[
        str,
        typer.Option(
            metavar="ENDPOINT",
            help="Also delete documents' graphs that the store no longer holds; ENDPOINT is where the server is asked.",
        ),
    ] = "",
) -> None:
    """Write the graphs into a server by the SPARQL 1.1 Graph Store Protocol.

    Each document's graph replaces the one of that name, and the default graph holds every triple once.
    KG_USER and KG_PASSWORD in the environment log in.

    \b
    Example:
      kg push http://127.0.0.1:7878/store
      kg push http://127.0.0.1:7878/store --prune http://127.0.0.1:7878/query
      kg push http://127.0.0.1:8890/sparql-graph-crud-auth
    """
    from kg.remote import Http, RemoteStore
    from kg.remote import prune as delete
    from kg.remote import push as write
    from kg.store import load

    login = os.environ.get("KG_USER"), os.environ.get("KG_PASSWORD")
    server, graphs = Http(url, *login), load(store)
    endpoint = RemoteStore(prune, *login) if prune else None
    written = list(write(graphs, server))
    triples = sum(number for _, number in written)
    warn(f"wrote {counted(len(written), 'graph')}, {counted(triples, 'triple')} to {url}")
    if endpoint is not None:
        gone = list(delete(graphs, server, endpoint))
        warn(f"deleted {counted(len(gone), 'graph')} that the store no longer holds")
