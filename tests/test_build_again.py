"""Building again: what has not changed is not read again, what is gone leaves no trace, and order plays no part."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.extract import extract_each
from kg.extract.reading import Reading
from kg.model import Claim, Document
from kg.store import manifest
from tests.conftest import Run
from tests.test_identity import DEPUTY_MAYOR, NAMESAKE, PROMOTED, SECRETARY


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of four texts that hang together, and the folder above it to work in."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in {"a": SECRETARY, "b": PROMOTED, "c": DEPUTY_MAYOR, "d": NAMESAKE}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def files(folder: str) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(Path(folder).rglob("*")) if p.is_file()}


def test_what_has_not_changed_is_not_read_again(run: Run, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build reads only the text that changed, and the store is the one a first build makes of all."""
    run("build", "texts", "--store", "s")
    (texts / "d.txt").write_text(NAMESAKE + "会议到此结束。\n", encoding="utf-8")
    read: list[str] = []

    def noted(docs: Sequence[Document]) -> list[tuple[Reading, list[Claim]]]:
        read.extend(doc.path for doc in docs)
        return extract_each(docs)

    monkeypatch.setattr("kg.pipeline.extract_each", noted)
    status, out, err = run("build", "texts", "--store", "s")
    assert (status, err, read) == (0, "", ["texts/d.txt"])
    assert "3 documents as before" in out
    run("build", "texts", "--store", "fresh")
    assert files("s") == files("fresh")


def test_another_program_reads_everything_again(run: Run, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that changed could read a text otherwise."""
    run("build", "texts", "--store", "s")
    monkeypatch.setattr(sys.modules["kg.store.manifest"], "program", lambda: "0" * 16)
    _, out, _ = run("build", "texts", "--store", "s")
    assert "as before" not in out


def test_the_order_of_builds_does_not_matter(run: Run, texts: Path) -> None:
    """Text by text in any order, or all at once: the same bytes."""
    run("build", "texts", "--store", "s")
    for name in ("d", "b", "c", "a"):
        run("build", f"texts/{name}.txt", "--store", "t")
    assert files("s") == files("t")


@pytest.mark.parametrize("gone", ["a", "b", "c", "d"])
def test_what_is_taken_out_leaves_no_trace(run: Run, texts: Path, gone: str) -> None:
    """kg remove, and a build with --prune after the file is gone, give the store that never had the text."""
    run("build", "texts", "--store", "s")
    run("build", "texts", "--store", "t")
    status, out, err = run("remove", f"texts/{gone}.txt", "--store", "s")
    assert (status, out, err) == (0, "", "kg: taken out of s: 1 document\n")
    (texts / f"{gone}.txt").unlink()
    status, _, err = run("build", "texts", "--store", "t", "--prune")
    assert (status, err) == (0, "kg: taken out: 1 document whose file is gone\n")
    run("build", "texts", "--store", "never")
    assert files("s") == files("t") == files("never")


def test_without_prune_what_is_gone_stays(run: Run, texts: Path) -> None:
    """A build never takes out what nobody asked it to."""
    run("build", "texts", "--store", "s")
    (texts / "a.txt").unlink()
    run("build", "texts", "--store", "s")
    assert len(manifest("s").documents) == 4


def test_prune_looks_only_where_it_is_told(run: Run, texts: Path) -> None:
    """Texts outside the folders named stay, even where their file is gone."""
    run("build", "texts", "--store", "s")
    other = texts.parent / "other"
    other.mkdir()
    (other / "e.txt").write_text("祁县的梨熟了。\n", encoding="utf-8")
    (texts / "a.txt").unlink()
    run("build", "other", "--store", "s", "--prune")
    assert len(manifest("s").documents) == 5


def test_nothing_to_take_out_is_told(run: Run, texts: Path) -> None:
    """A path that the store does not have is an error, and nothing else is taken out with it."""
    run("build", "texts", "--store", "s")
    status, _, err = run("remove", "texts/a.txt", "texts/z.txt", "--store", "s")
    assert (status, err) == (1, "kg: texts/z.txt: no document at or below that path (see: kg query documents)\n")
    assert len(manifest("s").documents) == 4
    assert texts.exists()


def test_nothing_to_build_is_said(run: Run, texts: Path) -> None:
    """A build without texts takes up decisions; where none wait it does not end in silence."""
    run("build", "texts", "--store", "s")
    said = "kg: no texts are named and no decisions wait: nothing to build\n"
    assert run("build", "--store", "s") == (0, "", said)


def test_two_files_of_one_text_are_two_rows(run: Run, texts: Path) -> None:
    """Both have one document and no title: each row has its own file, and the words that the text opens with."""
    for name in ("one", "two"):
        (texts / f"{name}.txt").write_text("李望川任祁县县长。", encoding="utf-8")
    run("build", "texts", "--store", "s")
    _, out, _ = run("query", "documents", "--store", "s", "--format", "csv")
    rows = [line.split(",")[:2] for line in out.split()]
    assert rows[-2:] == [["one.txt", "李望川任祁县县长"], ["two.txt", "李望川任祁县县长"]]
    assert len(rows) == 7


def test_a_damaged_store_is_mended_as_the_message_says(run: Run, texts: Path) -> None:
    run("build", "texts", "--store", "s")
    next(Path("s/graphs").iterdir()).write_text("", encoding="utf-8")
    status, _, err = run("query", "documents", "--store", "s")
    assert (status, "build the store again" in err) == (1, True)
    assert run("build", "--store", "s")[0] == 0
    assert run("query", "documents", "--store", "s")[0] == 0
    Path("s/manifest.json").write_text("{", encoding="utf-8")
    status, _, err = run("query", "documents", "--store", "s")
    assert (status, "remove the store's folder, then build it again" in err) == (1, True)


@pytest.mark.parametrize("kind", ["graphs", "people"])
@pytest.mark.parametrize("named", [True, False], ids=["the texts named", "no texts named"])
def test_a_damaged_file_is_made_anew(run: Run, texts: Path, kind: str, named: bool) -> None:
    """kg build mends a file that was cut, changed or lost, and the store is what it was."""
    run("build", "texts", "--store", "s")
    before = files("s")
    first, second, third, *_ = sorted(Path("s", kind).iterdir())
    first.write_bytes(first.read_bytes()[:-7])
    second.write_bytes(second.read_bytes().replace(b"a", b"b"))
    third.unlink()
    status, out, err = run("build", *(["texts"] if named else []), "--store", "s")
    assert status == 0
    assert files("s") == before
    assert "3 documents" in (out if named else err)


def test_a_damaged_text_is_told_and_mended_by_naming_it(run: Run, texts: Path) -> None:
    run("build", "texts", "--store", "s")
    before = files("s")
    damaged = min(Path("s/texts").iterdir())
    damaged.write_text("x", encoding="utf-8")
    status, _, err = run("build", "--store", "s")
    assert status == 1
    assert f"{damaged}: is damaged" in err
    assert "build the text again" in err
    assert run("build", "texts", "--store", "s")[0] == 0
    assert files("s") == before
