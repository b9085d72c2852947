"""Running: parameters as terms, names resolved, order, limit, and errors of one line."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg import vocab
from kg.errors import QueryError
from kg.model import Entity, LinkedDocument
from kg.query import catalog, run
from tests.query_store import both, store_of
from tests.sample import BASE, ZHANG, sample

IDS = f"{BASE}id/"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return both()


@pytest.fixture(scope="module")
def crowded() -> ox.Store:
    """A store with two districts and two people of one name."""
    first = sample()
    more = (
        Entity(
            f"{IDS}place/CN-980106",
            "CountyLevelDivision",
            "云溪县",
            {"code": "980106", "part_of_iri": f"{IDS}place/CN-980000"},
        ),
        Entity(f"{IDS}person/zhang-yunzhou-99999999", "Person", "张云舟"),
        Entity(f"{IDS}place/CN-970000", "ProvinceLevelDivision", "北岭壮族自治区", {"code": "970000"}),
        Entity(f"{IDS}person/evil", "Person", "\x1b[2J'} SERVICE <http://a.example/> {\u202e"),
    )
    return store_of(LinkedDocument(first.doc, first.claims, first.entities + more))


def values(
    store: ox.Store, text: str, params: dict[str, str] | None = None, limit: int | None = None
) -> list[list[str | None]]:
    rows = run(store, text, params, limit).rows
    return [[term.value if isinstance(term, ox.Literal | ox.NamedNode) else None for term in row] for row in rows]


@pytest.mark.parametrize(
    "place", ["云溪县", "云溪", "990102", "id:place/CN-990102", f"{IDS}place/CN-990102", f"<{IDS}place/CN-990102>"]
)
def test_place(store: ox.Store, place: str) -> None:
    """A place is known by name, short name, code and IRI."""
    assert len(run(store, catalog()["posts-in-district"], {"district": place}).rows) == 3


def test_short_name_of_an_autonomous_region(crowded: ox.Store) -> None:
    """What a short name leaves out is only the kind of division."""
    question = catalog()["people-from-province"]
    assert run(crowded, question, {"province": "北岭"}).rows == ()


WRONG = {
    "unknown parameter": ("visits", {"who": "张云舟"}, "who: unknown parameter (this question takes: kind, visitor)"),
    "missing": ("officer", {}, "officer: a value is needed: the officer, by name or IRI (for example officer=张云舟)"),
    "empty": ("officer", {"officer": ""}, "officer: a value is needed"),
    "unknown place": (
        "posts-in-district",
        {"district": "云河县"},
        "district: no place is called '云河县' in this store (did you mean 云溪县?)",
    ),
    "unknown code": ("posts-in-district", {"district": "123456"}, "no place is called '123456'"),
    "a person is no place": ("posts-in-district", {"district": "李望川"}, "no place is called '李望川'"),
    "unknown person": (
        "officer",
        {"officer": "望川"},
        "officer: no person is called '望川' in this store (did you mean 李望川?)",
    ),
    "unknown IRI": ("officer", {"officer": "id:person/nobody"}, "no person has the IRI id:person/nobody"),
    "IRI of a place": ("officer", {"officer": "id:place/CN-990102"}, "no person has the IRI id:place/CN-990102"),
    "ambiguous place": (
        "posts-in-district",
        {"district": "云溪县"},
        "'云溪县' is the name of 2: 990102 (15 triples: 柳泉市); 980106 (7 triples: 海澄市) (give the code or the IRI)",
    ),
    "ambiguous person": (
        "officer",
        {"officer": "张云舟"},
        f"'张云舟' is the name of 2: id:{ZHANG} (21 triples: 云溪县); "
        "id:person/zhang-yunzhou-99999999 (3 triples) (give the IRI)",
    ),
    "not an IRI": ("evidence", {"subject": "张云舟"}, "subject: '张云舟' is not an IRI"),
    "a bad IRI": ("evidence", {"subject": "<张 云>"}, "'张 云' is not an absolute IRI"),
    "not a number": ("review", {"below": "1e3"}, "below: '1e3' is not a whole number (digits only)"),
    "a hostile value": ("officer", {"officer": "x\x1b[2J\n"}, "no person is called 'x\\x1b[2J' in this store"),
    "a hostile name": (
        "officer",
        {"officer": "SERVICE"},
        "(did you mean \\x1b[2J'} SERVICE <http://a.example/> {\\u202e?)",
    ),
}


@pytest.mark.parametrize(("name", "params", "said"), WRONG.values(), ids=WRONG)
def test_wrong_parameter(crowded: ox.Store, store: ox.Store, name: str, params: dict[str, str], said: str) -> None:
    """Each is one line: which parameter, what is wrong, what would do."""
    with pytest.raises(QueryError) as error:
        run(crowded, catalog()[name], params)
    assert said in str(error.value)
    assert str(error.value).isprintable()


DATED = """\
#+ title: {zh: 何时, en: When}
#+ description: {zh: 何时。, en: When.}
#+ parameters:
#+   since: {type: date, required: false, example: '2023', description: not before}
#+ columns:
#+   title: the text
SELECT ?since ?title WHERE {
  ?text dcterms:issued ?date ; skos:prefLabel ?title
  FILTER(COALESCE(STR(?date) >= ?since, true))
}
"""


@pytest.mark.parametrize(("since", "found"), [("", 2), ("2023", 2), ("2023-06", 1), ("2023-06-03", 0)])
def test_date(store: ox.Store, since: str, found: int) -> None:
    """A date is compared as text; a question may be given as text with its header."""
    assert len(run(store, DATED, {"since": since}).rows) == found


@pytest.mark.parametrize("since", ["June", "2023-6", "2023-13", "2023-02-30", "23"])
def test_no_date(store: ox.Store, since: str) -> None:
    """Days that do not exist are no dates."""
    with pytest.raises(QueryError, match="is not a date"):
        run(store, DATED, {"since": since})


def test_values_are_terms(store: ox.Store) -> None:
    """A value that reads like SPARQL stays one string."""
    text = "SELECT ?name ?s { ?s skos:prefLabel ?label FILTER(STR(?label) = ?name) }"
    assert values(store, text, {"name": "张云舟"}) == [["张云舟", IDS + ZHANG]]
    assert values(store, text, {"name": '" || true || "'}) == []


def test_values_of_a_plain_query(store: ox.Store) -> None:
    """Without a header what reads as an IRI is one."""
    assert values(store, "SELECT ?s ?l { ?s skos:prefLabel ?l }", {"s": f"id:{ZHANG}"}) == [[IDS + ZHANG, "张云舟"]]
    with pytest.raises(QueryError, match="no such variable in the query"):
        run(store, "ASK { ?s ?p ?o }", {"x": "1"})
    with pytest.raises(QueryError, match=r"write \?s after SELECT"):
        run(store, "SELECT ?l { ?s skos:prefLabel ?l }", {"s": f"id:{ZHANG}"})


def test_without_order_rows_are_sorted(store: ox.Store) -> None:
    """The same store gives the same answer, cut or not."""
    everything = values(store, "SELECT ?s ?p ?o { ?s ?p ?o }")
    assert len(everything) == len({tuple(row) for row in everything}) > 100
    assert values(store, "SELECT ?s ?p ?o { ?s ?p ?o }", limit=7) == everything[:7]


def test_limit(store: ox.Store) -> None:
    """A limit keeps the order asked for and says whether it cut."""
    text = "SELECT ?code { ?place kg:adcode ?code } ORDER BY DESC(?code)"
    assert values(store, text, limit=2) == [["990102"], ["990100"]]
    assert run(store, text, limit=5).more
    assert not run(store, text, limit=6).more
    with pytest.raises(QueryError, match="the limit is 0"):
        run(store, text, limit=0)


def test_ask_and_construct(store: ox.Store) -> None:
    """ASK is one row, CONSTRUCT and DESCRIBE are rows of three."""
    asked = run(store, "ASK { ?s kg:secondedTo ?o }")
    assert (asked.kind, asked.columns, asked.rows) == ("ask", ("answer",), ((ox.Literal(True),),))
    built = run(store, "CONSTRUCT { ?s kg:secondedTo ?o } WHERE { ?s kg:secondedTo ?o }")
    assert (built.kind, built.columns, len(built.rows)) == ("construct", ("subject", "predicate", "object"), 1)
    assert run(store, f"DESCRIBE <{IDS}{ZHANG}>").rows


def test_named_graphs(store: ox.Store) -> None:
    """A triple in two graphs counts once in the default graph."""
    assert values(store, "SELECT (COUNT(*) AS ?n) { ?s kg:heldPost ?o }") == [["4"]]
    text = "SELECT ?g { GRAPH ?g { ?s kg:secondedTo ?o } }"
    assert values(store, text) == [[f"{IDS}graph/doc/{sample().doc.id}"]]


def test_run_refuses_the_network(store: ox.Store) -> None:
    """The guard stands before the engine, in saved questions too."""
    with pytest.raises(QueryError, match="SERVICE is refused"):
        run(store, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(QueryError, match="would change the store"):
        run(store, "CLEAR ALL")


@pytest.mark.parametrize("select", ["SELECT *", "select distinct *", "PREFIX x: <http://x.example/> SELECT REDUCED *"])
def test_a_star_shows_the_columns_as_the_query_has_them(store: ox.Store, select: str) -> None:
    """Not in the order of the alphabet; what a subquery hides is no column."""
    found = run(store, f"{select} {{ ?who skos:prefLabel ?label {{ SELECT ?who {{ ?who a ?class }} }} }} LIMIT 1")
    assert found.columns == ("who", "label")
    assert len(found.rows[0]) == 2
    assert isinstance(found.rows[0][0], ox.NamedNode)


def test_named_columns_stay_as_they_are_named(store: ox.Store) -> None:
    found = run(store, "SELECT ?o ?s { ?s a ?o } LIMIT 1")
    assert found.columns == ("o", "s")


def test_who_is_no_person_of_the_graph_is_not_taken_for_the_speaker_asked_for() -> None:
    """A speaker may be a bare name; asked for one person, the question leaves such names out."""
    store = store_of(sample())
    kg = "https://kg.example.org/ns#"
    (visit, *_) = store.quads_for_pattern(
        None, ox.NamedNode(f"{vocab.RDF}predicate"), ox.NamedNode(f"{kg}visited"), None
    )
    store.add(ox.Quad(visit.subject, ox.NamedNode(f"{kg}speakerText"), ox.Literal("某通讯社")))
    every = {row[0].value for row in run(store, catalog()["speakers"]).rows if isinstance(row[0], ox.Literal)}
    assert every == {"李望川", "某通讯社"}
    asked = run(store, catalog()["speakers"], {"speaker": "李望川"}).rows
    assert {row[0].value for row in asked if isinstance(row[0], ox.Literal)} == {"李望川"}
