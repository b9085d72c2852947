"""Where an answer is gathered: bytes of a serialiser in, refused as soon as they, or their rows, are too many."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kg.serve.data import Bounds
from kg.serve.media import CSV, JSON, TSV, XML
from kg.serve.wire import RefusedError

_STRING: Final[Mapping[str, re.Pattern[bytes]]] = {
    JSON: re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL),
    CSV: re.compile(rb'"[^"]*"'),
}
"""The strings of a format in which a mark may stand; XML and TSV escape it there."""
_MARKS: Final[Mapping[str, tuple[bytes, int]]] = {
    JSON: (b"},{", 1),
    XML: (b"<result>", 0),
    CSV: (b"\r\n", -1),
    TSV: (b"\n", -1),
}
"""What stands between or behind rows, and how many rows there are beyond the number of these marks."""


class Gathered:
    """A binary file in memory for Oxigraph to write to; raises RefusedError (503) when a bound is passed."""

    def __init__(self, media: str, bounds: Bounds) -> None:
        self._media, self._bounds = media, bounds
        self._mark, more = _MARKS[media]
        self._allowed = bounds.rows - more
        self._parts: list[bytes] = []
        self._size = 0
        self._unsettled: list[bytes] = []
        self._settled = self._marks = 0
        self._end = self._carry = b""

    def write(self, part: bytes) -> int:
        """Keep ``part``; called with blocks of some kilobytes.

        All marks are counted, which is fast and never too low; only when they are too many are those
        inside strings taken off.
        """
        self._parts.append(part)
        self._unsettled.append(part)
        self._size += len(part)
        if self._size > self._bounds.size:
            raise too_large(self._bounds.size)
        joined = self._end + part
        self._marks += joined.count(self._mark)
        self._end = self._last(joined)
        if self._settled + self._marks > self._allowed:
            self._settle()
            if self._settled > self._allowed:
                raise too_many(self._bounds.rows)
        return len(part)

    def flush(self) -> None:
        """Nothing waits anywhere."""

    def content(self) -> bytes:
        """All that was written."""
        return b"".join(self._parts)

    def _settle(self) -> None:
        """Count the marks outside strings of what has come since the last time; a string still open waits."""
        text, open_string = b"".join(self._unsettled), b""
        if strings := _STRING.get(self._media):
            text = strings.sub(b"", text)
            text, quote, rest = text.partition(b'"')
            open_string = quote + rest
        text = self._carry + text
        self._settled += text.count(self._mark)
        self._carry = self._last(text)
        self._unsettled = [open_string] if open_string else []
        self._marks = 0

    def _last(self, text: bytes) -> bytes:
        """The end of ``text``, which may be the start of a mark."""
        return text[max(0, len(text) - len(self._mark) + 1) :]


def too_large(size: int) -> RefusedError:
    """The refusal of an answer of more than ``size`` bytes."""
    return RefusedError(
        503, f"stopped: the answer has more than {size:,} bytes", mend="add a LIMIT or ask for fewer columns"
    )


def too_many(rows: int) -> RefusedError:
    """The refusal of an answer of more than ``rows`` rows or triples."""
    return RefusedError(503, f"stopped: the answer has more than {rows:,} rows", mend="add a LIMIT, or count instead")
