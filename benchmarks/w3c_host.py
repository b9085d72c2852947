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

from kg.serve.answers import answered
from kg.serve.app import METHODS, application
from kg.serve.graphs import graph_job
from kg.serve.pool import Pool
from kg.serve.requests import of_url
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
            """The graph store: its reading half is the server's own, its writing half stands here."""
            values = of_url(request)
            body, kind = await request.body(), request.headers.get("content-type", "text/turtle").partition(";")[0]
            form = ox.RdfFormat.from_media_type(kind)
            if form == ox.RdfFormat.N_QUADS and not values:
                store.load(body, format=form)
                return await written()
            named = request.path_params.get("path") or values.get("graph")
            name = (values.get("graph") or [str(request.url.replace(query=""))])[0]
            if request.method in {"GET", "HEAD"}:
                return await answered(request, graph_job(request, name if named else None, None))
            new = not values and not named
            graph = ox.NamedNode(f"{name}/{len(list(store.named_graphs()))}" if new else name)
            target = graph if named or new else ox.DefaultGraph()
            known = target == ox.DefaultGraph() or store.contains_named_graph(graph)
            if request.method == "DELETE" and not known:
                return Response(status_code=404)
            if request.method in {"PUT", "DELETE"}:
                store.clear_graph(target) if request.method == "PUT" and known else store.remove_graph(target)
            if request.method != "DELETE":
                try:
                    store.load(body, format=form or ox.RdfFormat.TURTLE, base_iri=name, to_graph=target)
                except SyntaxError:
                    return Response(status_code=400)
                if named or new:
                    store.add_graph(graph)
            await written()
            headers = {"Location": graph.value} if new else {}
            return Response(status_code=204 if known else 201, headers=headers)

        inner = application(pool, limits, Access())
        app = Starlette(
            routes=[
                Route("/update", update, methods=["POST"]),
                Route("/gsp", graphs, methods=METHODS),
                Route("/gsp/{path:path}", graphs, methods=METHODS),
                Mount("/", inner),
            ]
        )
        app.state.pool, app.state.limits, app.state.access = pool, limits, Access()
        config = uvicorn.Config(app, port=port, log_level="warning", lifespan="off")
        await uvicorn.Server(config).serve()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(host(int((sys.argv[1:] or ["8348"])[0]), Path(folder) / "data.nq"))
