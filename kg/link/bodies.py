"""Names of bodies and posts in, what they are out: IRI, class, full name, jurisdiction, the body above.

An organisation's IRI is made from its place and the code of the body (org/CN-140702/cpc), so that every
spelling of one body meets in one node.  Departments stand under the body they belong to
(org/CN-140702/cpc/orgdept); a body that no table lists is kept under its own name below what contains it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from kg import lazy_re as re
from kg.lexicon.divisions import Division, gazetteer
from kg.lexicon.tables import rows
from kg.link.body_tables import NATION, Entry, by_ending, is_generic, is_unit, local, longest, national, parts
from kg.link.gazetteer import place_slug
from kg.link.iris import digest, slug

#: A firm is one body whatever brackets its name is printed with: 城投（集团）有限公司.
_NARROW = str.maketrans("（）", "()")
_PARTY = re.compile(r"^(?:中国共产党|中共)(?=.)")
_STATE = re.compile(r"^(?:中华人民共和国|中国|我国)(?=.)")
_TERM = re.compile(r"第?[一二三四五六七八九十百]+届|[一二三四五六七八九十]+次(?=会议)")
_DEPUTY = re.compile(r"^(?P<executive>常务)?副")
_CHAIRS: Final = frozenset({"主任", "副主任", "常务副主任", "常委", "委员长", "副委员长", "秘书长", "副秘书长"})
"""Duties that a people's congress has in its standing committee only: 人大主任 heads the 人大常委会."""
#: Bodies whose secretaries are several.
_COLLEGIAL = ("/secretariat",)
_LEVEL_WORDS: Final = {
    "province": ("自治区", "特别行政区", "特区", "省", "市"),
    "prefecture": ("自治州", "地区", "市", "州", "盟"),
    "county": ("自治县", "自治旗", "县", "区", "旗", "市"),
    "township": ("街道", "苏木", "镇", "乡"),
}
#: Classes of which a division or state has jurisdiction only by where they lie.
_LYING: Final = frozenset(
    {"Organization", "StateOwnedEnterprise", "University", "PublicInstitution", "MediaOrganization", "MassOrganization"}
)
#: The class of an office inside a body, where it is not that of the body.
_PARTS: Final = {"PartyCommittee": "PartyDepartment", "Government": "GovernmentDepartment"}
#: Divisions whose governments are not called 人民政府: 台湾, 香港, 澳门.
_OTHER_SYSTEMS = ("71", "81", "82", "83")
#: What a state calls itself behind its name: 芬兰共和国, 美利坚合众国; a city or a state of a federation likewise.
_STATEHOOD = re.compile(r"(?:[\u4e00-\u9fff]{0,9}(?:共和国|王国|公国|合众国|酋长国|联邦|国家)|[市州省郡邦县国]|大区)?")
#: What says nothing beside the place: a body of the village or the neighbourhood.
_GRASSROOTS = re.compile(r"(?:村|社区|居委会|村委会|支部|总支|党委|党组|镇|乡|街道)")


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation: ``path`` below ``id/``, class of the ontology, full name, printed name, place, body above.

    ``code`` is the division or country it belongs to; ``governs`` is false where it only lies there.
    """

    path: str
    kind: str
    label: str
    short_name: str
    code: str | None
    above: Body | None = None
    governs: bool = True


def body(name: str, code: str | None = None, scope: str = "") -> Body:
    """The body a name means.

    ``code`` is the division or country it belongs to, where that is known; ``scope`` (the document) keeps
    apart bodies that are named by nothing but what they are: 公司, 村党支部.
    """
    plain = _PARTY.sub("", name.translate(_NARROW))
    unit = None if code is None else gazetteer().by_code(code)
    found: Body | None = None
    if unit is not None and unit.code.startswith("x-"):
        found = _abroad(plain, unit, name) if unit.level in ("country", "city") and unit.code != "x-CN" else None
    elif unit is not None:
        found = _of_division(plain, unit, name)
    return found or _national(plain, name) or _named(name, plain, scope)


def seat_body(name: str, role: str, code: str | None = None, scope: str = "") -> Body:
    """The body in which a duty is held: 人大主任 is one of the standing committee."""
    if role in _CHAIRS and name.endswith(("人大", "人民代表大会")):
        name = f"{name}常委会" if name.endswith("人大") else f"{name}常务委员会"
    return body(name, code, scope)


# A body of a division.


def _of_division(plain: str, unit: Division, printed: str) -> Body | None:
    """The body ``plain`` of ``unit``; None where it does not hold the place and may be any body's name."""
    found_place = _behind_place(plain, unit)
    if found_place is None and not (is_generic(plain) or _GRASSROOTS.search(plain)):
        return None
    split = found_place or _Split("", plain, plain, short=False)
    rest = f"{split.before}{split.rest}"
    tails = _without_level(rest, unit)
    for tail in dict.fromkeys([*tails, *(_TERM.sub("", tail) for tail in tails)]):
        if found := _listed(tail, unit, printed):
            return found
    stem, organ = _party_organ(rest) or ("", None)
    organ_name = rest.removeprefix(stem) if stem else ""
    if split.before or (split.short and rest == tails[-1] and not _GRASSROOTS.search(stem or rest)):
        # 南京军区, 北京大学: the place is part of a name, which says nothing of a body of the division
        own = (plain if split.before else split.own).removesuffix(organ_name)
        base = Body(f"org/x-{digest(own, '')}", by_ending(own)[0], own, printed, unit.code, governs=False)
    else:
        tail = tails[-1] if split.short or found_place is None else rest
        base = _unlisted(tail.removesuffix(organ_name), unit, printed)
    return _part(base, organ, printed) if organ and stem else base


def _unlisted(rest: str, unit: Division, printed: str) -> Body:
    kind, stands = by_ending(rest)
    above = _entry(Entry("gov", "Government", "X人民政府"), unit, printed) if stands == "under" else None
    path = f"org/{place_slug(unit.code)}/x-{digest(rest)}"
    label = f"{_place_name(unit)}{rest}"
    return Body(path, kind, label, printed, unit.code, above, governs=kind not in _LYING)


@dataclass(frozen=True, slots=True)
class _Split:
    """A name about its place: 武警|西藏|总队; ``own`` begins at the place, which is ``short`` without 区 or 市."""

    before: str
    rest: str
    own: str
    short: bool


def _behind_place(name: str, unit: Division) -> _Split | None:
    """What a name says beside its place; the divisions above it are left out."""
    for surface in (unit.name, unit.short):
        at = name.rfind(surface) if surface else -1
        if at < 0:
            continue
        before = name[:at]
        for upper in gazetteer().ancestors(unit.code):
            for known in (upper.name, upper.short):
                before = before.replace(known, "") if known else before
        return _Split(before, name[at + len(surface) :], name[at:], surface != unit.name)
    return None


def _without_level(rest: str, unit: Division) -> list[str]:
    """``rest``, and ``rest`` without the level that a short place leaves before it: 马边|县交通局."""
    level = next((word for word in _LEVEL_WORDS.get(unit.level, ()) if rest.startswith(word)), "")
    return [rest, rest.removeprefix(level)] if level and rest != level else [rest]


def _level(unit: Division) -> str:
    """The level as the tables have it: that of 北京 is municipality."""
    return "municipality" if unit.level == "province" and unit.name.endswith("市") else unit.level


def _listed(rest: str, unit: Division, printed: str) -> Body | None:
    """A body that the tables list, or a part of one: 委组织部综合处."""
    split = longest(local(_level(unit)), rest)
    if split is None:
        return None
    base = _entry(split[0], unit, printed)
    return _inside(base, split[0].code, split[1], printed) if split[1] else base


def _entry(entry: Entry, unit: Division, printed: str) -> Body:
    above = _upper(entry.of, unit, printed) if entry.of else None
    path = f"{above.path}/{entry.code}" if above else f"org/{place_slug(unit.code)}/{entry.code}"
    label = _label(entry, unit, above)
    return Body(path, entry.kind, label, printed, unit.code, above)


def _upper(code: str, unit: Division, printed: str) -> Body:
    entry = next(entry for entry in local(_level(unit)).values() if entry.code == code and not entry.of)
    return _entry(entry, unit, printed)


def _label(entry: Entry, unit: Division, above: Body | None) -> str:
    place = _place_name(unit)
    name = entry.name.replace("人民政府", "政府") if unit.code.startswith(_OTHER_SYSTEMS) else entry.name
    hall = _level(unit) == "province"
    name = name.replace("B", above.label if above else place).replace("T", "厅" if hall else "局")
    return name.replace("X", place).replace("S", unit.short or unit.name)


def _place_name(unit: Division) -> str:
    """The name of a division behind its prefecture's or municipality's: 晋中市榆次区."""
    uppers = [u for u in gazetteer().ancestors(unit.code) if u.level != "province" or u.name.endswith("市")]
    return "".join(upper.name for upper in reversed(uppers)) + unit.name


# A part of a body.


def _inside(above: Body, code: str, rest: str, printed: str) -> Body | None:
    """The part ``rest`` of a body whose own code is ``code``; None where that names no part."""
    table = parts(code)
    if rest in table:
        return _part(above, table[rest], printed)
    if (split := longest(table, rest)) is not None and is_unit(split[1], of=split[0].code):
        inner = _part(above, split[0], printed)
        return _inside(inner, split[0].code, split[1], printed)
    if not is_unit(rest, of=code):
        return None
    organ = _party_organ(rest)
    if organ is not None and len(organ[0]) > 1:
        stem, entry = organ
        return _part(_unit(above, stem, printed), entry, printed)
    return _unit(above, rest, printed)


def _unit(above: Body, rest: str, printed: str) -> Body:
    kind, _ = by_ending(rest)
    if kind in ("Organization", "GovernmentDepartment"):
        kind = _PARTS.get(above.kind, above.kind)
    return Body(f"{above.path}/x-{digest(rest)}", kind, f"{above.label}{rest}", printed, above.code, above)


def _part(above: Body, entry: Entry, printed: str) -> Body:
    unit = gazetteer().by_code(above.code) if above.code and above.code[0].isdigit() else None
    label = (
        _label(entry, unit, above) if unit else entry.name.replace("B", above.label).replace("X", "").replace("T", "局")
    )
    return Body(f"{above.path}/{entry.code}", entry.kind, label, printed, above.code, above, above.governs)


def _party_organ(name: str) -> tuple[str, Entry] | None:
    """A name that ends in an organ that any body has (党组, 党委): what stands before it, and the organ."""
    table = parts("")
    ends = sorted((end for end in table if name.endswith(end)), key=len, reverse=True)
    return (name.removesuffix(ends[0]), table[ends[0]]) if ends else None


# Bodies of no division.


def _national(plain: str, printed: str) -> Body | None:
    names = (plain, _STATE.sub("", plain))
    for name in dict.fromkeys([*names, *(_TERM.sub("", name) for name in names)]):
        if (entry := national().get(name)) is not None:
            return _nation(entry, printed)
        split = longest(national(), name)
        if split is not None and split[0].code != "state":
            code = split[0].code.rpartition("/")[2]
            if (found := _inside(_nation(split[0], printed), code, split[1], printed)) is not None:
                return found
    return None


def _nation(entry: Entry, printed: str) -> Body:
    upper = entry.code.rpartition("/")[0]
    above = _nation(_national_code(upper), printed) if upper else None
    return Body(f"org/{NATION}/{entry.code}", entry.kind, entry.name, printed, None, above)


@cache
def _national_code(code: str) -> Entry:
    return next(entry for entry in national().values() if entry.code == code)


def _abroad(plain: str, unit: Division, printed: str) -> Body:
    """A body of another state, under its name without the country; the state itself where nothing is left."""
    rest = _behind_country(plain, unit)
    if _STATEHOOD.fullmatch(rest):
        return Body(f"org/{unit.code}/state", "Organization", unit.name, printed, unit.code)
    kind, _ = by_ending(rest)
    path = f"org/{unit.code}/x-{digest(rest)}"
    return Body(path, kind, f"{unit.name}{rest}", printed, unit.code, governs=kind not in _LYING)


def _behind_country(plain: str, unit: Division) -> str:
    """What a name says beside the country or city, whatever it is called: 印尼国会, 俄外交部, 越共中央."""
    at = plain.rfind(unit.name)
    if at >= 0:
        return plain[at + len(unit.name) :].removeprefix("前")
    for end in range(len(plain), 1, -1):
        if any(known.code == unit.code for known in gazetteer().by_name(plain[:end])):
            return plain[end:].removeprefix("前")
    letters = {row["letter"]: row["code"] for row in rows("country_letters.tsv")}
    if letters.get(plain[:1]) != unit.code:
        return plain
    return re.sub("^共(?=中央)", "共产党", plain[1:])


def _named(name: str, plain: str, scope: str) -> Body:
    """A body that is known by its name alone: a university, a firm, an international organisation."""
    organ = _party_organ(plain)
    if organ is not None and len(organ[0]) > 2 and not _GRASSROOTS.match(organ[0][-1:]):
        stem, entry = organ
        return _part(body(stem, None, scope), entry, name)
    kind, _ = by_ending(plain)
    generic = is_generic(plain) or _GRASSROOTS.search(plain) is not None
    return Body(f"org/x-{digest(plain, scope if generic else '')}", kind, plain, name, None, governs=False)


@dataclass(frozen=True, slots=True)
class Seat:
    """A post: path below ``id/``, label, printed duty, whether it is the chief one."""

    path: str
    label: str
    duty: str
    chief: bool


def seat(found: Body, role: str, *, single: bool) -> Seat:
    """The post of a duty in a body: post/CN-140702/cpc/deputy-secretary.

    ``single`` tells that a body has one holder of the duty; those of a secretariat are several, and 驻华大使馆
    or 公司 may be any number of bodies.
    """
    deputy = _DEPUTY.match(role)
    head = role[deputy.end() :] if deputy else role
    code = _duty_codes().get(head) or slug(head)
    if deputy:
        code = f"{'executive-' if deputy['executive'] else ''}deputy-{code}"
    alone = single and not deputy and not (found.path.endswith(_COLLEGIAL) or is_generic(found.label))
    return Seat(f"post/{found.path.removeprefix('org/')}/{code}", f"{found.label}{role}", role, alone)


@cache
def _duty_codes() -> dict[str, str]:
    return {row["duty"]: row["code"] for row in rows("duty_codes.tsv")}
