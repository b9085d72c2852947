"""Paths in, documents out: finds the .txt files below what the user names and reads them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import SourceError
from kg.model import Document
from kg.sources.decode import decode


def find_texts(paths: Iterable[Path]) -> Iterator[Path | SourceError]:
    """The files to read, each once: a file as given, a directory's ``.txt`` files at any depth.

    Directories are walked in sorted order; hidden entries and symbolic links to directories are
    passed over.  A path that does not exist, or a directory that holds no text, is yielded as a
    SourceError, so that one wrong argument does not stop the rest.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _below(path):
            if isinstance(found, SourceError):
                yield found
            elif found not in seen:
                seen.add(found)
                yield found


def _below(path: Path) -> Iterator[Path | SourceError]:
    if not path.is_dir():
        yield path
        return
    empty = True
    for found in _walk(path):
        empty = False
        yield found
    if empty:
        yield SourceError("the directory holds no .txt file", where=str(path), mend="name a directory with texts")


def _walk(top: Path) -> Iterator[Path | SourceError]:
    broken: list[OSError] = []
    for folder, folders, names in os.walk(top, onerror=broken.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        texts = (name for name in sorted(names) if name.lower().endswith(".txt") and not name.startswith("."))
        yield from (Path(folder, name) for name in texts)
    for error in broken:
        yield SourceError(error.strerror or "unreadable", where=error.filename, mend="check its permissions")


def read(path: Path) -> Document:
    """The document in the file ``path``; the encodings are those of :func:`kg.sources.decode`.

    Raises SourceError when the file is missing, unreadable, not a text, or has a name that is not
    Unicode and so could not be written into the graph.
    """
    name = str(path)
    if not name.isprintable() and any(0xD800 <= ord(char) <= 0xDFFF for char in name):
        raise SourceError("the file's name is not UTF-8", where=name, mend="rename it")
    try:
        if path.exists() and not path.is_file():
            raise SourceError("not a regular file", where=name, mend="name a .txt file or a directory")
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError("no such file or directory", where=name, mend="check the path") from error
    except OSError as error:
        raise SourceError(error.strerror or "unreadable", where=name, mend="check its permissions") from error
    return document(decode(raw, name), name)


def document(text: str, path: str) -> Document:
    """``text`` as a document that is known by ``path``."""
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Document(id=sha256[:16], sha256=sha256, path=path, text=text)
