"""``/ask?question=…``: a question in plain Chinese or English in, what came of it as JSON out."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.ask import Choice, Labels, read_labels
from kg.ask import ask as answer_to
from kg.query import render
from kg.serve.answers import answered
from kg.serve.bounded import too_many
from kg.serve.data import Bounds, Data
from kg.serve.requests import PRINTED, SHORTEST_QUESTION, of_url, seconds, single
from kg.serve.wire import Answer, Job, RefusedError


async def ask(request: Request) -> Response:
    """What came of the parameter ``question``.  Raises RefusedError."""
    values = of_url(request)
    question = single(values, "question")
    if not question or not re.search(PRINTED, question):
        raise RefusedError(400, "no question", mend="give it as question=…")
    return await answered(request, Job("ask", {"question": [question]}), seconds(values, SHORTEST_QUESTION))


def plain(data: Data, bounds: Bounds, job: Job) -> Answer:
    """The job behind it: ``kind`` as in ``kg.ask.Answer``, the saved question that was chosen, its rows."""
    found = answer_to(data.store, job.one("question") or "", labels=_labels(data.store), limit=bounds.rows)
    if found.result is not None and found.result.more:
        raise too_many(bounds.rows)
    content = {
        "question": found.question,
        "kind": found.kind,
        "choice": _choice(found.choice) if found.choice else None,
        "candidates": [_choice(choice) for choice in found.candidates],
        "reasons": list(found.reasons),
        "count": found.count,
        "counted": found.counted,
        "result": json.loads(render(found.result, "json")) if found.result else None,
    }
    return Answer(200, "application/json", json.dumps(content, ensure_ascii=False).encode())


def understand(data: Data) -> None:
    """Read the names of the graph and the words of questions."""
    answer_to(data.store, "谁任县长?", labels=_labels(data.store), limit=1)


def _choice(choice: Choice) -> dict[str, Any]:
    return {
        "query": choice.query,
        "parameters": dict(choice.params),
        "score": round(choice.score, 4),
        "phrasing": choice.phrasing,
        "command": choice.command,
    }


@lru_cache(maxsize=1)
def _labels(store: ox.Store) -> Labels:
    return read_labels(store)
