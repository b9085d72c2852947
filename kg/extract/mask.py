"""Writes a text with one symbol for each mention, so that a rule is a short pattern over the rest.

``任命张云舟为青川县副县长`` becomes ``任命人为职``.  Notes in brackets and 同志 behind a name are left out, so
that lists read as lists.  Every symbol and character leads back to its offsets.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg import lazy_re as re
from kg.extract.quantities import Quantity
from kg.mentions.persons import Person
from kg.mentions.places import PlaceMention
from kg.mentions.posts import Post
from kg.model import Span
from kg.rules import BOOK, DATE, DUTY, PERSON, PLACE, POST
from kg.text.dates import Date

Token = Person | Post | Date | PlaceMention | Quantity | Span

_SYMBOLS: Mapping[type[Token], str] = {Person: PERSON, Date: DATE, PlaceMention: PLACE, Span: BOOK}
#: What a line is set in by.
_INDENT = re.compile(r"(?<=\n) +|\A +")
_DROPPED = re.compile(r"(?: ?\((?!挂职|兼)[^()\n]{0,20}\))?(?:同志|先生|女士)?(?: ?\((?!挂职|兼)[^()\n]{0,20}\))?")
_SECONDED = re.compile(
    r"(?: ?\((?:挂职|兼|[正副][部省厅司局处县科股]级[^()\n]{0,6}"
    r"|[^()\n]{0,4}(?:试用|主持|享受|负责)[^()\n]{0,12}"
    r"|[^()\n、,]{0,8}(?:援[藏疆青派]|选派|派驻|帮扶|协作)[^()\n、,]{0,6})\))? *"
)


@dataclass(frozen=True, slots=True)
class Mask:
    """The masked text; ``tokens`` holds its mentions by place.

    It is made of runs of plain text and of symbols: ``places`` are where they begin in the mask, ``offsets`` where
    in the document.
    """

    text: str
    places: Sequence[int]
    offsets: Sequence[int]
    tokens: Mapping[int, Token]

    def start(self, at: int) -> int:
        """The document offset where the masked character ``at`` begins."""
        run = bisect_right(self.places, at) - 1
        return self.offsets[run] + at - self.places[run]

    def span(self, start: int, end: int) -> Span:
        """The range of the document that masked ``start..end`` stands for; not for an empty range."""
        last = self.tokens.get(end - 1)
        return Span(self.start(start), self.start(end - 1) + 1 if last is None else span_of(last).end)

    def held(self, start: int, end: int) -> list[tuple[int, Token]]:
        """The mentions inside masked ``start..end`` with their places in the mask."""
        return [(at, self.tokens[at]) for at in range(start, end) if at in self.tokens]

    def position(self, offset: int) -> int:
        """The first place in the mask at or behind a document offset."""
        behind = bisect_right(self.offsets, offset)
        if not behind:
            return 0
        place = self.places[behind - 1] + offset - self.offsets[behind - 1]
        limit = self.places[behind] if behind < len(self.places) else len(self.text)
        return place if place < limit else limit


def span_of(token: Token) -> Span:
    """Where a mention stands."""
    return token if isinstance(token, Span) else token.span


def symbol(token: Token) -> str:
    """The symbol that stands for a mention."""
    if isinstance(token, Post):
        return POST if token.org else DUTY
    return _SYMBOLS[type(token)]


def mask(shadow: str, groups: Iterable[Iterable[Token]]) -> Mask:
    """The masked text; where mentions overlap, one of an earlier group wins."""
    taken: dict[int, tuple[Token, int]] = {}
    covered = bytearray(len(shadow))
    for group in groups:
        for token in group:
            span = span_of(token)
            start, end = span.start, span.end
            if covered.find(1, start, end) < 0:
                taken[start] = token, end
                covered[start:end] = b"\1" * (end - start)
    text: list[str] = []
    places: list[int] = []
    offsets: list[int] = []
    tokens: dict[int, Token] = {}
    at = length = 0
    for start in sorted(taken):
        if start < at:
            continue
        token, end = taken[start]
        length = _plain(shadow, at, start, length, text, places, offsets)
        text.append(symbol(token))
        place = length
        places.append(place)
        offsets.append(start)
        tokens[place] = token
        length, at = place + 1, end
        if isinstance(token, Person):
            dropped = _DROPPED.match(shadow, at)
            if dropped and not any(i in taken and isinstance(taken[i][0], Post) for i in range(at, dropped.end())):
                at = dropped.end()
        elif isinstance(token, Post):
            dropped = _SECONDED.match(shadow, at)
            at = dropped.end() if dropped else at
    _plain(shadow, at, len(shadow), length, text, places, offsets)
    return Mask("".join(text), places, offsets, tokens)


def _plain(
    shadow: str, start: int, end: int, length: int, text: list[str], places: list[int], offsets: list[int]
) -> int:
    """Writes what stands between two mentions, without the blanks that lines are indented with; how long the mask
    then is, which before was ``length``."""
    at = start
    for indent in _INDENT.finditer(shadow, start, end) if "\n " in shadow[max(0, start - 1) : end] or not start else ():
        text.append(shadow[at : indent.start()])
        places.append(length)
        offsets.append(at)
        length += indent.start() - at
        at = indent.end()
    text.append(shadow[at:end])
    places.append(length)
    offsets.append(at)
    return length + end - at
