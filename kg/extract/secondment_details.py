"""secondmentDuration, secondmentStatusText, secondedBy, providedPlan: how long, how far, who sends, by which plan.

A :class:`Reading` in, claims out.  Rules: kg/rules/secondment_details.yaml.  Only people and groups whom
:mod:`kg.extract.seconded_to` has on secondment have details.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg import lazy_re as re
from kg.extract import seconded_to
from kg.extract.bodies import division_in_question
from kg.extract.claims import claim
from kg.extract.reading import Reading
from kg.extract.scope import sentence_end, sentence_start
from kg.extract.stated import Scene, once
from kg.extract.topics import place_argument
from kg.mentions.places import PlaceMention
from kg.model import Argument, Claim, Span, Status
from kg.rules import Rule, load
from kg.text.durations import duration

RULES = frozenset({"gives"})
_NEVER = re.compile(
    r"不得|不少于|一般为|原则上|最长|至少|以上|制度|管理办法|暂行办法|规定|可以|每[名个]|如果|考察学习计划"
)
_PLANNED = re.compile(r"将(?!满)|拟|计划|准备")
#: What is only asked for, or not done.
_UNTOLD = re.compile(r"要求|应当?|必须|希望|建议|没有|未|将(?!士|领)|准备|打算")
_NO_BODY = re.compile(r"[他她它]|各|有关|相关|等|单位|部门|我|你|这|那|其|被|由|从|在|到|是|有")


@dataclass(frozen=True, slots=True)
class Seconded:
    """One on secondment: who, and where the text says so."""

    who: Argument
    evidence: Span


def extract(reading: Reading) -> Iterator[Claim]:
    """The claims, each the first time that the text makes it."""
    rules = load("secondment_details", RULES)
    if "挂职" not in reading.shadow or not rules.may_fit(reading.lacking):
        return iter(())
    return once(_details(reading, rules.fitting(reading.mask.text, reading.lacking)))


def _details(reading: Reading, rules: Sequence[Rule]) -> Iterator[Claim]:
    found = [(match, rule) for rule in rules for match in rule.pattern.finditer(reading.mask.text)]
    if not found:
        return
    people = [Seconded(made.subject, made.evidence.span) for made in seconded_to.extract(reading)]
    scene = Scene(reading)
    for match, rule in sorted(found, key=lambda pair: pair[0].start()):
        text, gives = match.string, rule.values["gives"]
        if gives == "plan":
            yield from _plan(reading, match, rule)
            continue
        low = max(sentence_start(text, match.start()), text.rfind(";", 0, match.start()) + 1)
        if _NEVER.search(text, low, sentence_end(text, match.end())):
            continue
        whole = reading.mask.span(*match.span())
        if gives in ("sender", "manager"):
            body = _body(reading, match)
            meant = _inside(reading, people, low, match.end()) if gives == "sender" else _named(people)
            if body is None:
                continue
            for one in meant:
                yield _made(reading, "secondedBy", one, body, whole, rule.name, explicit=gives == "sender")
            continue
        who, explicit = _who(scene, people, match)
        target, status = _target(reading, match, gives == "duration", low)
        if who is None or target is None:
            continue
        predicate = "secondmentDuration" if gives == "duration" else "secondmentStatusText"
        yield _made(reading, predicate, who, target, whole, rule.name, explicit=explicit, status=status)


def _plan(reading: Reading, match: re.Match[str], rule: Rule) -> Iterator[Claim]:
    """The plan that a place drew up for those whom it receives: the place that the sentence names last before."""
    start = sentence_start(match.string, match.start())
    if _UNTOLD.search(match.string, start, match.start()):
        return
    low, high = reading.mask.start(start), reading.mask.start(match.start())
    before = [place for place in reading.places if low <= place.span.start and place.span.end <= high]
    place = place_argument(reading, before[-1]._replace(in_name=False)) if before else None
    if place is None or place.span is None or not (place.code or "x")[0].isdigit():
        return
    span = reading.mask.span(*match.span("plan"))
    plan = Argument("Programme", reading.doc.text[span.start : span.end], span)
    evidence = Span(place.span.start, span.end)
    rule_name = f"secondment_details/{rule.name}"
    yield claim(reading.doc, "providedPlan", place, plan, evidence, rule_name, confidence=0.8)


def _target(reading: Reading, match: re.Match[str], lasts: bool, low: int) -> tuple[Argument | None, Status]:
    """How long or how far a match says that it is, and whether that is to come."""
    span = reading.mask.span(*match.span("duration" if lasts else "state"))
    if not lasts:
        return Argument("Text", reading.doc.text[span.start : span.end], span), "asserted"
    iso = duration(reading.shadow[span.start : span.end])
    planned = _PLANNED.search(match.string, low, match.start()) is not None
    return (Argument("Duration", iso, span) if iso else None), "planned" if planned else "asserted"


def _inside(reading: Reading, people: Sequence[Seconded], low: int, high: int) -> list[Argument]:
    """Those whom the sentence at ``low..high`` of the mask has on secondment."""
    sentence = reading.sentence_at(reading.mask.start(max(low, high - 1)))
    return [one.who for one in people if sentence.overlaps(one.evidence)]


def _named(people: Sequence[Seconded]) -> list[Argument]:
    return [one.who for one in people if one.who.kind == "Person"]


def _who(scene: Scene, people: Sequence[Seconded], match: re.Match[str]) -> tuple[Argument | None, bool]:
    """Whose secondment a match speaks of, and whether its sentence names them."""
    reading = scene.reading
    inside = _inside(reading, people, match.start(), match.end())
    names = {who.text: who for who in inside}
    if len(names) == 1:
        return next(iter(names.values())), True
    if names:
        return None, False
    known = {one.who.text: one.who for one in people}
    if scene.quoted[match.start()]:
        speaker = scene.speaker(match.start())
        return (known.get(speaker.text) if speaker else None), False
    person = reading.subject_at(reading.mask.start(match.start()))
    return (known.get(person.text) if person else None), False


def _body(reading: Reading, match: re.Match[str]) -> Argument | None:
    """The body that sends, with the division it is of."""
    text = match["body"]
    if _NO_BODY.search(text) or len(text) < 2:
        return None
    span = reading.mask.span(*match.span("body"))
    held = [token for _, token in reading.mask.held(*match.span("body")) if isinstance(token, PlaceMention)]
    code = reading.linked_places.resolve(held[-1]).code if held else None
    level = re.match("(自治区|省|市|县|区|州|盟|旗)(?=委|政府|[^,。]{0,4}[局厅])", text)
    if code is None and level:
        code = division_in_question(reading, span.start, level[1])
    if code is None and not re.match("中央|中组部|教育部|司法部|国家|全国|最高|团中央|共青团", text) and not held:
        return None
    return Argument("Organization", reading.doc.text[span.start : span.end], span, code=code)


def _made(
    reading: Reading,
    predicate: str,
    who: Argument,
    target: Argument,
    whole: Span,
    rule: str,
    *,
    explicit: bool,
    status: Status = "asserted",
) -> Claim:
    sentence = reading.sentence_at(whole.start)
    near = who.span if who.span is not None and sentence.covers(who.span) else whole
    return claim(
        reading.doc,
        predicate,
        who,
        target,
        Span(min(whole.start, near.start), max(whole.end, near.end)),
        f"secondment_details/{rule}",
        status=status,
        explicit=explicit,
        confidence=0.9 if explicit else 0.75,
    )
