"""Runs the application with uvicorn: a source and an address in; out when it is told to end."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import uvicorn

from kg.errors import KgError
from kg.serve.app import application
from kg.serve.deciding import Deciding
from kg.serve.map import Map
from kg.serve.pool import Pool
from kg.serve.settings import Access, Limits

_LOG: Final = logging.getLogger("kg.serve")

_PATIENCE: Final = 5
"""Seconds that running requests are given when the server is told to end."""
_IDLE: Final = 60
"""Seconds that a connection without a request stays open."""
_HEAD: Final = 256 * 1024
"""Bytes of a request's head that are read at all; ``Limits`` holds what is accepted of them."""
_CONNECTIONS: Final = 2048


def bound_socket(host: str, port: int) -> socket.socket:
    """A listening socket at ``host`` and ``port`` (0: any free one).  Raises KgError where that cannot be had."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # Named as TCP, or asyncio leaves Nagle's algorithm on, which costs 40 ms an answer.
        found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(512)
    except OSError as error:
        mend = "choose another with --host and --port, or end the program that uses it"
        raise KgError(f"cannot listen: {error.strerror or error}", where=f"{host}:{port}", mend=mend) from error
    return found


def address(listening: socket.socket) -> str:
    """The URL a browser opens for the socket."""
    host, port = listening.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (read, not bound)
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def serve(
    source: Path,
    listening: socket.socket,
    limits: Limits,
    access: Access,
    deciding: Deciding | None,
    ready: Callable[[Mapping[str, object]], None],
    tell: Callable[[str], None],
) -> None:
    """Answer requests over the store or RDF file ``source`` until SIGINT or SIGTERM; SIGHUP opens it again.

    Decisions go to ``deciding``, if there is any.  ``ready`` is called with what is known of the store
    (``base``, ``quads``, ``isolated``) once it is open, ``tell`` with lines about what goes on in the
    background.  Raises KgError where it cannot be opened.
    """
    asyncio.run(_serve(source, listening, limits, access, deciding, ready, tell))


async def _serve(
    source: Path,
    listening: socket.socket,
    limits: Limits,
    access: Access,
    deciding: Deciding | None,
    ready: Callable[[Mapping[str, object]], None],
    tell: Callable[[str], None],
) -> None:
    async with Pool(source, limits) as pool:
        maps = Map(pool, tell)
        config = uvicorn.Config(
            application(pool, limits, access, deciding, maps),
            http="h11",
            ws="none",
            lifespan="off",
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            h11_max_incomplete_event_size=_HEAD,
            timeout_graceful_shutdown=_PATIENCE,
            timeout_keep_alive=_IDLE,
            limit_concurrency=_CONNECTIONS,
        )
        try:
            await _Server(config, pool, maps, ready).serve(sockets=[listening])
        finally:
            await maps.close()


class _Server(uvicorn.Server):
    """Says when it is ready, and obeys signals without dying of them, so that the pool is closed as well."""

    def __init__(
        self, config: uvicorn.Config, pool: Pool, maps: Map, ready: Callable[[Mapping[str, object]], None]
    ) -> None:
        super().__init__(config)
        self._pool, self._maps, self._ready = pool, maps, ready
        self._reloading: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready(self._pool.facts)
            self._maps.prepare()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        loop.add_signal_handler(signal.SIGHUP, self._reload)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                loop.remove_signal_handler(number)

    def _reload(self) -> None:
        self._reloading = asyncio.get_running_loop().create_task(self._reloaded())

    async def _reloaded(self) -> None:
        try:
            await self._pool.reload()
        except KgError as error:
            _LOG.warning("the store was not opened again: %s", error)
        else:
            self._maps.prepare()
