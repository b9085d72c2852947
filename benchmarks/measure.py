"""What the benchmarks share: texts to read, processor time, peak memory."""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from kg.errors import SourceError
from kg.model import Document
from kg.sources import find_texts, read

WARM_UP = "张云舟任县长。"


def documents(paths: Sequence[str], megabytes: float = float("inf")) -> list[Document]:
    """The texts of ``paths`` up to the one that reaches ``megabytes`` (10⁶ bytes of UTF-8).

    A path is a folder with .txt files or a .jsonl or .jsonl.gz file whose lines have a field ``text``.
    Files that cannot be read are named on standard error and left out.
    """
    found: list[Document] = []
    size = 0
    for path in paths:
        for doc in _lines(Path(path)) if ".jsonl" in path else _files(Path(path)):
            if size >= megabytes * 1e6:
                return found
            found.append(doc)
            size += len(doc.text.encode())
    return found


def _lines(path: Path) -> Iterator[Document]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            yield document(json.loads(line)["text"], f"{path.name}:{number}")


def _files(folder: Path) -> Iterator[Document]:
    for path in find_texts([folder]):
        try:
            if isinstance(path, SourceError):
                raise path
            yield read(path)
        except SourceError as error:
            print(error, file=sys.stderr)


def document(text: str, path: str) -> Document:
    """A document with this text."""
    digest = sha256(text.encode()).hexdigest()
    return Document(digest[:16], digest, path, text)


def size(docs: Sequence[Document]) -> float:
    """Megabytes of UTF-8 text."""
    return sum(len(doc.text.encode()) for doc in docs) / 1e6


def seconds(job: Callable[[Sequence[Document]], None], docs: Sequence[Document]) -> float:
    """Processor seconds of ``job`` over ``docs``; dictionaries are loaded before the clock starts."""
    job([document(WARM_UP, "warm-up")])
    start = time.process_time()
    job(docs)
    return time.process_time() - start


def peak() -> float:
    """The most memory the process has held so far, in megabytes."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / 1e6 if sys.platform == "darwin" else held * 1024 / 1e6
