"""How fast ``kg build`` reads: a folder of .txt files in, two speeds and their ratio out.

usage: throughput.py FOLDER...

The peer is jieba.posseg over the same texts in the same run, so the ratio says the same on any machine.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import jieba.posseg

from kg.errors import SourceError
from kg.model import Document
from kg.pipeline import analyse
from kg.sources import find_texts, read
from kg.store import StoreWriter

BASE = "https://kg.example.org/"
WARM_UP = "张云舟任县长。"


def documents(folders: Sequence[str]) -> list[Document]:
    """The texts below ``folders``; those that cannot be read are left out of both runs."""
    found = []
    for path in find_texts(map(Path, folders)):
        try:
            if isinstance(path, SourceError):
                raise path
            found.append(read(path))
        except SourceError as error:
            print(error, file=sys.stderr)
    return found


def build(docs: Sequence[Document]) -> None:
    """What ``kg build`` does once the files are read."""
    with tempfile.TemporaryDirectory() as folder, StoreWriter(Path(folder) / "store", BASE) as writer:
        for doc in docs:
            writer.add(analyse(doc, BASE))


def tag(docs: Sequence[Document]) -> None:
    """Segments and tags every text with jieba."""
    for doc in docs:
        for _ in jieba.posseg.cut(doc.text):
            pass


def seconds(job: Callable[[Sequence[Document]], None], docs: Sequence[Document]) -> float:
    """Processor seconds of ``job`` over ``docs``; dictionaries are loaded before the clock starts."""
    job([Document(id="0" * 16, sha256="0" * 64, path="warm-up", text=WARM_UP)])
    start = time.process_time()
    job(docs)
    return time.process_time() - start


def main() -> int:
    """Measure and print; the exit status is 2 without a text to read."""
    docs = documents(sys.argv[1:])
    if not docs:
        print("usage: throughput.py FOLDER... (folders with .txt files)", file=sys.stderr)
        return 2
    megabytes = sum(len(doc.text.encode()) for doc in docs) / 1e6
    peer, ours = seconds(tag, docs), seconds(build, docs)
    print(f"{len(docs)} texts, {megabytes:.2f} MB")
    print(f"jieba.posseg  {megabytes / peer:8.2f} MB/s")
    print(f"kg build      {megabytes / ours:8.2f} MB/s  ratio {peer / ours:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
