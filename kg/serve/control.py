"""What is more than reading: it needs the token the server was started with (RFC 6750)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.serve.pool import Pool
from kg.serve.session import allowed
from kg.serve.wire import RefusedError


async def reload(request: Request) -> Response:
    """Open the store again, as after ``kg build``: 204 when it is open.  Raises RefusedError."""
    allowed(request)
    pool: Pool = request.app.state.pool
    try:
        await pool.reload()
    except KgError as error:
        raise RefusedError(500, error.what, where=error.where, mend=error.mend) from error
    request.app.state.map.prepare()
    return Response(status_code=204)
