"""Finds printed posts: [marker] [place chain] [body] [modifiers] duty, read from the duty leftwards.

Shadow and place mentions in, :class:`Post` out, in text order, never overlapping.  What a post leaves
unsaid (which city 市长 means, whose 组织部) is not decided here but by :mod:`kg.extract.resolve`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.lexicon.divisions import gazetteer
from kg.lexicon.tables import rows, words
from kg.mentions.places import PlaceMention
from kg.model import Span

#: The longest name of a body that is looked for, in characters.
REACH = 45
#: A syllable that ends the body and starts the duty: 公安局 + 局长 is printed 公安局长.
_SHARED = frozenset("部局厅司处科院所校站厂行社台馆团组会县区市省州镇乡村")
#: Bare jurisdictions: 省委, 市政府, 区人大; not 市场, 区域, 乡村.
_LEVEL = re.compile(
    r"(?:我|本|该|全)?(省|自治区|自治州|自治县|市|地区|州|盟|县|区|旗|镇|乡|街道|村)(?![场域块间道民际属直辖情力级振外内])"
)
_MARKER = re.compile(r"(?:时任|原|前)$")
#: What may stand between the body and the duty: 埃及前总统, 法国新当选总统.
_BETWEEN = re.compile(r"(?:前任|原任|时任|现任|候任|新任|前|原|新?当选的?|代理|的)$")
_SEVERAL = re.compile(r"[\d一二两三四五六七八九十百千几多数][个名位家所](?!旗)|各|全体|每个")
_NUMBERED = frozenset({"书记", "政委", "政治委员", "主任", "委员长"})
#: Words that 长 opens: 市区|长江 holds no 区长.
_LONG_WORDS = frozenset({"长江", "长城", "长沙", "长春", "长三", "长白", "长航", "长效", "长远", "长期"})
#: 高新区|长 governs nothing.
_NO_DISTRICT = ("高新", "开发", "新", "市", "景", "社", "园", "山", "库", "灾", "小", "地")
#: A body of a lower level whose name opens inside a run: 一大早就来找|村党支部.
_LOWER = re.compile(
    r"(?:镇|乡|村|街道|社区|县)(?=(?:党委|党总支|党支部|党工委|支部|村委会|居委会|委会|委(?!员会的)|政府|纪委|人大|妇联|团委))"
)
#: 原 inside a body's name: 水利局原党组, not 太原, 草原, 原子能.
_FORMER_INSIDE = re.compile(r"(?<![太草平中高燎川])原(?![子料则平阳州油始创籍])")
#: A duty that heads a list of names: 委员(按姓氏笔画为序):
_HEADS_LIST = re.compile(r"(?: ?\([^()\n]{0,20}\))? ?:")
_ENVOYS = frozenset({"大使", "公使", "总领事", "代办", "参赞", "武官"})
_SENT = re.compile(r"(?:[\u4e00-\u9fff]{1,3}国|中国|我国|我|俄罗斯|日本)?(?:常)?驻[\u4e00-\u9fff]{1,10}$")
_ORDINAL = re.compile(r"第?[一二三四五六七八九十百\d]{1,4}[任届]$")
_TERM = re.compile(r"(?:中共|中国共产党)?第?[一二三四五六七八九十]+届")
_TERMS = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}届?、)+$")
_GRADE = re.compile(r"(?:[一二三四]级)?(?:高级)?(?:巡视员|调研员|主任科员|科员|办事员)$")


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty word of the lexicon: seats it has in a body, whether it needs one, the body it implies."""

    name: str
    single: bool
    needs_body: bool
    body: str


@dataclass(frozen=True, slots=True)
class Post:
    """One printed post.  ``org`` is the body as printed, place included; ``body`` is the rest of it.

    ``terms`` are further terms printed before it: 第十六届、十七届中央委员 has the term 第十六届.
    """

    span: Span
    duty: Duty
    role: str
    org: str
    place: PlaceMention | None
    level: str
    body: str
    marker: str
    terms: tuple[str, ...] = ()

    @property
    def bare(self) -> bool:
        """Whether nothing but the duty is printed."""
        return not self.org

    @property
    def deputy(self) -> bool:
        return "副" in self.role.removesuffix(self.duty.name)

    @property
    def single(self) -> bool:
        """Whether a body has one such post."""
        return self.duty.single and not self.deputy


@cache
def duties() -> dict[str, Duty]:
    """The duty words of the lexicon by name."""
    return {
        row["duty"]: Duty(row["duty"], row["seat"] == "one", row["needs"] == "yes", row["body"])
        for row in rows("duties.tsv")
    }


@cache
def _duty_pattern() -> re.Pattern[str]:
    heads = []
    for row in sorted(rows("duties.tsv"), key=lambda row: -len(row["duty"])):
        stop = row["not_before"]
        heads.append(f"{row['duty']}(?!们|级干部{'|' + stop if stop else ''})")
    return re.compile("|".join(heads))


@cache
def _modifiers() -> re.Pattern[str]:
    found = "|".join(sorted(words("duty_modifiers.txt"), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:{found})+$")


def _modified(shadow: str, start: int, duty: str) -> int:
    """Where the words before a duty that belong to it start: 常务副|市长, 第一|书记, 科技副|县长."""
    found = _modifiers().search(shadow, max(0, start - 8), start)
    first = found.start() if found else start
    deputy = shadow[first : first + 1] == "副"
    before = shadow[max(0, first - 2) : first]
    if re.fullmatch("第[一二三四五六七八九十]", before) and (deputy or duty in _NUMBERED):
        return first - 2
    return first - 2 if deputy and before in ("科技", "挂职") else first


@cache
def _breaks() -> re.Pattern[str]:
    """Protected compounds first, so that what they swallow is no break."""
    protected = "|".join(sorted(words("org_words.txt"), key=lambda word: (-len(word), word)))
    stops = "|".join(sorted(words("org_breaks.txt"), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:第[一二三四五六七八九十百\d]+任|{protected})|(?P<stop>{stops})")


@cache
def _starts() -> re.Pattern[str]:
    names = sorted((word for word in words("org_starts.txt") if len(word) > 1), key=lambda word: (-len(word), word))
    return re.compile(
        rf"{'|'.join(names)}|第[一二三四五六七八九十百\d]+届|[一二三四五六七八九十\d]+届|{_LEVEL.pattern}"
    )


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(sorted(words("org_suffixes.txt")))


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(sorted(words("body_prefixes.txt")))


def _informal(place: PlaceMention) -> bool:
    """Whether all a place may be is a region without a code: 华北, 冀中."""
    found = [gazetteer().by_code(code) for part in place.parts for code in part.candidates]
    return all(division is not None and division.level == "region" for division in found)


@cache
def country_letters() -> dict[str, str]:
    """One-character short forms of countries with their codes: 俄 in 俄外长."""
    return {row["letter"]: row["code"] for row in rows("country_letters.tsv")}


def _china(place: PlaceMention) -> bool:
    """Whether a place is China itself, which owns no local body: 中国科协, 中国共产党义乌市委员会."""
    return place.parts[-1].candidates[:1] == ("x-CN",)


def abroad(place: PlaceMention) -> bool:
    """Whether a place lies outside China."""
    codes = [code for part in place.parts for code in part.candidates[:1]]
    found = [gazetteer().by_code(code) for code in codes]
    return any(d is not None and d.level in ("country", "city") and d.code != "x-CN" for d in found)


def is_body(name: str) -> bool:
    """Whether a name ends as names of bodies do."""
    bare = re.sub(r"\([^()]*\)$", "", name)
    return bare.endswith(_suffixes())


class PostFinder:
    """Finds the posts of one text."""

    def __init__(self, shadow: str, places: Sequence[PlaceMention], floors: Sequence[int] = ()) -> None:
        self.shadow = shadow
        self.places = sorted(places, key=lambda place: place.span)
        self._starts = [place.span.start for place in self.places]
        self._place_starts = {place.span.start: True for place in self.places}
        self._floors = sorted(floors)

    def find(self) -> Iterator[Post]:
        """The posts in text order."""
        floor = 0
        for match in _duty_pattern().finditer(self.shadow):
            post = self._read(match, floor)
            if post is not None:
                yield post
                floor = post.span.end

    def _read(self, match: re.Match[str], floor: int) -> Post | None:
        duty = duties()[match[0]]
        head, end = match.span()
        if any(place.span.start <= head and head + 1 < place.span.end for place in self._around(end)):
            return None  # 上海市长宁区 holds no 市长
        start = max(floor, _modified(self.shadow, head, duty.name))
        modifiers = self.shadow[start:head]
        if len(duty.name) == 2 and not modifiers and self._straddles(start, end):
            return None
        org_end = start
        if not modifiers and duty.name[1] == "长" and self.shadow[start] in _SHARED and self._shares(start, floor):
            org_end = start + 1
        between = _BETWEEN.search(self.shadow, max(floor, start - 5), start)
        inner = ""
        org_start, place = start, None
        if between is not None:
            org_start, place = self._org(self._left_edge(between.start(), floor), between.start())
            if org_start < between.start() and (between[0] != "的" or place is not None):
                org_end, inner = between.start(), between[0]
            else:
                between = None
        if between is None:
            org_start, place = self._org(self._left_edge(start, floor), org_end)
        sent = _SENT.search(self.shadow, max(floor, start - 20), start)
        if sent and (duty.name in _ENVOYS or (duty.name == "代表" and "常驻" in sent[0])):
            org_start, place = sent.start(), None
        ordinal = _ORDINAL.search(self.shadow, org_start, org_end)
        org_stop = ordinal.start() if ordinal and ordinal.start() > org_start else org_end
        org = self.shadow[org_start:org_stop]
        listed = self.shadow[:start].endswith(("、", ",", "兼", "党组", "任", "为"))
        listed = listed or _HEADS_LIST.match(self.shadow, end) is not None
        if not org and duty.needs_body and not listed and not _GRADE.search(modifiers + duty.name):
            return None
        if len(org) == 1 and org in country_letters() and duty.body not in ("abroad", "国务院"):
            org, org_start = "", start  # 老书记 is no Lao
        if duty.name == "区长" and (org or self.shadow[max(0, start - 2) : start]).removesuffix("区").endswith(
            _NO_DISTRICT
        ):
            return None
        if not org and place is None and self.shadow[max(0, start - 3) : start] in ("、当选", ",当选", ";当选"):
            inner, start = "当选", start - 2
        if (
            org[:1] in ("前", "原")
            and len(org) > 3
            and is_body(org[1:])
            and not org.startswith(("前进", "前锋", "原子"))
        ):
            org, inner = org[1:], "前"
        if _SEVERAL.search(org):
            return None  # 9个街道办事处的书记 are nine posts of people not named
        if duty.name == "代表" and not (org.endswith(("人大", "大会", "人代会", "党代会")) or "常驻" in org):
            return None
        former = _FORMER_INSIDE.search(org, 1)
        if former is not None:
            org, inner = org[: former.start()] + org[former.end() :], "原"
        body, level = org, ""
        if place is not None:
            body = org[len(place.span) :] if place.span.start == org_start else org
        elif org:
            league = org.startswith("团")
            match_level = _LEVEL.match(org, int(league))
            level = match_level[1] if match_level else ""
            body = ("团" if league else "") + org[match_level.end() :] if match_level else org
            if org.startswith(("全国", "全市场")):
                body, level = org, ""
        span_start = org_start if org else start
        marker = _MARKER.search(self.shadow, max(0, span_start - 2), span_start)
        first = marker.start() if marker and (marker[0] not in "原前" or org) else span_start
        if not org and place is None:
            place, first = self._possessive(start, first)
        terms: tuple[str, ...] = ()
        if found := _TERM.match(org) and _TERMS.search(self.shadow, floor, first):
            terms, first = tuple(re.findall(r"[一二三四五六七八九十]+", found[0])), found.start()
        printed = marker[0] if marker else inner if inner in ("前任", "原任", "时任", "前", "原") else ""
        printed = "当选" if "当选" in inner else printed
        role = ("代理" if inner == "代理" else "") + modifiers + duty.name
        return Post(Span(first, end), duty, role, org, place, level, body, printed, terms)

    def _straddles(self, start: int, end: int) -> bool:
        """Whether the duty word only straddles two words: 红军|长征 holds no 军长."""
        common, after = words("words.txt"), self.shadow[end - 1 : end + 1]
        named = after in _LONG_WORDS
        ends = any(place.span.end == start + 1 for place in self._ending_near(start + 1))
        if named and (ends or is_body(self.shadow[max(0, start - 3) : start + 1])):
            return True  # 监利县|长江, 交通运输部|长江航务管理局
        return self.shadow[start - 1 : start + 1] in common and (after in common or named)

    def _possessive(self, start: int, first: int) -> tuple[PlaceMention | None, int]:
        """A place linked by 的: 青石镇的镇长."""
        linked = start and self.shadow[start - 1] == "的"
        held = re.search(r"(?:担任|任|当|做)$", self.shadow[max(0, start - 2) : start])
        end = start - 1 if linked else held.start() + max(0, start - 2) if held else -1
        for place in self._ending_near(end) if end > 0 else ():
            return place, place.span.start if linked else first
        return None, first

    def _shares(self, start: int, floor: int) -> bool:
        """Whether the first syllable of the duty is also the last of the body: 组织部长, 晋中市长."""
        if any(place.span.end == start + 1 for place in self._ending_near(start + 1)):
            return True
        before = self.shadow[max(floor, start - 6) : start]
        run = re.search(r"[\u4e00-\u9fff]{2,}$", before)
        if run is None or is_body(run[0]) or any(place.span.end == start for place in self._ending_near(start)):
            return False
        return is_body(run[0] + self.shadow[start])

    def _ending_near(self, end: int) -> Iterator[PlaceMention]:
        at = bisect_left(self._starts, end)
        for place in reversed(self.places[max(0, at - 3) : at]):
            if place.span.end == end:
                yield place

    def _left_edge(self, start: int, floor: int) -> int:
        """How far left the name of the body may reach: to a mark, a date, the post before or a break."""
        at = bisect_right(self._floors, start)
        edge = self._run(start, max(floor, self._floors[at - 1] if at else 0, start - REACH))
        # a break inside a place name (和平区, 从化市) is none
        walls = [
            match.end()
            for match in _breaks().finditer(self.shadow, edge, start)
            if match["stop"]
            and not self._sheltered(match.start("stop"), match.end())
            and not (match["stop"] in "和与" and self._joins(edge, match.start(), match.end()))
        ]
        return walls[-1] if walls else edge

    def _joins(self, edge: int, start: int, end: int) -> bool:
        """Whether 和 stands inside one name (宪法和法律委员会) and not between two bodies."""
        if start <= edge:
            return False
        opens = self._place_starts.get(end) or _starts().match(self.shadow, end)
        return not opens and not is_body(self.shadow[max(edge, start - 8) : start])

    def _sheltered(self, start: int, end: int) -> bool:
        """Whether a break is part of a place name (土耳其, 和平区) or stands between quotation marks."""
        if any(place.span.start <= start and end <= place.span.end for place in self._around(start)):
            return True
        opening = self.shadow.rfind("“", max(0, start - 12), start)
        return opening >= 0 and "”" not in self.shadow[opening:start] and "”" in self.shadow[end : end + 12]

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
                if opening < edge or position - opening > 12:
                    return position
                position = opening
            elif "\u4e00" <= char <= "\u9fff" or char.isalnum() or char in "·○":
                position -= 1
            else:
                return position
        return edge

    def _around(self, position: int) -> Sequence[PlaceMention]:
        at = bisect_right(self._starts, position)
        return self.places[max(0, at - 2) : at]

    def _org(self, left: int, right: int) -> tuple[int, PlaceMention | None]:
        """Where the body's name starts in ``left..right`` and the place it belongs to; ``right`` if there is none."""
        if left >= right:
            return right, None
        inside = list(self._within(left, right))
        anchors = [p.span.start for p in inside if p.span.start == left or not _informal(p)]
        anchors += [m.start() for m in _starts().finditer(self.shadow, left, right) if self._opens(m, left)]
        for anchor in sorted(set(anchors)):
            before = self.shadow[left:anchor]
            if before[-1:] in country_letters() and (len(before) == 1 or before in country_letters()):
                start = anchor - 1
            else:
                start = left if before and (is_body(before) or before.endswith(_prefixes())) else anchor
            found = self._accept(start, right, inside)
            if found is not None:
                return start, found[0]
        if right - left >= 2 and is_body(self.shadow[left:right]):
            lower = list(_LOWER.finditer(self.shadow, left + 1, right))
            return (self._lower(left, lower[0]) if lower else left), None
        if right - left == 1 and self.shadow[left] in country_letters():
            return left, None
        return right, None

    def _lower(self, left: int, match: re.Match[str]) -> int:
        """Where the name of a village or a town that no table has starts: as far left as the text prints it again."""
        for size in (4, 3, 2, 1):
            start = match.start() - size
            if start >= left and self.shadow.count(self.shadow[start : match.end()]) > 1:
                return start
        return match.start()

    def _opens(self, match: re.Match[str], left: int) -> bool:
        """Whether a word may open a body's name where it stands; 省, 市, 区 only at the very start of the run."""
        if self._in_place(match.start()):
            return False
        return (
            not _LEVEL.fullmatch(match[0])
            or match.start() == left
            or self.shadow.endswith(_prefixes(), left, match.start())
        )

    def _accept(self, start: int, right: int, inside: Sequence[PlaceMention]) -> tuple[PlaceMention | None] | None:
        """The place of the body ``start..right`` in a one-tuple; None if that is no body."""
        name = self.shadow[start:right]
        ordinal = _ORDINAL.search(name)
        core = name[: ordinal.start()] if ordinal and ordinal.start() else name
        first = next((p for p in inside if p.span.start >= start and not _china(p)), None)
        if first is not None and first.span.end - start >= len(core) and first.span.start == start:
            return (first,)
        if (
            first is not None
            and first.span.start == start
            and core.endswith(("省", "州", "市", "郡", "邦"))
            and abroad(first)
        ):
            return (first,)
        if not is_body(core) and not _LEVEL.fullmatch(core):
            return None
        if first is None:
            return (None,)
        prefix = self.shadow[start : first.span.start]
        owned = not prefix or prefix.endswith(_prefixes())
        return (first if owned else None,)

    def _within(self, left: int, right: int) -> Iterator[PlaceMention]:
        at = bisect_left(self._starts, left)
        for place in self.places[at:]:
            if place.span.start >= right:
                return
            if place.span.end <= right:
                yield place

    def _in_place(self, position: int) -> bool:
        return any(place.span.start < position < place.span.end for place in self._around(position))


def find_posts(shadow: str, places: Sequence[PlaceMention], floors: Sequence[int] = ()) -> list[Post]:
    """The posts of a text; ``floors`` are positions that no name of a body reaches across leftwards."""
    return list(PostFinder(shadow, places, floors).find())
