"""What a worker answers from: a store's folder or an RDF file in, ``Data`` in memory out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.query.prefixes import prefixes_of

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.query import SavedQuery


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one answer may take: bytes of memory beside the store, rows, bytes of the answer."""

    memory: int
    rows: int
    size: int


@dataclass(frozen=True, slots=True)
class Data:
    """The graph in memory with what goes with it.

    ``base`` is the base IRI of the data, ``text_of`` gives the text of a document by its id and
    raises StoreError for one that is not there.
    """

    store: Store
    base: str
    prefixes: Mapping[str, str]
    questions: Mapping[str, SavedQuery]
    text_of: Callable[[str], str]
    has_texts: bool = True


def open_data(source: Path) -> Data:
    """The store in the folder ``source``, or the graphs of an RDF file, in memory and never a snapshot:
    a process that is to fork must not hold RocksDB.  Either way the default graph holds every triple.

    Raises StoreError, KgError for what cannot be read.
    """
    from kg.query import catalog
    from kg.store import load_memory, texts

    if source.is_dir():
        store, text_of = load_memory(source), texts(source)
    else:
        store, text_of = _of_file(source), _no_text
    is_store = source.is_dir()
    prefixes = prefixes_of(store)
    return Data(store, prefixes["id"].removesuffix("id/"), prefixes, catalog(), text_of, is_store)


def _no_text(doc_id: str) -> str:
    raise KgError("the texts are not served with a file of RDF", where=doc_id)


def _of_file(path: Path) -> Store:
    from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store

    form = RdfFormat.from_extension(path.suffix.lower().removeprefix("."))
    if form is None:
        mend = "name the folder of a store, or a file like graph.ttl or graph.nq"
        raise KgError("no graph that can be read", where=str(path), mend=mend)
    store = Store()
    try:
        store.load(path=str(path), format=form)
    except SyntaxError as error:
        raise KgError(f"cannot be read: {error.msg}", where=str(path), mend="mend the file") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise KgError(f"cannot be read: {reason}", where=str(path), mend="check the path") from error
    if any(store.named_graphs()):
        named = (Quad(*quad.triple) for quad in store if quad.graph_name != DefaultGraph())
        store.bulk_extend(list(named))  # a list, since it would not see what it reads while it writes
    return store
