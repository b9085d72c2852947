"""wroteReport: who wrote, issued or passed which titled document.  Rules: kg/rules/wrote_report.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg import lazy_re as re
from kg.extract import own_document
from kg.extract.agent_words import clause_start
from kg.extract.agents import Actors, Agent, agents_before, agents_in, named_body, named_meetings
from kg.extract.claims import claim
from kg.extract.reading import Reading, kept
from kg.extract.report_details import details, genre_names
from kg.extract.speakers import people_at
from kg.lexicon.tables import words
from kg.mentions.names import han_name
from kg.model import Argument, Claim, Scalar, Span
from kg.rules import BOOK, DATE, Rule, load
from kg.text.dates import Date

RULES = frozenset({"subject", "titles", "office", "also", "opening"})
#: How far behind the name of a body that of its meeting may end: 国务院|常务会议, not a body named elsewhere.
_MEETING_REACH = 12
#: Documents that stand in “” and not in 《》: reports, lists and figures that bodies bring out.
_QUOTED = re.compile(
    r"(?:报告|白皮书|蓝皮书|绿皮书|皮书|榜单|排行榜|指南|趋势|年报|宣言|公报|倡议书|名录|目录|清单|指数|规划|纲要|意见|\d+条)$"
)
#: Features by their titles: 《…——…评述》, 《…纪实》; a title without a word for its kind may be one.
_FEATURE = re.compile("(?:评述|述评|纪实|综述|侧记|特写|访谈|文章|评论|通讯|启示|回眸|扫描)$")
_NOTE = re.compile(r"[(\[][^()\[\]]*[)\]]$|[一二三四五六七八九十]$|\d{4}年?$")
_DRAFT = re.compile(r"草案(?:[(\[][^()\[\]]*[)\]])?[)\]]?$|[(\[](?:草案|审议稿|修正草案|修订草案)[^()]*[)\]]$")
#: Behind a title: what it is part of, and so not itself what was passed (批准《…》的决定).
_OWNER = re.compile(
    r"的(?!(?:署名|重要|长篇|评论员|调研|调查|考察|研究|工作|专题)*(?:文章|报告|心得|提案|论文|讲话|演讲|主旨演讲|主旨讲话|主题演讲|主旨发言|书面发言|交流发言|大会发言|主题发言|发言|主旨报告|主题报告|讲座|社论|致辞|祝词|通讯|通知|通报|意见|白皮书|声明|宣言|倡议|公告))"
)
_BEHIND = re.compile(
    r"(?P<genre>一文|(?:的|这篇)?(?:署名|重要|长篇|评论员|调研|调查|考察|研究|工作|专题)*"
    r"(?:文章|报告|心得|提案|论文|白皮书|讲话|演讲|主旨演讲|主旨讲话|主题演讲|致辞|祝词|声明|公告|通告|宣言|倡议|社论|评论|综述|通讯|公开信))"
)
_ABOUT = re.compile(r"关于|批准|提请|根据|按照|依据|依照|落实|贯彻|学习|宣传|解读|涉及")
#: What may stand between one who writes and the verb: for whom, when, on what grounds, with whom.
_MEANWHILE = re.compile(
    rf"(?:同志|所|日前|近日|最近|曾|还|又|也|则|先后|亲自|主持|参与|牵头|组织|领衔|带头|执笔|独立|{DATE}|"
    r"(?:向|给|在|为|根据|结合|针对|围绕|受|经|代表|利用|就|与|同|从|自|于|历时)[^,。;:!?\n]{1,24}?|"
    r"(?:应邀)?(?:出席|参加|主持|列席)[^,。;:!?\n]{1,40}?并(?:在会上)?)*"
)
#: A title that names its own issuers: 《甲委关于…的意见》, 《甲委 乙政府关于…的通知》.
_ISSUED = re.compile(r"(?P<names>[\u4e00-\u9fff]{2,24}(?:[ 、][\u4e00-\u9fff]{2,24}){0,3}?)关于[^《》]{2,80}$")
_NAME = re.compile(r"[^ 、]+")
#: A title that names the meeting that brought it out: 《某某峰会联合声明》.
_OF_MEETING = re.compile(
    r"(?P<meeting>[^《》]{2,30}(?:会议|峰会|论坛|大会))(?:.{0,8}?)(?:联合|共同)?(?:声明|宣言|公报|文件|倡议)$"
)
#: 甲制定|的《…》, and the verbs whose object that is.
_RELATIVE = re.compile("的[^,。;:的]{0,6}$")
_GOVERNS = re.compile(
    "(?:印发|下发|转发|批转|通过|批准|学习|讨论|宣读|传达|听取|审议|审查|落实|根据|按照|依据|依照|执行|贯彻|收到|公布|发布|展示|介绍|查阅)了?"
)
_BEGINNING = re.compile(rf"(?P<date>{DATE})(?:上午|下午|晚上?|,|\))*$")


@dataclass(frozen=True, slots=True)
class Title:
    """One title in 《》: ``span`` without the marks; ``genre`` as the text or the title says it, "" if neither does."""

    text: str
    span: Span
    genre: str
    draft: bool


@kept
def extract(reading: Reading) -> Iterator[Claim]:
    """The wroteReport claims of a document: one for each agent and title, the first time it is said."""
    seen: set[tuple[str, str]] = set()
    for own in own_document.find(reading):
        seen.add((own.subject.text, own.object.text))
        yield own
    if BOOK not in reading.mask.text and "“" not in reading.shadow:
        return
    used: set[int] = set()
    passed: set[tuple[str, str]] = set()
    for rule in load("wrote_report", RULES).fitting(reading.mask.text, reading.lacking):
        for match in rule.pattern.finditer(reading.mask.text):
            if any(at in used for at, _ in reading.mask.held(*match.span(_title_group(match)))):
                continue
            if "office" in rule.values and not _is_office(reading, match, str(rule.values["office"])):
                continue
            actors = _actors(reading, rule, match)
            titles = [title for title in _titles(reading, match) if _counts(title, rule)] if actors.factual else []
            if not actors.agents or not titles:
                continue
            if not rule.values.get("also"):
                used.update(at for at, _ in reading.mask.held(*match.span(_title_group(match))))
            date = _date(reading, match, actors)
            for agent in actors.agents:
                for title in titles:
                    if (agent.argument.text, title.text) not in seen:
                        seen.add((agent.argument.text, title.text))
                        if rule.values.get("also"):
                            passed.add((agent.argument.text, title.text))
                        yield _claim(reading, rule, match, agent, title, date)
    yield from _own_titles(reading, {title for agent, title in seen if (agent, title) not in passed}, seen)


def _own_titles(reading: Reading, known: set[str], seen: set[tuple[str, str]]) -> Iterator[Claim]:
    """What titles say of who issued them, where the text says it nowhere else."""
    for book in re.finditer(BOOK, reading.mask.text):
        for title in _titles(reading, book, named=True):
            match = _ISSUED.match(reading.shadow[title.span.start : title.span.end])
            if match is None or title.text in known or title.draft or not title.genre:
                continue
            names = [
                Span(title.span.start + name.start(), title.span.start + name.end())
                for name in _NAME.finditer(match["names"])
            ]
            if not all(named_body(reading.shadow[name.start : name.end]) for name in names):
                continue
            for name in names:
                agent = Argument("Organization", reading.doc.text[name.start : name.end], name)
                if (agent.text, title.text) not in seen:
                    seen.add((agent.text, title.text))
                    yield _titled_claim(reading, agent, title)


def _title_group(match: re.Match[str]) -> str:
    return "book" if "book" in match.re.groupindex else "quoted"


def _is_office(reading: Reading, match: re.Match[str], word: str) -> bool:
    span = reading.mask.span(*match.span("office"))
    return reading.shadow[span.start : span.end] == word


def _actors(reading: Reading, rule: Rule, match: re.Match[str]) -> Actors:
    match rule.values["subject"]:
        case "group":
            return Actors(agents_in(reading, *match.span("agent")))
        case "person":
            return Actors(agents_in(reading, *match.span("person")))
        case "paper":
            return Actors((_paper(reading, match),))
        case "meeting":
            held = _meeting_before(reading, match.start("act"))
            return Actors((held,) if held is not None else ())
        case "titled":
            return Actors(_meeting_in_title(reading, match))
        case "name":
            return Actors(_by_name(reading, reading.mask.span(*match.span("name"))))
        case _:
            pass
    act = match.start("act")
    if _ABOUT.search(reading.mask.text, act, match.start(_title_group(match))):
        return Actors(())
    found = agents_before(reading, act, opening=bool(rule.values.get("opening")))
    if (
        not found.agents
        and found.factual
        and _RELATIVE.search(reading.mask.text, act, match.start(_title_group(match)))
    ):
        low = clause_start(reading.mask.text, act)
        above = max((governs.end() for governs in _GOVERNS.finditer(reading.mask.text, low, act)), default=None)
        found = agents_before(reading, act, above) if above is not None else found
    if not found.factual or (found.agents and not found.agents[0].inferred):
        return found
    return Actors(people_at(reading, clause_start(reading.mask.text, act), act, _MEANWHILE) or found.agents)


def _paper(reading: Reading, match: re.Match[str]) -> Agent:
    """The newspaper that a match names, with or without marks."""
    marks = int(not match["agent"])
    span = reading.mask.span(*match.span("book2" if marks else "agent"))
    name = Span(span.start + marks, span.end - marks)
    return Agent(Argument("Organization", reading.doc.text[name.start : name.end], name), name)


def _meeting_before(reading: Reading, at: int) -> Agent | None:
    """The meeting that the text names last before ``at`` of the mask, by its whole name: 国务院常务会议."""
    for agent, end in reversed(list(named_meetings(reading))):
        stop = reading.mask.start(end)
        if end <= at and agent.span.start < stop <= agent.span.end + _MEETING_REACH:
            span = Span(agent.span.start, stop)
            return Agent(Argument("Organization", reading.doc.text[span.start : span.end], span), span, inferred=True)
    return None


def _meeting_in_title(reading: Reading, match: re.Match[str]) -> tuple[Agent, ...]:
    """The meeting that bears a part of the title of its paper, if that is the only one."""
    titles = [token for _, token in reading.mask.held(*match.span("book")) if isinstance(token, Span)]
    named = _OF_MEETING.match(reading.shadow[titles[0].start + 1 : titles[0].end - 1]) if len(titles) == 1 else None
    if named is None:
        return ()
    start = titles[0].start + 1
    span = Span(start, start + named.end("meeting"))
    return (Agent(Argument("Organization", reading.doc.text[span.start : span.end], span), span, inferred=True),)


def _by_name(reading: Reading, span: Span) -> tuple[Agent, ...]:
    """The person whose name fills a span."""
    name = han_name(reading.shadow, span.start)
    if name is None or name.end != span.end or name.text in words("words.txt"):
        return ()
    return (Agent(Argument("Person", reading.doc.text[span.start : span.end], span), span),)


def _titles(reading: Reading, match: re.Match[str], *, named: bool = False) -> Iterator[Title]:
    """The titles of a match; none where what follows shows that they only name something else, unless it is enough
    that they are ``named``.
    """
    if "quoted" in match.re.groupindex:
        yield from _quoted(reading, reading.mask.span(*match.span("quoted")))
        return
    where = match.span("book" if "book" in match.re.groupindex else 0)
    end = reading.mask.span(*where).end
    if not named and _OWNER.match(reading.shadow, end):
        return
    behind = _BEHIND.match(reading.shadow, end)
    printed = match["genre"] if "genre" in match.groupdict() else None
    for _, token in reading.mask.held(*where):
        if not isinstance(token, Span):
            continue
        span = Span(token.start + 1, token.end - 1)
        plain = reading.shadow[span.start : span.end]
        core = _core(plain)
        own = genre_names().search(core)
        genre = printed or (behind["genre"].lstrip("的这篇") if behind else "") or (own[0] if own else "")
        yield Title(reading.doc.text[span.start : span.end], span, genre, bool(_DRAFT.search(plain)))


def _core(title: str) -> str:
    """A title without the notes behind it: (2021), (试行), 三."""
    while (note := _NOTE.search(title)) and len(title) > len(note[0]):
        title = title[: note.start()]
    return title


def _quoted(reading: Reading, span: Span) -> Iterator[Title]:
    """A document in “” whose name says of what kind it is."""
    kind = _QUOTED.search(_core(reading.shadow[span.start : span.end]))
    if kind is not None:
        yield Title(reading.doc.text[span.start : span.end], span, kind[0], draft=False)


def _counts(title: Title, rule: Rule) -> bool:
    if len(title.span) < 2 or title.draft != (rule.values["titles"] == "draft"):
        return False
    if rule.values["titles"] == "feature":
        return not title.genre or _FEATURE.search(title.text) is not None
    if rule.values["titles"] in ("quoted", "draft"):
        return True
    if rule.values["titles"] == "about" and not title.text.startswith("关于"):
        return False
    return rule.values["titles"] == "any" or bool(title.genre)


def _date(reading: Reading, match: re.Match[str], actors: Actors) -> Date | None:
    """The date of the act: inside the pattern, beside the agents, or what the sentence opens with."""
    for group in ("date2", "date"):
        if group in match.groupdict() and match[group]:
            return _held(reading, match.start(group))
    text = reading.mask.text
    first = reading.mask.position(min(agent.span.start for agent in actors.agents))
    stop = match.start("act") if "act" in match.groupdict() else match.start(_title_group(match))
    low = clause_start(text, min(first, stop))
    dates = [at for at in range(low, stop) if text[at] == DATE]
    if dates:
        return _held(reading, dates[-1])
    opening = _BEGINNING.search(text, max(0, low - 6), low)
    return _held(reading, opening.start("date")) if opening else None


def _held(reading: Reading, at: int) -> Date | None:
    token = reading.mask.tokens[at]
    return token if isinstance(token, Date) else None


def _claim(reading: Reading, rule: Rule, match: re.Match[str], agent: Agent, title: Title, date: Date | None) -> Claim:
    whole = reading.mask.span(*match.span())
    sentence = reading.sentence_at(title.span.start)
    spans = [
        whole,
        *([agent.span] if sentence.covers(agent.span) else []),
        *([date.span] if date and sentence.covers(date.span) else []),
    ]
    first = min(span.start for span in spans)
    if reading.shadow[first - 1 : first] == "(":  # 今天(5月28日)
        first -= 1
    evidence = Span(first, max(max(span.end for span in spans), title.span.end + 1))
    qualifiers: dict[str, Scalar] = {
        "date": date.edtf if date else None,
        "genre": title.genre or None,
    }
    qualifiers |= details(reading, title.span)
    if date is not None:
        qualifiers["date_text"] = reading.doc.text[date.span.start : date.span.end].strip()
    return claim(
        reading.doc,
        "wroteReport",
        agent.argument,
        Argument("Report", title.text, title.span),
        evidence,
        f"wrote_report/{rule.name}",
        qualifiers=qualifiers,
        explicit=not agent.inferred,
        confidence=0.8 if agent.inferred else 0.9,
    )


def _titled_claim(reading: Reading, agent: Argument, title: Title) -> Claim:
    qualifiers: dict[str, Scalar] = {"date": None, "genre": title.genre}
    qualifiers |= details(reading, title.span)
    evidence = Span(title.span.start - 1, title.span.end + 1)
    report = Argument("Report", title.text, title.span)
    rule = "wrote_report/issuer in the title"
    return claim(reading.doc, "wroteReport", agent, report, evidence, rule, qualifiers=qualifiers)
