"""Indexes: people by pinyin, bodies, reports and others as groups of rows; places by division; documents by date.

A corpus in, rows out; a long index goes to several pages, by group.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pypinyin import lazy_pinyin

from kg import vocab
from kg.facts.terms import local
from kg.mentions.names import surnames
from kg.site.corpus import Corpus, shown

WHOLE: Final = 500
"""Rows that an index shows on one page; one with more has a page for each group."""
_NO_LETTER: Final = "#"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of an index: what it leads to, how it sounds, what tells it apart (labels), its date (EDTF)."""

    iri: str
    sound: str = ""
    hints: tuple[str, ...] = ()
    date: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows below a heading; ``key`` is part of the address of a page of its own."""

    key: str
    heading: str
    rows: tuple[Row, ...]


@cache
def sound(name: str) -> str:
    """The pinyin of a name without tones, its syllables apart."""
    return " ".join(part.lower() for part in lazy_pinyin(name))


def romanised(name: str, pinyin: str) -> str:
    """A Chinese name in Latin letters, family name first: Wang Jianlin (GB/T 28039-2011)."""
    syllables = pinyin.split()
    if len(syllables) != len(name):
        return pinyin.title()
    family = 2 if len(name) > 2 and name[:2] in surnames() else 1
    return " ".join("".join(part).capitalize() for part in (syllables[:family], syllables[family:]))


def sound_of(corpus: Corpus, iri: str) -> str:
    """The pinyin of a thing: as the graph says, else as its name is commonly read."""
    known = unicodedata.normalize("NFD", corpus.graph.one("pinyin", iri).lower())
    plain = "".join(char for char in known if not unicodedata.combining(char))
    return shown(plain) or sound(corpus.label(iri)[:40])


def people(corpus: Corpus) -> list[Group]:
    """People by the first letter of their pinyin, each with posts that tell namesakes apart."""
    return _by_letter(corpus, _of(corpus, "Person"), lambda iri: _posts(corpus, iri))


def bodies(corpus: Corpus) -> list[Group]:
    """Bodies by letter, each with the place it is for or lies in."""
    return _by_letter(corpus, _of(corpus, "Organization"), lambda iri: _seat(corpus, iri))


def reports(corpus: Corpus) -> list[Group]:
    """Reports by letter, each with its author."""
    return _by_letter(corpus, _of(corpus, "Report"), lambda iri: tuple(map(corpus.label, authors(corpus, iri))))


def undertakings(corpus: Corpus) -> list[Group]:
    """Initiatives, programmes, systems and policies by their kind, each with the places it is for."""
    rows: dict[str, list[Row]] = {}
    for iri in _of(corpus, "Undertaking"):
        places = [*corpus.graph.get("targetDistrict", iri), *corpus.graph.get("implementedIn", iri)]
        hints = tuple(dict.fromkeys(map(corpus.label, places)))
        rows.setdefault(corpus.classes(iri)[0], []).append(Row(iri, sound_of(corpus, iri), hints))
    return [Group(kind, kind, _sorted(found)) for kind, found in sorted(rows.items())]


def events(corpus: Corpus) -> list[Group]:
    """Meetings and other events by year, each with its place."""
    graph = corpus.graph
    rows = [
        Row(
            iri,
            sound_of(corpus, iri),
            tuple(map(corpus.label, graph.get("eventPlace", iri))),
            graph.one("eventDate", iri),
        )
        for iri in _of(corpus, "Event")
    ]
    return by_year(rows)


def documents(corpus: Corpus) -> list[Group]:
    """Documents by year, the latest first, those without a date last."""
    graph = corpus.graph
    rows = [
        Row(iri, "", tuple(map(shown, graph.get("publisherText", iri)[:1])), date)
        for iri, date in corpus.documents().items()
    ]
    return by_year(rows)


def by_year(rows: Iterable[Row]) -> list[Group]:
    """Rows by the year of their date, the latest first, those without one last."""
    years: dict[str, list[Row]] = {}
    for row in rows:
        year = row.date[:4]
        years.setdefault(year if year.isdecimal() else "", []).append(row)
    ordered = sorted(years.items(), key=lambda pair: (pair[0] == "", -int(pair[0] or 0)))
    return [
        Group(year or "undated", year, tuple(sorted(sorted(found, key=lambda row: row.iri), key=_date, reverse=True)))
        for year, found in ordered
    ]


def paged(groups: list[Group]) -> list[list[Group]]:
    """The groups on one page, or on a page each where they are long; a long group goes on with the next."""
    if sum(len(group.rows) for group in groups) <= WHOLE:
        return [groups]
    return [
        [Group(group.key, group.heading, group.rows[start : start + WHOLE])]
        for group in groups
        for start in range(0, len(group.rows), WHOLE)
    ]


@dataclass(frozen=True, slots=True)
class Branch:
    """A place and the places in it."""

    iri: str
    below: tuple[Branch, ...]

    @property
    def size(self) -> int:
        """How many places lie in it, at any depth."""
        return sum(1 + branch.size for branch in self.below)


def places(corpus: Corpus) -> tuple[list[Branch], list[Group]]:
    """The divisions as a tree by code, and places that are none: abroad, and regions and sites."""
    every = _of(corpus, "Place")
    divisions = [iri for iri in every if set(corpus.classes(iri)) & vocab.DIVISION_CLASSES]
    known = set(divisions)
    below: dict[str, list[str]] = {}
    roots = []
    for iri in divisions:
        above = [unit for unit in corpus.graph.get("partOf", iri) if unit in known]
        if above:
            below.setdefault(above[0], []).append(iri)
        else:
            roots.append(iri)

    def branch(iri: str, depth: int = 0) -> Branch:
        under = below.get(iri, ()) if depth < 6 else ()  # a circle in the data must not hang the build
        return Branch(iri, tuple(branch(one, depth + 1) for one in sorted(under, key=local)))

    others: dict[str, list[Row]] = {"foreign": [], "regions": []}
    for iri in every:
        if iri not in known:
            name = "foreign" if "ForeignPlace" in corpus.classes(iri) else "regions"
            hints = tuple(map(corpus.label, corpus.graph.get("partOf", iri)))
            others[name].append(Row(iri, sound_of(corpus, iri), hints))
    groups = [Group(name, name, _sorted(rows)) for name, rows in others.items() if rows]
    return [branch(iri) for iri in sorted(roots, key=local)], groups


def authors(corpus: Corpus, report: str) -> tuple[str, ...]:
    """Who wrote a report."""
    return corpus.graph.get(vocab.AUTHOR, report) or corpus.graph.having("wroteReport", report)


def _by_letter(corpus: Corpus, iris: Iterable[str], hints: Callable[[str], tuple[str, ...]]) -> list[Group]:
    letters: dict[str, list[Row]] = {}
    for iri in iris:
        row = Row(iri, sound_of(corpus, iri), hints(iri))
        first = row.sound[:1].upper()
        letters.setdefault(first if "A" <= first <= "Z" else _NO_LETTER, []).append(row)
    ordered = sorted(letters.items(), key=lambda pair: (pair[0] == _NO_LETTER, pair[0]))
    return [
        Group(letter.lower() if letter != _NO_LETTER else "other", letter, _sorted(rows)) for letter, rows in ordered
    ]


def _sorted(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: (row.sound, row.iri)))


def _of(corpus: Corpus, name: str) -> list[str]:
    return corpus.graph.of_class(name)


def _posts(corpus: Corpus, iri: str) -> tuple[str, ...]:
    """The shortest names of the posts of a person, two at most."""
    return tuple(_titles(corpus, iri))[:2]


def _titles(corpus: Corpus, iri: str) -> Iterator[str]:
    graph = corpus.graph
    seen: set[str] = set()
    for tenure in graph.having(vocab.MEMBER, iri):
        posts = graph.get("post", tenure)
        if not seen & {*posts, tenure}:
            seen.update(posts)
            title = min(graph.get("titleText", tenure), key=len, default="")
            name = corpus.label(posts[0]) if posts else shown(title)
            if name and name not in seen:
                seen.add(name)
                yield name


def _seat(corpus: Corpus, iri: str) -> tuple[str, ...]:
    graph = corpus.graph
    return tuple(map(corpus.label, [*graph.get("jurisdiction", iri), *graph.get("locatedIn", iri)]))[:1]


def _date(row: Row) -> str:
    return row.date


LISTS: Final[Mapping[str, Callable[[Corpus], list[Group]]]] = {
    "people": people,
    "bodies": bodies,
    "reports": reports,
    "undertakings": undertakings,
    "events": events,
    "documents": documents,
}
"""The indexes that are groups of rows, by the names of their pages."""
