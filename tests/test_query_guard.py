"""A query can only read this store: what is refused, what is let through, and how it is said."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.query.guard import check_reads_only, form, is_ordered, tokens, variables

HARMLESS = [
    "SELECT * WHERE { ?s ?p ?o }",
    'SELECT * { ?service kg:from "SERVICE <http://a.example/> FROM LOAD" } # SERVICE <http://a.example/> {}',
    "SELECT * { ?s <http://a.example/service> ?o . ?s schema:Service ?x . ?s ?p _:service }",
    "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT * { ?s a sd:Service }",
    "PREFIX : <#from> BASE <http://a.example/> ASK { :a :b '''it's \"here\"''' }",
    "SELECT * { ?a ?b ?c FILTER(?c < 3 && ?c > 1 || ?c<2) }",
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?n",
    "SELECT * { ?s kg:a\\-b\\'c ?o ; kg:%41.x ?v . ?s ?p 'say'@zh-Hans }",
    'SELECT * { ?s ?p \'it\\\'s\' , """two "" quotes""" , \'\' , 1.5e3 , true }',
    "# insert\nDESCRIBE <https://kg.example.org/id/place/CN-140702>",
]

REFUSED = {
    "INSERT DATA { <a:b> <a:c> <a:d> }": "INSERT would change the store",
    "PREFIX a: <http://a.example/> delete where { ?s ?p ?o }": "DELETE would change the store",
    "LOAD <http://a.example/x.ttl>": "LOAD would change the store",
    "SELECT * FROM <http://a.example/x> { ?s ?p ?o }": "line 1, column 10: FROM is refused",
    "SELECT * from named <http://a.example/x> { ?s ?p ?o }": "FROM is refused",
    "SELECT * FROMNAMED<http://a.example/x>{ ?s ?p ?o }": "FROM is refused",
    "SELECT * {\n service <http://a.example/> {} }": "line 2, column 2: SERVICE is refused",
    "SELECT * { SERVICESILENT<http://a.example/>{} }": "SERVICE is refused",
    "PREFIX x: <http://a.example/> SELECT * { SERVICEx:y{} }": "SERVICE is refused",
    "PREFIX servicex: <http://a.example/> SELECT * { servicex:y{} }": "rename the prefix",
    "SELECT * { ?s ?p 1.SERVICE ?x {} }": "SERVICE is refused",
    "SELECT * { ?s ?p kg:.SERVICE ?x {} }": "SERVICE is refused",
    "SELECT * { FILTER(?a<?b)SERVICE?x#>\n{} }": "could be an IRI or a comparison",
    'SELECT * { FILTER(?a<?b#x>"""\n && true) SERVICE <http://a.example/> {}  #"""\n}': "could be an IRI",
    "SELECT * { FILTER(?a<?b&&'>'!='' ) SERVICE <http://a.example/> {} FILTER('='') }": "could be an IRI",
    "SELECT * { \\u0053ERVICE <http://a.example/> {} }": "cannot stand here",
    "SELECT * { ?s ?p “x” }": "straight quotes",
    "SELECT * { ?s ?p 'x }": "close the string",
    "SELECT * { ?s ?p \x1b }": "cannot stand here",
}


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_words_pass(text: str) -> None:
    """The words of a literal, an IRI, a name or a comment are no keywords."""
    check_reads_only(text)


@pytest.mark.parametrize(("text", "said"), REFUSED.items())
def test_refused_in_one_line(text: str, said: str) -> None:
    """Each is refused with one line that says what and where."""
    with pytest.raises(QueryError) as error:
        check_reads_only(text)
    assert said in str(error.value)
    assert "\n" not in str(error.value)
    assert "\x1b" not in str(error.value)


PIECES = [
    "SERVICE", "service ", "SERVICE<http://127.0.0.1:9/>{}", " SERVICE ex:x {}", "SERVICE?x#>\n{}", "?a", "?b", "<",
    ">", "<?b", "<ex:b", "#", "\n", " ", '"', "'", '"""', "'''", "&&", ".", " . ", "ex:a", "ex:", "a", "{", "}", "(",
    ")", "FILTER(", " ?s ?p ?o ", "VALUES ?x {", "1", "=", "@en", "_:x", "\\", "<http://h/x>", "<#f>", "/", "*", "-",
    "?",
    "true", "OPTIONAL{", "UNION", "http:", "<http:", ",", "|", "IN(",
]  # fmt: skip
FRAMES = [
    "{{{}}}",
    "{{BIND(1 AS ?a)BIND(2 AS ?b)FILTER(?a{})}}",
    "{{?s ?p ?o{}}}",
    "{{BIND(1 AS ?a)BIND(2 AS ?b)FILTER(?a<?b{})SERVICE<http://127.0.0.1:9/>{{}}{}}}",
    "{{FILTER(1<2{})SERVICE<http://127.0.0.1:9/>{{}}FILTER({}1=1)}}",
]


def test_no_call_gets_past() -> None:
    """Whatever makes the engine call a service is refused: random gluings of what could hide one.

    Port 9 is one the engine refuses before it opens a connection, so a call shows as that error.
    """
    store = ox.Store()
    dice = random.Random(20230520)  # noqa: S311
    calls = 0
    for _ in range(20_000):
        frame = dice.choice(FRAMES)
        filled = frame.format(*("".join(dice.choices(PIECES, k=dice.randint(0, 6))) for _ in range(2)))
        text = f"PREFIX ex:<http://127.0.0.1:9/> PREFIX http:<http://127.0.0.1:9/> SELECT * {filled}"
        try:
            list(store.query(text))  # type: ignore[arg-type]
        except SyntaxError:
            continue
        except (OSError, RuntimeError) as error:
            if "The port 9" not in str(error) and "service name" not in str(error):
                continue
            calls += 1
            with pytest.raises(QueryError):
                check_reads_only(text)
    assert calls > 50


def test_tokens_tile_the_text() -> None:
    """Every terminal is the slice of the text at its start."""
    for text in HARMLESS:
        assert all(text[token.start :].startswith(token.text) for token in tokens(text))


@pytest.mark.parametrize(
    ("text", "ordered"),
    [
        ("SELECT * { ?s ?p ?o } ORDER BY ?s", True),
        ("SELECT*{?s ?p ?o}ORDERBY?s", True),
        ("SELECT * { ?s ?p ?o }", False),
        ("SELECT * { { SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 1 } ?s ?p ?order }", False),
    ],
)
def test_order_of_the_query_itself(text: str, ordered: bool) -> None:
    """Only an ORDER BY outside all braces orders the answer."""
    assert is_ordered(tuple(tokens(text))) is ordered


def test_form_and_variables() -> None:
    """The form stands after the prologue; variables lose their mark."""
    found = tuple(tokens("PREFIX a: <http://a.example/> CONSTRUCT { ?s a:b $o } WHERE { ?s ?p $o }"))
    assert form(found) == "CONSTRUCT"
    assert variables(found) == {"s", "p", "o"}
    assert form(tuple(tokens("hello there"))) is None
