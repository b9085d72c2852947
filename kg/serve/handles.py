"""The server's ends of its processes: a zygote that forks, workers that answer.  All of it is asyncio."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from kg.errors import KgError
from kg.serve.settings import Limits
from kg.serve.wire import LENGTHS, Answer, Job, answer_of, pack_job

_BLOCK = 1 << 20
_GRACE = 1.0
"""Seconds to wait for a killed process to be gone before its client is told."""


class GoneError(Exception):
    """A worker or the zygote ended while something was expected of it."""


class Worker:
    """One worker; ``ask`` gives it a job at a time."""

    def __init__(self, zygote: Zygote, pid: int, own: socket.socket) -> None:
        self.zygote, self.pid, self.answered, self.private = zygote, pid, 0, 0
        self._socket = own

    async def ask(self, job: Job) -> Answer:
        """The worker's answer.  Raises GoneError where it ends without one."""
        loop = asyncio.get_running_loop()
        try:
            await loop.sock_sendall(self._socket, pack_job(job))
            head, body = LENGTHS.unpack(await self._received(LENGTHS.size))
            answer, self.private = answer_of(bytes(await self._received(head)), bytes(await self._received(body)))
        except OSError as error:
            raise GoneError from error
        self.answered += 1
        return answer

    def signal(self, name: str) -> None:
        """``stop`` holds the worker still, ``cont`` lets it go on."""
        self.zygote.order(f"{name} {self.pid}")

    async def kill(self) -> None:
        """End the worker and wait until it is gone, so that its core and memory are free again."""
        self.signal("kill")
        with contextlib.suppress(TimeoutError, GoneError, OSError):
            async with asyncio.timeout(_GRACE):
                while await self._received(1):
                    pass
        self.drop()

    def drop(self) -> None:
        """Let the worker end by itself: it does when its socket closes."""
        self._socket.close()
        self.zygote.workers -= 1
        if self.zygote.retired and not self.zygote.workers:
            self.zygote.close()

    async def _received(self, length: int) -> bytearray:
        loop = asyncio.get_running_loop()
        received = bytearray(length)
        view, at = memoryview(received), 0
        while at < length:
            count = await loop.sock_recv_into(self._socket, view[at : at + _BLOCK])
            if not count:
                raise GoneError
            at += count
        return received


class Zygote:
    """The process that holds one state of the store; made by ``start``."""

    def __init__(self, process: subprocess.Popen[bytes], control: socket.socket) -> None:
        self.workers = 0
        self.retired = False
        self.gone = asyncio.Event()
        self.facts: Mapping[str, object] = {}
        self._process, self._control = process, control
        self._forking = asyncio.Lock()
        self._lines: asyncio.Queue[str] = asyncio.Queue()
        self._rest = b""
        asyncio.get_running_loop().add_reader(control, self._read)

    @classmethod
    async def start(cls, source: Path, limits: Limits) -> Zygote:
        """A zygote that has opened ``source``.  Raises KgError where that cannot be opened."""
        control, theirs = socket.socketpair()
        control.setblocking(False)
        number = str(theirs.fileno())
        amounts = map(str, (limits.memory, limits.rows, limits.size))
        command = [sys.executable, "-m", "kg.serve.zygote", number, str(source), *amounts]
        # A session of its own: Ctrl-C in the terminal reaches the server alone, which then ends the rest.
        process = subprocess.Popen(  # noqa: S603 (our own module; it starts at once)
            command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, start_new_session=True
        )
        theirs.close()
        zygote = cls(process, control)
        try:
            word, _, rest = (await zygote._line()).partition(" ")
        except GoneError as error:
            zygote.close()
            raise KgError("the process that holds the store ended", where=str(source), mend="start again") from error
        except BaseException:
            zygote.close()
            raise
        if word == "error":
            zygote.close()
            what, where, mend = json.loads(rest)
            raise KgError(what, where=where, mend=mend)
        zygote.facts = json.loads(rest)
        return zygote

    async def fork(self) -> Worker:
        """A new worker.  Raises GoneError where the zygote has ended."""
        own, theirs = socket.socketpair()
        own.setblocking(False)
        try:
            async with self._forking:
                try:
                    socket.send_fds(self._control, [b"fork\n"], [theirs.fileno()])
                except OSError as error:
                    raise GoneError from error
                pid = int(await asyncio.shield(self._line()))
        except BaseException:
            own.close()
            raise
        finally:
            theirs.close()
        self.workers += 1
        return Worker(self, pid, own)

    def order(self, line: str) -> None:
        """Send an order; nothing happens where the zygote has ended, since its workers ended with it."""
        with contextlib.suppress(OSError):
            self._control.send(f"{line}\n".encode())

    def close(self) -> None:
        """End the zygote and all its workers."""
        self._lost()
        self._control.close()
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()  # still reading a store: it does not look at the socket then
            self._process.wait()

    def _lost(self) -> None:
        if not self.gone.is_set():
            asyncio.get_running_loop().remove_reader(self._control)
            self.gone.set()
            self._lines.put_nowait("")

    async def _line(self) -> str:
        line = await self._lines.get()
        if not line:
            self._lines.put_nowait("")  # whoever asks next must learn it too
            raise GoneError
        return line

    def _read(self) -> None:
        try:
            received = self._control.recv(_BLOCK)
        except BlockingIOError:
            return
        except OSError:
            received = b""
        if not received:
            self._lost()
            return
        *lines, self._rest = (self._rest + received).split(b"\n")
        for line in lines:
            self._lines.put_nowait(line.decode())
