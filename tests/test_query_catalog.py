"""Headers are read strictly; a question is found by name, path or as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.query import SavedQuery, catalog, resolve_query

GOOD = """\
#+ title: {zh: '谁?', en: 'Who?'}
#+ description: {zh: 人。, en: People.}
#+ parameters:
#+   who: {type: person, required: true, example: 张云舟, description: the person}
#+ columns:
#+   name: what they are called
SELECT ?who ?name WHERE { ?who skos:prefLabel ?name }
"""

BAD = {
    "unknown key": ("#+ description", "#+ tags: x\n#+ description", "q.rq:2: unknown key 'tags'"),
    "key twice": ("#+ columns:", "#+ title: {zh: a, en: b}\n#+ columns:", "q.rq:5: 'title' stands twice"),
    "no title": ("#+ title: {zh: '谁?', en: 'Who?'}\n", "", "q.rq:1: the header has no 'title'"),
    "no English": (", en: 'Who?'", "", "q.rq:1: 'title' has no 'en'"),
    "unknown language": ("en: 'Who?'", "en: 'Who?', fr: 'Qui?'", "q.rq:1: unknown key 'fr'"),
    "unknown type": ("person,", "human,", "q.rq:4: unknown type 'human'"),
    "not true or false": ("required: true", "required: perhaps", "q.rq:4: 'required' is 'perhaps'"),
    "no example": ("example: 张云舟, ", "", "q.rq:4: 'who' has no 'example'"),
    "parameter twice": (
        "#+ columns",
        "#+   who: {type: iri, required: true, example: x, description: x}\n#+ columns",
        "q.rq:5: 'who' stands twice",
    ),
    "parameter unused": ("  who:", "  whom:", "q.rq:4: ?whom is not in the query"),
    "column unused": ("  name:", "  names:", "q.rq:6: ?names is not in the query"),
    "title is no mapping": ("{zh: '谁?', en: 'Who?'}", "Who?", "q.rq:1: 'title' must be key: value lines"),
    "empty text": ("zh: 人。", "zh: ''", "q.rq:2: 'zh' must be a text"),
    "not YAML": ("{zh: 人。", "{zh: 人。}}", "q.rq:2: the header is not YAML"),
    "not a mapping": (GOOD.partition("SELECT")[0], "#+ hello\n", "q.rq:1: the header must be key: value lines"),
    "an update": ("SELECT ?who ?name WHERE {", "DELETE WHERE { ?who ?p ?name ;", "DELETE would change the store"),
    "no query": ("SELECT ?who ?name WHERE {", "{ ?who ?p ?name ;", "q.rq: no SELECT"),
}


def test_a_good_header(tmp_path: Path) -> None:
    """All parts of a header arrive."""
    (tmp_path / "q.rq").write_text(GOOD, encoding="utf-8")
    question = catalog(tmp_path)["q"]
    assert (question.name, question.title["zh"], question.description["en"]) == ("q", "谁?", "People.")
    assert question.parameters["who"].type == "person"
    assert question.parameters["who"].required
    assert dict(question.columns) == {"name": "what they are called"}
    assert question.text == GOOD


@pytest.mark.parametrize(("old", "new", "said"), BAD.values(), ids=BAD)
def test_a_bad_header(tmp_path: Path, old: str, new: str, said: str) -> None:
    """A slip is one line with file and line."""
    assert old in GOOD
    (tmp_path / "q.rq").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(QueryError) as error:
        catalog(tmp_path)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_names_that_differ_in_case(tmp_path: Path) -> None:
    """Two files whose names a file system may take for one are refused."""
    for name in ("q.rq", "Q.rq"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("this file system knows no case")
    with pytest.raises(QueryError, match="two questions are called"):
        catalog(tmp_path)


def test_a_file_without_header(tmp_path: Path) -> None:
    """A saved question says what it asks."""
    (tmp_path / "q.rq").write_text("ASK {}", encoding="utf-8")
    with pytest.raises(QueryError, match="no header"):
        catalog(tmp_path)


def test_the_catalog() -> None:
    """Sorted by name, and the checks are no questions."""
    assert list(catalog()) == sorted(catalog())
    assert len(catalog()) >= 12
    assert {"posts-in-district", "secondments", "proposals", "evidence", "officer"} <= set(catalog())


def test_resolve(tmp_path: Path) -> None:
    """A name, a file with and without header, SPARQL itself."""
    (tmp_path / "mine.rq").write_text(GOOD, encoding="utf-8")
    (tmp_path / "plain.sparql").write_text("\ufeffASK {}", encoding="utf-8")
    mine = resolve_query(str(tmp_path / "mine.rq"))
    assert isinstance(mine, SavedQuery)
    assert mine.name == "mine"
    assert resolve_query("visits") is catalog()["visits"]
    assert resolve_query(str(tmp_path / "plain.sparql")) == "ASK {}"
    for text in (
        "SELECT * { ?s ?p ?o }",
        "describe <a:b>",
        "# a question\nASK {}",
        "SELECT ?x",
        "SELECT * {" + " " * 9999,
    ):
        assert resolve_query(text) == text


@pytest.mark.parametrize(
    ("arg", "said"),
    [
        ("visit", "did you mean visits or visitors?"),
        ("hello there", "kg query --list"),
        ("no/such.rq", "no/such.rq: no such file"),
        ("bad\0name", "no saved question"),
        ("", "no saved question"),
    ],
)
def test_resolve_nothing(arg: str, said: str) -> None:
    """What is none of these is refused in one line."""
    with pytest.raises(QueryError) as error:
        resolve_query(arg)
    assert said in str(error.value)


def test_resolve_a_file_in_another_encoding(tmp_path: Path) -> None:
    """The byte that is not UTF-8 is named."""
    path = tmp_path / "q.rq"
    path.write_bytes("ASK { ?s ?p '县' }".encode("gb18030"))
    with pytest.raises(QueryError, match=r"byte 13: not UTF-8"):
        resolve_query(str(path))
