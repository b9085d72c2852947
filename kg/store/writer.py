"""The writer: linked documents in, a store on disk out, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import Final

from kg.errors import StoreError
from kg.identity import Pair, from_quads
from kg.model import LinkedDocument
from kg.rdf import quads, unlinked
from kg.resources import program
from kg.store.corpus import n_quads, resolve
from kg.store.files import (
    CORPUS,
    GRAPHS,
    LOCK,
    MANIFEST,
    PART,
    PEOPLE,
    SNAPSHOTS,
    TEXTS,
    content_hash,
    lock,
    sync_folder,
    write,
)
from kg.store.manifest import Manifest, Record, manifest
from kg.store.snapshots import remove_others

_FOLDERS: Final = (GRAPHS, TEXTS, PEOPLE, CORPUS)
_OWN_NAMES: Final = frozenset({*_FOLDERS, SNAPSHOTS, LOCK, MANIFEST, MANIFEST + PART})


class StoreWriter:
    """Adds documents to the store in ``folder``, which is made if need be; one writer at a time.

    ``with StoreWriter(folder, base) as writer: writer.add(linked)``.  A document known by its path
    is replaced.  ``must`` and ``cannot`` are pairs of IRIs of people that somebody decided to be the same or
    not the same.  The store changes when the block ends without an error; until then, and after an
    error or a kill, readers find what was there before.

    Raises StoreError when the folder holds something else, another writer works in it, or its data
    stand below another base.
    """

    def __init__(
        self, folder: Path | str, base: str, *, must: Collection[Pair] = (), cannot: Collection[Pair] = ()
    ) -> None:
        self._folder, self._base = Path(folder), base
        self._must, self._cannot = must, cannot
        self._lock: int | None = None
        self._records: dict[str, Record] = {}

    def __enter__(self) -> StoreWriter:
        try:
            if self._folder.is_dir() and {path.name for path in self._folder.iterdir()} - _OWN_NAMES:
                mend = "name a new folder or that of a store"
                raise StoreError("the folder holds other files", where=str(self._folder), mend=mend)
            for name in _FOLDERS:
                (self._folder / name).mkdir(parents=True, exist_ok=True)
            self._lock = lock(self._folder)
        except OSError as error:
            raise _refused(error, self._folder) from error
        try:
            self._read_records()
        except BaseException:
            self._release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._commit()
        finally:
            self._release()

    def add(self, linked: LinkedDocument) -> Record:
        """Write the files of one document and return its record.

        Raises StoreError when the disk refuses, KgError when the document does not fit the vocabulary.
        """
        doc = linked.doc
        found = quads(linked, self._base)
        data = n_quads(found)
        people = from_quads(found).to_json()
        record = Record(
            path=doc.path,
            id=doc.id,
            sha256=doc.sha256,
            title=doc.title,
            published=doc.published,
            made_by=program(),
            graph=f"{GRAPHS}/{doc.id}-{content_hash(data)}.nq",
            text=f"{TEXTS}/{doc.id}.txt",
            people=f"{PEOPLE}/{doc.id}-{content_hash(people)}.json",
            claims=len(linked.claims),
            skipped=len(unlinked(linked)),
            entities=len(linked.entities),
            quads=data.count(b"\n"),
            decisions={one.id: one.claim for one in sorted(linked.decided, key=lambda one: one.id)},
        )
        self._put(record.graph, data)
        self._put(record.text, doc.text.encode())
        self._put(record.people, people)
        self._records[doc.path] = record
        return record

    def paths(self) -> tuple[str, ...]:
        """The paths of the documents as they will be in the store."""
        return tuple(sorted(self._records))

    def remove(self, path: str) -> None:
        """Take a document out; the store becomes what it would be without it.  Raises StoreError where it has none."""
        if self._records.pop(path, None) is None:
            raise StoreError("no document of that path", where=path, mend="see: kg query documents")

    def _read_records(self) -> None:
        if not (self._folder / MANIFEST).exists():
            return
        found = manifest(self._folder)
        if found.base != self._base:
            what = f"the store's base is {found.base}, not {self._base}"
            raise StoreError(what, where=str(self._folder), mend="use the same base or a new folder")
        self._records = {record.path: record for record in found.documents}

    def _put(self, name: str, data: bytes) -> None:
        """Write a file whose name tells its content; one that is already there in full is left alone."""
        path = self._folder / name
        try:
            if not (path.is_file() and path.read_bytes() == data):
                write(path, data)
        except OSError as error:
            raise _refused(error, path) from error

    def _commit(self) -> None:
        """Make the new manifest the store's, then remove the files that it does not name."""
        records = tuple(self._records.values())
        found, changed = resolve(self._folder, records, self._base, self._must, self._cannot)
        identity = f"{CORPUS}/identity-{content_hash(found)}.nq"
        changes = f"{CORPUS}/changes-{content_hash(changed)}.json"
        self._put(identity, found)
        self._put(changes, changed)
        made = Manifest(self._base, records, identity, changes)
        content = made.to_json().encode()
        try:
            for name in _FOLDERS:
                sync_folder(self._folder / name)
            write(self._folder / MANIFEST, content, durable=True)
            self._remove_unnamed(made)
            remove_others(self._folder, content_hash(content))
        except OSError as error:
            raise _refused(error, self._folder) from error

    def _remove_unnamed(self, made: Manifest) -> None:
        named = {name for record in made.documents for name in (record.graph, record.text, record.people)}
        named |= {made.identity, made.changes}
        for folder in _FOLDERS:
            for path in sorted((self._folder / folder).iterdir()):
                if f"{folder}/{path.name}" not in named and path.suffix in {".nq", ".txt", ".json", PART}:
                    path.unlink()

    def _release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _refused(error: OSError, path: Path) -> StoreError:
    mend = "build into a folder that you may write to, on a disk with room"
    return StoreError(f"cannot be written: {error.strerror}", where=str(path), mend=mend)
