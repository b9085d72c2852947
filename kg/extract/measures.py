"""Measures that a text lists for a document or a meeting.  Rules: kg/rules/measures.yaml.

A :class:`Reading` in; subject, initiative, evidence and rule name out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg import lazy_re as re
from kg.extract import demanded, initiatives
from kg.extract.agents import Agent, agents_before, agents_in
from kg.extract.reading import Reading
from kg.extract.titles import title_at
from kg.lexicon.tables import words
from kg.model import Argument, Span
from kg.rules import Rule, load

Found = tuple[Agent, Span, Span, str]

RULES = frozenset({"needs", "before", "far", "tasks"})
#: How far in front of a list the words may stand that say whose it is, where a rule lets them stand farther than in
#: the sentence before, in code points.
FAR = 240

_NUMBERS = "一二三四五六七八九十"
_ORDINAL = re.compile(
    r"(?<![\u4e00-\u9fff])(?:第?(?P<han>十?[一二三四五六七八九]|十)(?:是|,|、|要)|\((?P<bracket>十?[一二三四五六七八九]|十)\)|(?P<digit>\d{1,2})\.)"
)
_ITEM = re.compile(r"(?:“[^”\n]{1,40}”|[^,。;:!?\n“”])+")
#: 一是要….
_TO_DO = re.compile("要(?!求|素|害|点)")
#: What is said at a meeting and asks for a state of mind or of care is no measure.
_WISH = re.compile(
    "坚持|不得|[决绝]不|严禁|贯彻|落实|全面(?:贯彻|落实)|深刻|深入学习|认真|学习|切实|牢|高度|提高|统一|加强领导|加强组织|强化(?:责任|领导|担当)|压[实紧]|增强|树立|"
    "弘扬|把[握牢]|抓[住紧好]|突出|注重|举一反三|已|更加|始终|不断|进一步|着眼|着力|立足|严守|坚决|敢于|勇于|带头|做[到好]|明确|确保|保[持障]|"
    "重点围绕|各[地级部方]|有关|相关|密切|精准|科学|[狠]?抓|聚焦|防止|避免|务必|毫不|顺应|发挥|继续|寓|根据|"
    "(?:加强|强化|加大|推进|积极推进|深化|完善|规范|营造|优化|促进|便利|稳定|支持|引导|鼓励|整合|严惩)(?![^,。;:]*“)[^,。;:]{0,7}(?=[,。;:])|"
    "增加[^,。;:\\d]{0,8}投入(?=[,。;:])|[^,。;:]{0,12}财政[^,。;:]{0,8}\\d+[亿万]元(?=[,。;:])"
)
#: How things are to be is an aim and no measure: 旅游经济稳步增长.
_STATE = re.compile(
    "(?:更加|更为|稳步|显著|大幅|明显|持续|不断|进一步|基本|全面)(?:增长|提升|满意|改善|健全|完善|提高|增强|优化|下降|降低|扩大|形成)$|"
    r"^(?:严格)?以[^,]*为|^(?:推动|促进|实现)?[\u4e00-\u9fff]{4}、[\u4e00-\u9fff]{4}$|到\d{4}年|高质量发展$|(?<![费税价率准])(?:下降|提高|增长|上升|降低)\d"
)
#: 提出“甲,乙”“丙”等六个方面的措施: what stands in the quotation marks, and what is said of them behind.
_QUOTES = re.compile(r"(?:[、和]?“[^”\n]{4,120}”)+(?=等?[^,。;“”\n]{0,16}(?:措施|举措|任务|内容|方面|要求|对策|意见))")
_ITEM_IN = re.compile(r"[^,。;:!?\n“”、和][^,。;:!?\n“”]+")
_LISTED = re.compile(r"(?P<item>[^;。\n]+)(?P<end>[;。\n]|$)")


def find(reading: Reading) -> Iterator[Found]:
    """The measures in text order."""
    if not _cues().search(reading.shadow):
        return
    for rule in load("measures", RULES).fitting(reading.mask.text, reading.lacking):
        for match in _matches(rule, reading):
            agents = _subjects(reading, rule, match)
            if not agents:
                continue
            stop = reading.mask.span(*match.span()).end
            items = list(_items(reading, rule, stop))
            for agent in agents:
                for what, evidence in items:
                    yield agent, what, evidence, f"measures/{rule.name}"


@cache
def _cues() -> re.Pattern[str]:
    """What a text holds that any rule may read."""
    return re.compile("|".join(dict.fromkeys(str(rule.values["needs"]) for rule in load("measures", RULES))))


@cache
def _needed(words: str) -> re.Pattern[str]:
    return re.compile(words)


def _matches(rule: Rule, reading: Reading) -> Iterator[re.Match[str]]:
    """The matches of a rule; one that ends where its words stand is sought only in the sentence before them."""
    text, needed = reading.mask.text, _needed(str(rule.values["needs"]))
    if not needed.search(reading.shadow):
        return
    if not rule.values.get("before"):
        yield from rule.pattern.finditer(text)
        return
    end = 0
    for cue in needed.finditer(text):
        low = cue.start() - FAR if rule.values.get("far") else _opening(text, cue.start())
        for match in rule.pattern.finditer(text, max(0, end, low), cue.end()):
            yield match
            end = match.end()


def _opening(text: str, at: int) -> int:
    """Where the sentence starts whose last mark, perhaps with a line break, stands in front of ``at``."""
    mark = max(0, at - 1 - text.endswith("\n", 0, at))
    return max(text.rfind("。", 0, mark), text.rfind("\n", 0, mark)) + 1


def _subjects(reading: Reading, rule: Rule, match: re.Match[str]) -> tuple[Agent, ...]:
    groups = match.groupdict()
    if groups.get("book"):
        title = title_at(reading, match.start("book"))
        here = reading.mask.span(*match.span("book"))
        return (Agent(title.argument(), here, title.span.end + 1 != here.end),)
    if groups.get("plan"):
        here = reading.mask.span(*match.span("plan"))
        return (Agent(Argument("Report", reading.doc.text[here.start : here.end], here), here),)
    named = agents_in(reading, *match.span("agent"))
    if named or rule.name != "tasks counted and listed":
        return named
    if found := agents_before(reading, match.start("act"), match.start("agent")).agents:
        return found
    return agents_before(reading, match.start("act")).agents


def _items(reading: Reading, rule: Rule, start: int) -> Iterator[tuple[Span, Span]]:
    """What is listed behind offset ``start``, each with its evidence."""
    if rule.name in ("contents of a plan", "tasks of a document, apart by semicolons"):
        yield from _separated(reading, start)
    elif rule.name == "tasks counted and listed":
        yield from _row(reading, start)
    elif rule.name == "measures in quotation marks":
        yield from _quoted(reading, start)
    else:
        items = list(numbered(reading, start))
        for at, (_, what, evidence) in enumerate(items):
            if _measure(reading.shadow, rule, what):
                yield what, evidence
            for more in demanded.further(reading.shadow, what.end, _item_end(reading, items, at)):
                if _measure(reading.shadow, rule, more):
                    yield more, more


def _measure(shadow: str, rule: Rule, what: Span) -> bool:
    """Whether an item says what is to be done, not how things are to be, and at a meeting more than care."""
    wish = rule.values.get("tasks") and _WISH.match(shadow, what.start)
    phrase = shadow[what.start : what.end]
    return not wish and not _STATE.search(phrase) and initiatives.content(phrase) >= 2


def _item_end(reading: Reading, items: list[tuple[int, Span, Span]], at: int) -> int:
    """Where the item ``at`` of a list ends: in front of the next one; the last one with its line."""
    if at + 1 < len(items):
        return items[at + 1][2].start
    line = reading.shadow.find("\n", items[at][1].start)
    return line if line >= 0 else len(reading.shadow)


def numbered(
    reading: Reading, start: int, shortest: int = initiatives.SHORTEST_STEP
) -> Iterator[tuple[int, Span, Span]]:
    """一是甲。二是乙。: number, first clause and evidence of each item behind ``start``, as long as the numbers go on.

    An item whose first clause is shorter than ``shortest`` code points says nothing.
    """
    expected = 1
    for match in _ORDINAL.finditer(reading.shadow, start, min(len(reading.shadow), start + 3000)):
        value = _value(match)
        if value != expected:
            if value == 1:
                return
            continue
        expected += 1
        item = _ITEM.match(reading.shadow, match.end() + bool(_TO_DO.match(reading.shadow, match.end())))
        if item and initiatives.concrete(item[0], shortest):
            yield value, Span(*item.span()), Span(match.start(), item.end())


def _value(match: re.Match[str]) -> int:
    if match["digit"]:
        return int(match["digit"])
    printed = match["han"] or match["bracket"]
    return 10 * printed.startswith("十") + (_NUMBERS.index(printed[-1]) + 1 if printed != "十" else 0)


def _quoted(reading: Reading, start: int) -> Iterator[tuple[Span, Span]]:
    """The clauses within a row of quotation marks."""
    row = _QUOTES.match(reading.shadow, start)
    for item in _ITEM_IN.finditer(reading.shadow, start, row.end() if row else start):
        if initiatives.concrete(item[0]):
            yield Span(*item.span()), Span(*item.span())


def _row(reading: Reading, start: int) -> Iterator[tuple[Span, Span]]:
    """The items of the rest of a sentence that open with a verb, apart by semicolons if it has any, else by commas."""
    end = reading.shadow.find("。", start)
    end = end if end >= 0 else len(reading.shadow)
    apart = next((mark for mark in ";,、" if mark in reading.shadow[start:end]), ",")
    low = start
    for part in reading.shadow[start:end].split(apart):
        item = _ITEM.match(reading.shadow, low, low + len(part))
        opens = item is not None and item[0][:2] in words("measure_verbs.txt") | words("demand_adverbs.txt")
        if item and opens and initiatives.concrete(item[0]):
            yield Span(*item.span()), Span(*item.span())
        low += len(part) + 1


def _separated(reading: Reading, start: int) -> Iterator[tuple[Span, Span]]:
    """甲;乙;丙: the first clause of each item of a list with semicolons."""
    for match in _LISTED.finditer(reading.shadow, start):
        item = _ITEM.match(reading.shadow, match.start())
        if item and initiatives.concrete(item[0]):
            yield Span(*item.span()), Span(*item.span())
        if match["end"] != ";":
            return
