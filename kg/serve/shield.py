"""What every request passes first: limits of URL and headers, the names the server answers to, safe headers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.answers import response
from kg.serve.settings import Limits
from kg.serve.wire import RefusedError

HEADERS: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}
"""On every response; a page that shows something brings a Content-Security-Policy of its own."""


class Shield:
    """ASGI middleware.

    ``hosts`` are the names, without port, that a Host header may hold: another site's page that has
    its own name point to this machine (DNS rebinding) is so refused.  None means any name.
    """

    def __init__(self, app: ASGIApp, limits: Limits, hosts: frozenset[str]) -> None:
        self._app, self._limits, self._hosts = app, limits, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or hand on and add the headers to what comes back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            self._check(scope)
        except RefusedError as error:
            await response(error.answer())(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)

    def _check(self, scope: Scope) -> None:
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > self._limits.url:
            raise RefusedError(
                414, f"longer than {self._limits.url:,} bytes", where="URL", mend="send the query by POST"
            )
        if sum(len(name) + len(value) for name, value in scope["headers"]) > self._limits.headers:
            raise RefusedError(431, f"longer than {self._limits.headers:,} bytes", where="headers")
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1:
            raise RefusedError(400, "one Host header is needed", where="Host")
        if self._hosts and _name(hosts[0].decode("latin-1")) not in self._hosts:
            what = "this server does not answer to that name"
            raise RefusedError(421, what, where="Host", mend="name it with --allow-host when the server is started")


def _name(host: str) -> str:
    """The host without its port, in lower case: ``[::1]:80`` and ``localhost:80``."""
    if host.startswith("["):
        return host.partition("]")[0].removeprefix("[").lower()
    return host.partition(":")[0].lower()
