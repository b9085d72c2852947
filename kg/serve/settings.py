"""What a server may spend: the limits of one query and of all together, and who may ask."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from kg.errors import KgError

MEGABYTE = 1 << 20


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of queries and requests; each must be positive.

    ``seconds`` a query may run, ``rows`` and ``size`` (bytes) of its answer, ``memory`` (bytes) it
    may take beside the store.  After ``quick`` seconds a query is heavy: ``heavy`` of them run at a
    time, ``waiting`` more are held still until it is their turn.  ``workers`` queries are in their
    quick phase at a time, ``queue`` more wait for a worker.  ``body``, ``url`` and ``headers`` are
    bytes of a request, ``arrival`` the seconds its body may take to arrive, ``making`` those that the
    server may take to make its map.
    """

    seconds: float = 30.0
    rows: int = 1_000_000
    size: int = 64 * MEGABYTE
    memory: int = 1024 * MEGABYTE
    quick: float = 0.5
    workers: int = 4
    heavy: int = field(default_factory=lambda: max(1, _cores() - 1))
    waiting: int = 8
    queue: int = 256
    body: int = MEGABYTE
    url: int = 32 * 1024
    headers: int = 32 * 1024
    arrival: float = 10.0
    making: float = 900.0

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not getattr(self, name) > 0:
                raise KgError(f"must be more than 0, not {getattr(self, name)}", where=name)


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask: host names the server answers to (none: to any), origins of other web pages, a token."""

    hosts: frozenset[str] = frozenset()
    origins: tuple[str, ...] = ()
    token: str | None = field(default=None, repr=False)
