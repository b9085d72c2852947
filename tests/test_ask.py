"""Questions in plain language: the tables of tests/cases, the patterns themselves, and what is never answered."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.ask import Labels, ask, read_labels
from kg.ask.linking import Slot
from kg.ask.match import fits
from kg.ask.phrasings import Phrasing, askings, read_askings
from kg.ask.words import lexicon, read_lexicon
from kg.errors import RuleError
from kg.model import Entity, LinkedDocument, Span
from kg.query import catalog, run
from kg.store import StoreWriter
from tests.conftest import Run
from tests.query_store import every, second, store_of, third
from tests.sample import BASE, ZHANG, sample
from tests.tables import CASES, table

TODAY = datetime.date(2024, 5, 1)
PHRASINGS = [phrasing for asking in askings().values() for phrasing in asking.phrasings]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return every()


@pytest.fixture(scope="module")
def labels(store: ox.Store) -> Labels:
    return read_labels(store)


def cases() -> Iterator[Any]:
    for name in ("ask", "ask_second"):
        for case in table(CASES / f"{name}.yaml"):
            yield pytest.param(case, id=case["ask"] or "nothing")


@pytest.mark.parametrize("case", list(cases()))
def test_case(store: ox.Store, labels: Labels, case: dict[str, Any]) -> None:
    """The saved question and its parameters, or no answer; the rows are those of that question."""
    answer = ask(store, case["ask"], labels=labels, today=TODAY)
    if case.get("refused"):
        assert answer.kind in ("unknown", "unsure")
        assert answer.reasons
        assert answer.result is None
        return
    assert answer.choice is not None, answer
    assert (answer.choice.query, dict(answer.choice.params)) == (case["query"], case["params"])
    assert answer.result == run(store, catalog()[case["query"]], case["params"])
    assert answer.kind == ("answered" if answer.result.rows else "nothing")


def test_the_tables_are_large() -> None:
    """Paraphrases, near misses and what cannot be answered."""
    cases = table(CASES / "ask.yaml")
    assert len(cases) >= 150
    assert sum("refused" in case for case in cases) >= 30
    assert {case["query"] for case in cases if "query" in case} == set(askings())


@pytest.mark.parametrize("phrasing", PHRASINGS, ids=lambda phrasing: f"{phrasing.query}: {phrasing.text}")
def test_a_phrasing_is_its_own_question(phrasing: Phrasing) -> None:
    """Asked as the pattern says it, no other saved question comes near."""
    slots = [Slot(place.kind, "x", Span(0, 1), role=place.role) for place in phrasing.places]
    first, *others = fits(askings(), phrasing.classes, slots)
    assert first.phrasing.query == phrasing.query
    assert first.score == 1
    assert not others or others[0].score < 0.98


def test_every_question_can_be_asked() -> None:
    """Each saved question that patterns exist for has ten phrasings and one in English."""
    for asking in askings().values():
        texts = [phrasing.text for phrasing in asking.phrasings]
        assert len(texts) >= 10, asking.query
        assert any(text.replace("{", "").replace("}", "").isascii() for text in texts), asking.query


def test_a_count_is_of_what_is_asserted(store: ox.Store, labels: Labels) -> None:
    """多少 counts different values, not rows, and nothing that is only planned."""
    answer = ask(store, "望海区有多少挂职干部?", labels=labels)
    assert (answer.count, answer.counted) == (1, "name")
    assert answer.result is not None
    assert len(answer.result.rows) > 1
    planned = ask(store, "有多少人担任过柳泉市副市长", labels=labels)
    assert planned.count == 0
    assert planned.reasons == ("every row is only planned, relayed or denied",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("张云州在哪里挂职?", "did you mean 张云舟?"),
        ("zhang yunzhou在哪里挂职?", "did you mean 张云舟?"),
        ("谁在长沙市挂职?", "长沙市 is a place, but no text of this store is about it"),
        ("长沙市市长是谁?", "no text tells of the post 长沙市市长"),
        ("《不存在的报告》是谁写的?", "no text tells of a report 《不存在的报告》"),
        ("谁没有挂职", "what is not the case no text can be searched for"),
        ("谁的级别最高", "comparing and ranking is not done here"),
        ("长" * 400, "longer than 300 characters"),
    ],
)
def test_why_there_is_no_answer(store: ox.Store, labels: Labels, text: str, said: str) -> None:
    """The reason names what is not understood, and what it may mean, without taking it for that."""
    answer = ask(store, text, labels=labels)
    assert answer.kind in ("unknown", "unsure")
    assert any(said in reason for reason in answer.reasons)


def test_two_of_one_name(labels: Labels) -> None:
    """Of two people of one name none is taken."""
    more = Entity(f"{BASE}id/person/zhang-yunzhou-99999999", "Person", "张云舟")
    first = sample()
    crowded = store_of(LinkedDocument(first.doc, first.claims, (*first.entities, more)))
    answer = ask(crowded, "张云舟在哪里挂职?")
    assert answer.kind == "unsure"
    assert "'张云舟' is the name of 2" in answer.reasons[0]
    assert ask(crowded, "李望川是谁").kind == "answered"


def test_one_of_many_of_a_name_that_nearly_all_is_known_about() -> None:
    """Where a hundred and more triples tell of one and hardly any of the other, that one is asked of, and told so."""
    more = Entity(f"{BASE}id/person/zhang-yunzhou-99999999", "Person", "张云舟")
    first = sample()
    crowded = store_of(LinkedDocument(first.doc, first.claims, (*first.entities, more)))
    well_known = ox.NamedNode(f"{BASE}id/{ZHANG}")
    for number in range(100):
        crowded.add(ox.Quad(well_known, ox.NamedNode(f"{BASE}x/{number}"), ox.Literal(number)))
    answer = ask(crowded, "张云舟在哪里挂职?")
    assert answer.kind == "answered"
    assert answer.choice is not None
    assert answer.choice.params["officer"] == f"id:{ZHANG}"
    assert "2 people are called '张云舟'" in answer.reasons[0]


def test_the_command_gives_the_same(store: ox.Store, labels: Labels) -> None:
    """What is shown can be run: quoted for the shell, names that settle one node as they were typed."""
    answer = ask(store, "从云溪县到望海区挂职的是谁", labels=labels)
    assert answer.choice is not None
    assert answer.choice.command == "kg query seconded-between --param 'origin=云溪县' --param 'destination=望海区'"


def test_words() -> None:
    """The longest word wins; a Latin word is never a part of another; what is left is unknown."""
    found = [
        (word.text, word.kind.name if word.kind else word.unknown)
        for word in lexicon().words("有没有挂职锻炼whoami琴", 0, 13)
    ]
    assert found == [("有没有", "是否"), ("挂职锻炼", "挂职"), ("whoami", True)]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"nowhere": {"phrasings": []}}, "nowhere: no saved question"),
        ({"career": {"phrasing": []}}, "career: unknown key 'phrasing'"),
        ({"career": {"phrasings": ["{who}的履历"]}}, "no parameter 'who'"),
        ({"career": {"phrasings": ["{officer}的工资"]}}, "'工资' in '{officer}的工资' is in no word class"),
        ({"career": {"counts": "money", "phrasings": []}}, "no column 'money'"),
        ({"career": {"sets": {"现任": {"state": "x"}}, "phrasings": []}}, "no parameter 'state'"),
        ({"career": {"sets": {"将来": {}}, "phrasings": []}}, "no word class '将来'"),
    ],
)
def test_bad_patterns(table: dict[str, Any], said: str) -> None:
    """A slip of the pen is an error, never something to skip."""
    with pytest.raises(RuleError) as error:
        read_askings(table, catalog())
    assert said in str(error.value)


def test_bad_words() -> None:
    """So it is in the word classes."""
    with pytest.raises(RuleError, match="unknown key 'stop'"):
        read_lexicon({"stop": ""})
    with pytest.raises(RuleError, match="unknown key 'wait' in 谁"):
        read_lexicon({"classes": {"谁": {"wait": 1}}})
    with pytest.raises(RuleError, match="not a regular expression"):
        read_lexicon({"fillers": "(", "classes": {}, "refused": {}})


def test_the_command_line(run: Run, tmp_path: Path) -> None:
    """Rows on standard output, what was asked on standard error; 3 where there is no answer."""
    with StoreWriter(tmp_path / "store", BASE) as writer:
        for linked in (sample(), second(), third()):
            writer.add(linked)
    store = ("--store", tmp_path / "store")
    status, out, err = run("ask", "谁考察过青石街道?", "--format", "csv", *store)
    assert (status, out.splitlines()[1].split(",")[:2]) == (0, ["张云舟", "青石街道"])
    assert "kg query visitors --param 'place=青石街道'" in err
    status, out, err = run("ask", "张云舟的工资是多少?", *store)
    assert (status, out) == (3, "")
    assert "不知道" in err
    assert "'工资' is not understood" in err
    assert run("ask", "谁考察过云溪县?", *store)[0] == 3
    status, out, err = run("ask", "\x1b[2J谁\u202e", *store)
    assert status == 3
    assert "\x1b" not in err
