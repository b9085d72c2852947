"""Files of the store: written beside and renamed, so no reader ever sees half a file."""

from __future__ import annotations

import fcntl
import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from kg.errors import StoreError

MANIFEST: Final = "manifest.json"
LOCK: Final = ".lock"
GRAPHS: Final = "graphs"
TEXTS: Final = "texts"
PEOPLE: Final = "people"
CORPUS: Final = "corpus"
SNAPSHOTS: Final = "snapshots"
PART: Final = ".part"
"""The end of the name of a file that is still being written."""
REBUILD: Final = "remove the store's folder, then build it again: decisions are kept beside it"
"""How to mend a store whose manifest is damaged, or whose text is: nothing tells what was in it."""
MEND: Final = "build the store again: kg build makes a damaged file anew from the text"
"""How to mend a damaged file that is made from a text."""


def content_hash(data: bytes) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of ``data``."""
    return hashlib.sha256(data).hexdigest()[:16]


def write(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Write ``data`` beside ``path`` and rename; ``durable`` also waits for the disk (fsync).

    Raises OSError; then nothing half-written is left.
    """
    part = path.with_name(path.name + PART)
    try:
        with part.open("wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise
    if durable:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in ``folder`` are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def lock(folder: Path) -> int:
    """Make the caller the only writer of the store in ``folder`` until it closes the descriptor returned.

    The kernel lets go of the lock when the process ends, however it ends.  Raises OSError where the
    folder cannot be written, StoreError where another writer works in it.
    """
    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        mend = "wait until it has ended"
        raise StoreError("another build writes this store", where=str(folder), mend=mend) from error
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
