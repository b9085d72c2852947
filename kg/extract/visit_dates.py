"""When a visit took place: the dates of its sentence in, the qualifiers of its claim out."""

from __future__ import annotations

from kg import lazy_re as re
from kg.extract.reading import Reading
from kg.extract.scope import sentence_start
from kg.model import Scalar
from kg.text.dates import Date

#: Behind a date: it is the day of the report, or long before the visit.
_DATELINE = re.compile("^[^,。]{0,3}[电讯]|日前|近日|近期|最近|不久前|以来")


def visit_date(reading: Reading, start: int, end: int) -> Date | None:
    """The last date before ``end`` in the sentence of ``start``, both places of the mask."""
    text = reading.mask.text
    held = reading.mask.held(sentence_start(text, start), end)
    dates = [(at, token) for at, token in held if isinstance(token, Date)]
    if not dates:
        return None
    at, date = dates[-1]
    return None if _DATELINE.search(text[at + 1 : end]) else date


def date_qualifiers(reading: Reading, date: Date | None) -> dict[str, Scalar]:
    """Start and end as EDTF, and the printed date where there is one."""
    if date is None:
        return {"start": None, "end": None}
    until = date.until if date.until != "now" else None
    date_text = reading.doc.text[date.span.start : date.span.end].strip()
    return {"start": date.edtf, "end": until, "date_text": date_text}
