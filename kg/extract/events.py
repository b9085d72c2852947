"""Events: meetings, forums, fairs and ceremonies with their dates, places, organisers and people.

A name is read where a sentence says that something of that name is held, chaired or attended.  会议 and
the like alone mean the event that the text has named last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg import lazy_re as re
from kg.extract.agent_words import clause_start
from kg.extract.agents import agents_before, agents_in
from kg.extract.claims import claim
from kg.extract.reading import Reading
from kg.extract.visit_places import short_target
from kg.extract.windows import cue_windows
from kg.lexicon.divisions import gazetteer
from kg.lexicon.tables import words
from kg.mentions.persons import Person
from kg.mentions.places import PlaceMention
from kg.model import Argument, Claim, Scalar, Span, Status
from kg.rules import DATE, PLACE, Rule, load
from kg.text.dates import Date
from kg.text.durations import duration

RULES = frozenset({"role", "again"})
#: What some event of the text is called again by: 座谈会 is the one that was named in full, if there was one.
_AGAIN = re.compile(
    r"(?:大会|会议|全会|论坛|峰会|博览会|活动|运动会)?(?:开幕式|闭幕式|开幕会|闭幕会)"
    r"|(?:座谈|研讨|推进|现场|动员|招商|推介|洽谈|报告|培训|对话|总结|表彰|对接|务虚|民主生活)会|(?:电视电话|常务|主席)会议"
    r"|(?:启动|签约|揭牌|颁奖|欢迎|签署|安葬|开工|通车)仪式|颁奖典礼|博览会|研讨班|培训班"
)
_ORDINAL = re.compile(r"第[\d一二两三四五六七八九十百]{1,4}[届次]$")
_OPENING = re.compile(r"(?:开幕|闭幕)[式会]$")
#: What a name does not start with: words that belong to the sentence around it.
_LEAD = re.compile(
    r"(?:(?:(?:上午|下午|晚上?|以)[^,的]{0,10}|)(?:举行|召开|举办|开幕)的|为期[^的]{1,4}的"
    r"|由[^,的]{2,30}(?:主办|承办|举办|发起|组织)的|(?:会议|通知)(?:决定|同意|建议|商定|明确)|(?:当天|当日|今[天晚早]|昨[天晚]|上午|下午|晚上?)的|即将|正在|刚刚|(?:盛大|隆重|热烈|大型)的?"
    r"|是(?!否)|了|过|的|其|并|还|又|也|将|一次|一场|这次|此次|本次|该|有关|相关|各类|多次|首次|上述|年度|今年|去年|当天|日前|近日|昨天|今天|昨日|今日)+"
)
_NOT = re.compile(
    r"在|每|多|几|度(?!假)|各|一些|任何|什么|没有|不|无"
    r"|(?:\d+|[一二两三四五六七八九十百千]+)(?:多|余)?(?:场|次|个|届)(?!.*[届第次])"
    r"|.*(?:的(?:事|人|情况)|会见|参加|出席|并在|举行|召开|主持)"
)
_PLANNED = re.compile(
    r"(?:将(?!军|领)|拟|计划|准备|打算|即将|筹备|筹办|筹划|洽谈|酝酿|估计|定于|有望|争取|欢迎(?!仪式|会|词|宴)|期待|要(?!求|闻|点))"
)
#: Behind a meeting whose speech is taken up: it was given.
_SPOKEN = re.compile("(?:所?(?:发表|作|作出))?的?(?:重要|主旨|系列)*的?(?:讲话|致辞|演讲|报告|发言|指示|论述)")
#: What the name of a forum or of an opening runs on with: 某某论坛|青川峰会, 闭幕式|文艺演出.
_RUNS_ON = re.compile(
    f"(?<=论坛)(?:[{PLACE}{DATE}]|第[^,。;]{{1,4}}[届次]|\\d{{4}}年)?(?:年会|峰会|部长级会议|开幕式|闭幕式|主旨论坛)"
    "|(?<=[开闭]幕式)(?:文艺演出|文艺晚会|音乐会)"
)
_TAKEN_UP = re.compile("传达|学习|贯彻|落实|根据|按照|评价|审议|回顾|重温")
#: What a meeting decides is to be held is another one than itself: 会议决定,|某次会议在京举行.
_CALLED = re.compile("(?:决定|建议|同意|商定|提议),$")
#: What a sentence about an event holds: a look before the dear patterns.
_CUE = re.compile(
    rf"召开|举行|举办|主办|承办|发起|开幕|闭幕|出席|参加|参与|列席|主持|筹备|筹办|筹划|洽谈|酝酿|上(?<=[会议坛式典礼节班]上)|{PLACE}开"
    r"|为期|持续[\d一二两三四五六七八九十]|历时|会期|旨在|目的[是在]|意在|邀请|特邀|请来|请到|会上|期间|现场"
)
_IN_MARKS = re.compile("“[^“”]*”")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
#: What holds an event and is no body: 本届峰会, 会议.
_NO_BODY = re.compile(r"[本该此]|.*(?:会议|大会|峰会|论坛|活动|仪式)$")
#: What a rule may tell beside date, place and people with names: the relation and the kind of its object.
_FURTHER: Mapping[str, tuple[str, str]] = {
    "duration": ("eventDuration", "Duration"),
    "purpose": ("eventPurpose", "Text"),
    "result": ("resultedIn", "Initiative"),
    "invited": ("eventInvitee", "Group"),
    "group": ("eventParticipant", "Group"),
}
#: Not people of the event: 没有一名代表, 每位.
_NOBODY = re.compile(r"每|没有|不少于|至少|近?[\d一二三四五六七八九十]+%")
#: Nothing came of it: 未能签订.
_NONE = re.compile(r"未|没有|不|取消|推迟|希望|建议|呼吁|要求|应")
#: How far back, in characters, 会议 finds the event it means.
_BACK = 1200


@dataclass(frozen=True, slots=True)
class Event:
    """An event as a text names it; ``date`` where its clause gives one; ``chaired``: the text says by whom.

    ``aside``: it is only announced, or mentioned for what was said there.
    """

    name: Argument
    date: Date | None
    chaired: bool = False
    aside: bool = False


def extract(reading: Reading) -> Iterator[Claim]:
    """Dates, places, organisers, leaders and participants of the events of a text."""
    if not load("events", RULES).may_fit(reading.lacking):
        return
    mask = reading.mask
    rules = load("events", RULES).fitting(mask.text, reading.lacking)
    windows = cue_windows(mask.text, _CUE) if rules else []
    matches = [(m, rule) for rule in rules for window in windows for m in rule.pattern.finditer(mask.text, *window)]
    events: list[Event] = []
    seen: set[tuple[str, str, str]] = set()
    order = {rule.name: at for at, rule in enumerate(rules)}
    found: list[Claim] = []
    for match, rule in sorted(matches, key=lambda pair: (pair[0].start(), order[pair[1].name])):
        again = rule.values.get("again")
        meant = [event for event in events if event.chaired] if again == "chaired" else events
        event = _again(reading, meant, match) if again else _named(reading, match, events)
        if event is None:
            continue
        chaired = event.chaired or rule.values.get("role") == "eventLedBy"
        aside = event.aside if again else _is_planned(reading, match) or _is_aside(reading, match)
        events.append(replace(event, chaired=chaired, aside=aside))
        for made in _claims(reading, rule, match, event):
            key = (made.subject.text, made.predicate, made.object.text)
            if key not in seen:
                seen.add(key)
                found.append(made)
    yield from (made for made in found if not _told_closer(made, found))


def _told_closer(made: Claim, found: Sequence[Claim]) -> bool:
    """Whether the text names a place of the event that lies in this one: 在广东开…会 of a heading, 在广州 below it."""
    if made.predicate != "eventPlace" or made.object.code is None:
        return False
    others = [
        one.object.code for one in found if one.predicate == made.predicate and one.subject.text == made.subject.text
    ]
    return any(code and code != made.object.code and gazetteer().is_below(code, made.object.code) for code in others)


def _named(reading: Reading, match: re.Match[str], events: Sequence[Event]) -> Event | None:
    mask = reading.mask
    start, end = match.span("event")
    lead = _LEAD.match(mask.text, start, end)
    start = lead.end() if lead else start
    if start == match.start("event") and (ordinal := _ORDINAL.search(mask.text, max(0, start - 6), start)):
        start = ordinal.start()
    if (further := _RUNS_ON.match(mask.text, end)) is not None:
        end = further.end()
    if mask.text[start] == "“" and mask.text[end : end + 1] == "”":
        end += 1
    name = mask.text[start:end]
    if _AGAIN.fullmatch(name):
        last = _again(reading, events, match)
        if last is not None and (_OPENING.search(name) or last.name.text.endswith(name)):
            return last
        if _OPENING.search(name):
            return None
    if len(name) < 3 or name in words("bare_events.txt") or _NOT.match(name) or name.count("“") != name.count("”"):
        return None
    if "了" in _IN_MARKS.sub("", name):
        return None
    span = mask.span(start, end)
    text = reading.doc.text[span.start : span.end]
    if _QUOTED.fullmatch(text):
        text = text[1:-1]
    plain = reading.shadow[span.start : span.end]
    if "\n" in text or len(plain) > 60:
        return None
    offset = span.start + reading.doc.text[span.start : span.end].index(text)
    argument = Argument(_kind(name), text, Span(offset, offset + len(text)))
    return Event(argument, _date(reading, match))


def _kind(name: str) -> str:
    """The class of the ontology that a name's last word tells."""
    if re.search(r"(?:博览|展览|展销|招商|招商引资|洽谈|推介|推广|交易|进博|对接|招聘)会$", name):
        return "PromotionEvent"
    return (
        "Event"
        if re.search(
            r"(?:仪式|典礼|开幕式|闭幕式|运动会|艺术节|文化节|晚会|追悼会|追思会|演唱会|音乐会|马拉松赛?|锦标赛|公开赛|演习|阅兵式|[节展周]|灯会|庙会|糖酒会|首映式|首发式)$",
            name,
        )
        else "Meeting"
    )


def _again(reading: Reading, events: Sequence[Event], match: re.Match[str]) -> Event | None:
    """The event named last, not too far before; one that is told of aside where nothing else is, or in its own
    sentence."""
    at = reading.mask.start(match.start())
    near = [event for event in events if event.name.span and at - event.name.span.end <= _BACK]
    if not near:
        return None
    last = near[-1]
    if last.name.span and reading.sentence_at(at).covers(last.name.span):
        return last
    return next((event for event in reversed(near) if not event.aside), last)


def _date(reading: Reading, match: re.Match[str]) -> Date | None:
    """The date inside the match, else the one that its clause or the one before opens with."""
    text = reading.mask.text
    low = clause_start(text, match.start())
    inside = [at for at in range(low, match.end()) if text[at] == DATE]
    if not inside and low > 1 and text[low - 1] == "," and text[low - 2] == DATE:
        inside = [low - 2]
    token = reading.mask.tokens[inside[-1]] if inside else None
    if not isinstance(token, Date) or token.ranged:
        return None
    # 2019年世界园艺博览会: a bare year before a name is a part of it
    return None if len(token.edtf) == 4 and inside[-1] + 1 == match.start("event") else token


def _claims(reading: Reading, rule: Rule, match: re.Match[str], event: Event) -> Iterator[Claim]:
    whole = reading.mask.span(*match.span())
    sentence = reading.sentence_at(whole.start)
    status: Status = "planned" if _is_planned(reading, match) else "asserted"

    def made(predicate: str, target: Argument, *spans: Span, confidence: float = 0.9) -> Claim:
        parts = [whole, *(span for span in spans if sentence.covers(span))]
        evidence = Span(min(part.start for part in parts), max(part.end for part in parts))
        qualifiers: dict[str, Scalar] = {}
        if event.date is not None:
            qualifiers = {
                "date": event.date.edtf,
                "date_text": reading.doc.text[event.date.span.start : event.date.span.end].strip(),
            }
        return claim(
            reading.doc,
            predicate,
            event.name,
            target,
            evidence,
            f"events/{rule.name}",
            qualifiers=qualifiers,
            status=status,
            explicit=not rule.values.get("again"),
            confidence=confidence,
        )

    if event.date is not None and not rule.values.get("again"):
        yield made("eventDate", Argument("Date", event.date.edtf, event.date.span), event.date.span)
    if not rule.values.get("again"):
        yield from (made("eventPlace", place) for place in _place(reading, match))
    if role := rule.values.get("role"):
        for _, token in reading.mask.held(*match.span("person")):
            if isinstance(token, Person):
                yield made(str(role), Argument("Person", token.text, token.span))
    yield from _further(reading, match, made)
    if match.groupdict().get("by"):
        for agent in agents_in(reading, *match.span("by")):
            if agent.argument.kind == "Organization":
                yield made("eventOrganizer", agent.argument, agent.span)
    if "act" in match.groupdict():
        for agent in agents_before(reading, match.start("act")).agents:
            known = agent.argument.kind in ("Organization", "Person") and not agent.inferred
            if known and not _NO_BODY.match(agent.argument.text):
                yield made("eventOrganizer", agent.argument, agent.span, confidence=0.85)


def _further(reading: Reading, match: re.Match[str], made: Callable[..., Claim]) -> Iterator[Claim]:
    """How long it lasts, what for, who is asked to come, and who attends without a name."""
    for group, (predicate, kind) in _FURTHER.items():
        if group not in match.groupdict() or not match[group]:
            continue
        if group == "result" and _NONE.search(match.string, match.start(), match.start(group)):
            continue
        span = reading.mask.span(*match.span(group))
        printed = reading.doc.text[span.start : span.end]
        text = duration(reading.shadow[span.start : span.end]) if kind == "Duration" else printed
        if text and not (kind == "Group" and _NOBODY.match(printed)):
            yield made(predicate, Argument(kind, text, span), span, confidence=0.85)


def _is_planned(reading: Reading, match: re.Match[str]) -> bool:
    """Whether the clauses of a match speak of what is to come."""
    end = reading.mask.span(*match.span()).end
    if match.re.pattern.endswith("上") and _SPOKEN.match(reading.shadow, end):
        return False
    return _PLANNED.search(reading.shadow, _start(reading, match), end) is not None


def _is_aside(reading: Reading, match: re.Match[str]) -> bool:
    """Whether the clause of a match only takes up what was said at an event: 传达学习甲在某会议上的讲话."""
    start = _start(reading, match)
    called = _CALLED.search(reading.shadow, max(0, start - 12), start) is not None
    return called or _TAKEN_UP.search(reading.shadow, start, reading.mask.start(match.start())) is not None


def _start(reading: Reading, match: re.Match[str]) -> int:
    return reading.mask.start(clause_start(reading.mask.text, match.start()))


def _place(reading: Reading, match: re.Match[str]) -> Iterator[Argument]:
    """The place of the pattern, linked."""
    if match.groupdict().get("short"):
        target = short_target(match["short"], reading.mask.span(*match.span("short")))
        yield Argument(target.kind, target.text, target.span, code=target.code)
    if "place" not in match.groupdict() or not match["place"]:
        return
    held = [token for _, token in reading.mask.held(*match.span("place")) if isinstance(token, PlaceMention)]
    codes = [reading.linked_places.resolve(token).code for token in held]
    # 上海华东医院 is in 上海: a region behind a place is part of a name
    while len(held) > 1 and (last := codes[-1]) and gazetteer()[last].level == "region":
        held, codes = held[:-1], codes[:-1]
    for token, code in zip(held[-1:], codes[-1:], strict=True):
        surface = reading.doc.text[token.span.start : token.span.end]
        yield Argument("District", gazetteer()[code].name if code else surface, token.span, code=code)
