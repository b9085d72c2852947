"""Which foreign country a bare title means: 随后,来宾同甲|总统举行会谈.

Shadow, places and a position in, the country's division out.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg import lazy_re as re
from kg.lexicon.divisions import Division, gazetteer
from kg.mentions.bodies import country_at, country_letters
from kg.mentions.places import PlaceMention

#: China and another state by its first character: 中法关系.
_PAIR = re.compile(
    "中(?P<letter>[\u4e00-\u9fff])(?=(?:两国|双方|双边|关系|友好|友谊|合作|经贸|贸易|人民|建交|全面|战略|务实|传统|都|是|要|在|正|之间|新时代|全天候|投资|人文)"
    "|[\u4e00-\u9fff]{0,4}(?:关系|合作|友谊))"
)
#: Behind the first syllables of a name that are a state's as well: 西德|基·苏卜希.
_IN_NAME = re.compile("[\u4e00-\u9fff]{0,2}·")
#: Letters that stand for several states.
_SHARED = frozenset("巴印乌哥加古厄")
_STOPS = "。!?;\n"


def country_told(shadow: str, places: Sequence[PlaceMention], at: int) -> Division | None:
    """The foreign country in question at a position: the one named last in its line, that of a letter beside China's in
    the sentence, else the only one that the text names.
    """
    places = [place for place in places if not _IN_NAME.match(shadow, place.span.end)]
    if (near := _in_line(shadow, places, at)) is not None:
        return near
    named = {code for code in map(country_at, places) if code is not None}
    low = max(shadow.rfind(mark, 0, at) for mark in _STOPS) + 1
    ends = [end for mark in _STOPS if (end := shadow.find(mark, at)) >= 0]
    code = _by_letter(_PAIR.search(shadow, low, min(ends, default=len(shadow))), named)
    if code is None:
        code = next(iter(named)) if len(named) == 1 else None
    if code is None and not named:
        code = _by_letter(_PAIR.search(shadow), named)
    return gazetteer()[code] if code is not None else None


def _by_letter(pair: re.Match[str] | None, named: set[str]) -> str | None:
    """The code of the state that a letter means among those that the text names, else the usual one."""
    if pair is None:
        return None
    known = [code for code in named if gazetteer()[code].name.startswith(pair["letter"])]
    if known or pair["letter"] in _SHARED:
        return known[0] if len(known) == 1 else None
    return country_letters().get(pair["letter"])


def _in_line(shadow: str, places: Sequence[PlaceMention], at: int) -> Division | None:
    """The foreign country named last before a position in its line, else the only one that the text names before; a
    town abroad means its country where the text names that as well: 在纽约出席会议的甲|总统 is no American.
    """
    line = shadow.rfind("\n", 0, at)
    named = {part.candidates[0] for place in places for part in place.parts if part.candidates}
    before = [(place.span.start, country_at(place)) for place in places if place.span.end <= at]
    found = [(start, code) for start, code in before if code is not None and code in named]
    if found and (found[-1][0] > line or len({code for _, code in found}) == 1):
        return gazetteer()[found[-1][1]]
    return None
