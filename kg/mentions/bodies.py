"""Finds where the name of a body starts that ends at a given place: 杏花岭区委, 国家卫生健康委培训中心.

Shadow, place mentions and positions in, the start of the name and the place it belongs to out.  A name
starts at a place or at a known beginning (国务院, 省), else behind the last word that no body holds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from kg import lazy_re as re
from kg.lexicon.divisions import gazetteer
from kg.lexicon.tables import alternation, by_last, rows, words
from kg.mentions.names import is_name, surnames, written_by_sound
from kg.mentions.places import PlaceMention

#: The longest name of a body that is looked for, in characters.
REACH = 45
#: From this frequency on a family name tells a name.
_USUAL = 20.0
#: Bare jurisdictions: 省委, 市政府, 区人大; not 市场, 区域, 乡村.
LEVEL = re.compile(
    r"(?:我|本|该|全)?(省|自治区|自治州|自治县|市|地区|州|盟|县|区|旗|镇|乡|街道|村|苏木|嘎查)(?!民(?!政|族|宗|委|革|盟|建|进|航|防)|外(?!办|事|侨|经|宣|汇)|[场域块间道际属直辖情力级振内])"
)
#: A body of a lower level whose name opens inside a run: 一大早就来找|村党支部.
_LOWER = re.compile(
    r"(?:镇|乡|(?<![农乡])村|街道|社区|县)(?=(?:党委|党总支|党支部|党工委|支部|村委会|居委会|委会|委(?!员会的)|政府|纪委|人大|妇联|团委))"
)
#: What ministries abroad deal with that is a place or opens a body elsewhere: 外交和|欧洲事务部.
_REGIONS = ("欧洲", "欧盟", "非洲", "亚洲", "美洲", "拉美", "国际", "区域", "地区", "地方", "全球", "海外")
_NOTE = re.compile(r"\([^()]*\)$")
#: What no quotation in a name holds: “路通了。”|县交通局.
_SENTENCE = re.compile("[。,!?;]")
ORDINAL = re.compile(r"第?[一二三四五六七八九十百\d]{1,4}[任届]$")


#: A congress of the party by its short name: 党的二十大, 十九大, not 两大, 十大.
_CONGRESS = re.compile(
    r"(?:中国共产党|中共|党的)?(?<![一二三四五六七八九十百千第])(?:[七八九]|十[一二三四五六七八九]|二十[一二三]?)大$"
)


@cache
def _breaks() -> re.Pattern[str]:
    """Protected compounds first, so that what they swallow is no break."""
    protected, stops = alternation(words("org_words.txt")), alternation(words("org_breaks.txt"))
    return re.compile(rf"第[一二三四五六七八九十百\d]+任|其(?=中[国共央铁])|{protected}|{stops}")


@cache
def _stops() -> frozenset[str]:
    return words("org_breaks.txt") - words("org_words.txt")


def breaks(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words in a stretch of text that no name of a body holds, outside the compounds of names that hold them."""
    return (match for match in _breaks().finditer(text, start, end) if match[0] in _stops())


@cache
def _starts() -> re.Pattern[str]:
    names = alternation(word for word in words("org_starts.txt") if len(word) > 1)
    return re.compile(rf"{names}|第[一二三四五六七八九十百\d]+届|[一二三四五六七八九十\d]+届|{LEVEL.pattern}")


@cache
def _suffixes() -> dict[str, tuple[str, ...]]:
    return by_last(words("org_suffixes.txt"))


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(sorted(words("body_prefixes.txt")))


def _informal(place: PlaceMention) -> bool:
    """Whether all a place may be is a region without a code: 华北, 冀中."""
    found = [gazetteer().by_code(code) for part in place.parts for code in part.candidates]
    return all(division is not None and division.level == "region" for division in found)


@cache
def country_letters() -> dict[str, str]:
    """Short forms of countries that name no place elsewhere, with their codes: 俄 in 俄外长, 中非 in 中非总统."""
    return {row["letter"]: row["code"] for row in rows("country_letters.tsv")}


def _china(place: PlaceMention) -> bool:
    """Whether a place is China itself, which owns no local body: 中国科协, 中国共产党义乌市委员会."""
    return place.parts[-1].candidates[:1] == ("x-CN",)


def abroad(place: PlaceMention) -> bool:
    """Whether a place lies outside China."""
    codes = [code for part in place.parts for code in part.candidates[:1]]
    found = [gazetteer().by_code(code) for code in codes]
    return any(d is not None and d.level in ("country", "city") and d.code != "x-CN" for d in found)


def country_at(place: PlaceMention) -> str | None:
    """The code of the foreign country that a place is or lies in; None for a place in China and for a region."""
    for part in place.parts:
        for code in part.candidates[:1]:
            for unit in (gazetteer()[code], *gazetteer().ancestors(code)):
                if unit.level == "country" and unit.code != "x-CN":
                    return unit.code
    return None


def is_body(name: str) -> bool:
    """Whether a name ends as names of bodies do."""
    bare = _NOTE.sub("", name) if name.endswith(")") else name
    bare = bare.removesuffix("”")
    return bare.endswith(_suffixes().get(bare[-1:], ())) and not bare.endswith(("国际关系", "体系"))


def _is_person(text: str) -> bool:
    """Whether what reads as a body is a name that ends like one: 免去|张立军|重庆市公安局局长职务, 张立军|县长."""
    usual = text.endswith("军") and surnames().get(text[0], 0.0) >= _USUAL and text[:2] not in words("words.txt")
    return usual and len(text) == 3 and is_name(text)


def has_deputies(name: str) -> bool:
    """Whether 代表 behind the name of a body is a post: of an assembly or a congress."""
    return name.endswith(("人大", "大会", "人代会", "党代会")) or _CONGRESS.fullmatch(name) is not None


#: What the names of firms end with, and behind which characters a post begins.
_FIRMS = ("公司", "集团", "银行", "厂", "事务所")
_ADVERBS = frozenset("都时当应如自因以")
_POST_BEGINS = frozenset("任为是系、,;。:(\n")
#: Units of an army that are not named.
_UNITS = frozenset("部团师旅营连舰艇队")
#: What is done to people in office, directly in front of their names.
_OF_PEOPLE = ("免去", "任命", "免除", "撤销", "罢免", "提名", "解除")


class BodyFinder:
    """Finds names of bodies in one text; ``floors`` are positions that none reaches across leftwards."""

    def __init__(self, shadow: str, places: Sequence[PlaceMention], floors: Sequence[int] = ()) -> None:
        self.shadow = shadow
        self.places = sorted(places, key=lambda place: (place.span.start, place.span.end))
        self._starts = [place.span.start for place in self.places]
        self._place_starts = frozenset(self._starts)
        self._floors = sorted(floors)

    def ending_at(self, end: int) -> Iterator[PlaceMention]:
        """The places that end at a position, the nearest start first."""
        at = bisect_left(self._starts, end)
        for place in reversed(self.places[max(0, at - 3) : at]):
            if place.span.end == end:
                yield place

    def before_terms(self, end: int, floor: int) -> tuple[int, PlaceMention | None]:
        """Where a body starts that ends in front of a term at ``end``, and its place: 政协陕西省|第八届."""
        start, found = self.find(self.left_edge(end, floor), end)
        if start < end:
            return start, found
        for place in self.ending_at(end):
            before = [word for word in _prefixes() if self.shadow.endswith(word, 0, place.span.start)]
            if before:
                return place.span.start - max(map(len, before)), place
        return end, None

    def left_edge(self, start: int, floor: int) -> int:
        """How far left the name of the body may reach: to a mark, a date, the post before or a break."""
        at = bisect_right(self._floors, start)
        edge = self._run(start, max(floor, self._floors[at - 1] if at else 0, start - REACH))
        # a break inside a place name (和平区, 从化市) is none
        for match in reversed(list(breaks(self.shadow, edge, start))):
            joint = match[0] in ("和", "与") or (match[0] in ("及", "以及") and self._of_a_state(edge))
            joins = joint and self._joins(edge, floor, match.start(), match.end())
            joins = joins and match.end() + 1 < start  # 前线形势与|俄总统
            if not joins and not self._sheltered(*match.span()) and not self._of_firm(match.start(), start):
                return match.end()
        return edge

    def _joins(self, edge: int, floor: int, start: int, end: int) -> bool:
        """Whether 和 stands inside one name (宪法和法律委员会) and not between two bodies, or behind the name of
        whoever holds the post before it (总统拉莫斯和政府总理)."""
        before = self.shadow[edge:start].removesuffix("乡村").removesuffix("农村")
        named = edge == floor > 0 or self.shadow[edge - 1 : edge] == "-"
        if not before or (named and (is_name(before) or written_by_sound(before) or "·" in before)):
            return False
        opens = end in self._place_starts or _starts().match(self.shadow, end) is not None
        opens = opens and not (self._of_a_state(edge) and self.shadow.startswith(_REGIONS, end))
        affairs = before.endswith("事务") and self._of_a_state(edge)  # 伊朗经济事务与|财政部长
        return affairs or (not opens and not is_body(before[-8:]))

    def _of_a_state(self, edge: int) -> bool:
        """Whether a run before a duty starts with a state, or behind 兼: there the name of a ministry starts."""
        return "兼" in self.shadow[max(0, edge - 1) : edge + 1] or any(
            p.span.start == edge and abroad(p) for p in self.around(edge)
        )

    def _sheltered(self, start: int, end: int) -> bool:
        """Whether a break is part of a place name (土耳其, 和平区) or stands between quotation marks."""
        if any(place.span.start <= start and end <= place.span.end for place in self.around(start)):
            return True
        if self.shadow[start] == "某" and self.shadow[end : end + 1] in _UNITS:
            return True  # 第41集团军某团
        opening = self.shadow.rfind("“", max(0, start - 12), start)
        return opening >= 0 and "”" not in self.shadow[opening:start] and "”" in self.shadow[end : end + 12]

    def _of_firm(self, at: int, end: int) -> bool:
        """Whether a break stands in the name of a firm right behind its place, as posts name it: 任山东|同圆公司."""
        if not self.shadow.endswith(_FIRMS, 0, end):
            return False
        reach = 4 if self.shadow[at] in _ADVERBS else 1
        place = next((place for place in self.around(at) if 0 <= at - place.span.end <= reach), None)
        return place is not None and (self.shadow[place.span.start - 1] in _POST_BEGINS or place.span.start == 0)

    def _run(self, start: int, edge: int) -> int:
        """The start of the unbroken run of letters before ``start``, brackets and short quotations included."""
        position = start
        while position > edge:
            char = self.shadow[position - 1]
            if char == ")":
                opening = self.shadow.rfind("(", edge, position)
                if opening <= edge:
                    return position
                position = opening
            elif char == "”":
                opening = self.shadow.rfind("“", edge, position)
                if opening < edge or position - opening > 12 or _SENTENCE.search(self.shadow, opening, position):
                    return position
                position = opening
            elif char == "》":
                opening = self.shadow.rfind("《", edge, position)
                if opening < edge or position - opening > 14:
                    return position
                position = opening
            elif "\u4e00" <= char <= "\u9fff" or char.isalnum() or char in "·○":
                position -= 1
            else:
                return position
        return edge

    def around(self, position: int) -> Sequence[PlaceMention]:
        """The places that may hold a position."""
        at = bisect_right(self._starts, position)
        return self.places[max(0, at - 2) : at]

    def find(self, left: int, right: int) -> tuple[int, PlaceMention | None]:
        """Where the body's name starts in ``left..right`` and the place it belongs to; ``right`` if there is none."""
        if left >= right:
            return right, None
        congress = self.shadow[right - 1] == "大" and _CONGRESS.search(self.shadow, max(0, right - 9), right)
        if congress:
            return congress.start(), None
        inside = list(self.within(left, right))
        anchors = [p.span.start for p in inside if p.span.start == left or not _informal(p)]
        anchors += [m.start() for m in _starts().finditer(self.shadow, left, right) if self._opens(m, left)]
        for anchor in sorted(set(anchors)):
            before = self.shadow[left:anchor]
            if before.count("(") > before.count(")") or before.count("《") > before.count("》"):
                continue  # 高技术(长春)股份有限公司 does not start inside its bracket
            joined = len(before) == 2 and anchor not in self._place_starts
            joined = joined or (before[-1:] in ("和", "与", "及") and self.shadow.startswith(_REGIONS, anchor))
            if joined and self.shadow[left - 1 : left] == "兼":
                start = left  # 副总理兼|公共卫生部, 兼|外交和欧洲事务部
            elif before[-1:] in country_letters() and len(before) == 1:
                start = anchor - 1
            elif self.shadow.startswith("党中央", anchor) and before in words("party_names.txt"):
                start = left  # 人民|党中央
            elif before[-1:] == "共" and before[-2:-1] in country_letters():
                start = anchor - 2  # 越共中央
            else:
                whole = is_body(before) and not _is_person(before)
                whole = whole or before.endswith(_prefixes()) or self._of_china(anchor, before)
                whole = whole or before in words("titled_firms.txt")  # 特斯拉|中国区
                start = left if before and whole else anchor
            found = self._accept(start, right, inside)
            if found is not None:
                return start, found[0]
        if right - left >= 2 and is_body(self.shadow[left:right]) and not _is_person(self.shadow[left:right]):
            left = self._behind_name(left, right)
            lower = list(_LOWER.finditer(self.shadow, left + 1, right))
            return (self._lower(left, lower[0]) if lower else left), None
        if self.shadow[left:right] in country_letters() or (right - left == 1 and self._unit(left)):
            return left, None
        return right, None

    def _behind_name(self, left: int, right: int) -> int:
        """Where a body starts of which a name is told directly in front: 免去周砚秋|财政局局长职务; else ``left``."""
        if not self.shadow.endswith(_OF_PEOPLE, 0, left):
            return left
        for start in (left + 3, left + 2):
            text = self.shadow[left:start]
            usual = is_name(text) and surnames().get(text[0], 0.0) >= _USUAL and text[:2] not in words("words.txt")
            if usual and right - start > 2 and is_body(self.shadow[start:right]):
                return start
        return left

    def _unit(self, at: int) -> bool:
        """Whether a character is a unit of an army in a list of posts: 排长、|连|指导员、|营|教导员."""
        alone = self.shadow[at - 1 : at] in ("、", "任") and self.shadow[at + 1 : at + 2] != "长"
        return alone and self.shadow[at] in "军师旅团营连系"

    def _of_china(self, anchor: int, before: str) -> bool:
        """Whether 中国 stands inside the name of a part of a body: 布朗研究所桑顿|中国中心."""
        return self.shadow.startswith("中国", anchor) and any(is_body(before[:end]) for end in range(4, len(before)))

    def _lower(self, left: int, match: re.Match[str]) -> int:
        """Where the name of a village or a town that no table has starts: as far left as the text prints it again."""
        for size in (4, 3, 2, 1):
            start = match.start() - size
            if start >= left and self.shadow.count(self.shadow[start : match.end()]) > 1:
                return start
        return match.start()

    def _opens(self, match: re.Match[str], left: int) -> bool:
        """Whether a word may open a body's name where it stands; 省, 市, 区 only at the very start of the run."""
        if self.in_place(match.start()):
            return False
        return (
            not LEVEL.fullmatch(match[0])
            or match.start() == left
            or self.shadow.endswith(_prefixes(), left, match.start())
        )

    def _accept(self, start: int, right: int, inside: Sequence[PlaceMention]) -> tuple[PlaceMention | None] | None:
        """The place of the body ``start..right`` in a one-tuple; None if that is no body."""
        name = self.shadow[start:right]
        ordinal = ORDINAL.search(name)
        core = name[: ordinal.start()] if ordinal and ordinal.start() else name
        first = next((p for p in inside if p.span.start >= start and not _china(p)), None)
        if first is not None and first.span.end - start >= len(core) and first.span.start == start:
            return (first,)
        if (
            first is not None
            and first.span.start == start
            and core.endswith(("省", "州", "市", "郡", "邦", "国", "自治区"))
            and abroad(first)
        ):
            return (first,)
        if not is_body(core) and not LEVEL.fullmatch(core):
            return None
        if first is None:
            return (None,)
        prefix = self.shadow[start : first.span.start]
        owned = not prefix or prefix.endswith(_prefixes())
        return (first if owned else None,)

    def within(self, left: int, right: int) -> Iterator[PlaceMention]:
        """The places that lie in ``left..right``, in text order."""
        at = bisect_left(self._starts, left)
        for place in self.places[at:]:
            if place.span.start >= right:
                return
            if place.span.end <= right:
                yield place

    def starting_at(self, start: int, right: int) -> PlaceMention | None:
        """The place that starts at a position and ends before another."""
        return next((place for place in self.within(start, right) if place.span.start == start), None)

    def in_place(self, position: int) -> bool:
        """Whether a character stands inside the name of a place: 海原县 holds no 原."""
        return any(place.span.start < position < place.span.end for place in self.around(position))
