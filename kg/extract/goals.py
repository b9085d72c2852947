"""hasGoal, benchmarksAgainst, pillarIndustry: what places set out to be, whom they measure themselves with,
and what they live by.  Rules: kg/rules/goals.yaml.

What is said of several places at once (甲、乙等城市都要打造…) is said of each.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.mask import Mask
from kg.extract.quantified import sentences_with
from kg.extract.reading import Reading
from kg.extract.topics import Clause, Topic, clauses, may_have_topic, place_argument
from kg.lexicon.tables import words
from kg.model import Argument, Claim, Span
from kg.rules import DATE, DUTY, PERSON, PLACE, POST, QUANTITY, Rule, load
from kg.text.dates import Date

RULES = frozenset({"gives"})
_CUE = re.compile(r"打造|建设|创建|争创|建成|成为|争当|构筑|构建|目标|比较|看齐|站在一起|比肩|支柱产业")
_AIM = re.compile(r"目标")
#: What a goal has not: what is built by number, or by others, is a project.
_NOT_GOAL = re.compile(
    rf"[{PERSON}{POST}{DUTY}{QUANTITY}{DATE}]|一批|一系列|[多几数\d]+个|项目|工程|了|各[级地类]|[和与]世界|的发展|为契机|所"
)
_NEW = re.compile(rf"新{PLACE}”?$")
_REACH = 40


def extract(reading: Reading) -> Iterator[Claim]:
    """The goals, peers and pillars of a document's places, the first time each is said."""
    seen: set[tuple[str, str, str]] = set()
    for mask in sentences_with(reading, _CUE, may_have_topic):
        for made in _sentence(reading, mask):
            key = (made.predicate, made.subject.text, made.object.text)
            if key not in seen:
                seen.add(key)
                yield made


def _sentence(reading: Reading, mask: Mask) -> Iterator[Claim]:
    aiming = False
    named: Topic | None = None
    for clause in clauses(reading, mask, 0, len(mask.text)):
        if clause.named:
            aiming, named = False, clause.topic
        for rule in load("goals", RULES):
            match = rule.pattern.match(mask.text, clause.body, min(len(mask.text), clause.high + 1))
            if match is None or (rule.name == "to become" and not aiming):
                continue
            topic = clause.topic if rule.values["gives"] != "peer" else clause.topic or named
            if topic is not None and (found := list(_claims(reading, mask, clause, topic, rule, match))):
                yield from found
                break
        aiming = aiming or bool(_AIM.search(mask.text, clause.low, clause.high))


def _claims(
    reading: Reading, mask: Mask, clause: Clause, topic: Topic, rule: Rule, match: re.Match[str]
) -> Iterator[Claim]:
    match rule.values["gives"]:
        case "goal":
            predicate, objects = "hasGoal", _goal(reading, mask, *match.span("goal"))
        case "peer":
            predicate, objects = "benchmarksAgainst", _peers(reading, mask, *match.span("peers"))
        case _:
            predicate, objects = "pillarIndustry", [_phrase(reading, mask, "Topic", *match.span("pillar"))]
    low = mask.position(topic.span.start) if clause.named else match.start()
    evidence = mask.span(min(low, match.start()), match.end())
    for place in topic.places:
        for what in objects:
            if what.text == place.text:
                continue
            yield claim(
                reading.doc,
                predicate,
                place,
                what,
                evidence,
                f"goals/{rule.name}",
                qualifiers=_date(reading, mask, match.start()) if predicate == "hasGoal" else {},
                explicit=clause.named,
                confidence=0.9 if clause.named else 0.8,
            )


@cache
def _heads() -> re.Pattern[str]:
    names = sorted(words("goal_heads.txt"), key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(names)})”?$")


def _goal(reading: Reading, mask: Mask, start: int, end: int) -> list[Argument]:
    """The goal, if the phrase names what a place can be."""
    text = mask.text[start:end]
    if _NOT_GOAL.search(text) or text.count("“") != text.count("”"):
        return []
    if not _heads().search(text) and not _NEW.search(text):
        return []
    return [_phrase(reading, mask, "Goal", start, end)]


def _phrase(reading: Reading, mask: Mask, kind: str, start: int, end: int) -> Argument:
    span = mask.span(start, end)
    text = reading.doc.text[span.start : span.end]
    if text[0] + text[-1] == "“”" and text.count("“") == 1:
        span, text = Span(span.start + 1, span.end - 1), text[1:-1]
    return Argument(kind, text, span)


def _peers(reading: Reading, mask: Mask, start: int, end: int) -> list[Argument]:
    """The places of a list; a kind of places (世界先进城市) is one without a code."""
    if PLACE not in mask.text[start:end]:
        span = mask.span(start, end)
        return [Argument("Place", reading.doc.text[span.start : span.end], span)]
    found = [place_argument(reading, token) for _, token in mask.held(start, end)]
    return [place for place in found if place is not None]


def _date(reading: Reading, mask: Mask, stop: int) -> dict[str, str | None]:
    """By when: the last date that the sentence names before the goal."""
    dates = [token for _, token in mask.held(0, stop) if isinstance(token, Date)]
    if not dates:
        return {}
    return {"date": dates[-1].edtf, "date_text": reading.doc.text[dates[-1].span.start : dates[-1].span.end].strip()}
