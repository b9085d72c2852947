"""The worker's side of the map: make its file, and answer what its page asks of it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias

from kg.serve.bounded import too_large
from kg.serve.data import Bounds, Data
from kg.serve.wire import Answer, Job, RefusedError
from kg.view.asked import Asked, Filters
from kg.view.payload import Values

JSON: Final = "application/json"
TITLE: Final = "干部任职与挂职图谱"
_POLITE: Final = 10


def make(data: Data, bounds: Bounds, job: Job) -> Answer:
    """Write the network to the file ``file``; the answer is what the page needs to start, as JSON.

    Raises RefusedError (503) where memory or the disk does not hold it.
    """
    from kg.view.index import write_index
    from kg.view.payload import payload

    os.nice(_POLITE)  # queries come first; this worker is not used again
    file = Path(job.one("file") or "")
    try:
        content = payload(data.store, data.text_of if data.has_texts else None, TITLE)
        content.core["pages"] = "/id/"
        return Answer(200, JSON, write_index(content, file))
    except MemoryError:
        raise out_of_room() from None
    except (OSError, sqlite3.Error) as error:
        raise unwritten(error, str(file.parent)) from error


def out_of_room() -> RefusedError:
    """The refusal of a map that needs more memory than a worker may take."""
    return RefusedError(503, "the map needs more memory than it is allowed", mend="start kg serve with --max-memory")


def unwritten(error: Exception, folder: str) -> RefusedError:
    """The refusal of a map that the disk does not take."""
    reason = getattr(error, "strerror", None) or error
    mend = "make room there, or name another folder in the environment variable TMPDIR"
    return RefusedError(503, f"the map cannot be written: {reason}", where=folder, mend=mend)


def answer(data: Data, bounds: Bounds, job: Job) -> Answer:
    """What the question ``question`` finds in ``file``.  Raises RefusedError: 404 for what there is not."""
    found = QUESTIONS[job.one("question") or ""](_opened(job.one("file") or ""), job)
    if found is None:
        raise RefusedError(404, "no such scene")
    body = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
    if len(body) > bounds.size:
        raise too_large(bounds.size)
    return Answer(200, JSON, body)


@lru_cache(maxsize=1)
def _opened(file: str) -> Asked:
    return Asked(Path(file))


def _number(job: Job, name: str) -> int | None:
    value = job.one(name)
    return None if value is None else int(value)


def _numbers(job: Job, name: str) -> tuple[int, ...]:
    return tuple(map(int, job.all(name)))


def _filters(job: Job) -> Filters:
    return Filters(
        relations=_numbers(job, "relation"),
        states=_numbers(job, "state"),
        place=_number(job, "place"),
        since=_number(job, "since"),
        until=_number(job, "until"),
        document=_number(job, "document"),
        sure=_number(job, "sure") or 0,
    )


def _rows(asked: Asked, job: Job) -> Values:
    return asked.rows(
        _filters(job),
        words=job.one("words") or "",
        column=job.one("column") or "",
        ascending=not job.one("descending"),
        language=job.one("language") or "zh",
        drawn=_numbers(job, "node") if job.one("drawn") else None,
        most=_number(job, "most") or 50,
    )


_Question: TypeAlias = Callable[[Asked, Job], Values | None]

QUESTIONS: Final[Mapping[str, _Question]] = {
    "scene": lambda asked, job: asked.scene(_number(job, "number") or 0),
    "tally": lambda asked, job: asked.tally(_number(job, "number") or 0, _filters(job)),
    "facts": lambda asked, job: asked.facts(_numbers(job, "node"), _filters(job), among=bool(job.one("among"))),
    "held": lambda asked, job: asked.held(_numbers(job, "fact")),
    "details": lambda asked, job: asked.details(_numbers(job, "fact")),
    "search": lambda asked, job: asked.find(job.one("words") or "", _numbers(job, "kind")),
    "documents": lambda asked, job: asked.documents(job.one("words") or "", _number(job, "most") or 12),
    "nodes": lambda asked, job: asked.named(job.all("name"), job.one("document") or ""),
    "members": lambda asked, job: asked.members(_number(job, "node") or 0, _filters(job)),
    "path": lambda asked, job: asked.path(_number(job, "from") or 0, _number(job, "to") or 0, _filters(job)),
    "rows": _rows,
}
"""What a page may ask; ``kg.serve.map`` says with which parameters."""
