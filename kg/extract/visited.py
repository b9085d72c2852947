"""visited: which named person visited, inspected or attended something in which place.

Rules: kg/rules/visited.yaml; words that stop or change a reading: kg/lexicon/data/visit_words.tsv.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.reading import Reading
from kg.extract.scope import quotation_marks, sentence_end, sentence_start
from kg.extract.setting import Setting
from kg.extract.visit_company import LISTED, Company, Visit
from kg.extract.visit_dates import date_qualifiers, visit_date
from kg.extract.visit_places import CHINA, STAFFS, Target, further, lettered_targets, named_site, short_target, targets
from kg.extract.visit_seats import OFFICIAL, Seats
from kg.extract.visit_told import speaker, speech, took_place
from kg.extract.visit_words import holds, one_of, takes_up, visit_words
from kg.mentions.persons import Person
from kg.model import Argument, Claim, Span, Status
from kg.rules import DUTY, PERSON, PLACE, POST, Rule, load

RULES = frozenset({"subject", "kind"})
_CUE = re.compile(
    "现身|突访|闪访|造访|遍访|宣讲|作报告|仪式|宴会|欢迎|高兴|荣幸|拜访|拜会|同机|随机|专机|重返|会面|到达|飞抵|会见|接见|会晤|会谈|磋商|谈判|到访|来访|出访|首访|再访|重访|回访|离开|启程|动身|出发|遍|蹲点|探望|观摩|踏勘|巡视|督|查|考察|调研|视察|参观|访问|出访|慰问|看望|检查|来到|抵|前往|赴|走进|深入|访华|来华|出席|参加|指导|带队|率队|率团|飞往|转往|到过|去过|来过|来这里|到这里|访[美俄日英法德韩朝印越老柬缅泰马菲蒙哈乌巴]|随同|随行|陪同"
)
_SUITE = re.compile(
    rf"(?:(?P<main>{PERSON}){DUTY}?(?:一行|等)?,?)?在(?P<others>(?:(?!{PERSON}{DUTY}?在)[^。;\n]){{1,200}}?)陪同下"
)
_POSTS = re.compile(f"[{POST}{DUTY}、兼]+$")
#: In front of a verb of arrival: others arrive, and are welcomed, thanked or received for it.
_AT_OTHERS = re.compile(rf"(?:对|向|欢迎|感谢|祝贺)(?!于)[^,{PLACE}]{{1,16}}(?:来到?|抵达|到达|飞抵|到访|前往)$")
#: Work and study that are the business of an official on a visit, or part of a name.
_OF_OFFICE = re.compile(
    "工作(?=队|组|情况|会|人员|座谈|进展|专班|站|部|室)|学习(?=贯彻|宣传|考察|取经|交流|先进)|生活(?=情况|困难)"
)
#: A body of a place, called on there: 到某县|人民法院调研.
_SEEN_BODY = re.compile(
    "(?:人民|中级|高级)*(?:法院|检察院|医院|政府)(?:机关)?(?:进行|开展|实地)?(?:考察|调研|视察|检查|看望|慰问|指导|督导)"
)


#: What a journey follows is nobody's speech: 根据甲要求,.
_BASIS = re.compile(
    "(?:[^。;,]{0,20}:){0,3}(?:根据|按照|遵照|依照|落实|贯彻|受)"
    "[^。;:“]{2,60}?(?:要求|指示|部署|批示|精神|委托|决定|安排),"
)
#: One who goes by invitation goes.
_INVITED = re.compile("应[^,。;]{0,200}?邀请?(?!请)")
#: What somebody speaks or is asked about is done by whoever is named with a title there: 就某主席|访问.
_OF_OTHERS = re.compile(f"(?:就|谈|介绍|评价|关于|围绕)[^,。;]{{0,12}}[{POST}{DUTY}]")
#: A meeting that one attends turns to nobody: 出席领导人会晤并结束对….
_ATTENDED = re.compile("(?:出席|参加)[^,。;]{0,40}?(?:会晤|会见|会议|峰会|论坛)")


#: A group that goes on, and what shows that somebody leads it.
_GROUP = re.compile("[^。;率带为]{0,12}?(?:组|团)")
_LEADS = re.compile(f"{DUTY}?(?:(?:[^。;,\n]{{0,24}}?(?:率|带领|带队))|一行|为团长|任[组团]长)")
#: The sites of a list, as the rules name them.
_SITES = ("site", "site2", "site3", "site4")


def extract(reading: Reading) -> Iterator[Claim]:
    """The visited claims of a document: one a person and place, the best said one."""
    if not _CUE.search(reading.shadow):
        return
    visits = list(_visits(reading))
    travelled = {visit.person.text for visit in visits if not visit.site}
    best: dict[tuple[str, str], Visit] = {}
    for visit in visits:
        if visit.site and visit.person.text in travelled:
            continue
        key = visit.person.text, visit.target.text
        old = best.get(key)
        if old is None or _rank(visit) < _rank(old):
            best[key] = visit if visit.date or old is None else replace(visit, date=old.date)
    for visit in sorted(best.values(), key=lambda visit: (visit.evidence, visit.person.text, visit.target.text)):
        yield _claim(reading, visit)


def _rank(visit: Visit) -> tuple[bool, bool, bool, Span]:
    return visit.status != "asserted", not visit.explicit, visit.date is None, visit.evidence


def _claim(reading: Reading, visit: Visit) -> Claim:
    return claim(
        reading.doc,
        "visited",
        Argument("Person", visit.person.text, visit.person.span),
        Argument(visit.target.kind, visit.target.text, visit.target.span, code=visit.target.code),
        visit.evidence,
        f"visited/{visit.rule}",
        qualifiers=date_qualifiers(reading, visit.date),
        status=visit.status,
        explicit=visit.explicit,
        confidence=0.85 if visit.explicit else 0.7,
    )


def _visits(reading: Reading) -> Iterator[Visit]:
    """All visits in the order of the rules; those who travel unnamed come after those who are named."""
    if not load("visited", RULES).may_fit(reading.lacking) or not reading.persons:
        return
    scene = _Scene(reading)
    found: list[Visit] = []
    rules = load("visited", RULES).fitting(reading.mask.text, reading.lacking)
    for rule in (rule for rule in rules if "subject" not in rule.values):
        for match in rule.pattern.finditer(reading.mask.text):
            found.extend(scene.named(rule, match))
    scene.travellers = frozenset(visit.person.text for visit in found if not visit.site)
    # these go on with somebody who travels in this text or whose career it tells
    going = [rule for rule in rules if "subject" in rule.values]
    if not (found or reading.careers):
        alone = ("anyone", "speaker", "title")
        going = [rule for rule in going if rule.values["subject"] in alone or rule.values.get("kind") == "meeting"]
    for rule in (rule for rule in going if rule.values["subject"] != "companion"):
        for match in rule.pattern.finditer(reading.mask.text):
            found.extend(scene.unnamed(rule, match))
    travelled = {visit.person.text for visit in found if not visit.site}
    placed = (visit for visit in found if not (visit.site and visit.person.text in travelled))
    meetings = frozenset(rule.name for rule in load("visited", RULES) if rule.values.get("kind") == "meeting")
    company = Company(reading, scene.seats, scene.reported, meetings)
    leaders = tuple(sorted(placed, key=lambda visit: visit.evidence))
    for rule in (rule for rule in going if rule.values["subject"] == "companion"):
        for match in rule.pattern.finditer(reading.mask.text):
            found.extend(company.of(rule, match, leaders))
    yield from found


class _Scene:
    """What the rules need to know of a whole text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.mask.text
        self.travellers: frozenset[str] = frozenset()
        self.seats = Seats(reading)
        self.setting = Setting(reading)

    @cached_property
    def officials(self) -> frozenset[str]:
        """The people named with a post."""
        found = OFFICIAL.finditer(self.text)
        return frozenset(person.text for match in found for person in self._persons(*match.span()))

    @cached_property
    def suites(self) -> dict[int, re.Match[str]]:
        """The companies that people at a place of the mask belong to: 在…陪同下."""
        if "陪" not in self.text:
            return {}
        return {
            at: suite
            for suite in _SUITE.finditer(self.text)
            for at in range(*suite.span("others"))
            if self.text[at] == PERSON
        }

    @cached_property
    def inviting(self) -> frozenset[int]:
        """Where the people stand in the mask on whose invitation somebody travels."""
        spans = [match.span() for match in _INVITED.finditer(self.text)] if "邀" in self.text else []
        return frozenset(at for span in spans for at in range(*span) if self.text[at] == PERSON)

    @cached_property
    def quoted(self) -> bytearray:
        """One for each character of the mask inside a quotation."""
        return quotation_marks(self.text)

    def _persons(self, start: int, end: int) -> tuple[Person, ...]:
        return tuple(token for _, token in self.reading.mask.held(start, end) if isinstance(token, Person))

    def named(self, rule: Rule, match: re.Match[str]) -> Iterator[Visit]:
        """The visits of the people whom the match names."""
        persons = self._persons(*match.span("person"))
        if rule.values.get("kind") == "delegation":
            if persons and self.reported(match.start()):
                yield from self._made(rule, match, persons, self.reading.mask.span(*match.span()), explicit=True)
            return
        first, behind = match.start("person"), match.end("person")
        suite = self.suites.get(first)
        start = match.start()
        if suite is not None and behind <= suite.end() <= match.end():
            if suite["main"] is None:
                return
            start = suite.start()
            main = suite.start("main")
            listed = LISTED.search(self.text[max(0, main - 60) : main])
            start -= listed.end() - listed.start() if listed is not None else 0
            persons = self._persons(start, suite.end("main"))
            behind = suite.end()
        elif suite is not None:
            return
        else:
            listed = LISTED.search(self.text[max(0, first - 60) : first])
            if listed is not None and start == first:
                begin = first - (listed.end() - listed.start())
                persons = (*self._persons(begin, first), *persons)
                start = first = begin
            if self._is_object(first) and rule.values.get("kind") != "guests":
                return
        gap = self.text[behind : _place_start(match)] if rule.values.get("kind") != "guests" else ""
        turned = holds("turned", _ATTENDED.sub("", _INVITED.sub("", gap))) and rule.values.get("kind") != "departure"
        if (
            gap.startswith((")", "的", "等的", "夫人", "、"))
            or turned
            or speech().search(gap)
            or _OF_OTHERS.search(gap)
        ):
            return
        told = self.reported(start) or took_place(self.text, start, match.end())
        if not told or not self._fits(rule, match, persons, gap):
            return
        evidence = self.reading.mask.span(start, match.end())
        yield from self._made(rule, match, persons, evidence, explicit=rule.values.get("kind") != "here")

    def unnamed(self, rule: Rule, match: re.Match[str]) -> Iterator[Visit]:
        """The visits of the one the sentence is about, where the text shows this person travelling."""
        offset = self.reading.mask.start(match.start())
        if rule.values["subject"] in ("speaker", "title"):
            yield from self._meant(rule, match)
            return
        person, near = self._told(match.start())
        own = match.string.startswith(("他", "她"), match.start()) and near and took_place(self.text, *match.span())
        if person is None or not (own or self.reported(match.start())):
            return
        told = self.reading.career_at(offset)
        known = person.text in self.travellers or (told is not None and told.text == person.text)
        if not known and rule.values["subject"] != "anyone":
            return
        if _GROUP.match(match.group()) and not self._leads(person):
            return
        if not self._fits(rule, match, (person,), match.group()):
            return
        evidence = self.reading.mask.span(*match.span())
        if near:
            evidence = Span(min(person.span.start, evidence.start), evidence.end)
        yield from self._made(rule, match, (person,), evidence, explicit=near)

    def _meant(self, rule: Rule, match: re.Match[str]) -> Iterator[Visit]:
        """The visits of the one who says 我, or whose title stands for the name."""
        if rule.values["subject"] == "speaker":
            person = speaker(self.reading, match.start())
            told = took_place(self.text, *match.span())
        else:
            person = self.seats.holder(match.start("title"))
            told = self.reported(match.start()) or took_place(self.text, *match.span())
        if person is not None and told and self._fits(rule, match, (person,), match.group()):
            yield from self._made(rule, match, (person,), self.reading.mask.span(*match.span()), explicit=False)

    def _made(
        self, rule: Rule, match: re.Match[str], persons: tuple[Person, ...], evidence: Span, *, explicit: bool
    ) -> Iterator[Visit]:
        groups = match.groupdict()
        short = next((groups[name] for name in ("short", "short2", "short3") if groups.get(name)), None)
        if groups.get("site"):
            sites = [match.span(name) for name in _SITES if groups.get(name)]
            found = [target for site in sites for target in self._site(*site)]
        elif short:
            printed = next(match.span(name) for name in ("short", "short2", "short3") if groups.get(name))
            found = [short_target(short, self.reading.mask.span(*printed))]
        elif groups.get("letters"):
            found = lettered_targets(self.reading, self.reading.mask.span(*match.span("letters")))
        elif groups.get("here"):
            where = self.setting.at(match.start("here"))
            found = targets(self.reading, *where)[:1] if where is not None else []
        elif rule.values.get("kind") == "invited":
            found = self._inviting(*match.span("place"))
        else:
            found = targets(self.reading, *match.span("place"))
            if rule.values.get("kind") == "arrival" and match.end() == match.end("place"):
                found += [t for t in further(self.reading, match.end()) if t.text not in {f.text for f in found}]
        begin = min(match.start(), self.reading.mask.position(evidence.start))
        until = match.end() if rule.values.get("kind") in ("invited", "before") else _place_start(match)
        status: Status = "planned" if holds("planned", self.text[begin:until]) else "asserted"
        date = visit_date(self.reading, match.start(), until)
        paired = len(found) == len(persons) > 1 and "分别" in self.text[begin:until]
        for at, target in enumerate(found):
            for person in persons[at : at + 1] if paired else persons:
                comes_back = short == "京" or rule.values.get("kind") in ("meeting", "stay")
                away = rule.values.get("kind") != "away" or self.seats.is_away(person, target)
                away = away and (rule.values.get("kind") != "lecture" or self.seats.is_guest(person, target))
                away = away and not (target.code == CHINA and self.seats.serves_china(person))
                away = away and not (person is not persons[0] and self.seats.is_host(person, target))
                if away and not (comes_back and self.seats.at_home(person, target)):
                    site = target.kind != "District" and not target.text.endswith(STAFFS)
                    yield Visit(person, target, evidence, rule.name, status, date, explicit, site)

    def _site(self, start: int, end: int) -> list[Target]:
        """A site in a masked stretch, or the district where the text says that it lies."""
        where = self.setting.of_name(self.text[start:end])
        found = targets(self.reading, *where)[:1] if where is not None else []
        return found or [named_site(self.reading, self.reading.mask.span(start, end))]

    def _inviting(self, start: int, end: int) -> list[Target]:
        """The states whose officials or governments stand in a masked stretch: 应甲国总统…、乙国政府邀请."""
        held = [token for _, token in self.reading.mask.held(start, end)]
        found = list(self.seats.states(held))
        return found or [t for t in targets(self.reading, start, end) if (t.code or "").startswith("x-")]

    def _fits(self, rule: Rule, match: re.Match[str], persons: tuple[Person, ...], gap: str) -> bool:
        """Whether the visit took place or is to, and is one of office."""
        place_end = _place_end(match)
        after = self.text[place_end : place_end + 12]
        inside = after.startswith(visit_words("not_place")) and not _SEEN_BODY.match(self.text, place_end)
        inside = inside and not after.startswith(visit_words("residence"))
        if holds("refused", gap) or _AT_OTHERS.search(gap) or inside:
            return False
        official = any(person.text in self.officials for person in persons)
        rest = self.text[place_end : sentence_end(self.text, place_end)]
        work = one_of("work").search(match.group()) or one_of("work").search(rest)
        clause = re.split("[,、](?!挂[职任]|担?任)", after)[0]  # 来到某县,|挂任副县长
        said = (clause, gap, match.groupdict().get("place") or "")
        private = takes_up(clause) or any(holds("stay", _OF_OFFICE.sub("", part)) for part in said)
        if private and not one_of("work").search(match.group() + clause):
            return False
        if holds("summoned", re.split("[,。;]", self.text[place_end : place_end + 24])[0]):
            return False
        if rule.values.get("kind") == "site":
            return official and bool(work or "参加" in rest or one_of("enters").search(match.group()))
        if rule.values.get("kind") == "departure":
            return official
        return bool(rule.values.get("kind") not in ("arrival", "before", "here") or official or (work and not private))

    def reported(self, at: int) -> bool:
        """Whether the report itself speaks at ``at``, neither a quotation nor somebody's speech."""
        start = sentence_start(self.text, at)
        basis = _BASIS.match(self.text, start, at)
        return not self.quoted[at] and speech().search(self.text, basis.end() if basis else start, at) is None

    def _told(self, at: int) -> tuple[Person | None, bool]:
        """Who the clause at ``at`` is about, and whether its sentence names this person."""
        begin = sentence_start(self.text, at)
        held = [(i, t) for i, t in self.reading.mask.held(begin, at) if isinstance(t, Person)]
        others = self.inviting.union(self.suites)
        free = [t for i, t in held if not (i in others or self._is_object(i) or self._in_front(i, "led"))]
        if free:
            return free[-1], True
        offset = self.reading.mask.start(at)
        return self.reading.career_at(offset) or (None if held else self.reading.subject_at(offset)), False

    def _leads(self, person: Person) -> bool:
        """Whether the text says that somebody leads others."""
        return any(
            isinstance(token, Person) and token.text == person.text and _LEADS.match(self.text, at + 1)
            for at, token in self.reading.mask.tokens.items()
        )

    def _is_object(self, at: int) -> bool:
        """Whether the person at ``at`` is the object of what stands in front."""
        return self._in_front(at, "object")

    def _in_front(self, at: int, use: str) -> bool:
        head = _POSTS.sub("", self.text[max(0, at - 14) : at]).rstrip("了过")
        return head.endswith(visit_words(use))


def _place_start(match: re.Match[str]) -> int:
    return min(match.start(name) for name in _place_groups(match))


def _place_end(match: re.Match[str]) -> int:
    return max(match.end(name) for name in _place_groups(match))


def _place_groups(match: re.Match[str]) -> list[str]:
    names = ("place", "short", "short2", "short3", "letters", "here", *_SITES)
    return [name for name in names if match.groupdict().get(name)]
