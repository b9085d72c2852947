"""Who acts: the bodies and people in front of a verb, read from the masked text.

A :class:`Reading` and the place of a verb in its mask in, :class:`Agent` records out.  What cannot be
recognised as a body or a person is no agent: the caller then makes no claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg import lazy_re as re
from kg.extract.agent_words import (
    EDITION,
    EVENT,
    EVENTS,
    HELD,
    LEADING,
    MEETINGS,
    NOT_THEIRS,
    OTHERS_THERE,
    REACH,
    SPEAKS_AS_MEETING,
    WITH,
    branch,
    clause_around,
    clause_start,
    goes_on,
    inside,
    meeting_starts,
    nobody_named,
    strip_adverbs,
    strip_openers,
)
from kg.extract.governments import LEVEL, LEVELS, government, of_context, of_level
from kg.extract.reading import Reading
from kg.extract.scope import sentence_start
from kg.lexicon.tables import alternation, rows, words
from kg.mentions.bodies import BodyFinder, breaks, is_body
from kg.mentions.persons import Person
from kg.model import Argument, Span
from kg.rules import BOOK, DATE, DUTY, PERSON, PLACE, POST

_POSTS = f"[{POST}{DUTY}]"
_PEOPLE = re.compile(
    rf"(?:{_POSTS}[、兼和]?)*的?(?P<names>{PERSON}(?:[、和与](?:{_POSTS}[、兼]?)*{PERSON})*)(?:同志|先生|女士|教授|博士|{DUTY})?(?:等(?:同志|人)?)?"
)
_OTHERS = re.compile(
    r"(?:和|与|同)(?:他的|她的|其)?(?:科研|创作|攻关|设计|工作|研究)?(?:团队|同事们?|战友们?|队员们?|妻子|丈夫|村干部|一班人|伙伴们?)(?:一起|一道|一同)?$|"
    r"(?:会同|联合)(?:有关|相关)(?:部门|单位|方面|地方)$|(?<=[\u4e00-\u9fff\ue005])[两三四五六七八九](?:省|市|地|部门|部委|省市)$|"
    r"等[一二三四五六七八九十\d多几]*(?:个|家|位)?(?:有关|相关)?(?:中央)?(?:部门|部委|单位|机构|地区|省区市|地|国家|机关)?$"
)
_MEETING = re.compile(r"(?:第?[一二三四五六七八九十百\d]+次)?(?:全体|常务|工作|党组|主任)?(?:会议|全会)$")
_GENERIC = re.compile(
    r"[该本这我]?(?:街道|学校|医院|公司|集团|指挥部|工作队|协会|学会|商会|基金会|委员会|研究院|研究所|银行|法院|检察院|领导小组|办事处|管委会)|"
    r"该[校院所会行局厅部委]"
)
#: Which of its assemblies a body holds: 全国政协|十二届|一次会议.
_TERM = re.compile(r"第?[一二三四五六七八九十百\d]+届$")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9()·“”]{2,40}")
#: Who holds a meeting does not act for it: what follows is decided by the body that meets.
_HOLDS = re.compile(r"主持?召开(?P<meeting>[^,。]{2,24}会议)$")
#: What somebody says of others is not his act.
_SAYS = re.compile(rf"{PERSON}[^,。]{{0,16}}(?:指出|强调|表示|说|介绍|认为)[,:]?$")
#: Whose news it is, where nobody else is said to act: 记者从甲委获悉,今年将开展….
_TOLD_BY = re.compile(
    rf"(?:{DATE}|[,])?(?:本台)?记者(?:{DATE})?(?:[^,。从]{{0,8}})?从(?P<agent>[^,。;:]{{2,30}}?)(?:举行的?|召开的?)?(?:获悉|了解到|得知|了解)$"
)
_SPEAKS = re.compile(
    rf"[{POST}{DUTY}]*(?P<who>{PERSON})[^,。{PERSON}]{{0,16}}(?:指出|强调|表示|说|介绍)[,:]",
)
#: What those say who have no name is nobody's act: 官兵们表示要认真学习,….
_THEY_SAY = re.compile(r"(?:们|家|者|员|士|众|人)(?:普遍|一致|纷纷|也|都)*(?:表示|认为|说)")
_SHOWS = re.compile(r"(?:显示|表明|披露|披露说)[,:]?$")
_BASIS = re.compile(r"(?:[^,]{0,4}要)?(?:根据|按照|依据|依照|落实|贯彻)")
#: A clause that opens so speaks of something else: what stands before it is not the one who acts behind it.
_TURN = re.compile(
    r"而|但|其中|来自|两|双方|各|该|这|大家|会议|人们|群众|根据|按照|依据|依照|要|应|希望|要求|呼吁|称|敦促|鼓励|建议"
)
_GOVERNMENTS = frozenset({"政府", "当地政府", "当地", "地方政府"})
#: The country that acts: whoever asks says of which acts that is enough.
COUNTRY = frozenset({"我国", "国家"})
#: 他关心下一代工作: a clause that opens with a pronoun is about that person, whatever verb follows.
_PRONOUN = re.compile("[他她](?!们|人|国|乡|山|的)")
#: The Central Committee in session goes by a number alone: 十八届三中全会.
_PLENUM = re.compile(
    r"(?:党的)?[一二三四五六七八九十]{1,3}届[一二三四五六七八九]中全会|(?:党的)?[一二三四五六七八九十]{1,3}大"
)
_OWN = frozenset({"会议", "全会", "大会", "会上", "常委会"})
#: 江西|全省 is the place.
_WHOLE = re.compile(f"{PLACE}全[省市区县州旗]")
#: 两办, 各部门, 有关部门 name nobody.
_VAGUE = re.compile(
    r".*(?:有\d|\d(?:余|多|万)*[所家个座处院]$)|[上数近成几][十百千万]|众多|诸多|广大|全体|所有|每|充分|深刻|生动|彰显|凸显|.{2,4}代表(?!大会|团|处|院|会|机构)|审查|听取|审议|新建|改建|扩建|建立|组建|创建|推行|开办|新增|培育|引进|兴建|改造|修建|建造|研制|打造|开办|\d{4}届|最大|减少|认真|贯彻|紧扣|坚持|围绕|全面|深入|牢记|坚定|切实|[两多各某双]|\d+(?:多|余)?[家个名位所座支]|有关|相关|部分|一些|不少|许多|其他|基层|各级|"
    r"组织(?!部|人事)|派出|建设(?!银行|部|局|厅|兵团|集团|工程|委)|报(?!社|刊|业|告)|改革(?!委|办)|强烈|谴责|综合性|[把将被]|布局|谋划|下[调放]|抓[牢实紧好]|上调|调整|调降|降低|提高|取消|扩大(?!会议)|支持(?!中心)|鼓励|引导|计划(?!生育|委|经济|财务)|补助|补贴|外国(?!专家)|外资|"
    r"立足|扎根|抗议|反对|批评|敦促|呼吁|聚焦|走进|面向|公开|利用|用好|种植|拓展|整顿|持续|累计|依托|借助|系统总结|推广(?!中心|站|总站)|创新(?!局|中心|院|研究|投资|委|工场)"
)


@dataclass(frozen=True, slots=True)
class Agent:
    """One who acts.  ``inferred``: named in another clause than the verb's, or completed from the context."""

    argument: Argument
    span: Span
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Actors:
    """The agents of a verb.  ``factual`` is False where the act is only planned; an act that is denied,
    asked for or open has no agents at all."""

    agents: tuple[Agent, ...]
    factual: bool = True


#: What joins names in a list.
_JOINTS = frozenset({"、", "和", "与", "及", "以及", "会同", "联合", "携手", "暨"})


@cache
def _joints() -> re.Pattern[str]:
    """What joins names in a list, and before it the compounds that it may stand in: 住房和城乡建设."""
    return re.compile(f"{alternation(words('org_words.txt') - {'会同'})}|{alternation(_JOINTS)}")


def agents_before(reading: Reading, at: int, low: int | None = None, *, opening: bool = False) -> Actors:
    """Who does what the verb at place ``at`` of the mask says: in its clause, else in the clauses before it; where
    ``low`` is given, only between there and the verb.  ``opening``: more than adverbs may stand between them.
    """
    text = reading.mask.text
    within = low is not None
    low = clause_start(text, at) if low is None else low
    end, factual = strip_adverbs(text, low, at)
    if end is None:
        return Actors((), False)
    start = strip_openers(text, low, end)
    if WITH.match(text, start, end):
        start = end
    if start < end:
        found = agents_in(reading, start, end)
        if found or not opening:
            return Actors(found, factual)
        if found := _opening(reading, start, end):
            return Actors(found, factual)
        within = within or not nobody_named(text, start, end)
    return Actors(() if within else sentence_agents(reading, low), factual)


def _opening(reading: Reading, low: int, high: int) -> tuple[Agent, ...]:
    """The agents that the clause opens with whose verb ends at ``high``, where what stands between is theirs too:
    甲|投入三亿元|开展…."""
    found = leading_agents(reading, low, high)
    if not found:
        return ()
    between = reading.mask.text[reading.mask.position(found[-1].span.end) : high]
    return () if NOT_THEIRS.search(between) or OTHERS_THERE.match(between) else found


def sentence_agents(reading: Reading, before: int) -> tuple[Agent, ...]:
    """Who the clauses of the sentence in front of place ``before`` speak of: the nearest one that names somebody."""
    text = reading.mask.text
    while before > 0 and text[before - 1] in ",;:":
        start = clause_around(text, before - 1)
        if (told := _TOLD_BY.match(text, start, before - 1)) and (found := agents_in(reading, *told.span("agent"))):
            return tuple(Agent(agent.argument, agent.span, True) for agent in found)
        if _SAYS.search(text, start, before) or _SHOWS.search(text, start, before):
            return ()
        if (meeting := _HOLDS.search(text, start, before - 1)) and (
            found := agents_in(reading, meeting.start("meeting"), before - 1)
        ):
            return tuple(Agent(agent.argument, agent.span, True) for agent in found)
        if text[before - 1] != ":" and (found := leading_agents(reading, start, before - 1)):
            return tuple(Agent(agent.argument, agent.span, True) for agent in found)
        if _TURN.match(text, start) or _THEY_SAY.search(text, start, before):
            return ()
        before = start
    return ()


def leading_agents(reading: Reading, low: int, high: int) -> tuple[Agent, ...]:
    """The agents that the clause ``low..high`` of the mask opens with."""
    text = reading.mask.text
    if _BASIS.match(text, low) or (text[low - 1 : low] == "“" and "”" in text[low:high]):
        return ()
    start = strip_openers(text, low, high)
    people = _PEOPLE.match(text, start, high)
    if people:
        return () if text.startswith("的", people.end()) else agents_in(reading, start, people.end())
    if _PRONOUN.match(text, start, high):
        return agents_in(reading, start, start + 1)
    for end in range(min(high, start + REACH), start, -1):
        if text[end - 1] not in _last() or text.count("“", start, end) != text.count("”", start, end):
            continue
        if text.startswith("以来", end) or not (text[start:end] in _OWN or _may_end(text, end, high)):
            continue
        if end < high and not goes_on().match(text, end, high):
            continue
        if found := agents_in(reading, start, end):
            return found
    return ()


def agents_in(reading: Reading, start: int, end: int) -> tuple[Agent, ...]:
    """The agents that a stretch of the mask lists; none if any part of it is not understood."""
    text = reading.mask.text
    people = _PEOPLE.fullmatch(text, start, end)
    if people:
        return tuple(
            Agent(Argument("Person", token.text, token.span), token.span)
            for _, token in reading.mask.held(*people.span("names"))
            if isinstance(token, Person)
        )
    if others := _OTHERS.search(text, start, end):
        return agents_in(reading, start, others.start())
    found: list[Agent] = []
    for low, high in items(text, start, end):
        agent = _agent(reading, low, high)
        if agent is None:
            return ()
        found.append(agent)
    return tuple(found)


@cache
def _last() -> frozenset[str]:
    """The characters that a name of whoever acts, or a list of them, may end with."""
    names = (
        words("org_suffixes.txt")
        | words("firms.txt")
        | words("agent_bodies.txt")
        | COUNTRY
        | _GOVERNMENTS
        | _OWN
        | set(LEVELS)
    )
    return frozenset(name[-1] for name in names) | set("制里他她大门位构关方面地家省市部)”") | {PLACE, PERSON}


def _may_end(text: str, end: int, high: int) -> bool:
    """Whether a name may end here: not within a word such as 部署 or 会议."""
    return end >= high or text[end - 1 : end + 1] not in words("words.txt")


def items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a list of names."""
    low = start
    for match in _joints().finditer(text, start, end):
        if match[0] in _JOINTS:
            if match.start() > low:
                yield low, match.start()
            low = match.end()
    if low < end:
        yield low, end


def _agent(reading: Reading, start: int, end: int) -> Agent | None:
    """The agent that one item names."""
    if _WHOLE.fullmatch(reading.mask.text, start, end):
        end -= 2
    text = reading.mask.text[start:end]
    span = reading.mask.span(start, end)
    printed = reading.doc.text[span.start : span.end]
    if text == "我":
        return _speaker(reading, start, span)
    if text in ("他", "她"):
        person = reading.subject_at(span.start)
        return Agent(Argument("Person", person.text, person.span), span, True) if person else None
    if text == PERSON:
        token = reading.mask.tokens[start]
        return Agent(Argument("Person", token.text, span), span) if isinstance(token, Person) else None
    if text == PLACE:
        return _acting(reading, government(reading, reading.mask.tokens[start], span), span)
    if LEADING.fullmatch(reading.shadow, span.start, span.end):
        return Agent(Argument("Organization", printed, span), span)
    if set(text) & {PERSON, POST, DUTY, DATE, BOOK} or not _NAME.fullmatch(reading.shadow, span.start, span.end):
        return None
    if branch().fullmatch(text):
        return Agent(Argument("Organization", printed, span), span)
    if level := LEVEL.fullmatch(text):
        return _acting(reading, of_level(reading, level, span), span)
    if text in _GOVERNMENTS:
        return _acting(reading, of_context(reading, span), span)
    if text in COUNTRY:
        return Agent(Argument("Organization", printed, span), span)
    if _GENERIC.fullmatch(text):
        return _named_before(reading, text.lstrip("该本这我"), span)
    if _points_back(text):
        edition = EDITION.fullmatch(text)
        return _meeting(reading, start, span, (edition["tail"] or edition["bare"]) if edition else text)
    return _body(reading, start, printed, span)


def _points_back(text: str) -> bool:
    """Whether an item is a word for a meeting that the text has named before: 会议, 本届论坛."""
    return text in _OWN or EDITION.fullmatch(text) is not None


def _acting(reading: Reading, body: Argument | None, span: Span) -> Agent | None:
    """A body that a place or a bare level stands for; inferred where it goes by another name than is printed."""
    return Agent(body, span, body.text != reading.doc.text[span.start : span.end]) if body else None


def _speaker(reading: Reading, at: int, span: Span) -> Agent | None:
    """我: who speaks in this paragraph."""
    text = reading.mask.text
    said = list(_SPEAKS.finditer(text, text.rfind("\n", 0, at) + 1, at))
    token = reading.mask.tokens.get(said[-1].start("who")) if said else None
    return Agent(Argument("Person", token.text, token.span), span, True) if isinstance(token, Person) else None


def _body(reading: Reading, start: int, printed: str, span: Span) -> Agent | None:
    """A body by its name; a meeting of a body is the body."""
    plain = reading.shadow[span.start : span.end]
    meeting = None if _PLENUM.fullmatch(plain) else _MEETING.search(plain)
    if meeting and meeting.start() >= 2:
        span = Span(span.start, span.start + meeting.start())
        plain, printed = plain[: meeting.start()], printed[: meeting.start()]
    if any(breaks(plain, _own_words(reading, start, span), len(plain))) or inside().search(plain):
        return None
    if _VAGUE.match(plain) or plain.endswith(tuple(words("agent_no_tails.txt"))) or not _is_named(plain):
        return None
    return Agent(Argument("Organization", printed, span), span)


def _own_words(reading: Reading, start: int, span: Span) -> int:
    """How many characters the places take that the name at place ``start`` of the mask opens with: 埃及|内阁."""
    end = start
    while reading.mask.text.startswith(PLACE, end):
        end += 1
    return reading.mask.span(start, end).end - span.start if end > start else 0


def named_body(name: str) -> bool:
    """Whether a whole stretch of characters is the name of one body, as far as it is understood."""
    return not (any(breaks(name, 0, len(name))) or inside().search(name) or _VAGUE.match(name)) and _is_named(name)


def _is_named(name: str) -> bool:
    """Whether a name of a body says which: 国务院, 教育部, not 部门 or 两部."""
    if name in words("agent_bodies.txt") or name in words("firms.txt") or _PLENUM.fullmatch(name):
        return True
    if name.endswith("联防联控机制"):
        return True
    return len(name) > 2 and is_body(name) and name not in words("org_suffixes.txt") | words("generic_bodies.txt")


@cache
def _full_ends(word: str) -> re.Pattern[str]:
    """What the full name of a body ends with that goes by a word for its kind."""
    kinds = {row["word"]: row["bodies"].split() for row in rows("stand_ins.tsv")}
    return re.compile("|".join(kinds.get(word, [word])))


def _named_before(reading: Reading, word: str, span: Span) -> Agent | None:
    """指挥部, 该校: the body of that kind that the text has named last by its full name."""
    finder = BodyFinder(reading.shadow, reading.places)
    for match in reversed(list(_full_ends(word).finditer(reading.shadow, 0, span.start))):
        start, _ = finder.find(finder.left_edge(match.start(), 0), match.end())
        name = reading.shadow[start : match.end()]
        if len(name) > len(match[0]) + 1 and named_body(name):
            named = Span(start, match.end())
            return Agent(Argument("Organization", reading.doc.text[start : match.end()], named), span, True)
    return None


def _meeting(reading: Reading, at: int, span: Span, word: str) -> Agent | None:
    """会议: the body whose meeting the text has named last; 大会, 本届论坛: else the event that it has named last."""
    for match in reversed(list(named_meetings(reading)) if word in _OWN else []):
        if match[1] <= at:
            agent = match[0]
            return Agent(agent.argument, span, True)
    for event in reversed(list(EVENT.finditer(reading.shadow, 0, span.start))):
        if event[0].endswith(word[-2:]) or (word[-2:] not in EVENTS and event[0].endswith(word[-1])):
            named = Span(*event.span())
            return Agent(Argument("Organization", reading.doc.text[named.start : named.end], named), span, True)
    return None


def named_meetings(reading: Reading) -> Iterator[tuple[Agent, int]]:
    """The bodies whose meetings a text names, with where in the mask the name of the meeting ends."""
    text = reading.mask.text
    for match in MEETINGS.finditer(text):
        if SPEAKS_AS_MEETING.match(text, sentence_start(text, match.start())):
            continue  # 会议指出,某某第三次会议通过的…: another than the one that speaks
        for start in meeting_starts(text, clause_start(text, match.start()), match.start()):
            end = match.start() if match[0].endswith(("次会议", "全会", "全体会议")) else match.end()
            if term := _TERM.search(text, start, end):
                end = term.start()
            agent = _agent(reading, start, end) if start < end and not _points_back(text[start:end]) else None
            if start == match.start() and (held := HELD.search(text, 0, start)):  # 某县人民政府召开常务会议
                agent = next(iter(agents_before(reading, held.start()).agents), None)
            if agent is not None and agent.argument.kind == "Organization":
                yield agent, match.end()
                break
