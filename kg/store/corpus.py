"""What all documents of a store yield together: their records in, one graph file and the changes to the others out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, serialize

from kg.conflicts import conflict_quads, conflicts, withheld
from kg.errors import StoreError
from kg.identity import DocumentRecord, Pair, from_json, identify, identity_quads
from kg.store.changes import changes, to_json
from kg.store.files import REBUILD
from kg.store.graphs import checked
from kg.store.manifest import Record


def resolve(
    folder: Path, records: Iterable[Record], base: str, must: Collection[Pair], cannot: Collection[Pair]
) -> tuple[bytes, bytes]:
    """The graphs of the corpus as sorted N-Quads, and the changes to the documents' as JSON.

    Raises StoreError where a file is missing or damaged, KgError where the decisions contradict one another.
    """
    documents = [_read(folder / name) for name in sorted({record.people for record in records})]
    found = identify(documents, must, cannot)
    disagreements = conflicts(documents, found.canonical())
    graphs = chain(identity_quads(found, base), conflict_quads(disagreements, base))
    return n_quads(graphs), to_json(changes(documents, found, withheld(disagreements, base)))


def n_quads(quads: Iterable[Quad]) -> bytes:
    """The quads as sorted lines of N-Quads, each once."""
    lines = serialize(quads, format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(set(lines.splitlines(keepends=True))))


def _read(path: Path) -> DocumentRecord:
    data = checked(path)
    try:
        return from_json(data)
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(f"has a wrong entry: {error}", where=str(path), mend=REBUILD) from error
