"""The tables of bodies as records: kg/lexicon/data in, what a name or a part of it stands for out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, TypeAlias

from kg import lazy_re as re
from kg.lexicon.tables import rows, words

Stands: TypeAlias = Literal["under", "in", "alone"]

NATION: Final = "CN"
_UNIT = re.compile(r"(?:[处科股室司庭队组局委办部厅团站]|委员会|小组|中心|研究所|研究院|学院|支社|秘书处|主席团)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A listed body or part of one: ``of`` is the code of the body it is a part of, empty for a body of its own.

    ``name`` is the template of the full name: X stands for the place, S for its short form, B for the body
    above, T for 厅 or 局.
    """

    code: str
    kind: str
    name: str
    of: str = ""


@cache
def local(level: str) -> Mapping[str, Entry]:
    """The bodies of a division of ``level`` by what stands behind the place, parts that stand alone included."""
    found = {
        name: Entry(row["code"], row["class"], row["name"])
        for row in rows("bodies.tsv", key=None)
        if not row["levels"] or level in row["levels"].split("|")
        for name in row["bodies"].split("|")
    }
    for row in rows("body_parts.tsv", key=None):
        if row["direct"]:
            for name in row["parts"].split("|"):
                found.setdefault(name, Entry(row["code"], row["class"], row["name"], row["of"]))
    return found


@cache
def national() -> Mapping[str, Entry]:
    """The bodies of the state and party as a whole by every name in use."""
    found: dict[str, Entry] = {}
    for row in rows("national_bodies.tsv"):
        for name in row["bodies"].split("|"):
            found[name] = Entry(row["code"], row["class"], row["name"])
    return found


@cache
def parts(of: str) -> Mapping[str, Entry]:
    """The parts of a body with the code ``of``, those of any body (its party group) included, by their names."""
    found: dict[str, Entry] = {}
    for row in rows("body_parts.tsv", key=None):
        if row["of"] in (of, "*"):
            for name in row["parts"].split("|"):
                found.setdefault(name, Entry(row["code"], row["class"], row["name"], of))
    return found


def longest(table: Mapping[str, Entry], text: str) -> tuple[Entry, str] | None:
    """The longest listed name that ``text`` begins with, and what is left of the text."""
    for end in range(len(text), 0, -1):
        if entry := table.get(text[:end]):
            return entry, text[end:]
    return None


@cache
def _endings() -> Sequence[tuple[str, str, Stands]]:
    return [(row["ending"], row["class"], _stands(row["stands"])) for row in rows("body_classes.tsv")]


def _stands(cell: str) -> Stands:
    return "under" if cell == "under" else "in" if cell == "in" else "alone"


def by_ending(name: str) -> tuple[str, Stands]:
    """The class of a body that no table lists, and how it stands to the body or division before it."""
    return next(((kind, stands) for end, kind, stands in _endings() if name.endswith(end)), ("Organization", "alone"))


def is_unit(rest: str, *, of: str) -> bool:
    """Whether ``rest``, printed behind a body, names a part of it: 综合处, but not 附中 behind 人大.

    Behind the Central Committee what stands alone is no part of it: 中央美术学院.
    """
    stands = by_ending(rest)[1]
    return len(rest) > 1 and bool(_UNIT.search(rest) or stands == "in") and (of != "cpc" or stands != "alone")


@cache
def _generic() -> re.Pattern[str]:
    nouns = "|".join(sorted(words("generic_bodies.txt"), key=lambda word: (-len(word), word)))
    level = r"(?:我|本|该|全|原)?(?:省|自治区|自治州|自治县|市|地区|州|盟|县|区|旗|镇|乡|街道|社区|村)?"
    return re.compile(rf"{level}(?:{nouns}){{1,3}}")


def is_generic(name: str) -> bool:
    """Whether a name fits any number of bodies, so that it means one only inside its document: 公司, 村党支部."""
    listed = local("county").get(name) or parts("cpc").get(name)
    return listed is not None or _generic().fullmatch(name) is not None
