"""unitOf, jurisdiction, staffOf: bodies inside bodies and of places, and people named with their body but no duty.

A :class:`Reading` in, claims out.  Rules: kg/rules/bodies.yaml.  The bodies of posts are told by the posts
(:mod:`kg.extract.held_post`); here stand those that are printed without one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise
from typing import cast

from kg import lazy_re as re
from kg.extract import held_post
from kg.extract.claims import claim
from kg.extract.reading import Reading
from kg.extract.stated import once
from kg.extract.topics import place_argument
from kg.lexicon.divisions import gazetteer
from kg.link.places import LEVELS, BareLevel
from kg.mentions.bodies import LEVEL, BodyFinder, is_body
from kg.mentions.persons import Person
from kg.model import Argument, Claim, Span
from kg.rules import load

_CUE = re.compile(
    r"委(?:组织|宣传|统战|政法|政策|政研|办公|巡|编办|网信|老干|党校|台办|外办|财经|改革|农|社会|直属|教育)|政府"
)
_LEVEL = re.compile(r"(?P<level>自治区|省|市|县|区|州|盟|旗)(?:委|人民政府|政府)$")
_OPENS = re.compile("(自治区|省|市|县|区|州|盟|旗)(?=委|政府|人民政府)")
#: What goes on behind a person who is named with the body alone.
_GOES_ON = re.compile(r"(?:同志|先生|女士)?(?:告诉|介绍|说|表示|解释|坦言|透露|回忆|的[^,。]{1,4}(?:告诉|介绍)|,)")
#: Bodies that stand in front of a subject as often as in front of their people, and what makes them no employer.
_NO_STAFF = re.compile(
    r"(?:中央|联合国|国务院|大会|会议|代表大会|委员会会议|政治局|社区|村|镇|乡|街道|联盟|欧盟|办|师|军|团|队|旅|连|班|组)$"
    r"|记者|会见|会晤|.*(?:等|和|与)"
)
_REACH = 30


def extract(reading: Reading) -> Iterator[Claim]:
    """The claims, each relation the first time that the text tells of it."""
    return once(chain(_inside(reading), _staff(reading)))


def _inside(reading: Reading) -> Iterator[Claim]:
    """Departments printed behind the body that they are part of."""
    rules = load("bodies", frozenset({"kind"}))
    if not rules.may_fit(reading.lacking) or not _CUE.search(reading.shadow):
        return
    mask = reading.mask
    for rule in rules.fitting(mask.text, reading.lacking):
        for match in rule.pattern.finditer(mask.text):
            place = _place(reading, match)
            if place is None:
                continue
            ends = [match.end("upper"), match.end("part"), *([match.end("unit")] if match["unit"] else [])]
            if len(mask.text[match.start() : ends[0]]) < 2:
                continue  # 委 alone is the end of another word
            bodies = [_body(reading, match.start("upper"), end, place) for end in ends]
            inferred = place.span is None
            for upper, lower in pairwise(bodies):
                yield _made(reading, "unitOf", lower, upper, rule.name, inferred=inferred)
            if rule.values["kind"] == "committee":
                yield _made(reading, "jurisdiction", bodies[1], place, rule.name, inferred=inferred)


def _body(reading: Reading, start: int, end: int, place: Argument) -> Argument:
    span = reading.mask.span(start, end)
    return Argument("Organization", reading.doc.text[span.start : span.end], span, code=place.code)


def _place(reading: Reading, match: re.Match[str]) -> Argument | None:
    """The division of the body: printed in front of it, told by the text, or where the text's own officers serve."""
    if match["place"]:
        place = place_argument(reading, reading.mask.tokens[match.end("place") - 1])
        return place if place is not None and place.code and place.code[0].isdigit() else None
    level = _LEVEL.search(match["upper"])
    if level is None:
        return None
    code = division_in_question(reading, reading.mask.start(match.start()), level["level"])
    return None if code is None else Argument("District", gazetteer()[code].name, None, code=code)


def division_in_question(reading: Reading, at: int, level: str) -> str | None:
    """The unit that 省, 市 or 县 means at an offset: told by the text, or where its own officers serve."""
    return reading.linked_places.context(at, cast("BareLevel", level)).code or own_division(reading, level)


def own_division(reading: Reading, level: str) -> str | None:
    """The one unit of a level in which all posts below it that the text gives people lie; secondments apart."""
    wanted = LEVELS.get(level, ())
    found: set[str] = set()
    for held in held_post.extract(reading):
        code = held.object.code
        if held.qualifiers.get("kind") != "regular" or not code or not code[0].isdigit():
            continue
        uppers = gazetteer().ancestors(code)
        found.update(unit.code for unit in uppers if unit.level in wanted)
    return next(iter(found)) if len(found) == 1 else None


def _staff(reading: Reading) -> Iterator[Claim]:
    """People directly behind the name of a body, where they go on to speak: 省委组织部综合处|张新伟|告诉记者."""
    ends = {post.span.end for post in reading.posts}
    places = {place.span.start for place in reading.places}
    finder: BodyFinder | None = None
    for person in reading.persons:
        at = person.span.start
        if at in ends or not _GOES_ON.match(reading.shadow, person.span.end):
            continue
        if not is_body(reading.shadow[max(0, at - 8) : at]):
            continue
        finder = finder or BodyFinder(reading.shadow, reading.places, [date.span.end for date in reading.dates])
        start, _ = finder.find(finder.left_edge(at, 0), at)
        name = reading.shadow[start:at]
        if start not in places and not LEVEL.match(name):
            continue  # a body that no division or level of one opens is as often a thing: 第一大港
        if not 3 < len(name) <= _REACH or not is_body(name) or _NO_STAFF.search(name):
            continue
        yield _works(reading, person, Span(start, at))


def _works(reading: Reading, person: Person, span: Span) -> Claim:
    code = None
    for mention in reading.places:
        if mention.span.start == span.start:
            code = reading.linked_places.resolve(mention).code
    if code is None and (
        level := re.match("(自治区|省|市|县|区|州|盟|旗)(?=委|政府|人民政府)", reading.shadow[span.start :])
    ):
        code = division_in_question(reading, span.start, level[1])
    body = Argument("Organization", reading.doc.text[span.start : span.end], span, code=code)
    return claim(
        reading.doc,
        "staffOf",
        Argument("Person", reading.printed(person), person.span),
        body,
        Span(span.start, person.span.end),
        "bodies/body before the name",
        confidence=0.85,
    )


def _made(reading: Reading, predicate: str, subject: Argument, target: Argument, rule: str, *, inferred: bool) -> Claim:
    spans = [span for side in (subject, target) if (span := side.span) is not None]
    evidence = Span(min(span.start for span in spans), max(span.end for span in spans))
    return claim(
        reading.doc,
        predicate,
        subject,
        target,
        evidence,
        f"bodies/{rule}",
        explicit=not inferred,
        confidence=0.75 if inferred else 0.95,
    )
