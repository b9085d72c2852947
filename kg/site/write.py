"""The site as files: a store and its texts in, a folder of pages out that any browser opens without a server."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Store

from kg import vocab
from kg.errors import KgError
from kg.site import listings, search
from kg.site.corpus import Corpus
from kg.site.links import FileLinks
from kg.site.pages import Pages
from kg.site.paths import numbered, paths
from kg.store.properties import Properties

MARK: Final = "kg-site.txt"
"""The file by which a folder is known as a site that may be replaced."""
POLICY: Final = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
"""The Content-Security-Policy of every page: nothing inline, nothing from elsewhere; ``file:`` for pages of a disk."""
ASSETS: Final = ("site.css", "site.js")
INDEX: Final = "search.js"


def write_site(
    store: Store,
    text_of: Callable[[str], str],
    base: str,
    out: Path,
    title: str,
    beside: Mapping[str, Callable[[Path], object]] | None = None,
    progress: Callable[[int, int], None] = lambda done, all_pages: None,
) -> tuple[int, int]:
    """Write the pages about everything in ``store`` to the folder ``out``; returns how many files and bytes.

    ``text_of`` gives the stored text of a document id, ``base`` is the base IRI of the data; the default
    graph of ``store`` must be the union of its graphs.  ``beside`` writes further files, which the menu
    leads to by their names in ``words.yaml``.  ``progress`` is told how many things of how many are done.
    The folder is made beside ``out`` and takes its place when it is complete.

    Raises KgError where ``out`` holds something else or cannot be written, GroundingError where a
    quote differs from its text.
    """
    _replaceable(out)
    corpus = Corpus(store, Properties(store), text_of, base)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}."))
    except OSError as error:
        raise _unwritable(out, error) from error
    try:
        fresh.chmod(0o755)
        size = 0
        count = 0
        for name, content in _files(corpus, title, tuple(beside or ()), progress):
            _write(fresh / name, content)
            size, count = size + len(content), count + 1
        for name, make in (beside or {}).items():
            make(fresh / name)
            size, count = size + (fresh / name).stat().st_size, count + 1
        _take_place(fresh, out)
    except OSError as error:
        raise _unwritable(out, error) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return count, size


def _files(
    corpus: Corpus, title: str, beside: tuple[str, ...], progress: Callable[[int, int], None]
) -> Iterator[tuple[str, bytes]]:
    """Every file by its name."""
    things = list(corpus.things())
    found = paths(things, corpus.base)
    frame: dict[str, Any] = {
        "title": title,
        "policy": POLICY,
        "more": [(name, name.partition(".")[0]) for name in beside],
        "index": INDEX,
        "find": "",
        "formats": [],
        "network": next((name for name in beside if name.startswith("network.")), None),
    }
    top = Pages(corpus, FileLinks(found, {}, corpus.base), frame)
    parts = {iri.rpartition("/")[2]: top.parts(iri.rpartition("/")[2]) for iri in corpus.documents()}
    cut = {name: starts for name, starts in parts.items() if starts}
    top = top.moved(FileLinks(found, cut, corpus.base))
    inside = top.moved(FileLinks(found, cut, corpus.base, "../"))
    for done, iri in enumerate(things):
        progress(done, len(things))
        for number, content in enumerate(inside.thing(iri), 1):
            yield numbered(found[iri], number), content
    progress(len(things), len(things))
    for name in listings.LISTS:
        for page, content in top.listed(name):
            yield f"{page}.html", content
    yield "index.html", top.index()
    yield "places.html", top.places()
    yield "flows.html", top.flows()
    yield "timeline.html", top.timeline()
    yield INDEX, search.index(corpus, found)
    for name in ASSETS:
        yield name, asset(name)
    yield MARK, f"A site written by kg site; it may be replaced by another.\n{vocab.KG}\n".encode()


def asset(name: str) -> bytes:
    """A style or a script; the script has the sentences of all relations in both languages."""
    content = (files("kg.site") / "assets" / name).read_bytes()
    return search.templates() + content if name.endswith(".js") else content


def _replaceable(out: Path) -> None:
    if not out.exists() or (out.is_dir() and ((out / MARK).is_file() or not any(out.iterdir()))):
        return
    raise KgError("is no site that kg wrote", where=str(out), mend="name a folder that is not there yet, or is empty")


def _take_place(fresh: Path, out: Path) -> None:
    """Rename the complete folder; what stood there goes only when the new one is in its place."""
    old = None
    if out.exists():
        old = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}.old."))
        out.replace(old / out.name)
    try:
        fresh.replace(out)
    except OSError:
        if old is not None:
            (old / out.name).replace(out)
        raise
    finally:
        if old is not None:
            shutil.rmtree(old, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _unwritable(out: Path, error: OSError) -> KgError:
    reason = error.strerror or str(error)
    return KgError(f"the site cannot be written: {reason}", where=str(out), mend="name a folder you may write to")
