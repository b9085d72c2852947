"""Snapshots: the same facts as the graphs, opened at once, and never trusted out of date or damaged."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, QuerySolutions, Store

from kg.errors import StoreError
from kg.store import StoreWriter, graphs, load, manifest, open_rdflib, snapshot
from kg.store.files import content_hash
from tests.sample import BASE, PATH, TEXT, sample

ROOT = Path(__file__).parent.parent
LABELS = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?label WHERE { ?node skos:prefLabel ?label } ORDER BY ?label"""
ADDED = Quad(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store of two texts that share the gazetteer, without a snapshot."""
    return built(tmp_path / "store", (PATH, TEXT), ("b.txt", TEXT + "完。\n"))


def built(folder: Path, *documents: tuple[str, str]) -> Path:
    with StoreWriter(folder, BASE) as writer:
        for path, content in documents:
            writer.add(sample(path=path, text=content))
    return folder


def is_snapshot(store: Store) -> bool:
    """Only a store in memory can be added to."""
    try:
        store.add(ADDED)
    except RuntimeError:
        return True
    store.remove(ADDED)
    return False


def snapshots(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "snapshots").iterdir())


def test_a_snapshot_holds_what_the_graphs_hold(folder: Path) -> None:
    """Named graphs and default graph, each quad once, answer alike; the folder is named by the manifest."""
    memory = load(folder)
    path = snapshot(folder)
    store = load(folder)
    assert (is_snapshot(memory), is_snapshot(store)) == (False, True)
    assert path == folder / "snapshots" / content_hash((folder / "manifest.json").read_bytes())
    assert set(store) == set(memory)
    assert len(store) == len(memory)
    assert set(store.named_graphs()) == set(memory.named_graphs())
    asked, expected = store.query(LABELS), memory.query(LABELS)
    assert isinstance(asked, QuerySolutions)
    assert isinstance(expected, QuerySolutions)
    assert [row["label"] for row in asked] == [row["label"] for row in expected]


def test_a_store_larger_than_a_batch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Graphs that are handed over one by one give the same store as all at once."""
    expected = set(load(folder))
    monkeypatch.setattr(graphs, "_BATCH", 1)
    assert set(load(folder)) == expected
    snapshot(folder)
    assert set(load(folder)) == expected


def test_a_snapshot_serves_several_readers_and_a_folder_that_cannot_be_written(folder: Path) -> None:
    """Reading leaves no trace in the snapshot: neither a lock nor a log."""
    path = snapshot(folder)
    before = {file: file.stat().st_mtime_ns for file in path.rglob("*")}
    one, two = load(folder), load(folder)
    assert len(list(one)) == len(list(two)) > 0
    assert {file: file.stat().st_mtime_ns for file in path.rglob("*")} == before


def test_a_snapshot_says_nothing_of_where_it_was_made(folder: Path) -> None:
    """A store can be handed on: no file of it names a folder of this machine."""
    path = snapshot(folder)
    for file in path.rglob("*"):
        assert file.is_dir() or os.fsencode(folder) not in file.read_bytes(), file.name


def test_a_later_build_makes_it_stale(folder: Path) -> None:
    """A snapshot of another manifest is not opened, and the build that outdates it removes it."""
    snapshot(folder)
    held = load(folder)
    number = len(list(held))
    changed = TEXT.replace("2023", "2024")
    built(folder, ("b.txt", changed))
    assert snapshots(folder) == []
    assert not is_snapshot(load(folder))
    assert sample(text=changed).doc.id in {str(graph)[-17:-1] for graph in load(folder).named_graphs()}
    assert len(list(held)) == number  # who had opened it reads on
    path = snapshot(folder)
    assert snapshots(folder) == [path.name]
    assert is_snapshot(load(folder))


def test_building_the_same_again_keeps_it(folder: Path) -> None:
    """A build that changes nothing leaves a snapshot that is still right."""
    path = snapshot(folder)
    built(folder, (PATH, TEXT))
    assert snapshots(folder) == [path.name]
    assert is_snapshot(load(folder))


def test_a_snapshot_is_made_again_in_place_of_itself(folder: Path) -> None:
    """Asking for it again mends one whose files were changed without a trace in their sizes."""
    path = snapshot(folder)
    [largest] = sorted((path / "database").glob("*.sst"), key=lambda file: file.stat().st_size)[-1:]
    data = bytearray(largest.read_bytes())
    data[10:40] = bytes(30)
    largest.write_bytes(data)
    assert snapshot(folder) == path
    assert snapshots(folder) == [path.name]
    store = load(folder)
    assert is_snapshot(store)
    assert len(list(store)) == len(store)


def rewrite(path: Path, change: Callable[[dict[str, object]], object]) -> None:
    content = json.loads(path.read_bytes())
    change(content)
    path.write_text(json.dumps(content))


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "no seal": (lambda path: (path / "seal.json").unlink(), "No such file"),
    "seal is no JSON": (lambda path: (path / "seal.json").write_text("{"), "Expecting property name"),
    "seal is another thing": (lambda path: (path / "seal.json").write_text("[]"), "it is of Oxigraph None"),
    "seal is too deep": (lambda path: (path / "seal.json").write_text("[" * 100_000), "recursion"),
    "other version": (
        lambda path: rewrite(path / "seal.json", lambda seal: seal.update(oxigraph="0.0.1\x1b[2J\n")),
        r"it is of Oxigraph '0\.0\.1\\x1b\[2J\\n', not",
    ),
    "no database": (lambda path: shutil.rmtree(path / "database"), "No such file"),
    "a file is missing": (lambda path: (path / "database" / "CURRENT").unlink(), "not those of its seal"),
    "a file is cut": (lambda path: os.truncate(max((path / "database").glob("*.sst")), 100), "not those of its seal"),
    "a file is new": (lambda path: (path / "database" / "a.sst").touch(), "not those of its seal"),
    "rubbish inside": (lambda path: (path / "database" / "CURRENT").write_bytes(b"x" * 16), "CURRENT"),
}


@pytest.mark.parametrize(("spoil", "says"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_snapshot_is_passed_over(folder: Path, spoil: Callable[[Path], object], says: str) -> None:
    """The graphs are read instead, with one line that says why and how to mend it."""
    path = snapshot(folder)
    expected = set(load(folder))
    spoil(path)
    with pytest.warns(RuntimeWarning, match=says) as told:
        store = load(folder)
    assert not is_snapshot(store)
    assert set(store) == expected
    [line] = [str(warning.message) for warning in told]
    assert line.startswith(f"{path}: the snapshot is passed over: ")
    assert line.endswith("(make it again with: kg build --snapshot)")
    assert line.isprintable()
    snapshot(folder)
    assert is_snapshot(load(folder))


def test_rdflib_gets_a_store_it_may_change(folder: Path) -> None:
    """A snapshot does not change what can be done with kg.open."""
    snapshot(folder)
    assert open_rdflib(folder).store._inner.named_graphs()  # type: ignore[attr-defined]
    assert not is_snapshot(open_rdflib(folder).store._inner)  # type: ignore[attr-defined]


KILLED = """
import os, signal, sys
from kg.store import snapshot, snapshots
snapshots.write = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)
snapshot(sys.argv[1])
"""


def test_a_killed_snapshot_leaves_the_store_usable(folder: Path) -> None:
    """What a kill left half-made is never opened, and the next writer removes it."""
    command = [sys.executable, "-c", KILLED, str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603 (our own command)
    assert done.returncode == -signal.SIGKILL
    assert [name.endswith(".part") for name in snapshots(folder)] == [True]
    assert not is_snapshot(load(folder))
    built(folder, (PATH, TEXT))
    assert snapshots(folder) == []


def test_an_error_leaves_nothing_half_made(folder: Path) -> None:
    """A graph that is damaged cannot be copied; a snapshot that cannot be written is one clear line."""
    graph = folder / manifest(folder).documents[0].graph
    whole = graph.read_bytes()
    graph.write_bytes(whole[:-10])
    with pytest.raises(StoreError, match="is damaged"):
        snapshot(folder)
    assert snapshots(folder) == []
    graph.write_bytes(whole)
    (folder / "snapshots").rmdir()
    (folder / "snapshots").write_text("in the way")
    with pytest.raises(StoreError, match="the snapshot cannot be written"):
        snapshot(folder)


def test_only_one_writer_at_a_time(folder: Path) -> None:
    """A snapshot is not made while a build may replace the graphs under it."""
    with StoreWriter(folder, BASE), pytest.raises(StoreError, match="another build writes this store"):
        snapshot(folder)
    snapshot(folder)


def test_no_store(tmp_path: Path) -> None:
    """Nothing is written where there is no store."""
    with pytest.raises(StoreError, match="no store here"):
        snapshot(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_files_of_others_stay(folder: Path) -> None:
    """Only what the names of snapshots fit is removed."""
    snapshot(folder)
    (folder / "snapshots" / "notes.txt").write_text("mine")
    built(folder, ("b.txt", TEXT + "再完。\n"))
    assert snapshots(folder) == ["notes.txt"]
