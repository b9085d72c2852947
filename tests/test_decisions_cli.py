"""kg accept, reject, fix, same, different, decisions and undo: recorded in one file, applied by every build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import QueryBoolean

from kg.cli import _decide
from kg.config import decisions_file
from kg.decisions.ledger import now
from kg.store import load, manifest
from tests.conftest import Run

TEXT = "榆次区委书记张云舟到青石镇调研。2021年5月,李望川任祁县县长。\n"
OTHER = "太谷区委书记孙望山讲话。\n"
HELD = "ASK { ?who skos:prefLabel '%s'@zh ; kg:heldPost ?place }"


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody's settings count, and paths are those that a user types."""
    monkeypatch.delenv("KG_DECISIONS", raising=False)
    monkeypatch.setenv("KG_BY", "县志办")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text(OTHER, encoding="utf-8")


@pytest.fixture
def ids(run: Run) -> dict[str, str]:
    """The store is built; the id of each person's claim to a post."""
    assert run("build", "texts")[0] == 0
    rows = json.loads(run("query", "evidence", "-p", "predicate=kg:heldPost", "--format", "json")[1])
    return {row["subjectName"]["value"]: row["claims"]["value"] for row in rows["results"]["bindings"]}


def held(name: str) -> bool:
    answer = load("out/store").query(
        "PREFIX kg: <https://kg.example.org/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> " + HELD % name
    )
    assert isinstance(answer, QueryBoolean)
    return bool(answer)


def graphs() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path("out/store/graphs").iterdir()}


def test_where_there_is_nothing_to_show_one_line_says_so(run: Run) -> None:
    """On standard error, so that a pipe gets nothing; and not where a program reads."""
    Path("plain.txt").write_text("今天天气很好。\n", encoding="utf-8")
    assert run("build", "plain.txt")[0] == 0
    nothing = "kg: nothing is decided yet (kg review goes through what is worth a look)\n"
    assert run("decisions") == (0, "", nothing)
    assert run("decisions", "--format", "jsonl") == (0, "", "")
    assert run("review", "--list") == (0, "", "kg: nothing is left that is worth a look\n")


def test_a_rejection_outlives_builds_until_it_is_taken_back(run: Run, ids: dict[str, str]) -> None:
    """The whole way: reject, build, build anew, look, undo, build; the store is then what it was."""
    before = graphs()
    status, out, err = run("reject", ids["张云舟"][:8], "--why", "旧闻")
    assert status == 0
    identity, _, said = out.rstrip("\n").partition("  ")
    assert said == f"reject {ids['张云舟']} 张云舟 heldPost 榆次区 (榆次区委书记, incumbent)"
    assert err == "kg: wrote out/store.decisions.jsonl; in effect with the next kg build\n"
    assert held("张云舟")
    assert "[waiting]" in run("decisions")[1]
    status, out, err = run("build")
    assert (status, out, err) == (0, "", "kg: decisions taken up in 1 document built before\n")
    assert not held("张云舟")
    assert held("孙望山")
    assert run("check")[0] == 0
    judged = graphs()
    assert run("build", "texts")[0] == 0
    assert graphs() == judged
    listed = run("decisions")[1]
    assert listed.startswith(f"{identity}  20")
    assert listed.endswith(f"Z  县志办: {said} “旧闻” [in effect]\n")
    assert run("undo", identity[:4])[0] == 0
    assert run("build")[0] == 0
    assert graphs() == before
    assert Path("out/store.decisions.jsonl").read_bytes() == b""


def test_what_is_built_with_a_decision_is_what_takes_it_up_later(run: Run, ids: dict[str, str]) -> None:
    assert run("fix", ids["李望川"], "--set", "object=平遥县", "--set", "start=2021年6月")[0] == 0
    assert run("build")[0] == 0
    late = graphs()
    assert run("build", "texts", "--store", "new/store", "--decisions", "out/store.decisions.jsonl")[0] == 0
    assert {path.name: path.read_bytes() for path in Path("new/store/graphs").iterdir()} == late
    ask = "SELECT ?place ?since { ?x a kg:HomeTenure ; kg:startDate ?since ; kg:jurisdiction/skos:prefLabel ?place }"
    assert run("query", ask, "--format", "csv")[1].splitlines() == ["place,since", "平遥县,2021-06"]


def test_a_second_fix_keeps_what_the_first_set(run: Run, ids: dict[str, str]) -> None:
    """Also when it names the claim that the first one made; the later line says it all."""
    run("fix", ids["李望川"], "--set", "start=2021-06")
    run("build")
    made = json.loads(run("decisions", "--format", "jsonl")[1])
    [corrected] = [one for one in _claim_ids() if one.startswith(made["id"])]
    status, out, err = run("fix", corrected[:10], "--set", "status=former")
    assert status == 0
    assert out.rstrip().endswith(": start=2021-06, status=former")
    assert f"this overrules {made['id']}" in err
    run("build")
    states = [json.loads(line)["state"] for line in run("decisions", "-f", "jsonl")[1].splitlines()]
    assert states == ["overruled", "in effect"]
    status, _, err = run("accept", corrected[:10])
    assert status == 2
    assert "extracted" in err or "no claim of this store" in err


def _claim_ids() -> list[str]:
    found = [line for data in graphs().values() for line in data.decode().splitlines() if "#claimId>" in line]
    return sorted({line.split('"')[1] for line in found})


def test_a_fix_says_when_it_takes_a_name_for_a_site(run: Run) -> None:
    """A place that no list of divisions has may be a site; a slip of the pen looks the same, so it is told."""
    Path("texts/c.txt").write_text("2021年5月12日,太谷区委书记孙望山到祁县调研。\n", encoding="utf-8")
    run("build", "texts")
    rows = json.loads(run("query", "evidence", "-p", "predicate=kg:visited", "--format", "json")[1])
    (visit,) = {
        row["claims"]["value"] for row in rows["results"]["bindings"] if row["subjectName"]["value"] == "孙望山"
    }
    status, _, err = run("fix", visit, "--set", "object=平摇县")
    assert status == 0
    assert "no division is called 平摇县: it is taken for a site; did you mean 平遥县?" in err
    assert "taken for" not in run("fix", visit, "--set", "object=平遥县")[2]


def test_a_claim_that_a_fix_made_needs_no_accepting(run: Run, ids: dict[str, str]) -> None:
    run("fix", ids["李望川"], "--set", "start=2021-06")
    run("build")
    made = json.loads(run("decisions", "--format", "jsonl")[1])["id"]
    status, out, err = run("accept", made)
    assert (status, out) == (2, "")
    assert err == f"kg: {made} is what a fix of {ids['李望川']} made: it is curated already\n"


def test_decisions_that_fit_nothing_are_told(run: Run, ids: dict[str, str]) -> None:
    run("reject", ids["张云舟"], "--why", "旧闻")
    Path("texts/a.txt").write_text(TEXT.replace("书记张云舟", "原书记张云舟"), encoding="utf-8")
    assert run("build", "texts")[0] == 0
    status, out, _ = run("decisions")
    assert status == 1
    assert out.endswith("[lost: no claim says this any more]\n")
    status, out, _ = run("decisions", "--store", "other", "--decisions", "out/store.decisions.jsonl")
    assert (status, out) == (1, "")
    run("build", "texts/b.txt", "--store", "other")
    assert (
        "[lost: its document is not in the store]"
        in run("decisions", "--store", "other", "--decisions", "out/store.decisions.jsonl")[1]
    )


def test_a_broken_line_is_told_and_the_rest_is_built(run: Run, ids: dict[str, str]) -> None:
    run("reject", ids["张云舟"], "--why", "旧闻")
    path = Path("out/store.decisions.jsonl")
    path.write_bytes(b"<<<<<<< HEAD\n" + path.read_bytes() + b"=======\n\x1b[2J\n")
    status, _, err = run("build")
    assert status == 1
    lines = err.splitlines()
    assert lines[0] == (
        "kg: out/store.decisions.jsonl:1: a mark that a merge left: remove this line and keep the decisions around it"
    )
    assert [line.split(": ")[1] for line in lines[1:3]] == [f"{path}:3", f"{path}:4"]
    assert "\x1b" not in err
    assert not held("张云舟")
    run("undo", json.loads(run("decisions", "-f", "jsonl")[1])["id"])
    assert path.read_bytes() == b"<<<<<<< HEAD\n=======\n\x1b[2J\n"


def test_same_and_different_name_people_as_queries_print_them(run: Run, ids: dict[str, str]) -> None:
    """By name, short IRI, IRI below id/ or whole IRI; a later word on the same two overrules."""
    rows = run("query", "SELECT ?a WHERE { ?a a kg:Officer } ORDER BY ?a", "--format", "csv")[1].split()[1:]
    li, _, zhang = rows
    assert "/li-" in li
    status, out, _ = run("same", "张云舟", li, "--why", "简历")
    assert status == 0
    short = [iri.partition("/id/")[2] for iri in (li, zhang)]
    assert out.partition("  ")[2] == f"same 李望川 ({short[0]}) 张云舟 ({short[1]})\n"
    status, out, err = run("different", f"id:{short[1]}", short[0], "--by", "乙")
    assert status == 0
    assert "kg: this overrules " in err
    states = [json.loads(line)["state"] for line in run("decisions", "-f", "jsonl")[1].splitlines()]
    assert states == ["overruled", "in effect"]


def _officers(run: Run, name: str) -> list[str]:
    ask = f"SELECT ?a WHERE {{ ?a a kg:Officer ; skos:prefLabel '{name}'@zh }} ORDER BY ?a"
    return run("query", ask, "--format", "csv")[1].split()[1:]


def test_people_are_joined_and_parted_by_the_next_build(run: Run) -> None:
    """Same joins what the linking keeps apart; different parts it again, by the IRI of one document each."""
    for name, place in (("a", "榆次区"), ("b", "长宁区")):
        Path(f"texts/{name}.txt").write_text(f"{place}区长张云舟讲话。\n", encoding="utf-8")
    run("build", "texts")
    one, other = _officers(run, "张云舟")
    status, _, err = run("same", "张云舟", other)
    assert (status, "is the name of 2: " in err) == (2, True)
    assert run("same", one, other, "--why", "简历")[0] == 0
    assert "[waiting]" in run("decisions")[1]
    assert run("build")[0] == 0
    assert len(_officers(run, "张云舟")) == 1
    assert "[in effect]" in run("decisions")[1]
    assert run("check")[0] == 0
    assert run("different", one, other)[0] == 0
    assert run("build")[0] == 0
    assert _officers(run, "张云舟") == [one, other]
    Path("texts/b.txt").write_text("长宁区区长李望川讲话。\n", encoding="utf-8")
    run("build", "texts")
    status, out, _ = run("decisions")
    assert status == 1
    assert f"[lost: no document has {other.partition('/id/')[2]}]" in out


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["reject", "zzzz", "--why", "x"], "'zzzz' is no id of a claim"),
        (["accept", "0000000000000000"], "no claim of this store has the id"),
        (["fix", "CLAIM", "--set", "status"], "'status' is not KEY=VALUE"),
        (["fix", "CLAIM", "--set", "end=", "--set", "end=2023"], "end is given twice"),
        (["fix", "CLAIM", "--set", "status=dead"], "status cannot be 'dead'"),
        (["fix", "CLAIM", "--set", "object=鼓楼区"], "is the name of several"),
        (["same", "张云舟", "张云舟"], "both are id:person/"),
        (["same", "张云舟", "赵清河"], "no person is called '赵清河' in this store"),
        (["undo", "ffff"], "no decision has an id that begins with 'ffff'"),
        (["undo", ""], "no decision has"),
    ],
)
def test_what_cannot_be_decided_leaves_no_line(run: Run, ids: dict[str, str], command: list[str], told: str) -> None:
    status, out, err = run(*(ids["张云舟"] if word == "CLAIM" else word for word in command))
    assert (status, out) == (2 if "status cannot" not in told and "several" not in told else 1, "")
    assert told in err
    assert len(err.splitlines()) == 1
    assert not Path("out/store.decisions.jsonl").exists()


def test_a_rejection_needs_a_reason(run: Run, ids: dict[str, str]) -> None:
    assert run("reject", ids["张云舟"])[0] == 2


def test_nothing_to_build_and_no_store(run: Run) -> None:
    status, out, err = run("build", "--store", "none")
    assert (status, out) == (1, "")
    assert err == "kg: none: no store here (make one with: kg build TEXTS)\n"
    assert not Path("none").exists()


def test_where_the_file_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    """The option, else the environment, else beside the store, where no build removes it."""
    assert decisions_file(Path("out/store")) == Path("out/store.decisions.jsonl")
    assert decisions_file(Path()).name == f"{Path.cwd().name}.decisions.jsonl"
    monkeypatch.setenv("KG_DECISIONS", "texts/decisions.jsonl")
    assert decisions_file(Path("out/store")) == Path("texts/decisions.jsonl")
    assert decisions_file(Path("out/store"), Path("mine.jsonl")) == Path("mine.jsonl")


def test_who_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    """The option, else KG_BY, else git's name, else the account."""
    assert _decide.who(" 甲 ") == "甲"
    assert _decide.who("") == "县志办"
    monkeypatch.delenv("KG_BY")
    monkeypatch.setattr(_decide, "_git_name", lambda: "乙")
    assert _decide.who("") == "乙"
    monkeypatch.setattr(_decide, "_git_name", lambda: "")
    monkeypatch.setenv("LOGNAME", "bing")
    assert _decide.who("") == "bing"


def test_a_later_decision_is_later() -> None:
    """Two within one second, or on two machines whose clocks differ, keep their order."""
    assert now("2999-12-31T23:59:59.999Z") == "3000-01-01T00:00:00.000Z"
    assert now("2999-12-31T23:59:59Z") == "2999-12-31T23:59:59.001Z"
    assert now("2001-01-01T00:00:00Z") > "2001-01-02"


def test_decisions_of_one_second_are_listed_as_they_were_made(run: Run, ids: dict[str, str]) -> None:
    """About different claims too, which say nothing of each other."""
    made: list[str] = []
    for _ in range(4):
        for name in ids:
            run("reject", ids[name], "--why", f"第{len(made)}次")
            made.append(f"第{len(made)}次")
    listed = [json.loads(line)["why"] for line in run("decisions", "--format", "jsonl")[1].splitlines()]
    assert listed == made


def test_the_manifest_names_the_decisions(run: Run, ids: dict[str, str]) -> None:
    run("accept", ids["李望川"])
    run("build")
    made = json.loads(run("decisions", "--format", "jsonl")[1])["id"]
    assert [dict(one.decisions) for one in manifest("out/store").documents] == [{made: ids["李望川"]}, {}]
