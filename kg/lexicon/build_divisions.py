"""Sources in, the divisions tables out: ``python -m kg.lexicon.build_divisions SOURCE_DIR``.

SOURCE_DIR holds the files named in ``data/divisions.README.md``; the outputs are written beside that
file and depend on nothing else, so that a second run gives the same bytes.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import SourceError
from kg.lexicon.build_known import DATA, Known, known_places, region_patterns, table, zones
from kg.lexicon.commonness import Commonness
from kg.lexicon.short_forms import aliases_of, short_of

# Taiwan's code in the residence permits of the current list, and in GB/T 2260.
PERMIT_TAIWAN, TAIWAN = "830000", "710000"
LEVEL_ENDINGS = ("省", "市", "州", "地区", "盟", "县", "区", "旗", "岛", "办事处")
# Sources list these units of account, which are nobody's place.
PSEUDO = ("市辖区", "县", "市", "省直辖", "直辖", "自治区直辖", "省属")


@dataclass(slots=True)
class Unit:
    """One code with every name and year the sources give it."""

    code: str
    name: str
    current: bool
    years: set[int] = field(default_factory=set)
    former: dict[str, set[int]] = field(default_factory=dict)
    successors: tuple[str, ...] = ()


def read_json(path: Path) -> dict[str, object]:
    """The object in ``path``; raises SourceError when it is missing or not JSON."""
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError(f"cannot be read: {error}", where=str(path), mend="see divisions.README.md") from error
    if not isinstance(loaded, dict):
        raise SourceError("is not a JSON object", where=str(path))
    return loaded


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of ``path``; raises SourceError when it is missing."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        raise SourceError(f"cannot be read: {error}", where=str(path), mend="see divisions.README.md") from error


def is_pseudo(name: str) -> bool:
    return name in PSEUDO or name.startswith(("省直辖", "直辖", "自治区直辖", "省属"))


def is_generic(name: str) -> bool:
    """Whether the name would fit any town: 经济开发区, 管理局."""
    return len(name) < 2 or name.startswith("经济") or name in ("市区", "县城") or "管理局" in name


def clean(name: str) -> str:
    """The name without a bracketed remark of the source."""
    return name.split("(")[0].split("（")[0]


def read_units(source: Path) -> dict[str, Unit]:
    """Every unit of the sources by its code, with the years it was listed and its successors."""
    current, history = read_json(source / "list.json"), read_json(source / "history.json")
    if PERMIT_TAIWAN in current:
        current[TAIWAN] = current.pop(PERMIT_TAIWAN)
    units = {
        code: Unit(code, clean(str(name)), code in current)
        for code, name in {**history, **current}.items()
        if not is_pseudo(str(name)) and not (code.startswith("66") and len(str(name)) > 8)
    }
    listed = listed_names(source)
    bearers: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in units.values():
        bearers[unit.code[:2], unit.name].append(unit)
    main_names = {unit.name for unit in units.values()}
    strays: list[tuple[str, str, set[int]]] = []
    for code, names in listed.items():
        unit = units.setdefault(code, Unit(code, max(names, key=lambda name: max(names[name])), False))
        for name, years in names.items():
            if name == unit.name:
                unit.years |= years
            elif name not in main_names and name.endswith(LEVEL_ENDINGS):
                unit.former[name] = years
                unit.years |= years
            elif name in main_names:
                strays.append((code[:2], name, years))
    for province, name, years in strays:
        # The lists of 1980 and 1981 give many units a code that another has later: they are the unit's that follows.
        later = [unit for unit in bearers[province, name] if unit.years and min(unit.years) == max(years) + 1]
        if len(later) == 1:
            later[0].years |= years
    for zone in zones():
        if zone.code in units and zone.first and not units[zone.code].current:
            units[zone.code].current = True
            units[zone.code].years = {int(zone.first)}
    for code, heirs in read_json(source / "diff.json").items():
        if code in units and not units[code].current and isinstance(heirs, list):
            units[code].successors = tuple(str(heir) for heir in heirs if heir in units)
    for code, *listed_heirs in table("divisions.heirs.tsv"):
        units[code].successors = tuple(listed_heirs)
    heirs_by_code = {unit.code: tuple(dict.fromkeys(heirs_of(unit, units, {unit.code}))) for unit in units.values()}
    for unit in units.values():
        unit.successors = heirs_by_code[unit.code]
    return dict(sorted(units.items()))


def heirs_of(unit: Unit, units: dict[str, Unit], seen: set[str]) -> Iterable[str]:
    """The successors of a unit, and for one that did not outlive the unit its own successors."""
    for code in unit.successors:
        heir = units[code]
        if heir.current or (heir.years and unit.years and max(heir.years) > max(unit.years)):
            yield code
        elif code not in seen:
            yield from heirs_of(heir, units, seen | {code})


def listed_names(source: Path) -> dict[str, dict[str, set[int]]]:
    """code -> name -> the years in which the yearly lists give the code that name."""
    listed: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in read_csv(source / "location_year.csv"):
        for level in ("province", "city", "county"):
            name, code = row[f"{level}_name"], row[f"{level}_adcode"]
            if name and len(code) == 6 and not is_pseudo(name) and not (level != "province" and code.endswith("0000")):
                listed[code][clean(name)].add(int(row["year"]))
    return listed


def unit_rows(units: dict[str, Unit], newest: int) -> Iterable[str]:
    """Lines of ``divisions.tsv``: code, name, first year, last year, former names, successors."""
    for unit in units.values():
        years = sorted(unit.years)
        first = str(years[0]) if years else ""
        last = "" if unit.current else str(years[-1]) if years and years[-1] < newest else "ended"
        former = "|".join(sorted(unit.former))
        yield "\t".join((unit.code, unit.name, first, last, former, "|".join(unit.successors)))


def name_index(units: dict[str, Unit], known: list[Known]) -> dict[str, str]:
    """surface -> ``kind flags|codes``: F full, S short; w where it needs evidence in the text."""
    fulls: dict[str, list[str]] = defaultdict(list)
    shorts: dict[str, list[str]] = defaultdict(list)
    for unit in units.values():
        if is_generic(unit.name):
            continue
        for name in (unit.name, *sorted(unit.former), *aliases_of(unit.name)):
            fulls[name].append(unit.code)
        short = short_of(unit.name)
        if short and short != unit.name:
            shorts[short].append(unit.code)
    for place in known:
        for surface in (place.name, *place.aliases):
            fulls[surface].append(place.code)
    for zone in zones():
        for surface in zone.aliases if zone.code in units else ():
            fulls[surface].append(zone.code)
    firm = {surface for zone in zones() if zone.code in units for surface in zone.aliases}
    common = Commonness()
    index: dict[str, str] = {}
    for surface in sorted({*fulls, *shorts}):
        kind = "F" if surface in fulls else "S"
        codes = sorted({*fulls.get(surface, ()), *shorts.get(surface, ())}, key=lambda code: rank(code, units))
        if kind == "S":
            weak = common.short_is_weak(surface, codes, [code for code in codes if units[code].current])
        else:
            weak = common.full_is_weak(surface, codes[0])
        weak_mark = "w" if weak and surface not in firm else ""
        known_mark = "k" if kind == "S" and common.is_place(surface) else ""
        index[surface] = f"{kind}{weak_mark}{known_mark}|{','.join(codes)}"
    bare = [name for name in index if is_bare(name, index[name])]
    for surface, blockers in common.blockers(bare, {name for name in bare if index[name][0] == "S"}).items():
        kept = [word for word in blockers if word not in index]
        index[surface] = "|".join((index[surface], *kept))
    return index


def is_bare(surface: str, entry: str) -> bool:
    """Whether the surface shows no level: short forms and places abroad."""
    return len(surface) < 4 and (entry.startswith("S") or "x-" in entry)


def rank(code: str, units: dict[str, Unit]) -> tuple[bool, int, str]:
    """Current before ended, higher levels first; of the places written by hand, states and regions first."""
    if not code[0].isdigit():
        return (code.startswith("h-") or len(code) == len("x-SUHH"), 1 if code.startswith("z-") else 0, code)
    zeros = 6 - len(code.rstrip("0"))
    return (not units[code].current, -min(4, zeros - zeros % 2), code)


def township_lines(source: Path) -> Iterable[str]:
    """One line a county: its code, then three digits and name of each township."""
    counties: dict[str, list[str]] = defaultdict(list)
    for row in read_csv(source / "streets.csv"):
        name = clean(row["name"])
        if name.endswith(("街道", "镇", "乡", "苏木", "地区")) and len(name) > 1:
            counties[row["areaCode"]].append(row["code"][6:] + name)
    for county, townships in sorted(counties.items()):
        yield "\t".join((county, *sorted(townships)))


def grouped(index: dict[str, str]) -> Iterable[str]:
    """One line a pair of first characters, its surfaces longest first: read at the first hit only."""
    heads: dict[str, list[str]] = defaultdict(list)
    for surface in sorted(index, key=lambda name: (-len(name), name)):
        heads[surface[:2]].append(f"{surface}|{index[surface]}")
    for head in sorted(heads):
        yield "\t".join((head, *heads[head]))


def write(name: str, lines: Iterable[str]) -> None:
    """Write beside, then rename, so that a killed run leaves the old table."""
    part = DATA / (name + ".part")
    part.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    part.replace(DATA / name)


def build(source: Path) -> None:
    """Write every derived table.  Raises SourceError when a source is missing or malformed."""
    units = read_units(source)
    newest = max(year for unit in units.values() for year in unit.years)
    known = known_places()
    taken = {name for unit in units.values() for name in (unit.name, short_of(unit.name))}
    known.extend(region_patterns(taken | {place.name for place in known}))
    write("divisions.tsv", unit_rows(units, newest))
    write("divisions.abroad.tsv", (place.row() for place in known))
    write("divisions.names.tsv", grouped(name_index(units, known)))
    write("divisions.townships.tsv", township_lines(source))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m kg.lexicon.build_divisions SOURCE_DIR")
    try:
        build(Path(sys.argv[1]))
    except SourceError as error:
        sys.exit(str(error))
