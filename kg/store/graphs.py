"""The files of graphs: a manifest in, checked N-Quads out in batches, as the corpus changes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kg.errors import StoreError
from kg.store import changes
from kg.store.files import MEND, REBUILD, TEXTS, content_hash
from kg.store.manifest import Manifest, Record

_BATCH: Final = 16 * 1024 * 1024
"""Bytes handed to the parser at once: enough for its speed, little beside the store itself."""


def batches(folder: Path, found: Manifest) -> Iterator[tuple[bytes, bytes]]:
    """The N-Quads of the store, and the same as N-Triples for the default graph.

    The default graph is a copy because Oxigraph's own union default graph repeats a triple for
    each graph that holds it (0.5.13).  Raises StoreError where a file is missing or damaged.
    """
    for quads in _joined(_graphs(folder, found)):
        lines = quads.splitlines()
        yield quads, b"\n".join(line[: line.rindex(b" <")] + b" ." for line in lines)


def read(path: Path) -> bytes:
    """The bytes of a file that the manifest names.  Raises StoreError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", where=str(path), mend=_mend(path)) from error


def damaged(path: Path) -> StoreError:
    """The error for a file that does not hold what its name promises."""
    what = "is damaged: its content does not match the hash in its name"
    return StoreError(what, where=str(path), mend=_mend(path))


def whole(folder: Path, record: Record) -> bool:
    """Whether the files of a document are there and hold what their names promise."""
    try:
        checked(folder / record.graph)
        checked(folder / record.people)
        return content_hash(read(folder / record.text)) == record.id
    except StoreError:
        return False


def _mend(path: Path) -> str:
    return f"build the text again that it holds, or {REBUILD}" if path.parent.name == TEXTS else MEND


def checked(path: Path) -> bytes:
    """The bytes of a file whose name ends in their hash.  Raises StoreError where they are not those."""
    data = read(path)
    if content_hash(data) != path.stem.rpartition("-")[2]:
        raise damaged(path)
    return data


def _graphs(folder: Path, found: Manifest) -> Iterator[bytes]:
    """The graph of each document as the corpus has it, then the graphs of the corpus."""
    changed = changes.from_json(checked(folder / found.changes))
    for doc_id, name in sorted({(record.id, record.graph) for record in found.documents}):
        data = checked(folder / name)
        yield changed[doc_id].apply(data) if doc_id in changed else data
    yield checked(folder / found.identity)


def _joined(graphs: Iterable[bytes]) -> Iterator[bytes]:
    parts: list[bytes] = []
    size = 0
    for data in graphs:
        parts.append(data)
        size += len(data)
        if size >= _BATCH:
            yield b"".join(parts)
            parts, size = [], 0
    if parts:
        yield b"".join(parts)
