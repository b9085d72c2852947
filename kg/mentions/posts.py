"""Finds printed posts: [marker] [place chain] [body] [modifiers] duty, read from the duty leftwards.

Shadow and place mentions in, :class:`Post` out, in text order, never overlapping.  What a post leaves
unsaid (which city 市长 means, whose 组织部) is not decided here but by :mod:`kg.extract.resolve`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg import lazy_re as re
from kg.lexicon.tables import words
from kg.mentions.aides import leads_many, named_chief, served, speaks_as
from kg.mentions.bodies import LEVEL, ORDINAL, BodyFinder, abroad, country_letters, has_deputies, is_body
from kg.mentions.duties import Duty, duties, find_duties
from kg.mentions.holders import holder_inside, sent_from, unit_before, village_before
from kg.mentions.names import written_by_sound
from kg.mentions.places import PlaceMention
from kg.mentions.post_words import (
    ABBREVIATED,
    ALSO,
    ANY_OF,
    BETWEEN,
    BETWEEN_REACH,
    CALLED,
    CALLINGS,
    ELECTED,
    ENVOYS,
    FORMER_INSIDE,
    GRADE,
    HAN_RUN,
    HEADS_LIST,
    HELD,
    LEARNED,
    LINE_END,
    LINE_HEAD,
    LIST_END,
    LIST_START,
    LONG_WORDS,
    MEETINGS,
    NO_DISTRICT,
    NOTE_REACH,
    NUMBER,
    NUMBERED,
    OF_PLACES,
    OPENED_BY,
    SENT,
    SENT_REACH,
    SEVERAL,
    SHARED,
    SHORT_BODIES,
    STATIONED,
    TEAMS,
    THAT_BODY,
    TIMES,
    VERB_BEFORE,
    is_headed_by,
)
from kg.mentions.unmarked import duties_behind, takes_any, unmarked_name
from kg.model import Span

_MARKER = re.compile(r"(?:时任|(?<!将)(?:卸任的|离任的)|上一?届|原|前)$")
_TERM = re.compile(r"(?:中共|中国共产党)?第?[一二三四五六七八九十]+届")
_OF_A_TERM = re.compile("^(?:第?[一二三四五六七八九十]+届)(?=[省市县区州旗镇乡]委)")
_TERMS = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}届?(?:、|及|和))+$")


@dataclass(frozen=True, slots=True)
class Post:
    """One printed post.  ``org`` is the body as printed, place included; ``body`` is the rest of it.

    ``terms`` are further terms printed before it: 第十六届、十七届中央委员 has the term 第十六届.  ``fronted`` is the
    post with the body that stands before its holder: 县教育局|张云舟|局长.
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
    fronted: Post | None = None

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


#: Fields of work that stand before directors, and are departments before their heads: 财务|总监, 财务处|处长.
_FIELDS = frozenset({"财务", "业务", "艺术", "新闻", "安全"})


@cache
def _modifiers() -> re.Pattern[str]:
    found = "|".join(sorted(words("duty_modifiers.txt"), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:{found})+$")


def _modified(shadow: str, start: int, duty: str) -> int:
    """Where the words before a duty that belong to it start: 常务副|市长, 第一|书记, 科技副|县长, 科技|镇长."""
    found = _modifiers().search(shadow, max(0, start - 8), start)
    field = found is not None and found[0] in _FIELDS and duty in ("处长", "科长", "部长", "局长", "股长")
    first = found.start() if found and not field else start
    deputy, before = shadow[first : first + 1] == "副", shadow[max(0, first - 2) : first]
    if NUMBER.fullmatch(before) and (deputy or duty in NUMBERED):
        return first - 2
    of_science = before == "科技" and duty in ("镇长", "乡长", "县长")
    return first - 2 if of_science or (deputy and before in ("科技", "挂职")) else first


@dataclass(frozen=True, slots=True)
class _Found:
    """The body of a post: where its name starts, the name, its place, the marker between it and the duty."""

    start: int
    org: str = ""
    place: PlaceMention | None = None
    inner: str = ""


def _marked(before: re.Match[str] | None, inner: str) -> str:
    """The marker of a post: 原, 前, 时任, or 当选 for one elected and not yet in office."""
    if "当选" in inner:
        return "当选"
    if before is not None:
        return before[0]
    return inner if inner in ("前任", "原任", "时任", "前", "原") else ""


class PostFinder:
    """Finds the posts of one text."""

    def __init__(self, shadow: str, places: Sequence[PlaceMention], floors: Sequence[int] = ()) -> None:
        self.shadow = shadow
        self.bodies = BodyFinder(shadow, places, floors)

    def find(self) -> Iterator[Post]:
        """The posts in text order."""
        floor = 0
        for match in find_duties(self.shadow):
            if (post := self._read(match, floor)) is not None:
                yield post
                floor = post.span.end

    def _read(self, match: re.Match[str], floor: int) -> Post | None:
        duty, (head, end) = duties()[match[0].replace(" ", "")], match.span()
        if duty.name == "村支书" and village_before(self.shadow, head, floor):
            duty, head = duties()["支书"], head + 1  # 石子沟|村支书
        if any(place.span.start <= head and head + 1 < place.span.end for place in self.bodies.around(end)):
            return None  # 上海市长宁区 holds no 市长
        start = max(floor, _modified(self.shadow, head, duty.name))
        if " " in match[0] and self.shadow.endswith(("副 ", "副  ", "副   "), 0, head):
            start = self.shadow.rindex("副", 0, head)  # 副 书 记
        modifiers = self.shadow[start:head].replace(" ", "")
        if len(duty.name) == 2 and not modifiers and self._straddles(start, end):
            return None
        found = self._body(duty, start, floor, plain=not modifiers)
        plain = bool(found.org) and not (modifiers or found.inner or takes_any(duty.name))
        if plain and (size := holder_inside(self.shadow[found.start : start], duty.name)):
            stop = start - size
            whole = self._post(duty, self._cleaned(found.start, stop, found.place, ""), start, stop, floor, "")
            return replace(self._post(duty, _Found(start), start, end, floor, ""), fronted=whole)
        of_state = duty.body in ("abroad", "国务院")
        letter = len(found.org) == 1 and found.org in country_letters() and not of_state  # 老书记 is no Lao
        if letter or (of_state and found.place is None and written_by_sound(found.org.lstrip("和与同"))):
            found = _Found(start)  # 欧尔班|总理
        if self._refused(duty, found, start, end, floor, modifiers):
            return None
        if found.place is None and not found.org and self.shadow[max(0, start - 3) : start] in ELECTED:
            found, start = replace(found, inner="当选"), start - 2
        return self._post(duty, found, start, end, floor, modifiers)

    def _body(self, duty: Duty, start: int, floor: int, *, plain: bool) -> _Found:
        """The body whose name ends where the duty starts, at its first syllable or before a marker."""
        if (office := served(self.shadow, duty.name, floor, start)) is not None:
            former = self.shadow[office - 1 : office] in ("前", "原")
            first, place = self.bodies.find(self.bodies.left_edge(office - former, floor), office - former)
            org = self.shadow[first : office - former] + self.shadow[office:start]
            return _Found(first, org, place, "前" if former else "")
        if chief := named_chief(self.shadow, duty.name, start):
            return _Found(start, chief)
        if note := ABBREVIATED.search(self.shadow, max(floor, start - NOTE_REACH), start):
            start = note.start()  # 远山公司(以下简称“公司”)|副总经理
        reach = BETWEEN_REACH if self.shadow[start - 1 : start] == "的" else 5
        between = BETWEEN.search(self.shadow, max(floor, start - reach), start)
        if between is not None:
            stop = between.start()
            first, place = self.bodies.find(self.bodies.left_edge(stop, floor), stop)
            linked = (place or is_headed_by(self.shadow[first:stop], duty.name)) and not (
                self.shadow.endswith(MEETINGS, 0, stop) or sent_from(self.shadow, first, start)
            )
            if first < stop and (between[0] != "的" or linked):
                return self._cleaned(first, stop, place, between[0])
            if between[0] == "新":
                return _Found(start)
        shared = plain and duty.name[1] == "长" and self.shadow[start] in SHARED and self._shares(start, floor)
        stop = start + shared
        first, place = self.bodies.find(self.bodies.left_edge(start, floor), stop)
        if shared and CALLED.fullmatch(self.shadow, first, stop):
            return _Found(start)
        low = max(floor, start - SENT_REACH)
        sent = SENT.search(self.shadow, low, start) if self.shadow.find("驻", low, start) >= 0 else None
        if sent and (duty.name in ENVOYS or duty.name == "代表"):
            first, place = self._sender(sent.start(), sent[0]), None
            if duty.name == "代表" and first == sent.start():  # 联合国开发计划署|驻华代表
                first, place = self.bodies.find(self.bodies.left_edge(first, floor), first)
        if first == stop and duty.body == "gov":
            first -= unit_before(self.shadow, stop, floor, duty.name[0])
        if first == stop and (takes_any(duty.name) or duty.name in duties_behind("known")):
            first, place = self._unmarked(duty, stop, floor)
        elif first == stop and duty.body and (of := self._of_a_party_abroad(stop, floor)) is not None:
            first, place = of.span.start, of
        elif first < stop and place is None:
            first, place = self._enumerated(first, stop, floor)
        return self._cleaned(first, stop, place, "")

    def _sender(self, at: int, sent: str) -> int:
        """Where a mission starts with the state that sends it: 巴西|驻华大使, 会见了|英国|驻华大使, 俄|驻美大使."""
        stationed = at + max(0, sent.index("驻") - sent.startswith("常"))
        senders = (p.span.start for end in (stationed, stationed - 1) for p in self.bodies.ending_at(end) if abroad(p))
        letter = self.shadow[at] == "驻" and self.shadow[at - 1 : at] in country_letters()
        letter = letter and self.shadow[max(0, at - 2) : at] not in words("words.txt")  # 俄|驻美大使, not 访美|驻…
        return next(senders, at - letter)

    def _unmarked(self, duty: Duty, stop: int, floor: int) -> tuple[int, PlaceMention | None]:
        """The body of a duty that may stand behind any name: 英国能源战略|大臣, 远山评级|首席经济学家."""
        left = self.bodies.left_edge(stop, floor)
        place = next((p for p in self.bodies.within(left, stop) if abroad(p)), None)
        if place is not None and duty.name.endswith(duties_behind("any")):
            return place.span.start, place
        first, place = self._enumerated(left, stop, floor)
        named = unmarked_name(self.shadow[left:stop], duty.name)
        return (first, place) if place is not None else (stop - named, None)

    def _of_a_party_abroad(self, stop: int, floor: int) -> PlaceMention | None:
        """The state of whose party a duty is that China has too: 日本共产党政策|委员长, not 朝鲜张云舟|委员长."""
        left = self.bodies.left_edge(stop, floor) if self.shadow.rfind("党", floor, stop) >= 0 else stop
        place = next((p for p in self.bodies.within(left, stop) if abroad(p)), None)
        return place if place is not None and "党" in self.shadow[place.span.end : stop] else None

    def _enumerated(self, first: int, stop: int, floor: int) -> tuple[int, PlaceMention | None]:
        """The start of a body whose name is a list: 法国|教育、青年和体育部."""
        if also := ALSO.search(self.shadow, max(floor, first - 16), first):
            return also.end() - len(also["items"]), None
        last = LIST_END.fullmatch(self.shadow, first, stop)
        if last is None or self.shadow[first - 1 : first] != "、":
            return first, None
        if (items := LIST_START.search(self.shadow, max(floor, first - 36), first)) is None:
            return first, None
        opening = next((p for p in self.bodies.within(items.start(), first) if p.span.end < first - 2), None)
        inside = [p for p in self.bodies.within(items.start(), stop) if p is not opening]
        if opening is None or inside or "、" in self.shadow[opening.span.start : opening.span.end + 1]:
            return first, None
        return opening.span.start, opening

    def _cleaned(self, first: int, stop: int, place: PlaceMention | None, inner: str) -> _Found:
        """The body's name without the ordinal behind it and without 原 or 前 in it."""
        ordinal = ORDINAL.search(self.shadow, first, stop)
        org = self.shadow[first : ordinal.start() if ordinal and ordinal.start() > first else stop]
        org = org.replace("”", "") if "“" not in org else org
        if verb := VERB_BEFORE.match(org):
            first, org = first + verb.end(), org[verb.end() :]
            place = place or self.bodies.starting_at(first, stop)
        if org[:1] == "原" and (org[1:] in "矿厂校院局社队站所" or org[1:] in SHORT_BODIES):
            org, inner = org[1:], "原"
        after = len(place.span) if place is not None and place.span.start == first else 0
        opens = not after and org[:1] in ("前", "原") and len(org) > 3 and not org.startswith(OPENED_BY)
        if opens and is_body(org[1:]):
            org, inner = org[1:], "前"
        named = after and (is_body(org[after + 1 :]) or (place is not None and abroad(place)))  # 日本|前|邮政|大臣
        if named and org[after : after + 1] == "前" and org[after:][:2] not in OPENED_BY:
            org, inner = org[:after] + org[after + 1 :], "前"
        org = "" if org in ("驻村", "派驻") else org.removesuffix("驻村")  # 驻村第一书记
        if TIMES.fullmatch(org) or (org[1:2] == "届" and self.shadow.endswith(("连任", "新"), 0, first)):
            kept = org[2:] if org[0] != "过" and len(org) > 3 else ""  # 当过三届|校长, 连任三届|立法会议员
            return _Found(first + (2 if kept else org[0] == "过"), kept, place if kept else None, inner)
        sent = org.find("驻") if org.endswith(("村", "社区", "嘎查")) else -1
        own = self.bodies.starting_at(first + sent + 1, stop)
        if sent > 0 and (own is not None or len(org) - sent < 8):
            return _Found(first + sent + 1, org[sent + 1 :], own, inner)  # 妇联驻|青县石沟村第一书记
        org += "会" if org.endswith("人大常委") else ""  # 人大常委原副主任
        if self.shadow[first - 1 : first] == "该" and (that := THAT_BODY.match(org)):
            first, org = first - 1, org[that.end() :]
        former = next((m for m in FORMER_INSIDE.finditer(org, 1) if not self.bodies.in_place(first + m.start())), None)
        if former is not None:
            own = self.bodies.starting_at(first + former.end(), stop)
            if place is not None and place.span.end == first + former.start() and own is not None:
                return _Found(own.span.start, self.shadow[own.span.start : stop], own, "原")  # 云南省原|保山地委
            org, inner = org[: former.start()] + org[former.end() :], "原"
        stem = village_before(self.shadow, first, 0) if place is None and org[:1] in ("村", "镇", "乡") else 0
        return _Found(first - stem, self.shadow[first - stem : first] + org, place, inner)

    def _refused(self, duty: Duty, found: _Found, start: int, end: int, floor: int, modifiers: str) -> bool:
        """Whether the duty word makes no post here."""
        org = found.org
        of_place = duty.name in CALLINGS and len(org) == (len(found.place.span) if found.place else 0)  # 南平市|法官
        lone = not org and duty.name in LEARNED and not (self.shadow[start - 1 : start] == "、" and floor == start - 1)
        if of_place or lone or (duty.name == "执行主席" and org.endswith(("会议", "大会"))):
            return True
        joined = floor == start - 1 and self.shadow[floor] in "和及"
        bare = not org and not joined and duty.needs_body and not GRADE.search(modifiers + duty.name)
        told = self.shadow.startswith("职务", end) or speaks_as(self.shadow, duty.name, start, end)
        if bare and not (told or self._listed(start) or self._heads(start, end)):
            return True
        if duty.name.endswith("领导人") and leads_many(org, found.place, duty.name):
            return True
        district = org or self.shadow[max(0, start - 2) : start]
        nowhere = duty.name == "区长" and district.removesuffix("区").endswith(NO_DISTRICT)
        if nowhere or (duty.name == "代表" and not (has_deputies(org) or STATIONED.search(org))):
            return True
        none = ANY_OF.search(org) or SEVERAL.search(org)  # 拟任县(市、区)委副书记, 9个街道办事处的书记
        return none is not None or (duty.name == "成员" and org.rstrip("”").endswith(TEAMS))

    def _listed(self, start: int) -> bool:
        """Whether a duty stands in a list or behind a verb, so that it needs no body."""
        return self.shadow.endswith(("、", ",", "兼", "党组", "任", "为", "当选", "由"), 0, start)

    def _heads(self, start: int, end: int) -> bool:
        """Whether a duty heads a list of names: 委员:, 委员(19名) on a line of its own."""
        if HEADS_LIST.match(self.shadow, end):
            return True
        head = LINE_HEAD.search(self.shadow, max(0, start - 6), start)
        return head is not None and LINE_END.match(self.shadow, end) is not None

    def _post(self, duty: Duty, found: _Found, start: int, end: int, floor: int, modifiers: str) -> Post:
        org, place = found.org, found.place
        body, level = org, ""
        if place is not None:
            body = org[len(place.span) :] if place.span.start == found.start else org
        elif org and not org.startswith("全国"):
            league = org.startswith("团")
            jurisdiction = LEVEL.match(org := _OF_A_TERM.sub("", org), int(league))  # 第十二届|省委
            level = jurisdiction[1] if jurisdiction else ""
            body = ("团" if league else "") + org[jurisdiction.end() :] if jurisdiction else org
        first = found.start if org else start
        marker = _MARKER.search(self.shadow, max(0, first - 3), first)
        if marker and (len(marker[0]) > 1 or org):
            first = marker.start()
        if place is None and (not org or (org in OF_PLACES and self.shadow[first - 1 : first] == "的")):
            place, first = self._possessive(first if org else start, first)
            org = self.shadow[place.span.start : place.span.end] + org if place and org else org
        terms: tuple[str, ...] = ()
        if printed := _TERM.match(org) and _TERMS.search(self.shadow, floor, first):
            terms, first = tuple(re.findall(r"[一二三四五六七八九十]+", printed[0])), printed.start()
            head, place = self.bodies.before_terms(first, floor)
            org, first = self.shadow[head:first] + org, head  # 政协陕西省|第八届、九届|委员会
        role = ("代理" if found.inner == "代理" else "") + modifiers + duty.name
        return Post(Span(first, end), duty, role, org, place, level, body, _marked(marker, found.inner), terms)

    def _straddles(self, start: int, end: int) -> bool:
        """Whether the duty word only straddles two words: 红军|长征 holds no 军长."""
        common, after = words("words.txt"), self.shadow[end - 1 : end + 1]
        if self.shadow.startswith("期间", end):
            return False  # 校长|期间
        named = after in LONG_WORDS
        ends = any(place.span.end == start + 1 for place in self.bodies.ending_at(start + 1))
        twice = self.shadow[start - 1 : start] == self.shadow[start]  # 讲师团|团长, 公安局|局长江飞
        if named and not twice and (ends or is_body(self.shadow[max(0, start - 3) : start + 1])):  # 监利县|长江
            return True
        twice = twice or self.shadow.startswith("议会议", start - 2)  # 参议会|议长
        return not twice and self.shadow[start - 1 : start + 1] in common and (after in common or named)

    def _possessive(self, start: int, first: int) -> tuple[PlaceMention | None, int]:
        """A place linked by 的: 青石镇的镇长."""
        linked = start and self.shadow[start - 1] == "的"
        held = HELD.search(self.shadow[max(0, start - 2) : start])
        end = start - 1 if linked else held.start() + max(0, start - 2) if held else -1
        ending = self.bodies.ending_at(end) if end > 0 else ()
        place = next((p for p in ending if not sent_from(self.shadow, p.span.start, start)), None)
        return place, place.span.start if place and linked else first

    def _shares(self, start: int, floor: int) -> bool:
        """Whether the first syllable of the duty is also the last of the body: 组织部长, 晋中市长."""
        if any(place.span.end == start + 1 for place in self.bodies.ending_at(start + 1)):
            return True
        before = self.shadow[max(floor, start - 6) : start]
        run = HAN_RUN.search(before)
        if run is None or is_body(run[0]) or any(place.span.end == start for place in self.bodies.ending_at(start)):
            return False
        return is_body(run[0] + self.shadow[start])


def find_posts(shadow: str, places: Sequence[PlaceMention], floors: Sequence[int] = ()) -> list[Post]:
    """The posts of a text; ``floors`` are positions that no name of a body reaches across leftwards."""
    return list(PostFinder(shadow, places, floors).find())
