"""memberOfGroup: who is one of a group that the text names together, and how many it has.

A :class:`Reading` in, claims out.  Rules: kg/rules/groups.yaml.  The people of a text who are on secondment at a
place belong to 挂职在那里的四个人 too, and those of them whom its reporter spoke with to 几位挂职干部 whom he picked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from kg import lazy_re as re
from kg.extract import authors, seconded_to
from kg.extract.claims import claim
from kg.extract.reading import Reading
from kg.extract.stated import Scene, once, stated
from kg.lexicon.divisions import gazetteer
from kg.mentions.places import PlaceMention
from kg.model import Argument, Claim, Scalar
from kg.text.numbers import value

_DIGIT = r"[\d一二两三四五六七八九十百千]"
#: Each choice starts with a character, to which re skips fast; a number stands in front of its classifier.
_CUE = re.compile(
    "|".join(rf"{word}(?:(?<={_DIGIT}{word})|(?<={_DIGIT}[余多]{word}))" for word in "名位个")
    + "|一员|之一|中的|里的|队|团|组|班"
)
_SIZE = re.compile(r"(?P<number>[\d一二两三四五六七八九十百千]+)(?P<more>余|多)?(?:名|位|个(?=人|干部|同志))")
_NEVER = re.compile(r"不是|没有|如果|想|愿(?!者|服)|争取|希望|曾经?梦想")
_SECONDED = re.compile("挂职")


def extract(reading: Reading) -> Iterator[Claim]:
    """The claims, each the first time that the text makes it."""
    return once(chain(_stated(reading), _picked(reading)))


def _stated(reading: Reading) -> Iterator[Claim]:
    scene = Scene(reading)
    for match, rule in scene.matches("groups", _CUE):
        if _NEVER.search(match[0]):
            continue
        shown: dict[str, Scalar] = size(match["group"])
        found = list(stated(scene, "groups", match, rule, qualifiers=shown))
        yield from found
        if found and _SECONDED.search(match["group"]):
            yield from _fellows(reading, match, found[0])


def size(group: str) -> dict[str, Scalar]:
    """How many people a phrase counts: 12名援疆干部 has size 12; nothing where it counts none."""
    found = _SIZE.search(group)
    number = value(found["number"]) if found else None
    if found is None or not number:
        return {}
    return {"size": int(number), "size_comparator": ">" if found["more"] else "="}


def _fellows(reading: Reading, match: re.Match[str], one: Claim) -> Iterator[Claim]:
    """The others whom the text has at the place of a group on secondment."""
    held = [t for _, t in reading.mask.held(*match.span("group")) if isinstance(t, PlaceMention)]
    code = reading.linked_places.resolve(held[-1]).code if held else None
    for person, host in _hosts(reading):
        at = code and host and (host == code or gazetteer().is_below(host, code))
        if at and person.text != one.subject.text:
            yield replace(_again(one, person), explicit=False, confidence=0.75)


def _hosts(reading: Reading) -> list[tuple[Argument, str | None]]:
    """The people on secondment with the codes of their hosts."""
    found = seconded_to.extract(reading)
    return [(made.subject, made.object.code) for made in found if made.subject.kind == "Person"]


def _again(one: Claim, person: Argument) -> Claim:
    return claim(
        one.evidence.doc,
        one.predicate,
        person,
        one.object,
        one.evidence.span,
        one.rule,
        qualifiers=one.qualifiers,
    )


def _picked(reading: Reading) -> Iterator[Claim]:
    """Of 几位挂职干部 whom a reporter picked: those on secondment with whom he spoke."""
    if not _SECONDED.search(reading.shadow):
        return
    spoken = list(authors.extract(reading))
    groups = [made for made in spoken if made.object.kind == "Group" and _SECONDED.search(made.object.text)]
    people = {made.object.text for made in spoken if made.predicate == "interviewed" and made.object.kind == "Person"}
    seconded = {person.text: person for person, _ in _hosts(reading)} if groups else {}
    for group in groups[:1]:
        for name, person in seconded.items():
            if name in people:
                yield claim(
                    reading.doc,
                    "memberOfGroup",
                    person,
                    group.object,
                    group.evidence.span,
                    "groups/picked by a reporter",
                    qualifiers=size(group.object.text),
                    explicit=False,
                    confidence=0.75,
                )
