"""Checks: sound data pass, and each kind of damage is found at its node with a way to mend it."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from kg import resources, vocab
from kg.check import check, query_findings, shape_findings
from kg.check.shapes import Engine
from kg.errors import StoreError
from kg.rdf import quads
from kg.store import StoreWriter, manifest, snapshot
from kg.store.files import content_hash
from tests.sample import BASE, PATH, TEXT, ZHANG, sample
from tests.view_stores import crowd, store_of

SHAPES = Path(__file__).parent / "shapes"
WHOLE = (SHAPES / "valid" / "whole.ttl").read_text("utf-8")
INVALID = sorted((SHAPES / "invalid").glob("*.ttl"))
PREFIXES = "".join(f"PREFIX {name}: <{iri}> " for name, iri in vocab.PREFIXES.items()) + (
    f"PREFIX id: <{BASE}id/> PREFIX place: <{BASE}id/place/> PREFIX person: <{BASE}id/person/> "
)


def graph(*texts: str) -> Store:
    store = Store()
    for text in texts:
        store.load(text.encode(), format=RdfFormat.TURTLE)
    return store


def sampled(update: str = "") -> Store:
    """The sample in its named graphs and in the default graph, as a store is loaded, then changed."""
    store = Store()
    made = quads(sample(), BASE)
    store.extend(made)
    if update:
        store.update(PREFIXES + update)
    for quad in list(store):
        store.add(type(quad)(quad.subject, quad.predicate, quad.object))
    return store


ENGINES = pytest.mark.parametrize("engine", ["pyshacl", "shacl"])


@ENGINES
@pytest.mark.parametrize("path", sorted((SHAPES / "valid").glob("*.ttl")), ids=lambda path: path.stem)
def test_valid_graphs_pass(path: Path, engine: Engine) -> None:
    """No shape complains of a sound graph."""
    pytest.importorskip(engine)
    assert shape_findings(graph(path.read_text("utf-8")), engine) == []


@ENGINES
@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_invalid_graphs_are_found(path: Path, engine: Engine) -> None:
    """Each file says which shape finds which node, and nothing else is found; the message is in two languages."""
    text = path.read_text("utf-8")
    expected = {tuple(line.split()) for line in re.findall(r"^# expects: (.+)$", text, re.MULTILINE)}
    pytest.importorskip(engine)
    found = shape_findings(graph(WHOLE, text), engine)
    assert {(f.check, re.split("[/#]", f.node)[-1], f.severity) for f in found} == {
        (*entry, "violation")[:3] for entry in expected
    }
    assert all(re.search(r"[\u4e00-\u9fff].* / .*[a-z]", f.message) for f in found)


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_the_engines_agree(path: Path) -> None:
    """The fast engine finds exactly what the reference finds, with the same severities and messages."""
    pytest.importorskip("shacl")
    for texts in ((WHOLE, path.read_text("utf-8")), (path.read_text("utf-8"),)):
        store = graph(*texts)
        assert set(shape_findings(store, "shacl")) == set(shape_findings(store, "pyshacl"))


def test_the_engines_agree_on_odd_nodes() -> None:
    """Literals where nodes should be, and labels that would end a line, are named alike."""
    pytest.importorskip("shacl")
    store = graph(
        f'<{BASE}id/a> <{vocab.kg("heldPost")}> "甲\\n\\"乙"@zh , "\\u202e" , 3 ; <{vocab.kg("startDate")}> "五月" .'
    )
    found = set(shape_findings(store, "shacl"))
    assert found == set(shape_findings(store, "pyshacl"))
    assert {finding.node for finding in found} == {'甲\n"乙', "\u202e", "3", f"{BASE}id/a"}


def test_the_reference_serves_where_nothing_else_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    store = graph(WHOLE, INVALID[0].read_text("utf-8"))
    found = set(shape_findings(store))
    monkeypatch.setitem(sys.modules, "shacl", None)
    assert found == set(shape_findings(store))
    assert found


def test_every_shape_has_an_invalid_graph() -> None:
    """No shape is there that no test has seen complain."""
    shapes = (resources.data("ontology") / "shapes").iterdir()
    names = {name for f in shapes for name in re.findall(r"^kg:(\w+Shape) a sh:", f.read_text("utf-8"), re.MULTILINE)}
    expected = re.findall(r"^# expects: (\w+)", "".join(p.read_text("utf-8") for p in INVALID), re.MULTILINE)
    assert names - {"EdtfShape"} == set(expected)


OWN = f"GRAPH <{BASE}id/graph/doc/{sample().doc.id}>"
DAMAGE = [
    ("sources_disagree", "INSERT DATA { GRAPH <https://x.test/g> { <https://x.test/c> a kg:Conflict } }"),
    ("statement_without_triple", f"DELETE DATA {{ {OWN} {{ id:{ZHANG} kg:visited place:CN-980105002 }} }}"),
    ("triple_without_statement", f"INSERT DATA {{ {OWN} {{ id:{ZHANG} kg:visited place:CN-990102 }} }}"),
    ("triple_without_node", f"DELETE {{ {OWN} {{ ?t a kg:HomeTenure }} }} WHERE {{ {OWN} {{ ?t a kg:HomeTenure }} }}"),
    (
        "triple_without_node",
        f"DELETE {{ {OWN} {{ ?t kg:hostDistrict ?d }} }} WHERE {{ {OWN} {{ ?t kg:hostDistrict ?d }} }}",
    ),
    ("triple_without_node", f"DELETE {{ {OWN} {{ ?t kg:inReport ?d }} }} WHERE {{ {OWN} {{ ?t kg:inReport ?d }} }}"),
    (
        "post_in_other_body",
        f"DELETE {{ {OWN} {{ ?p org:postIn ?b }} }} INSERT {{ {OWN} {{ ?p org:postIn id:org\\/other }} }} "
        f"WHERE {{ {OWN} {{ ?p org:postIn ?b }} }}",
    ),
    ("part_of_cycle", f"INSERT DATA {{ {OWN} {{ place:CN-990000 kg:partOf place:CN-990102 }} }}"),
    ("host_is_home", f"INSERT {{ {OWN} {{ ?s kg:homeDistrict ?d }} }} WHERE {{ {OWN} {{ ?s kg:hostDistrict ?d }} }}"),
    (
        "nameless",
        f"DELETE {{ {OWN} {{ ?s skos:prefLabel ?l }} }} WHERE {{ {OWN} {{ ?s a kg:Officer ; skos:prefLabel ?l }} }}",
    ),
    (
        "evidence_elsewhere",
        f"INSERT {{ {OWN} {{ ?e kg:inDocument id:doc\\/other }} }} WHERE {{ {OWN} {{ ?e a kg:EvidenceSpan }} }}",
    ),
    (
        "two_incumbents",
        f"INSERT {{ {OWN} {{ ?t kg:post ?p }} }} WHERE {{ {OWN} {{ ?t a kg:HomeTenure . ?p kg:isChief true }} }}",
    ),
    (
        "incumbent_and_former",
        f"INSERT {{ {OWN} {{ ?t kg:tenureStatus kg:Former }} }} WHERE {{ {OWN} {{ ?t a kg:HomeTenure }} }}",
    ),
]


def test_sample_is_sound() -> None:
    """The checks find nothing in what the pipeline's last stage makes of a sound document."""
    assert query_findings(sampled()) == []
    assert shape_findings(sampled()) == []


@pytest.mark.parametrize(("name", "update"), DAMAGE)
def test_damage_across_nodes_is_found(name: str, update: str) -> None:
    """Each query finds its own kind of damage."""
    update = update.replace(f"id:{ZHANG}", f"<{BASE}id/{ZHANG}>")
    assert name in {finding.check for finding in query_findings(sampled(update))}


def test_every_query_is_tried_and_described() -> None:
    """Each check has a test, a title in two languages, a description and a severity."""
    checks = {f.name: f.read_text("utf-8") for f in (resources.data("queries") / "checks").iterdir()}
    assert {name.removesuffix(".rq") for name in checks} == {name for name, _ in DAMAGE}
    for text in checks.values():
        assert re.search(r"^#\+ title: .*[\u4e00-\u9fff].* / [a-z].+$", text, re.MULTILINE)
        assert re.search(r"^#\+ description: .+\.$", text, re.MULTILINE)
        assert re.search(r"^#\+ severity: (violation|warning)$", text, re.MULTILINE)


def build(folder: Path, *texts: str) -> Path:
    with StoreWriter(folder, BASE) as writer:
        for number, text in enumerate(texts):
            writer.add(sample(path=f"{number}.txt" if number else PATH, text=text))
    return folder


def tamper(folder: Path, old: str, new: str) -> None:
    """Change the graph of the only document and name its file after the new content, as a forger would."""
    content = json.loads((folder / "manifest.json").read_text("utf-8"))
    record = content["documents"][0]
    data = (folder / record["graph"]).read_text("utf-8")
    assert old in data
    changed = data.replace(old, new).encode()
    record["graph"] = f"graphs/{record['id']}-{content_hash(changed)}.nq"
    (folder / record["graph"]).write_bytes(changed)
    (folder / "manifest.json").write_text(json.dumps(content))


def test_a_sound_store_passes(tmp_path: Path) -> None:
    """Nothing is found, and the report says how much was tried."""
    report = check(build(tmp_path / "store", TEXT, TEXT + "完。\n"))
    assert report.findings == ()
    assert report.violations == 0
    shapes = list((resources.data("ontology") / "shapes").iterdir())
    queries = list((resources.data("queries") / "checks").iterdir())
    assert report.checks == 1 + len(shapes) + len(queries) > 20


def test_a_snapshot_hides_no_damage(tmp_path: Path) -> None:
    """The check reads the graphs, not their copy: a graph file that is not what its name says is told."""
    folder = build(tmp_path / "store", TEXT)
    snapshot(folder)
    [graph] = (folder / "graphs").iterdir()
    graph.write_bytes(graph.read_bytes() + b"\n")
    with pytest.raises(StoreError, match="damaged"):
        check(folder)


def test_a_changed_quote_is_found(tmp_path: Path) -> None:
    """Evidence that is not what the stored text says at its offsets is a violation with its document."""
    folder = build(tmp_path / "store", TEXT)
    tamper(folder, '"张云舟考察了青石街道"', '"张云舟视察了青石街道"')
    [finding] = check(folder).findings
    assert (finding.severity, finding.check, finding.label) == ("violation", "quote", "张云舟视察了青石街道")
    assert finding.document == PATH


def test_findings_are_named_and_ordered(tmp_path: Path) -> None:
    """A finding names the node for people; violations come before warnings."""
    folder = build(tmp_path / "store", TEXT)
    label = f'<{vocab.PREF_LABEL}> "张云舟"@zh'
    tamper(folder, label, f'<{vocab.kg("genre")}> "张云舟"@zh')
    tamper(folder, f"<{vocab.AUTHOR}>", f"<{vocab.kg('linkedPerson')}>")
    report = check(folder)
    assert [f.severity for f in report.findings] == sorted(f.severity for f in report.findings)
    assert report.violations == 2
    found = {(f.check, f.label, f.document) for f in report.findings}
    assert ("ReportShape", "关于望海区社区服务的思考", PATH) in found
    assert ("nameless", "", PATH) in found


def test_a_missing_store_is_one_clear_line(tmp_path: Path) -> None:
    """No store, no report."""
    with pytest.raises(StoreError, match="no store here"):
        check(tmp_path)


def test_a_long_document_is_quick() -> None:
    """The queries take time in proportion to a document's statements, not to their square."""
    store = store_of(crowd(1500))
    start = time.process_time()
    assert query_findings(store) == []
    assert time.process_time() - start < 5


def test_checking_is_quick(tmp_path: Path) -> None:
    """A graph of several thousand triples takes no more than a few seconds of CPU time."""
    folder = build(tmp_path / "store", *(TEXT + "完。\n" * i for i in range(20)))
    assert sum(record.quads for record in manifest(folder).documents) > 5000
    start = time.process_time()
    assert check(folder).findings == ()
    assert time.process_time() - start < 10
