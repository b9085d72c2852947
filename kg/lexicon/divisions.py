"""Names of places in, division codes out: the gazetteer, read from the tables beside ``data/divisions.README.md``.

Codes are the six digits of GB/T 2260, nine for townships, ``x-…`` for places abroad and informal regions,
``h-…`` for units older than the lists, ``z-…`` for zones that are no divisions.  Tables are split into lines
at the first use and a line is parsed when it is asked for, so that a short text pays for the places it names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, TypeAlias, cast

from ahocorasick_rs import AhoCorasick

from kg.lexicon.short_forms import short_of
from kg.lexicon.tables import read

Level: TypeAlias = Literal["province", "prefecture", "county", "township", "country", "city", "region", "zone"]

TAIWAN = "710000"
LISTS_BEGIN = 1980
TOWNSHIP_SUFFIXES = ("街道", "民族乡", "镇", "乡", "苏木", "地区")


@dataclass(frozen=True, slots=True)
class Division:
    """One unit of the gazetteer.

    ``first`` and ``last`` are the years of the first and last yearly list with this unit, or for ``h-…`` and
    ``x-…`` the years it existed; the lists begin in 1980, so that 1980 means 1980 or before; None where no
    list has it, and ``last`` is None for a unit that exists.  ``level`` city is a city abroad, or a part of a
    state.  ``successors`` are codes.
    """

    code: str
    name: str
    short: str
    level: Level
    parent: str | None
    ended: bool = False
    first: int | None = None
    last: int | None = None
    former_names: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()

    def existed(self, year: int) -> bool:
        """Whether the lists have the unit in ``year``; without lists, whether it exists now."""
        if self.first is None:
            return not self.ended
        return (self.first <= year or self.first == LISTS_BEGIN) and (self.last is None or year <= self.last)


@dataclass(frozen=True, slots=True)
class Name:
    """One surface in the index: what it may name, current units and higher levels first.

    ``short``: no level is said (榆次).  ``weak``: the characters are more often something else,
    so that a text must give evidence (朝阳, 和县).  ``known``: the dictionary has it as a place.
    ``blockers`` are longer words around the name (北斗七星).  ``abroad``: it may name a place abroad or a region.
    """

    surface: str
    codes: tuple[str, ...]
    short: bool
    weak: bool
    known: bool = False
    blockers: tuple[str, ...] = ()
    abroad: bool = False


class Gazetteer:
    """Every division, place abroad and region; made by :func:`gazetteer`."""

    def __init__(self) -> None:
        self._rows = _keyed("divisions.tsv")
        self._abroad = _keyed("divisions.abroad.tsv")
        self.heads = _keyed("divisions.names.tsv")
        self._cells = [cell for row in self.heads.values() for cell in row.split("\t")]
        self._parsed: dict[str, Name] = {}
        self._weak: dict[str, bool] = {}
        self._known: dict[str, bool] = {}
        self._current: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._divisions: dict[str, Division | None] = {}
        self._townships: dict[str, str] | None = None
        self._sorted: list[str] | None = None
        self._below: dict[str, dict[str, tuple[str, ...]]] = {}

    def by_code(self, code: str) -> Division | None:
        """The unit with this code, None if there is none."""
        if code not in self._divisions:
            self._divisions[code] = self._read(code)
        return self._divisions[code]

    def by_name(self, surface: str) -> tuple[Division, ...]:
        """What a full name or short form may name, current units and higher levels first; townships not."""
        found = next((name for name in self.names_at(surface[:2]) if name.surface == surface), None)
        return tuple(self[code] for code in found.codes) if found else ()

    def __getitem__(self, code: str) -> Division:
        """The unit with this code; raises KeyError if there is none."""
        if (division := self.by_code(code)) is None:
            raise KeyError(code)
        return division

    def names_at(self, head: str) -> tuple[Name, ...]:
        """The indexed names that begin with these two characters, longest first."""
        if head not in self.heads:
            return ()
        return tuple(self._name(cell) for cell in self.heads[head].split("\t"))

    def names_in(self, text: str) -> dict[int, list[Name]]:
        """Every indexed name that ``text`` holds by where it starts, the longest first."""
        found: dict[int, list[Name]] = {}
        for number, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            found.setdefault(start, []).insert(0, self._name(self._cells[number]))  # they come by where they end
        return found

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick([cell.partition("|")[0] for cell in self._cells])

    def _name(self, cell: str) -> Name:
        if cell not in self._parsed:
            self._parsed[cell] = _name(cell)
        return self._parsed[cell]

    def is_weak(self, surface: str) -> bool:
        """Whether a name needs evidence that it is one; False for what is no name."""
        if surface not in self._weak:
            self._weak[surface] = any(name.weak for name in self.names_at(surface[:2]) if name.surface == surface)
        return self._weak[surface]

    def is_known(self, surface: str) -> bool:
        """Whether the dictionary has the name as one of a place."""
        if surface not in self._known:
            self._known[surface] = any(name.known for name in self.names_at(surface[:2]) if name.surface == surface)
        return self._known[surface]

    def current(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The codes of units that exist, or all of them where none does."""
        if codes not in self._current:
            self._current[codes] = tuple(code for code in codes if not self[code].ended) or codes
        return self._current[codes]

    def townships(self, county_code: str) -> tuple[Division, ...]:
        """The townships and streets of a county, or of a city without counties, in order of code."""
        cells = self._township_rows().get(county_code, "").split("\t")
        return tuple(self._township(county_code, cell) for cell in cells if cell)

    def townships_below(self, code: str) -> dict[str, tuple[str, ...]]:
        """Township name -> codes, of all townships below any division, with the forms that news uses:
        华阳街道 for 华阳路街道, 乌镇 for 乌镇镇, X乡 for an ethnic township.
        """
        if code not in self._below:
            self._below[code] = self._township_names(code)
        return self._below[code]

    def ancestors(self, code: str) -> tuple[Division, ...]:
        """The units above this one, the nearest first, up to the province or country."""
        return tuple(self._above(code))

    def is_below(self, code: str, ancestor: str) -> bool:
        """Whether ``ancestor``, or a unit that came of it, is above ``code``, which may itself not be the same unit."""
        top = self.by_code(ancestor)
        tops = {ancestor, *(top.successors if top and top.ended else ())}
        return any(unit.code in tops for unit in self._above(code))

    def _above(self, code: str) -> Iterator[Division]:
        division = self.by_code(code)
        while division is not None and division.parent is not None:
            division = self[division.parent]
            yield division

    def _read(self, code: str) -> Division | None:
        if row := self._rows.get(code):
            name, first, last, former, successors = row.split("\t")
            return Division(
                code,
                name,
                short_of(name) or name,
                _level(code),
                self._parent(code),
                bool(last),
                int(first) if first else None,
                int(last) if last.isdigit() else None,
                tuple(former.split("|")) if former else (),
                tuple(successors.split("|")) if successors else (),
            )
        if row := self._abroad.get(code):
            return _known(code, row.split("\t"))
        if len(code) == 9 and code.isdigit():
            return next((unit for unit in self.townships(code[:6]) if unit.code == code), None)
        return None

    def _parent(self, code: str) -> str | None:
        """The unit above by the code's digits, past units of account that are nobody's place."""
        if code.endswith("0000"):
            return None
        if not code.endswith("00") and code[:4] + "00" in self._rows:
            return code[:4] + "00"
        return TAIWAN if code.startswith("83") else code[:2] + "0000"

    def _township_rows(self) -> dict[str, str]:
        if self._townships is None:
            self._townships = _keyed("divisions.townships.tsv")
        return self._townships

    def _township(self, county: str, cell: str) -> Division:
        name = cell[3:]
        suffix = next(end for end in TOWNSHIP_SUFFIXES if name.endswith(end))
        return Division(county + cell[:3], name, name.removesuffix(suffix), "township", county)

    def _township_names(self, code: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        inexact: dict[str, tuple[str, ...]] = {}
        for county in self._counties(code):
            for cell in self._township_rows()[county].split("\t"):
                name = cell[3:]
                found[name] = (*found.get(name, ()), county + cell[:3])
                if other := _news_form(name):
                    inexact[other] = (*inexact.get(other, ()), county + cell[:3])
        return {**inexact, **found}

    def _counties(self, code: str) -> Iterator[str]:
        """The codes in the table of townships that are ``code`` or lie below it; of a unit that ended its heirs."""
        rows = self._township_rows()
        if not code.endswith("00") or code in rows:
            unit = None if code in rows else self.by_code(code)
            yield from (heir for heir in (unit.successors if unit else (code,)) if heir in rows)
            return
        prefix = code.removesuffix("0000") if code.endswith("0000") else code.removesuffix("00")
        if self._sorted is None:
            self._sorted = sorted(rows)
        first, last = bisect_left(self._sorted, prefix), bisect_left(self._sorted, prefix + ":")  # ":" follows "9"
        yield from self._sorted[first:last]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once."""
    return Gazetteer()


def _news_form(name: str) -> str | None:
    if name.endswith("路街道") and len(name) > 4:
        return name.removesuffix("路街道") + "街道"
    if name.endswith("镇镇"):
        return name.removesuffix("镇")
    if name.endswith("族乡"):
        stem = short_of(name.removesuffix("乡") + "自治县")
        return stem + "乡" if len(stem) > 1 else None
    return None


def _known(code: str, cells: list[str]) -> Division:
    """A line of ``divisions.abroad.tsv``, whose empty cells at the end are left out."""
    name, level, parent, first, last, successors = cells + [""] * (6 - len(cells))
    return Division(
        code,
        name,
        (short_of(name) if level in ("province", "prefecture") else "") or name,
        cast("Level", level),
        parent or None,
        bool(last),
        int(first) if first else None,
        int(last) if last else None,
        (),
        tuple(successors.split("|")) if successors else (),
    )


def _level(code: str) -> Level:
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def _name(cell: str) -> Name:
    surface, kind, codes, *blockers = cell.split("|")
    return Name(
        surface,
        tuple(codes.split(",")),
        kind[0] == "S",
        "w" in kind,
        "k" in kind,
        tuple(blockers),
        codes.startswith("x-") or ",x-" in codes,
    )


def _keyed(table: str) -> dict[str, str]:
    """First cell -> rest of the line."""
    lines = (line.partition("\t") for line in read(table).splitlines())
    return {key: rest for key, _, rest in lines}
