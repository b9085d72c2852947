"""What the server and its workers say to each other: records in, framed bytes on a socket out, and back.

A frame is the length of a JSON head, the length of a body, the head, the body.  JSON and plain bytes
only: nothing a worker sends can run in the server.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.errors import KgError

LENGTHS: Final = struct.Struct(">IQ")
TEXT: Final = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work for a worker: the name of a function in ``kg.serve.jobs`` and its values."""

    name: str
    values: Mapping[str, Sequence[str]]

    def all(self, name: str) -> Sequence[str]:
        """Every value of ``name``."""
        return self.values.get(name, ())

    def one(self, name: str) -> str | None:
        """The first value of ``name``, or None."""
        return next(iter(self.all(name)), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer: status, media type, body, further headers."""

    status: int
    type: str
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)


class RefusedError(KgError):
    """A request that is not answered, with the HTTP status that says why (RFC 9110 section 15)."""

    def __init__(
        self,
        status: int,
        what: str,
        *,
        where: str | None = None,
        mend: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(what, where=where, mend=mend)
        self.status, self.headers = status, headers or {}

    def answer(self) -> Answer:
        """The refusal as an answer of one line."""
        return Answer(self.status, TEXT, f"{self}\n".encode(), self.headers)


def out_of_memory() -> RefusedError:
    """The refusal of a query that needs more memory, or nests more deeply, than a worker may."""
    what = "stopped: the query needs more memory than it is allowed"
    return RefusedError(503, what, mend="ask for less at a time")


def pack_job(job: Job) -> bytes:
    """The frame of a job."""
    return _frame({"name": job.name, "values": {name: list(given) for name, given in job.values.items()}}, b"")


def job_of(head: bytes) -> Job:
    """The job that the head of a frame spells."""
    content = json.loads(head)
    return Job(content["name"], content["values"])


def pack_answer(answer: Answer, private: int) -> bytes:
    """The frame of an answer, and how many bytes of memory the worker holds for itself alone."""
    head = {"status": answer.status, "type": answer.type, "headers": dict(answer.headers), "private": private}
    return _frame(head, answer.body)


def answer_of(head: bytes, body: bytes) -> tuple[Answer, int]:
    """The answer that a frame spells, and the memory of the worker."""
    content = json.loads(head)
    return Answer(content["status"], content["type"], body, content["headers"]), content["private"]


def _frame(head: Mapping[str, object], body: bytes) -> bytes:
    packed = json.dumps(head).encode()
    return LENGTHS.pack(len(packed), len(body)) + packed + body
