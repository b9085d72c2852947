"""Files written whole or not at all: bytes in, files out."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.store import files

_MEND: Final = "name a place that is there, has room, and that you may write to"


def write(path: Path, data: bytes) -> None:
    """Write beside ``path`` and rename.  Raises KgError."""
    try:
        files.write(path, data)
    except OSError as error:
        raise KgError(f"cannot be written: {error.strerror}", where=str(path), mend=_MEND) from error


def write_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write ``contents`` (by name) into ``folder``, which is made if need be: all, then all renamed.

    Raises KgError where the folder holds anything else, so that no other work is mixed with it, and
    where something cannot be written.
    """
    parts = {name: _beside(folder / name) for name in contents}
    try:
        if folder.is_dir():
            others = {path.name for path in folder.iterdir()} - contents.keys() - {part.name for part in parts.values()}
            if others:
                raise KgError(
                    f"the folder holds other files: {min(others)!r}", where=str(folder), mend="name a new one"
                )
        folder.mkdir(exist_ok=True)
        for name, part in parts.items():
            part.write_bytes(contents[name])
        for name, part in parts.items():
            part.replace(folder / name)
    except OSError as error:
        for part in parts.values():
            with suppress(OSError):
                part.unlink()
        raise KgError(f"cannot be written: {error.strerror}", where=str(folder), mend=_MEND) from error


def _beside(path: Path) -> Path:
    return path.with_name(path.name + files.PART)
