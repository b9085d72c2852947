"""Runs work under a time limit that really stops it: a function in, its value out, or QueryError.

Oxigraph cannot be stopped inside a process, nor does it look at Ctrl-C, so the work is done in a
forked child, which is killed at the deadline; memory and core come back with it.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import time
from collections.abc import Callable
from typing import NoReturn, TypeVar

from kg.errors import KgError, QueryError

T = TypeVar("T")
_CHUNK = 1 << 20


def within(seconds: float | None, work: Callable[[], T]) -> T:
    """The value of ``work()``, done in a child process and sent back pickled.

    ``seconds`` is the limit, None for none.  The caller must hold no RocksDB snapshot and no thread
    that the work needs: a fork would lack its threads.  Raises QueryError at the limit, and whatever
    KgError the work raises.
    """
    if not hasattr(os, "fork"):  # Windows: nothing there can be stopped
        return work()
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(writing, work)
    os.close(writing)
    try:
        data = _received(reading, None if seconds is None else time.monotonic() + seconds)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if data is None:
        mend = "bind a parameter, narrow the patterns, or give more time with --timeout"
        raise QueryError(f"stopped after {seconds:g} s", mend=mend)
    if not data:
        raise QueryError("the query ran out of memory or was killed", mend="ask for less, or give it more memory")
    value: T | KgError = pickle.loads(data)  # noqa: S301 (what our own child wrote)
    if isinstance(value, KgError):
        raise value
    return value


def _received(reading: int, deadline: float | None) -> bytes | None:
    """All that comes until the other end is closed; None at the deadline."""
    parts: list[bytes] = []
    while True:
        left = None if deadline is None else max(0.0, deadline - time.monotonic())
        if not select.select([reading], [], [], left)[0]:
            return None
        part = os.read(reading, _CHUNK)
        if not part:
            return b"".join(parts)
        parts.append(part)


def _work(writing: int, work: Callable[[], object]) -> NoReturn:
    """The child: writes the pickled value or error and ends without the clean-up of the parent's things."""
    status = 1
    try:
        try:
            value = work()
        except KgError as error:
            value = error
        with os.fdopen(writing, "wb") as out:
            pickle.dump(value, out)
        status = 0
    except BrokenPipeError:
        pass
    except Exception:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(status)
