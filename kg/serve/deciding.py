"""``/decisions``: what a person decides in a page in, a line in the file of decisions out.

Claims are extracted again from their texts, so what stands above the server hands in how (``Deciding``).
One decision is written at a time, beside the file and renamed; the next build applies it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar, cast, get_args

from starlette.requests import Request
from starlette.responses import Response

from kg.decisions import ClaimDecision, Decision, Person, load, wording
from kg.decisions.fields import fields_of
from kg.decisions.ledger import Ledger, Recorded
from kg.decisions.records import Verdict, order
from kg.errors import KgError
from kg.model import Act, Claim
from kg.serve.pool import Pool
from kg.serve.requests import body, media_type, utf8
from kg.serve.session import allowed
from kg.serve.settings import Limits
from kg.serve.wire import Answer, Job, RefusedError
from kg.store import manifest

_JSON: Final = "application/json"
_LONGEST: Final = 1000
"""Characters of a text in a decision."""
_Found = TypeVar("_Found")
_ACTS: Final[Mapping[str, Act]] = {act: act for act in get_args(Act)}
_VERDICTS: Final[Mapping[str, Verdict]] = {verdict: verdict for verdict in get_args(Verdict)}


@dataclass(frozen=True, slots=True)
class Deciding:
    """Where decisions go and what claims are.

    ``file`` is the file of decisions, ``store`` the folder of the store, ``by`` who decides where a request
    does not say.  ``claim`` gives the claim of an id in the document of another, as it was extracted; it
    raises KgError.
    """

    file: Path
    store: Path
    by: str
    claim: Callable[[str, str], Claim]
    turn: asyncio.Lock


async def decisions(request: Request) -> Response:
    """GET: every decision.  POST of JSON: one more.  Raises RefusedError."""
    deciding, by = _deciding(request), allowed(request)
    if request.method != "POST":
        return _json(_state(deciding))
    wanted = await _wanted(request)
    act = _text(wanted, "act")
    who = by or _text(wanted, "by", "") or deciding.by
    if act in _ACTS:
        recorded = await _judged(request, deciding, who, _ACTS[act], wanted)
    elif act in _VERDICTS:
        recorded = await _settled(request, deciding, who, _VERDICTS[act], wanted)
    else:
        raise RefusedError(
            400, f"no such decision: {act!r}", where="act", mend=f"one of {', '.join([*_ACTS, *_VERDICTS])}"
        )
    overruled = recorded.overruled and _decision(recorded.overruled)
    return _json({"decision": _decision(recorded.decision), "overruled": overruled, "note": recorded.note}, 201)


async def decision(request: Request) -> Response:
    """DELETE of ``/decisions/ID``: take it back.  Raises RefusedError: 404 where nothing of that id was decided."""
    deciding, _ = _deciding(request), allowed(request)
    name = request.path_params["id"]
    async with deciding.turn:
        if name not in {one.id for one in load(deciding.file).every}:
            raise RefusedError(404, "no such decision", mend="GET /decisions lists them")
        await asyncio.to_thread(_told, lambda: Ledger(deciding.file, "").take_back(name))
    return Response(status_code=204)


async def claim(request: Request) -> Response:
    """GET of ``/decisions/claims/ID``: what a fix of the claim may set, with what it says now.  Raises RefusedError."""
    deciding, _ = _deciding(request), allowed(request)
    found = await _claim(request, deciding, request.path_params["id"])
    return _json({"claim": found.id, "predicate": found.predicate, "fields": fields_of(found)})


def _deciding(request: Request) -> Deciding:
    deciding: Deciding | None = request.app.state.deciding
    if deciding is None:
        allowed(request)
        raise RefusedError(403, "a file of RDF has no decisions", mend="serve the store that kg build writes")
    return deciding


async def _judged(request: Request, deciding: Deciding, by: str, act: Act, wanted: Mapping[str, Any]) -> Recorded:
    changes = wanted.get("set", {})
    if not isinstance(changes, dict) or not all(isinstance(value, str) for value in changes.values()):
        raise RefusedError(400, "must be an object of texts", where="set")
    if (act == "fix") != bool(changes):
        what = "a fix needs it" if act == "fix" else f"{act} takes none"
        raise RefusedError(400, what, where="set", mend='as in {"object": "平遥县"}')
    given = _text(wanted, "claim")
    found = await _claim(request, deciding, given)
    if act == "accept" and found.id != given:
        raise RefusedError(409, f"{given} is what a fix of {found.id} made: it is curated already", where="claim")
    ledger, why = Ledger(deciding.file, by), _text(wanted, "why", "")
    async with deciding.turn:
        return await asyncio.to_thread(_told, lambda: ledger.judge(act, found, why, changes))


async def _settled(
    request: Request, deciding: Deciding, by: str, verdict: Verdict, wanted: Mapping[str, Any]
) -> Recorded:
    one, other = [await _person(request, _text(wanted, name), name) for name in ("one", "other")]
    if one.iri == other.iri:
        raise RefusedError(400, f"both are {one.iri}", where="other")
    ledger, why = Ledger(deciding.file, by), _text(wanted, "why", "")
    async with deciding.turn:
        return await asyncio.to_thread(_told, lambda: ledger.settle(verdict, one, other, why))


async def _claim(request: Request, deciding: Deciding, given: str) -> Claim:
    documents = json.loads((await _asked(request, Job("claim", {"claim": [given]}))).body)
    async with deciding.turn:
        return await asyncio.to_thread(_told, lambda: deciding.claim(given, min(documents)))


async def _person(request: Request, iri: str, where: str) -> Person:
    found = json.loads((await _asked(request, Job("person", {"iri": [iri], "where": [where]}))).body)
    return Person(found["iri"], found["name"])


async def _asked(request: Request, job: Job) -> Answer:
    pool: Pool = request.app.state.pool
    found = await pool.run(job)
    if found.status >= 400:
        raise RefusedError(found.status, found.body.decode().strip())
    return found


async def _wanted(request: Request) -> Mapping[str, Any]:
    limits: Limits = request.app.state.limits
    if media_type(request) != _JSON:
        raise RefusedError(415, "no decision", where="Content-Type", mend=_JSON)
    raw = utf8(await body(request, limits), "body")
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise RefusedError(400, "is not JSON", where="body") from error
    if not isinstance(found, dict):
        raise RefusedError(400, "must be an object", where="body", mend='as in {"act": "accept", "claim": "…"}')
    if unknown := sorted(found.keys() - {"act", "claim", "set", "one", "other", "why", "by"}):
        raise RefusedError(400, "unknown key", where=repr(unknown[0]))
    return cast("Mapping[str, Any]", found)


def _text(wanted: Mapping[str, Any], name: str, without: str | None = None) -> str:
    value = wanted.get(name, without)
    if not isinstance(value, str) or "\0" in value or not value.isprintable() or len(value) > _LONGEST:
        raise RefusedError(400, f"must be one line of text of at most {_LONGEST} characters", where=name)
    return value


def _told(work: Callable[[], _Found]) -> _Found:
    try:
        return work()
    except RefusedError:
        raise
    except (KgError, ValueError) as error:
        what = error if isinstance(error, KgError) else KgError(str(error))
        raise RefusedError(400, what.what, where=what.where, mend=what.mend) from error


def _state(deciding: Deciding) -> dict[str, Any]:
    """Every decision, oldest first, with whether the store was built with it, as far as its manifest tells."""
    built = {one for record in manifest(deciding.store).documents for one in record.decisions}
    found = load(deciding.file)
    listed = sorted(found.every, key=order)
    shown = [{**_decision(one), "built": one.id in built if isinstance(one, ClaimDecision) else None} for one in listed]
    return {"decisions": shown, "faults": [f"{fault.where}: {fault.what}" for fault in found.faults]}


def _decision(one: Decision) -> dict[str, Any]:
    content: dict[str, Any] = {"id": one.id, "act": one.act, "by": one.by, "when": one.when, "why": one.why}
    if isinstance(one, ClaimDecision):
        return {**content, "claim": one.about.claim, "set": dict(one.changes), "line": wording.line(one)}
    return {**content, "one": one.one.iri, "other": one.other.iri, "line": wording.line(one)}


def _json(content: Any, status: int = 200) -> Response:
    data = json.dumps(content, ensure_ascii=False).encode()
    return Response(data, status, {"Content-Type": _JSON, "Cache-Control": "no-store"})
