"""Who is who: one name in one text is one person, across texts only evidence merges; decisions outweigh scores."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.identity import DocumentRecord, Identities, from_json, from_quads, identify
from kg.pipeline import analyse
from kg.query import catalog, run
from kg.rdf import quads
from kg.sources.files import document
from kg.store import StoreWriter, load

BASE = "https://kg.example.org/"
SECRETARY = "会议\n2019年3月5日\n\n榆次区委书记王建林出席会议。\n"
PROMOTED = "任前公示\n2021年6月1日\n\n王建林,男,现任榆次区委书记,拟任晋中市副市长。\n"
DEPUTY_MAYOR = "调研\n2022年6月1日\n\n晋中市副市长王建林到祁县调研。\n"
NAMESAKE = "会议\n2019年3月20日\n\n兰考县县长王建林主持会议。\n"
TEXTS = (SECRETARY, PROMOTED, DEPUTY_MAYOR, NAMESAKE)


def record(text: str) -> DocumentRecord:
    return from_quads(quads(analyse(document(text, "t.txt"), BASE), BASE))


def person(text: str) -> str:
    [found] = record(text).people
    return found.iri


def groups(found: Identities) -> list[set[str]]:
    return [set(one.members) for one in found.people]


def test_successive_posts_are_one_person() -> None:
    """The notice that names both posts joins the texts before and after; the namesake elsewhere stays apart."""
    found = identify(map(record, TEXTS))
    assert groups(found) == [{person(SECRETARY), person(PROMOTED), person(DEPUTY_MAYOR)}]
    [one] = found.people
    assert one.representative == person(SECRETARY)


def test_the_order_of_documents_does_not_matter() -> None:
    """Any order of the documents gives the same people, links and scores."""
    records = [record(text) for text in TEXTS]
    expected = identify(records)
    for other in permutations(records):
        assert identify(other) == expected


def test_a_name_alone_merges_nobody() -> None:
    """However rare the name: without a post, a place or a date in common two records stay two."""
    records = [record(f"欧阳云舟指出:“{said}”\n") for said in ("老街要修,人要留下。", "路要修通,灯要点亮。")]
    assert all(doc.people for doc in records)
    assert identify(records).people == ()


def test_decisions_outweigh_scores() -> None:
    """What a person calls the same is merged, what they tell apart is not."""
    records = [record(text) for text in TEXTS]
    joined = identify(records, must=[(person(NAMESAKE), person(SECRETARY))])
    assert groups(joined) == [{person(text) for text in TEXTS}]
    parted = identify(records, cannot=[(person(PROMOTED), person(SECRETARY))])
    assert groups(parted) == [{person(PROMOTED), person(DEPUTY_MAYOR)}]


def test_decisions_that_contradict_one_another_are_told() -> None:
    """Same and different at once is an error that names the two, not a guess."""
    pair = (person(SECRETARY), person(NAMESAKE))
    with pytest.raises(KgError, match=r"decided to be the same and not the same.*take back one"):
        identify(map(record, TEXTS), must=[pair], cannot=[pair])


def test_a_decision_about_a_gone_document_is_passed_over() -> None:
    """A decision outlives the document it speaks of."""
    gone = (person(NAMESAKE), person(SECRETARY))
    assert groups(identify([record(SECRETARY)], must=[gone], cannot=[gone])) == []


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("榆次区区长王伟、祁县县长王伟参加会议。", 2),
        ("榆次区区长王伟参加会议,王伟随后到祁县调研。", 1),
        ("榆次区区长王伟调任祁县县委书记。王伟表示感谢。", 1),
        ("晋中市委书记王伟出席。榆次区委书记王伟主持。", 1),
        ("祁县县长王伟,男,1970年1月生。兰考县县长王伟,女,1981年4月生。", 2),
        ("祁县县长王伟出席。另有一位兰考县县长王伟,两人同名同姓。", 2),
    ],
)
def test_one_name_in_a_text_is_one_person_unless_it_says_otherwise(text: str, people: int) -> None:
    """Two present posts in places that exclude each other, side by side, are two people; nothing less is."""
    named = [one for one in record(text).people if one.name == "王伟"]
    assert len(named) == people


def test_two_states_have_two_people() -> None:
    """Officials of two countries who share a name in one text are two."""
    text = "古巴外交部长桑多瓦尔发表声明。\n哥伦比亚总统桑多瓦尔当天表示欢迎。\n"
    assert len([one for one in record(text).people if one.name == "桑多瓦尔"]) == 2


def test_a_record_survives_its_json() -> None:
    """What is kept beside the graph is what was read from it."""
    made = record(PROMOTED)
    assert from_json(made.to_json()) == made


def built(folder: Path, *texts: str) -> Path:
    with StoreWriter(folder, BASE) as writer:
        for number, text in enumerate(texts):
            writer.add(analyse(document(text, f"{number}.txt"), BASE))
    return folder


def test_the_store_holds_one_node_for_one_person(tmp_path: Path) -> None:
    """Merged records share an IRI in the graphs, an old IRI leads on, and the file of a document stays as it was."""
    alone = built(tmp_path / "alone", DEPUTY_MAYOR)
    together = built(tmp_path / "together", DEPUTY_MAYOR, SECRETARY, PROMOTED)
    assert next((alone / "graphs").iterdir()).read_bytes() in {p.read_bytes() for p in (together / "graphs").iterdir()}
    triples = {str(quad.triple) for quad in load(together)}
    same = f"<{person(DEPUTY_MAYOR)}> <https://kg.example.org/ns#sameEntityAs> <{person(SECRETARY)}>"
    assert same in triples
    officers = {line.split()[0] for line in triples if line.endswith("<https://kg.example.org/ns#Officer>")}
    assert officers == {f"<{person(SECRETARY)}>"}


def test_an_old_iri_still_asks_for_the_person(tmp_path: Path) -> None:
    """The IRI that a person had in one document names the person of all of them in a saved question."""
    store = load(built(tmp_path, SECRETARY, PROMOTED, DEPUTY_MAYOR))
    asked = [run(store, catalog()["officer"], {"officer": of}).rows for of in (person(DEPUTY_MAYOR), person(SECRETARY))]
    assert asked[0] == asked[1]
    assert len({str(row[-2]) for row in asked[0]}) > 1


def test_another_name_of_a_merged_person_is_another_label(tmp_path: Path) -> None:
    """A person merged under two names keeps one preferred name; the other stays findable."""
    with StoreWriter(tmp_path, BASE, must=[(person(SECRETARY), person("兰考县县长刘青川主持会议。\n"))]) as writer:
        for number, text in enumerate((SECRETARY, "兰考县县长刘青川主持会议。\n")):
            writer.add(analyse(document(text, f"{number}.txt"), BASE))
    labels = [str(q.object) for q in load(tmp_path) if "skos/core#prefLabel" in str(q) and person(SECRETARY) in str(q)]
    other = [str(q.object) for q in load(tmp_path) if "skos/core#altLabel" in str(q) and person(SECRETARY) in str(q)]
    assert set(labels) == {'"王建林"@zh'}
    assert set(other) == {'"刘青川"@zh'}


DOMINANT = "会议\n2021年{month}月{day}日\n\n榆次区委书记{name}讲话。\n"


def reports_on(name: str, count: int) -> list[DocumentRecord]:
    """So many texts of one year that name the post of ``name``."""
    return [record(DOMINANT.format(name=name, month=1 + n % 12, day=1 + n // 12)) for n in range(count)]


def bare(name: str, year: int = 2021) -> DocumentRecord:
    return record(f"新闻\n{year}年6月3日\n\n{name}指出:“老街要修,人要留下。”\n")


def nodes(found: Identities, *records: DocumentRecord) -> int:
    """How many people the records show."""
    canonical = found.canonical()
    return len({canonical.get(one.iri, one.iri) for doc in records for one in doc.people})


def test_a_name_that_nearly_all_texts_give_to_one_person_is_that_person() -> None:
    """Forty texts say who 欧阳云舟 is, none says otherwise, few could share the name: the bare one is that person."""
    records = [*reports_on("欧阳云舟", 40), bare("欧阳云舟")]
    found = identify(records)
    assert nodes(found, *records) == 1
    [one] = found.people
    (link,) = (edge for edge in one.links if edge.comparison and edge.comparison.reasons[-1].name == "dominant")
    assert link.score >= 10
    assert link.comparison is not None
    assert link.comparison.reasons[-1].zh == "40篇说明此名是谁的文献中40篇指此人"


@pytest.mark.parametrize(
    ("name", "count", "others"),
    [
        ("欧阳云舟", 20, []),  # too few texts
        ("王伟", 60, []),  # a name that thousands share
        ("王建林", 60, []),
        ("欧阳云舟", 60, ["新闻\n2021年6月3日\n\n兰考县县长欧阳云舟到场祝贺。\n"]),  # a namesake is known
        ("欧阳云舟", 60, ["新闻\n2021年6月4日\n\n欧阳云舟,女,1990年3月生,汉族,兰考县人。\n"]),
    ],
)
def test_what_may_be_a_namesake_stays_apart(name: str, count: int, others: list[str]) -> None:
    bares = [record(text) for text in others] or [bare(name)]
    records = [*reports_on(name, count), *bares]
    found = identify(records)
    assert nodes(found, *records) == 2


def test_a_name_of_another_time_stays_apart() -> None:
    """Ten years before and after, the name of that post may be anybody's."""
    records = [*reports_on("欧阳云舟", 60), bare("欧阳云舟", 2009), bare("欧阳云舟", 2033)]
    assert nodes(identify(records), *records) == 3


def test_a_namesake_that_is_known_weighs_against_the_bare_name() -> None:
    """Two thirds of the texts mean one person, a third another: whom the bare one means nobody can tell."""
    other = [record(f"新闻\n2021年{1 + n % 12}月{1 + n // 12}日\n\n兰考县县长欧阳云舟主持会议。\n") for n in range(20)]
    records = [*reports_on("欧阳云舟", 40), *other, bare("欧阳云舟")]
    assert nodes(identify(records), *records) == 3


def test_people_decide_over_the_share_of_a_name() -> None:
    records = [*reports_on("欧阳云舟", 40), bare("欧阳云舟")]
    one, other = records[0].people[0].iri, records[-1].people[0].iri
    assert nodes(identify(records, cannot=[(one, other)]), *records) == 2
