"""Who may do more than read: a request in, the name of who decides out, or a refusal.

A program sends the token with each request (RFC 6750).  A browser signs in once and gets a cookie that the
token has signed (HMAC-SHA256): no script can read it, no other site's page makes the browser send it, and a
request that changes something must also come from a page of this server (RFC 6265, RFC 6454).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request

from kg.serve.settings import Access
from kg.serve.wire import RefusedError

COOKIE: Final = "kg_session"
LASTS: Final = 12 * 3600
"""Seconds until a session ends."""
LONGEST_NAME: Final = 100
_SAFE: Final = frozenset({"GET", "HEAD"})


def allowed(request: Request) -> str:
    """Who the request comes from, "" where it does not say.

    Raises RefusedError: 403 where the server has no token or another site's page sent the request, 401
    without token and session.
    """
    token = token_of(request)
    if "authorization" in request.headers:
        check_bearer(request, token)
        return ""
    by = signed_in(request)
    if by is None:
        challenge = {"WWW-Authenticate": 'Bearer realm="kg"'}
        raise RefusedError(401, "the token is missing or wrong", where="Authorization", headers=challenge)
    if request.method not in _SAFE:
        check_origin(request)
    return by


def token_of(request: Request) -> str:
    """The token of the server.  Raises RefusedError (403) where it has none."""
    access: Access = request.app.state.access
    if access.token is None:
        raise RefusedError(403, "the server only reads", mend="start it with a token in the environment as KG_TOKEN")
    return access.token


def check_bearer(request: Request, token: str) -> None:
    """Let a request with the token pass.  Raises RefusedError (401) for any other."""
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not same(given.strip(), token):
        challenge = {"WWW-Authenticate": 'Bearer realm="kg"'}
        raise RefusedError(401, "the token is missing or wrong", where="Authorization", headers=challenge)


def check_origin(request: Request) -> None:
    """Let a request of a page of this server pass.  Raises RefusedError (403) for another's, or for none."""
    origin = urlsplit(request.headers.get("origin", ""))
    if origin.scheme not in {"http", "https"} or origin.netloc.lower() != request.headers.get("host", "").lower():
        raise RefusedError(403, "only a page of this server may do that", where="Origin")


def same(given: str, token: str) -> bool:
    """Whether somebody gave the token; how long that takes tells nothing of it."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), token.encode())


def signed_in(request: Request) -> str | None:
    """The name somebody signed in with; None without a session that still lasts."""
    access: Access = request.app.state.access
    content, _, signature = request.cookies.get(COOKIE, "").partition(".")
    if access.token is None or not hmac.compare_digest(signature.encode(), _signature(content, access.token).encode()):
        return None
    try:
        said = json.loads(base64.urlsafe_b64decode(content))
        return str(said["by"]) if said["until"] > time.time() else None
    except (binascii.Error, ValueError, KeyError, TypeError):
        return None


def cookie(by: str, token: str) -> str:
    """The value of the cookie of a session that begins now."""
    said = json.dumps({"by": by, "until": int(time.time()) + LASTS})
    content = base64.urlsafe_b64encode(said.encode()).decode()
    return f"{content}.{_signature(content, token)}"


def _signature(content: str, token: str) -> str:
    return hmac.new(token.encode(), b"kg-session:" + content.encode(), hashlib.sha256).hexdigest()
