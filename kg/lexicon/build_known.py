"""The tables written by hand in, one record a place out: states, cities abroad, regions, units of the past, zones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kg.lexicon.commonness import Commonness

DATA = Path(__file__).parent / "data"
DIRECTIONS = ("东", "南", "西", "北", "中", "东南", "东北", "西南", "西北")
REGION_ABBREVIATIONS = "冀晋蒙辽苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀黔滇藏陕甘陇青宁疆吉黑"


@dataclass(frozen=True, slots=True)
class Known:
    """A place that the sources of divisions do not have; ``level`` as in ``kg.lexicon.divisions.Level``."""

    code: str
    name: str
    level: str
    parent: str = ""
    aliases: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    successors: str = ""

    def row(self) -> str:
        """The line of ``divisions.abroad.tsv``: empty cells at the end are left out."""
        cells = (self.code, self.name, self.level, self.parent, self.first, self.last, self.successors)
        return "\t".join(cells).rstrip("\t")


def known_places() -> list[Known]:
    """The places of the hand-written tables, but not the zones that are divisions themselves."""
    return [*_world(), *_regions(), *_historic(), *(zone for zone in zones() if not zone.code.isdigit())]


def zones() -> Iterator[Known]:
    """Zones and new areas; one that is a division has the code of the division and no parent."""
    for code, name, aliases, parent, *years in table("divisions.zones.tsv"):
        yield Known(code, name, "zone", parent, _split(aliases), years[0] if years else "")


def region_patterns(taken: set[str]) -> Iterator[Known]:
    """粤北, 鲁西南 …: a province's abbreviation and a direction, where the two are no other word."""
    common = Commonness()
    for abbreviation in REGION_ABBREVIATIONS:
        for direction in DIRECTIONS:
            name = abbreviation + direction
            if name not in taken and common.is_free(name):
                yield Known(_hashed(name), name, "region")


def _world() -> Iterator[Known]:
    for kind, code, name, *rest in table("divisions.world.tsv"):
        aliases = _split(rest[0]) if rest else ()
        if kind == "city":
            yield Known(_hashed(name), name, "city", code, aliases)
            continue
        yield Known(code, name, "country", "", aliases)
        if len(rest) > 1 and rest[1]:
            capital = rest[1] if code != "x-VC" else "金斯敦（圣文森特和格林纳丁斯）"
            yield Known(_hashed(capital), rest[1], "city", code)


def _regions() -> Iterator[Known]:
    for name, *aliases in table("divisions.regions.tsv"):
        yield Known(_hashed(name), name, "region", "", _split(aliases[0]) if aliases else ())


def _historic() -> Iterator[Known]:
    for code, name, aliases, level, parent, first, last, *successors in table("divisions.historic.tsv"):
        yield Known(code, name, level, parent, _split(aliases), first, last, "".join(successors))


def _hashed(name: str) -> str:
    return "x-" + sha256(name.encode()).hexdigest()[:12]


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def table(name: str) -> list[list[str]]:
    """The cells of the lines of a hand-written table."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
