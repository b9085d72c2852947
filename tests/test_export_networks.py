"""GraphML, GEXF and import tables: read back by networkx and csv, harmless, the same bytes every time."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from pyoxigraph import Store

from kg import vocab
from kg.errors import KgError
from kg.export import NETWORKS, export, unit
from kg.export.facts import read_facts
from kg.export.network import Edge, Network, Node, harmless, network
from kg.export.tables import tables
from kg.model import Argument, Judgement, LinkedDocument
from kg.store import StoreWriter
from tests.sample import BASE, INITIATIVE, LI, QINGSHI, REPORT, SECRETARY, WANGHAI, YUNXI, ZHANG, sample
from tests.view_stores import store_of

ROOT = Path(__file__).parent.parent
IDS = f"{BASE}id/"
READ = {".graphml": nx.read_graphml, ".gexf": nx.read_gexf}
HOSTILE = "=HYPERLINK(1);\x1b[2J\u202e\x00\ufffe\r\n</data>\"'&"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("networks") / "store"
    with StoreWriter(path, BASE) as writer:
        writer.add(sample())
        writer.add(sample(path="again.txt", text=sample().doc.text + "完。\n"))
    return path


def found(graph: Any, source: str, relation: str, target: str) -> dict[str, Any]:
    edges = graph.out_edges(IDS + source, data=True)
    (edge,) = [data for _, end, data in edges if (end, data["relation"]) == (IDS + target, relation)]
    return dict(edge)


@pytest.mark.parametrize("suffix", sorted(NETWORKS))
def test_networkx_reads_nodes_and_edges(folder: Path, tmp_path: Path, suffix: str) -> None:
    """Labels, classes, codes; relations with their details, weights and evidence."""
    number = export(folder, tmp_path / f"kg{suffix}")
    graph = READ[suffix](tmp_path / f"kg{suffix}")
    assert graph.is_directed()
    assert graph.number_of_edges() == number
    assert graph.nodes[IDS + ZHANG]["label"] == "张云舟"
    assert graph.nodes[IDS + ZHANG]["node_type"] == "Officer"
    assert graph.nodes[IDS + WANGHAI]["code"] == "980105"
    assert {node for node in graph if "/doc/" in node or "/statement/" in node or "/tenure/" in node} == set()
    held = found(graph, ZHANG, "heldPost", YUNXI)
    assert held["label"] == "任职于"
    assert held["post"] == "云溪县委书记"
    assert held["post_iri"] == IDS + SECRETARY
    assert held["status"] == "Incumbent"
    assert held["weight"] == 4  # two sentences in each of two documents
    assert len(held["evidence"].split()) == 4
    assert held["documents"] == "again.txt、guazhi.txt"
    assert "张云舟⏎柳泉市云溪县委书记" in held["quotes"]
    seconded = found(graph, ZHANG, "secondedTo", WANGHAI)
    assert (seconded["start_date"], seconded["end_date"]) == ("2023-03", "2023-05")
    assert found(graph, REPORT, "proposes", INITIATIVE)["modality"] == "Asserted"
    assert list(tmp_path.iterdir()) == [tmp_path / f"kg{suffix}"]


def judged() -> LinkedDocument:
    """The sample with a claim that was rejected, and one that ends in text."""
    linked = sample()
    act = Judgement("0a0b0c0d", "reject", "甲", "2026-05-31T08:00:00Z", "旧闻")
    measure = replace(
        linked.claims[7],
        id="f" * 16,
        predicate="measureText",
        subject=Argument("Initiative", "为民服务窗口", None, IDS + INITIATIVE),
        object=Argument("Text", "=一站式\t办理"),
        qualifiers={},
    )
    visited = next(claim for claim in linked.claims if claim.predicate == "visited")
    claims = [replace(claim, judgement=act) if claim is visited else claim for claim in linked.claims]
    return replace(linked, claims=(*claims, measure))


def test_what_a_text_says_is_a_node_of_its_own() -> None:
    """It has an IRI made from its words, and nothing in it runs or breaks a table."""
    made = network(store_of(judged()))
    [edge] = [edge for edge in made.edges if edge.relation == "measureText"]
    [node] = [node for node in made.nodes if node.iri == edge.target]
    assert node.iri.startswith("ni:///sha-256;")
    assert (node.label, node.types, node.type_label) == ("=一站式\\x09办理", ("Text",), "文字")
    assert "'=一站式\\x09办理" in tables(made)["nodes.csv"].decode()


def test_what_was_rejected_is_no_edge_and_no_node() -> None:
    made = network(store_of(judged()))
    assert not [edge for edge in made.edges if edge.relation == "visited"]
    assert {name for node in made.nodes for name in node.types} <= vocab.ENTITY_CLASSES | {"Text"}


def test_gexf_tells_no_date(folder: Path, tmp_path: Path) -> None:
    """The file names its maker and no day; the dates of facts do not make it a graph in time."""
    export(folder, tmp_path / "kg.gexf")
    text = (tmp_path / "kg.gexf").read_text("utf-8")
    assert "lastmodifieddate" not in text
    assert "<creator>cadre-kg" in text
    assert 'mode="static"' in text
    assert "timeformat" not in text


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_are_two_files_that_fit(folder: Path, tmp_path: Path) -> None:
    """Each end of a relationship is a node; heads and types are those that Neo4j reads; one line a record."""
    number = export(folder, tmp_path / "tables", form="neo4j")
    assert {path.name for path in (tmp_path / "tables").iterdir()} == {"nodes.csv", "relationships.csv"}
    nodes, edges = (rows(tmp_path / "tables" / name) for name in ("nodes.csv", "relationships.csv"))
    assert len(edges) == number
    ids = [node["iri:ID"] for node in nodes]
    assert len(set(ids)) == len(ids)
    assert {edge[end] for edge in edges for end in (":START_ID", ":END_ID")} <= set(ids)
    by_id = dict(zip(ids, nodes, strict=True))
    assert by_id[IDS + ZHANG][":LABEL"] == "Officer;Person"
    assert by_id[IDS + ZHANG]["pinyin"] == "zhāng yún zhōu"
    (visit,) = [edge for edge in edges if edge[":TYPE"] == "VISITED"]
    assert (visit[":START_ID"], visit[":END_ID"]) == (IDS + ZHANG, IDS + QINGSHI)
    assert visit["weight:int"] == "2"
    assert visit["documents:string[]"] == "again.txt;guazhi.txt"
    data = (tmp_path / "tables" / "relationships.csv").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert len(data.splitlines()) == number + 1


def test_tables_replace_their_own_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    """A second export replaces the first; a folder with other files is left alone."""
    out = tmp_path / "tables"
    export(folder, out, form="neo4j")
    first = (out / "nodes.csv").read_bytes()
    export(folder, out, form="neo4j")
    assert (out / "nodes.csv").read_bytes() == first
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(KgError, match=r"the folder holds other files: 'notes\.txt' \(name a new one\)"):
        export(folder, out, form="neo4j")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(KgError, match="cannot be written"):
        export(folder, tmp_path / "file", form="neo4j")
    assert (tmp_path / "file").read_text("utf-8") == "mine"


def test_same_bytes_whatever_the_hash_seed(folder: Path, tmp_path: Path) -> None:
    script = """
import sys
from kg.export import NETWORKS, export, unit
for suffix in NETWORKS:
    export(sys.argv[1], sys.argv[2] + suffix)
export(sys.argv[1], sys.argv[2], form="neo4j")
"""
    for seed in ("1", "2"):
        command = [sys.executable, "-c", script, str(folder), str(tmp_path / seed)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603 (our own command)
    names = [*NETWORKS, "/nodes.csv", "/relationships.csv"]
    for name in names:
        assert Path(f"{tmp_path}/1{name}").read_bytes() == Path(f"{tmp_path}/2{name}").read_bytes()


def hostile() -> Store:
    """The sample with the label of the officer, a post and a quote that would harm a reader of the files."""
    linked = sample()
    entities = [replace(e, label=HOSTILE) if e.label in {"张云舟", "云溪县委书记"} else e for e in linked.entities]
    return store_of(replace(linked, entities=tuple(entities)))


@pytest.mark.parametrize("suffix", sorted(NETWORKS))
def test_hostile_text_stays_text_in_xml(suffix: str) -> None:
    """Nothing that XML forbids is written, nothing is hidden, and markup is escaped."""
    from kg.export.graphs import gexf, graphml

    data = (graphml if suffix == ".graphml" else gexf)(network(hostile()))
    graph = READ[suffix](io.BytesIO(data))
    shown = graph.nodes[IDS + ZHANG]["label"]
    assert shown == "=HYPERLINK(1);\\x1b[2J\\u202e\\x00\\ufffe\\x0d⏎</data>\"'&"
    assert found(graph, ZHANG, "heldPost", YUNXI)["post"] == shown


def test_hostile_cells_run_nowhere() -> None:
    """A cell that a spreadsheet would run begins with an apostrophe; a list has no extra element."""
    files = tables(network(hostile()))
    nodes = list(csv.DictReader(io.StringIO(files["nodes.csv"].decode())))
    edges = list(csv.DictReader(io.StringIO(files["relationships.csv"].decode())))
    (zhang,) = [node for node in nodes if node["iri:ID"] == IDS + ZHANG]
    assert zhang["label"].startswith("'=HYPERLINK(1);\\x1b[2J")
    for row in [*nodes, *edges]:
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("start", ["=1", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_each_dangerous_start_is_guarded(start: str) -> None:
    node = Node("https://kg.example.org/id/x", harmless(start), ("Place",), "", "", "")
    cell = next(csv.DictReader(io.StringIO(tables(Network((node,), ()))["nodes.csv"].decode())))["label"]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.endswith(start[-2:])


def test_a_list_splits_where_it_should() -> None:
    """Neo4j splits at semicolons: one inside a value is written full-width."""
    blank: dict[str, Any] = dict.fromkeys(Edge.__dataclass_fields__, "")
    lists = {"status": (), "date_text": (), "speaker": (), "evidence": (), "quotes": ()}
    edge = Edge(**{**blank, **lists, "weight": 1, "confidence": None, "documents": ("a;b.txt", "c.txt")})
    row = next(csv.DictReader(io.StringIO(tables(Network((), (edge,)))["relationships.csv"].decode())))
    assert row["documents:string[]"].split(";") == ["a\uff1bb.txt", "c.txt"]


def test_facts_of_several_documents_are_one() -> None:
    """Facts that say the same are one fact with the sources of all."""
    one, two = sample(), sample(path="b.txt", text=sample().doc.text + "完。\n")
    store = store_of(one)
    store.extend(store_of(two))
    facts = [fact for fact in read_facts(store) if fact.relation == "visited"]
    assert [len(fact.sources) for fact in facts] == [2]
    assert len(read_facts(store)) == len(read_facts(store_of(one)))


def test_what_is_not_asserted_keeps_its_modality() -> None:
    """A planned post is an edge that says so, with who said it."""
    planned = [edge for edge in network(store_of(sample())).edges if edge.modality == vocab.PLANNED]
    assert [(edge.relation, edge.post, edge.speaker) for edge in planned] == [("heldPost", "柳泉市副市长", ("李望川",))]
    assert planned[0].source == IDS + ZHANG
    assert planned[0].source != IDS + LI


@pytest.mark.parametrize(
    ("out", "arguments", "says"),
    [
        ("kg.csv", {}, r"CSV tables are two files \(name a folder and add --format neo4j\)"),
        ("kg.gexf", {"flavour": "knowledge"}, r"gexf has no flavours"),
        ("tables", {"form": "neo4j", "flavour": "provenance"}, r"neo4j has no flavours"),
        ("kg.ttl", {"form": "xlsx"}, r"unknown format 'xlsx' \(take one of gexf, graphml, jsonld, neo4j, nq, nt, trig"),
    ],
)
def test_what_cannot_be_is_told(folder: Path, tmp_path: Path, out: str, arguments: dict[str, Any], says: str) -> None:
    with pytest.raises(KgError, match=says):
        export(folder, tmp_path / out, **arguments)
    assert list(tmp_path.iterdir()) == []


def test_the_format_may_be_named(folder: Path, tmp_path: Path) -> None:
    """A named format goes before the suffix."""
    export(folder, tmp_path / "kg.txt", form="graphml")
    export(folder, tmp_path / "kg.graphml")
    assert (tmp_path / "kg.txt").read_bytes() == (tmp_path / "kg.graphml").read_bytes()


@pytest.mark.parametrize(
    ("out", "form", "counted"),
    [("a.ttl", None, "triple"), ("a.jsonld", None, "quad"), ("a.gexf", None, "edge"), ("a.ttl", "neo4j", "edge")],
)
def test_what_is_counted(out: str, form: str | None, counted: str) -> None:
    assert unit(out, form) == counted
