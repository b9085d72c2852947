"""Measures that a text lists for a document or a meeting.  Rules: kg/rules/measures.yaml.

A :class:`Reading` in; subject, initiative, evidence and rule name out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg import lazy_re as re
from kg.extract import initiatives
from kg.extract.agents import Agent, agents_in
from kg.extract.reading import Reading
from kg.extract.titles import title_at
from kg.model import Argument, Span
from kg.rules import Rule, load

Found = tuple[Agent, Span, Span, str]

RULES = frozenset({"needs", "before"})

_NUMBERS = "一二三四五六七八九十"
_ORDINAL = re.compile(
    r"(?<![\u4e00-\u9fff])(?:第?(?P<han>十?[一二三四五六七八九]|十)(?:是|,|、|要)|\((?P<bracket>十?[一二三四五六七八九]|十)\)|(?P<digit>\d{1,2})\.)"
)
_ITEM = re.compile(r"(?:“[^”\n]{1,40}”|[^,。;:!?\n“”])+")
_LISTED = re.compile(r"(?P<item>[^;。\n]+)(?P<end>[;。\n]|$)")


def find(reading: Reading) -> Iterator[Found]:
    """The measures in text order."""
    if not _cues().search(reading.shadow):
        return
    for rule in load("measures", RULES).fitting(reading.mask.text, reading.lacking):
        for match in _matches(rule, reading):
            agents = _subjects(reading, match)
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
    for words in needed.finditer(text):
        for match in rule.pattern.finditer(text, max(end, _opening(text, words.start())), words.end()):
            yield match
            end = match.end()


def _opening(text: str, at: int) -> int:
    """Where the sentence starts whose last mark, perhaps with a line break, stands in front of ``at``."""
    mark = max(0, at - 1 - text.endswith("\n", 0, at))
    return max(text.rfind("。", 0, mark), text.rfind("\n", 0, mark)) + 1


def _subjects(reading: Reading, match: re.Match[str]) -> tuple[Agent, ...]:
    groups = match.groupdict()
    if groups.get("book"):
        title = title_at(reading, match.start("book"))
        here = reading.mask.span(*match.span("book"))
        return (Agent(title.argument(), here, title.span.end + 1 != here.end),)
    if groups.get("plan"):
        here = reading.mask.span(*match.span("plan"))
        return (Agent(Argument("Report", reading.doc.text[here.start : here.end], here), here),)
    return agents_in(reading, *match.span("agent"))


def _items(reading: Reading, rule: Rule, start: int) -> Iterator[tuple[Span, Span]]:
    """What is listed behind offset ``start``, each with its evidence."""
    if rule.name == "contents of a plan":
        yield from _separated(reading, start)
    else:
        for _, what, evidence in numbered(reading, start):
            yield what, evidence


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
        item = _ITEM.match(reading.shadow, match.end())
        if item and initiatives.concrete(item[0], shortest):
            yield value, Span(*item.span()), Span(match.start(), item.end())


def _value(match: re.Match[str]) -> int:
    if match["digit"]:
        return int(match["digit"])
    printed = match["han"] or match["bracket"]
    return 10 * printed.startswith("十") + (_NUMBERS.index(printed[-1]) + 1 if printed != "十" else 0)


def _separated(reading: Reading, start: int) -> Iterator[tuple[Span, Span]]:
    """甲;乙;丙: the first clause of each item of a list with semicolons."""
    for match in _LISTED.finditer(reading.shadow, start):
        item = _ITEM.match(reading.shadow, match.start())
        if item and initiatives.concrete(item[0]):
            yield Span(*item.span()), Span(*item.span())
        if match["end"] != ";":
            return
