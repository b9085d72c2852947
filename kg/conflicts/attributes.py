"""Where sources give one person two dates of birth, sexes, ethnic groups or native places.

Records and who is who in, conflicts out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from kg.conflicts.sides import Conflict, Side, Told, settle, told_of
from kg.identity import FACTS, DocumentRecord, code_of
from kg.lexicon.divisions import gazetteer


def attributes(documents: Sequence[DocumentRecord], canonical: Mapping[str, str]) -> Iterator[Conflict]:
    """Two dates of birth, sexes, ethnic groups or native places of one person."""
    told: dict[tuple[str, str], dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, str] = {}
    for doc in documents:
        for person in doc.people:
            names.setdefault(canonical.get(person.iri, person.iri), person.name)
        for stated in doc.statements:
            if stated.property in FACTS:
                key = canonical.get(stated.subject, stated.subject), stated.property
                told[key][stated.object].append(told_of(doc, stated))
    for (iri, name), values in sorted(told.items()):
        differing = {
            value
            for one, other in combinations(sorted(values), 2)
            if _differ(name, one, other)
            for value in (one, other)
        }
        if differing:
            sides = [Side(_shown(name, value), tuple(values[value])) for value in sorted(differing)]
            yield settle("ConflictingAttribute", names.get(iri, iri), sides)


def _differ(name: str, one: str, other: str) -> bool:
    if name == "birthDate":
        return not (one.startswith(other) or other.startswith(one))
    if name != "nativeOf":
        return one != other
    first, second = code_of(one), code_of(other)
    if first is None or second is None or first == second:
        return False
    return not (gazetteer().is_below(first, second) or gazetteer().is_below(second, first))


def _shown(name: str, value: str) -> str:
    code = code_of(value) if name == "nativeOf" else None
    unit = gazetteer().by_code(code) if code else None
    return unit.name if unit else value
