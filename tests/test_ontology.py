"""The ontology by itself: what it uses it declares, nothing is of two kinds that exclude each other."""

from __future__ import annotations

import itertools
from functools import cache

import pytest
from pyoxigraph import DefaultGraph, NamedNode
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Node, URIRef
from rdflib.collection import Collection

from kg import resources, vocab
from tests.rich_sample import store

TEXT = (resources.data("ontology") / "kg.ttl").read_text("utf-8")
ONTOLOGY = Graph().parse(data=TEXT, format="turtle")
CLASSES = {term for term in ONTOLOGY.subjects(RDF.type, OWL.Class) if isinstance(term, URIRef)}
PROPERTIES = {
    term
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
    for term in ONTOLOGY.subjects(RDF.type, kind)
    if isinstance(term, URIRef)
}
DATATYPES = {RDF.langString, URIRef(vocab.EDTF)}
EXTERNAL = {SKOS.Concept}


def members(term: Node | None) -> list[Node]:
    union = ONTOLOGY.value(term, OWL.unionOf)
    return [term] if union is None and term is not None else list(Collection(ONTOLOGY, union))  # type: ignore[arg-type]


def above(term: Node) -> set[Node]:
    return {upper for upper in ONTOLOGY.transitive_objects(term, RDFS.subClassOf) if upper is not None}


@cache
def exclusive() -> set[frozenset[Node]]:
    """The pairs of classes that no thing may be of at once."""
    pairs: set[frozenset[Node]] = {frozenset(pair) for pair in ONTOLOGY.subject_objects(OWL.disjointWith)}
    for axiom in ONTOLOGY.subjects(RDF.type, OWL.AllDisjointClasses):
        named = Collection(ONTOLOGY, ONTOLOGY.value(axiom, OWL.members))  # type: ignore[arg-type]
        pairs |= {frozenset(pair) for pair in itertools.combinations(named, 2)}
    return pairs


@pytest.mark.parametrize("term", sorted(PROPERTIES))
def test_domains_and_ranges_are_declared(term: Node) -> None:
    """A property speaks of classes that exist; an object property ends in classes, a datatype property in data."""
    for name in members(ONTOLOGY.value(term, RDFS.domain)):
        assert name in CLASSES
    is_data = (term, RDF.type, OWL.DatatypeProperty) in ONTOLOGY
    for name in members(ONTOLOGY.value(term, RDFS.range)):
        if is_data:
            assert name in DATATYPES or str(name).startswith(vocab.XSD)
        else:
            assert name in CLASSES | EXTERNAL


@pytest.mark.parametrize("term", sorted(CLASSES))
def test_no_class_stands_below_two_that_exclude_each_other(term: Node) -> None:
    """No class could never have a member, and none stands below itself."""
    found = above(term)
    assert not [pair for pair in exclusive() if pair <= found]
    assert all(term not in above(upper) for upper in ONTOLOGY.objects(term, RDFS.subClassOf))


@pytest.mark.parametrize("term", sorted(CLASSES))
def test_every_class_is_aligned(term: Node) -> None:
    """Each class stands below one of a vocabulary that others know, or says why not: it is the top of its own."""
    known = {upper for upper in above(term) if not str(upper).startswith(vocab.KG)}
    assert known or term in {URIRef(vocab.kg("Undertaking"))} or URIRef(vocab.kg("Undertaking")) in above(term)


def test_the_exclusions_name_classes() -> None:
    assert {name for pair in exclusive() for name in pair} <= CLASSES
    assert len(exclusive()) > 100


def test_every_concept_is_in_a_scheme() -> None:
    """A value of a list names its list, and the list is declared."""
    kinds = {SKOS.Concept, *(term for term in CLASSES if SKOS.Concept in above(term))}
    concepts = {term for kind in kinds for term in ONTOLOGY.subjects(RDF.type, kind)}
    assert len(concepts) > 40
    for concept in concepts:
        [scheme] = ONTOLOGY.objects(concept, SKOS.inScheme)
        assert (scheme, RDF.type, SKOS.ConceptScheme) in ONTOLOGY


def test_no_comment_only_repeats_the_label() -> None:
    """A comment says more than the name does."""
    for term, text in ONTOLOGY.subject_objects(RDFS.comment):
        assert isinstance(text, Literal)
        labels = {str(label) for label in ONTOLOGY.objects(term, RDFS.label)}
        assert str(text).strip('“”"。.') not in labels, term


def test_no_node_of_a_rich_sample_is_of_two_kinds_that_exclude_each_other() -> None:
    """Classes are written with those above them, so the data themselves show a contradiction."""
    kinds: dict[str, set[Node]] = {}
    for quad in store().quads_for_pattern(None, NamedNode(vocab.TYPE), None, DefaultGraph()):
        kinds.setdefault(quad.subject.value, set()).add(URIRef(quad.object.value))  # type: ignore[union-attr]
    assert len(kinds) > 1000
    assert {node: found for node, found in kinds.items() for pair in exclusive() if pair <= found} == {}
