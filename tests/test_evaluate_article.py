"""kg eval of one article with every fact in it: entities, literals, figures, implied facts, traps."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from kg.errors import SourceError
from kg.evaluate.article import committed, read_article, read_said, read_traps, score_article

Run: TypeAlias = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold" / "seed"

#: An invented text; offsets of the facts below are found in it.
TEXT = "张云舟写了《望海见闻》一文。榆次区有12万人口，正在实施暖心工程。张云舟说：“路修好了。”"
ENTITIES: dict[str, dict[str, object]] = {
    "doc:a": {"file": "a.txt"},
    "place:140702": {"adcode": "140702"},
    "place:140700": {"adcode": "140700"},
    "init:1": {},
}
YUCI = {"key": "place:140702", "name": "榆次区"}
PERSON = {"key": "person:张云舟", "name": "张云舟"}
REPORT = {"key": "report:1", "name": "望海见闻"}


def fact(kind: str, subject: object, obj: object, evidence: str, **qualifiers: object) -> dict[str, object]:
    at = TEXT.index(evidence)
    sides = {"subject": subject, "object": obj, "qualifiers": qualifiers}
    return {"id": kind, "type": kind, **sides, "evidence": evidence, "start": at, "end": at + len(evidence)}


FACTS = [
    fact("wroteReport", PERSON, REPORT, "张云舟写了《望海见闻》一文", genre="一文"),
    fact("reportTitle", REPORT, {"value": "望海见闻"}, "《望海见闻》"),
    fact("statistic", YUCI, {"value": 120000, "indicator": "人口", "unit": "人"}, "有12万人口"),
    fact("proposedBy", {"key": "init:1", "name": "(榆次)关怀计划"}, PERSON, "正在实施暖心工程"),
    fact("quote", PERSON, {"value": "路修好了。"}, "张云舟说：“路修好了。”"),
    fact("partOf", YUCI, {"key": "place:140700", "name": "晋中市"}, "榆次区"),
]


def line(predicate: str, subject: dict[str, object], obj: dict[str, object], quote: str, **qualifiers: object) -> str:
    at = TEXT.index(quote)
    for side in (subject, obj):
        if str(side["text"]) in TEXT:
            side["start"] = TEXT.index(str(side["text"]))
            side["end"] = TEXT.index(str(side["text"])) + len(str(side["text"]))
    evidence = {"start": at, "end": at + len(quote), "quote": quote}
    record = {"path": "x/a.txt", "predicate": predicate, "subject": subject, "object": obj, "qualifiers": qualifiers}
    return json.dumps({**record, "evidence": evidence, "rule": "some/rule", "status": "asserted"})


def person() -> dict[str, object]:
    return {"kind": "Person", "text": "张云舟"}


def place(code: str = "140702") -> dict[str, object]:
    return {"kind": "District", "text": "榆次区", "code": code}


def figure(text: str = "12万") -> dict[str, object]:
    return {"kind": "Figure", "text": text}


WROTE = line("wroteReport", person(), {"kind": "Report", "text": "望海见闻"}, "写了《望海见闻》", genre="一文")
STARTED = line("proposes", person(), {"kind": "Initiative", "text": "暖心工程"}, "实施暖心工程")
PEOPLE = line("statistic", place(), figure(), "12万人口", value=120000, indicator="人口")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the article's facts and its text."""
    (tmp_path / "gold.json").write_text(json.dumps(FACTS), encoding="utf-8")
    (tmp_path / "entities.json").write_text(json.dumps(ENTITIES), encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    return tmp_path


def counts(folder: Path, *lines: str) -> dict[str, tuple[int, int, int]]:
    """Right, wrong and missed by type, the types without any claim left out."""
    found = score_article(read_article(folder), read_said(lines, "a.txt")).relations
    return {name: (c.tp, c.fp, c.fn) for name, c in found.items() if c.tp or c.fp}


def test_what_a_claim_implies_is_said(folder: Path) -> None:
    """A report that somebody wrote has that title."""
    assert counts(folder, WROTE) == {"wroteReport": (1, 0, 0), "reportTitle": (1, 0, 0)}


def test_only_documents_propose(folder: Path) -> None:
    """Who starts something is its proposer; a thing named by the expert is what stands in the evidence."""
    assert counts(folder, STARTED) == {"proposedBy": (1, 0, 0)}


def test_the_gazetteer_may_be_right_and_is_never_wrong(folder: Path) -> None:
    """Where the place of a figure lies is in the graph; the province is not in the gold and costs nothing."""
    assert counts(folder, PEOPLE) == {"statistic": (1, 0, 0), "partOf": (1, 0, 0)}


@pytest.mark.parametrize(
    "claim",
    [
        line("statistic", place(), figure(), "12万人口", value=12, indicator="人口"),
        line("statistic", place(), figure(), "12万人口", value=120000, indicator="面积"),
        line("statistic", place("140107"), figure(), "12万人口", value=120000, indicator="人口"),
        line("statistic", person(), figure(), "12万人口", value=120000, indicator="人口"),
    ],
    ids=["number", "indicator", "place", "kind"],
)
def test_a_wrong_figure(folder: Path, claim: str) -> None:
    """Value, indicator and what it is about must all agree."""
    assert counts(folder, claim)["statistic"] == (0, 1, 1)


def test_a_quotation_of_half_the_span(folder: Path) -> None:
    """A literal meets the gold from half of its characters on."""
    whole = line("quote", person(), {"kind": "Quotation", "text": "路修好了。"}, "“路修好了。”")
    other = line("quote", person(), {"kind": "Quotation", "text": "一文。榆次"}, "一文。榆次")
    assert counts(folder, whole) == {"quote": (1, 0, 0)}
    assert counts(folder, other) == {"quote": (0, 1, 1)}


def test_said_twice_counts_once(folder: Path) -> None:
    """The same claim of another rule is neither right nor wrong again."""
    assert counts(folder, WROTE, WROTE) == counts(folder, WROTE)


def test_a_trap_is_named(run: Run, folder: Path) -> None:
    """kg eval says which wrong reading was committed, by which words."""
    traps = folder / "traps.yaml"
    traps.write_text("- {id: T1, forbid: [{type: statistic, number: '120000'}]}\n- {id: T2}\n", encoding="utf-8")
    (folder / "claims.jsonl").write_text(PEOPLE, encoding="utf-8")
    status, out, _ = run("eval", folder, "--texts", folder, "--claims", folder / "claims.jsonl", "--traps", traps)
    assert status == 0
    assert "traps: 2, checked 1, committed 1" in out
    assert "trap    T1  statistic  榆次区  12万  “12万人口”" in out


@pytest.mark.parametrize(
    "content", ["{}", "- {forbid: []}", "- {id: T, forbid: [{who: x}]}", "- {id: T, forbid: [{type: '('}]}"]
)
def test_bad_traps(tmp_path: Path, content: str) -> None:
    """What cannot be a trap is one line of message."""
    (tmp_path / "t.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=r"t\.yaml"):
        read_traps(tmp_path / "t.yaml")


@pytest.mark.parametrize(
    "content", ["{}", "[{}]", '[{"type": "a", "start": 1, "end": 2, "subject": {}, "object": {}}]']
)
def test_bad_gold(folder: Path, content: str) -> None:
    """What cannot be gold is one line of message."""
    (folder / "gold.json").write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=r"gold\.json"):
        read_article(folder)


def test_no_trap_of_the_seed_is_committed() -> None:
    """None of the wrong readings of the article in seeds/ that can be told by a machine."""
    said = read_said(seed_lines(), seed_path().name)
    assert [(trap.id, each.type, each.quote) for trap, each in committed(read_traps(TRAPS), said)] == []


TRAPS = ROOT / "tests" / "seed" / "traps.yaml"


def seed_path() -> Path:
    return next((ROOT / "seeds").glob("*.txt"))


def seed_lines() -> list[str]:
    from kg.cli.extract import json_line
    from kg.pipeline import analyse
    from kg.sources import read

    return [json_line(claim) for claim in analyse(read(seed_path()), "https://kg.example.org/").claims]


@pytest.mark.skipif(not GOLD.is_dir(), reason="no gold facts beside the checkout")
def test_floors_of_the_seed() -> None:
    """Precision and recall over all types of the expert's gold stay above what they were when this was set."""
    known: list[dict[str, Any]] = json.loads((GOLD / "traps.json").read_text(encoding="utf-8"))
    assert [trap["id"] for trap in known] == [trap.id for trap in read_traps(TRAPS)]
    total = score_article(read_article(GOLD), read_said(seed_lines(), seed_path().name)).total
    assert total.precision >= 0.9
    assert total.recall >= 0.15
