"""The reader: a store on disk in; a pyoxigraph store, an rdflib dataset or texts out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, RdfFormat, Store

from kg.errors import StoreError
from kg.store.files import content_hash
from kg.store.graphs import batches, damaged, read
from kg.store.manifest import manifest, manifest_bytes, parse
from kg.store.snapshots import open_snapshot

if TYPE_CHECKING:
    from rdflib import Dataset


def load(folder: Path | str) -> Store:
    """The store: the named graphs, and a default graph with each triple of them once.

    Where a snapshot of just this manifest lies, it is opened for reading only; else the graphs are
    read into memory.  A damaged snapshot gives a RuntimeWarning and is passed over.  A process that
    holds a snapshot must not fork: RocksDB has threads of its own, which the child would lack.
    Raises StoreError where a file is missing or damaged.
    """
    data = manifest_bytes(folder)
    found = open_snapshot(Path(folder), content_hash(data))
    return _in_memory(Path(folder), data) if found is None else found


def load_memory(folder: Path | str) -> Store:
    """The same, always read into memory: for a process that will fork.  Raises StoreError as :func:`load` does."""
    return _in_memory(Path(folder), manifest_bytes(folder))


def open_rdflib(folder: Path | str) -> Dataset:
    """The store in memory as an rdflib Dataset through oxrdflib; its default graph sees every triple once.

    Never a snapshot, since rdflib makes a graph where one is only mentioned (``Dataset.graph``).
    Raises StoreError as :func:`load` does.
    """
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    return Dataset(store=OxigraphStore(store=load_memory(folder)))


def texts(folder: Path | str) -> Callable[[str], str]:
    """A reader of the texts as stored, by the id of the document; the manifest is read once.

    Both raise StoreError: this for a manifest that cannot be read, the reader for an unknown
    document and for a text that is missing or damaged.
    """
    paths = {record.id: Path(folder) / record.text for record in manifest(folder).documents}

    def text_of(doc_id: str) -> str:
        if doc_id not in paths:
            raise StoreError(f"no document {doc_id!r}", where=str(folder))
        data = read(paths[doc_id])
        if content_hash(data) != doc_id:
            raise damaged(paths[doc_id])
        return data.decode()

    return text_of


def text(folder: Path | str, doc_id: str) -> str:
    """The text of one document as stored; for several, :func:`texts`.  Raises StoreError."""
    return texts(folder)(doc_id)


def _in_memory(folder: Path, data: bytes) -> Store:
    store = Store()
    for quads, triples in batches(folder, parse(folder, data)):
        store.load(quads, format=RdfFormat.N_QUADS)
        store.load(triples, format=RdfFormat.N_TRIPLES, to_graph=DefaultGraph())
    return store
