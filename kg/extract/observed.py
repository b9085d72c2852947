"""observedProject: which programme, system or practice somebody saw and remarked on.  Rules: kg/rules/observed.yaml.

Who writes a report about a programme, as its title says, has seen it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import lazy_re as re
from kg.extract.agents import agents_before
from kg.extract.claims import claim
from kg.extract.progress import KINDS
from kg.extract.reading import Reading
from kg.mentions.persons import Person
from kg.model import Argument, Claim, Span
from kg.rules import DUTY, PERSON, PLACE, POST, Rule, load

RULES = frozenset({"who", "kind"})
_QUOTED = re.compile(r"“([^“”]{2,16})”")
#: What an undertaking's name ends with, and what it may not hold.
_WORK = re.compile(
    r"(?P<name>[\u4e00-\u9fffA-Za-z0-9“”]{4,24}"
    r"(?P<head>工程|行动|计划|系统|平台|试点|专项|项目|积分制|责任制|制度|机制|模式|工作法|改革))$"
)
#: A way of doing things that has a name of its own.
_CALLED = re.compile(
    r"“(?P<name>[^“”]{2,16})”(?:的)?(?P<head>改革|工程|行动|计划|模式|经验|做法|工作法|机制|制度|理念|项目|试点)$"
)
_PROGRAMME = frozenset({"工程", "行动", "计划", "项目"})
_SYSTEM = frozenset({"系统", "平台"})
_PRACTICE = re.compile(r"的?(?:管理|治理|做法|经验|模式|机制|服务|工作法|理念|方法|运作|改革|创新|建设)$")
_NO_NAME = re.compile(
    rf"[{PERSON}{POST}{DUTY}]|^(?:这|那|该|其|各|当地|有关|相关|自己|一|党|国家|人民|群众|社会|时代)|"
    r"的(?:温暖|关怀|魅力|热情|心情|生活|变化|力量|精神|风采|快乐)$"
)
#: How a place or a length of time stands in front of what was seen: 长宁区已实施15年的….
_LEADING = re.compile(
    rf"(?:{PLACE}+(?:的)?)?(?:[^,。]{{0,12}}(?:实施|开展|推行|建设|运行|开通|启用)[^,。的]{{0,8}}的)?"
)
_NOTES = re.compile(r"心得|体会|思考|启示|感悟|考察|调研|挂职|见闻|感想|观感")


def extract(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """What people saw, each said once."""
    seen: set[tuple[str, str]] = set()
    for made in (*_told(reading, claims), *_written(reading, claims)):
        key = made.subject.text, made.object.text.strip("“”")
        if key not in seen:
            seen.add(key)
            yield made


def _told(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    rules = load("observed", RULES)
    if not rules.may_fit(reading.lacking):
        return
    known = {side.text.strip("“”"): side for c in claims for side in (c.subject, c.object) if side.kind in KINDS}
    for rule in rules.fitting(reading.mask.text, reading.lacking):
        for match in rule.pattern.finditer(reading.mask.text):
            what = list(_seen(reading, known, rule, *match.span("what")))
            for who, start in _who(reading, claims, rule, match) if what else ():
                evidence = Span(start, reading.mask.span(match.start(), match.end()).end)
                for each in what:
                    yield claim(
                        reading.doc, "observedProject", who, each, evidence, f"observed/{rule.name}", confidence=0.8
                    )


def _who(reading: Reading, claims: Sequence[Claim], rule: Rule, match: re.Match[str]) -> Iterator[tuple[Argument, int]]:
    """Who saw it, and where what shows it starts."""
    start = reading.mask.start(match.start())
    if rule.values["who"] == "agent":
        actors = agents_before(reading, match.start("act"))
        for agent in actors.agents if actors.factual else ():
            if agent.argument.kind == "Person":
                inside = reading.sentence_at(start).covers(agent.span) and agent.span.start < start
                yield agent.argument, agent.span.start if inside else start
        return
    groups = match.groupdict()
    if groups.get("person"):
        token = reading.mask.tokens[match.start("person")]
        if isinstance(token, Person):
            yield Argument("Person", token.text, token.span), start
    elif (groups.get("self") or "").startswith("我"):
        for found in claims:
            if found.predicate == "quote" and found.object.span and found.object.span.covers(Span(start, start + 1)):
                yield found.subject, start
                return
    elif (person := reading.subject_at(start)) is not None:
        yield Argument("Person", person.text, person.span), start


def _seen(reading: Reading, known: dict[str, Argument], rule: Rule, low: int, high: int) -> Iterator[Argument]:
    """What a phrase names: undertakings, or a way of doing things."""
    text = reading.mask.text[low:high]
    if text.count("“") != text.count("”") or _NO_NAME.search(text):
        return
    quoted = [match for match in _QUOTED.finditer(text) if match[1] in known]
    if quoted:
        yield from (known[match[1]] for match in quoted)
        return
    if practice := _CALLED.search(text):
        kind = "Programme" if practice["head"] in _PROGRAMME else "PolicyMeasure"
        yield _argument(reading, kind, low + practice.start("name"), low + practice.end("name"))
        return
    leading = _LEADING.match(text)
    start = leading.end() if leading else 0
    rest = text[start:]
    if rest in known:
        yield known[rest]
    elif work := _WORK.fullmatch(rest):
        if "的" not in rest:
            yield _argument(reading, _kind(work["head"]), low + start, high)
    elif rule.values["kind"] == "practice" and _PRACTICE.search(text) and PLACE in text:
        yield _argument(reading, "PolicyMeasure", low, high)


def _kind(head: str) -> str:
    if head in _SYSTEM:
        return "InformationSystem"
    return "Programme" if head in _PROGRAMME or head in ("试点", "专项") else "PolicyMeasure"


def _argument(reading: Reading, kind: str, low: int, high: int) -> Argument:
    span = reading.mask.span(low, high)
    return Argument(kind, reading.doc.text[span.start : span.end], span)


def _written(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The programmes that somebody's notes are about, as their title says."""
    known = {side.text.strip("“”"): side for c in claims for side in (c.subject, c.object) if side.kind in KINDS}
    for wrote in claims:
        genre = str(wrote.qualifiers.get("genre") or "")
        if wrote.predicate != "wroteReport" or wrote.subject.kind != "Person":
            continue
        if not _NOTES.search(genre + wrote.object.text):
            continue
        for about in claims:
            if about.predicate != "reportAbout" or about.subject.text != wrote.object.text:
                continue
            if (programme := known.get(about.object.text)) is not None:
                yield claim(
                    reading.doc,
                    "observedProject",
                    wrote.subject,
                    programme,
                    wrote.evidence.span,
                    "observed/wrote about it",
                    explicit=False,
                    confidence=0.6,
                )
