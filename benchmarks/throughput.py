"""How fast ``kg build`` reads: a folder of .txt files in, two speeds and their ratio out.

usage: throughput.py FOLDER...

The peer is jieba.posseg over the same texts in the same run, so the ratio says the same on any machine.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import jieba.posseg
from measure import documents, seconds, size

from kg.model import Document
from kg.pipeline import analyse
from kg.store import StoreWriter

BASE = "https://kg.example.org/"


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


def main() -> int:
    """Measure and print; the exit status is 2 without a text to read."""
    docs = documents(sys.argv[1:])
    if not docs:
        print("usage: throughput.py FOLDER... (folders with .txt files)", file=sys.stderr)
        return 2
    megabytes = size(docs)
    peer, ours = seconds(tag, docs), seconds(build, docs)
    print(f"{len(docs)} texts, {megabytes:.2f} MB")
    print(f"jieba.posseg  {megabytes / peer:8.2f} MB/s")
    print(f"kg build      {megabytes / ours:8.2f} MB/s  ratio {peer / ours:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
