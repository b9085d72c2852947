"""The store on disk: replaced whole, left usable by whatever ends a build, checked when read."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions, Store

from kg import store as kg_store
from kg.errors import KgError, StoreError
from kg.store import Manifest, StoreWriter, load, loader, manifest, open_rdflib, text, texts
from tests.sample import BASE, PATH, TEXT, sample

PART_OF = "PREFIX kg: <https://kg.example.org/ns#> SELECT (COUNT(*) AS ?n) WHERE { ?a kg:partOf ?b }"
ROOT = Path(__file__).parent.parent
OWN_WARNINGS = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")
"""rdflib 7.6 warns of what its own code calls."""


def built(folder: Path, *texts: tuple[str, str]) -> Path:
    with StoreWriter(folder, BASE) as writer:
        for path, content in texts or ((PATH, TEXT),):
            writer.add(sample(path=path, text=content))
    return folder


def built_with_an_error(folder: Path) -> None:
    """Add a document, then one that does not fit the vocabulary."""
    changed = sample(text=TEXT + "改。\n")
    with StoreWriter(folder, BASE) as writer:
        writer.add(changed)
        writer.add(replace(changed, claims=(replace(changed.claims[0], predicate="admires"),)))


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def count(store: Store, query: str) -> int:
    rows = store.query(query)
    assert isinstance(rows, QuerySolutions)
    return int(next(rows)["n"].value)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """The manifest names the document with its counts, and the text comes back as stored."""
    doc = sample().doc
    folder = built(tmp_path / "a" / "store")
    [record] = manifest(folder).documents
    assert (record.path, record.id, record.sha256, record.title) == (PATH, doc.id, doc.sha256, doc.title)
    assert (record.claims, record.skipped, record.entities) == (11, 0, 18)
    assert record.quads == len((folder / record.graph).read_bytes().splitlines())
    assert manifest(folder).base == BASE
    assert text(folder, doc.id) == TEXT


def test_graph_lines_are_sorted(tmp_path: Path) -> None:
    """The file of a document is sorted N-Quads, so two builds can be compared with diff."""
    folder = built(tmp_path / "store")
    lines = (folder / manifest(folder).documents[0].graph).read_bytes().splitlines()
    assert lines == sorted(set(lines))


@OWN_WARNINGS
def test_default_graph_holds_each_triple_once(tmp_path: Path) -> None:
    """A triple of the text and of the gazetteer is one triple, in pyoxigraph and in rdflib."""
    folder = built(tmp_path / "store", (PATH, TEXT), ("second.txt", TEXT + "完。\n"))
    store = load(folder)
    named = {quad.triple for quad in store if quad.graph_name != DefaultGraph()}
    assert len(list(store.quads_for_pattern(None, None, None, DefaultGraph()))) == len(named)
    assert count(store, PART_OF) == 4
    dataset = open_rdflib(folder)
    [[number]] = dataset.query(PART_OF)  # type: ignore[misc]
    assert int(str(number)) == 4
    assert len(list(store.named_graphs())) == 3


def test_building_twice_changes_nothing(tmp_path: Path) -> None:
    """The same input leaves the same bytes, also where it is built anew."""
    first = files(built(tmp_path / "one"))
    assert files(built(tmp_path / "one")) == first
    assert files(built(tmp_path / "two")) == first


def test_hash_seed_does_not_matter(tmp_path: Path) -> None:
    """Two processes with different hash seeds write the same bytes."""
    script = "import sys; from pathlib import Path; from tests.test_store import built; built(Path(sys.argv[1]))"
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", script, str(tmp_path / seed)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603 (our own command)
    assert files(tmp_path / "1") == files(tmp_path / "2")


def test_a_path_is_replaced_exactly(tmp_path: Path) -> None:
    """A path built again with another text leaves nothing of the old one, and the others alone."""
    changed = TEXT.replace("2023", "2024")
    folder = built(tmp_path / "store", ("a.txt", TEXT), ("b.txt", TEXT + "另一篇。\n"))
    built(folder, ("a.txt", changed))
    assert files(folder) == files(built(tmp_path / "fresh", ("b.txt", TEXT + "另一篇。\n"), ("a.txt", changed)))
    assert len(files(folder)) == 2 * 3 + 4


def test_an_error_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    """A build that fails half-way changes nothing a reader sees; the next one clears what it left."""
    folder = built(tmp_path / "store")
    before = files(folder)
    with pytest.raises(KgError, match="unknown predicate"):
        built_with_an_error(folder)
    assert manifest(folder).documents[0].id == sample().doc.id
    assert len(load(folder)) > 0
    assert files(folder) != before
    assert files(built(folder)) == before


KILLED = """
import os, signal, sys
from pathlib import Path
from kg.store import StoreWriter, writer
from tests.sample import BASE, TEXT, sample
with StoreWriter(Path(sys.argv[1]), BASE) as w:
    w.add(sample(text=TEXT + "改。\\n"))
    if sys.argv[2] == "renaming":
        writer.write = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)
    else:
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("moment", ["adding", "renaming"])
def test_a_killed_build_leaves_the_store_usable(tmp_path: Path, moment: str) -> None:
    """SIGKILL while adding, or just before the manifest is written: the old store is there, and unlocked."""
    folder = built(tmp_path / "store")
    before = files(folder)
    command = [sys.executable, "-c", KILLED, str(folder), moment]
    done = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603 (our own command)
    assert done.returncode == -signal.SIGKILL
    assert text(folder, manifest(folder).documents[0].id) == TEXT
    assert count(load(folder), PART_OF) == 4
    assert files(built(folder)) == before


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    """Two builds at once would lose documents: the second is told who is there."""
    with (
        StoreWriter(tmp_path / "store", BASE),
        pytest.raises(StoreError, match="another build writes this store"),
        StoreWriter(tmp_path / "store", BASE),
    ):
        pass


def test_another_base_is_refused(tmp_path: Path) -> None:
    """One store has one base; the error names both."""
    folder = built(tmp_path / "store")
    with pytest.raises(StoreError, match=r"base is https://kg\.example\.org/, not https://b\.org/"):
        StoreWriter(folder, "https://b.org/").__enter__()
    built(folder)


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    """A folder that is no store is not written into."""
    (tmp_path / "diary.txt").write_text("mine")
    with pytest.raises(StoreError, match="the folder holds other files"):
        StoreWriter(tmp_path, BASE).__enter__()
    assert list(tmp_path.iterdir()) == [tmp_path / "diary.txt"]


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    """A file where the store should be is one clear line, not a traceback."""
    (tmp_path / "store").write_text("mine")
    with pytest.raises(StoreError, match="cannot be written"):
        StoreWriter(tmp_path / "store", BASE).__enter__()


def test_a_full_disk_is_one_clear_line_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))

    monkeypatch.setattr(Path, "replace", full)
    with (
        pytest.raises(StoreError, match=r"cannot be written: No space left on device \(build into a folder"),
        StoreWriter(tmp_path / "store", BASE) as writer,
    ):
        writer.add(sample())
    assert list((tmp_path / "store").rglob("*.part")) == []


def test_no_store(tmp_path: Path) -> None:
    """A missing store says how to make one."""
    with pytest.raises(StoreError, match=r"no store here \(make one with: kg build TEXTS\)"):
        load(tmp_path / "none")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "has format None, not 2"),
        ('{"format": 99}', "has format 99, not 2"),
        ('{"format": 2, "base": "https://kg.example.org/"}', "has a wrong entry"),
        ('{"format": 2, "base": 3, "documents": []}', "has a wrong entry"),
        ('{"format": 2, "base": "x", "documents": [{"path": 1}]}', "has a wrong entry"),
        ('{"format": 2, "base": "x", "documents": "abc"}', "has a wrong entry"),
    ],
)
def test_a_broken_manifest_is_one_clear_line(tmp_path: Path, content: str, message: str) -> None:
    """Whatever the manifest holds, the error names the file and what is wrong."""
    folder = built(tmp_path / "store")
    (folder / "manifest.json").write_text(content)
    with pytest.raises(StoreError, match=message) as caught:
        load(folder)
    assert "manifest.json" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_manifest_cannot_lead_out_of_the_store(tmp_path: Path) -> None:
    """File names in the manifest are those the writer gives, nothing else."""
    folder = built(tmp_path / "store")
    content = json.loads((folder / "manifest.json").read_text("utf-8"))
    content["documents"][0]["text"] = "../../secret.txt"
    (folder / "manifest.json").write_text(json.dumps(content))
    with pytest.raises(StoreError, match="has a wrong entry"):
        text(folder, sample().doc.id)


@pytest.mark.parametrize("kind", ["graph", "text"])
def test_damage_is_noticed(tmp_path: Path, kind: str) -> None:
    """A file cut short or changed does not pass for data; a missing one is named."""
    folder = built(tmp_path / "store")
    record = manifest(folder).documents[0]
    path = folder / (record.graph if kind == "graph" else record.text)

    def read() -> object:
        return load(folder) if kind == "graph" else text(folder, record.id)

    whole = path.read_bytes()
    path.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    with pytest.raises(StoreError, match="is damaged"):
        read()
    path.unlink()
    with pytest.raises(StoreError, match="cannot be read"):
        read()


def test_an_unknown_document_is_refused(tmp_path: Path) -> None:
    """Only the manifest's documents can be asked for, whatever the id looks like."""
    folder = built(tmp_path / "store")
    with pytest.raises(StoreError, match="no document"):
        text(folder, "../manifest.json")


def test_public_names() -> None:
    """What other parts may use."""
    names = "Manifest Record StoreWriter load load_memory manifest open_rdflib snapshot text texts whole"
    assert kg_store.__all__ == names.split()


def test_named_graph_of_the_document(tmp_path: Path) -> None:
    """The graph of a document is named after it."""
    graphs = set(load(built(tmp_path / "store")).named_graphs())
    assert NamedNode(f"{BASE}id/graph/doc/{sample().doc.id}") in graphs


OTHER = TEXT.replace("2023", "2024")
"""Another article at the same places."""


def graph_of(store: Store, content: str) -> set[tuple[str, ...]]:
    """What the graph of the document with this text says, but for how its file is called."""
    graph = NamedNode(f"{BASE}id/graph/doc/{sample(text=content).doc.id}")
    triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, graph))
    return {tuple(map(str, triple)) for triple in triples if not triple.predicate.value.endswith("fileName")}


def file_names(store: Store) -> list[str]:
    rows = store.query("PREFIX kg: <https://kg.example.org/ns#> SELECT ?name WHERE { ?doc kg:fileName ?name }")
    assert isinstance(rows, QuerySolutions)
    return sorted(row["name"].value for row in rows)


@pytest.mark.parametrize("paths", [("a.txt", "b.txt"), ("a/x.txt", "b/x.txt"), ("b.txt", "a.txt")])
def test_one_text_under_two_paths(tmp_path: Path, paths: tuple[str, str]) -> None:
    """Both paths share a graph; when one of them gets another text, the other keeps every fact."""
    one, two = paths
    folder = built(tmp_path / "store", (one, TEXT), (two, TEXT))
    both = load(folder)
    assert len(manifest(folder).documents) == 2
    assert len([graph for graph in both.named_graphs() if "/doc/" in str(graph)]) == 1
    assert file_names(both) == sorted({Path(path).name for path in paths})

    built(folder, (one, OTHER))
    store = load(folder)
    assert graph_of(store, TEXT) == graph_of(both, TEXT) == graph_of(load(built(tmp_path / "single")), TEXT)
    assert graph_of(store, OTHER)
    assert text(folder, sample().doc.id) == TEXT
    assert files(folder) == files(built(tmp_path / "fresh", (two, TEXT), (one, OTHER)))

    built(folder, (two, OTHER))
    assert not graph_of(load(folder), TEXT)
    with pytest.raises(StoreError, match="no document"):
        text(folder, sample().doc.id)


def test_many_texts_are_read_with_one_look_at_the_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader of texts knows its documents, so asking for many of them stays linear."""
    contents = [TEXT + "完" * i for i in range(1, 5)]
    folder = built(tmp_path / "store", *((f"{i}.txt", content) for i, content in enumerate(contents)))
    looks: list[object] = []

    def look(where: Path | str) -> Manifest:
        looks.append(where)
        return manifest(where)

    monkeypatch.setattr(loader, "manifest", look)
    text_of = texts(folder)
    assert [text_of(sample(text=content).doc.id) for content in contents] == contents
    assert looks == [folder]
    with pytest.raises(StoreError, match="no document"):
        text_of("../manifest.json")
