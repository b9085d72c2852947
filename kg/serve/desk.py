"""The page for analysts: a SPARQL editor, the saved questions as examples, the answer as a table."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kg.query import catalog
from kg.resources import data
from kg.serve.answers import answered, told
from kg.serve.media import TURTLE
from kg.serve.pages import STATIC, html, rendered
from kg.serve.wire import Job

EDITOR: Final = ("yasqe.min.css", "yasqe.min.js")
"""What ``.ci/editor/build.py`` puts into static/editor when a wheel is built, or ``make editor`` in a checkout."""


async def index(request: Request) -> Response:
    """The page; without the editor's files a plain field stands in for it."""
    editor = all((STATIC / "editor" / name).is_file() for name in EDITOR)
    return told(request, html(rendered("index.html", editor=editor, questions=catalog())))


async def vocabulary(_: Request) -> Response:
    """The ontology, where its own IRI points when this server stands at the base of the data."""
    return Response((data("ontology") / "kg.ttl").read_bytes(), media_type=TURTLE)


async def words(request: Request) -> Response:
    """What the editor completes."""
    return await answered(request, Job("terms", {}))
