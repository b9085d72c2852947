"""The loop of a worker: one job at a time from its socket in, one answer out, until the socket closes."""

from __future__ import annotations

import socket

from kg.errors import KgError, QueryError
from kg.serve.data import Bounds, Data
from kg.serve.jobs import JOBS
from kg.serve.wire import LENGTHS, Answer, Job, RefusedError, job_of, out_of_memory, pack_answer


def work(own: socket.socket, data: Data, bounds: Bounds) -> None:
    """Answer the jobs that come over ``own``."""
    while head := _received(own, LENGTHS.size):
        length, _ = LENGTHS.unpack(head)
        own.sendall(pack_answer(answer(data, bounds, job_of(_received(own, length)))))


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


def _received(own: socket.socket, length: int) -> bytes:
    """So many bytes; none at all where the server has closed the socket."""
    parts = bytearray()
    while len(parts) < length:
        part = own.recv(length - len(parts))
        if not part:
            return b""
        parts += part
    return bytes(parts)
