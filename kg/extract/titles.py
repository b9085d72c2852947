"""Which document a short title means: 《规划》, 意见 for 《…建设整体布局规划》 named before.

A :class:`Reading` in; printed titles with their spans out.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg import lazy_re as re
from kg.extract.reading import Reading
from kg.model import Argument, Span
from kg.rules import BOOK

#: 《关于…的若干意见》(以下简称《意见》)
_CALLED = re.compile(r"\(?(?:以下|下)简称:?《(?P<short>[^》\n]{2,12})》")


@dataclass(frozen=True, slots=True)
class Titled:
    """A document by its full title; ``span`` is where the title stands in full."""

    text: str
    span: Span

    def argument(self, *, here: Span | None = None) -> Argument:
        """The document as an argument, named at ``here`` or where it stands in full."""
        return Argument("Report", self.text, here or self.span)


def titles(reading: Reading) -> list[Titled]:
    """All titles in 《》, in text order."""
    found = []
    for at, token in reading.mask.tokens.items():
        if reading.mask.text[at] == BOOK and isinstance(token, Span):
            span = Span(token.start + 1, token.end - 1)
            found.append(Titled(reading.doc.text[span.start : span.end], span))
    return found


def full_title(reading: Reading, short: str, before: int) -> Titled | None:
    """The document that ``short`` means at offset ``before``: the nearest longer title that it abbreviates."""
    for title in reversed([title for title in titles(reading) if title.span.end <= before]):
        printed = reading.shadow[title.span.start : title.span.end]
        plain = re.sub(r"(?:[(\[][^()\[\]]*[)\]])+$", "", printed)
        called = _CALLED.match(reading.shadow, title.span.end + 1)
        opens = title.span.start - 1
        if len(short) > 1 and reading.shadow.endswith(short, 0, opens) and "《" not in short:
            return title  # 我国首部…发展规划|《…行动计划》
        if len(plain) > len(short) and (
            (plain.endswith(short) or printed.endswith(f"({short})")) or (called and called["short"] == short)
        ):
            return title
    return None


def title_at(reading: Reading, at: int) -> Titled:
    """The document that the title at place ``at`` of the mask means: itself, or the full title it shortens."""
    token = reading.mask.tokens[at]
    assert isinstance(token, Span)
    span = Span(token.start + 1, token.end - 1)
    printed = Titled(reading.doc.text[span.start : span.end], span)
    return full_title(reading, reading.shadow[span.start : span.end], token.start) or printed
