"""The files of graphs: the records of a manifest in, checked N-Quads out in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kg.errors import StoreError
from kg.store.files import content_hash
from kg.store.manifest import Record

_BATCH: Final = 16 * 1024 * 1024
"""Bytes handed to the parser at once: enough for its speed, little beside the store itself."""


def batches(folder: Path, records: Iterable[Record]) -> Iterator[tuple[bytes, bytes]]:
    """The N-Quads of the documents, and the same as N-Triples for the default graph.

    The default graph is a copy because Oxigraph's own union default graph repeats a triple for
    each graph that holds it (0.5.13).  Raises StoreError where a file is missing or damaged.
    """
    for quads in _joined(folder, sorted({record.graph for record in records})):
        lines = quads.splitlines()
        yield quads, b"\n".join(line[: line.rindex(b" <")] + b" ." for line in lines)


def read(path: Path) -> bytes:
    """The bytes of a file that the manifest names.  Raises StoreError."""
    try:
        return path.read_bytes()
    except OSError as error:
        mend = "build the store again"
        raise StoreError(f"cannot be read: {error.strerror}", where=str(path), mend=mend) from error


def damaged(path: Path) -> StoreError:
    """The error for a file that does not hold what its name promises."""
    what = "is damaged: its content does not match the hash in its name"
    return StoreError(what, where=str(path), mend="build the store again")


def _joined(folder: Path, names: Iterable[str]) -> Iterator[bytes]:
    parts: list[bytes] = []
    size = 0
    for name in names:
        parts.append(_checked(folder / name))
        size += len(parts[-1])
        if size >= _BATCH:
            yield b"".join(parts)
            parts, size = [], 0
    if parts:
        yield b"".join(parts)


def _checked(path: Path) -> bytes:
    """The N-Quads of one document, checked against the hash in the file's name."""
    data = read(path)
    if content_hash(data) != path.stem.rpartition("-")[2]:
        raise damaged(path)
    return data
