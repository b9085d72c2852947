"""Exported files: the same bytes every time, read alike by two libraries, in its flavours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from pyoxigraph import Dataset, Quad, RdfFormat, parse
from rdflib import DCAT, DCTERMS, RDF, VOID, Graph, Literal, URIRef
from rdflib import Dataset as RdflibDataset

import kg
from kg import vocab
from kg.errors import KgError, StoreError
from kg.export import FORMATS, Flavour, export
from kg.store import StoreWriter, load
from tests.sample import BASE, sample

ROOT = Path(__file__).parent.parent
OWN_WARNINGS = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")
"""rdflib 7.6 warns of what its own code calls."""
OXIGRAPH = {
    ".jsonld": RdfFormat.JSON_LD,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
}
RDFLIB = {".jsonld": "json-ld", ".nq": "nquads", ".nt": "nt", ".trig": "trig", ".ttl": "turtle"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "store"
    with StoreWriter(folder, BASE) as writer:
        writer.add(sample())
    return folder


def read(path: Path) -> set[Quad]:
    return set(parse(path.read_bytes(), format=OXIGRAPH[path.suffix]))


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_every_format_reads_back(store: Path, tmp_path: Path, suffix: str) -> None:
    """Each format holds the store's quads, or its distinct triples where it names no graphs."""
    out = tmp_path / f"kg{suffix}"
    number = export(store, out)
    found = {quad for quad in read(out) if quad.subject.value != f"{BASE}id/dataset"}  # type: ignore[union-attr]
    kept = {quad for quad in load(store) if (str(quad.graph_name) == "DEFAULT") == (suffix in {".nt", ".ttl"})}
    assert found == kept
    assert number == len(read(out))
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("suffix", [".nt", ".ttl"])
def test_two_libraries_read_the_same(store: Path, tmp_path: Path, suffix: str) -> None:
    """rdflib and pyoxigraph read isomorphic graphs."""
    export(store, tmp_path / f"kg{suffix}")
    ours, theirs = Graph(), Graph().parse(data=(tmp_path / f"kg{suffix}").read_bytes(), format=RDFLIB[suffix])
    triples = "\n".join(f"{quad.triple} ." for quad in read(tmp_path / f"kg{suffix}"))
    ours.parse(data=triples, format="nt")
    assert set(ours) == set(theirs)
    assert ours.isomorphic(theirs)


@OWN_WARNINGS
@pytest.mark.parametrize("suffix", [".jsonld", ".nq", ".trig"])
def test_two_libraries_read_the_same_graphs(store: Path, tmp_path: Path, suffix: str) -> None:
    """rdflib finds every quad in the graph where pyoxigraph finds it."""
    export(store, tmp_path / f"kg{suffix}")
    dataset = RdflibDataset()
    dataset.parse(data=(tmp_path / f"kg{suffix}").read_bytes(), format=RDFLIB[suffix])
    names = sorted("" if str(g) == "urn:x-rdflib:default" else str(g) for *_, g in dataset.quads() if g is not None)
    rest = sum(1 for *_, g in dataset.quads() if g is None)
    expected = [quad.graph_name for quad in read(tmp_path / f"kg{suffix}")]
    named = sorted(g.value for g in expected if str(g) != "DEFAULT")  # type: ignore[union-attr]
    assert [name for name in names if name] == named
    assert rest + names.count("") == len(expected) - len(named)


def test_same_bytes_whatever_the_hash_seed(store: Path, tmp_path: Path) -> None:
    """Two processes with different hash seeds write identical files in every format."""
    script = """
import sys
from kg.export import FORMATS, export
for suffix in FORMATS:
    export(sys.argv[1], sys.argv[2] + suffix)
"""
    for seed in ("1", "2"):
        command = [sys.executable, "-c", script, str(store), str(tmp_path / seed)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603 (our own command)
    for suffix in FORMATS:
        assert (tmp_path / f"1{suffix}").read_bytes() == (tmp_path / f"2{suffix}").read_bytes()


def test_flavours_part_the_graph(store: Path, tmp_path: Path) -> None:
    """Knowledge and provenance together are everything, share nothing, and knowledge points nowhere else."""
    for flavour in ("all", "knowledge", "provenance"):
        export(store, tmp_path / f"{flavour}.nt", flavour)
    whole, facts, sources = (read(tmp_path / f"{name}.nt") for name in ("all", "knowledge", "provenance"))
    assert not facts & sources
    assert {quad for quad in whole if quad.subject.value != f"{BASE}id/dataset"} == facts | sources  # type: ignore[union-attr]
    text = (tmp_path / "knowledge.nt").read_text("utf-8")
    assert vocab.kg("heldPost") in text
    assert "/id/doc/" not in text
    assert "/id/evidence/" not in text
    assert "/id/statement/" not in text


def test_description_counts(store: Path, tmp_path: Path) -> None:
    """The set says how many triples and documents it holds."""
    export(store, tmp_path / "kg.nt")
    whole = read(tmp_path / "kg.nt")
    about = [quad for quad in whole if quad.subject.value == f"{BASE}id/dataset"]  # type: ignore[union-attr]
    facts = {quad.predicate.value.removeprefix(vocab.VOID): quad.object for quad in about}
    assert facts["triples"].value == str(len(whole) - len(about))  # type: ignore[union-attr]
    assert facts["documents"].value == "1"  # type: ignore[union-attr]


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_flavours_part_every_format(store: Path, tmp_path: Path, suffix: str) -> None:
    """In each RDF format knowledge and provenance are disjoint and together what all holds but for its counts."""
    whole, facts, sources = (
        {quad for quad in made if quad.subject.value != f"{BASE}id/dataset"}  # type: ignore[union-attr]
        for made in (exported(store, tmp_path / f"{name}{suffix}", name) for name in get_args(Flavour)[:3])
    )
    assert facts
    assert sources
    assert not facts & sources
    assert facts | sources == whole


def exported(store: Path, out: Path, flavour: Flavour) -> set[Quad]:
    export(store, out, flavour)
    return read(out)


def test_a_description_counts_each_class_and_property(store: Path, tmp_path: Path) -> None:
    """VoID and DCAT: what the set holds, of which version, in which vocabularies, under which licence."""
    licence = "https://creativecommons.org/licenses/by/4.0/"
    export(store, tmp_path / "void.ttl", "description", licence=licence)
    export(store, tmp_path / "kg.nt")
    graph = Graph().parse(tmp_path / "void.ttl")
    data = Graph().parse(tmp_path / "kg.nt")
    data.remove((URIRef(f"{BASE}id/dataset"), None, None))
    found = URIRef(f"{BASE}id/dataset")
    assert set(graph.objects(found, RDF.type)) == {VOID.Dataset, DCAT.Dataset}
    assert graph.value(found, VOID.triples) == Literal(len(data))
    assert graph.value(found, VOID.properties) == Literal(len(set(data.predicates())))
    assert graph.value(found, VOID.distinctSubjects) == Literal(len(set(data.subjects())))
    assert graph.value(found, URIRef(vocab.DCAT + "version")) == Literal(kg.__version__)
    assert graph.value(found, DCTERMS.license) == URIRef(licence)
    assert URIRef(vocab.KG) in set(graph.objects(found, VOID.vocabulary))
    parts = graph.objects(found, VOID.classPartition)
    counted = {graph.value(part, VOID["class"]): graph.value(part, VOID.entities) for part in parts}
    kinds = set(data.objects(None, RDF.type))
    assert counted == {kind: Literal(len(set(data.subjects(RDF.type, kind)))) for kind in kinds}
    parts = graph.objects(found, VOID.propertyPartition)
    counted = {graph.value(part, VOID.property): graph.value(part, VOID.triples) for part in parts}
    assert counted == {name: Literal(len(set(data.subject_objects(name)))) for name in set(data.predicates())}


def test_a_licence_is_an_address(store: Path, tmp_path: Path) -> None:
    """A licence that is no IRI is refused in one line, and nothing is written."""
    with pytest.raises(KgError, match="the licence 'CC BY' is no address"):
        export(store, tmp_path / "void.ttl", "description", licence="CC BY")
    assert list(tmp_path.iterdir()) == []


def test_turtle_can_be_read_by_people(store: Path, tmp_path: Path) -> None:
    """Prefixes stand sorted at the head, and places read as their codes."""
    export(store, tmp_path / "kg.ttl")
    lines = (tmp_path / "kg.ttl").read_text("utf-8").splitlines()
    head = [line for line in lines if line.startswith("@prefix")]
    assert lines[: len(head)] == sorted(head)
    assert any("kg:partOf place:CN-990100" in line for line in lines)


@pytest.mark.parametrize("name", ["kg.xlsx", "kg", "kg.ttl.gz", "kg.rdf"])
def test_an_unknown_suffix_is_refused(store: Path, tmp_path: Path, name: str) -> None:
    """The error lists the suffixes there are, and nothing is written."""
    with pytest.raises(
        KgError, match=r"suffix .*format.* \(end it in \.gexf, \.graphml, \.jsonld, \.nq, \.nt, \.trig, \.ttl, or"
    ):
        export(store, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_other_errors_are_clear(store: Path, tmp_path: Path) -> None:
    """A wrong flavour, a folder that is not there, a store that is not there."""
    with pytest.raises(KgError, match="take one of all, knowledge, provenance, description"):
        export(store, tmp_path / "kg.ttl", "tasty")  # type: ignore[arg-type]
    with pytest.raises(KgError, match="cannot be written"):
        export(store, tmp_path / "none" / "kg.ttl")
    with pytest.raises(StoreError, match="no store here"):
        export(tmp_path, tmp_path / "kg.ttl")


def test_datasets_compare(store: Path, tmp_path: Path) -> None:
    """TriG and N-Quads are the same dataset."""
    for suffix in (".nq", ".trig"):
        export(store, tmp_path / f"kg{suffix}")
    assert Dataset(read(tmp_path / "kg.nq")) == Dataset(read(tmp_path / "kg.trig"))
