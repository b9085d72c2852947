"""The process that holds the store and forks the workers: orders on a socket in, processes out.

It has one thread and opens nothing else, so a fork of it is whole; the store is shared with the
workers until one of them writes (copy on write), so a new worker costs milliseconds.  Orders are
lines: ``fork`` (with the worker's socket as a file descriptor), ``kill PID``, ``stop PID``,
``cont PID``.  It answers ``ready {…}`` or ``error {…}`` once, then a PID to each ``fork``.  When the
server's end of the socket closes, however that came about, it ends all workers and itself.

Run as ``python -m kg.serve.zygote DESCRIPTOR SOURCE MEMORY ROWS SIZE``.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import resource
import select
import signal
import socket
import sys
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.serve.data import Bounds, Data, open_data
from kg.serve.jobs import prepare
from kg.serve.worker import work

_NEW_USER: Final = 0x10000000
_NEW_NETWORK: Final = 0x40000000
_SIGNAL_WHEN_PARENT_ENDS: Final = 1
_LIBC: Final = ctypes.CDLL(None)
_SIGNALS: Final = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP, "cont": signal.SIGCONT}
_LONGEST: Final = 65536


def main(arguments: list[str]) -> int:
    """Open the store, then obey until the socket closes.  The exit status is 1 where it cannot be opened."""
    control = socket.socket(fileno=int(arguments[0]))
    bounds = Bounds(memory=int(arguments[2]), rows=int(arguments[3]), size=int(arguments[4]))
    try:
        data = open_data(Path(arguments[1]))
    except KgError as error:
        _say(control, f"error {json.dumps([error.what, error.where, error.mend])}")
        return 1
    isolated = leave_network()
    _say(control, f"ready {json.dumps({'base': data.base, 'quads': len(data.store), 'isolated': isolated})}")
    prepare(data)
    gc.collect()
    gc.freeze()  # the collector would touch, and so copy, every page the workers share
    _obey(control, data, bounds)
    return 0


def leave_network() -> bool:
    """Move this process where there is no network (Linux namespaces); False where the host forbids it."""
    for flags in (_NEW_USER | _NEW_NETWORK, _NEW_NETWORK):
        with contextlib.suppress(AttributeError):  # no such call on this system
            if _LIBC.unshare(flags) == 0:
                return True
    return False


def _obey(control: socket.socket, data: Data, bounds: Bounds) -> None:
    """Orders until the socket closes; the dead are taken off the table at once, so none hits another process."""
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(woken, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    living: set[int] = set()
    pending = b""
    handed: list[int] = []
    while True:
        ready, _, _ = select.select([control.fileno(), woken], [], [])
        if woken in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(woken, _LONGEST)
            _reap(living)
        if control.fileno() not in ready:
            continue
        received, descriptors, _, _ = socket.recv_fds(control, _LONGEST, 16)
        if not received:
            break
        handed += descriptors
        *lines, pending = (pending + received).split(b"\n")
        for line in lines:
            order, _, name = line.decode().partition(" ")
            if order == "fork":
                living.add(_fork(control, handed, (woken, wake), data, bounds))
            elif int(name) in living:
                os.kill(int(name), _SIGNALS[order])
    for pid in living:
        os.kill(pid, signal.SIGKILL)


def _reap(living: set[int]) -> None:
    while living:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        living.discard(pid)


def _fork(control: socket.socket, handed: list[int], pipe: tuple[int, int], data: Data, bounds: Bounds) -> int:
    descriptor = handed.pop(0)
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            for unneeded in (*pipe, *handed):
                os.close(unneeded)
            control.close()
            _become_worker(bounds)
            with socket.socket(fileno=descriptor) as own:
                work(own, data, bounds)
            status = 0
        finally:
            os._exit(status)
    os.close(descriptor)
    _say(control, str(pid))
    return pid


def _become_worker(bounds: Bounds) -> None:
    """Die with the zygote, stay within the memory allowed, leave no core file, keep the terminal clean."""
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    with contextlib.suppress(AttributeError):
        _LIBC.prctl(_SIGNAL_WHEN_PARENT_ENDS, signal.SIGKILL, 0, 0, 0)
    if os.getppid() == 1:  # the zygote ended before the line above
        os._exit(1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        allowed = pages * resource.getpagesize() + bounds.memory
        resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _say(control: socket.socket, line: str) -> None:
    with contextlib.suppress(BrokenPipeError):  # the server has gone: the next read tells
        control.sendall(f"{line}\n".encode())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
