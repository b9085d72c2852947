"""A host for the W3C's SPARQL tests over HTTP: the read-only server with a second door that fills its store.

usage: python -m benchmarks.w3c_host [PORT]

The tests load data before each query.  ``kg serve`` cannot be written to, so this process keeps the
data, takes ``/update`` and the graph store's writes at ``/gsp``, and lets the server, whose own
paths are as always, open the data again.  For tests only: it asks nobody who they are.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

import pyoxigraph as ox
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from kg.serve.app import application
from kg.serve.pool import Pool
from kg.serve.settings import Access, Limits


async def host(port: int, file: Path) -> None:
    """Serve until interrupted; ``file`` holds the data."""
    store = ox.Store()
    file.write_bytes(b"")
    limits = Limits(workers=1)
    async with Pool(file, limits) as pool:

        async def written() -> Response:
            file.write_bytes(store.dump(format=ox.RdfFormat.N_QUADS) or b"")
            await pool.reload()
            return Response(status_code=204)

        async def update(request: Request) -> Response:
            store.update((await request.body()).decode())
            return await written()

        async def graphs(request: Request) -> Response:
            store.load(await request.body(), format=ox.RdfFormat.N_QUADS)
            return await written()

        inner = application(pool, limits, Access())
        app = Starlette(
            routes=[
                Route("/update", update, methods=["POST"]),
                Route("/load", graphs, methods=["POST"]),
                Mount("/", inner),
            ]
        )
        config = uvicorn.Config(app, port=port, log_level="warning", lifespan="off")
        await uvicorn.Server(config).serve()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(host(int((sys.argv[1:] or ["8348"])[0]), Path(folder) / "data.nq"))
