"""Files of the store: written beside and renamed, so no reader ever sees half a file."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

MANIFEST: Final = "manifest.json"
LOCK: Final = ".lock"
GRAPHS: Final = "graphs"
TEXTS: Final = "texts"
PART: Final = ".part"
"""The end of the name of a file that is still being written."""


def content_hash(data: bytes) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of ``data``."""
    return hashlib.sha256(data).hexdigest()[:16]


def write(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Write ``data`` beside ``path`` and rename; ``durable`` also waits for the disk (fsync).

    Raises OSError.
    """
    part = path.with_name(path.name + PART)
    with part.open("wb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    part.replace(path)
    if durable:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in ``folder`` are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
