"""``/map``: the page of ``kg view`` over a graph of any size, fed by this server with what it shows.

The network is made once for each state of the store, as soon as that is open, into a file that the workers
read; who asks before it is done waits.  Its version stands in the address of everything that speaks of it
by number, so a page that was opened before the store changed is told so (409) instead of being given
something else.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.answers import answered, response
from kg.serve.handles import GoneError
from kg.serve.mapped import JSON, TITLE, out_of_room, unwritten
from kg.serve.pages import html
from kg.serve.pool import Pool
from kg.serve.requests import Values, of_url
from kg.serve.wire import Answer, Job, RefusedError
from kg.view.page import served_file, served_page

_LOG: Final = logging.getLogger("kg.serve")
_WORTH_TELLING: Final = 2.0
"""Seconds after which whoever started the server is told that the map is still being made."""

LATEST: Final = "latest"
"""Stands for whatever version there is: for programs that ask once."""
MOST: Final = 600
"""Values of one parameter."""
MENU: Final = {"browse": "/browse/index.html", "sparql": "/", "questions": "/q"}
FOLDER: Final = "/map/"
FILTERS: Final = ("relation*", "state*", "place", "since", "until", "document", "sure")
PARAMETERS: Final[Mapping[str, tuple[str, ...]]] = {
    "scene": ("number!",),
    "tally": ("number!", *FILTERS),
    "facts": ("node*", "among", *FILTERS),
    "held": ("fact*",),
    "details": ("fact*",),
    "search": ("words", "kind*"),
    "documents": ("words", "most"),
    "nodes": ("name*", "document"),
    "members": ("node!", *FILTERS),
    "path": ("from!", "to!", *FILTERS),
    "rows": ("words", "column", "descending", "language", "drawn", "node*", "most", *FILTERS),
}
"""What each question takes: ``*`` any number of times, ``!`` needed."""
TEXTS: Final[Mapping[str, str]] = {
    "words": r"[^\u0000]{0,200}",
    "name": r"[^\u0000]{0,500}",
    "column": "subject|relation|object|post|status|dates|source",
    "language": "zh|en",
}
"""The parameters that are no numbers, with what they may be; so is ``document`` of ``nodes``."""
NUMBER: Final = "[0-9]{1,9}"
_TYPES: Final = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
_LASTING: Final = "private, max-age=3600"


@dataclass(frozen=True, slots=True)
class Made:
    """A network: its file, its version, what a page needs to start."""

    file: str
    version: str
    core: bytes


class Map:
    """The network of what ``pool`` serves, made once it is open and again when the store is opened again.

    ``tell`` is given lines about the making where that takes long.
    """

    def __init__(self, pool: Pool, tell: Callable[[str], None] = lambda line: None) -> None:
        self._pool, self._tell = pool, tell
        self._ahead: set[asyncio.Task[None]] = set()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._made: tuple[object, Made] | None = None
        self._making = asyncio.Lock()
        self._count = 0

    async def now(self) -> Made:
        """The network.  Raises RefusedError where it cannot be made."""
        async with self._making:
            facts = self._pool.facts
            if self._made is None or self._made[0] is not facts:
                self._made = facts, await self._make()
            return self._made[1]

    def prepare(self) -> None:
        """Make the network in the background, beside what is asked meanwhile."""
        task = asyncio.create_task(self._prepared())
        self._ahead.add(task)
        task.add_done_callback(self._ahead.discard)

    async def close(self) -> None:
        """Make nothing any more."""
        ahead = tuple(self._ahead)
        for task in ahead:
            task.cancel()
        await asyncio.gather(*ahead, return_exceptions=True)

    async def _prepared(self) -> None:
        told = False

        def tell() -> None:
            nonlocal told
            told = True
            self._tell("the map is being made; everything else answers already")

        telling = asyncio.get_running_loop().call_later(_WORTH_TELLING, tell)
        try:
            await self.now()
        except RefusedError as error:
            _LOG.warning("the map was not made: %s", error)
        else:
            if told:
                self._tell("the map is ready")
        finally:
            telling.cancel()

    async def _make(self) -> Made:
        if self._folder is None:
            try:
                self._folder = tempfile.TemporaryDirectory(prefix="kg-map-")
            except OSError as error:
                raise unwritten(error, str(error.filename or "TMPDIR")) from error
        self._count += 1
        file = str(Path(self._folder.name) / f"{self._count}.sqlite")
        try:
            found = await self._pool.make(Job("make-map", {"file": [file]}))
        except GoneError:
            raise out_of_room() from None
        if found.status != 200:
            raise RefusedError(found.status, found.body.decode().strip())
        if self._made is not None:
            Path(self._made[1].file).unlink(missing_ok=True)  # workers that have it open can read it to the end
        return Made(file, json.loads(found.body)["version"], found.body)


async def page(request: Request) -> Response:
    """The page.  Raises RefusedError."""
    of_url(request)
    return response(html(served_page(TITLE, FOLDER, MENU).encode()))


async def file(request: Request) -> Response:
    """A style or a script of the page.  Raises RefusedError: 404 for what there is not."""
    of_url(request)
    name: str = request.path_params["name"]
    content = served_file(name)
    if content is None:
        raise RefusedError(404, "no such page", mend="the map is at /map")
    return _tagged(request, Answer(200, _TYPES[name.rpartition(".")[2]], content.encode()), "no-cache")


async def core(request: Request) -> Response:
    """What the page needs to start.  Raises RefusedError."""
    of_url(request)
    maps: Map = request.app.state.map
    return _tagged(request, Answer(200, JSON, (await maps.now()).core), "no-cache")


async def part(request: Request) -> Response:
    """What a question of the page finds.

    Raises RefusedError: 404 for a question that there is not, 409 for a version that is no more, 400 for
    wrong parameters.
    """
    name: str = request.path_params["name"]
    if name not in PARAMETERS:
        raise RefusedError(404, "no such question", mend=f"one of {', '.join(PARAMETERS)}")
    asked: str = request.path_params["version"]
    if asked != LATEST and not re.fullmatch("[0-9a-f]{16}", asked):
        raise RefusedError(404, "no such version", mend="core.json tells it")
    values = _checked(name, of_url(request))
    maps: Map = request.app.state.map
    made = await maps.now()
    if asked not in {LATEST, made.version}:
        raise RefusedError(409, "the graph has changed", mend="open the map again")
    tag = _tag(f"{made.version} {name} {sorted(values.items())}".encode())
    if asked != LATEST and _known(request, tag):
        return _unchanged(tag, _LASTING)
    found = await answered(request, Job("map", {**values, "question": [name], "file": [made.file]}))
    if found.status_code == 200:
        found.headers["Cache-Control"] = "no-cache" if asked == LATEST else _LASTING
        found.headers["ETag"] = tag
    return found


def _checked(name: str, values: Values) -> Values:
    """The parameters of a question.  Raises RefusedError (400)."""
    known = {parameter.rstrip("*!"): parameter[-1] for parameter in PARAMETERS[name]}
    for key, given in values.items():
        if key not in known:
            raise RefusedError(400, "unknown", where=key, mend=f"one of {', '.join(known)}")
        most = MOST if known[key] == "*" else 1
        if len(given) > most:
            raise RefusedError(400, f"given more than {most} times", where=key)
        pattern = pattern_of(name, key)
        if not all(re.fullmatch(pattern, value) for value in given):
            raise RefusedError(400, f"must be like {pattern}", where=key)
    for key, sign in known.items():
        if sign == "!" and key not in values:
            raise RefusedError(400, "is needed", where=key)
    return values


def pattern_of(name: str, parameter: str) -> str:
    """What a value of a parameter of a question must be, as a regular expression of ECMA-262 and of Python."""
    if name == "nodes" and parameter == "document":
        return TEXTS["name"]
    return TEXTS.get(parameter, NUMBER)


def _tagged(request: Request, found: Answer, caching: str) -> Response:
    tag = _tag(found.body)
    if _known(request, tag):
        return _unchanged(tag, caching)
    return response(Answer(found.status, found.type, found.body, {"ETag": tag, "Cache-Control": caching}))


def _tag(content: bytes) -> str:
    """An entity tag (RFC 9110 section 8.8.3)."""
    return f'"{hashlib.sha256(content).hexdigest()[:20]}"'


def _known(request: Request, tag: str) -> bool:
    """Whether the client has it already (RFC 9110 section 13.1.2)."""
    given = request.headers.get("if-none-match", "")
    return tag in (one.strip().removeprefix("W/") for one in given.split(","))


def _unchanged(tag: str, caching: str) -> Response:
    return Response(status_code=304, headers={"ETag": tag, "Cache-Control": caching, "Vary": "Accept"})
