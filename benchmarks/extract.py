"""How fast facts are extracted: texts in, speeds beside a well-known segmenter, ratios and memory out.

usage: extract.py [--megabytes N] [--sample N] FOLDER|FILE.jsonl[.gz]...

One process reads the same texts with kg, with jieba.cut (HMM on) and, the first ``--sample`` megabytes only,
with jieba.posseg.  kg comes first, so that the memory is its own.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence

from measure import documents, peak, seconds, size

from kg.extract import extract_each
from kg.model import Document
from kg.rules.gates import TEXTS

#: After so many texts memory is looked at for the first time: it is not to grow with their number.
EARLY = 500


def kg(docs: Sequence[Document]) -> None:
    """Everything from text to claims, as many texts side by side as ``kg extract`` and ``kg build`` read."""
    for at in range(0, len(docs), TEXTS):
        extract_each(docs[at : at + TEXTS])


def cut(docs: Sequence[Document]) -> None:
    """Segments every text with jieba."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    for doc in docs:
        for _ in jieba.cut(doc.text):
            pass


def tag(docs: Sequence[Document]) -> None:
    """Segments and tags every text with jieba."""
    import jieba.posseg

    for doc in docs:
        for _ in jieba.posseg.cut(doc.text):
            pass


def main() -> int:
    """Measure and print; the exit status is 2 without a text to read."""
    parser = argparse.ArgumentParser(description="Speed of extraction beside jieba.")
    parser.add_argument("paths", nargs="+", metavar="FOLDER|FILE.jsonl[.gz]")
    parser.add_argument("--megabytes", type=float, default=10.0, help="how much is read (default 10)")
    parser.add_argument("--sample", type=float, default=1.0, help="how much jieba.posseg reads of it (default 1)")
    chosen = parser.parse_args()
    docs = documents(chosen.paths, chosen.megabytes)
    if not docs:
        print("no text found: name folders with .txt files, or .jsonl files with a field text", file=sys.stderr)
        return 2
    sample = documents(chosen.paths, min(chosen.sample, chosen.megabytes))
    first = seconds(kg, docs[:EARLY])
    early = peak()
    ours = (first + seconds(kg, docs[EARLY:])) / size(docs)
    late = peak()
    peers = {"jieba.cut": seconds(cut, docs) / size(docs), "jieba.posseg": seconds(tag, sample) / size(sample)}
    print(f"{len(docs)} texts, {size(docs):.2f} MB; jieba.posseg on the first {size(sample):.2f} MB")
    print(
        f"kg extraction {1 / ours:8.2f} MB/s  peak memory {early:.0f} MB after {EARLY} texts, {late:.0f} MB at the end"
    )
    for name, cost in peers.items():
        print(f"{name:<13} {1 / cost:8.2f} MB/s  kg is {cost / ours:.2f} times as fast")
    return 0


if __name__ == "__main__":
    sys.exit(main())
