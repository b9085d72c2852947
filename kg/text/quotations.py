"""A text in, its quotations out: what stands between quotation marks, with what is quoted inside.

“…” and ‘…’ nest in any order, 「…」『…』 count like them, straight quotes open and close in turn within a
line.  A quotation that its line does not close goes on in the next line where that one opens with the mark
again (GB/T 15834—2011, 4.8.3.4); else it ends with its line, if the line opens with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg import lazy_re as re
from kg.model import Span

_MARK = re.compile('[“”‘’「」『』"\n]')
_CLOSES = {"”": "“", "’": "‘", "」": "「", "』": "『"}


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation: ``span`` with its marks, ``inner`` without; ``depth`` 0 for the outermost.

    ``goes_on``: the next line continues it, so that it has no closing mark of its own.
    """

    span: Span
    inner: Span
    depth: int
    goes_on: bool = False


def quotations(text: str) -> list[Quoted]:
    """The quotations of a text by where they start."""
    return sorted(_found(text), key=lambda quoted: (quoted.span.start, quoted.depth))


def _found(text: str) -> Iterator[Quoted]:
    open_: list[tuple[str, int]] = []
    for match in _MARK.finditer(text):
        char, at = match[0], match.start()
        if char == "\n":
            yield from _broken(text, open_, at)
            open_ = []
        elif char == '"':
            if open_ and open_[-1][0] == '"':
                yield _closed(open_, at)
            else:
                open_.append((char, at))
        elif char in _CLOSES:
            if any(mark == _CLOSES[char] for mark, _ in open_):
                while open_[-1][0] != _CLOSES[char]:
                    open_.pop()
                yield _closed(open_, at)
        else:
            open_.append((char, at))
    yield from _broken(text, open_, len(text))


def _closed(open_: list[tuple[str, int]], end: int) -> Quoted:
    _, start = open_.pop()
    return Quoted(Span(start, end + 1), Span(start + 1, end), len(open_))


def _broken(text: str, open_: list[tuple[str, int]], end: int) -> Iterator[Quoted]:
    """The first quotation that a line leaves open, if the line opens with it or the next one goes on with it."""
    if not open_ or open_[0][0] == '"':
        return
    mark, start = open_[0]
    line = text.rfind("\n", 0, start) + 1
    goes_on = text[end:].lstrip("\n \u3000")[:1] == mark
    if end <= start + 1 or (text[line:start].strip() and not goes_on):
        return
    yield Quoted(Span(start, end), Span(start + 1, end), 0, goes_on=goes_on)
