"""The web application: a pool of workers and its limits in, a Starlette application out."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.serve.answers import refused_method, told
from kg.serve.browse import browse, start
from kg.serve.control import reload
from kg.serve.deciding import Deciding, claim, decision, decisions
from kg.serve.desk import index, vocabulary, words
from kg.serve.endpoint import endpoint
from kg.serve.graphs import graphs
from kg.serve.linked import about, identifier
from kg.serve.map import Map, core, file, page, part
from kg.serve.openapi import openapi
from kg.serve.plain import ask
from kg.serve.pool import Pool
from kg.serve.questions import question, questions
from kg.serve.settings import Access, Limits
from kg.serve.shield import Shield
from kg.serve.signing_in import session
from kg.serve.wire import TEXT, Answer, RefusedError

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def application(
    pool: Pool, limits: Limits, access: Access, deciding: Deciding | None = None, maps: Map | None = None
) -> Starlette:
    """The application whose answers come from ``pool``; what is decided in its pages goes to ``deciding``."""
    shared = Middleware(
        CORSMiddleware, allow_origins=list(access.origins), allow_methods=["GET", "HEAD", "POST"], allow_headers=["*"]
    )
    app = Starlette(
        routes=[
            Route("/", index),
            Route("/sparql", endpoint, methods=METHODS),
            Route("/graphs", graphs, methods=METHODS),
            Route("/graphs/{path:path}", graphs, methods=METHODS),
            Route("/id/{path:path}", identifier),
            Route("/about/{path:path}", about),
            Route("/browse", start),
            Route("/browse/{name}", browse),
            Route("/map", page),
            Route("/map/core.json", core),
            Route("/map/{name}", file),
            Route("/map/{version}/{name}.json", part),
            Route("/q", questions),
            Route("/q/{name}", question),
            Route("/ask", ask),
            Route("/ns", vocabulary),
            Route("/terms.json", words),
            Route("/openapi.json", openapi),
            Route("/reload", reload, methods=["POST"]),
            Route("/session", session, methods=["GET", "POST"]),
            Route("/decisions", decisions, methods=["GET", "POST"]),
            Route("/decisions/claims/{id}", claim),
            Route("/decisions/{id}", decision, methods=["DELETE"]),
            Mount("/static", StaticFiles(packages=[("kg.serve", "static")])),
        ],
        middleware=[Middleware(Shield, limits=limits, hosts=access.hosts), *([shared] if access.origins else [])],
        exception_handlers={RefusedError: _refused, HTTPException: _failed, 500: _broken},
    )
    app.state.pool, app.state.limits, app.state.access, app.state.deciding = pool, limits, access, deciding
    app.state.search = None, b""
    app.state.map = maps or Map(pool)
    return app


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    return told(request, error.answer())


async def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return refused_method((error.headers or {}).get("Allow", "GET"))
    return told(request, Answer(error.status_code, TEXT, f"{error.detail}\n".encode(), error.headers or {}))


async def _broken(_: Request, __: Exception) -> Response:
    return Response("an error in the server: its log tells more\n", 500, media_type=TEXT)
