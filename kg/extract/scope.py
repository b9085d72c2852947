"""Where in a masked text a position stands: its sentence, and the quotation around it.

Masked text in, positions of the mask out; each look-up is one search backwards or forwards.
"""

from __future__ import annotations

from kg import lazy_re as re
from kg.model import Span

_ENDS = "。!?\n"
_QUOTES = re.compile(r"[“”\n]")


def sentence_start(text: str, at: int) -> int:
    """Where the sentence begins that ``at`` stands in."""
    return max(text.rfind(end, 0, at) for end in _ENDS) + 1


def sentence_end(text: str, at: int) -> int:
    """Where the sentence ends that ``at`` stands in, the mark that ends it left out."""
    return min((found for end in _ENDS if (found := text.find(end, at)) >= 0), default=len(text))


def quotation_marks(text: str) -> bytearray:
    """One for each character inside “…”, the closing mark left out; one that is not closed ends with its line."""
    depth, start, marks = 0, 0, bytearray(len(text))
    for match in _QUOTES.finditer(text):
        before, char, at = depth, match[0], match.start()
        depth = 0 if char == "\n" else depth + 1 if char == "“" else max(0, depth - 1)
        if not before:
            start = at
        elif not depth:
            marks[start:at] = b"\1" * (at - start)
    if depth:
        marks[start:] = b"\1" * (len(text) - start)
    return marks


def quotation_around(marks: bytearray, at: int) -> Span | None:
    """The outermost quotation that ``at`` stands in, from its mark to the one that closes it."""
    if not marks[at]:
        return None
    end = marks.find(0, at)
    return Span(marks.rfind(0, 0, at) + 1, end if end >= 0 else len(marks))
