"""Document in, lines and sentences out; both tile the text."""

from __future__ import annotations

from collections.abc import Iterator

from kg import lazy_re as re
from kg.model import Document, Sentence, Span

_SENTENCE = re.compile(r"\n+|[^\n。!?！？]*[。!?！？]+[”’」』)）》]*|[^\n。!?！？]+")
_LINE = re.compile(r"[^\n]+")


def sentences(doc: Document) -> Iterator[Sentence]:
    """The sentences in order: a full stop, question or exclamation mark ends one, and so does a line.

    Closing quotes and brackets stay with what they close, so a sub-heading that was glued behind a
    closed quotation starts a sentence of its own.  Line breaks are not part of any sentence.
    """
    return (Sentence(doc, Span(*found)) for found in bounds(doc.text))


def bounds(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text start and end, in order."""
    return [match.span() for match in _SENTENCE.finditer(text) if not match[0].isspace()]


def lines(text: str) -> Iterator[Span]:
    """The lines that hold more than blanks, trimmed of blanks at both ends."""
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            start = match.start() + line.index(stripped[0])
            yield Span(start, start + len(stripped))
