"""The graphs of the store over HTTP: the reading half of the SPARQL 1.1 Graph Store HTTP Protocol (W3C 2013)."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.query.escape import visible
from kg.serve.answers import answered, refused_method
from kg.serve.data import Bounds, Data
from kg.serve.requests import accept, of_url, single
from kg.serve.sparql import graph_answer, graph_name
from kg.serve.wire import Answer, Job, RefusedError

_PARAMETERS: Final = frozenset({"graph", "default", "format"})


async def graphs(request: Request) -> Response:
    """``?default`` or ``?graph=IRI`` (section 4.2), or a graph that is named by the URL itself (section 4.1)."""
    if request.method not in {"GET", "HEAD"}:
        return refused_method("GET, HEAD")
    values = of_url(request)
    if unknown := sorted(values.keys() - _PARAMETERS):
        raise RefusedError(
            400, "unknown parameter", where=visible(unknown[0]), mend=f"one of {', '.join(sorted(_PARAMETERS))}"
        )
    short, graph = single(values, "format"), single(values, "graph")
    if request.path_params.get("path"):
        graph = str(request.url.replace(query=""))
    elif (graph is None) == ("default" not in values):
        raise RefusedError(400, "name one graph", mend="?default, or ?graph= and the IRI of a graph")
    elif single(values, "default"):
        raise RefusedError(400, "takes no value", where="default", mend="?default, or ?graph= and the IRI of a graph")
    return await answered(request, graph_job(request, graph, short))


def graph_job(request: Request, graph: str | None, short: str | None) -> Job:
    """The job that reads ``graph``, None for the default graph."""
    named = {"graph": [graph]} if graph is not None else {}
    return Job("graph", {**named, "accept": [accept(request)], "format": [] if short is None else [short]})


def graph(data: Data, bounds: Bounds, job: Job) -> Answer:
    """The triples of the graph that the job names, sorted.  Raises RefusedError: 404 for one that is not there."""
    name = job.one("graph")
    node = ox.DefaultGraph() if name is None else graph_name(name)
    if isinstance(node, ox.NamedNode) and not data.store.contains_named_graph(node):
        raise RefusedError(404, f"no such graph: {node.value}", mend="GET /sparql lists them")
    quads = data.store.quads_for_pattern(None, None, None, node)
    return graph_answer(data, bounds, sorted((quad.triple for quad in quads), key=str), job)
