"""The manifest: which documents a store holds and in which files; the JSON file that makes a folder a store."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from kg.errors import StoreError
from kg.model import Document
from kg.resources import program
from kg.store.files import CORPUS, GRAPHS, MANIFEST, PEOPLE, REBUILD, TEXTS

FORMAT: Final = 2
_FILES: Final = {
    "graph": re.compile(rf"{GRAPHS}/[0-9a-f]{{16}}-[0-9a-f]{{16}}\.nq"),
    "text": re.compile(rf"{TEXTS}/[0-9a-f]{{16}}\.txt"),
    "people": re.compile(rf"{PEOPLE}/[0-9a-f]{{16}}-[0-9a-f]{{16}}\.json"),
    "identity": re.compile(rf"{CORPUS}/identity-[0-9a-f]{{16}}\.nq"),
    "changes": re.compile(rf"{CORPUS}/changes-[0-9a-f]{{16}}\.json"),
}
"""The file names that a manifest may give: none leads out of the store."""


@dataclass(frozen=True, slots=True)
class Record:
    """One document of a store.

    ``made_by`` tells the program that made it (:func:`kg.resources.program`).
    ``graph``, ``text`` and ``people`` are file names relative to the store; ``claims``, ``skipped`` (claims that
    could not be linked), ``entities`` and ``quads`` are counts.  ``decisions`` are those of people about
    claims of the document, as they were when it was built: id to that of the claim it fits, or None.
    """

    path: str
    id: str
    sha256: str
    title: str | None
    published: str | None
    made_by: str
    graph: str
    text: str
    people: str
    claims: int
    skipped: int
    entities: int
    quads: int
    decisions: Mapping[str, str | None]


@dataclass(frozen=True)
class Manifest:
    """What a store holds: the base IRI of its data, and its documents by path.

    ``identity`` is the file of the graphs that all documents together yield, ``changes`` what they change in
    the graph of each: file names relative to the store.
    """

    base: str
    documents: tuple[Record, ...]
    identity: str
    changes: str

    @cached_property
    def _made(self) -> Mapping[tuple[str, str, str], Record]:
        return {(record.path, record.sha256, record.made_by): record for record in self.documents}

    def record_of(self, doc: Document) -> Record | None:
        """The record of just this text under this path, made by this program; None where there is none.

        Adding it again would change nothing but what people have decided since.
        """
        return self._made.get((doc.path, doc.sha256, program()))

    def to_json(self) -> str:
        """The text of ``manifest.json``."""
        documents = [asdict(record) for record in sorted(self.documents, key=lambda record: record.path)]
        content = {
            "format": FORMAT,
            "base": self.base,
            "identity": self.identity,
            "changes": self.changes,
            "documents": documents,
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def manifest(folder: Path | str) -> Manifest:
    """The manifest of the store in ``folder``.

    Raises StoreError where there is no store, where it is damaged, or where another version wrote it.
    """
    return parse(folder, manifest_bytes(folder))


def manifest_bytes(folder: Path | str) -> bytes:
    """The bytes of the manifest, whose hash names what the store holds.  Raises StoreError."""
    path = Path(folder) / MANIFEST
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreError("no store here", where=str(folder), mend="make one with: kg build TEXTS") from error
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", where=str(path)) from error


def parse(folder: Path | str, data: bytes) -> Manifest:
    """The manifest that ``data`` spells, read from the store in ``folder``.  Raises StoreError."""
    path = Path(folder) / MANIFEST
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise StoreError("is not JSON", where=str(path), mend=REBUILD) from error
    found = content.get("format") if isinstance(content, dict) else None
    if found != FORMAT:
        raise StoreError(f"has format {found!r}, not {FORMAT}", where=str(path), mend=REBUILD)
    try:
        records = tuple(_record(entry) for entry in content["documents"])
        base = content["base"]
        if not isinstance(base, str):
            raise TypeError("base")
        identity, changes = (_file(content, name) for name in ("identity", "changes"))
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(f"has a wrong entry: {error}", where=str(path), mend=REBUILD) from error
    return Manifest(base, records, identity, changes)


def _record(entry: dict[str, object]) -> Record:
    """A record whose values have the right types and whose files stay inside the store."""
    values: dict[str, Any] = {}  # checked field by field
    for field in fields(Record):
        value = entry[field.name]
        if field.name == "decisions":
            values[field.name] = _decisions(value)
            continue
        allowed = {"int": int, "str": str}.get(str(field.type), (str, type(None)))
        if not isinstance(value, allowed):
            raise TypeError(f"{field.name} {value!r}")
        values[field.name] = value
    for name in ("graph", "text", "people"):
        _file(values, name)
    return Record(**values)


def _file(entry: dict[str, object], name: str) -> str:
    """The file name that an entry gives, which may not lead out of the store."""
    found = entry[name]
    if not (isinstance(found, str) and _FILES[name].fullmatch(found)):
        raise ValueError(f"{name} {found!r}")
    return found


def _decisions(value: object) -> dict[str, str | None]:
    if not isinstance(value, dict) or not all(isinstance(claim, str | None) for claim in value.values()):
        raise TypeError(f"decisions {value!r}")
    return value
