"""The pages of ``kg site``, live: a thing or the name of an index in, its page with links to this server out.

A page about one thing reads what lies around it; an index reads each property it needs once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.facts.record import Source
from kg.serve.answers import answered
from kg.serve.bounded import too_large
from kg.serve.data import Bounds, Data
from kg.serve.pages import html
from kg.serve.pool import Pool
from kg.serve.requests import of_url
from kg.serve.wire import Answer, Job, RefusedError
from kg.site import listings, search
from kg.site.corpus import Corpus
from kg.site.links import fragment
from kg.site.pages import Pages
from kg.site.write import ASSETS, INDEX, asset
from kg.store.properties import Properties, Surroundings

TITLE: Final = "干部任职与挂职图谱"
MAP: Final = "/map"
_FOLDER: Final = "/browse/"
_MORE: Final = [(MAP, "network"), ("/", "asked"), ("/q", "questions")]
_FORMATS: Final = ("ttl", "jsonld")
_NAME: Final = re.compile(r"([a-z]{1,20})(?:-([a-z0-9]{1,20}|[A-Z][A-Za-z]{1,40}))?(?:\.p([1-9][0-9]{0,4}))?\.html")
_WHOLE: Final[Mapping[str, Callable[[Pages], bytes]]] = {
    "index": Pages.index,
    "places": Pages.places,
    "flows": Pages.flows,
    "timeline": Pages.timeline,
}
_TYPES: Final = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class ServerLinks:
    """Addresses of this server; ``part_of`` gives the number of the page of a document that holds a source."""

    base: str
    part_of: Callable[[Source], int]

    def thing(self, iri: str, number: int = 1) -> str | None:
        """The address of what the server knows of a thing."""
        rest = iri.removeprefix(f"{self.base}id/")
        if rest == iri:
            return None
        path = quote(rest, safe=_SAFE)
        return f"/id/{path}" if number == 1 else f"/about/{path}.html?page={number}"

    def evidence(self, source: Source) -> str | None:
        """The place of a source in the page of its document."""
        number = self.part_of(source)
        page = f"?page={number}" if number > 1 else ""
        return f"/about/doc/{quote(source.document, safe='')}.html{page}#{fragment(source)}"

    def page(self, name: str) -> str:
        """The address of an index."""
        return f"{_FOLDER}{name}.html"

    def asset(self, name: str) -> str:
        """The address of a style, a script, or of anything that has one already."""
        return name if name.startswith("/") else f"{_FOLDER}{name}"


_SAFE: Final = "/:@!$&'()*+,;=-._~%"


async def start(_: Request) -> Response:
    """Lead to the first page."""
    return RedirectResponse(f"{_FOLDER}index.html", 303)


async def browse(request: Request) -> Response:
    """An index, or a file that the pages load.  Raises RefusedError: 404 for what there is not."""
    of_url(request)
    name: str = request.path_params["name"]
    if name in ASSETS:
        headers = {"Content-Type": _TYPES[name.rpartition(".")[2]], "Cache-Control": "no-cache"}
        return Response(asset(name), headers=headers)
    if name == INDEX:
        return await _found(request)
    return await answered(request, Job("browse", {"name": [name]}))


async def _found(request: Request) -> Response:
    """The index of the search box, which takes seconds to make and is kept until the server opens the store again."""
    pool: Pool = request.app.state.pool
    facts, kept = request.app.state.search
    if facts is not pool.facts:
        facts = pool.facts
        made = await answered(request, Job("browse", {"name": [INDEX]}))
        if made.status_code != 200:
            return made
        kept = bytes(made.body)
        request.app.state.search = facts, kept
    return Response(kept, headers={"Content-Type": _TYPES["js"], "Cache-Control": "no-cache"})


def index(data: Data, bounds: Bounds, job: Job) -> Answer:
    """The job behind it."""
    name = job.one("name") or ""
    corpus = Corpus(data.store, Properties(data.store), _texts(data), data.base)
    if name == INDEX:
        ids = f"{data.base}id/"
        paths = {iri: iri.removeprefix(ids) for iri in corpus.things() if iri.startswith(ids)}
        return _bounded(Answer(200, _TYPES["js"], search.index(corpus, paths)), bounds)
    found = _NAME.fullmatch(name)
    pages = _pages(corpus, [])
    if found and not found[2] and not found[3] and found[1] in _WHOLE:
        return _bounded(html(_WHOLE[found[1]](pages)), bounds)
    if found and found[1] in listings.LISTS:
        page = pages.listing(found[1], found[2] or "", int(found[3] or 1))
        if page is not None:
            return _bounded(html(page), bounds)
    raise RefusedError(404, "no such page", mend=f"{_FOLDER}index.html leads to all of them")


def thing(data: Data, bounds: Bounds, iri: str, number: int) -> Answer | None:
    """The page about a thing, None for what has none of this kind.  Raises RefusedError (404) for a page too many."""
    corpus = Corpus(data.store, Surroundings(data.store), _texts(data), data.base)
    if not corpus.kind(iri) or not iri.startswith(f"{data.base}id/"):
        return None
    if corpus.kind(iri) == "document" and not data.has_texts:
        return None
    rest = quote(iri.removeprefix(f"{data.base}id/"), safe=_SAFE)
    made = _pages(corpus, [(name, f"/about/{rest}.{name}") for name in _FORMATS]).thing(iri, number)
    if not made:
        raise RefusedError(404, "no such page", where="page")
    return _bounded(html(made[0]), bounds)


def _texts(data: Data) -> Callable[[str], str] | None:
    return data.text_of if data.has_texts else None


def _pages(corpus: Corpus, formats: list[tuple[str, str]]) -> Pages:
    frame: dict[str, Any] = {
        "title": TITLE,
        "policy": None,
        "more": _MORE,
        "index": INDEX,
        "find": "/about/",
        "formats": formats,
        "network": MAP,
    }
    plain = Pages(corpus, ServerLinks(corpus.base, lambda source: 1), frame)

    def part_of(source: Source) -> int:
        if not corpus.has_texts:
            return 1
        return 1 + sum(start <= source.start for start in plain.parts(source.document))

    return plain.moved(ServerLinks(corpus.base, part_of))


def _bounded(answer: Answer, bounds: Bounds) -> Answer:
    """The answer.  Raises RefusedError (503) where it is larger than the server may send."""
    if len(answer.body) > bounds.size:
        raise too_large(bounds.size)
    return answer
