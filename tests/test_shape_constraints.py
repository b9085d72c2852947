"""Every constraint of every property of the shapes is seen to bite: the sound graph, with one thing wrong.

The examples are made from the shapes themselves, so a new constraint has its invalid example at once;
tests/shapes/invalid holds the ones that only a person would think of.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace, Node, URIRef

from kg import resources, vocab
from kg.check import shape_findings

SH = Namespace("http://www.w3.org/ns/shacl#")
STRANGER = URIRef("https://kg.example.org/id/x/stranger")
WHOLE = Graph().parse(Path(__file__).parent / "shapes" / "valid" / "whole.ttl")
SHAPES = Graph()
for _file in (resources.data("ontology") / "shapes").iterdir():
    SHAPES.parse(data=_file.read_text("utf-8"), format="turtle")


def nodes(shape: Node) -> list[Node]:
    """The nodes of the sound graph that the shape looks at."""
    found = [node for kind in SHAPES.objects(shape, SH.targetClass) for node in WHOLE.subjects(RDF.type, kind)]
    found += [node for name in SHAPES.objects(shape, SH.targetSubjectsOf) for node in WHOLE.subjects(name)]
    return sorted(set(found), key=str)


def constraints() -> list[Any]:
    """Shape, path, constraint and its value, for every property that a shape looks at directly."""
    found: dict[str, Any] = {}
    for shape, part in SHAPES.subject_objects(SH.property):
        path = SHAPES.value(part, SH.path)
        if not isinstance(shape, URIRef) or not isinstance(path, URIRef):
            continue
        for constraint in ("minCount", "maxCount", "class", "datatype", "in", "nodeKind", "pattern", "minLength"):
            value = SHAPES.value(part, SH[constraint])
            if value is not None:
                name = f"{str(shape).rpartition('#')[2]}-{str(path).rpartition('#')[2]}-{constraint}"
                found[name] = pytest.param(shape, path, constraint, value, id=name)
    return [found[name] for name in sorted(found)]


def broken(node: Node, path: URIRef, constraint: str, value: Node) -> Graph:
    """The sound graph with one property of ``node`` that breaks the constraint."""
    graph = Graph()
    for triple in WHOLE:
        graph.add(triple)
    values = list(graph.objects(node, path))
    if constraint == "minCount":
        graph.remove((node, path, None))
        return graph
    if constraint == "maxCount":
        for number in range(int(str(value)) + 1 - len(values)):
            graph.add((node, path, another(graph, values[0], number)))
        return graph
    graph.remove((node, path, None))
    wrong: dict[str, Node] = {
        "class": STRANGER,
        "datatype": Literal("2024", datatype=XSD.gYear),
        "in": STRANGER,
        "nodeKind": Literal("no node") if value == SH.IRI else BNode(),
        "pattern": Literal("/"),
        "minLength": Literal(""),
    }
    graph.add((node, path, wrong[constraint]))
    return graph


def another(graph: Graph, value: Node, number: int) -> Node:
    """A second value as good as the first: a twin of a node, or a literal of the same type."""
    if isinstance(value, Literal):
        text = str(value)
        if value.datatype == XSD.boolean:
            text = "false" if text == "true" else "true"
        elif value.datatype == XSD.decimal:
            text = f"0.{number}3"
        else:
            text = f"{text}{number}" if value.datatype == XSD.integer else f"{text[:-1]}{number + 1}"
        return Literal(text, datatype=value.datatype, lang=value.language)
    twin_node = URIRef(f"{value}-twin{number}")
    for predicate, found in list(graph.predicate_objects(value)):
        graph.add((twin_node, predicate, found))
    return twin_node


@pytest.mark.parametrize(("shape", "path", "constraint", "value"), constraints())
def test_a_broken_constraint_is_found(shape: URIRef, path: URIRef, constraint: str, value: Node) -> None:
    """The shape complains, in both languages; the example is the sound graph with one thing wrong."""
    pytest.importorskip("shacl")
    known = [node for node in nodes(shape) if (node, path, None) in WHOLE]
    if not known and constraint == "maxCount":
        pytest.skip("the sound graph has no value of this property to double")
    graph = broken((known or nodes(shape))[0], path, constraint, value)
    store = Store()
    store.load(graph.serialize(format="nt").encode(), format=RdfFormat.N_TRIPLES)
    found = [
        finding for finding in shape_findings(store, "shacl") if finding.check == str(shape).removeprefix(vocab.KG)
    ]
    assert found
    assert all(" / " in finding.message for finding in found)
