"""Workers for everybody: jobs in, answers out, whatever a single query tries.

A query starts at once in a worker of its own.  One that has not ended after ``Limits.quick``
seconds is heavy: so many of them run at a time that a core stays free for the quick ones, the
others are held still (SIGSTOP) until it is their turn.  At its deadline a worker is killed and
another forked; one that has come to hold much memory is not used again, so that goes back.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.serve.handles import GoneError, Worker, Zygote
from kg.serve.settings import Limits
from kg.serve.wire import Answer, Job, RefusedError, out_of_memory

_LOG: Final = logging.getLogger("kg.serve")
_RETIRED_AFTER: Final = 1000
"""Jobs after which a worker is replaced, so that no memory it kept can grow without end."""
_STOPPED: Final = 500
"""From this status on a job went beyond its bounds, and its worker is replaced."""
_RETRY: Final = {"Retry-After": "5"}


class Pool:
    """The workers over one source; ``async with Pool(source, limits) as pool: await pool.run(job)``."""

    def __init__(self, source: Path, limits: Limits) -> None:
        self._source, self._limits = source, limits
        self._zygote: Zygote | None = None
        self._idle: list[Worker] = []
        self._background: set[asyncio.Task[None]] = set()
        self._quick = asyncio.Semaphore(limits.workers)
        self._heavy = asyncio.Semaphore(limits.heavy)
        self._held = self._queued = 0
        self._starting = asyncio.Lock()

    async def __aenter__(self) -> Pool:
        self._zygote = await Zygote.start(self._source, self._limits)
        await self._fill()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._zygote is not None:
            self._zygote.close()

    @property
    def facts(self) -> Mapping[str, object]:
        """What the zygote says of the store: ``base``, ``quads``, and whether it is ``isolated`` from the network."""
        return self._zygote.facts if self._zygote else {}

    async def reload(self, source: Path | None = None) -> None:
        """Open the source again, or another; running queries end with what they began with.

        Raises KgError where it cannot be opened: then all stays as it was.
        """
        async with self._starting:
            fresh = await Zygote.start(source or self._source, self._limits)
            self._source = source or self._source
            old, self._zygote = self._zygote, fresh
            idle, self._idle = self._idle, []
            if old is not None:
                old.retired = True
                for worker in idle:
                    worker.drop()
                if not old.workers:
                    old.close()
            await self._fill()

    async def run(self, job: Job, seconds: float | None = None) -> Answer:
        """The answer of a worker within ``seconds``, at most those of the limits.

        Raises RefusedError (503) where the job was stopped or too many wait.  Cancelled, it ends the worker.
        """
        if self._queued >= self._limits.queue:
            raise RefusedError(503, "too many requests wait", mend="try again in a moment", headers=_RETRY)
        allowed = min(seconds or self._limits.seconds, self._limits.seconds)
        self._queued += 1
        try:
            await self._quick.acquire()
        finally:
            self._queued -= 1
        release = _once(self._quick.release)
        try:
            worker = await self._taken()
            return await self._watched(worker, job, allowed, release)
        except GoneError:
            raise out_of_memory() from None
        finally:
            release()

    async def make(self, job: Job) -> Answer:
        """The answer to a job of the server's own, which may take ``Limits.making`` seconds beside all queries.

        Raises RefusedError (503) where that is not enough, GoneError where its worker ends without an answer.
        """
        worker = await self._taken()
        try:
            async with asyncio.timeout(self._limits.making):
                return await worker.ask(job)
        except TimeoutError:
            raise RefusedError(503, "stopped: it took too long", headers=_RETRY) from None
        finally:
            self._later(worker.kill())

    async def _watched(self, worker: Worker, job: Job, seconds: float, release: Callable[[], None]) -> Answer:
        """The answer of ``worker``; ``release`` gives its place among the quick ones to another."""
        task = asyncio.create_task(worker.ask(job))
        healthy = False
        try:
            quick = min(self._limits.quick, seconds)
            done, _ = await asyncio.wait([task], timeout=quick)
            if not done and seconds > quick:
                release()
                await self._in_turn(worker, lambda: asyncio.wait([task], timeout=seconds - quick))
            healthy = task.done() and task.exception() is None and task.result().status < _STOPPED
            if not task.done():
                what = f"stopped: the query ran for more than {seconds:g} s"
                raise RefusedError(503, what, mend="ask for less, or put OPTIONAL last")
            return task.result()
        finally:
            task.cancel()
            await asyncio.wait([task])
            answered = not task.cancelled() and task.exception() is None
            await self._given_back(worker, healthy=healthy, answered=answered)

    async def _in_turn(self, worker: Worker, wait: Callable[[], Awaitable[object]]) -> None:
        """Let a heavy query go on when there is room for it."""
        if self._heavy.locked():
            if self._held >= self._limits.waiting:
                what = "stopped: too many heavy queries"
                raise RefusedError(503, what, mend="try again in a moment, or ask for less", headers=_RETRY)
            worker.signal("stop")
            self._held += 1
            try:
                async with asyncio.timeout(self._limits.seconds):
                    await self._heavy.acquire()
            except TimeoutError:
                what = "stopped: other heavy queries took all the time"
                raise RefusedError(503, what, mend="try again in a moment", headers=_RETRY) from None
            finally:
                self._held -= 1
            worker.signal("cont")
        else:
            await self._heavy.acquire()
        try:
            await wait()
        finally:
            self._heavy.release()

    async def _taken(self) -> Worker:
        if self._idle:
            return self._idle.pop()
        try:
            return await self._living().fork()
        except GoneError:
            await self._revive()
            return await self._living().fork()

    async def _given_back(self, worker: Worker, *, healthy: bool, answered: bool = True) -> None:
        current = worker.zygote is self._zygote and not worker.zygote.gone.is_set()
        if not healthy:
            killing = self._later(worker.kill())
            if len(self._idle) < self._limits.workers and current:
                self._later(self._spare())
            if not answered:  # whoever is told that it was stopped can count on its core and memory
                await asyncio.shield(killing)
        elif current and self._good(worker) and len(self._idle) < self._limits.workers:
            self._idle.append(worker)
        else:
            worker.drop()

    def _good(self, worker: Worker) -> bool:
        """Whether to use it again: faster than a fresh one, which copies memory as it first writes it."""
        return worker.answered < _RETIRED_AFTER and worker.private < self._limits.memory

    def _later(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """``work`` in the background."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        return task

    async def _spare(self) -> None:
        """One more worker at hand, unless the zygote ends meanwhile."""
        zygote = self._living()
        try:
            worker = await zygote.fork()
        except GoneError:
            return
        await self._given_back(worker, healthy=True)

    async def _fill(self) -> None:
        for _ in range(self._limits.workers - len(self._idle)):
            await self._spare()

    async def _revive(self) -> None:
        """Another zygote in place of one that ended, as when the system ran out of memory."""
        async with self._starting:
            if not self._living().gone.is_set():
                return
            _LOG.warning("the process that holds the store ended; it is started again")
            old = self._living()
            self._idle = []
            try:
                self._zygote = await Zygote.start(self._source, self._limits)
            except KgError as error:
                raise RefusedError(503, error.what, where=error.where, mend=error.mend, headers=_RETRY) from error
            old.close()

    def _living(self) -> Zygote:
        if self._zygote is None:
            raise RefusedError(503, "the server is starting or ending", headers=_RETRY)
        return self._zygote


def _once(release: Callable[[], None]) -> Callable[[], None]:
    """``release``, of which only the first call counts."""
    left = [release]
    return lambda: left.pop()() if left else None
