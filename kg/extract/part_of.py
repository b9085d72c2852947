"""partOf: what the text says of places by naming one inside the other, 上海市长宁区江苏路街道.

It needs no rules file: a chain of names is found by the gazetteer alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.claims import claim
from kg.extract.reading import Reading
from kg.lexicon.divisions import gazetteer
from kg.mentions.places import PlaceMention
from kg.model import Argument, Claim, Span


def extract(reading: Reading) -> Iterator[Claim]:
    """One claim for each pair of a part and the part printed before it, the first time it is said."""
    seen: set[tuple[str, str]] = set()
    for mention in reading.places:
        for depth in range(1, len(mention.parts)):
            upper, lower = mention.parts[depth - 1], mention.parts[depth]
            pair = _code(reading, mention, depth), _code(reading, mention, depth + 1)
            if not lower.candidates or None in pair or pair in seen or pair[0] == pair[1]:
                continue
            seen.add((str(pair[0]), str(pair[1])))
            yield claim(
                reading.doc,
                "partOf",
                _argument(str(pair[1]), lower.span),
                _argument(str(pair[0]), upper.span),
                Span(upper.span.start, lower.span.end),
                "part_of/chain of names",
                confidence=1.0,
            )


def _code(reading: Reading, mention: PlaceMention, depth: int) -> str | None:
    parts = mention.parts[:depth]
    part = PlaceMention(Span(mention.span.start, parts[-1].span.end), parts, mention.in_name)
    return reading.linked_places.resolve(part if depth < len(mention.parts) else mention).code


def _argument(code: str, span: Span) -> Argument:
    return Argument("District", gazetteer()[code].name, span, code=code)
