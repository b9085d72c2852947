"""What a text says of a report beside its title: the first of several, how long it is.

A :class:`Reading` and the span of a title in, qualifiers of a wroteReport claim out.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from kg import lazy_re as re
from kg.extract.quantities import Quantity, find_quantities
from kg.extract.reading import Reading
from kg.lexicon.tables import words
from kg.model import Scalar, Span
from kg.text.numbers import value


@cache
def genre_names() -> re.Pattern[str]:
    """What kind of document a title names at its end."""
    names = sorted(words("report_genres.txt"), key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(names)})$")


_ORDINAL = re.compile(r"第(?P<number>[一二三四五六七八九十\d]{1,3})(?:篇|份|部|本)[^,。;《》“”]{0,12}?[:,]?《$")
#: How far from a title its length may stand, in code points: 《…》一文,用1万多字篇幅; 3000字的《….
_BEHIND, _BEFORE = 24, 16


def details(reading: Reading, title: Span) -> dict[str, Scalar]:
    """Ordinal, length in characters with its comparator and printed form; only what is said."""
    sentence = reading.sentence_at(title.start)
    found: dict[str, Scalar] = {}
    ordinal = _ORDINAL.search(reading.shadow, sentence.start, title.start)
    number = value(ordinal["number"]) if ordinal else None
    if number:
        found["ordinal"] = int(number)
    length = _length(reading, title, sentence)
    if length is not None:
        found["length"] = int(length.value)
        found["length_comparator"] = length.comparator
        found["length_text"] = reading.doc.text[length.span.start : length.span.end]
    return found


def _length(reading: Reading, title: Span, sentence: Span) -> Quantity | None:
    """The number of characters that the sentence gives nearest to the title, behind it or before it."""
    low, high = max(sentence.start, title.start - _BEFORE), min(sentence.end, title.end + _BEHIND)
    parts = ((title.end, high), (low, title.start))
    for start, end in parts:
        for quantity in find_quantities(reading.shadow, start, max(start, end)):
            if quantity.kind == "text" and quantity.value > Decimal(99):
                return quantity
    return None
