"""wroteReport of a text that is itself a report or a notice: its heading, and who stands under it or signs it.

A :class:`Reading` in, wroteReport claims out.  The heading is the first line (关于甲事的通知); the author is named in
the line behind it, or the body that issues it in the last but one line, with the date under it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg import lazy_re as re
from kg.extract.agents import Agent, agents_in, named_body
from kg.extract.claims import claim
from kg.extract.reading import Reading
from kg.extract.report_details import genre_names
from kg.mentions.persons import Person
from kg.model import Argument, Claim, Scalar, Span
from kg.rules import DATE, DUTY, PERSON, PLACE, POST
from kg.text.dates import Date

#: How a text is headed that is a document itself: a news story's headline has a verb in front of 关于.
_HEADING = re.compile(
    r"\s*(?P<title>(?P<names>[\u4e00-\u9fff]{2,24}(?:[ 、][\u4e00-\u9fff]{2,24}){0,3}?)??"
    r"(?:关于|赴|对|就)[^\n。!?;:《》]{3,60})\n"
)
_WRITES = r"(?:作者|执笔人?|撰稿人?|撰写人?|主笔|报告人|文)"
#: A headline that tells of somebody: 某委员会就某事发表声明.
_NEWS = re.compile("(?:发表|作出|回应|答记者问|举行|召开|印发|出台|提出|致信|致电|通话)")
#: The line behind the heading: posts and names, 执笔 in front, a body in front of that.
_BYLINE = re.compile(
    rf"[\s(]*(?:(?P<body>[^\n ,。;:!?{PERSON}]{{2,24}}) +)?(?:{_WRITES}[: /]*)?"
    rf"(?:[^\n ,。;:!?{PERSON}{DATE}]{{0,30}} ?)"
    rf"(?P<people>{PERSON}(?:[ 、]+[{POST}{DUTY}]?{PERSON})*)[ )]*(?:{DATE}[ )]*)?(?=\n|$)"
)
_SIGNER = f"[^\\n,。;:!?《》{PERSON}{POST}{DUTY}{DATE} ]{{2,30}}"
#: The last lines: the bodies, their date under them.
_SIGNED = re.compile(rf"\n *(?P<agents>{_SIGNER}(?: {_SIGNER})?) *\n *(?P<date>{DATE}) *(?=\n|$)")
#: The line behind the heading where it names a body: 甲考察组 执笔:….
_UNDER = re.compile(rf"[\s(]*(?P<agents>{_SIGNER}(?: {_SIGNER})?)(?: +{_WRITES}[: ][^\n]{{0,16}})?[ )]*(?=\n)")
#: Such a line is that of a newspaper.
_REPORTERS = re.compile("记者|通讯员|编辑|来源|摄影|责编|编译")
_NOT_BODY = re.compile(f"[{POST}{DUTY}{PLACE}]$")


def find(reading: Reading) -> Iterator[Claim]:
    """The claims of a document about itself: one for each author or, where none is named, issuing body."""
    heading = _HEADING.match(reading.shadow)
    genre = genre_names().search(heading["title"]) if heading else None
    if heading is None or genre is None or _NEWS.search(heading["title"]):
        return
    named = re.split("[ 、]", heading["names"]) if heading["names"] else []
    if not all(map(named_body, named)):
        return
    title = Span(*heading.span("title"))
    at = reading.mask.position(heading.end() - 1) + 1
    byline = _BYLINE.match(reading.mask.text, at)
    if byline is not None and not _REPORTERS.search(byline[0]):
        people = [t for _, t in reading.mask.held(*byline.span("people")) if isinstance(t, Person)]
        agents = [Argument("Person", person.text, person.span) for person in people]
        agents += [agent.argument for agent in _bodies(reading, byline, "body")]
        evidence = Span(title.start, reading.mask.span(byline.start(), byline.end()).end)
        yield from (_claim(reading, agent, title, evidence, genre[0], None, "byline") for agent in agents)
        return
    under = _UNDER.match(reading.mask.text, at)
    if under is not None and (bodies := _bodies(reading, under, "agents")):
        evidence = Span(title.start, reading.mask.span(under.start(), under.end()).end)
        yield from (_claim(reading, body.argument, title, evidence, genre[0], None, "body behind") for body in bodies)
        return
    signed = _SIGNED.search(reading.mask.text, at - 1)
    if signed is not None:
        date = reading.mask.tokens[signed.start("date")]
        for body in _bodies(reading, signed, "agents"):
            when = date if isinstance(date, Date) else None
            yield _claim(reading, body.argument, title, title, genre[0], when, "signature")
        return
    if named:
        for name in re.finditer("[^ 、]+", heading["names"]):
            span = Span(heading.start("names") + name.start(), heading.start("names") + name.end())
            agent = Argument("Organization", reading.doc.text[span.start : span.end], span)
            yield _claim(reading, agent, title, title, genre[0], None, "issuer in the heading")


def _bodies(reading: Reading, match: re.Match[str], group: str) -> list[Agent]:
    """The bodies in a group of a match, parted by blanks."""
    if not match[group] or _NOT_BODY.search(match[group]):
        return []
    found: list[Agent] = []
    for part in re.finditer("[^ ]+", match[group]):
        start = match.start(group) + part.start()
        found += agents_in(reading, start, match.start(group) + part.end())
    return [agent for agent in found if agent.argument.kind == "Organization"]


def _claim(
    reading: Reading, agent: Argument, title: Span, evidence: Span, genre: str, date: Date | None, rule: str
) -> Claim:
    report = Argument("Report", reading.doc.text[title.start : title.end], title)
    qualifiers: dict[str, Scalar] = {"date": date.edtf if date else None, "genre": genre}
    if date is not None:
        qualifiers["date_text"] = reading.doc.text[date.span.start : date.span.end].strip()
    return claim(
        reading.doc,
        "wroteReport",
        agent,
        report,
        evidence,
        f"own_document/{rule}",
        qualifiers=qualifiers,
        explicit=rule != "signature",
        confidence=0.85,
    )
