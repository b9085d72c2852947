"""Where the ontology and the saved questions lie, and which program this is: the one place that knows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


def data(name: str) -> Traversable:
    """The folder ``ontology`` or ``queries``.

    In a wheel it is inside the package; in an editable install the project's root is on the
    import path, where the folder is a namespace package of its own.
    """
    packaged = files("kg") / "_data" / name
    return packaged if packaged.is_dir() else files(name)


@cache
def program() -> str:
    """Sixteen hexadecimal digits that change with the code, the rules and the lexicons: what made a document's graph.

    The SHA-256 of the package's files by name and content.
    """
    hashed = hashlib.sha256()
    for name, file in sorted(_files(files("kg"), "")):
        hashed.update(f"{name}\x1f".encode())
        hashed.update(file.read_bytes())
    return hashed.hexdigest()[:16]


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name not in ("__pycache__", "_data"):
            yield from _files(entry, f"{path}{entry.name}/")
        elif entry.name.endswith((".py", ".yaml", ".tsv", ".txt")):
            yield path + entry.name, entry
