"""A graph to look into: a store's folder or an RDF file in, a pyoxigraph store out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.export.files import FORMATS

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store


def open_graph(path: Path | str) -> Store:
    """What the folder or the file ``path`` holds, every triple once in the default graph.

    Raises StoreError for a folder that is no store, KgError for a file that is none of ``FORMATS`` or
    cannot be read.
    """
    from pyoxigraph import Store

    found = Path(path)
    if found.is_dir():
        from kg.store import load

        return load(found)
    store = Store()
    store.bulk_extend(_triples(found))
    return store


def _triples(path: Path) -> Iterator[Quad]:
    from pyoxigraph import Quad, RdfFormat, parse

    form = RdfFormat.from_extension(path.suffix.lower().removeprefix("."))
    if path.suffix.lower() not in FORMATS or form is None:
        mend = "name the folder of a store or a file that ends in " + ", ".join(sorted(FORMATS))
        raise KgError("no graph that can be read", where=str(path), mend=mend)
    try:
        for quad in parse(path=str(path), format=form):
            yield Quad(quad.subject, quad.predicate, quad.object)
    except (SyntaxError, ValueError) as error:
        what = f"is not {FORMATS[path.suffix.lower()]}: {error.msg if isinstance(error, SyntaxError) else error}"
        raise KgError(what, where=str(path), mend="mend the file or export it again") from error
    except OSError as error:
        raise KgError(f"cannot be read: {error.strerror or error}", where=str(path), mend="check the path") from error
