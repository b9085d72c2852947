"""The commands: what they print where, their exit status, and what bad input is told."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

import pytest
from pyoxigraph import parse

import kg
from kg.cli import main
from kg.cli.extract import json_line
from kg.model import Document, LinkedDocument, ground
from kg.sources.files import document
from tests.sample import BASE, TEXT, sample
from tests.view_page import unpacked

Outcome: TypeAlias = tuple[int, str, str]
Run: TypeAlias = Callable[..., Outcome]


@pytest.fixture
def linked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for the analysis: every text is the sample article, so that counts are known."""

    def analyse_each(docs: Sequence[Document], base: str, decisions: object) -> list[LinkedDocument]:
        if any("坏" in doc.text for doc in docs):
            raise ZeroDivisionError("a fault of the program")
        return [sample(base, doc.path, doc.text) for doc in docs]

    pipeline = ModuleType("kg.pipeline")
    monkeypatch.setattr(pipeline, "analyse_each", analyse_each, raising=False)
    monkeypatch.setattr(pipeline, "analyse", lambda doc, *rest: analyse_each([doc], *rest)[0], raising=False)
    monkeypatch.setitem(sys.modules, "kg.pipeline", pipeline)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A directory with two good texts and one file of every bad kind."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "gb.txt").write_bytes((TEXT + "完").encode("gb18030"))
    (folder / "utf16.txt").write_bytes((TEXT + "又完").encode("utf-16"))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "cut.txt").write_bytes(TEXT.encode()[:-2])
    (folder / "README.md").write_text("not a text", encoding="utf-8")
    return folder


@pytest.mark.usefixtures("linked")
def test_bad_files_cost_one_line_each_and_the_rest_is_built(run: Run, texts: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    status, out, err = run("build", texts, tmp_path / "nowhere", "--store", store)
    assert status == 1
    cut, save = len(TEXT.encode()) - 4, "save it as plain text in UTF-8"
    assert [line.split(": ")[1:3] for line in err.splitlines()] == [
        [str(texts / "cut.txt"), f"byte 0xe2 at offset {cut} is not UTF-8, in which the file seems to be ({save})"],
        [str(texts / "empty.txt"), "the file is empty (remove it or put a text into it)"],
        [str(texts / "image.txt"), f"a PNG image, not a text ({save})"],
        [str(tmp_path / "nowhere"), "no such file or directory (check the path)"],
    ]
    assert "3 documents, " in out
    assert "4 files skipped" in out
    paths = [record["path"] for record in json.loads((store / "manifest.json").read_text("utf-8"))["documents"]]
    assert paths == [str(texts / name) for name in ("a.txt", "gb.txt", "utf16.txt")]


@pytest.mark.usefixtures("linked")
def test_build_counts_claims_by_relation(run: Run, texts: Path, tmp_path: Path) -> None:
    status, out, err = run("build", texts / "a.txt", "--store", tmp_path / "store")
    claims = sample().claims
    held = [claim for claim in claims if claim.predicate == "heldPost"]
    assert (status, err) == (0, "")
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines() if line}
    assert rows["heldPost"] == [str(len(held)), str(sum(claim.status == "asserted" for claim in held))]
    assert rows["total"][0] == str(len(claims))
    assert f"1 document, {len(claims)} claims, " in out


@pytest.mark.usefixtures("linked")
def test_nothing_readable_leaves_no_store_behind(run: Run, texts: Path, tmp_path: Path) -> None:
    status, out, err = run("build", texts / "empty.txt", "--store", tmp_path / "store")
    assert (status, out) == (1, "")
    assert err.splitlines()[-1] == "kg: no text could be read, so nothing was built (see the lines above)"
    assert not (tmp_path / "store").exists()


@pytest.mark.usefixtures("linked")
def test_a_fault_on_one_text_does_not_cost_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("坏" + TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    status, out, err = run("extract", tmp_path)
    assert status == 1
    assert len(out.splitlines()) == len(sample().claims)
    (line,) = err.splitlines()
    assert line.startswith(f"kg: {tmp_path / 'a.txt'}: unexpected ZeroDivisionError: a fault of the program")


@pytest.mark.usefixtures("linked")
def test_debug_shows_where(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("坏" + TEXT, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["kg", "--debug", "extract", str(tmp_path)])
    with pytest.raises(ZeroDivisionError):
        main()


@pytest.mark.usefixtures("linked")
def test_extract_prints_the_documented_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    status, out, _ = run("extract", path, "--format", "jsonl")
    assert status == 0
    records = [json.loads(line) for line in out.splitlines()]
    documented = (Path(__file__).parents[1] / "docs" / "claims.md").read_text("utf-8")
    example = json.loads(documented.partition("```json\n")[2].partition("```")[0])
    for record, claim in zip(records, sample().claims, strict=True):
        assert list(record) == list(example)
        assert set(example["object"]) == set(record["object"])
        assert set(example["evidence"]) == set(record["evidence"])
        assert record["path"] == str(path)
        assert record["doc"] == document(TEXT, "").id
        start, end = record["evidence"]["start"], record["evidence"]["end"]
        assert TEXT[start:end] == record["evidence"]["quote"]
        assert (record["id"], record["predicate"]) == (claim.id, claim.predicate)


def test_a_claim_is_one_line_that_a_terminal_does_not_obey() -> None:
    text = "张云舟\u202e\x1b[2J\n\x85\u2028任县长"
    doc = document(text, "a\u202e.txt")
    claim = replace(sample().claims[0], evidence=ground(doc, 0, len(text), "rule"))
    line = json_line(claim)
    assert json.loads(line)["evidence"]["quote"] == text
    assert not set(line) & set("\u202e\x1b\n\x85\u2028")
    assert "张云舟" in line


@pytest.fixture
def store(run: Run, linked: None, tmp_path: Path) -> Path:
    """A store with the sample article."""
    path, folder = tmp_path / "guazhi.txt", tmp_path / "store"
    path.write_text(TEXT, encoding="utf-8")
    assert run("build", path, "--store", folder)[0] == 0
    return folder


def test_a_saved_question_is_asked_with_a_parameter(run: Run, store: Path) -> None:
    status, out, err = run("query", "secondments", "-p", "officer=张云舟", "--store", store, "--format", "csv")
    assert (status, err) == (0, "")
    assert "张云舟" in out.splitlines()[1]


@pytest.mark.parametrize(
    ("form", "begins"),
    [("table", ""), ("csv", "name\r\n"), ("tsv", "?name\n"), ("json", "{"), ("markdown", "| name |")],
)
def test_answers_in_every_format(run: Run, store: Path, form: str, begins: str) -> None:
    ask = "SELECT ?name WHERE { ?who a kg:Officer ; skos:prefLabel ?name } ORDER BY ?name"
    status, out, _ = run("query", ask, "--store", store, "--format", form)
    assert status == 0
    assert out.startswith(begins)
    assert "张云舟" in out


def test_construct_is_written_as_turtle(run: Run, store: Path) -> None:
    status, out, _ = run("query", "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }", "--store", store)
    assert status == 0
    assert "@prefix" in out


def test_a_limit_says_that_there_is_more(run: Run, store: Path) -> None:
    status, out, err = run("query", "SELECT ?s WHERE { ?s a ?c }", "--limit", 2, "--store", store, "-f", "csv")
    assert (status, len(out.splitlines())) == (0, 3)
    assert err == "kg: there are more than 2 rows\n"


def test_a_question_comes_from_a_file_or_standard_input(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = "ASK { ?s a kg:Officer }"
    path = store.parent / "ask.rq"
    path.write_text(ask, encoding="utf-8")
    from_file = run("query", path, "--store", store)
    read, write = os.pipe()
    os.write(write, ask.encode())
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        assert run("query", "-", "--store", store) == from_file
    assert from_file[0] == 0
    assert "true" in from_file[1]


@pytest.mark.parametrize(
    ("args", "status", "says"),
    [
        (("query",), 2, "name a question, or ask for --list"),
        (("query", "no-such-question"), 2, "no saved question 'no-such-question'"),
        (("query", "SELECT ?x WHERE { ?x"), 2, "kg: "),
        (("query", "officer", "--param", "officer"), 2, "'officer' is not NAME=VALUE"),
        (("query", "career", "officer=无人"), 2, "give a parameter as --param officer=无人"),
        (("query", "SELECT", "?s", "{ ?s ?p ?o }"), 2, "?s: one question at a time (put SPARQL text in quotes)"),
        (("query", "officer", "-p", "officer=a", "-p", "officer=b"), 2, "officer is given twice"),
        (("query", "officer", "--param", "officer=\x1b[2J无此人"), 2, "\\x1b[2J无此人"),
        (("query", "DELETE WHERE { ?s ?p ?o }"), 2, "kg: "),
        (("export", "graph.doc"), 1, "graph.doc"),
        (("extract",), 2, "Missing argument"),
        (("build", "x", "--base", "nowhere"), 2, "'nowhere' is not a base IRI"),
        (("sing",), 2, "No such command 'sing'"),
    ],
)
def test_what_is_not_understood_is_told_in_one_line(
    run: Run, store: Path, args: tuple[str, ...], status: int, says: str
) -> None:
    here = ("--store", store) if args[0] in {"query", "export"} else ()
    got, out, err = run(*args, *here)
    assert (got, out) == (status, "")
    assert says in err.splitlines()[-1]
    assert "Traceback" not in err
    if not err.startswith("Usage"):
        assert len(err.splitlines()) == 1


@pytest.mark.usefixtures("linked")
def test_a_snapshot_is_asked_for_and_told(run: Run, store: Path) -> None:
    """Only with --snapshot; every command reads it; a damaged one costs one line and nothing else."""
    ask = ("query", "SELECT ?s ?c WHERE { ?s a ?c }", "--store", store, "-f", "csv")
    assert not (store / "snapshots").exists()
    expected = run(*ask)
    status, out, err = run("build", store.parent / "guazhi.txt", "--store", store, "--snapshot")
    [folder] = (store / "snapshots").iterdir()
    assert (status, err) == (0, f"kg: wrote {folder}: a snapshot of the store\n")
    assert "1 document as before" in out
    assert run(*ask) == expected
    assert run("check", "--store", store)[0] == 0
    (folder / "database" / "CURRENT").unlink()
    command = [sys.executable, "-m", "kg", *map(str, ask)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)  # noqa: S603
    assert done.stderr == (
        f"kg: {folder}: the snapshot is passed over: its files are not those of its seal"
        " (make it again with: kg build --snapshot)\n"
    )
    assert done.stdout == expected[1].replace("\r\n", "\n")


@pytest.mark.parametrize("command", ["query", "view", "export", "check"])
def test_a_missing_store_is_told_in_one_line(run: Run, tmp_path: Path, command: str) -> None:
    args: dict[str, list[object]] = {
        "query": ["documents"],
        "view": ["-o", tmp_path / "a.html"],
        "export": [tmp_path / "a.ttl"],
        "check": [],
    }
    status, out, err = run(command, *args[command], "--store", tmp_path / "none")
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert str(tmp_path / "none") in err


def test_check_view_and_export_read_the_store(run: Run, store: Path, tmp_path: Path) -> None:
    """What was written is told on standard error, so that standard output stays for results."""
    page, turtle = tmp_path / "index.html", tmp_path / "kg.ttl"
    status, out, err = run("view", "-o", page, "--store", store)
    assert (status, out) == (0, "")
    html = page.read_text("utf-8")
    content = unpacked(html.partition('<script id="core" type="application/gzip">')[2].partition("<")[0])
    assert "张云舟" in json.dumps(content, ensure_ascii=False)
    assert err == f"kg: wrote {page}: {len(content['nodes']['id'])} nodes, {len(content['facts']['s'])} facts\n"
    status, out, err = run("export", turtle, "--store", store)
    assert (status, out) == (0, "")
    assert BASE in turtle.read_text("utf-8")
    assert err == f"kg: wrote {turtle}: {len(list(parse(path=turtle)))} triples\n"
    status, out, _ = run("check", "--store", store)
    assert status == 0
    assert " checks: 0 violations" in out.splitlines()[-1]


def test_every_command_has_an_example(run: Run) -> None:
    for command in ((), *((name,) for name in ("build", "extract", "query", "view", "export", "check"))):
        status, out, _ = run(*command, "--help")
        assert status == 0
        assert "Example:\n    kg " in out


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"kg {kg.__version__}\n", "")


def test_help_loads_nothing_heavy() -> None:
    """What ``kg --help`` imports decides how fast it is; the modules are counted, not the clock."""
    code = (
        "import sys; sys.argv = ['kg', '--help']\n"
        "from kg.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'rdflib', 'pyoxigraph', 'pyvis', 'networkx', 'pyshacl', 'jieba', 'yaml', 'rich.progress'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stderr == "[]\n"


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path, store: Path) -> None:
    """``kg query … | head`` ends without a traceback."""
    ask = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"
    command = [sys.executable, "-m", "kg", "query", ask, "--store", str(store), "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:  # noqa: S603
        assert running.stdout
        assert running.stderr
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""


def test_a_full_disk_behind_standard_output_is_told(store: Path) -> None:
    command = [sys.executable, "-m", "kg", "query", "documents", "--store", str(store)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (1, "kg: standard output: No space left on device\n")


def test_a_text_that_may_not_be_read_does_not_stop_the_others(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing asks beforehand whether a file may be read: the reading tells."""
    (tmp_path / "a.txt").write_text("张云舟现任山西省晋中市榆次区委书记。", encoding="utf-8")
    (tmp_path / "b.txt").write_text("县", encoding="utf-8")
    read_bytes = Path.read_bytes

    def refused(self: Path) -> bytes:
        if self.name == "b.txt":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", refused)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "b.txt")
    status, out, err = run("build", tmp_path / "b.txt", tmp_path / "a.txt", "--store", tmp_path / "store")
    assert (status, "1 document, " in out) == (1, True)
    assert err == f"kg: {tmp_path / 'b.txt'}: Permission denied (check its permissions)\n"


def test_the_public_names_are_these() -> None:
    names = (
        "Answer Claim Document Entity Evidence Graph KgError Link Mention QueryError Sentence Span "
        "__version__ analyse analyse_each open read"
    )
    assert kg.__all__ == names.split()
    assert kg.read.__module__ == "kg.sources.files"
    with pytest.raises(AttributeError, match="no attribute 'close'"):
        kg.close  # noqa: B018
