"""What holds what lies in no province: the class or the country of a node in, one of the regions of the map out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from kg.facts.terms import Words
from kg.lexicon.tables import words

PREFIX: Final = "region:"
_FOREIGN: Final = "/place/x-"
_ABROAD: Final = "abroad"
_OF_UNITS: Final = frozenset({"units"})
"""The regions for bodies that are not national."""


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = yaml.safe_load((files("kg.view") / "regions.yaml").read_text("utf-8"))
    return found


REGIONS: Final[Mapping[str, Words]] = {
    f"{PREFIX}{name}": {"zh": row["zh"], "en": row["en"]} for name, row in _table().items()
}
"""The regions as nodes, with their names."""
NATION, ABROAD, ELSEWHERE, UNPOSTED = (f"{PREFIX}{name}" for name in ("nation", "abroad", "elsewhere", "unposted"))


def region_of_body(kind: str, name: str, *, national: bool) -> str:
    """Where a body belongs that lies nowhere: ``kind`` is its class, ``national`` whether a table has it as such.

    >>> region_of_body("Court", "最高人民法院", national=True)
    'region:justice'
    """
    table = _table()
    by_name = name.startswith(tuple(table["nation"]["names"]))
    for region, row in table.items():
        if kind not in row.get("classes", ()):
            continue
        if not national if region in _OF_UNITS else national or by_name or name.startswith(tuple(row.get("names", ()))):
            return f"{PREFIX}{region}"
    if national or by_name:
        return NATION
    return f"{PREFIX}international" if name.startswith(tuple(words("international.txt"))) else ELSEWHERE


def region_of_country(iri: str) -> str:
    """The continent of a country by its IRI.

    >>> region_of_country("https://data.example.org/id/place/x-FR")
    'region:europe'
    """
    return f"{PREFIX}{_continents().get(iri.partition(_FOREIGN)[2], _ABROAD)}"


@cache
def _continents() -> Mapping[str, str]:
    return {code: region for region, row in _table().items() for code in row.get("countries", "").split()}
