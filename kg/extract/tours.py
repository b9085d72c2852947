"""Study tours as events: their dates, how long they last, who takes part, who leads and who calls for them.

A :class:`Reading` in, claims about events of kind StudyTour out.  Rules: kg/rules/tours.yaml.  Where they lead is
told by the visits of the same groups (:mod:`kg.extract.group_visits`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.owners import committee_of
from kg.extract.reading import Reading
from kg.extract.scope import sentence_end, sentence_start
from kg.extract.topics import place_argument
from kg.mentions.persons import Person
from kg.mentions.places import PlaceMention
from kg.mentions.posts import Post
from kg.model import Argument, Claim, Scalar, Span, Status
from kg.rules import DUTY, PERSON, POST, load
from kg.text.dates import Date
from kg.text.durations import duration

_CUE = re.compile("考察|学习|观摩|培训")
_LEADS = re.compile(
    rf"(?P<post>[{POST}{DUTY}])?(?P<who>{PERSON})?(?:同志|书记|县长|市长|区长)?(?:亲自)?(?:带队|率队|率团|领队|任团长|担任团长)"
)
_CALLS = re.compile(
    rf"(?P<who>{PERSON})[^。!?\n{PERSON}]{{0,24}}?(?:发出|下达|发来)[^。,!?\n]{{0,6}}?(?:召令|号召|通知|倡议|动员令|指令)"
    rf"|(?:应|受)(?P<asked>{PERSON})(?:同志)?(?:的)?(?:邀请|委托)|在(?P<urged>{PERSON})(?:同志)?的(?:倡议|提议|推动|倡导)下"
)
_PLANNED = re.compile(r"将(?!军)|拟|计划|准备|打算|即将|要(?!求|闻)|争取|下一步|建议")
_NEVER = re.compile(
    r"没有|未能|取消|不再|如果|可以|每[年月周季]|定期|经常|多次|先后[\d一二三四五六七八九十]+次|分[\d一二三四五六七八九十]+批"
)
_JOINT = re.compile(r"以及|(?:、|和|与|及)(?=[^、和与及]{2,})")
_PEOPLE = re.compile(
    r"(?:书记|主任|校长|领导|班子成员|班子|干部|代表|人员|负责人|学员|师生|委员|党员|成员|队员|会员|职工|教师|学生|企业家|专家|骨干|村民|农民|青年|"
    r"大户|带头人|团|组)(?:等)?(?:一行)?(?:[\d一二三四五六七八九十百]+(?:余|多)?人)?$"
)
_MOST = 3
#: Party departments that a committee of every level has.
_DEPARTMENTS = frozenset({"组织部", "宣传部", "统战部", "政法委", "办公室", "政研室", "党校", "老干部局", "巡察办"})


@dataclass(frozen=True, slots=True)
class Tour:
    """One tour: its name, where the text tells of it, the sentence around it in the mask, its date."""

    name: Argument
    whole: Span
    low: int
    high: int
    date: Date | None
    status: Status
    rule: str


def extract(reading: Reading) -> Iterator[Claim]:
    """The claims about the tours of a text, each said once."""
    if not load("tours", frozenset()).may_fit(reading.lacking) or not _CUE.search(reading.shadow):
        return
    text, seen = reading.mask.text, set()
    for rule in load("tours", frozenset()).fitting(text, reading.lacking):
        for match in rule.pattern.finditer(text):
            tour = _tour(reading, match, rule.name)
            for made in _claims(reading, match, tour) if tour is not None else ():
                key = (made.predicate, made.subject.text, made.object.text)
                if key not in seen:
                    seen.add(key)
                    yield made


def _tour(reading: Reading, match: re.Match[str], rule: str) -> Tour | None:
    text = match.string
    low, high = sentence_start(text, match.start()), sentence_end(text, match.end())
    clause = max(low, text.rfind(",", low, match.start()) + 1, text.rfind(";", low, match.start()) + 1)
    if _NEVER.search(text, clause, match.end()):
        return None
    held = [token for _, token in reading.mask.held(*match.span("place")) if isinstance(token, PlaceMention)]
    found = [place for token in held if (place := place_argument(reading, token)) is not None]
    names = list(dict.fromkeys(place.text for place in found))
    if not names:
        return None
    event = reading.mask.span(*match.span("event"))
    name = (
        f"赴{'、'.join(names[:_MOST])}{'等地' if len(names) > _MOST else ''}{reading.shadow[event.start : event.end]}"
    )
    dates = [token for at, token in reading.mask.held(low, match.end()) if isinstance(token, Date) and not token.ranged]
    status: Status = "planned" if _PLANNED.search(text, clause, match.start("event")) else "asserted"
    whole = reading.mask.span(*match.span())
    return Tour(Argument("StudyTour", name, event), whole, low, high, dates[0] if dates else None, status, rule)


def _claims(reading: Reading, match: re.Match[str], tour: Tour) -> Iterator[Claim]:
    groups = match.groupdict()
    if tour.date is not None:
        yield _made(reading, tour, "eventDate", Argument("Date", tour.date.edtf, tour.date.span))
    if groups.get("duration"):
        span = reading.mask.span(*match.span("duration"))
        if (iso := duration(reading.shadow[span.start : span.end])) is not None:
            yield _made(reading, tour, "eventDuration", Argument("Duration", iso, span))
    if groups.get("group"):
        for low, high in _parted(match["group"], match.start("group")):
            span = reading.mask.span(low, high)
            yield _made(
                reading, tour, "eventParticipant", Argument("Group", reading.doc.text[span.start : span.end], span)
            )
    elif isinstance(person := reading.mask.tokens.get(match.start("who")), Person):
        yield _made(reading, tour, "eventParticipant", Argument("Person", person.text, person.span))
    yield from _leaders(reading, match, tour)
    for called in _CALLS.finditer(match.string, tour.low, match.start()):
        at = next(called.start(name) for name in ("who", "asked", "urged") if called[name])
        if isinstance(person := reading.mask.tokens[at], Person):
            yield _made(reading, tour, "eventInitiator", Argument("Person", person.text, person.span))


def _leaders(reading: Reading, match: re.Match[str], tour: Tour) -> Iterator[Claim]:
    """Who leads it: a person, or a post whose holder the text does not name."""
    for found in _LEADS.finditer(match.string, tour.low, tour.high):
        who = reading.mask.tokens.get(found.start("who")) if found["who"] else None
        post = reading.mask.tokens.get(found.start("post")) if found["post"] else None
        if isinstance(who, Person):
            yield _made(reading, tour, "eventLedBy", Argument("Person", who.text, who.span))
        elif isinstance(post, Post):
            yield from _led_by_post(reading, tour, post)
    taken = re.search(rf"(?P<who>{PERSON})(?:同志)?(?:亲自)?$", match.string[tour.low : match.start()])
    if match.groupdict().get("group") and taken and match[0].startswith(("率", "带领")):
        person = reading.mask.tokens[tour.low + taken.start("who")]
        if isinstance(person, Person):
            yield _made(reading, tour, "eventLedBy", Argument("Person", person.text, person.span))


def _led_by_post(reading: Reading, tour: Tour, post: Post) -> Iterator[Claim]:
    """The post that leads; a department that stands alone is that of the unit the sentence has named last."""
    office = reading.offices.of(post)
    organization, title, code = office.organization, office.title, office.code
    if organization and code is None:
        position = reading.mask.position(post.span.start)
        held = [token for _, token in reading.mask.held(tour.low, position) if isinstance(token, PlaceMention)]
        place = place_argument(reading, held[-1]) if held else None
        if place is None or place.code is None or organization not in _DEPARTMENTS:
            return
        organization, code = committee_of(place.text) + organization, place.code
        title = organization + post.role
    if organization:
        values: dict[str, Scalar] = {"organization": organization, "role": post.role}
        yield _made(reading, tour, "eventLedBy", Argument("Post", title, post.span, code=code), values, explicit=False)


def _parted(phrase: str, at: int) -> Iterator[tuple[int, int]]:
    """The people of a list, each phrase of its own: 各村书记|及|有关部门领导; 农业和水利部门干部 is one."""
    start = 0
    for joint in (*_JOINT.finditer(phrase), None):
        end = joint.start() if joint else len(phrase)
        if joint is not None and not (_PEOPLE.search(phrase[start:end]) and _PEOPLE.search(phrase)):
            continue
        if end - start > 1:
            yield at + start, at + end
        start = joint.end() if joint else end


def _made(
    reading: Reading,
    tour: Tour,
    predicate: str,
    target: Argument,
    extra: dict[str, Scalar] | None = None,
    *,
    explicit: bool = True,
) -> Claim:
    spans = [tour.whole, *([target.span] if target.span else [])]
    qualifiers: dict[str, Scalar] = dict(extra or {})
    if tour.date is not None:
        printed = reading.doc.text[tour.date.span.start : tour.date.span.end].strip()
        qualifiers |= {"date": tour.date.edtf, "date_text": printed}
    return claim(
        reading.doc,
        predicate,
        tour.name,
        target,
        Span(min(span.start for span in spans), max(span.end for span in spans)),
        f"tours/{tour.rule}",
        qualifiers=qualifiers,
        status=tour.status,
        explicit=explicit,
        confidence=0.9 if explicit else 0.75,
    )
