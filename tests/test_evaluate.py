"""kg eval: which claims match which gold facts, the figures, the messages about bad files."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from kg.evaluate import Fact, score
from kg.evaluate.matching import same
from kg.evaluate.names import compatible, likeness

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
Run: TypeAlias = Callable[..., tuple[int, str, str]]

#: An invented passage.  Offsets of the facts below are found in it.
TEXT = "柳泉市云溪县委书记张云舟到望海区调研。\n李望川任云溪县副县长。"
SECRETARY = {"person": "张云舟", "role": "书记", "post": "云溪县委书记", "district": "云溪县", "adcode": "990102"}


def gold_fact(relation: str, evidence: str = "", **fields: object) -> dict[str, object]:
    start = TEXT.index(evidence)
    return {"relation": relation, "evidence": evidence, "start": start, "end": start + len(evidence), **fields}


def claim_line(predicate: str, subject: str, obj: Mapping[str, object], quote: str, **qualifiers: object) -> str:
    start = TEXT.index(quote)
    return json.dumps(
        {
            "path": "texts/a.txt",
            "predicate": predicate,
            "subject": {"kind": "Person", "text": subject},
            "object": obj,
            "qualifiers": qualifiers,
            "evidence": {"start": start, "end": start + len(quote), "quote": quote},
            "rule": "some/rule",
        }
    )


GOLD = [
    gold_fact("heldPost", "柳泉市云溪县委书记张云舟", **SECRETARY, status="incumbent"),
    gold_fact(
        "heldPost", "李望川任云溪县副县长", person="李望川", role="副县长", district="云溪县", status="appointed"
    ),
    gold_fact("visited", "张云舟到望海区调研", person="张云舟", place="望海区"),
    gold_fact("neighbourOf", "云溪县", subject="云溪县", object={"text": "望海区"}, optional=True),
    gold_fact("partOf", "柳泉市云溪县", subject="云溪县", object="柳泉市"),
]
YUNXI = {"kind": "District", "text": "云溪县", "code": "990102"}
CLAIMS = [
    claim_line("heldPost", "张云舟", YUNXI, "云溪县委书记张云舟", role="书记", post="云溪县委书记", status="former"),
    claim_line("heldPost", "张云舟", YUNXI, "张云舟到", role="书记", post="柳泉市云溪县委书记", status="former"),
    claim_line("heldPost", "李望川", {"kind": "District", "text": "望海区"}, "李望川任", role="副县长"),
    claim_line("partOf", "云溪县", {"kind": "District", "text": "柳泉市"}, "柳泉市云溪县"),
    claim_line("wroteReport", "张云舟", {"kind": "Report", "text": "云溪见闻"}, "张云舟"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one passage: a.txt, a.json, and claims.jsonl."""
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "a.json").write_text(json.dumps({"id": "a", "facts": GOLD}), encoding="utf-8")
    (tmp_path / "claims.jsonl").write_text("\n".join(CLAIMS) + "\n", encoding="utf-8")
    return tmp_path


def evaluate(run: Run, folder: Path, *more: object) -> tuple[int, str, str]:
    return run("eval", folder, "--texts", folder, "--claims", folder / "claims.jsonl", *more)


def test_each_claim_and_each_fact_is_counted_once(run: Run, folder: Path) -> None:
    status, out, err = evaluate(run, folder, "--json")
    assert (status, err) == (0, "")
    report = json.loads(out)
    held = {"tp": 1, "fp": 1, "fn": 1, "repeat": 1, "optional": 0, "status_n": 1, "status_ok": 0}
    assert report["heldPost"] == {"p": 0.5, "r": 0.5, "f": 0.5, **held}
    assert [report["visited"][key] for key in ("tp", "fp", "fn")] == [0, 0, 1]
    assert [report["partOf"][key] for key in ("tp", "fp", "fn")] == [1, 0, 0]
    assert [report["neighbourOf"][key] for key in ("tp", "fp", "fn")] == [0, 0, 0]
    assert [report["all"][key] for key in ("tp", "fp", "fn")] == [2, 2, 2]
    assert report["ungrounded"] == 0


def test_the_list_shows_what_was_extra_missed_and_of_another_status(run: Run, folder: Path) -> None:
    _, out, _ = evaluate(run, folder, "--misses", 10)
    rows = [re.split(" {2,}", line) for line in out.splitlines() if line.startswith(("extra", "missed", "status"))]
    assert [(row[0], row[2]) for row in rows] == [
        ("status", "heldPost"),
        ("extra", "heldPost"),
        ("missed", "heldPost"),
        ("extra", "wroteReport"),
        ("missed", "visited"),
    ]
    assert "[former, gold incumbent]" in rows[0]
    assert rows[1][-1] == "(some/rule)"
    assert len(evaluate(run, folder, "--misses", 2)[1].splitlines()) == len(out.splitlines()) - 3
    _, asked, _ = evaluate(run, folder, "--misses", 1, "--json")
    assert [entry["expected"] for entry in json.loads(asked)["differences"]] == ["incumbent"]


def held(**fields: str | None) -> Fact:
    return Fact("heldPost", {"person": "张云舟", "role": "县长", **fields})


def fact(relation: str, **fields: str | None) -> Fact:
    return Fact(relation, fields)


@pytest.mark.parametrize(
    ("gold", "claim", "expected"),
    [
        pytest.param(held(post="云溪县县长"), held(post="云溪县 县长"), True, id="post but for blanks"),
        pytest.param(held(adcode="990102"), held(adcode="990103", district="云溪县"), False, id="codes differ"),
        pytest.param(held(district="云溪县"), held(district="云溪"), True, id="district without its suffix"),
        pytest.param(held(organization="云溪县政府"), held(organization="云溪县人民政府"), True, id="body"),
        pytest.param(held(role="原县长", post="云溪县县长"), held(post="云溪县县长"), True, id="role without 原"),
        pytest.param(held(role="副县长", post="云溪县县长"), held(post="云溪县县长"), False, id="another role"),
        pytest.param(held(), held(), False, id="nothing to compare"),
        pytest.param(
            fact("secondedTo", person=None, group="三十名干部", host="云溪县"),
            fact("secondedTo", person=None, group="首批三十名干部", host="柳泉市云溪县"),
            True,
            id="group",
        ),
        pytest.param(
            fact("secondedTo", person="张云舟", group=None, host="云溪县"),
            fact("secondedTo", person=None, group="张云舟", host="云溪县"),
            False,
            id="a person is no group",
        ),
        pytest.param(
            fact("wroteReport", agent="云溪县委", report="《云溪见闻》"),
            fact("wroteReport", agent="中共云溪县委", report="云溪见闻"),
            True,
            id="title without its marks",
        ),
        pytest.param(
            fact("proposes", agent="张云舟", initiative="建设为民服务窗口"),
            fact("proposes", agent="张云舟", initiative="为民服务窗口"),
            True,
            id="initiative without its verb",
        ),
        pytest.param(
            fact("visited", person="张云舟", place="望海区"),
            fact("visited", person="张云舟", place="云溪县"),
            False,
            id="another place",
        ),
        pytest.param(
            fact("likes", subject="张云舟", object="“山水”"),
            fact("likes", subject="张云舟", object="山水"),
            True,
            id="open",
        ),
        pytest.param(
            fact("likes", subject="张云", object="山水"),
            fact("likes", subject="张云舟", object="山水"),
            False,
            id="short",
        ),
        pytest.param(
            fact("likes", subject="张云舟", object="云溪县的青山绿水工程"),
            fact("likes", subject="张云舟", object="云溪县青山绿水工程"),
            True,
            id="long phrases may differ a little",
        ),
        pytest.param(fact("likes", subject="", object=""), fact("likes", subject="", object=""), False, id="empty"),
        pytest.param(fact("a", subject="x", object="y"), fact("b", subject="x", object="y"), False, id="relation"),
    ],
)
def test_what_matches(gold: Fact, claim: Fact, expected: bool) -> None:
    assert same(gold, claim) is expected


def test_likeness_and_compatible_of_nothing() -> None:
    assert likeness("", "云溪") == 0.0
    assert not compatible(None, "云溪")
    assert score({"a": ()}, {}).total.f1 == 0.0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("bad.json", "{", "not JSON: Expecting property name enclosed in double quotes at character 1"),
        ("bad.json", "[]", "not a JSON object"),
        ("bad.json", "{}", 'the key "facts" with a list is missing'),
        ("bad.json", '{"facts": [1]}', "fact 1: not a JSON object"),
        ("bad.json", '{"facts": [{"relation": "visited", "person": "张云舟"}]}', "fact 1: visited lacks place"),
        ("bad.json", '{"facts": [{"relation": "secondedTo", "host": "x"}]}', "secondedTo lacks person or group"),
        ("bad.json", '{"facts": [{"relation": "likes"}]}', "fact 1: likes lacks subject, object"),
        ("bad.json", '{"facts": [{"person": "张云舟"}]}', 'the key "relation" is missing or no text'),
        ("bad.json", '{"facts": [{"relation": "all"}]}', '"all" cannot name a relation'),
        ("bad.json", '{"facts": [{"relation": "visited", "person": 3, "place": "x"}]}', '"person" is no text'),
        ("bad.json", '{"facts": NaN}', "not JSON: NaN is no number of JSON"),
        ("bad.json", "[" * 100_000, "not JSON: maximum recursion depth exceeded"),
        ("lonely.json", '{"facts": []}', "lonely: the passage has no text, so it is left out"),
        ("claims.jsonl", '{"path": "a.txt"}\n', "claims.jsonl:1: path or predicate is missing"),
        ("claims.jsonl", '{"path": "b.txt", "predicate": "p"}', "b: the passage has no text, so it is left out"),
        ("claims.jsonl", '{"path": "\\u0000", "predicate": "p"}', "the passage has no text, so it is left out"),
        ("claims.jsonl", '{"path": "\\ud800", "predicate": "p"}', "the passage has no text, so it is left out"),
        ("claims.jsonl", '{"path": "' + "a" * 300 + '", "predicate": "p"}', "the passage has no text"),
        ("claims.jsonl", "?", "claims.jsonl:1: not JSON"),
    ],
)
def test_a_bad_file_costs_one_line_and_the_rest_goes_on(
    run: Run, folder: Path, name: str, content: str, told: str
) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    status, out, err = evaluate(run, folder)
    assert status == 1
    assert out.startswith("1 passage; ungrounded claims: 0\n")
    assert len(err.splitlines()) == 1
    assert told in err


def test_what_stops_everything(run: Run, folder: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    for args in (
        (nowhere, "--texts", folder),
        (folder, "--texts", nowhere),
        (folder, "--texts", folder, "--claims", nowhere),
    ):
        status, out, err = run("eval", *args)
        assert (status, out) == (1, "")
        assert str(nowhere) in err.splitlines()[0]


def test_wrong_offsets_of_the_gold_are_told(run: Run, folder: Path) -> None:
    facts = [{**GOLD[0], "start": 4}]
    (folder / "a.json").write_text(json.dumps({"facts": facts}), encoding="utf-8")
    status, out, err = evaluate(run, folder)
    assert status == 1
    assert "fact 1: the evidence is not the text at 4-12 (it stands at 0-12)" in err
    assert out.startswith("1 passage")


def test_texts_keep_their_line_ends(run: Run, folder: Path) -> None:
    """A quote behind a CRLF stands where the extraction found it."""
    (folder / "a.txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
    line = json.loads(CLAIMS[2])
    line["evidence"] = {"start": TEXT.index("李望川") + 1, "end": TEXT.index("李望川") + 4, "quote": "李望川"}
    (folder / "claims.jsonl").write_text(json.dumps(line) + "\n" + CLAIMS[2], encoding="utf-8")
    _, out, _ = evaluate(run, folder)
    assert out.startswith("1 passage; ungrounded claims: 1\n")


def test_what_files_say_cannot_reach_the_terminal(run: Run, folder: Path) -> None:
    facts = [gold_fact("visited", "张云舟", person="张\x1b[31m云\u202e舟\x85", place="<b>")]
    (folder / "a.json").write_text(json.dumps({"facts": facts}), encoding="utf-8")
    for more in ((), ("--json",)):
        _, out, _ = evaluate(run, folder, "--misses", 9, *more)
        assert not set("\x1b\u202e\x85") & set(out)
    assert json.loads(out)["differences"][-1]["person"] == "张\x1b[31m云\u202e舟\x85"


def test_the_extraction_is_compared_when_no_claims_are_given(run: Run, tmp_path: Path) -> None:
    """The worked example of docs/evaluation.md, word for word."""
    page = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    text, gold = re.search(r"```text\n(.*?)\n```\n.*?```json\n(.*?)```", page, re.S).groups()  # type: ignore[union-attr]
    (tmp_path / "001.txt").write_text(text, encoding="utf-8")
    (tmp_path / "001.json").write_text(gold, encoding="utf-8")
    status, out, err = run("eval", tmp_path, "--texts", tmp_path, "--misses", 9)
    assert (status, err) == (0, "")
    assert out in page


@pytest.mark.skipif(not (SHARED / "tools" / "score.py").exists(), reason="the reference scorer is not here")
def test_the_figures_are_those_of_the_reference_scorer(run: Run, tmp_path: Path) -> None:
    gold, claims = SHARED / "gold" / "dev", tmp_path / "claims.jsonl"
    status, out, _ = run("extract", gold, "--format", "jsonl")
    assert status == 0
    claims.write_text(out, encoding="utf-8")
    out_lines = out.splitlines()
    command = [sys.executable, str(SHARED / "tools" / "score.py"), *map(str, (gold, claims, "--texts", gold)), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    status, out, err = run("eval", gold, "--texts", gold, "--claims", claims, "--json")
    assert (status, err) == (0, "")
    ours, theirs = json.loads(out), json.loads(done.stdout)
    shifted = [line for line in map(json.loads, out_lines) if b"\r\n" in Path(line["path"]).read_bytes()]
    assert ours["ungrounded"] == 0
    assert theirs["ungrounded"] <= len(shifted), "only that script translates line ends before it counts"
    figures: dict[str, dict[str, Any]] = {name: row for name, row in theirs.items() if name != "ungrounded"}
    assert len(figures) == 6
    for name, row in figures.items():
        assert ours[name] == {key: row.get(key, 0) for key in ours[name]}
