"""Entities to triples: in which graph each stands, its classes, its labels, its props."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from kg import vocab
from kg.errors import KgError
from kg.model import Entity, Scalar
from kg.rdf import terms

_Maker: TypeAlias = Callable[[str], NamedNode | Literal]

_TEXT_PROPS: Final[Mapping[str, tuple[str, _Maker]]] = {
    "author_iri": (vocab.AUTHOR, terms.iri),
    "code": (vocab.kg("adcode"), terms.string),
    "date": (vocab.kg("date"), terms.edtf),
    "date_text": (vocab.kg("dateText"), terms.string),
    "duration": (vocab.kg("duration"), terms.duration),
    "duration_text": (vocab.kg("durationText"), terms.string),
    "duty": (vocab.kg("dutyText"), terms.string),
    "genre": (vocab.kg("genre"), terms.string),
    "jurisdiction_iri": (vocab.kg("jurisdiction"), terms.iri),
    "located_in_iri": (vocab.kg("locatedIn"), terms.iri),
    "length_comparator": (vocab.kg("comparator"), terms.string),
    "length_text": (vocab.kg("lengthText"), terms.string),
    "organization_iri": (vocab.POST_IN, terms.iri),
    "parent_iri": (vocab.kg("unitOf"), terms.iri),
    "pinyin": (vocab.kg("pinyin"), terms.pinyin),
    "recurrence": (vocab.kg("recurrence"), terms.string),
    "recurrence_text": (vocab.kg("recurrenceText"), terms.string),
    "short_name": (vocab.kg("shortName"), terms.chinese),
    "target_iri": (vocab.kg("targetDistrict"), terms.iri),
    "title": (vocab.TITLE, terms.chinese),
}

_INTEGERS: Final[Mapping[str, str]] = {
    "first_year": "firstYear",
    "last_year": "lastYear",
    "length": "lengthInCharacters",
    "ordinal": "reportOrdinal",
    "size": "groupSize",
}
#: Props that hold IRIs of places, apart by blanks, and their properties.
_TRIPLES_OF_PLACES: Final[Mapping[str, str]] = {"part_of_iri": "partOf", "successor_iris": "replacedByDivision"}


def in_gazetteer(entity: Entity) -> bool:
    """Whether the node is the gazetteer's, not the document's."""
    return entity.kind in vocab.GAZETTEER_CLASSES


def node_triples(entity: Entity) -> Iterator[Triple]:
    """Classes (with those above), labels and props of ``entity``, but not where it lies.

    Raises KgError for a kind or prop that the vocabulary does not know.
    """
    if entity.kind not in vocab.ENTITY_CLASSES:
        mend = "add the class to ontology/kg.ttl and kg/vocab.py"
        raise KgError(f"unknown kind of entity {entity.kind!r}", where=entity.iri, mend=mend)
    subject = terms.iri(entity.iri)
    for name in vocab.lineage(entity.kind):
        yield Triple(subject, terms.iri(vocab.TYPE), terms.term(name))
    yield Triple(subject, terms.iri(vocab.PREF_LABEL), terms.chinese(entity.label))
    yield Triple(subject, terms.iri(vocab.LABEL), terms.chinese(entity.label))
    for key, value in sorted(entity.props.items()):
        if value not in (None, "") and key not in _TRIPLES_OF_PLACES:
            yield _prop(entity, subject, key, value)


def place_triples(entity: Entity) -> Iterator[Triple]:
    """Where ``entity`` lies and what followed it, as the gazetteer says."""
    subject = terms.iri(entity.iri)
    for key, name in _TRIPLES_OF_PLACES.items():
        for iri in str(entity.props.get(key) or "").split():
            yield Triple(subject, terms.term(name), terms.iri(iri))


def _prop(entity: Entity, subject: NamedNode, key: str, value: Scalar) -> Triple:
    if key == "chief":
        return Triple(subject, terms.term("isChief"), terms.boolean(bool(value)))
    if key in _INTEGERS:
        return Triple(subject, terms.term(_INTEGERS[key]), terms.integer(int(value or 0)))
    if key not in _TEXT_PROPS:
        raise KgError(f"unknown prop {key!r}", where=entity.iri, mend="the props are listed in docs/design.md")
    predicate, make = _TEXT_PROPS[key]
    return Triple(subject, terms.iri(predicate), make(str(value)))
