"""Codes of places in, their entities out: with the units above them, the years they existed and their successors."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from kg.lexicon.divisions import LISTS_BEGIN, Division, Level, gazetteer
from kg.model import Entity, Scalar

KINDS: dict[Level, str] = {
    "province": "ProvinceLevelDivision",
    "prefecture": "PrefectureLevelDivision",
    "county": "CountyLevelDivision",
    "township": "TownshipLevelDivision",
    "country": "ForeignPlace",
    "city": "ForeignPlace",
    "region": "InformalRegion",
    "zone": "Place",
}


def place_slug(code: str) -> str:
    """The last part of a place's IRI: CN-310105, x-US, h-pingyuan."""
    return f"CN-{code}" if code[0].isdigit() else code


def place_iri(code: str, base: str) -> str:
    """``BASE id/place/CN-310105``, ``BASE id/place/x-US``."""
    return f"{base}id/place/{place_slug(code)}"


def place_entities(codes: Iterable[str], base: str) -> list[Entity]:
    """The places with these codes, their successors and everything above them, in order of IRI.

    Raises KeyError for a code that the gazetteer does not have.
    """
    places = gazetteer()
    wanted: dict[str, Division] = {}
    ahead = list(codes)
    while ahead:
        unit = places[ahead.pop()]
        if unit.code not in wanted:
            wanted[unit.code] = unit
            ahead += [*(upper.code for upper in places.ancestors(unit.code)), *unit.successors]
    return sorted((_entity(unit, base) for unit in wanted.values()), key=lambda entity: entity.iri)


def unlisted_place(surface: str, parent: str, base: str) -> Entity:
    """A place that no table of divisions has, within the unit ``parent``: a village, a development zone."""
    digest = sha256(f"{parent}/{surface}".encode()).hexdigest()[:12]
    props: dict[str, Scalar] = {"part_of_iri": place_iri(parent, base)}
    return Entity(place_iri(f"x-{digest}", base), "Place", surface, props)


def _entity(unit: Division, base: str) -> Entity:
    props: dict[str, Scalar] = {"short_name": unit.short}
    if unit.code[0].isdigit():
        props["code"] = unit.code
    if unit.parent is not None:
        props["part_of_iri"] = place_iri(unit.parent, base)
    if unit.first is not None and unit.first != LISTS_BEGIN:
        props["first_year"] = unit.first
    if unit.last is not None:
        props["last_year"] = unit.last
    if unit.successors:
        props["successor_iris"] = " ".join(place_iri(code, base) for code in unit.successors)
    return Entity(place_iri(unit.code, base), KINDS[unit.level], unit.name, props)
