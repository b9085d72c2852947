"""What somebody proposes in quoted words: the author of a report, or one who means to follow an example.

A quotation that says what is to be done, by somebody who wrote a report that the text names, is taken for
what the report says: the report printed before it, or the one that follows it in the same paragraph.
Without a report it is what the speaker proposes, if he names an example that is to be followed (要学习甲市做法).
"""

from __future__ import annotations

from collections.abc import Iterator

from kg import lazy_re as re
from kg.extract import initiatives, speech, wrote_report
from kg.extract.agents import Agent
from kg.extract.reading import Reading
from kg.mentions.persons import Person
from kg.model import Claim, Span
from kg.rules import BOOK

Found = tuple[Agent, Span, Span, str]

_QUOTE = re.compile(r"“(?P<said>[^“”\n]{20,}(?:“[^”\n]*”[^“”\n]*)*)”")
AUTHOR, EXAMPLE = "proposes/own words of the author", "proposes/own words after an example"
_EXAMPLE = re.compile(r"(?:学习|借鉴|参照|仿照|对标|效仿)[^,。;”]{2,24}?(?:经验|做法|模式|办法)(?=[,。;”])")
_OUGHT = re.compile(r"(?:^|[,。;])(?:我们|就|当前|当前就是|必须|还|也)*(?:要|必须|应|应当|应该)|实际,")
_ACT = re.compile(
    r"(?:要|应|就|再|进而|以此|基本|最终|努力|积极|逐步|全面|尽快)*(?P<verb>建设|建成|实现|推进|开展|实施|打造|建立|推行|启动|成立|设立|形成)"
)
#: A clause that founds something without a head of its own: 设立企业服务专窗.
_FOUNDS = re.compile(
    r"(?:要|应|就|再|还|也|将|积极|逐步|尽快|率先|[我咱]们|在[^,。]{2,12}|从[^,。]{2,12})*"
    r"(?:建设|建立|设立|成立|组建|打造|推行|实行|推广|开设|开通|创办|搭建|培育)(?:一[个批套支条]|好|起)?"
    r"(?P<what>[^的了,。;:!?“”]{4,20})"
)
_CLAUSE = re.compile(r"[^,。;:!?\n]+")


def find(reading: Reading) -> Iterator[Found]:
    """The initiatives of quoted words whose speaker wrote a report or follows an example, in text order."""
    if "“" not in reading.shadow:
        return
    reports = []
    if "《" in reading.shadow and BOOK in reading.mask.text:
        reports = [claim for claim in wrote_report.extract(reading) if claim.subject.kind == "Person"]
    if not reports and not _EXAMPLE.search(reading.shadow):
        return
    for line in reading.lines:
        for match in _QUOTE.finditer(reading.shadow, line.start, line.end):
            if not _OUGHT.search(match["said"]):
                continue
            report = _report(reading, reports, line, Span(*match.span()))
            if report is not None:
                agent = Agent(report.object, report.object.span or report.evidence.span, True)
                rule = AUTHOR
            elif (speaker := _speaker(reading, match)) is not None:
                agent, rule = speaker, EXAMPLE
            else:
                continue
            for what in _wishes(reading, match.start("said"), match.end("said")):
                yield agent, what, Span(*match.span()), rule


def _speaker(reading: Reading, quote: re.Match[str]) -> Agent | None:
    """Who says what a quotation says, where it speaks of an example to follow."""
    if not _EXAMPLE.search(quote["said"]):
        return None
    for said in speech.extract(reading):
        if said.object.span and said.subject.span and said.object.span.start == quote.start("said"):
            return Agent(said.subject, said.subject.span)
    return None


def _report(reading: Reading, reports: list[Claim], line: Span, quote: Span) -> Claim | None:
    """The report a quotation belongs to: one that follows in its line, else the speaker's last one before it."""
    behind = [r for r in reports if line.covers(r.evidence.span) and r.evidence.span.start >= quote.end]
    if behind:
        return behind[0]
    before = [r for r in reports if r.evidence.span.end <= quote.start]
    named = list(_outside(reading.persons, line, quote))
    if not before or (named and named[0].text != before[-1].subject.text):
        return None
    other = [p for p in reading.persons if before[-1].evidence.span.end <= p.span.start < line.start]
    return before[-1] if all(p.text == before[-1].subject.text for p in other) else None


def _outside(persons: tuple[Person, ...], line: Span, quote: Span) -> Iterator[Person]:
    """Who is named in a line beside the quotation, those behind it first: they are the ones who said it."""
    inside = [p for p in persons if line.covers(p.span) and not quote.covers(p.span)]
    yield from [p for p in inside if p.span.start >= quote.end]
    yield from [p for p in inside if p.span.start < quote.end]


def _wishes(reading: Reading, start: int, end: int) -> Iterator[Span]:
    """What is to be set up or run, by its name; where nothing has one, what the first verb of founding founds."""
    found = False
    first: Span | None = None
    for clause in _CLAUSE.finditer(reading.shadow, start, end):
        act = _ACT.match(reading.shadow, *clause.span())
        if act:
            for what in initiatives.named(reading.shadow, act.end(), clause.end()):
                found = True
                yield what
        founds = _FOUNDS.fullmatch(reading.shadow, *clause.span())
        if founds and first is None:
            first = Span(*founds.span("what"))
    if not found and first is not None:
        yield first
