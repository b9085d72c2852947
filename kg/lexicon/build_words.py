"""Makes ``data/words.txt``, the two-character words that tell where a name ends.

``python -m kg.lexicon.build_words`` reads the dictionary of the installed jieba (MIT) and keeps the
common two-character words that are not themselves names; a test compares the file with the result.
Reading jieba's own 350,000 lines at each start would cost more than a whole build of a short text.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

#: Below this count in jieba's corpus a word says little about where another ends.
COMMON = 30
HEADER = "# Common two-character words: from the dictionary of jieba (MIT), made by build_words.py\n"


def common_words() -> Iterator[str]:
    """Common two-character words, names of people, places and brands left out."""
    for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        if len(word) == 2 and int(count) >= COMMON and not tag.startswith(("nr", "ns", "nz", "nt")):
            yield word


def table() -> str:
    """The whole file as text."""
    return HEADER + "".join(f"{word}\n" for word in sorted(common_words()))


if __name__ == "__main__":
    from pathlib import Path

    Path(str(files("kg.lexicon") / "data" / "words.txt")).write_text(table(), encoding="utf-8")
