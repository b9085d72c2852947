"""The reader: a store on disk in; a pyoxigraph store, an rdflib dataset or a text out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, RdfFormat, Store

from kg.errors import StoreError
from kg.store.files import content_hash
from kg.store.manifest import Record, manifest

if TYPE_CHECKING:
    from rdflib import Dataset

_BATCH: Final = 16 * 1024 * 1024
"""Bytes handed to the parser at once: enough for its speed, little beside the store itself."""


def load(folder: Path | str) -> Store:
    """The store in memory: the named graphs, and a default graph with each triple of them once.

    The default graph is a copy because Oxigraph's own union default graph repeats a triple for
    each graph that holds it (0.5.13).  Raises StoreError where a file is missing or damaged.
    """
    store = Store()
    for batch in _batches(Path(folder), manifest(folder).documents):
        store.load(batch, format=RdfFormat.N_QUADS)
        lines = batch.splitlines()
        triples = b"\n".join(line[: line.rindex(b" <")] + b" ." for line in lines)
        store.load(triples, format=RdfFormat.N_TRIPLES, to_graph=DefaultGraph())
    return store


def open_rdflib(folder: Path | str) -> Dataset:
    """The same store as an rdflib Dataset through oxrdflib; its default graph sees every triple once.

    Raises StoreError as :func:`load` does.
    """
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    return Dataset(store=OxigraphStore(store=load(folder)))


def text(folder: Path | str, doc_id: str) -> str:
    """The text of a document as stored.

    Raises StoreError for an unknown document and for a text that is missing or damaged.
    """
    for record in manifest(folder).documents:
        if record.id == doc_id:
            data = _read(Path(folder) / record.text)
            if content_hash(data) != doc_id:
                raise _damaged(Path(folder) / record.text)
            return data.decode()
    raise StoreError(f"no document {doc_id!r}", where=str(folder))


def graph_bytes(folder: Path, record: Record) -> bytes:
    """The N-Quads of one document, checked against the hash in the file's name.  Raises StoreError."""
    path = folder / record.graph
    data = _read(path)
    if content_hash(data) != path.stem.rpartition("-")[2]:
        raise _damaged(path)
    return data


def _batches(folder: Path, records: tuple[Record, ...]) -> Iterator[bytes]:
    parts: list[bytes] = []
    size = 0
    for record in records:
        parts.append(graph_bytes(folder, record))
        size += len(parts[-1])
        if size >= _BATCH:
            yield b"".join(parts)
            parts, size = [], 0
    if parts:
        yield b"".join(parts)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        mend = "build the store again"
        raise StoreError(f"cannot be read: {error.strerror}", where=str(path), mend=mend) from error


def _damaged(path: Path) -> StoreError:
    what = "is damaged: its content does not match the hash in its name"
    return StoreError(what, where=str(path), mend="build the store again")
