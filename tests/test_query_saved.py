"""Every saved question gives the rows its table in tests/queries expects, and leads to the text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml

from kg import vocab
from kg.query import SavedQuery, catalog, run
from kg.query.docs import page
from kg.query.guard import tokens
from kg.query.lint import late_patterns
from tests.query_events import TEXT as MEETING_TEXT
from tests.query_people import TEXT as PEOPLE_TEXT
from tests.query_store import FOURTH_TEXT, SECOND_TEXT, THIRD_TEXT, every
from tests.query_views import TEXT as VIEWS_TEXT
from tests.sample import TEXT

HERE = Path(__file__).parent
TABLES = HERE / "queries"
TEXTS = {
    "guazhi.txt": TEXT,
    "huiyi.txt": SECOND_TEXT,
    "jianwen.txt": VIEWS_TEXT,
    "laodian.txt": THIRD_TEXT,
    "renwu.txt": PEOPLE_TEXT,
    "yantai.txt": FOURTH_TEXT,
    "zuotan.txt": MEETING_TEXT,
}
QUESTIONS = list(catalog().values())
#: Relations that the graph has as nodes, without a triple of their own, and the property of that node.
CARRIED = {"proposedBy": "proposer", "statistic": "numericValue", "ranking": "rankPosition"}


def cases() -> Iterator[Any]:
    for file in sorted(TABLES.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield pytest.param(file.stem, case, id=f"{file.stem}: {case['name']}")


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return every()


@pytest.mark.parametrize(("question", "case"), list(cases()))
def test_rows(store: ox.Store, question: str, case: dict[str, Any]) -> None:
    """The columns named by the table, in the order of the answer."""
    result = run(store, catalog()[question], case.get("params"))
    at = [result.columns.index(column) for column in case["columns"]]
    assert [[_plain(row[i]) for i in at] for row in result.rows] == case["rows"]
    for near in case.get("never", ()):
        assert not any(near in (_plain(cell) or "") for row in result.rows for cell in row), near


def _plain(term: object) -> str | None:
    return term.value if isinstance(term, ox.Literal | ox.NamedNode) else None


def test_every_question_has_a_table() -> None:
    """No question without expected rows, no table without its question."""
    assert {file.stem for file in TABLES.glob("*.yaml")} == set(catalog())


@pytest.mark.parametrize("relation", sorted(vocab.RELATIONS | vocab.OBSERVATIONS))
def test_every_relation_is_asked_for(relation: str) -> None:
    """A saved question names each relation, so that nobody must write SPARQL to see what was read of it."""
    term = f"kg:{CARRIED.get(relation, relation)}"
    assert any(token.text == term for question in QUESTIONS for token in tokens(question.text))


@pytest.mark.parametrize("file", sorted(TABLES.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_table_has_rows_and_a_near_miss(store: ox.Store, file: Path) -> None:
    """Something is found, and something that looks alike and stands in the store is not."""
    table = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert any(case["rows"] for case in table)
    nears = [near for case in table for near in case.get("never", ())]
    assert nears
    known = {quad.object.value for quad in store if isinstance(quad.object, ox.Literal | ox.NamedNode)}
    for near in nears:
        assert any(near in value for value in known), near


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_its_examples_work(store: ox.Store, question: SavedQuery) -> None:
    """Asked with the examples of its header it answers with the columns it promises."""
    given = {name: parameter.example for name, parameter in question.parameters.items()}
    result = run(store, question, given)
    assert result.columns == tuple(question.columns)
    assert result.rows or question.name == "conflicts"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_its_rows_quote_the_text(store: ox.Store, question: SavedQuery) -> None:
    """The quote of every row is what stands at the offsets of the document it names."""
    required = {name: p.example for name, p in question.parameters.items() if p.required}
    result = run(store, question, required)
    if "quote" not in result.columns:
        pytest.skip("an overview without quotes")
    names = ("document", "start", "end", "quote")
    for row in result.rows:
        document, start, end, quote = (str(_plain(row[result.columns.index(name)])) for name in names)
        assert TEXTS[document][int(start) : int(end)] == quote
    assert result.rows


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_its_optionals_stand_last(question: SavedQuery) -> None:
    """A pattern after OPTIONAL in the same group can cost ten thousand times as much."""
    assert late_patterns(tuple(tokens(question.text))) == []


def test_docs_are_current() -> None:
    """docs/queries.md is what ``python -m kg.query.docs`` writes."""
    assert (HERE.parent / "docs" / "queries.md").read_text(encoding="utf-8") == page(catalog())


def test_another_base(store: ox.Store) -> None:
    """The same questions work in a deployment with a base of its own."""
    elsewhere = every("https://data.example.net/gov/")
    for question in QUESTIONS:
        given = {name: p.example for name, p in question.parameters.items()}
        assert len(run(elsewhere, question, given).rows) == len(run(store, question, given).rows)
