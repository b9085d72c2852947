"""The loop of a worker: one job at a time from its socket in, one answer out, until the socket closes."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from typing import Final

from kg.errors import KgError, QueryError
from kg.serve.data import Bounds, Data
from kg.serve.jobs import JOBS
from kg.serve.wire import LENGTHS, Answer, Job, RefusedError, job_of, out_of_memory, pack_answer

_LONG: Final = 0.2
"""Seconds of a job after which its memory is looked at, which takes milliseconds."""


def work(own: socket.socket, data: Data, bounds: Bounds) -> None:
    """Answer the jobs that come over ``own``."""
    private = 0
    while head := _received(own, LENGTHS.size):
        length, _ = LENGTHS.unpack(head)
        job = job_of(_received(own, length))
        started = time.monotonic()
        found = answer(data, bounds, job)
        if time.monotonic() - started > _LONG:
            private = _private()
        own.sendall(pack_answer(found, private))


def answer(data: Data, bounds: Bounds, job: Job) -> Answer:
    """The answer of a job; a refusal where it cannot be done."""
    try:
        return JOBS[job.name](data, bounds, job)
    except RefusedError as error:
        return error.answer()
    except QueryError as error:
        return RefusedError(400, error.what, where=error.where, mend=error.mend).answer()
    except KgError as error:
        return RefusedError(500, error.what, where=error.where, mend=error.mend).answer()
    except MemoryError:
        return out_of_memory().answer()


def _private() -> int:
    """Bytes of memory that no other process shares: what was taken, and what was copied on write; 0 where unknown."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_"))


def _received(own: socket.socket, length: int) -> bytes:
    """So many bytes; none at all where the server has closed the socket."""
    parts = bytearray()
    while len(parts) < length:
        part = own.recv(length - len(parts))
        if not part:
            return b""
        parts += part
    return bytes(parts)
