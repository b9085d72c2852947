"""The place that a text is telling of: where a village lies that is named again alone, and what 这里 means.

A reading in, stretches of its mask that hold mentions of places out.
"""

from __future__ import annotations

from functools import cached_property

from kg import lazy_re as re
from kg.extract.reading import Reading
from kg.mentions.places import PlaceMention
from kg.rules import PERSON, PLACE

_KINDS = ("村", "社区", "嘎查", "小镇", "古镇", "林场", "农场", "牧场", "侗寨", "苗寨")
#: A village or the like; the characters of its name are no words that stand between a place and a village.
_NAME = (
    "(?:(?![个这该各某一两几多每全本我到在来去对与和及从赴进访由给向])[\u4e00-\u9fff]){1,8}?"
    f"(?:{'|'.join(_KINDS)})(?![民级镇落长支委党社队组])"
)
#: A name behind its place: 甲县|乙村, 甲县的|乙村; or one of which the text says where it lies.
_BEHIND = re.compile(f"(?P<place>{PLACE}+)的?(?P<name>(?!的){_NAME})")
_LIES = re.compile(
    f"(?<![\u4e00-\u9fff])(?P<name>{_NAME})(?:位于|地处|坐落[于在]|隶属于?|属于|是)(?P<place>{PLACE}+)(?=[,。;的])"
)
#: What a sentence opens with that tells of a place: 位于甲市的乙镇…, 走进甲县乙村,…, 甲市某中心…
_OPENING = re.compile(
    f"(?:^|(?<=[。!?\n]))(?:[^,。;:!?\n{PERSON}{PLACE}“”]{{1,20}},){{0,2}}"
    rf"(?:与{PLACE}+[^,。;:\n{PERSON}{PLACE}]{{1,8}}的)?(?:[^,。;:!?\n{PERSON}{PLACE}“”]{{0,14}}的(?={_NAME}))?"
    f"(?:(?:位于|地处|坐落[于在]|设在|走进|来到|在)?(?P<place>{PLACE}+)(?![、和与及]|代表|记者|领导|方面)"
    f"(?![^,。;\n]{{0,12}}(?:召开|举行|举办|会见|会谈|出席|电(?=[,。]|$)))|(?P<name>{_NAME}))"
    f"[^,。;:!?\n{PERSON}“”]{{0,60}}[,。]"
)
#: How far back, in characters, what 这里 means may be named in its paragraph.
_REACH = 240


class Setting:
    """The places of one text that others in it refer to."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @cached_property
    def lies(self) -> dict[str, tuple[int, int]]:
        """Where the mask names the place of a village, by the village's name; without those of two places."""
        text, found = self._reading.mask.text, dict[str, set[tuple[int, int]]]()
        for match in (*_BEHIND.finditer(text), *_LIES.finditer(text)):
            found.setdefault(match["name"], set()).add(match.span("place"))
        for at, token in self._reading.mask.tokens.items():
            if isinstance(token, PlaceMention) and len(token.parts) > 1 and not token.parts[-1].candidates:
                found.setdefault(token.parts[-1].surface, set()).add((at, at + 1))
        return {name: min(places) for name, places in found.items() if len(self._codes(places)) == 1}

    def _codes(self, places: set[tuple[int, int]]) -> set[str | None]:
        """The codes of the last mentions of stretches."""
        tokens = [self._reading.mask.tokens[end - 1] for _, end in places]
        return {self._reading.linked_places.resolve(t).code for t in tokens if isinstance(t, PlaceMention)}

    def of_name(self, name: str) -> tuple[int, int] | None:
        """Where the text names the place of a village."""
        return self.lies.get(name) if name.endswith(_KINDS) else None

    def at(self, position: int) -> tuple[int, int] | None:
        """What 这里 at a position of the mask means: what its paragraph last told of in front of it."""
        text = self._reading.mask.text
        low = max(text.rfind("\n", 0, position) + 1, position - _REACH)
        for match in reversed(list(_OPENING.finditer(text, low, position))):
            where = match.span("place") if match["place"] else self.of_name(match["name"])
            if where is not None:
                return where
        return None
