"""statistic: what figures a text gives of places and programmes.  Rules: kg/rules/figures.yaml.

The indicator is what the clause prints between its topic and the number, or what is counted behind it; the
topic is the place that the clause opens with, or that the sentence goes on about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.indicators import PLANNED, Indicator, indicator
from kg.extract.mask import Mask
from kg.extract.programmes import counted_programme, names_programme, programme_at
from kg.extract.quantified import quantified
from kg.extract.quantities import Quantity
from kg.extract.reading import Reading
from kg.extract.topics import Clause, clauses, may_have_topic, national, of_the_country, place_argument
from kg.model import Argument, Claim, Scalar, Span
from kg.rules import PLACE, QUANTITY, Rule, load
from kg.text.dates import Date

RULES = frozenset({"construct", "kinds"})
#: What a sentence without a place must hold to say what its figures are about.
_CUES = re.compile(r"[全我][国省市县区州盟旗]|系统|平台|服务网|信息网|工程|项目")
#: What is behind what is counted where the whole is a place: 青川县的9个乡镇之一.
_ONE_OF = re.compile("之[一首]|[中里],")
#: The first of several months that a date ends: 1—|8月.
_FROM = re.compile(r"(?<!\d)(?P<month>\d{1,2})(?:[-—－~]|至|到)$")
_MONTH = re.compile(r"(?P<year>[\dX]{4})-(?P<month>\d\d)")
_DONE = re.compile(r"已经?(?![将计])")
#: Rules that have a place of their own in the reading of a clause.
_APART = frozenset({"more", "part"})
#: What a list of figures goes on behind.
_LISTED = frozenset({"stock", "more"})


@dataclass(frozen=True, slots=True)
class Found:
    """One figure: what it is about, what it measures, and where it stands."""

    about: Argument
    indicator: Indicator
    quantity: Quantity
    evidence: Span
    rule: Rule
    inferred: bool


def _worth(text: str) -> bool:
    """A cheap look: whether the figures of a masked sentence may be about anything, its quantities masked or not."""
    return may_have_topic(text) or names_programme(text) or (PLACE in text and _ONE_OF.search(text) is not None)


@cache
def _national() -> re.Pattern[str]:
    return re.compile(f"{_CUES.pattern}|{national().pattern}")


def extract(reading: Reading) -> Iterator[Claim]:
    """The figures of a document; the same figure of the same thing once."""
    seen: set[tuple[object, ...]] = set()
    cues, worth = (_national(), lambda text: True) if of_the_country(reading) else (_CUES, _worth)
    for mask in quantified(reading, cues, worth):
        for found, planned in (*_parts(reading, mask), *_sentence(reading, mask)):
            key = (found.about.text, found.indicator, found.quantity.value, found.quantity.unit)
            if key not in seen:
                seen.add(key)
                yield _claim(reading, mask, found, planned)


def _parts(reading: Reading, mask: Mask) -> Iterator[tuple[Found, bool]]:
    """青川县的9个乡镇之一: the whole is counted, whatever the sentence says of one of them."""
    rule = _rule("part")
    for match in rule.pattern.finditer(mask.text):
        place = place_argument(reading, mask.tokens[match.start("place")])
        measured = indicator(rule, match, _quantity(mask, match), None)
        if place and measured:
            yield Found(place, measured, _quantity(mask, match), mask.span(*match.span()), rule, False), False


def _sentence(reading: Reading, mask: Mask) -> Iterator[tuple[Found, bool]]:
    """The figures of a sentence, each with whether it is only planned."""
    last: Found | None = None
    programme: Argument | None = None
    lost = False
    systems = names_programme(mask.text)
    for clause in clauses(reading, mask, 0, len(mask.text)):
        opened = programme_at(reading, mask, clause) if systems else None
        if clause.named or opened:
            programme, lost = opened, False
        if QUANTITY not in mask.text[clause.body : clause.high]:
            continue
        figures = [] if lost else list(_clause(reading, mask, clause, programme, last))
        # what a clause with a figure that is not understood is about is not known, and so for those behind it
        lost, last = not figures, figures[-1] if figures else None
        if figures:
            planned = _is_planned(mask.text, clause)
            yield from ((found, planned) for found in figures)


def _is_planned(text: str, clause: Clause) -> bool:
    """Whether the sentence speaks of a plan up to this clause, and the clause not of what is done."""
    return bool(PLANNED.search(text, 0, clause.high)) and not _DONE.search(text, clause.low, clause.high)


def _clause(
    reading: Reading, mask: Mask, clause: Clause, programme: Argument | None, last: Found | None
) -> Iterator[Found]:
    """The figures of one clause, from left to right."""
    places = clause.topic.places if clause.topic else ()
    if programme is None and len(places) != 1:
        return
    about, at = programme or places[0], clause.body
    inferred = programme is not None or clause.topic is None or clause.topic.inferred
    if last is not None and last.rule.values["construct"] in _LISTED and mask.text.startswith(QUANTITY, at):
        about, inferred = last.about, True  # 辖9个乡镇,120个行政村
    else:
        hit = _hit(mask, clause, at, last)
        if hit is None:
            return
        fired, first, measured = hit
        evidence = _evidence(mask, clause, first, about)
        if counted := counted_programme(reading, mask, first, _quantity(mask, first)):
            about, measured = counted, Indicator(_quantity(mask, first).unit)
        yield Found(about, measured, _quantity(mask, first), evidence, fired, inferred)
        at = first.end()
    rule = _rule("more")
    while match := rule.pattern.match(mask.text, at, min(len(mask.text), clause.high + 1)):
        more = indicator(rule, match, _quantity(mask, match), None)
        if more is None:
            return
        yield Found(about, more, _quantity(mask, match), _evidence(mask, clause, match, about), rule, True)
        at = match.end()


def _hit(mask: Mask, clause: Clause, at: int, last: Found | None) -> tuple[Rule, re.Match[str], Indicator] | None:
    """The first rule that reads the clause behind its topic."""
    for rule in load("figures", RULES):
        if rule.values["construct"] in _APART:
            continue
        match = rule.pattern.match(mask.text, at, min(len(mask.text), clause.high + 1))
        if match and (measured := indicator(rule, match, _quantity(mask, match), last.indicator if last else None)):
            return rule, match, measured
    return None


@cache
def _rule(construct: str) -> Rule:
    return next(rule for rule in load("figures", RULES) if rule.values["construct"] == construct)


def _quantity(mask: Mask, match: re.Match[str]) -> Quantity:
    token = mask.tokens[match.start("figure")]
    assert isinstance(token, Quantity)
    return token


def _evidence(mask: Mask, clause: Clause, match: re.Match[str], about: Argument) -> Span:
    """From the topic, where the clause names it, to the end of the figure and its noun."""
    named = clause.named and about.span is not None
    low = mask.position(about.span.start) if named and about.span else match.start()
    return mask.span(max(clause.low, min(low, match.start())), match.end())


def _claim(reading: Reading, mask: Mask, found: Found, planned: bool) -> Claim:
    quantity = found.quantity
    qualifiers: dict[str, Scalar] = {
        "indicator": found.indicator.name,
        "value": _number(quantity.value),
        "upper": None if quantity.upper is None else _number(quantity.upper),
        "unit": quantity.unit,
        "comparator": quantity.comparator,
        "comparison": found.indicator.basis,
    }
    date = _date(mask, quantity)
    if date is not None:
        edtf, span = _whole(reading, date)
        qualifiers |= {"date": edtf, "date_text": reading.doc.text[span.start : span.end].strip()}
    return claim(
        reading.doc,
        "statistic",
        found.about,
        Argument("Figure", reading.doc.text[quantity.span.start : quantity.span.end], quantity.span),
        found.evidence,
        f"figures/{found.rule.name}",
        qualifiers=qualifiers,
        status="planned" if planned else "asserted",
        explicit=not found.inferred,
        confidence=0.8 if found.inferred else 0.9,
    )


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _whole(reading: Reading, date: Date) -> tuple[str, Span]:
    """The date in EDTF and its span, with the month that it begins with where only its last is told: 今年1—8月."""
    first = _FROM.search(reading.shadow, max(0, date.span.start - 4), date.span.start)
    month = _MONTH.fullmatch(date.edtf)
    if first is None or month is None or not 0 < int(first["month"]) < int(month["month"]):
        return date.edtf, date.span
    return f"{month['year']}-{int(first['month']):02}/{date.edtf}", Span(first.start("month"), date.span.end)


def _date(mask: Mask, quantity: Quantity) -> Date | None:
    """The date a figure holds for: the last one that the sentence names before it, what it is compared with aside."""
    for at in range(mask.position(quantity.span.start) - 1, -1, -1):
        token = mask.tokens.get(at)
        if isinstance(token, Date) and mask.text[at - 1 : at] not in ("比", "较"):
            return token
    return None
