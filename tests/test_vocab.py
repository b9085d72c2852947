"""The vocabulary in Python and the ontology say the same, and the ontology documents every term."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

import kg
from kg import resources, vocab

ONTOLOGY = Graph().parse(data=(resources.data("ontology") / "kg.ttl").read_text("utf-8"), format="turtle")
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty)


def declared(*kinds: URIRef) -> set[str]:
    found = {str(term) for kind in kinds for term in ONTOLOGY.subjects(RDF.type, kind)}
    return {term.removeprefix(vocab.KG) for term in found if term.startswith(vocab.KG)}


RANKS = declared(URIRef(vocab.kg("Rank")))
CONCEPTS = declared(SKOS.Concept, URIRef(vocab.kg("UndertakingStatus"))) | RANKS
IN_FILES = {"rankOrder"}
"""Properties of the controlled lists: they stand in the ontology only."""


def test_classes_agree() -> None:
    """Every class of the ontology is one the pipeline may emit, and the other way round."""
    assert declared(OWL.Class) == vocab.CLASSES


def test_properties_agree() -> None:
    """Every property of the ontology is a relation or a detail, and the other way round."""
    assert declared(*PROPERTY_KINDS) - IN_FILES == vocab.RELATIONS | vocab.DETAILS
    assert not vocab.RELATIONS & vocab.DETAILS
    assert not vocab.NODE_RELATIONS & vocab.TEXT_RELATIONS


def test_relations_of_text_have_text_as_their_range() -> None:
    """A relation ends in a string in Chinese if and only if Python says so."""
    for name in sorted(vocab.RELATIONS):
        is_text = (URIRef(vocab.kg(name)), RDFS.range, RDF.langString) in ONTOLOGY
        assert is_text == (name in vocab.TEXT_RELATIONS), name


def test_lineage_is_that_of_the_ontology() -> None:
    """The class above each class is the same in Python and in the ontology."""
    for name in sorted(vocab.CLASSES):
        above = {str(term) for term in ONTOLOGY.objects(URIRef(vocab.kg(name)), RDFS.subClassOf)}
        assert {term for term in above if term.startswith(vocab.KG)} == set(map(vocab.kg, vocab.lineage(name)[1:2]))


def test_values_are_concepts() -> None:
    """Every value that a qualifier or status becomes is a concept of the ontology, and none is left over."""
    assert vocab.CONCEPTS == CONCEPTS - RANKS


def test_labels_of_statuses_are_those_of_the_ontology() -> None:
    """The label that a status has in the data is the Chinese one of the concept."""
    for name, label in vocab.UNDERTAKING_STATUS.items():
        labels = ONTOLOGY.objects(URIRef(vocab.kg(name)), SKOS.prefLabel)
        assert label in {str(text) for text in labels if text.language == "zh"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(declared(OWL.Class, *PROPERTY_KINDS) | CONCEPTS))
def test_every_term_is_documented(name: str) -> None:
    """Every term has a label and a comment in Chinese and in English."""
    term = URIRef(vocab.kg(name))
    for predicate in (RDFS.label, RDFS.comment):
        assert sorted(str(text.language) for text in ONTOLOGY.objects(term, predicate)) == ["en", "zh"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(declared(*PROPERTY_KINDS)))
def test_every_property_has_domain_and_range(name: str) -> None:
    """A property says what it is about and what its values are."""
    term = URIRef(vocab.kg(name))
    assert ONTOLOGY.value(term, RDFS.domain) is not None
    assert ONTOLOGY.value(term, RDFS.range) is not None


def test_the_ontology_uses_only_declared_terms() -> None:
    """No term of ours is used without being declared, in the ontology, the shapes or the checks."""
    known = declared(OWL.Class, *PROPERTY_KINDS, SKOS.ConceptScheme) | CONCEPTS
    texts = [(resources.data("ontology") / "kg.ttl").read_text("utf-8")]
    texts += [f.read_text("utf-8") for f in (resources.data("queries") / "checks").iterdir()]
    texts += [f.read_text("utf-8") for f in (resources.data("ontology") / "shapes").iterdir()]
    used = {name for text in texts for name in re.findall(r"(?<![\w/])kg:(\w+)", text)}
    assert {name for name in used if not name.endswith("Shape")} <= known


def test_terms_named_in_the_rdf_stage_are_declared() -> None:
    """Each literal handed to ``terms.term`` or ``vocab.kg`` names a declared term."""
    known = declared(OWL.Class, *PROPERTY_KINDS) | CONCEPTS
    for path in Path(kg.__file__).parent.glob("rdf/*.py"):
        for name in re.findall(r'(?:terms\.term|vocab\.kg)\("(\w+)"', path.read_text("utf-8")):
            assert name in known


def test_version_is_that_of_the_package() -> None:
    """The ontology carries the version of the package that ships it."""
    assert str(ONTOLOGY.value(URIRef(vocab.ONTOLOGY), OWL.versionInfo)) == kg.__version__
