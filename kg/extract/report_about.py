"""reportAbout: what the title of a report says it is about.  Rules: kg/rules/report_about.yaml.

Only titles that somebody wrote (:mod:`kg.extract.wrote_report`) and that read like those of reports are read;
the places that such a title names are what it is about too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg import lazy_re as re
from kg.extract import wrote_report
from kg.extract.claims import claim
from kg.extract.reading import Reading
from kg.extract.topics import place_argument
from kg.lexicon.tables import alternation, words
from kg.model import Argument, Claim, Span
from kg.rules import BOOK, load

_QUOTED = re.compile(r"“([^“”]{2,16})”")
_UNDERTAKING = re.compile(r"(?:工程|行动|计划|项目)$")
_SYSTEM = re.compile(r"(?:系统|平台)$")
#: What is a sentence or a fragment, and no name of a topic.
_NO_NAME = re.compile(r"^[和与及在是]|[的和与及]$|[在把被让是有为]|[“”《》、]")
_LONGEST = 14


def extract(reading: Reading) -> Iterator[Claim]:
    """The topics of each report of the document, once."""
    if "《" not in reading.shadow or BOOK not in reading.mask.text:
        return
    reports = {made.object.text: made.object for made in wrote_report.extract(reading)}
    for report in reports.values():
        found = dict.fromkeys(what for _, what in _topics(reading, report))
        for rule, what in _topics(reading, report):
            if what in found and report.span is not None and what.span is not None:
                del found[what]
                evidence = Span(report.span.start, report.span.end)
                yield claim(reading.doc, "reportAbout", report, what, evidence, f"report_about/{rule}", confidence=0.8)


def _topics(reading: Reading, report: Argument) -> Iterator[tuple[str, Argument]]:
    """What a title that reads like one of a report is about: the phrases of its pattern, then its places."""
    if report.span is None:
        return
    title = report.span
    plain = reading.shadow[title.start : title.end]
    for rule in load("report_about", frozenset()):
        match = rule.pattern.search(plain)
        if match is None:
            continue
        for name, text in match.groupdict().items():
            if text and (topic := _topic(reading, title.start + match.start(name), title.start + match.end(name))):
                yield rule.name, topic
        for place in reading.places:
            quoted = any(m.start() <= place.span.start - title.start < m.end() for m in _QUOTED.finditer(plain))
            argument = place_argument(reading, place) if title.covers(place.span) and not quoted else None
            if argument is not None:
                yield rule.name, argument
        return


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives('topic_verbs.txt')})")


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives('topic_tails.txt')})$")


def _alternatives(name: str) -> str:
    return alternation(words(name))


def _topic(reading: Reading, start: int, end: int) -> Argument | None:
    """The name inside a stretch of a title: quoted words, else what is left without place, verbs and 建设."""
    quoted = _QUOTED.search(reading.shadow, start, end)
    if quoted:
        start, end = quoted.span(1)
    else:
        start, end = _bare(reading, start, end)
        if not 2 <= end - start <= _LONGEST or _NO_NAME.search(reading.shadow[start:end]):
            return None
    text = reading.doc.text[start:end]
    kind = "Programme" if _UNDERTAKING.search(text) else "InformationSystem" if _SYSTEM.search(text) else "Topic"
    return Argument(kind, text, Span(start, end))


def _bare(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The stretch without places and verbs in front and 建设 and the like behind."""
    places = {place.span.start: place.span.end for place in reading.places}
    while start < end:
        lead = _lead().match(reading.shadow, start, end)
        step = places.get(start) or (lead.end() if lead else start)
        if step == start:
            break
        start = step
    while end - start > 3 and (tail := _tail().search(reading.shadow, start, end)):
        if tail.start() - start < 2:
            break
        end = tail.start()
    return start, end
