"""Slips in SPARQL, each with its place and mend; notes on what is legal and odd; the time limit; the plan."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.query import catalog, notes, plan, run, within
from kg.query.guard import tokens
from kg.query.lint import late_patterns, ontology_terms
from kg.store import StoreWriter
from tests.conftest import Run
from tests.query_store import both
from tests.sample import BASE, sample


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return both()


WRONG = {
    "": "line 1, column 1: the query is empty (begin with SELECT",
    "SELECT ?s WHERE { ?s ?p ?o": "line 1, column 17: a { is not closed (write }",
    "SELECT ?s WHERE { ?s ?p ?o } }": "line 1, column 30: a } too many",
    "SELECT ?s { ?s ?p ?o FILTER(?o = 1 }": "line 1, column 28: a ( is not closed (write )",
    "SELECT ?s\nWHER { ?s ?p ?o }": "line 2, column 1: 'WHER' is no word of SPARQL (did you mean WHERE?)",
    "SELECT ?s { ?s ?p ?o OPTION { ?s ?q ?r } }": "column 22: 'OPTION' is no word of SPARQL (did you mean OPTIONAL?)",
    "SELECT ?s { ?s ?p ?o FILTER(CONTAIN(?o, 'x')) }": "column 29: 'CONTAIN' is no word of SPARQL (did you mean CONTA",
    "SELECT ?s { ?s sko:prefLabel ?o }": "unknown prefix sko: (did you mean skos:?)",
    "SELECT ?s { ?s foo:p ?o }": "unknown prefix foo: (declare it: PREFIX foo: <https://…>)",
    "PREFIX ex <http://a.example/> SELECT ?s { ?s ex:p ?o }": "column 8: a prefix ends in a colon (write PREFIX ex:",
    "SELECT ?s { ?s kg.heldPost ?o }": "column 16: a prefix ends in a colon (write kg:NAME)",
    "SELECT ?s { ?s heldPost ?o }": "column 16: heldPost has no prefix (write kg:heldPost)",
    "SELECT ?s { ?s heldPots ?o }": "column 16: 'heldPots' has no prefix (did you mean kg:heldPost?)",
    "SELECT s WHERE { ?s ?p ?o }": "column 8: s is no variable (write ?s)",
    "SELECT ?s, ?o WHERE { ?s ?p ?o }": "column 10: no comma stands between the variables of SELECT",
    "SELECT COUNT(?s) { ?s ?p ?o }": "column 8: COUNT needs brackets and a name (write (COUNT(…) AS ?name))",
    "SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }": "SELECT has a variable beside an aggregate (name each of them",
    "SELECT ?s WHERE ?s ?p ?o": "column 17: a group of patterns stands in { } (write WHERE { … })",
    "SELECT ?s WHERE { ?s ?p “张” }": "column 25: '“' cannot stand here (straight quotes mark a string)",
    "SELECT ?s WHERE { ?s ?p ?o 。}": "column 28: '。' cannot stand here (write . instead",
    "SELECT ?s WHERE { ?s ?p ?o； ?q ?r }": "column 27: '；' cannot stand here (write ; instead",
    "SELECT ?s { ?s ?p ?o FILTER(?o = 1） }": "column 35: '）' cannot stand here (write ) instead",
    "SELECT ？s { ?s ?p ?o }": "column 8: '？' cannot stand here (write ? instead",
    "SELECT ?s { ?s ?p 'x }": "column 19: ''' cannot stand here (close the string)",
    'SELECT ?s { ?s ?p "a"@ }': "column 22: '@' cannot stand here (a language follows: @zh)",
    "SELECT ?s { FILTER ?o = 1 }": "column 20: the condition of FILTER stands in brackets",
    "SELECT ?s { ?s ?p ?o } FILTER(?o > 1)": "column 24: FILTER stands behind the last } (put it inside",
    "SELECT ?s { ?s = ?o }": "column 16: a comparison stands in FILTER (write FILTER(?a = ?b))",
    "SELECT ?s { ?s ?p ?o FILTER(?o == 1) }": "column 32: == is no operator (one = compares)",
    "SELECT ?s { ?s ?p ?o ?x }": "column 22: '?x' is the fourth term of a triple (end the triple before it with .",
    "SELECT ?s { ?s ?p ?o } LIMIT ten": "column 30: LIMIT takes a whole number (write LIMIT 10)",
    "SELECT ?s { ?s ?p ?o } ORDER ?s": "column 24: ORDER is followed by BY (write ORDER BY)",
    "SELECT ?s { ?s ?p ?o } LIMIT 5 ORDER BY ?s": "column 32: ORDER BY stands before LIMIT and OFFSET",
    "SELECT ?s { ?s ?p ?o BIND(1 AS ?s) }": "column 32: ?s has a value already (name another variable",
    "SELECT ?s { SERVICE <http://a.example/> { ?s ?p ?o } }": "column 13: SERVICE is refused",
    "DELETE WHERE { ?s ?p ?o }": "column 1: DELETE would change the store",
}


@pytest.mark.parametrize(("text", "said"), WRONG.items(), ids=list(WRONG))
def test_slip(store: ox.Store, text: str, said: str) -> None:
    """Where it stands, what it is, how to mend it, in one line."""
    with pytest.raises(QueryError) as error:
        run(store, text)
    assert said in str(error.value)
    assert str(error.value).isprintable()


ODD = {
    "SELECT ?s { ?s kg:heldPots ?o }": [
        "line 1, column 16: kg:heldPots is not in the ontology (did you mean kg:heldPost?)"
    ],
    "SELECT ?s { ?s a kg:officer }": [
        "line 1, column 18: kg:officer is not in the ontology (did you mean kg:Officer?)"
    ],
    "SELECT ?who ?post {\n ?who1 kg:post ?post }": [
        "line 1, column 8: '?who' stands nowhere in the query: its column stays empty (did you mean ?who1?)"
    ],
    "SELECT ?s { ?s kg:heldPost ?o . FILTER(?o != kg:Claim) }": [],
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }": [],
    "ASK { ?s kg:heldPost ?o }": [],
}


@pytest.mark.parametrize(("text", "said"), ODD.items(), ids=list(ODD))
def test_note(text: str, said: list[str]) -> None:
    """A term that is misspelt and a column that nothing fills; nothing where all is well."""
    assert notes(text) == said


def test_late_pattern() -> None:
    """A required pattern behind an OPTIONAL is told."""
    found = notes("SELECT * { OPTIONAL { ?s ?p ?o } ?late ?p ?o }")
    assert found[0].startswith("line 1, column 34: '?late' stands behind an OPTIONAL (put required patterns before")
    fine = "SELECT * { { OPTIONAL { ?s ?p ?o } } ?s ?p ?o OPTIONAL { ?a ?b ?c } BIND(1 AS ?x) } ORDER BY ?s"
    assert late_patterns(tuple(tokens(fine))) == []


@pytest.mark.parametrize("question", list(catalog().values()), ids=lambda question: question.name)
def test_saved_questions_have_no_notes(question: object) -> None:
    """What the product asks itself is without slips."""
    assert notes(getattr(question, "text", "")) == []


def test_terms_of_the_ontology() -> None:
    assert {"heldPost", "Officer", "Incumbent"} <= ontology_terms()


def test_work_within_a_limit() -> None:
    """Value and error come back; what takes too long is stopped and its process is gone."""
    assert within(10, lambda: {"rows": list(range(200_000))}) == {"rows": list(range(200_000))}
    with pytest.raises(QueryError, match="here: what") as error:
        within(10, _fails)
    assert error.value.mend == "mend"
    started = time.monotonic()
    with pytest.raises(QueryError, match=r"stopped after 0\.2 s"):
        within(0.2, lambda: time.sleep(30))
    assert time.monotonic() - started < 20
    with pytest.raises(QueryError, match="ran out of memory or was killed"):
        within(None, lambda: os._exit(9))
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def _fails() -> None:
    raise QueryError("what", where="here", mend="mend")


def test_plan(store: ox.Store) -> None:
    """Each pattern with the number of triples it finds, parameters in their places."""
    lines = plan(store, catalog()["reports"], {"author": "张云舟"})
    assert lines[0].startswith("OrderBy") or lines[0].startswith("Project")
    assert any("wroteReport" in line and line.endswith("(1 triples)") for line in lines)
    assert any(line.strip() == "Optional" for line in lines)
    assert plan(store, "SELECT ?s { ?s kg:partOf/kg:partOf ?o }")[-1].endswith("(a path)")


def test_the_command(run: Run, tmp_path: Path) -> None:
    """A query without end is stopped with status 2; --explain and notes go to standard error."""
    with StoreWriter(tmp_path / "store", BASE) as writer:
        writer.add(sample())
    store = ("--store", tmp_path / "store")
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
    status, out, err = run("query", endless, "--timeout", "0.3", *store)
    assert (status, out) == (2, "")
    assert "stopped after 0.3 s (bind a parameter" in err
    status, out, err = run("query", "SELECT ?s { ?s kg:heldPots ?o }", "--explain", "--format", "csv", *store)
    assert (status, out) == (0, "s\r\n")
    assert "did you mean kg:heldPost?" in err
    assert "(0 triples)" in err
    assert "answered in" in err
