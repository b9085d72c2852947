"""Completes printed posts: whose 组织部, which city's 市长, in the order of the text.

Posts as printed and the linked places in, one :class:`Office` a post out.  A post without a body takes it from the
post before it in its list, from what its duty implies or the place in question; else it stays as printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg import lazy_re as re
from kg.extract import owners
from kg.extract.assemblies import elected_in
from kg.extract.country_told import country_told
from kg.extract.firms import in_firm
from kg.extract.in_question import (
    body_above,
    body_in_question,
    in_body,
    in_session,
    leads,
    own_part,
    state_in_front,
    that_body,
    worked_in,
)
from kg.extract.issuers import decided
from kg.extract.naming import LEVEL_OF_DUTY, LEVEL_OF_WORD, autonomous, full_name, implied_body, is_level, join
from kg.extract.office import Office, of_letter, prefecture_of, same_body
from kg.extract.owner_of import owner_of
from kg.lexicon.divisions import gazetteer
from kg.link.places import BareLevel, Places
from kg.mentions.bodies import BodyFinder
from kg.mentions.duties import Duty
from kg.mentions.holders import village_named
from kg.mentions.places import PlaceMention
from kg.mentions.posts import Post
from kg.mentions.unmarked import duties_behind
from kg.model import Span

#: What may stand between two posts of one list.
_JOINT = re.compile(r"[、,;兼任并和及以与 现曾为是]{0,4}(?:\([^()\n]{1,40}\))?[、,兼]{0,2}")
#: A session is named with its term: 十四届全国人大一次会议.
_TERM = re.compile(r"^(?:中共|中国共产党)?第?[一二三四五六七八九十]+届(?!.*次会议)")
_STANDING = re.compile(r"(?P<national>全国)?(?:人大|人民代表大会)(?:常委会|常务委员会)")
#: How far back, in characters, a list of holders may take its body from.
_ANNOUNCED = 300
_CHOSEN = re.compile("(?:当选|选出|产生)的$")
_HEAD = re.compile(r"(?:^|\n) *[一二三四五六七八九十]{1,3}、$")
_PARTY = re.compile("[\u4e00-\u9fff]{2,12}?党(?=中央)")


class Offices:
    """Completes the posts of one text."""

    def __init__(
        self, shadow: str, posts: Sequence[Post], places: Places, mentions: Sequence[PlaceMention] = ()
    ) -> None:
        self.shadow = shadow
        self.mentions = mentions
        self.places = places
        self.offices: dict[int, Office] = {}
        self._finder = BodyFinder(shadow, mentions)
        before: Office | None = None
        for post in posts:
            office = self._complete(post.fronted or post, before if before and self._joined(before, post) else None)
            self.offices[post.span.start] = office
            before = office if office.code or post.duty.name not in ("特使", "特别代表") else None

    def of(self, post: Post) -> Office:
        """The completed form of a post."""
        return self.offices[post.span.start]

    def _joined(self, before: Office, post: Post) -> bool:
        return _JOINT.fullmatch(self.shadow, before.post.span.end, post.span.start) is not None

    def _same_holder(self, before: Office, post: Post) -> bool:
        """Whether one person bears both posts for certain: 总理兼国防部长."""
        return self.shadow[before.post.span.end : post.span.start] in ("兼", "兼任", "、兼")

    def again(self, post: Post, before: Office, *, foreigner: bool = False) -> Office:
        """The post completed from another one that a rule says it continues: 选举A为县长,B、C为副县长.

        ``foreigner``: whoever holds it bears a foreign name, so that 国防部 behind 法国内政部 is the French one.
        """
        abroad = foreigner and before.district and (before.code or "").startswith("x-")
        if abroad and post.org and not owners.abroad_alone(post.org):
            name = f"{before.district}{post.org}"
            return Office(post, join(name, post.role), name, before.code, before.district, True, before.place)
        return self._complete(post, before)

    def _complete(self, post: Post, before: Office | None) -> Office:
        if (held := in_session(self._finder, post)) is not None:
            return self._of_body(held, None)
        own = own_part(self._finder, post) if not in_firm(self.shadow, post, before, self.offices.values()) else None
        if own is not None:
            return self._of_body(own[0], self._of_body(in_body(post, self.shadow, *own[1]), None))
        part = not post.org or (post.place is None and not post.level and owners.is_part(post.org))
        found = (worked_in(self._finder, post) or that_body(self._finder, post)) if part else None
        return self._of_body(post, self._of_body(in_body(post, self.shadow, *found), None) if found else before)

    def _of_body(self, post: Post, before: Office | None) -> Office:
        if (own := in_firm(self.shadow, post, before, self.offices.values())) is not None:
            return own
        if post.place is not None:
            return self._placed(post) if post.org else self._possessed(post)
        return self._with_body(post, before) if post.org else self._bare(post, before)

    def _division(self, place: PlaceMention, duty: Duty) -> tuple[str | None, str | None]:
        """Code and full name of the lowest part of a chain; a unit no table has keeps its printed name."""
        link = self.places.resolve(place)
        last = place.parts[-1]
        if duty.body == "abroad" and (country := next((c for c in last.candidates if c.startswith("x-")), None)):
            return country, gazetteer()[country].name
        if link.code is None:
            return None, last.surface if not last.short else None
        division = gazetteer()[link.code]
        if division.level in ("country", "region", "city") and division.code == "x-CN":
            return None, None
        if not last.candidates and not last.surface.endswith(("区", "园")):
            return link.code, last.surface
        return link.code, division.name

    def _placed(self, post: Post) -> Office:
        assert post.place is not None
        code, district = prefecture_of(post) or self._division(post.place, post.duty)
        organization = post.org
        if not post.body and post.duty.body == "gov":
            people = "人民" if code is not None and code[0].isdigit() and code[:2] not in ("81", "82") else ""
            organization = f"{full_name(post.place, district)}{people}政府"
        elif post.org == self.shadow[post.place.span.start : post.place.span.end] and post.duty.name == "主席":
            organization = f"{full_name(post.place, district)}人民政府" if autonomous(code) else post.org
        title, shared = join(post.org, post.role), owners.international(post.org)  # 上海合作组织
        firm = post.duty.name.endswith(duties_behind("firm")) and not post.org.endswith("党")
        own = owners.placeless(post.org) or firm
        if shared or own or (code is not None and gazetteer()[code].level == "region"):
            return Office(post, title, organization, None, None, False)
        return Office(post, title, organization, code, district, False, post.place)

    def _possessed(self, post: Post) -> Office:
        assert post.place is not None
        code, district = self._division(post.place, post.duty)
        name = district or "".join(part.surface for part in post.place.parts)
        organization = f"{name}{implied_body(post)}"
        return Office(post, join(name, post.role), organization, code, district, False, post.place)

    def _with_body(self, post: Post, before: Office | None) -> Office:
        if (region := owners.region_of(post.org, self.shadow)) is not None:
            name = gazetteer()[region].name
            return Office(post, join(f"{name}{post.org}", post.role), f"{name}{post.org}", region, name, True)
        if post.level:
            return self._at_level(post, before)
        if village := owners.NAMED_VILLAGE.match(post.org):
            code, _ = self._context(post, "county", before)
            return Office(post, join(post.org, post.role), post.org, code, village[0], code is not None)
        if post.org == "国家" and before is not None and (before.code or "").startswith("x-") and before.district:
            title = f"{before.district}国家{post.role}"
            return Office(post, title, before.district, before.code, before.district, True, before.place)
        if post.org == "国家" and (state := state_in_front(self.shadow, self.mentions, post.span.start)) is not None:
            return Office(post, f"{state[1]}国家{post.role}", state[1], *state, False)
        if post.org in ("国家", "中国国家") and post.duty.name == "主席":
            return Office(post, f"国家{post.role}", "中华人民共和国", None, None, False)
        if (own := of_letter(post)) is not None:
            return own
        party = _PARTY.match(before.organization or "") if before is not None else None
        if (
            before is not None
            and party
            and (before.code or "").startswith("x-")
            and post.org.startswith(("中央", *owners.OF_PARTIES))
        ):
            # 朝鲜劳动党中央政治局常委、|中央副委员长、|组织指导部部长
            name = f"{party[0]}{post.org if post.org.startswith('中央') else f'中央{post.org}'}"
            return Office(post, join(name, post.role), name, before.code, before.district, True, before.place)
        if (
            before is not None
            and before.code is not None
            and before.code.startswith("x-")
            and not (
                owners.international(post.org) if self._same_holder(before, post) else owners.stands_alone(post.org)
            )
        ):
            name = post.org if post.org.startswith(before.state) else f"{before.district or ''}{post.org}"
            return Office(post, join(name, post.role), name, before.code, before.district, True, before.place)
        if before is not None and (owner := owner_of(post, before)) is not None:
            organization = join(owner, post.org)
            title = join(organization, post.role)
            return Office(post, title, organization, before.code, before.district, True, before.place, owner)
        if post.org in ("行署", "专署", "行政公署", "专员公署"):
            code, prefecture = self._context(post, "prefecture", before)
            if prefecture is not None:
                name = f"{prefecture}{post.org}"
                return Office(post, join(join(prefecture, post.org), post.role), name, code, prefecture, True)
        if before is None and (told := decided(self.shadow, self.mentions, post, self._division)) is not None:
            return told
        organization = _TERM.sub("", post.org)
        if organization == "常委会" and (assembly := self._assembly(post)) is not None:
            return assembly
        organization = "中共中央" if organization == "中央" else organization
        organization += "大使馆" if post.duty.name == "大使" else ""
        return Office(post, join(post.org, post.role), organization, None, None, False)

    def _assembly(self, post: Post) -> Office | None:
        """常委会委员 with the standing committee that the text has named last."""
        found = list(_STANDING.finditer(self.shadow, max(0, post.span.start - _ANNOUNCED), post.span.start))
        if not found:
            return None
        last = found[-1]
        if last["national"]:
            organization = "全国人大常委会"
            return Office(post, join(organization, post.role), organization, None, None, True)
        place = next((place for place in self.mentions if place.span.end == last.start()), None)
        code, name = self._division(place, post.duty) if place is not None else (None, None)
        if name is None:
            return None
        organization = f"{name}人大常委会"
        return Office(post, join(organization, post.role), organization, code, name, True, place)

    def _at_level(self, post: Post, before: Office | None) -> Office:
        """省人大常委会, 市委, 县政府: the place comes from the list or from the context."""
        code, name = self._context(post, LEVEL_OF_WORD.get(post.level), before)
        if before is not None and post.level == "村" and (before.district or "").endswith("村"):
            code, name = before.code, before.district
        if name is None:
            return Office(post, join(post.org, post.role), post.org, None, None, False)
        if post.level == "村" and post.body.startswith("委会"):
            name_of_body = f"{name}村{post.body}"
            return Office(post, join(name_of_body, post.role), name_of_body, code, name, True)
        organization = join(name, post.body) if post.body else f"{name}人民政府"
        title = join(join(name, post.body), post.role)
        return Office(post, title, organization, code, name, True)

    def _context(self, post: Post, level: BareLevel | None, before: Office | None) -> tuple[str | None, str | None]:
        if level is None:
            return self._village(post)
        if before is not None and before.code is not None and not owners.army(before.organization or ""):
            for division in (gazetteer()[before.code], *gazetteer().ancestors(before.code)):
                if is_level(division, level):
                    return division.code, division.name
        link = self.places.context(post.span.start, level)
        return (link.code, gazetteer()[link.code].name) if link.code is not None else (None, None)

    def _village(self, post: Post) -> tuple[str | None, str | None]:
        """The nearest township or village named before a post that has only 镇, 乡 or 村."""
        word = post.level or ("嘎查" if post.duty.name == "嘎查达" else post.duty.name[0])
        found = ("村", "社区", "嘎查") if post.role == "第一书记" else (word,)
        if not {"镇", "乡", "街道", "村", "苏木", "嘎查"}.intersection(found):
            return None, None
        start = post.span.start
        named = village_named(self.shadow, max(0, start - _ANNOUNCED), start) if "村" in found else None
        before = (place for place in reversed(self.mentions) if place.span.end <= start)
        place = next((place for place in before if place.parts[-1].surface.endswith(found)), None)
        if place is not None and (named is None or named[0] <= place.span.end):
            return self._division(place, post.duty)
        return (self._context(post, "county", None)[0], named[1]) if named else (None, None)

    def _bare(self, post: Post, before: Office | None) -> Office:
        duty = post.duty.body
        if duty == "gov":
            code, name = self._context(post, LEVEL_OF_DUTY.get(post.duty.name), before)
            if name is not None:
                return Office(post, join(name, post.role), f"{name}人民政府", code, name, True)
            word = post.duty.name[0]
            if before is not None and (before.district or "").endswith(word):
                name = f"{before.district}"
                return Office(post, join(name, post.role), f"{name}人民政府", before.code, name, True, before.place)
            return Office(post, post.role, f"{word}人民政府" if word in LEVEL_OF_WORD else None, None, None, False)
        if post.role == "第一书记" and (village := self._village(post))[1] is not None:
            return Office(post, f"{village[1]}{post.role}", village[1], *village, True)
        before = before if post.role != "第一书记" or (before and leads(before.organization)) else None
        implied = duty not in ("", "cpc", "proc", "job", "abroad")
        foreign = before is not None and (before.code or "").startswith("x-")
        if before is not None and foreign and duty in ("abroad", "国务院") and before.district:
            title = f"{before.state}{post.role}"
            return Office(post, title, before.district, before.code, before.district, True, before.place)
        if foreign and not implied and (own := self._in_question(post)) is not None:
            return own  # 前印尼财长甲为|常务副行长
        if duty == "abroad" and not foreign:
            if (country := country_told(self.shadow, self.mentions, post.span.start)) is not None:
                return Office(post, f"{country.name}{post.role}", country.name, country.code, country.name, True)
            before = None  # 最高法院副院长甲被任命为副总统
        if before is not None and post.duty.name in owners.OF_THE_STATE and owners.ministry(before.organization or ""):
            before = None  # 国防部长甲、总参谋长乙
        if before is not None and before.organization is not None and (not implied or foreign) and not before.seat:
            organization = same_body(post, before)
            return Office(
                post, join(organization, post.role), organization, before.code, before.district, True, before.place
            )
        if implied:
            title = post.role if duty[:2] == post.role[:2] else f"{duty}{post.role}"
            return Office(post, title, duty, None, None, True)
        return self._announced(post) or Office(post, post.role, None, None, None, False)

    def _announced(self, post: Post) -> Office | None:
        """The body of a bare duty whose post, or whose assembly, the text has named shortly before.

        选出省人大常委会主任、副主任。主任甲,副主任乙: the list says whose 主任 he is.
        """
        at = post.span.start
        if self.shadow[max(0, at - 1) : at] not in ("", *"、,。;:\n (为由任新选籍") and not _CHOSEN.search(
            self.shadow, 0, at
        ):
            return self._in_question(post) if post.duty.name in ("常委", "委员") else None
        listed = _HEAD.search(self.shadow, max(0, at - 6), at) is not None  # 四、|常务委员
        near = 0 if listed else max(0, at - _ANNOUNCED)
        above = body_above(self._finder, post)
        for office in reversed(self.offices.values()):
            if office.post.span.start < (above[0].start if above else near):
                break
            unnamed = self.shadow.startswith(("、", ",", "。", ";", "名单"), office.post.span.end)
            unnamed = unnamed and not self.shadow.endswith(("为", "任", "当选"), 0, office.post.span.start)
            if unnamed and office.post.role == post.role and office.organization:
                return replace(office, post=post, inferred=True)
            if self._beside(office, post):
                organization = office.organization or ""
                title = join(organization, post.role)
                return replace(office, post=post, title=title, organization=organization, inferred=True)
        if (office_above := self._elsewhere(post, above)) is not None:
            return office_above
        found = elected_in(
            self.shadow,
            self.mentions,
            post,
            near,
            lambda place: self._division(place, post.duty),
            lambda level: self._context(post, LEVEL_OF_WORD.get(level), None),
        )
        if found is not None:
            title = join(found.organization, post.role)
            return Office(post, title, found.organization, found.code, found.district, True, found.place)
        return self._in_question(post)

    def _beside(self, office: Office, post: Post) -> bool:
        """Whether a bare chief or deputy is one of the body whose deputy or chief the same sentence named: 副主任甲."""
        same = office.post.duty.name == post.duty.name and office.post.deputy != post.deputy
        named = bool(office.organization and office.post.org)
        return same and named and "。" not in self.shadow[office.post.span.end : post.span.start]

    def _in_question(self, post: Post) -> Office | None:
        """The post in the body of its kind that the text named last."""
        return self._elsewhere(post, body_in_question(self._finder, post))

    def _elsewhere(self, post: Post, found: tuple[Span, PlaceMention | None, str] | None) -> Office | None:
        if found is None:
            return None
        office = self._complete(in_body(post, self.shadow, *found), None)
        return replace(office, post=post, inferred=True) if office.organization else None
