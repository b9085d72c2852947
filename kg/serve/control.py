"""What is more than reading: it needs the token the server was started with (RFC 6750)."""

from __future__ import annotations

import hmac

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.serve.pool import Pool
from kg.serve.settings import Access
from kg.serve.wire import RefusedError


async def reload(request: Request) -> Response:
    """Open the store again, as after ``kg build``: 204 when it is open.  Raises RefusedError."""
    check_token(request)
    pool: Pool = request.app.state.pool
    try:
        await pool.reload()
    except KgError as error:
        raise RefusedError(500, error.what, where=error.where, mend=error.mend) from error
    return Response(status_code=204)


def check_token(request: Request) -> None:
    """Let a request with the token pass.  Raises RefusedError: 403 where the server has none, 401 for a wrong one."""
    access: Access = request.app.state.access
    if access.token is None:
        raise RefusedError(403, "the server only reads", mend="start it with a token in the environment as KG_TOKEN")
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), access.token.encode()):
        challenge = {"WWW-Authenticate": 'Bearer realm="kg"'}
        raise RefusedError(401, "the token is missing or wrong", where="Authorization", headers=challenge)
