"""Quantities as printed, 4000户, 近1.5亿亩, 12.5%, 25-30公里: number, unit after normalisation, comparator.

Shadow in, :class:`Quantity` records out.  Ordinals, dates, clock times, numbers inside names and numbers
without a unit are no quantities; neither is 一个, which only says that something is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg import lazy_re as re
from kg.lexicon.tables import rows, words
from kg.model import Span
from kg.text.numbers import NUMBER, share, value

#: Words before a number, and what they make of it.
_BEFORE = {
    **dict.fromkeys(("超过", "超", "逾", "突破", "高于", "多于"), ">"),
    **dict.fromkeys(("至少", "不少于", "不低于", "最少"), "≥"),
    **dict.fromkeys(("约", "大约", "大概", "近", "逼近", "将近", "接近", "约为", "达到近", "达近", "约占"), "≈"),
    **dict.fromkeys(("不足", "不到", "低于", "少于", "未满", "不满"), "<"),
    **dict.fromkeys(("最多", "不超过", "不高于", "至多"), "≤"),
}
_AFTER = {
    **dict.fromkeys(("多", "余", "之多"), ">"),
    "以上": "≥",
    **dict.fromkeys(("左右", "上下"), "≈"),
    **dict.fromkeys(("以下", "以内", "之内"), "≤"),
}
_TIMES = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8), "万亿": Decimal(10**12)}
#: From this number on people may be counted without a classifier: 500万党员.
_CROWD = 10_000


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed quantity; ``upper`` is the upper bound of a range, None where none is printed.

    ``value`` is in ``unit``; ``kind`` is that of kg/lexicon/data/units.tsv; ``comparator`` one of = > ≥ ≈ < ≤.
    """

    span: Span
    value: Decimal
    upper: Decimal | None
    unit: str
    kind: str
    comparator: str


@cache
def _units() -> dict[str, dict[str, str]]:
    return {row["printed"]: row for row in rows("units.tsv")}


@cache
def _pattern() -> re.Pattern[str]:
    units = []
    for name, row in sorted(_units().items(), key=lambda item: (-len(item[0]), item[0])):
        guard = f"(?!{row['not_before']})" if row["not_before"] else ""
        units.append(re.escape(name) + guard)
    people = "|".join(sorted(words("people_nouns.txt"), key=lambda word: (-len(word), word)))
    high = re.sub(r"\?P<\w+>", "?:", NUMBER)
    return re.compile(
        rf"(?<![\dA-Za-z.:/#第几数零〇一二两三四五六七八九十百千万亿]){NUMBER}"
        rf"(?P<more>[多余来])?(?P<times>万亿|万|亿)?"
        rf"(?:(?P<first>%)?[-至到](?P<high>{high})(?P<more2>[多余])?)?"
        rf"(?:(?P<people>(?={people}))|(?P<unit>{'|'.join(units)}))"
        r"(?P<after>多(?=[,。;、的])|以上|左右|上下|以下|以内|之内|之多)?"
    )


@cache
def _before() -> re.Pattern[str]:
    names = sorted(_BEFORE, key=lambda word: (-len(word), word))
    return re.compile(rf"(?P<word>{'|'.join(names)})了?$")


@cache
def numerals() -> re.Pattern[str]:
    """Where a quantity may start: numerals with what stands inside numbers, up to the first character of a unit."""
    numerals = r"\d零〇一二两三四五六七八九十百千"
    behind = {name[0] for name in (*_units(), *words("people_nouns.txt"))}
    return re.compile(
        rf"[{numerals}][{numerals}万亿点.,多余来至到%-]{{0,60}}(?<=[{numerals}万亿多余来%])(?=[{''.join(sorted(behind))}])"
    )


def may_hold_quantity(shadow: str, start: int, end: int) -> bool:
    """A cheap look: whether a numeral with the start of a unit behind it, or a written share, stands there."""
    return bool(numerals().search(shadow, start, end)) or shadow.find("分之", start, end) >= 0


def find_quantities(shadow: str, start: int, end: int) -> Iterator[Quantity]:
    """The quantities of ``shadow[start:end]``, in order, none overlapping another."""
    last = start
    found = list(_counted(shadow, start, end))
    if shadow.find("分之", start, end) >= 0:
        found = sorted((*found, *_written_shares(shadow, start, end)), key=lambda one: one.span)
    for quantity in found:
        if quantity.span.start >= last:
            last = quantity.span.end
            yield quantity


def _counted(shadow: str, start: int, end: int) -> Iterator[Quantity]:
    for run in numerals().finditer(shadow, start, end):
        match = _pattern().match(shadow, run.start(), end)
        quantity = _quantity(shadow, match) if match else None
        if quantity is not None:
            yield quantity


def _quantity(shadow: str, match: re.Match[str]) -> Quantity | None:
    unit, factor, kind = "人", Decimal(1), "people"
    if match["unit"]:
        row = _units()[match["unit"]]
        unit, factor, kind = row["unit"], Decimal(row["factor"]), row["kind"]
    times = _TIMES[match["times"] or ""]
    low = share(match)
    if low is not None:
        return None  # 百分之五十个 is no count
    low = value(match["plain"]) if match["plain"] else None
    high = value(match["high"]) if match["high"] else None
    if low is None or (match["high"] and high is None) or _only_meant(match, kind):
        return None
    if match["unit"] is None and low * times < _CROWD:
        return None
    if high is not None:
        low = _same_scale(match, low, high)
        if low >= high:
            return None
    start, comparator = match.start(), "="
    before = _before().search(shadow, max(0, start - 4), start)
    if before:
        start, comparator = before.start(), _BEFORE[before["word"]]
    if match["more"] in ("多", "余") or match["more2"]:
        comparator = ">"
    elif match["more"]:
        comparator = "≈"
    if match["after"]:
        comparator = _AFTER[match["after"]]
    upper = None if high is None else high * times * factor
    return Quantity(Span(start, match.end()), low * times * factor, upper, unit, kind, comparator)


def _same_scale(match: re.Match[str], low: Decimal, high: Decimal) -> Decimal:
    """3至5万: the first number counts in the unit of the second one where that alone makes a range."""
    printed = match["high"]
    for name in ("万亿", "亿", "万"):
        if printed.endswith(name) and not match["plain"].endswith(name) and low < high / _TIMES[name] + 1:
            return low * _TIMES[name]
    return low


def _only_meant(match: re.Match[str], kind: str) -> bool:
    """一个, 两项, 三家: a single Chinese digit before a classifier names more often than it counts."""
    printed = match["plain"] or ""
    return kind in ("count", "people") and len(printed) == 1 and not printed.isdecimal() and not match["times"]


@cache
def _shares() -> re.Pattern[str]:
    return re.compile(rf"{NUMBER}(?P<after>以上|左右|以下)?(?![万亿{''.join('零一二三四五六七八九十')}])")


def _written_shares(shadow: str, start: int, end: int) -> Iterator[Quantity]:
    """百分之十二点五, 三分之一: shares that are written out, in per cent."""
    for match in _shares().finditer(shadow, start, end):
        found = share(match)
        if found is None:
            continue
        first, comparator = match.start(), "="
        before = _before().search(shadow, max(0, first - 4), first)
        if before:
            first, comparator = before.start(), _BEFORE[before["word"]]
        if match["after"]:
            comparator = _AFTER[match["after"]]
        yield Quantity(Span(first, match.end()), found, None, "%", "share", comparator)
