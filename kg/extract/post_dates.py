"""Dates of posts that no rule's match holds: printed before it in its sentence, or above the list that it stands in.

A :class:`Reading` and the range of a match in, the :class:`kg.text.dates.Date` out; for :mod:`kg.extract.held_post`.
"""

from __future__ import annotations

from kg import lazy_re as re
from kg.extract.frames import Frame
from kg.extract.reading import Reading
from kg.model import Span
from kg.text.dates import Date

#: A line that dates the acts below it, and how far, in characters, it reaches.
_DONE = "通过|选举|任命|批准|决定|选出|免去"
_ACT_DATED = re.compile(
    rf"\n *\((?P<date>(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日)[^()\n]{{2,60}}(?:{_DONE})[^()\n]{{0,12}}\) *(?=\n)"
    rf"|于(?P<on>(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日)[^。\n]{{0,20}}(?:{_DONE})[^。\n]{{0,12}}: *(?=\n)"
)
_DATED_REACH = 3000


def date_before(reading: Reading, span: Span) -> Date | None:
    """The last plain date that the sentence prints before a match."""
    sentence = reading.sentence_at(span.start)
    dates = [d for d in reading.dates if sentence.start <= d.span.start and d.span.end <= span.start]
    if dates and dates[-1].ranged and reading.shadow[dates[-1].span.end : span.start] in ("", ","):
        return dates[-1]  # 2019年4月至2020年8月,|张云舟任县长
    return next((date for date in reversed(dates) if not date.ranged), None)


def date_of_act(reading: Reading, span: Span) -> Date | None:
    """The date that a list of appointments bears: in brackets below its heading, or before the colon that opens it."""
    line = reading.shadow.rfind("\n", 0, span.start) + 1
    found = list(_ACT_DATED.finditer(reading.shadow, max(0, line - _DATED_REACH), line))
    if not found or "\n\n\n" in reading.shadow[found[-1].end() : line]:
        return None
    start, end = found[-1].span("date" if found[-1]["date"] else "on")
    return next((d for d in reading.dates if start <= d.span.start and d.span.end <= end and not d.ranged), None)


def dates_of(frame: Frame) -> tuple[str | None, str | None]:
    """When the post of a match begins and ends, as EDTF."""
    date = frame.date
    if date is None:
        return None, None
    until = date.until if date.until != "now" else None
    if frame.rule.values.get("dated") == "end":
        return None, date.edtf
    return date.edtf, until
