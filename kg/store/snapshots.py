"""Snapshots: a store on disk in; beside its graphs a folder out that Oxigraph opens at once.

A snapshot is a copy that can be made again.  It lies in a folder named by the hash of the manifest
it was made from, so one that is out of date is never opened; its seal is written last and says
which version of Oxigraph made it and how long its files are.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import warnings
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import DefaultGraph, RdfFormat, Store

from kg.errors import StoreError
from kg.store.files import PART, SNAPSHOTS, content_hash, lock, write
from kg.store.graphs import batches
from kg.store.manifest import manifest_bytes, parse

_SEAL: Final = "seal.json"
_DATABASE: Final = "database"
_OLD: Final = ".old"
_OWN: Final = re.compile(rf"[0-9a-f]{{16}}({re.escape(PART)}|{re.escape(_OLD)})?")
_FAULTS: Final = (OSError, RuntimeError, ValueError)
"""What Oxigraph raises where a database cannot be read or written (0.5.13)."""


def snapshot(folder: Path | str) -> Path:
    """Write a snapshot of the store in ``folder``, in place of any other, and return its folder.

    Raises StoreError where the store cannot be read, the disk refuses, or another writer works there.
    """
    root = Path(folder)
    manifest_bytes(root)  # no store here: say so before the lock makes a file
    try:
        held = lock(root)
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror}", where=str(root)) from error
    try:
        return _replaced(root)
    finally:
        os.close(held)


def open_snapshot(folder: Path, name: str) -> Store | None:
    """The snapshot of the manifest with the hash ``name``, for reading only; None where there is none.

    One that is damaged or of another version gives a RuntimeWarning of one line, and None.
    """
    path = folder / SNAPSHOTS / name
    if not path.is_dir():
        return None
    try:
        fault = _fault(path)
        if fault is None:
            return Store.read_only(str(path / _DATABASE))
    except _FAULTS as error:
        fault = " ".join(str(error).split())
    mend = "make it again with: kg build --snapshot"
    warnings.warn(f"{path}: the snapshot is passed over: {fault} ({mend})", RuntimeWarning, stacklevel=3)
    return None


def remove_others(folder: Path, name: str) -> None:
    """Remove every snapshot but that of the manifest with the hash ``name``.  Raises OSError."""
    snapshots = folder / SNAPSHOTS
    if snapshots.is_dir():
        for path in sorted(snapshots.iterdir()):
            if path.name != name and _OWN.fullmatch(path.name):
                shutil.rmtree(path)


def _replaced(root: Path) -> Path:
    """Build beside, then rename; the caller holds the lock."""
    data = manifest_bytes(root)
    path = root / SNAPSHOTS / content_hash(data)
    part, old = path.with_name(path.name + PART), path.with_name(path.name + _OLD)
    try:
        remove_others(root, path.name)
        part.mkdir(parents=True)
        _fill(part / _DATABASE, root, data)
        write(part / _SEAL, _seal(part / _DATABASE), durable=True)
        if path.exists():
            path.rename(old)
        part.rename(path)
        remove_others(root, path.name)
    except _FAULTS as error:
        reason = (isinstance(error, OSError) and error.strerror) or " ".join(str(error).split())
        raise StoreError(f"the snapshot cannot be written: {reason}", where=str(path)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return path


def _fill(database: Path, root: Path, data: bytes) -> None:
    store = Store(database)
    for quads, triples in batches(root, parse(root, data)):
        store.bulk_load(quads, format=RdfFormat.N_QUADS)
        store.bulk_load(triples, format=RdfFormat.N_TRIPLES, to_graph=DefaultGraph())
    store.optimize()
    store.flush()
    del store  # closes the database
    for log in database.glob("LOG*"):  # the diary of RocksDB, which names paths of this machine
        log.unlink()


def _seal(database: Path) -> bytes:
    return json.dumps({"oxigraph": pyoxigraph.__version__, "files": _sizes(database)}, indent=1).encode() + b"\n"


def _sizes(database: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in sorted(database.iterdir())}


def _fault(path: Path) -> str | None:
    """What keeps a snapshot from being opened, as far as its seal tells.  Raises OSError, ValueError."""
    seal = json.loads((path / _SEAL).read_bytes())
    version = seal.get("oxigraph") if isinstance(seal, dict) else None
    if version != pyoxigraph.__version__:
        return f"it is of Oxigraph {version!r}, not {pyoxigraph.__version__!r}"
    if seal.get("files") != _sizes(path / _DATABASE):
        return "its files are not those of its seal"
    return None
