"""``/sparql``: the query operation of the SPARQL 1.1 Protocol (W3C Recommendation 2013, section 2.1)."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.answers import answered, refused_method
from kg.serve.requests import FORM, Values, accept, body, media_type, of_url, parameters, seconds, single, utf8
from kg.serve.settings import Limits
from kg.serve.sparql import graph_name
from kg.serve.wire import Job, RefusedError

QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"


#: What may stand beside no query in a request for the description of the service.
_WITHOUT_QUERY: Final = frozenset({"format", "timeout", "default-graph-uri", "named-graph-uri"})


async def endpoint(request: Request) -> Response:
    """Answer a query by GET, by POST of a form, or by POST of the query itself; without one, describe the service."""
    limits: Limits = request.app.state.limits
    if request.method in {"GET", "HEAD"}:
        values = of_url(request)
    elif request.method == "POST":
        values = await _posted(request, limits)
    else:
        return refused_method("GET, HEAD, POST")
    if "update" in values:
        raise _read_only()
    query = single(values, "query")
    if query is None:
        if request.method == "POST" or values.keys() - _WITHOUT_QUERY:
            raise RefusedError(400, "no query", mend="give it as query=…")
        seconds(values)
        for name in ("default-graph-uri", "named-graph-uri"):
            for iri in values.get(name, []):
                graph_name(iri, name)
        where = str(request.url.replace(query=""))
        return await answered(request, Job("description", _given(request, values) | {"endpoint": [where]}))
    graphs = {name: values.get(name, []) for name in ("default-graph-uri", "named-graph-uri")}
    return await answered(
        request, Job("sparql", _given(request, values) | graphs | {"query": [query]}), seconds(values)
    )


async def _posted(request: Request, limits: Limits) -> Values:
    kind = media_type(request)
    if kind == UPDATE:
        raise _read_only()
    if kind not in {FORM, QUERY}:
        raise RefusedError(415, "no query", where="Content-Type", mend=f"{QUERY} or {FORM}")
    values, raw = of_url(request), await body(request, limits)
    posted = {"query": [utf8(raw, "query")]} if kind == QUERY else parameters(raw, "form")
    for name, given in posted.items():
        values[name] = [*values.get(name, []), *given]
    return values


def _given(request: Request, values: Values) -> Values:
    short = single(values, "format")
    return {"accept": [accept(request)], "format": [] if short is None else [short]}


def _read_only() -> RefusedError:
    return RefusedError(403, "updates are refused: the server only reads", mend="change the texts and run kg build")
