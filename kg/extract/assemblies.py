"""Finds whose chair a bare title means in an election: 政协平遥县委员会第一次会议选出主席甲, 选举乙为副主任.

Shadow, places and a post in; the division of the assembly and the name of its body out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from kg import lazy_re as re
from kg.extract.naming import autonomous
from kg.extract.owners import committee_of
from kg.lexicon.divisions import gazetteer
from kg.mentions.places import PlaceMention
from kg.mentions.posts import Post

_TERM = r"(?:第?[一二三四五六七八九十]+届)"
#: Assemblies: the standing committee of a congress, the congress, the political conference, the party committee.
_ASSEMBLY = re.compile(
    r"(?P<npc>人民代表大会(?:常务委员会|常委会)?|人大(?!代表)(?:常委会|常务委员会)?|人代会)"
    r"|(?P<cppcc>政协|人民政协|中国人民政治协商会议)"
    rf"|(?P<cdi>(?:纪委|纪律检查委员会)(?={_TERM}?(?:第?[一二三四五六七八九十]+次)?全(?:体会议|会)))"
    rf"|(?P<cpc>(?:委员会|委)(?={_TERM}?第?[一二三四五六七八九十]+次全(?:体会议|会))|代表大会(?=第一次会议|选举))"
)
_OTHERS = re.compile("(?:共青团|民革|民盟|民建|民进|农工党|农工民主党|致公党|九三学社|台盟)$")
_BEFORE = re.compile(rf"(?P<level>自治区|自治州|[省市县区州盟旗])?{_TERM}?$")
_BEHIND, _BOARD, _WHOLE = re.compile(rf"{_TERM}?"), re.compile(rf"{_TERM}?委员会"), re.compile(rf"{_TERM}?全国")
#: Words that tell that posts are filled; titles that open an item of a list.
_FILLED, _OPENS = re.compile("选|当选|产生|名单|组成人员|通过"), frozenset(":;,、\n 。")
#: The duties of each assembly, and those whose body is one that it elects.
_DUTIES = {
    "npc": frozenset({"主任", "委员", "秘书长", "主席", "院长", "检察长"}),
    "cppcc": frozenset({"主席", "秘书长", "常务委员", "常委", "委员"}),
    "cdi": frozenset({"书记", "常委", "常务委员", "委员"}),
    "cpc": frozenset({"书记", "常委", "常务委员", "委员"}),
}
_ALL = frozenset().union(*_DUTIES.values())


@dataclass(frozen=True, slots=True)
class Elected:
    """The body of an elected one: code and name of its division if they are known, its own name, where the division is
    printed."""

    code: str | None
    district: str | None
    organization: str
    place: PlaceMention | None


def elected_in(
    shadow: str,
    places: Sequence[PlaceMention],
    post: Post,
    low: int,
    division: Callable[[PlaceMention], tuple[str | None, str | None]],
    context: Callable[[str], tuple[str | None, str | None]],
) -> Elected | None:
    """The body of a bare title that the last assembly named behind ``low`` fills.

    ``division`` links a place, ``context`` finds the unit that a bare 省, 市, 县 means.
    """
    at, name = post.span.start, post.duty.name
    if name not in _ALL:
        return None
    for match in reversed(list(_ASSEMBLY.finditer(shadow, low, at))):
        kind = str(match.lastgroup)
        if name not in _DUTIES[kind] or not _fills(shadow, match.end(), post):
            continue
        place, level = _whose(shadow, places, match.start(), match.end(), kind)
        if place is None and not level and (national := _national(shadow, match, kind, name)):
            return Elected(None, None, national, None)
        code, unit = division(place) if place is not None else context(level) if level else (None, None)
        if code is None and place is None and level and (organization := _at_level(kind, name, level)):
            return Elected(None, None, organization, None)
        if code is None or unit is None or code.startswith("x-"):
            return None
        organization = _of_a_party(shadow, place) + _body(kind, name, code, unit)
        return Elected(code, unit, organization, place) if organization else None
    return None


def _fills(shadow: str, start: int, post: Post) -> bool:
    """Whether the words between an assembly and a title, or those around it, say that it fills the post."""
    at, end = post.span.start, post.span.end
    if "\n\n" in shadow[start:at]:
        return False
    if shadow[end : end + 1] in (":", "(") and shadow[at - 1] in _OPENS:
        return True
    if shadow[at - 1] not in _OPENS and not shadow.endswith(("为", "当选", "任"), 0, at):
        return False
    return _FILLED.search(shadow, start, at) is not None


def _of_a_party(shadow: str, place: PlaceMention | None) -> str:
    """Whose committee it is where not the party's: 共青团|祁县委员会."""
    found = _OTHERS.search(shadow, max(0, place.span.start - 12), place.span.start) if place is not None else None
    return found[0] if found else ""


def _whose(
    shadow: str, places: Sequence[PlaceMention], start: int, end: int, kind: str
) -> tuple[PlaceMention | None, str]:
    """The place in front of an assembly or behind 政协, else the level that a bare 省人大 has."""
    before = _BEFORE.search(shadow, max(0, start - 12), start)
    head = before.start() if before else start
    level = (before["level"] or "") if before else ""
    for place in reversed(places):
        if place.span.end in (head, head + len(level)) and place.span.end <= start:
            return place, ""
        if place.span.end < head - 12:
            break
    if kind == "cppcc" and (behind := _BEHIND.match(shadow, end)):
        own = next((place for place in places if place.span.start == behind.end()), None)
        if own is not None and _BOARD.match(shadow, own.span.end):
            return own, ""
    return None, level


def _national(shadow: str, assembly: re.Match[str], kind: str, duty: str) -> str:
    """The body of the whole state that an assembly fills: 九届|全国人大, 政协第九届全国委员会; "" for any other."""
    before = _BEFORE.search(shadow, max(0, assembly.start() - 12), assembly.start())
    head = before.start() if before else assembly.start()
    if not shadow.endswith("全国", 0, head) and not (kind == "cppcc" and _WHOLE.match(shadow, assembly.end())):
        return ""
    chambers = {"院长": "最高人民法院", "检察长": "最高人民检察院"}
    return {"npc": chambers.get(duty, "全国人大常委会"), "cppcc": "全国政协"}.get(kind, "")


def _at_level(kind: str, duty: str, level: str) -> str:
    """What the body is called of which only the level is printed: 市委, 县政协; "" where it fills no such post."""
    if kind == "npc":
        courts = {"院长": "人民法院", "检察长": "人民检察院", "主席": ""}
        name = courts.get(duty, "人大常委会")
        return f"{level}{name}" if name else ""
    return f"{level}{ {'cpc': '委', 'cdi': '纪委', 'cppcc': '政协'}[kind] }"


@cache
def _body(kind: str, duty: str, code: str, unit: str) -> str:
    """What the body is called; "" where the assembly fills no such post."""
    if kind == "cpc":
        return committee_of(unit)
    if kind in ("cppcc", "cdi"):
        return f"{unit}{'政协' if kind == 'cppcc' else '纪委'}"
    level = gazetteer()[code].level
    if duty == "检察长":
        return f"{unit}人民检察院"
    if duty == "院长":
        return f"{unit}{'高级' if level == 'province' else '中级' if level == 'prefecture' else ''}人民法院"
    if duty == "主席":
        return f"{unit}人民政府" if autonomous(code) else f"{unit}人大" if level == "township" else ""
    return f"{unit}人大常委会"
