"""proposes: which document, body or person puts forward or starts which initiative.  Rules: kg/rules/proposes.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg import lazy_re as re
from kg.extract import demanded, demands, initiatives, measures, own_words, titled, work_report
from kg.extract.agents import COUNTRY, Agent, agents_before, agents_in
from kg.extract.carried import carried, there, urging, within
from kg.extract.claims import claim
from kg.extract.press import houses, houses_before
from kg.extract.reading import Reading
from kg.extract.scope import sentence_start
from kg.extract.target import target
from kg.extract.titles import title_at
from kg.model import Argument, Claim, Scalar, Span
from kg.rules import Rule, load

RULES = frozenset({"shape", "stage", "own", "after", "least"})
#: A passage that announces more than this says little of each.
MOST = 18
#: Verbs behind which a name in quotation marks alone is that of an initiative.
_CALLS = frozenset(
    {
        "启动",
        "启动实施",
        "全面实施",
        "实施",
        "实行",
        "推行",
        "发起",
        "开展",
        "组织开展",
        "打造",
        "推广",
        "设立",
        "成立",
        "建立",
        "创建",
        "创立",
        "组建",
        "开设",
        "推出",
        "创办",
        "开通",
        "搭建",
        "增设",
        "启用",
        "出台",
        "制定",
        "建起",
        "办起",
        "探索",
        "正在进行",
        "试行",
        "施行",
        "试点推行",
    }
)
#: How what a shape names is taken apart.
_PARTS = {"parts": initiatives.parts, "aspects": initiatives.aspects, "events": initiatives.events}
#: What others hold against somebody is no initiative that he put forward.
_ACCUSES = re.compile(
    "指责|指控|谴责|怀疑|控告|控诉|揭露|揭发|诬称|涉嫌|被控|认为[^,。;]{0,24}(?:发起|实施|推行|推动)$|认为,"
)
#: Whose steps are measures: of an office, a government, a firm.
_OFFICE = re.compile(
    r"(?![一二三四五六七八九两几多数]+[家个所]).*(?:政府|[部委局署厅]|办公室|委员会|法院|检察院|海关|银行|集团|公司|医院|大学|学院|部门|机关|当局|财政|党委|[省市县区]委|村委会|军委|铁路)$"
)
#: Documents that are put into effect as what they plan.
_PLAN = re.compile("(?:计划|行动|方案|工程|规划|倡议)$")
_ASKED = re.compile("(?:要求|呼吁|敦促|希望|督促|促请|建议)[,:]$")
#: What something is decided on the ground of, or after; how what others decided is taken: 对某国决定停办|表示遗憾.
_NOT_DECIDED = re.compile(
    r"(?:基础上|前提下|过程中|期间|以来|之后|[^前]后)$"
    r"|(?:表示|深表)(?:强烈|深切|十分|非常)?(?:遗憾|欢迎|赞赏|关切|不满|失望|愤慨|谴责|祝贺|感谢|支持|反对)$|^“?深感"
)
_DENIED = re.compile(r"(?:未|不|没有|拒绝|反对|停止|取消|暂停|退出|违反|抵制)$")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One initiative of one subject; ``evidence`` shows both where they stand together."""

    agent: Agent
    what: Span
    evidence: Span
    stage: str
    rule: str
    confidence: float = 0.8


def extract(reading: Reading) -> Iterator[Claim]:
    """The proposes claims of a document: the first dozen initiatives of each subject."""
    counts: dict[str, int] = {}
    seen: set[tuple[str, str]] = set()
    taken: dict[Span, str] = {}
    for proposal in _proposals(reading):
        text = reading.doc.text[proposal.what.start : proposal.what.end]
        subject = proposal.agent.argument.text
        if (subject, text) in seen or _told(proposal, taken):
            continue
        if counts.get(subject, 0) >= MOST:
            continue
        counts[subject] = counts.get(subject, 0) + 1
        seen.add((subject, text))
        taken[proposal.what] = proposal.rule
        yield _claim(reading, proposal, text)


def _told(proposal: Proposal, taken: Mapping[Span, str]) -> bool:
    """Whether the words of a proposal have been read: by another rule, or as part of another initiative."""
    if proposal.what in taken:
        return taken[proposal.what] != proposal.rule
    return any(other.overlaps(proposal.what) for other in taken)


def _proposals(reading: Reading) -> Iterator[Proposal]:
    for agent, what, evidence, rule in measures.find(reading):
        yield Proposal(agent, what, evidence, "proposed", rule)
    for agent, what, evidence, rule in own_words.find(reading):
        yield Proposal(agent, what, evidence, "proposed", rule, 0.7)
    for agent, what, evidence, stage, rule in demands.find(reading):
        yield Proposal(agent, what, evidence, stage, rule)
    for agent, what, evidence, rule in titled.find(reading):
        yield Proposal(agent, what, evidence, "proposed", rule, 0.6)
    yield from _ruled(reading)
    for agent, what, evidence, rule in work_report.find(reading):
        yield Proposal(agent, what, evidence, "launched", rule, 0.6)


def _ruled(reading: Reading) -> Iterator[Proposal]:
    if not load("proposes", RULES).may_fit(reading.lacking):
        return
    for rule in load("proposes", RULES).fitting(reading.mask.text, reading.lacking):
        for match in rule.pattern.finditer(reading.mask.text):
            found = _objects(reading, rule, match)
            if not found or _accused(reading, match.start("act")) or not _follows(reading, rule, match.start()):
                continue
            agents, stage = _who(reading, rule, match)
            if _asked(reading, agents):
                continue
            for agent in agents:
                for what in _fit(reading, rule, agent, found):
                    yield Proposal(agent, what, _evidence(reading, match, agent, what), stage, f"proposes/{rule.name}")


def _fit(reading: Reading, rule: Rule, agent: Agent, found: list[Span]) -> list[Span]:
    """What an agent may be said to start: the country at large starts many a thing, only programmes are named so."""
    if rule.values["shape"] == "events":
        return found
    if rule.values["shape"] == "step" and not _OFFICE.match(agent.argument.text):
        return []
    if agent.argument.text not in COUNTRY:
        return found
    printed = [(what, reading.shadow[what.start : what.end]) for what in found]
    return [what for what, phrase in printed if initiatives.programme(phrase) or re.search(r"\d", phrase)]


@cache
def _before(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def _follows(reading: Reading, rule: Rule, at: int) -> bool:
    """Whether what a rule wants to stand before its match in the sentence stands there."""
    text = reading.mask.text
    if "after" not in rule.values:
        return True
    low = max(text.rfind("。", 0, at), text.rfind("\n", 0, at)) + 1
    return _before(str(rule.values["after"])).search(text, low, at) is not None


def _asked(reading: Reading, agents: tuple[Agent, ...]) -> bool:
    """Whether those who act are asked to, right in front of their names: 协议要求,甲国放宽…."""
    if not agents:
        return False
    at = reading.mask.position(agents[0].span.start)
    return _ASKED.search(reading.mask.text, max(0, at - 4), at) is not None


def _accused(reading: Reading, at: int) -> bool:
    """Whether somebody else holds against them what stands at ``at`` of the mask."""
    text = reading.mask.text
    return _ACCUSES.search(text, sentence_start(text, at), at) is not None


def _who(reading: Reading, rule: Rule, match: re.Match[str]) -> tuple[tuple[Agent, ...], str]:
    """Who proposes what a match says, and how far it has come."""
    stage = str(rule.values["stage"])
    if rule.values["shape"] == "arranged":
        return agents_before(reading, match.start()).agents, stage
    if match.groupdict().get("book"):
        title, here = title_at(reading, match.start("book")), reading.mask.span(*match.span("book"))
        return (Agent(title.argument(), here, title.span.end + 1 != here.end),), stage
    if "agent" in match.groupdict():
        named = agents_in(reading, *match.span("agent")) or houses(reading, *match.span("agent"))
        return tuple(there(reading, agent) for agent in named), stage
    if rule.values["shape"] == "relative":
        return within(reading, match.start("act")), stage
    actors = agents_before(reading, match.start("act"), opening=bool(match["act"]))
    stage = stage if actors.factual and match["act"] not in ("计划", "拟") else "planned"
    if urged := urging(reading, match.start("act"), alone=not actors.agents):
        return urged, stage
    if actors.agents or work_report.reports(reading):
        return tuple(there(reading, agent) for agent in actors.agents), stage
    if acting := houses_before(reading, match["act"], match.start("act")):
        return acting, stage
    return carried(reading, match.start("act")), stage


def _objects(reading: Reading, rule: Rule, match: re.Match[str]) -> list[Span]:
    """What the verb of a match has as its objects, as ranges of the text."""
    text = reading.mask.text
    if _DENIED.search(text, max(0, match.start("act") - 4), match.start("act")):
        return []
    if rule.values["shape"] == "quoted":
        span = reading.mask.span(*match.span("what"))
        return [Span(span.start + 1, span.end) if rule.name == "put forward as a saying" else span]
    if rule.values["shape"] == "arranged":
        span = reading.mask.span(*match.span("what"))
        return initiatives.named(reading.shadow, span.start, span.end)
    if rule.values["shape"] == "quotes":
        span = reading.mask.span(*match.span("what"))
        return initiatives.quotes(reading.shadow, span.start, span.end)
    if rule.values["shape"] == "of that title":
        span = reading.mask.span(*match.span("what"))
        return [Span(span.start + 1, span.end - 1)] if _PLAN.search(reading.shadow, span.start, span.end - 1) else []
    if rule.values["shape"] == "relative":
        span = reading.mask.span(*match.span("what"))
        phrase = reading.shadow[span.start : span.end]
        return [span] if "“" in phrase or initiatives.names(phrase) else []
    if rule.values["shape"] == "counted tasks":
        span = reading.mask.span(*match.span("what"))
        listed = reading.shadow.startswith((",包括", ",主要", ",即", ",分别", ",涵盖", ",具体", ":"), span.end)
        return [span] if initiatives.tasks(reading.shadow[span.start : span.end], listed=listed) else []
    start = reading.mask.span(*match.span("act")).end
    limit = min(len(reading.shadow), start + 80)
    if reading.shadow.startswith(("的", "成的"), start):
        return []
    if rule.values["shape"] == "named":
        found = initiatives.named(reading.shadow, start, limit)
        quoted = (
            None
            if found
            else initiatives.called(reading.shadow, start, initiatives.clause_end(reading.shadow, start, limit))
        )
        if rule.values.get("own"):
            return [what for what in found if initiatives.programme(reading.shadow[what.start : what.end])]
        least = int(str(rule.values.get("least", 0)))
        found = [what for what in found if initiatives.content(reading.shadow[what.start : what.end]) >= least]
        return [quoted] if quoted and match["act"] in _CALLS else found
    if rule.values["shape"] == "step":
        end = initiatives.clause_end(reading.shadow, start, limit)
        step = demanded.stated(reading.shadow, start, end)
        return [step] if step and not demanded.loose(reading.shadow[step.start : step.end]) else []
    if rule.values["shape"] == "changed":
        end = initiatives.clause_end(reading.shadow, start, limit)
        end = initiatives.changed_end(reading.shadow, start, end)
        phrase = reading.shadow[start:end]
        fits = "《" not in phrase and initiatives.changed(match["act"], phrase)
        return [Span(reading.mask.span(*match.span("act")).start, end)] if fits else []
    if rule.values["shape"] == "examples":
        start = reading.mask.span(*match.span()).end
        return initiatives.listed(reading.shadow, start, min(len(reading.shadow), start + 160))
    if (parts := _PARTS.get(str(rule.values["shape"]))) is not None:
        span = reading.mask.span(*match.span("what"))
        return parts(reading.shadow, span.start, span.end)
    if rule.values["shape"] == "counted":
        return initiatives.counted(reading.shadow, _behind_verb(reading.shadow, start), limit)
    start = reading.mask.span(*match.span()).end
    end = initiatives.clause_end(reading.shadow, start, limit)
    phrase = reading.shadow[start:end]
    fits = initiatives.balanced(phrase) and not initiatives.some(phrase) and not _NOT_DECIDED.search(phrase)
    return [Span(start, end)] if fits else []


def _behind_verb(shadow: str, start: int) -> int:
    return start + shadow.startswith("了", start)


def _evidence(reading: Reading, match: re.Match[str], agent: Agent, what: Span) -> Span:
    act = reading.mask.span(*match.span("act"))
    sentence = _near(reading, act.start, agent)
    spans: Iterable[Span] = [act, what, *([agent.span] if sentence.covers(agent.span) else [])]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _near(reading: Reading, offset: int, agent: Agent) -> Span:
    """The sentence at an offset; with the sentences before it back to a speaker in the same paragraph."""
    sentence = reading.sentence_at(offset)
    if agent.argument.kind == "Person" and "\n" not in reading.shadow[agent.span.start : offset]:
        return Span(min(agent.span.start, sentence.start), sentence.end)
    return sentence


def _claim(reading: Reading, proposal: Proposal, text: str) -> Claim:
    place = target(reading, proposal.agent.argument, proposal.evidence)
    qualifiers: dict[str, Scalar] = {
        "district": place[0] if place else None,
        "district_code": place[1] if place else None,
        "status": proposal.stage,
    }
    return claim(
        reading.doc,
        "proposes",
        proposal.agent.argument,
        Argument("Initiative", text, proposal.what),
        proposal.evidence,
        proposal.rule,
        qualifiers=qualifiers,
        explicit=not proposal.agent.inferred,
        confidence=proposal.confidence,
    )
