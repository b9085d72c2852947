"""The sentences of a text that hold quantities, masked so that each quantity is one symbol too.

A :class:`Reading` in, masks of single sentences out: rules for figures are patterns over them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from kg import lazy_re as re
from kg.extract.mask import Mask, Token
from kg.extract.quantities import Quantity, find_quantities, may_hold_quantity, numerals
from kg.extract.reading import Reading
from kg.rules import QUANTITY

#: A quantity with its place in the mask of the whole text.
Placed = tuple[int, int, Quantity]


def quantified(reading: Reading, cues: re.Pattern[str], worth: Callable[[str], object]) -> Iterator[Mask]:
    """The masks of the sentences with quantities that name a place or in which ``cues`` are found, in text order.

    ``worth`` says of a sentence, masked but for its quantities, whether it is to be read at all.
    """
    starts: list[int] | None = None
    for low, high in _numbered(reading):
        if not cues.search(reading.shadow, low, high):
            if starts is None:
                starts = [place.span.start for place in reading.places if not place.in_name]
            if bisect_left(starts, low) == bisect_left(starts, high):
                continue
        start, end = reading.mask.position(low), reading.mask.position(high)
        if worth(reading.mask.text[start:end]):
            placed = list(_placed(reading.mask, find_quantities(reading.shadow, low, high)))
            if placed:
                yield within(reading.mask, start, end, placed)


def _numbered(reading: Reading) -> Iterable[tuple[int, int]]:
    """The sentences that may hold quantities."""
    if "分之" not in reading.shadow:
        return reading.sentences_with(numerals())
    return (span for span in reading.sentences if may_hold_quantity(reading.shadow, *span))


def sentences_with(
    reading: Reading, cues: re.Pattern[str], worth: Callable[[str], object] = lambda text: True
) -> Iterator[Mask]:
    """The masks of the sentences in which ``cues`` are found, with quantities or without, in text order.

    ``worth`` says of a sentence, masked but for its quantities, whether it is to be read at all.
    """
    for low, high in reading.sentences_with(cues):
        start, end = reading.mask.position(low), reading.mask.position(high)
        if worth(reading.mask.text[start:end]):
            placed = list(_placed(reading.mask, find_quantities(reading.shadow, low, high)))
            yield within(reading.mask, start, end, placed)


def _placed(mask: Mask, quantities: Iterable[Quantity]) -> Iterator[Placed]:
    """The quantities that lie outside every mention, with their places in the mask."""
    for quantity in quantities:
        start, end = quantity.span.start, quantity.span.end
        low, high = mask.position(start), mask.position(end - 1) + 1
        whole = high - low == end - start and mask.start(low) == start
        if whole and not any(at in mask.tokens for at in range(low, high)):
            yield low, high, quantity


def within(mask: Mask, low: int, high: int, quantities: Sequence[Placed]) -> Mask:
    """The stretch ``low..high`` of a mask as a mask of its own, with a symbol for each of the quantities in it."""
    text: list[str] = []
    places: list[int] = []
    offsets: list[int] = []
    tokens: dict[int, Token] = {}
    length, at = 0, low
    for start, end, quantity in (*quantities, (high, high, None)):
        # the runs of the whole mask that begin in this stretch, and the one that holds its start
        runs = range(bisect_right(mask.places, at) - 1, bisect_right(mask.places, max(at, start - 1)))
        for run in runs:
            place = max(mask.places[run], at)
            places.append(length + place - at)
            offsets.append(mask.start(place))
        tokens |= {length + place - at: token for place, token in mask.held(at, start)}
        text.append(mask.text[at:start])
        length += start - at
        if quantity is not None:
            text.append(QUANTITY)
            places.append(length)
            offsets.append(quantity.span.start)
            tokens[length] = quantity
            length += 1
        at = end
    return replace(mask, text="".join(text), places=places, offsets=offsets, tokens=tokens)
