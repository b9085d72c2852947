"""Initiatives of a government's report on its work: clauses without a subject, the government speaks.

Rules: kg/rules/work_report.yaml.  Nothing is read this way in a text of another kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg import lazy_re as re
from kg.extract import initiatives, own_document
from kg.extract.agent_words import clause_start
from kg.extract.agents import Agent
from kg.extract.reading import Reading
from kg.lexicon.divisions import gazetteer
from kg.model import Argument, Span
from kg.rules import load

Found = tuple[Agent, Span, Span, str]

#: What news has and a work report has not.
_NEWS = re.compile(r"新闻联播|本报|记者|新华社|[电讯]\)|(?:指出|强调|表示|介绍说|告诉)[,:]|说[,:]")
_OWN = re.compile(
    r"各位代表|政府工作报告|我们|我省|我市|我县|我区|全省|全市|全县|全区|\((?:一|二|三|四|五|六)\)|中央财政"
)
_LEAD = re.compile(
    r"(?: |我们|要|继续|进一步|加快|扎实|全面|深入|大力|积极|持续|配合|率先|着力|稳步|统筹|"
    r"在[^,。]{2,16}范围|新|并|还)*$"
)
_NATIONAL = re.compile(r"中央财政|中央政府|中央预算")
_LOCAL = re.compile(r"[省市县]委|自治区|我省|我市|我县|我区|全省|全市|全县")
#: A clause whose subject is the initiative itself: 某工程使万人受益, 某“33条”落地见效.
_STANDS = re.compile(
    r"(?<=[,。;\n])[ ]*(?P<what>[^,。;:\n]{4,40}?)(?:等\d+[个项条座][^,。;:\n]{0,10}?)?"
    r"(?:(?:加快|全面|正式|顺利|高效|相继|如期|有序|扎实)*(?:落地见效|落地实施|落地|建成启用|建成投用|建成通车|开工建设|竣工投产|启动实施|启动建设)|使\d)"
)
#: What a report calls its own unit, and the level of that.
_LEVELS = {"全省": "province", "我省": "province", "全县": "county", "我县": "county"}
_COUNTRY = re.compile(r"我国|国务院|全国|国家财政|国家实力|国内生产总值")
#: So many places named are more than examples.
MANY = 6
_HOW = "大幅度连续继适当稳步逐分批再次全面类"
#: Share of the places of a passage that must lie in the unit whose government speaks.
SHARE = 0.6


def find(reading: Reading) -> Iterator[Found]:
    """The initiatives in text order; none unless the passage is such a report and tells whose."""
    if not reports(reading):
        return
    found = list(_phrases(reading))
    agent = (_author(reading) or _government(reading)) if len(found) >= 2 else None
    if agent is not None:
        for what, evidence, rule in found:
            yield agent, what, evidence, rule


def reports(reading: Reading) -> bool:
    """Whether a text speaks for itself, as such a report does, and not as news."""
    return bool(_OWN.search(reading.shadow)) and not _NEWS.search(reading.shadow)


def _author(reading: Reading) -> Agent | None:
    """Who wrote the text, where it is a report with its author under the heading: he speaks, and no government."""
    for own in own_document.find(reading):
        if own.subject.kind == "Person" and own.subject.span:
            return Agent(own.subject, own.subject.span, True)
    return None


def _phrases(reading: Reading) -> Iterator[tuple[Span, Span, str]]:
    text = reading.mask.text
    for rule in load("work_report", frozenset({"changed"})):
        for match in rule.pattern.finditer(text):
            low = clause_start(text, match.start())
            lead = _LEAD.search(text, low, match.start())
            if lead is None or lead.start() > low:
                continue
            act = reading.mask.span(*match.span("act"))
            start = reading.mask.span(*match.span()).end
            if rule.values.get("changed"):
                end = initiatives.clause_end(reading.shadow, start, min(len(reading.shadow), start + 40))
                if initiatives.changed(match["act"].lstrip(_HOW), reading.shadow[start:end]):
                    yield Span(act.start, end), Span(act.start, end), f"work_report/{rule.name}"
                continue
            limit = min(len(reading.shadow), start + 60)
            for what in initiatives.named(reading.shadow, start, limit) or _quoted(reading, start, limit, rule.name):
                if rule.name == "issued or set up" or initiatives.started(reading.shadow[what.start : what.end]):
                    yield what, Span(act.start, what.end), f"work_report/{rule.name}"
    for stands in _STANDS.finditer(reading.shadow):
        if initiatives.names(stands["what"]):
            yield Span(*stands.span("what")), Span(*stands.span("what")), "work_report/stands by itself"


def _quoted(reading: Reading, start: int, limit: int, rule: str) -> list[Span]:
    """What is issued or set up under a name in quotation marks, or pushed on under nothing else."""
    if rule != "issued or set up" and not reading.shadow.startswith("“", start):
        return []
    end = initiatives.clause_end(reading.shadow, start, limit)
    found = initiatives.called(reading.shadow, start, end)
    return [found] if found else []


def _government(reading: Reading) -> Agent | None:
    """The government of the lowest unit that holds most of the places named and is named itself, or of the level
    that the text calls its own (全省); the State Council where it speaks of the country alone."""
    national = _NATIONAL.search(reading.shadow)
    if national and not _LOCAL.search(reading.shadow):
        return Agent(Argument("Organization", "国务院", None), Span(*national.span()), True)
    named: Counter[str] = Counter()
    around: Counter[str] = Counter()
    for mention in reading.places:
        code = reading.linked_places.resolve(mention).code
        if code is None or not code[0].isdigit():
            continue
        named[code] += 1
        around.update({code, *(unit.code for unit in gazetteer().ancestors(code))})
    total = sum(named.values())
    if re.search("全市|我市", reading.shadow) and (city := _city(around, total)):
        return city
    levels = {level for word, level in _LEVELS.items() if word in reading.shadow}
    fit = [code for code in around if around[code] >= SHARE * total and gazetteer()[code].level != "township"]
    if len(levels) == 1:
        fit = [code for code in fit if gazetteer()[code].level in levels]
    else:
        fit = [code for code in fit if code in named]
    if not fit:
        country = _COUNTRY.search(reading.shadow)
        if country is None or levels or total > MANY:
            return None
        return Agent(Argument("Organization", "国务院", None), Span(*country.span()), True)
    best = max(fit, key=lambda code: (len(gazetteer().ancestors(code)), named[code], code))
    return _of(best)


def _city(around: Counter[str], total: int) -> Agent | None:
    """The government of the lowest city that holds most of the places named, whether it is named or not."""
    fit = [code for code in around if around[code] >= SHARE * total and gazetteer()[code].name.endswith("市")]
    return _of(max(fit, key=lambda code: (len(gazetteer().ancestors(code)), code))) if fit else None


def _of(code: str) -> Agent:
    return Agent(Argument("Organization", f"{gazetteer()[code].name}人民政府", None, code=code), Span(0, 0), True)
