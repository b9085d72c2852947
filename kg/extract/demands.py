"""What somebody, or a document, says is to be done: the clauses behind 要求, 提出, 强调 … that name something.

Rules: kg/rules/demands.yaml.  A :class:`Reading` in; subject, initiative, evidence, stage and rule name out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg import lazy_re as re
from kg.extract import demanded, initiatives, papers, wrote_report
from kg.extract.agent_words import clause_start
from kg.extract.agents import COUNTRY, Agent, agents_before, leading_agents
from kg.extract.reading import Reading
from kg.extract.scope import sentence_start
from kg.extract.speakers import people_at
from kg.extract.titles import full_title, title_at, titles
from kg.lexicon.tables import words
from kg.model import Scalar, Span
from kg.rules import DUTY, PERSON, PLACE, POST, load

Found = tuple[Agent, Span, Span, str, str]

RULES = frozenset({"open"})
#: How far behind the words that open a demand its clauses are read, in code points.
REACH = 600
#: How far before 报告建议 the title of the report may stand, in code points.
NEAR = 250
_MODAL = re.compile(
    r"要(?!求|素|害|点|闻|件|地|领|么|不然|强|人)|必须|应当|应该|应(?![对急用邀约届运])|须|将(?![军士领帅])|拟(?!人)|计划(?!经济|生育|单列|[》”])|建议|打算|准备|下一步|力争|争取|加快|抓紧|推动"
)
#: Others speak, or have acted since: 会议代表强调,…; 开展活动以来,各地….
_ELSEWHERE = re.compile(
    r"[^,。;:]{2,14}(?:委员|代表|人员|专家|学者|人士|各方|大家|群众|干部)(?:们|普遍|一致|还|也)*(?:强调|认为|指出|提出|建议|表示|要求)$"
)
_SINCE = re.compile(r"(?:以来|之后)$")
_DUE = re.compile(r"不得|严禁|应当|必须|到\d{4}年")
_AHEAD = re.compile(r"将|计划|拟|打算|准备|下一步")
#: What is carried out as others demand: 贯彻党中央、国务院|要求,….
_BASIS = re.compile(r"(?:要|必须|应当?|将|切实|认真|坚决|全面|深入|严格)*(?:贯彻|落实|按照|根据|遵照|依照)")
#: Somebody unnamed speaks for a body: 某部有关负责人|表示.
_FOR = re.compile(r"(?:有关|相关)?(?:部门)?(?:负责人|负责同志|新闻发言人|发言人|人士)[^,。;:\n]{0,8}$")
_CLAUSE = re.compile(r"(?:[^,。;:!?\n“”《(]++|“[^”\n]{1,40}”|《[^》\n]{1,60}》|\([^()\n]{0,30}\)|[《(])++")
#: What a writer does behind his report, and no report by itself.
_URGES = frozenset({"建议", "提议", "倡议", "呼吁", "号召"})
#: What a document speaks of next: 在完善设施方面,….
_HEADS = re.compile(
    r"(?:在|围绕|聚焦|针对|为)[^,]{2,24}(?:方面|上|领域|环节|中)?$|到\d{4}年|[一二三四五六七八九]是|第[一二三四五六七八九]|"
    r"(?:按照|根据|依据)[^,]{2,24}(?:原则|要求|思路)$"
)
#: What a body does that lays down what is to be done.
_BIDS = frozenset({"要求", "部署", "责成", "责令"})
#: An office, which bids those below it; what a meeting or somebody asks for has a name where it is new.
_OFFICE = re.compile(
    "^(?:党中央|中央|中共中央)$|(?:部|委|局|署|厅|办|办公室|委员会|人民政府|管委会|指挥部|法院|检察院)$"
)
#: Documents that tell more than they lay down, and those that others only keep to.
_TELLING = ("报告", "白皮书", "蓝皮书", "公报", "文章", "简报", "法", "协定", "公约", "章程", "协议", "通报")
#: What something is done by is not yet what is done: 以构建…为载体.
_MEANS = re.compile(
    r"(?:[一二三四五]是)?(?:要|应|坚持)?(?:以[^,。;:]*为[\u4e00-\u9fff]{2,4}|(?:在|从|围绕|聚焦)[^,。;:]{2,60}(?:方面|领域|环节|基础上|过程中))$"
)
#: What a document settles and counts, right behind the verb: 确定了|首批28个示范基地.
_COUNTS = re.compile(r"(?:首批|第[一二三四五]批|共|包括|的)*(?P<what>\d+(?:余|多)?[个项条家处类])")
#: A clause that only leads in to what is demanded: 会议指出,按照部署,|深化….
_LEADS_IN = re.compile(
    r"按照|根据|依据|围绕|针对|面对|聚焦|着眼|立足|为(?!了?什么)|当前|下一步|今年|明年|在[^,]{2,30}(?:上|中|下|方面|基础上)$"
)
#: A sentence that opens so goes on with what a document says; one that names somebody does not.
_HEADED = re.compile(
    r"[在为对从就以]|围绕|针对|聚焦|同时|此外|并|还|其中|[一二三四五六七八九十]是|第[一二三四五六七八九十],"
)
_NAMED = re.compile(rf"[{PERSON}{POST}{DUTY}]|记者|专家")
#: A paragraph that opens so goes on with what the document of the one before says.
_MORE = re.compile(
    r"\n[ \n]*"
    r"(?:还?要(?!求)|还?应当?|必须|同时,|此外,|在[^,。\n]{2,24}(?:方面|上),|到\d{4}年|\([一二三四五六七八九十]\)|"
    r"[一二三四五六七八九十]是|第[一二三四五六七八九十],)"
)
#: What a document puts elsewhere or makes something else: 将乡村医生纳入….
_MOVED = re.compile(
    r"(?:[一二三四五六七八九十]是)?(?:要|应|逐步|全面|同时|并|统一|依法|分批|分步|稳步|有序)*(?P<what>[将把][^,。;:“”]{2,30}?"
    r"(?:纳入|列入|列为|调整[为至到]|改为|提高[到至]|延长[到至]|延续[到至]|下放[到至给]|降[到至]|降低[到至]|拉长[到至]|提升[到至]|扩大[到至]|放宽[到至]|上调[到至]|下调[到至]|压缩[到至]|划转|转为|作为|缩短[到至])"
    r"[^,。;:]{2,24})$"
)
#: A speech in quotation marks ends with them.
_WHOLE_SPEECH = re.compile(r"“[^”\n]{12,}(?:。”|”(?=[。,;\n]))")
#: A sentence behind a speech belongs to it where it goes on demanding.
_MORE_PEOPLE = re.compile(
    rf"{PERSON}|“[^”\n]{{16,}}|(?:指出|强调|表示|说|要求|介绍|透露|认为)[,:]|"
    r"(?<![根依数证占凭论])据(?!点|库|理)|记者|本台"
)
#: What others do with one's help or are wished to do is theirs: 支持甲市巩固…,建设….
_OTHERS = re.compile(
    r"(?:[^,。;将要会愿]{2,10}?(?:将|会|愿|要))?(?:全力|大力|积极|继续|将|会|坚定|坚决|一如既往地?)*(?:支持|帮助|协助|鼓励|欢迎|相信|希望|期待|祝愿)"
)
_RESUMES = re.compile(r"(?:还|也|并|同时|今后|下一步)*(?:将|要|应|必须|计划|拟)")
_ACTS = re.compile(r"(?<![为除])了(?![解不])|已|曾|先后|陆续|相继")
_BIDDEN = re.compile(r"[^,。;将]{2,12}?(?:要|应|须|必须)(?!求)")
#: Whoever speaks counts himself among them.
_OURS = re.compile(r"(?:[我咱](?!国政府)|本[省市县区州旗]|全[国省市县区州旗]|各地|各级|有关)")


@dataclass(frozen=True, slots=True)
class Demand:
    """One initiative and the clause that names it; ``stage`` is how far it has come, ``whose`` the body that is said
    to be at it, where that is another than whoever says so."""

    what: Span
    clause: Span
    stage: str
    whose: Agent | None = None


def find(reading: Reading) -> Iterator[Found]:
    """The initiatives that are demanded, announced or suggested, in the order of the rules."""
    seen: set[int] = set()
    speaking: list[tuple[int, tuple[Agent, ...]]] = []
    if not load("demands", RULES).may_fit(reading.lacking):
        return
    for rule in load("demands", RULES).fitting(reading.mask.text, reading.lacking):
        for match in rule.pattern.finditer(reading.mask.text):
            start = reading.mask.start(match.end()) if match.end() < len(reading.mask.text) else len(reading.shadow)
            document = any(match.groupdict().get(name) for name in ("book", "kind", "where", "paper"))
            if not document and not demanded.any_verb().search(
                reading.shadow, start, min(start + REACH, len(reading.shadow))
            ):
                continue
            opened, tells = rule.values.get("open"), _tells(reading, match)
            if tells and opened == "due":
                continue
            bids = rule.name == "demanded" and match["act"] in _BIDS
            told = tells and match["act"] in ("指出", "强调", "明确")
            found = _clauses(
                reading, start, "told" if told else opened, document=document, rules=bids or (document and not tells)
            )
            demands = [demand for demand in found if demand.what.start not in seen]
            agents = _who(reading, match) if demands or document else ()
            if bids and not all(_OFFICE.search(agent.argument.text) for agent in agents):
                found = _clauses(reading, start, opened, document=False, rules=False)
                demands = [demand for demand in found if demand.what.start not in seen]
            if document and agents:
                speaking.append((match.end(), agents))
            elif not agents and demands:
                agents = _goes_on(reading, match.start("act"), speaking)
            for demand in demands if agents else ():
                seen.add(demand.what.start)
                for agent in (demand.whose,) if demand.whose else agents:
                    who, evidence = _said(reading, match, agent, demand.clause)
                    yield who, demand.what, evidence, demand.stage, f"demands/{rule.name}"


def _tells(reading: Reading, match: re.Match[str]) -> bool:
    """Whether the document of a match tells what has been done, or is the law, which others only keep to."""
    groups = match.groupdict()
    book = reading.mask.span(*match.span("book")) if groups.get("book") else None
    name = reading.shadow[book.start : book.end - 1] if book else groups.get("kind") or groups.get("where") or ""
    return name.endswith(_TELLING) and not name.endswith("办法")


def _goes_on(reading: Reading, at: int, speaking: list[tuple[int, tuple[Agent, ...]]]) -> tuple[Agent, ...]:
    """The document that spoke last, where the sentence of the verb at ``at`` names nobody: 在甲方面,提出…."""
    text = reading.mask.text
    start = sentence_start(text, at)
    before = [found for found in speaking if start - REACH <= found[0] < at]
    if not before or _NAMED.search(text, start, at) or not (at == start or _HEADED.match(text, start)):
        return ()
    end, agents = max(before, key=lambda found: found[0])
    return () if _NAMED.search(text, end, start) else tuple(replace(agent, inferred=True) for agent in agents)


def _who(reading: Reading, match: re.Match[str]) -> tuple[Agent, ...]:
    groups = match.groupdict()
    if groups.get("book"):
        title = title_at(reading, match.start("book"))
        here = reading.mask.span(*match.span("book"))
        if match["act"] in _URGES and "," in reading.mask.text[match.end("book") : match.start("act")]:
            made = [claim for claim in wrote_report.extract(reading) if claim.object.span == title.span]
            people = [claim for claim in made if claim.subject.kind == "Person" and claim.subject.span]
            if people:  # 甲写了《…》,建议…: he does, in it
                return tuple(Agent(claim.subject, claim.subject.span or here) for claim in people)
        return (Agent(title.argument(), here, title.span.end + 1 != here.end),)
    name = "kind" if groups.get("kind") else "where" if groups.get("where") else None
    if name is not None:
        here = reading.mask.span(*match.span(name))
        full = full_title(reading, groups[name], here.start)
        if full is None and groups[name] in ("报告", "文章", "提案", "建议"):
            near = [title for title in titles(reading) if 0 <= here.start - title.span.end <= NEAR]
            full = near[-1] if near else None
        if full is None:
            return papers.issuers(reading, groups[name], match.start(name))
        return (Agent(full.argument(), here, True),)
    if groups.get("paper"):
        return agents_before(reading, match.start("paper")).agents
    at = match.start("act")
    if _BASIS.match(reading.mask.text, clause_start(reading.mask.text, at), at):
        return ()
    if office := _FOR.search(reading.mask.text, max(0, at - 20), at):
        at = office.start()
    low = clause_start(reading.mask.text, at)
    return people_at(reading, low, at) or agents_before(reading, at).agents


def _clauses(reading: Reading, start: int, opened: Scalar, *, document: bool, rules: bool) -> Iterator[Demand]:
    """What is demanded behind offset ``start``; ``document``: by a document, which says little in vain; ``rules``: by
    one that lays down what is to be done, whatever the verb."""
    shadow = reading.shadow
    modal, theirs, told = opened is None, False, list[Span]()
    listed = document and demanded.OPENS.match(shadow, start) is not None
    due = carries_on = False
    for low, high, first in _sentences(reading, start, document=document):
        stage, goes_on, leads_in = "proposed", first, False
        for number, clause in enumerate(_CLAUSE.finditer(shadow, low, high)):
            hit = demanded.opened(shadow, *clause.span())
            if (number and hit is None and _others(reading, clause.start(), due=document and due)) or _ELSEWHERE.match(
                clause[0]
            ):
                return
            if opened == "said":
                told.append(Span(*clause.span()))
                theirs = _theirs(shadow, clause, theirs=theirs)
            lead = hit["lead"] if hit else clause[0][:12]
            demands = _MODAL.search(lead) is not None or (rules and _DUE.search(clause[0]) is not None)
            if number == 0:
                due = due and hit is None and not demands
                carries_on = due
                headed = due or (document and _HEADS.match(shadow, *clause.span()))
                goes_on = first or listed or bool(headed) or (hit is not None and not hit["who"])
                goes_on = goes_on or (document and clause[0][:2] in words("measure_verbs.txt"))
                leads_in = first and hit is None and _LEADS_IN.match(clause[0]) is not None
            if number == 0 or (number == 1 and leads_in):
                modal = modal or (first and opened == "direct" and hit is not None and not hit["who"])
                goes_on = goes_on or (leads_in and modal)
            goes_on, modal = goes_on or demands, modal or demands
            moved = _MOVED.match(shadow, *clause.span())
            if _AHEAD.search(lead) and not moved:
                stage = "planned"
            if document and goes_on and (moved or hit is None):
                for what in _without_verb(shadow, clause, moved, opening=first and not number):
                    yield Demand(what, Span(*clause.span()), stage)
            means = _MEANS.match(shadow, *clause.span())
            aside = moved or means or theirs or not (goes_on and modal)
            whats = list[Span]()
            if hit and not (aside or demanded.DENIED.search(lead) or demanded.DONE.search(lead)):
                whats = demanded.objects(shadow, hit, clause.end(), document=document)
            if rules and not (whats or aside or demanded.DONE.search(clause[0])):
                due = due or demanded.until(shadow, *clause.span())
                aim = demanded.aimed(shadow, *clause.span(), exactly=carries_on) if due and hit is None else None
                step = aim or demanded.stated(shadow, *clause.span(), opens=number == 0 or demands)
                whats, stage = ([step] if step else []), "planned" if aim else stage
            for what in whats:
                yield Demand(what, Span(*clause.span()), stage, _subject(reading, told))
            if whats and first and not number and _SINCE.search(clause[0]):
                return


def _without_verb(shadow: str, clause: re.Match[str], moved: re.Match[str] | None, *, opening: bool) -> list[Span]:
    """What a document settles and counts where it begins to speak, and what it puts elsewhere."""
    if opening and (numbered := _COUNTS.match(shadow, *clause.span())):
        return initiatives.named(shadow, numbered.start("what"), clause.end())
    return [Span(*moved.span("what"))] if moved else []


def _subject(reading: Reading, told: list[Span]) -> Agent | None:
    """The body that the clauses of what is said tell of, which has set about it; None where it is bidden or means to,
    which the speaker announces, and where he tells of his own."""
    for clause in reversed(told):
        if _OURS.match(reading.shadow, clause.start) or _BIDDEN.match(reading.shadow, clause.start, clause.end):
            return None
        if not _ACTS.search(reading.shadow, clause.start, clause.end):
            continue
        low, high = reading.mask.position(clause.start), reading.mask.position(clause.end - 1) + 1
        for agent in leading_agents(reading, low, high):
            if agent.argument.kind == "Organization" and agent.argument.text not in COUNTRY:
                return agent if _ACTS.search(reading.shadow, agent.span.end, clause.end) else None
    return None


def _theirs(shadow: str, clause: re.Match[str], *, theirs: bool) -> bool:
    """Whether a clause tells what others do with the help of whoever speaks."""
    if _OTHERS.match(shadow, *clause.span()):
        return True
    return theirs and _RESUMES.match(shadow, *clause.span()) is None


def _others(reading: Reading, at: int, *, due: bool) -> bool:
    """Whether the clause at an offset opens with somebody or some place: it tells of them.  ``due``: a document says by
    when something is to be so, in a place too: 到2025年,|北京就近入学比例超过99%."""
    place, kinds = reading.mask.position(at), {PERSON, POST, DUTY} if due else {PERSON, POST, DUTY, PLACE}
    return reading.mask.text[place : place + 1] in kinds and reading.mask.start(place) == at


def _sentences(reading: Reading, start: int, *, document: bool) -> Iterator[tuple[int, int, bool]]:
    """The rest of the sentence at ``start``, then those of its line that nobody else speaks in."""
    shadow, mask = reading.shadow, reading.mask
    line = shadow.find("\n", start)
    while document and line >= 0 and _MORE.match(shadow, line):
        line = shadow.find("\n", line + 1)
    limit = min(line if line >= 0 else len(shadow), start + REACH)
    if whole := _WHOLE_SPEECH.match(shadow, start, limit):
        limit = whole.end()
    low, first = start, True
    while low < limit:
        end = min(found if (found := shadow.find("。", low)) >= 0 else limit, limit)
        if not first and _MORE_PEOPLE.search(mask.text, mask.position(low), mask.position(end)):
            return
        yield low, end, first
        low, first = end + 1, False


def _said(reading: Reading, match: re.Match[str], agent: Agent, clause: Span) -> tuple[Agent, Span]:
    """The agent and the evidence: from who says it to the clause, or the clause alone where that is sentences later."""
    whole = reading.mask.span(*match.span())
    if clause.start >= reading.sentence_at(whole.start).end:
        return replace(agent, inferred=True), clause
    start = agent.span.start if reading.sentence_at(whole.start).covers(agent.span) else whole.start
    return agent, Span(min(whole.start, start), clause.end)
