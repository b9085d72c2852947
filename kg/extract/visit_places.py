"""Where a visit goes: the mentions in a match in, the provinces, cities and counties they name out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg import lazy_re as re
from kg.extract.reading import Reading
from kg.lexicon.divisions import gazetteer
from kg.lexicon.tables import rows
from kg.mentions.letters import letter_codes
from kg.mentions.open_parts import ZONE
from kg.mentions.places import NAME_TAIL, PlaceMention
from kg.model import Span
from kg.rules import PLACE, SYMBOLS

CHINA = "x-CN"
#: A city abroad that no table has, behind its country: 日本|八代市.
_UNLISTED = re.compile(
    r"(?:(?![主出访对在将和与政第到进])[\u4e00-\u9fff·]){2,6}?(?:市|州|郡|(?<![统理相])府(?!邀))(?![长委民政议首])"
)
_VILLAGE = re.compile(
    "(?:村|社区|嘎查|公社|大队|生产队|林场|农场|牧场|水库|煤矿|油田|寨|营|屯)(?![民级镇里落长支委党书社队员部])"
)
#: A short name in a list of communes or villages: 永宁、公平等公社.
_OF_A_LIST = re.compile(
    r"(?:(?:、[\u4e00-\u9fff]{1,3})+等?|等)(?:[一二两三四五六七八九十\d]+个)?(?:公社|大队|生产队|乡镇?|村|社区)(?![民级里])"
)
#: Regions of China are places where one goes to look: 在东北|视察.
_LOOKED_AT = re.compile("(?:地区|三省|各省|各地)?(?:考察|视察|调研|检查|巡视|调查|慰问|看望)")
#: Firms and works that only bear the name of a place: 山东|某某机械公司, 都江堰|水利工程.
_FIRM = re.compile("(?:(?![省市区县的])[\u4e00-\u9fff]){2,16}?(?:公司|集团|药业|重工|电器|汽车厂|机床厂)")
_WORKS = re.compile("(?:[\u4e00-\u9fff]{0,4}?(?:水利工程|水利枢纽|水电站|核电站|灌区))(?!建设|的?工地)")
#: Further places of a list whose items run on behind their places: 来到甲市某公司、|乙县.
_FURTHER = re.compile(
    "(?:(?!考察|调研|看望|慰问|出席|参加|会见|访问|检查|听取|了解|主持|指导|同|与|向|对)"
    f"[^,。;:!?\\n、“”{SYMBOLS}]){{0,20}}?(?:、|和|以及|及)(?P<place>{PLACE}+)"
)
#: Staffs that bear the name of a place, and stand for one: 北京|卫戍区.
STAFFS = ("军区", "卫戍区", "警备区", "军分区", "战区")
_STAFF = re.compile(f"(?:省?(?:{'|'.join(STAFFS)}))(?![司政参领首])")
_TRACT = re.compile("(?:林区|山区|矿区|牧区|库区|灾区|老区)")
#: Regions that one may visit; those of China (华东, 塞北) only tell where a place lies.
_ABROAD = frozenset(
    {
        "非洲",
        "欧洲",
        "亚洲",
        "美洲",
        "拉美",
        "拉丁美洲",
        "大洋洲",
        "北美",
        "南美",
        "中东",
        "中亚",
        "东南亚",
        "南亚",
        "西亚",
        "东欧",
        "西欧",
        "北欧",
        "南欧",
        "北非",
        "西非",
        "东非",
    }
)
#: Behind 中国 where the state is meant and not the name of a body (中国某某公司).
_AS_STATE = re.compile("进行|正式|国事|访问|考察|出席|参加|期间|[,。]|$")


@dataclass(frozen=True, slots=True)
class Target:
    """A place as the object of a claim; ``kind`` is District, or Facility for a site without one."""

    kind: str
    text: str
    span: Span
    code: str | None


def targets(reading: Reading, start: int, end: int, *, townships: bool = False) -> list[Target]:
    """The places in masked ``start..end``; of names that follow each other one: abroad the last, which is lower
    (美国旧金山), at home the first, since the rest is part of another name, but counties side by side each
    (在祁县平遥调研), and provinces by their letters (豫鄂两省).  A township behind its county is
    named by the county unless ``townships`` are asked for.
    """
    held = [(at, token) for at, token in reading.mask.held(start, end) if isinstance(token, PlaceMention)]
    held = held if townships else [(at, token) for at, token in held if not _beside(token, [t for _, t in held])]
    starts = {at for at, _ in held}
    chosen: list[PlaceMention] = []
    for at, token in held:
        if at - 1 not in starts:
            chosen.append(token)
        elif _abroad(chosen[-1]):
            chosen[-1] = token
        elif (_county(chosen[-1]) and _county(token)) or len(chosen[-1].span) == len(token.span) == 1:
            chosen.append(token)
    return list(_unique(target for token in chosen for target in _each(reading, token, townships)))


def further(reading: Reading, at: int) -> Iterator[Target]:
    """The places of the rest of a list of sites whose first place ends at masked ``at``."""
    while (match := _FURTHER.match(reading.mask.text, at)) is not None:
        yield from targets(reading, *match.span("place"))
        at = match.end()


def _each(reading: Reading, mention: PlaceMention, townships: bool) -> Iterator[Target | None]:
    """The place of a mention, or the provinces that the letters of a region stand for: 京津冀."""
    letters = reading.shadow[mention.span.start : mention.span.end]
    if len(letters) > 1 and set(letters) <= letter_codes().keys() and _is_region(mention):
        for at, letter in enumerate(letters, mention.span.start):
            yield Target("District", _name(letter_codes()[letter]), Span(at, at + 1), letter_codes()[letter])
    else:
        yield _target(reading, mention, townships)


def _is_region(mention: PlaceMention) -> bool:
    """Whether a mention is one of several provinces: 京津冀, not 青川, which is a county's."""
    return all(gazetteer()[code].level == "region" for code in mention.parts[-1].candidates[:1])


def _abroad(mention: PlaceMention) -> bool:
    return any(code.startswith("x-") for code in mention.parts[-1].candidates)


def short_target(surface: str, span: Span) -> Target:
    """The place behind 访华, 抵京, 对我国."""
    code = next(row["code"] for row in rows("visit_short_places.tsv") if row["short"] == surface) or None
    return Target("District", _name(code) if code else surface.removeprefix("前"), span, code)


def lettered_targets(reading: Reading, span: Span) -> list[Target]:
    """The states of a list of letters: 法、德."""
    places = range(span.start, span.end)
    return [short_target(reading.shadow[at], Span(at, at + 1)) for at in places if reading.shadow[at] not in "、和"]


def named_site(reading: Reading, span: Span) -> Target:
    """A site by its printed name."""
    return Target("Facility", reading.doc.text[span.start : span.end], span, None)


def _unique(found: Iterator[Target | None]) -> Iterator[Target]:
    seen: set[str] = set()
    for target in found:
        if target is not None and target.text not in seen:
            seen.add(target.text)
            yield target


def _target(reading: Reading, mention: PlaceMention, townships: bool) -> Target | None:
    named = mention.in_name and len(mention.parts) == 1 and mention.parts[0].short
    tail = NAME_TAIL.match(reading.shadow, mention.span.end) if named else None
    if tail is not None:
        return named_site(reading, Span(mention.span.start, tail.end()))
    if len(mention.parts) == 1 and mention.parts[0].short:
        if (bearer := _bearer(reading, mention)) is not None:
            return named_site(reading, bearer)
        if _OF_A_LIST.match(reading.shadow, mention.span.end):
            return None
        village = _VILLAGE.match(reading.shadow, mention.span.end)
        if village is not None:  # 三元|村, not the city of that name
            return named_site(reading, Span(mention.span.start, village.end()))
    mention = _outside_zone(reading, mention)
    code = reading.linked_places.resolve(mention).code
    if code is not None and gazetteer()[code].level == "region" and gazetteer()[code].name not in _ABROAD:
        tract = _TRACT.match(reading.shadow, mention.span.end)
        if tract is None and _LOOKED_AT.match(reading.shadow, mention.span.end):
            return Target("District", mention.parts[-1].surface, mention.span, code)
        if tract is None:
            return None
        span = Span(mention.span.start, tract.end())
        return Target("District", reading.doc.text[span.start : span.end], span, None)
    if code == CHINA and not _AS_STATE.match(reading.shadow, mention.span.end):
        return None
    part = mention.parts[-1]
    if _foreign(code) and (unlisted := _UNLISTED.match(reading.shadow, mention.span.end)):
        span = Span(*unlisted.span())
        return Target("District", reading.doc.text[span.start : span.end], span, None)
    if code is None:
        return Target("District", part.surface, part.span, None) if not part.short else None
    if len(code) == 9 and code.isdigit() and len(mention.parts) > 1 and not townships:
        code = code[:6]
    return Target("District", _name(code), part.span, code)


def _beside(mention: PlaceMention, listed: Sequence[PlaceMention]) -> bool:
    """Whether a township without a county of its own stands behind one that has it: 甲县乙镇、|丙镇."""
    part = mention.parts[-1]
    if len(mention.parts) > 1 or part.candidates or not part.surface.endswith(("镇", "乡", "街道")):
        return False
    at = listed.index(mention)
    return at > 0 and len(listed[at - 1].parts) > 1 and listed[at - 1].parts[-1].surface.endswith(("镇", "乡", "街道"))


def _bearer(reading: Reading, mention: PlaceMention) -> Span | None:
    """The firm of a province, or the works, that bears the short name of a place."""
    code = (mention.parts[0].candidates or ("",))[0]
    firm = _FIRM.match(reading.shadow, mention.span.end) if code.endswith("0000") else None
    found = firm or _WORKS.match(reading.shadow, mention.span.end) or _STAFF.match(reading.shadow, mention.span.end)
    return Span(mention.span.start, found.end()) if found is not None else None


def _county(mention: PlaceMention) -> bool:
    """Whether a mention names a county and nothing more."""
    codes = mention.parts[-1].candidates
    return bool(codes) and not mention.in_name and len(codes[0]) == 6 and not codes[0].endswith("00")


def _foreign(code: str | None) -> bool:
    return code is not None and code.startswith("x-") and gazetteer()[code].level != "region"


def _outside_zone(reading: Reading, mention: PlaceMention) -> PlaceMention:
    """The mention without a county's short name that a zone bears: 广州|天河高新技术开发区 is in 广州."""
    parts = mention.parts
    zone = not parts[-1].candidates and ZONE.fullmatch(parts[-1].surface) is not None
    named = parts[:-1] if zone else parts
    runs_on = zone or mention.in_name or ZONE.match(reading.shadow, mention.span.end) is not None
    if len(named) < 2 or not named[-1].short or not runs_on:
        return mention
    return PlaceMention(Span(mention.span.start, named[-2].span.end), named[:-1])


def _name(code: str) -> str:
    return "中国" if code == CHINA else gazetteer()[code].name
