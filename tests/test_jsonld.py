"""JSON-LD: the context is that of the ontology, and a document reads like plain JSON and means the same."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg import vocab
from kg.export import export
from kg.export.context import context, stored
from kg.export.jsonld import compact
from kg.store import StoreWriter
from tests.sample import BASE, YUNXI, ZHANG, sample

SUBJECT = NamedNode(f"{BASE}id/x")
EDTF = NamedNode(vocab.EDTF)


def xsd(name: str) -> NamedNode:
    return NamedNode(vocab.XSD + name)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("jsonld")
    with StoreWriter(folder / "store", BASE) as writer:
        writer.add(sample())
    export(folder / "store", folder / "kg.jsonld")
    found: dict[str, Any] = json.loads((folder / "kg.jsonld").read_text("utf-8"))
    return found


def test_the_context_is_current() -> None:
    assert stored() == context(), "run make docs"


def test_every_term_of_the_data_is_in_the_context() -> None:
    """Each property of our vocabulary has a term of its own name, and no two properties share one."""
    terms = context()
    assert set(terms) >= vocab.RELATIONS | vocab.DETAILS
    iris = [definition if isinstance(definition, str) else definition["@id"] for definition in terms.values()]
    assert max(Counter(iris[1:]).values()) == 1
    for name in vocab.RELATIONS:
        coercion = {"@language": "zh"} if name in vocab.TEXT_RELATIONS else {"@type": "@id"}
        coercion = {"@type": vocab.EDTF} if name in vocab.DATE_RELATIONS else coercion
        coercion = {"@type": "xsd:duration"} if name in vocab.DURATION_RELATIONS else coercion
        assert terms[name] == {"@id": f"kg:{name}", **coercion}


def test_a_document_reads_like_plain_json(document: dict[str, Any]) -> None:
    """Names as text, nodes by short identifiers, offsets as numbers; the context stands in the file."""
    assert document["@context"]["id"] == f"{BASE}id/"
    graphs = {part["@id"]: part["@graph"] for part in document["@graph"] if "@graph" in part}
    gazetteer = {node["@id"]: node for node in graphs["id:graph/gazetteer"]}
    (own,) = [nodes for name, nodes in graphs.items() if "/doc/" in name]
    nodes = {node["@id"]: node for node in own}
    assert nodes[f"id:{ZHANG}"]["prefLabel"] == "张云舟"
    assert nodes[f"id:{ZHANG}"]["@type"] == ["Officer", "Person"]
    assert nodes[f"id:{ZHANG}"]["heldPost"] == f"id:{YUNXI}"
    assert gazetteer[f"id:{YUNXI}"]["adcode"] == "990102"
    spans = [node for node in own if node.get("@type") == ["EvidenceSpan"]]
    assert all(isinstance(span["start"], int) and isinstance(span["exact"], str) for span in spans)
    assert "http" not in re.sub(r'"@id": "id:[^"]*"', "", json.dumps(own))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("explicit", Literal("true", datatype=xsd("boolean"))),
        ("explicit", Literal("1", datatype=xsd("boolean"))),
        ("explicit", Literal("true")),
        ("confidence", Literal("0.9", datatype=xsd("decimal"))),
        ("confidence", Literal("0.9", datatype=xsd("double"))),
        ("groupSize", Literal("9", datatype=xsd("integer"))),
        ("groupSize", Literal("09", datatype=xsd("integer"))),
        ("groupSize", Literal("-9", datatype=xsd("integer"))),
        ("groupSize", Literal("123456789012345678901", datatype=xsd("integer"))),
        ("adcode", Literal("990102")),
        ("adcode", Literal("990102", datatype=xsd("integer"))),
        ("shortName", Literal("云溪", language="zh")),
        ("shortName", Literal("Yunxi", language="en")),
        ("shortName", Literal("云溪")),
        ("pinyin", Literal("yún xī", language="zh-Latn-pinyin")),
        ("startDate", Literal("2023-05", datatype=EDTF)),
        ("startDate", Literal("2023-05")),
        ("heldPost", NamedNode("https://other.example.net/a b".replace(" ", "%20"))),
        ("heldPost", NamedNode(f"{BASE}id//double")),
        ("modality", NamedNode(vocab.kg("Asserted"))),
        ("adcode", NamedNode(f"{BASE}id/y")),
        ("titleText", Literal('"</script>\u2028\\')),
        ("unheardOf", Literal("x")),
    ],
    ids=str,
)
def test_every_kind_of_value_comes_back(name: str, value: Any) -> None:
    """Whatever a value is, also where the context expects another kind, the document means the same quad."""
    graph = NamedNode(f"{BASE}id/graph/doc/a")
    quads = [Quad(SUBJECT, NamedNode(vocab.kg(name)), value, graph), Quad(SUBJECT, NamedNode(vocab.TYPE), EDTF, graph)]
    assert set(parse(compact(quads, BASE), RdfFormat.JSON_LD)) == set(quads)


def test_the_context_file_stands_alone(tmp_path: Path) -> None:
    """The shipped context, put into a hand-written document, gives our terms."""
    text = json.dumps({"@context": stored(), "@id": f"{BASE}id/a", "@type": "Officer", "prefLabel": "张云舟"})
    quads = {quad.triple for quad in parse(text.encode(), RdfFormat.JSON_LD)}
    assert {str(triple) for triple in quads} == {
        f"<{BASE}id/a> <{vocab.TYPE}> <{vocab.kg('Officer')}>",
        f'<{BASE}id/a> <{vocab.PREF_LABEL}> "张云舟"@zh',
    }
