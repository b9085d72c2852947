"""From a linked document to quads: nodes, statements, direct triples, graphs, hostile strings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from kg import vocab
from kg.config import DEFAULT_BASE, base_iri
from kg.errors import KgError
from kg.model import Argument, Claim, LinkedDocument, Scalar, Status
from kg.rdf import quads, terms, unlinked
from tests.sample import (
    BASE,
    CPCWC_QINGSHI,
    DEPUTY_SECRETARY,
    HEAD,
    INITIATIVE,
    LI,
    LIUQUAN,
    QINGSHI,
    REPORT,
    SECRETARY,
    WANGHAI,
    YUNXI,
    ZHANG,
    sample,
)

ID = BASE + "id/"
PREFIXES = "".join(f"PREFIX {name}: <{iri}> " for name, iri in vocab.PREFIXES.items()) + f"PREFIX id: <{ID}> "


def ask(linked: LinkedDocument, query: str) -> list[tuple[str, ...]]:
    """The rows of ``query`` over all graphs of ``linked``, IRIs without the base."""
    store = Store()
    store.extend(quads(linked, BASE))
    rows = store.query(PREFIXES + query, use_default_graph_as_union=True)
    found = [tuple(value.value.removeprefix(ID).removeprefix(vocab.KG) for value in row) for row in rows]  # type: ignore[union-attr]
    return sorted(set(found))


def claims_of(linked: LinkedDocument, predicate: str, **qualifiers: Scalar) -> list[Claim]:
    """The claims of one predicate with these qualifiers."""
    found = [claim for claim in linked.claims if claim.predicate == predicate]
    return [claim for claim in found if all(claim.qualifiers.get(k) == v for k, v in qualifiers.items())]


def with_claims(*claims: Claim) -> LinkedDocument:
    return replace(sample(), claims=claims)


def test_direct_triples() -> None:
    """Asserted claims stand as direct triples; the planned post does not."""
    properties = "kg:heldPost kg:secondedTo kg:secondedPost kg:wroteReport kg:proposes kg:visited"
    assert ask(sample(), f"SELECT ?s ?p ?o {{ VALUES ?p {{ {properties} }} ?s ?p ?o }}") == [
        (LI, "heldPost", WANGHAI),
        (ZHANG, "heldPost", YUNXI),
        (ZHANG, "secondedPost", DEPUTY_SECRETARY),
        (ZHANG, "secondedTo", WANGHAI),
        (ZHANG, "visited", QINGSHI),
        (ZHANG, "wroteReport", REPORT),
        (REPORT, "proposes", INITIATIVE),
    ]


def test_claims_of_one_tenure_share_its_node() -> None:
    """Two claims of one post make one tenure with two pieces of evidence and the higher confidence."""
    query = f"""SELECT ?tenure ?confidence (COUNT(DISTINCT ?e) AS ?n) (COUNT(DISTINCT ?t) AS ?titles) {{
      ?tenure a kg:HomeTenure ; kg:post id:{SECRETARY.replace("/", chr(92) + "/")} ;
        kg:confidence ?confidence ; kg:evidence ?e ; kg:titleText ?t }} GROUP BY ?tenure ?confidence"""
    [(_, confidence, evidence, titles)] = ask(sample(), query)
    assert (confidence, evidence, titles) == ("0.95", "2", "2")


def test_secondment_and_host_post_share_a_node() -> None:
    """The claim of the host and that of the host post, a subdistrict below it, are one secondment."""
    query = """SELECT ?host ?post ?body ?home ?place ?start ?end ?printed ?kept {
      ?s a kg:Secondment ; kg:hostDistrict ?host ; kg:post ?post ; org:organization ?body ;
        kg:homeDistrict ?home ; kg:jurisdiction ?place ; kg:startDate ?start ; kg:endDate ?end ;
        kg:dateText ?printed ; kg:homeTenure/kg:post ?kept }"""
    dates = ("2023-03", "2023-05", "2023年3月至5月")
    expected = (WANGHAI, DEPUTY_SECRETARY, CPCWC_QINGSHI, YUNXI, QINGSHI, *dates, SECRETARY)
    assert ask(sample(), query) == [expected]
    assert ask(sample(), "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a kg:Secondment }") == [("1",)]


@pytest.mark.parametrize(
    ("changes", "nodes"),
    [
        ([{}, {}], 1),
        ([{"start": "2020"}, {}], 1),
        ([{"start": "2020"}, {"end": "2022"}], 1),
        ([{"start": "2020"}, {"start": "2021"}], 2),
        ([{"start": "2020"}, {"start": "2021"}, {}], 3),
        ([{"status": "appointed"}, {}], 1),
        ([{"post_iri": ID + "post/CN-990102/cpc/deputy-secretary"}, {}], 2),
    ],
)
def test_dates_and_posts_part_tenures(changes: list[dict[str, Scalar]], nodes: int) -> None:
    """Claims that agree, or are silent, share a tenure; different posts or dates do not, in any order."""
    first, *_ = claims_of(sample(), "heldPost", role="书记")
    claims = [replace(first, id=str(i), qualifiers={**first.qualifiers, **c}) for i, c in enumerate(changes)]
    query = "SELECT DISTINCT ?t { ?t a kg:HomeTenure }"
    assert len(ask(with_claims(*claims), query)) == nodes
    assert ask(with_claims(*claims), query) == ask(with_claims(*reversed(claims)), query)


@pytest.mark.parametrize("status", ["planned", "reported", "negated"])
def test_what_is_not_asserted_has_a_statement_only(status: Status) -> None:
    """Each keeps its node and Statement with modality and speaker, and yields no direct triple."""
    [claim] = claims_of(sample(), "heldPost", role="区长")
    linked = with_claims(replace(claim, status=status, speaker="赵远山"))
    assert ask(linked, "SELECT ?o { ?s kg:heldPost ?o }") == []
    query = "SELECT ?class ?mode ?name { ?n a ?class ; kg:modality ?mode ; kg:speakerText ?name }"
    mode = vocab.MODALITY[status]
    assert ask(linked, query) == [(name, mode, "赵远山") for name in ("Claim", "HomeTenure", "Statement", "Tenure")]


def test_a_speaker_of_the_document_is_a_node() -> None:
    """A speaker whose name is one person of the document is that person."""
    assert ask(sample(), "SELECT ?mode ?who { ?s a kg:Statement ; kg:modality ?mode ; kg:speaker ?who }") == [
        ("Planned", LI)
    ]


def test_proposed_post_is_planned_even_when_asserted() -> None:
    """The qualifier status proposed keeps a post from becoming a plain fact."""
    [claim] = claims_of(sample(), "heldPost", status="proposed")
    linked = with_claims(replace(claim, status="asserted"))
    assert ask(linked, "SELECT ?o { ?s kg:heldPost ?o }") == []
    assert ask(linked, "SELECT ?p ?status { ?t kg:post/kg:dutyText ?p ; kg:tenureStatus ?status }") == [
        ("副市长", "PlannedAppointment")
    ]


def test_every_direct_triple_has_a_statement_with_evidence() -> None:
    """The statement leads to the document and to the characters that say it."""
    text = sample().doc.text
    query = """SELECT ?s ?p ?o ?start ?end ?exact ?file {
      ?n a kg:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:modality kg:Asserted ; kg:evidence ?e .
      ?e oa:start ?start ; oa:end ?end ; oa:exact ?exact ; kg:inDocument/kg:fileName ?file . ?s ?p ?o }"""
    rows = ask(sample(), query)
    assert {row[:3] for row in rows} >= {(ZHANG, "heldPost", YUNXI), (YUNXI, "partOf", LIUQUAN)}
    assert {row[6] for row in rows} == {"guazhi.txt"}
    assert all(text[int(start) : int(end)] == exact for *_, start, end, exact, _ in rows)


def test_proposal_names_report_author_and_target() -> None:
    """The proposal joins the report, its author, the initiative and where it is for."""
    query = "SELECT ?r ?who ?i ?d { ?p kg:inReport ?r ; kg:proposer ?who ; kg:initiative ?i ; kg:proposalTarget ?d }"
    assert ask(sample(), query) == [(REPORT, ZHANG, INITIATIVE, YUNXI)]


def test_gazetteer_facts_stand_apart() -> None:
    """Divisions and where they lie are in the gazetteer's graph; what the text says is in its own."""
    linked = sample()
    own = f"graph/doc/{linked.doc.id}"
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    assert ask(linked, query) == [(own,), ("graph/gazetteer",)]
    query = "SELECT ?g { GRAPH ?g { id:place\\/CN-990102 kg:partOf ?o } }"
    assert ask(linked, query) == [(own,), ("graph/gazetteer",)]
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s kg:adcode ?o } }"
    assert ask(linked, query) == [("graph/gazetteer",)]
    said = with_claims(*(replace(claim, explicit=False) for claim in claims_of(linked, "partOf")))
    assert ask(said, "SELECT ?status { ?s a kg:Statement ; kg:assertionStatus ?status }") == [("Gazetteer",)]


def test_entities_are_typed_up_to_the_top() -> None:
    """A node has its class and those above it, so no reasoning is needed to ask for all bodies."""
    assert (HEAD.replace("post/", "org/").rpartition("/")[0],) in ask(sample(), "SELECT ?s { ?s a kg:Organization }")
    query = 'SELECT ?c ?l ?py { ?s a ?c ; skos:prefLabel "张云舟"@zh ; rdfs:label ?l ; kg:pinyin ?py }'
    assert ask(sample(), query) == [("Officer", "张云舟", "zhāng yún zhōu"), ("Person", "张云舟", "zhāng yún zhōu")]
    query = "SELECT ?duty ?chief { ?p a kg:Post ; kg:dutyText ?duty ; kg:isChief ?chief }"
    assert ask(sample(), query) == [("书记", "true"), ("副书记", "false"), ("副市长", "false"), ("区长", "true")]


def test_claims_without_iris_are_left_out_and_told() -> None:
    """A claim whose object was not linked yields nothing and is among the unlinked."""
    claim = claims_of(sample(), "visited")[0]
    linked = with_claims(replace(claim, object=replace(claim.object, iri=None)))
    assert unlinked(linked) == linked.claims
    assert ask(linked, "SELECT ?s { ?s a kg:Claim }") == []


def test_a_relation_of_text_ends_in_what_the_text_says() -> None:
    """A category needs no entity as its object: the triple and its statement hold the words, in Chinese."""
    claim = claims_of(sample(), "visited")[0]
    said = replace(
        claim,
        predicate="categoryText",
        subject=claim.object,
        object=Argument("Text", "临海新区"),
        qualifiers={"order": 2},
    )
    linked = with_claims(said)
    assert unlinked(linked) == ()
    place = str(claim.object.iri).removeprefix(ID)
    assert ask(linked, "SELECT ?s ?o (LANG(?o) AS ?l) { ?s kg:categoryText ?o }") == [(place, "临海新区", "zh")]
    query = "SELECT ?o ?n { ?s a kg:Statement ; rdf:predicate kg:categoryText ; rdf:object ?o ; kg:order ?n }"
    assert ask(linked, query) == [("临海新区", "2")]
    planned = with_claims(replace(said, status="planned"))
    assert ask(planned, "SELECT ?o { ?s kg:categoryText ?o }") == []


def test_a_host_that_is_a_body() -> None:
    """A secondment to a body that belongs to no division names the body as host."""
    [claim] = claims_of(sample(), "secondedTo")
    body = ID + CPCWC_QINGSHI
    linked = with_claims(replace(claim, object=replace(claim.object, iri=body)))
    assert ask(linked, "SELECT ?h { ?s kg:hostOrganization ?h }") == [(CPCWC_QINGSHI,)]
    assert ask(linked, "SELECT ?h { ?s kg:hostDistrict ?h }") == []


HOSTILE = [
    '"引号"',
    "换\n行\r\t",
    "\x00\x07\x1b[31m",
    "\u202e反向\u2066",
    "</script><b>",
    "\\u0041 } . <x> <y> <z>",
    "😀𠮷",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_survive(name: str) -> None:
    """Quotes, controls and bidi characters are data: written and read they are the same literal."""
    linked = sample()
    linked = replace(linked, entities=tuple(replace(e, label=name) for e in linked.entities))
    made = quads(linked, BASE)
    data = serialize(made, format=RdfFormat.N_QUADS) or b""
    assert set(parse(data, format=RdfFormat.N_QUADS)) == set(made)
    assert len(data.splitlines()) == len(made)
    assert any(quad.object == Literal(name, language="zh") for quad in made)


def test_iris_are_ascii_and_no_node_is_blank() -> None:
    """Every subject, predicate and graph is an IRI in ASCII below the base or of a vocabulary."""
    for quad in quads(sample(), BASE):
        assert isinstance(quad, Quad)
        for node in (quad.subject, quad.predicate, quad.graph_name):
            assert isinstance(node, NamedNode)
            assert node.value.isascii()


def test_the_path_of_the_file_is_not_told() -> None:
    """Only the file's name leaves the machine."""
    linked = sample(path="/srv/private/第1篇.txt")
    assert "private" not in "".join(map(str, quads(linked, BASE)))
    assert ask(linked, "SELECT ?n { ?d kg:fileName ?n }") == [("第1篇.txt",)]


def test_unknown_names_are_refused() -> None:
    """A predicate, kind or prop outside the vocabulary is an error that says how to mend it."""
    linked = sample()
    with pytest.raises(KgError, match=r"unknown predicate 'admires'.*ontology/kg\.ttl"):
        quads(with_claims(replace(linked.claims[0], predicate="admires")), BASE)
    with pytest.raises(KgError, match="unknown kind of entity 'Alien'"):
        quads(replace(linked, entities=(replace(linked.entities[0], kind="Alien"),)), BASE)
    with pytest.raises(KgError, match="unknown prop 'colour'"):
        quads(replace(linked, entities=(replace(linked.entities[0], props={"colour": "red"}),)), BASE)
    with pytest.raises(KgError, match="not an absolute IRI in ASCII"):
        quads(replace(linked, entities=(replace(linked.entities[0], iri=ID + "person/张"),)), BASE)


@pytest.mark.parametrize(("value", "text"), [(0.9, "0.9"), (1.0, "1"), (0.0, "0"), (0.83333, "0.8333"), (1e-9, "0")])
def test_decimals_are_canonical(value: float, text: str) -> None:
    """A stored number reads as it was written: Oxigraph has nothing left to normalise."""
    literal = terms.decimal(value)
    store = Store()
    store.add(Quad(terms.iri(ID), terms.term("confidence"), literal))
    assert literal.value == text
    assert [quad.object for quad in store] == [literal]


@pytest.mark.parametrize("base", ["https://data.example.org/", "http://127.0.0.1:8080/kg/"])
def test_base_is_taken(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The base is the argument, else KG_BASE, else the default."""
    monkeypatch.delenv("KG_BASE", raising=False)
    assert base_iri() == DEFAULT_BASE
    monkeypatch.setenv("KG_BASE", base)
    assert base_iri() == base
    assert base_iri("https://other.example.org/") == "https://other.example.org/"


@pytest.mark.parametrize(
    "base", ["kg", "https://a.org", "https://a.org/#", "https://a.org/?q=/", "https://例子/", "ftp://a/"]
)
def test_bad_base_is_refused(base: str) -> None:
    """What is not an absolute http IRI ending in a slash is refused with an example."""
    with pytest.raises(KgError, match=r"is not a base IRI \(write it like"):
        base_iri(base)
