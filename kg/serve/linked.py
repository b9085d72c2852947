"""Linked data: the IRIs of the entities, answered by this server whatever host stands in them.

An entity is no document, so its IRI leads to one about it by 303 (W3C, Cool URIs for the Semantic
Web, section 4.2): ``/id/person/x`` to ``/about/person/x.html`` or ``.ttl`` by what the client accepts.  A
graph is a document: ``/id/graph/…`` gives its triples at once.  Links are rewritten, never data.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.serve.answers import answered
from kg.serve.graphs import graph_job
from kg.serve.media import GRAPHS, HTML, SHORT, negotiate
from kg.serve.pool import Pool
from kg.serve.requests import accept, of_url, single, utf8
from kg.serve.wire import Job, RefusedError

_SUFFIX: Final = {"text/plain": "nt", "application/json": "jsonld", "application/xml": "rdf"} | {
    types[-1]: short for short, types in SHORT.items()
}
_GRAPH: Final = "graph/"


async def identifier(request: Request) -> Response:
    """Lead from an entity to what is known of it; answer a graph itself.  Raises RefusedError."""
    of_url(request)
    name = _name(request, "/id/")
    is_graph = name.startswith(_GRAPH)
    media = negotiate(accept(request), (*GRAPHS, HTML) if is_graph else (HTML, *GRAPHS))
    if is_graph and media != HTML:
        return await answered(request, graph_job(request, _iri(request, name), None))
    headers = {"Vary": "Accept"}
    return RedirectResponse(f"/about/{quote(name, safe=_SAFE)}.{_SUFFIX[media]}", 303, headers)


async def about(request: Request) -> Response:
    """The document about an entity, in the format its suffix names.  Raises RefusedError."""
    page = single(of_url(request), "page") or "1"
    if not re.fullmatch(r"[1-9][0-9]{0,4}", page):
        raise RefusedError(400, "must be a whole number above 0", where="page")
    name, _, short = _name(request, "/about/").rpartition(".")
    if not name or short not in SHORT or short in {"csv", "tsv"}:
        raise RefusedError(404, "no such page", mend="end it with .html, .ttl or another format of RDF")
    job = "page" if short == "html" else "entity"
    return await answered(request, Job(job, {"iri": [_iri(request, name)], "format": [short], "page": [page]}))


_SAFE: Final = "/:@!$&'()*+,;=-._~%"


def _name(request: Request, before: str) -> str:
    """What follows ``before`` in the path, as it was sent: an IRI may hold percent-encodings of its own."""
    raw: bytes = request.scope["raw_path"]
    return utf8(raw, "path").partition("?")[0].removeprefix(before)


def _iri(request: Request, name: str) -> str:
    pool: Pool = request.app.state.pool
    return f"{pool.facts['base']}id/{name}"
