"""The corpus over time: a corpus in; how many documents each year or month has, and what happened then, out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from kg import vocab
from kg.facts.record import Fact
from kg.site.corpus import Corpus
from kg.site.listings import documents
from kg.site.sections import entries

FEW_YEARS: Final = 4
"""Up to so many years, the bars stand for months."""
MOST: Final = 40
"""Dated facts shown of one year."""
_DATED: Final = ("startDate", "date", "endDate")
WIDTH, HEIGHT = 960, 160


@dataclass(frozen=True, slots=True)
class Bar:
    """The documents of a year or a month (EDTF); in units of the drawing, ``top`` from above."""

    date: str
    count: int
    x: float
    top: float
    width: float


@dataclass(frozen=True, slots=True)
class Year:
    """What a year has: how many documents, and dated facts, at most ``MOST`` of ``dated``."""

    year: str
    documents: int
    facts: tuple[Fact, ...]
    dated: int


def content(corpus: Corpus) -> dict[str, Any]:
    """What the page shows."""
    groups = documents(corpus)
    dates = [row.date for group in groups for row in group.rows if row.date[:4].isdecimal()]
    facts = _dated(corpus)
    counted = Counter(date[:4] for date in dates)
    years = sorted({*counted, *facts}, reverse=True)
    return {
        "bars": bars(dates),
        "monthly": len(counted) <= FEW_YEARS,
        "width": WIDTH,
        "height": HEIGHT,
        "years": [_year(year, counted[year], facts.get(year, [])) for year in years],
        "undated": sum(len(group.rows) for group in groups if not group.heading),
    }


def _year(year: str, number: int, facts: list[Fact]) -> Year:
    return Year(year, number, tuple(facts[:MOST]), len(facts))


def bars(dates: list[str]) -> list[Bar]:
    """A bar for every year, or month where there are few years, between the first and the last date."""
    years = sorted({int(date[:4]) for date in dates})
    if not years:
        return []
    span = range(years[0], years[-1] + 1)
    if len(years) <= FEW_YEARS:
        steps, length = [f"{year:04}-{month:02}" for year in span for month in range(1, 13)], 7
    else:
        steps, length = [f"{year:04}" for year in span], 4
    counted = Counter(date[:length] for date in dates)
    most = max(counted[step] for step in steps) or 1
    room = WIDTH / len(steps)
    tops = [round(HEIGHT * (1 - counted[step] / most), 1) for step in steps]
    return [
        Bar(step, counted[step], round((at + 0.1) * room, 1), tops[at], round(0.8 * room, 1))
        for at, step in enumerate(steps)
    ]


def _dated(corpus: Corpus) -> dict[str, list[Fact]]:
    """Asserted facts with a year of their own, by year, in order of their dates."""
    graph = corpus.graph
    dated = [node for name in ("Tenure", "Statement") for node in graph.of_class(name) if _has_date(corpus, node)]
    members = {one for node in dated for one in graph.get(vocab.MEMBER, node) or graph.get(vocab.SUBJECT, node)}
    found: dict[str, list[Fact]] = {}
    for member in sorted(members):
        for entry in entries(corpus, _plain(corpus, member)):
            if entry.when[:4].isdecimal() and not entry.reported:
                found.setdefault(entry.when[:4], []).append(entry.lead)
    return {year: sorted(facts, key=lambda fact: (fact.start or fact.end, fact.id)) for year, facts in found.items()}


def _plain(corpus: Corpus, member: str) -> list[Fact]:
    return [fact for fact in corpus.facts(member) if fact.subject == member and not fact.unsettled]


def _has_date(corpus: Corpus, node: str) -> bool:
    return any(corpus.graph.get(name, node) for name in _DATED)
