"""From a worker to HTTP: a job in, the response out; a client that leaves takes its query with it."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from kg.query.escape import visible
from kg.serve.media import HTML, negotiate
from kg.serve.pages import html, rendered
from kg.serve.pool import Pool
from kg.serve.requests import accept
from kg.serve.session import signed_in
from kg.serve.settings import Access
from kg.serve.wire import TEXT, Answer, Job, RefusedError

PLAIN: Final = "text/plain"
_REVIEW: Final = (
    b'<link rel="stylesheet" href="/static/review.css">\n'
    b'<script src="/static/review.js" type="module"></script>\n</head>'
)


async def answered(request: Request, job: Job, seconds: float | None = None) -> Response:
    """The response to ``job``.  Raises RefusedError."""
    pool: Pool = request.app.state.pool
    working = asyncio.create_task(pool.run(job, seconds))
    leaving = asyncio.create_task(_left(request))
    try:
        await asyncio.wait([working, leaving], return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            return Response(status_code=499)  # nobody reads it
        return told(request, working.result())
    finally:
        for task in (working, leaving):
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError, RefusedError):
            await working


async def _left(request: Request) -> None:
    """Return when the client has closed its connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def response(answer: Answer) -> Response:
    """An answer as a response; which one it is depends on Accept."""
    headers = {"Vary": "Accept", **answer.headers}
    return Response(answer.body, answer.status, {**headers, "Content-Type": answer.type})


def told(request: Request, answer: Answer) -> Response:
    """An answer as a response; a refusal as a page where the client is a person who opened one."""
    if answer.type.startswith(HTML):
        return response(reviewable(request, answer))
    if answer.status < 400 or answer.type != TEXT or not _opens_a_page(request):
        return response(answer)
    page = html(rendered("refused.html", status=answer.status, problem=visible(answer.body.decode().strip())))
    return response(replace(page, status=answer.status, headers={**page.headers, **answer.headers}))


def reviewable(request: Request, page: Answer) -> Answer:
    """A page with a link to sign in, where the server has a token, and for who has signed in with the means to review.

    ``static/review.js`` attaches to every element with ``data-claim`` (ids of claims, a space between them)
    and with ``data-person`` (an IRI below ``id/``), whatever template it comes from.
    """
    access: Access = request.app.state.access
    if access.token is None:
        return page
    by = signed_in(request)
    where = quote(f"/session?next={quote(request.url.path)}", safe="/?=%")
    link = f'<a href="{where}" class="reviewer">复核 <span lang="en">review</span></a></nav>'
    body = page.body.replace(b"</nav>", link.encode(), 1)
    if by is not None:
        body = body.replace(b"</head>", _REVIEW, 1)
    return replace(page, body=body, headers={**page.headers, "Vary": "Accept, Cookie", "Cache-Control": "no-store"})


def _opens_a_page(request: Request) -> bool:
    if request.url.path.endswith(".html"):
        return True
    try:
        return negotiate(accept(request), (PLAIN, HTML)) == HTML
    except RefusedError:
        return False


def refused_method(allowed: str) -> Response:
    """405 for a method that means nothing here."""
    return Response(f"this only answers {allowed}\n", 405, {"Allow": allowed, "Content-Type": TEXT})
