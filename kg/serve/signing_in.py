"""``/session``: the page where a person gives the token, and the end of a session."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.query.escape import visible
from kg.serve.answers import response
from kg.serve.pages import html, rendered
from kg.serve.requests import FORM, Values, body, media_type, of_url, parameters, single
from kg.serve.session import COOKIE, LASTS, LONGEST_NAME, check_origin, cookie, same, signed_in, token_of
from kg.serve.settings import Limits
from kg.serve.wire import RefusedError

_WAIT: Final = 0.5
"""Seconds that a wrong token costs whoever tries tokens."""
_HOME: Final = "/"


async def session(request: Request) -> Response:
    """GET: the page.  POST of its form: a session, and back to the page that led here; without a token, its end.

    Raises RefusedError: 403 where the server has no token, 400 and 415 for what is no form.
    """
    token = token_of(request)
    if request.method != "POST":
        return _page(request, _next(single(of_url(request), "next")))
    check_origin(request)
    form = await _form(request)
    back = _next(single(form, "next"))
    if single(form, "end") is not None:
        leaving = RedirectResponse(back, 303)
        leaving.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
        return leaving
    by = (single(form, "by") or "").strip()
    if not by or len(by) > LONGEST_NAME:
        return _page(request, back, f"by: a name of 1 to {LONGEST_NAME} characters is needed", 400)
    if not same(single(form, "token") or "", token):
        await asyncio.sleep(_WAIT)
        return _page(request, back, "token: the token is missing or wrong", 401)
    entering = RedirectResponse(back, 303)
    secure = request.url.scheme == "https"
    entering.set_cookie(
        COOKIE, cookie(by, token), max_age=LASTS, path="/", secure=secure, httponly=True, samesite="strict"
    )
    return entering


async def _form(request: Request) -> Values:
    limits: Limits = request.app.state.limits
    if media_type(request) != FORM:
        raise RefusedError(415, "no form", where="Content-Type", mend=FORM)
    return parameters(await body(request, limits), "form")


def _next(given: str | None) -> str:
    """A path of this server to go on to: nothing that a browser would take for another host."""
    fits = given and given.startswith("/") and not given.startswith("//") and "\\" not in given and given.isprintable()
    return given if given and fits else _HOME


def _page(request: Request, back: str, problem: str | None = None, status: int = 200) -> Response:
    shown = rendered("session.html", by=visible(signed_in(request) or ""), next=back, problem=problem)
    found = html(shown, status)
    # With no-referrer, as elsewhere, a browser would send the form with "Origin: null".
    return response(
        replace(found, headers={**found.headers, "Referrer-Policy": "same-origin", "Cache-Control": "no-store"})
    )
