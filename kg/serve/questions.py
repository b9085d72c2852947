"""``/q``: every saved question as a call, ``/q/NAME.json?parameter=value``, and as a page with a form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import QueryError
from kg.query import SavedQuery, render, run, visible
from kg.query.catalog import catalog
from kg.query.params import bind
from kg.serve.answers import answered, told
from kg.serve.bounded import too_large, too_many
from kg.serve.data import Bounds, Data
from kg.serve.entity import Cell, link
from kg.serve.media import CSV, HTML, JSON, TSV
from kg.serve.pages import html, rendered
from kg.serve.requests import SHORTEST_QUESTION, of_url, seconds, single
from kg.serve.sparql import full_type
from kg.serve.wire import Answer, Job, RefusedError

TYPES: Final[Mapping[str, str]] = {"json": JSON, "csv": CSV, "tsv": TSV, "html": HTML}
"""Suffix of a call to what it gives."""
RESERVED: Final = frozenset({"limit", "timeout"})
"""Parameters of every call, which a question cannot have for its own."""
_NAMED: Final = frozenset({"place", "person", "post", "body"})
"""Types whose values are names: one that fits nothing in the graph is not found, rather than wrong."""
_SHOWN: Final = 1000


async def question(request: Request) -> Response:
    """The answer of the question in the path.  Raises RefusedError: 404 for one that there is not."""
    name, _, suffix = request.path_params["name"].rpartition(".")
    if name not in catalog() or suffix not in TYPES:
        mend = f"GET /q lists them; the suffix is one of {', '.join(TYPES)}"
        raise RefusedError(404, "no such question", mend=mend)
    try:
        job, allowed = _job(request, name, suffix)
    except RefusedError as error:
        if suffix != "html":
            raise
        return told(request, html(_form(catalog()[name], {}, problem=str(error)), error.status))
    return await answered(request, job, allowed)


def _job(request: Request, name: str, suffix: str) -> tuple[Job, float | None]:
    """What a worker is asked, and the seconds it is given.  Raises RefusedError."""
    values = of_url(request)
    given = {key: single(values, key) or "" for key in values}
    allowed = seconds(values, SHORTEST_QUESTION)
    given.pop("timeout", None)
    limit = given.pop("limit", None)
    if limit is not None and not re.fullmatch(r"[1-9][0-9]{0,8}", limit):
        raise RefusedError(400, "must be a whole number above 0", where="limit", mend="at most 999999999")
    pairs = [part for pair in given.items() for part in pair]
    kept = [] if limit is None else [limit]
    return Job("question", {"name": [name], "format": [suffix], "limit": kept, "parameters": pairs}), allowed


async def questions(request: Request) -> Response:
    """The page that lists the questions."""
    of_url(request)
    return told(request, html(rendered("questions.html", questions=catalog())))


def ask(data: Data, bounds: Bounds, job: Job) -> Answer:
    """The answer of the question ``name`` in ``format``.

    Values of the job: also ``parameters``, names and values in turn, and ``limit``.  Raises QueryError
    for wrong parameters, RefusedError where the answer passes a bound.
    """
    found = data.questions[job.one("name") or ""]
    suffix = job.one("format") or ""
    flat = job.all("parameters")
    given = dict(zip(flat[::2], flat[1::2], strict=True))
    limit = job.one("limit")
    try:
        if suffix == "html":
            return html(_page(data, found, given, int(limit or _SHOWN)))
        result = run(data.store, found, given, min(int(limit), bounds.rows) if limit else bounds.rows)
    except QueryError as error:
        refused = _refused(found, given, error)
        if suffix == "html":
            return html(_form(found, given, problem=str(refused)), refused.status)
        raise refused from error
    if result.more and not limit:
        raise too_many(bounds.rows)
    body = render(result, suffix).encode()
    if len(body) > bounds.size:
        raise too_large(bounds.size)
    return Answer(200, full_type(TYPES[suffix]), body)


def _refused(found: SavedQuery, given: Mapping[str, str], error: QueryError) -> RefusedError:
    named = found.parameters.get(error.where or "")
    missing = named is not None and named.type in _NAMED and given.get(error.where or "")
    return RefusedError(404 if missing else 400, error.what, where=error.where, mend=error.mend)


def _page(data: Data, found: SavedQuery, given: Mapping[str, str], limit: int) -> bytes:
    """The page with the answer; the form alone while a value that is needed is not given.  Raises QueryError."""
    if not all(given.get(name) for name, parameter in found.parameters.items() if parameter.required):
        optional = {name: replace(parameter, required=False) for name, parameter in found.parameters.items()}
        bind(data.store, optional, given, data.prefixes)
        return _form(found, given)
    result = run(data.store, found, given, min(limit, _SHOWN))
    rows = [[_cell(data, term) for term in row] for row in result.rows]
    return _form(found, given, asked=True, columns=result.columns, rows=rows, more=result.more)


def _form(
    found: SavedQuery,
    given: Mapping[str, str],
    *,
    problem: str | None = None,
    asked: bool = False,
    columns: tuple[str, ...] = (),
    rows: Sequence[Sequence[Cell]] = (),
    more: bool = False,
) -> bytes:
    query = f"?{urlencode(given)}" if given else ""
    return rendered(
        "question.html",
        question=found,
        given=given,
        problem=problem and visible(problem),
        asked=asked,
        columns=columns,
        rows=rows,
        more=more,
        downloads={suffix: f"/q/{found.name}.{suffix}{query}" for suffix in TYPES},
    )


def _cell(data: Data, term: object) -> Cell:
    if isinstance(term, ox.NamedNode):
        return link(data, term)
    return Cell(visible(term.value) if isinstance(term, ox.Literal) else "")
