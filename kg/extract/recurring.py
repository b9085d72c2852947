"""recurringIn: meetings and fairs that come again, how often, and where.  Rules: kg/rules/recurring.yaml.

A :class:`Reading` in, claims about events of kind RecurringMeeting out; ``recurrence`` is a repeating interval of
ISO 8601 without a start (R/P1W).  Where nothing tells the place there is no claim.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg import lazy_re as re
from kg.extract.agent_words import clause_start
from kg.extract.agents import agents_before
from kg.extract.claims import claim
from kg.extract.reading import Reading
from kg.extract.scope import sentence_start
from kg.extract.topics import place_argument
from kg.lexicon.divisions import gazetteer
from kg.mentions.places import PlaceMention
from kg.model import Argument, Claim, Span
from kg.rules import load

_CUE = re.compile(r"[每周][^。\n]{0,40}(?:[会坛节]|党[课日]|马拉松)|星期[^。\n]{0,30}会")
_PERIODS = {
    "星期": "P1W", "周": "P1W", "礼拜": "P1W", "两周": "P2W",
    "半月": "P15D", "半个月": "P15D", "两个月": "P2M", "月": "P1M",
    "季": "P3M", "季度": "P3M", "半年": "P6M", "年": "P1Y", "天": "P1D", "日": "P1D",
}  # fmt: skip
#: Told as a wish, a rule for others or a past.
_OPEN = re.compile(r"应当?|可以|建议|希望|鼓励|原则上|如果|不再|没有|曾经?|过去|以前|原来")
_HERE = re.compile(r"这里|这儿|当地|这个[县区市镇]")
#: How far back, in characters, the place that 这里 means may stand.
_BACK = 400


def extract(reading: Reading) -> Iterator[Claim]:
    """One claim a meeting, the first time that the text tells of it."""
    if not load("recurring", frozenset()).may_fit(reading.lacking) or not _CUE.search(reading.shadow):
        return
    seen: set[str] = set()
    text = reading.mask.text
    for rule in load("recurring", frozenset()).fitting(text, reading.lacking):
        for match in rule.pattern.finditer(text):
            start = clause_start(text, match.start())
            place = _place(reading, match)
            if place is None or _OPEN.search(text, start, match.end()):
                continue
            meeting, explicit = _meeting(reading, match), place.span is not None
            if meeting.text in seen:
                continue
            seen.add(meeting.text)
            printed = reading.mask.span(*match.span("every"))
            whole = reading.mask.span(*match.span())
            near = place.span is not None and reading.sentence_at(whole.start).covers(place.span)
            low = min(whole.start, place.span.start) if near and place.span else whole.start
            yield claim(
                reading.doc,
                "recurringIn",
                meeting,
                place,
                Span(low, whole.end),
                f"recurring/{rule.name}",
                qualifiers={
                    "recurrence": f"R/{_PERIODS[match['week'] or match['unit'] or '周']}",
                    "recurrence_text": reading.doc.text[printed.start : printed.end],
                },
                explicit=explicit and near,
                confidence=0.85 if near else 0.75,
            )


def _meeting(reading: Reading, match: re.Match[str]) -> Argument:
    """The meeting: how often, who, what, without the verb between: 每周一|全体干部|晨会."""
    parts = []
    for group in ("every", "who", "event"):
        if match[group]:
            span = reading.mask.span(*match.span(group))
            parts.append(reading.doc.text[span.start : span.end])
    return Argument("RecurringMeeting", "".join(parts), reading.mask.span(*match.span()))


def _place(reading: Reading, match: re.Match[str]) -> Argument | None:
    """The division of whoever holds it, the last one that its sentence names, or the one that 这里 means."""
    text = match.string
    agents = agents_before(reading, match.start()).agents
    coded = [agent.argument for agent in agents if agent.argument.code]
    if coded and coded[0].code and coded[0].code[0].isdigit():
        return Argument("District", gazetteer()[coded[0].code].name, coded[0].span, code=coded[0].code)
    low = sentence_start(text, match.start())
    found = _last(reading, low, match.end())
    if found is None and _HERE.search(text, low, match.start()):
        found = _last(reading, max(0, low - _BACK), low)
    return found


def _last(reading: Reading, low: int, high: int) -> Argument | None:
    for _, token in reversed(reading.mask.held(low, high)):
        if isinstance(token, PlaceMention) and (place := place_argument(reading, token)) is not None:
            return place if place.code and place.code[0].isdigit() else None
    return None
