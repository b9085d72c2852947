"""The text of a document cut into pieces at the ends of its evidence, so that every fact can be marked in it.

Facts overlap: a piece is covered by all evidence it lies in, and leads where its shortest leads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kg.facts.record import Fact, Source
from kg.query.escape import visible

PART: Final = 20_000
"""Characters of one page of a text."""
_FARTHEST: Final = 2_000
"""Characters that a page may be shorter, to end with a paragraph."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text within one paragraph.

    ``facts`` are the numbers of the facts whose evidence it lies in, that of the shortest evidence first;
    ``depth`` counts the pieces of evidence; ``starts`` are those that begin with it.
    """

    text: str
    facts: tuple[int, ...] = ()
    depth: int = 0
    starts: tuple[Source, ...] = ()


def parts(text: str, sources: Sequence[Source]) -> tuple[int, ...]:
    """The offsets at which the pages of a text begin, from the second on; none within a piece of evidence."""
    found: list[int] = []
    start = 0
    while len(text) - start > PART:
        end = start + PART
        line = text.rfind("\n", end - _FARTHEST, end) + 1
        end = line or end
        inside = [source.start for source in sources if source.start < end < source.end]
        end = min(inside) if inside and min(inside) > start else end
        found.append(end)
        start = end
    return tuple(found)


def paragraphs(text: str, facts: Sequence[Fact], document: str, start: int, end: int) -> Iterator[list[Piece]]:
    """The paragraphs of ``text[start:end]`` in pieces; ``facts`` are numbered from 0.  Empty lines are left out."""
    numbered: dict[Source, list[int]] = {}
    for number, fact in enumerate(facts):
        for source in fact.sources:
            if source.document == document and source.start < end and source.end > start:
                numbered.setdefault(source, []).append(number)
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            yield list(_pieces(line, at, numbered))
        at += len(line) + 1


def _pieces(line: str, at: int, numbered: dict[Source, list[int]]) -> Iterator[Piece]:
    end = at + len(line)
    here = [source for source in numbered if source.start < end and source.end > at]
    cuts = {at, end, *(max(at, source.start) for source in here), *(min(end, source.end) for source in here)}
    ordered = sorted(cuts)
    for left, right in pairwise(ordered):
        over = [source for source in here if source.start <= left and source.end >= right]
        over.sort(key=lambda source: (source.end - source.start, source.start))
        yield Piece(
            visible(line[left - at : right - at].replace("\t", " ")),
            tuple(dict.fromkeys(number for source in over for number in numbered[source])),
            len(over),
            tuple(source for source in over if source.start == left),
        )
