"""Names of bodies and posts: one node for every spelling, the body above, and near misses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import vocab
from kg.link.bodies import body, seat, seat_body
from kg.link.body_tables import local, national, parts
from kg.link.iris import digest
from kg.model import Entity, LinkedDocument
from kg.pipeline import analyse
from kg.sources.files import document

TABLE = [line.split("\t") for line in (Path(__file__).parent / "bodies.tsv").read_text("utf-8").splitlines()]
CASES = [[*row, ""][:5] for row in TABLE if not row[0].startswith(("#", "name"))]
LEVELS = ("province", "municipality", "prefecture", "county", "township")


def hashed(path: str) -> str:
    """The path with each {name} as the hash that stands for it; a name below org/ alone is hashed for itself."""
    alone = re.match(r"org/\{(.+?)\}", path)
    if alone:
        path = path.replace(f"{{{alone[1]}}}", f"x-{digest(alone[1], '')}", 1)
    return re.sub(r"\{(.+?)\}", lambda name: f"x-{digest(name[1])}", path)


def test_there_are_enough_cases() -> None:
    """The table is no sample of one, and no name stands in it twice with one place."""
    assert len(CASES) > 120
    assert len({(name, code) for name, code, *_ in CASES}) == len(CASES)


@pytest.mark.parametrize(("name", "code", "kind", "path", "above"), CASES, ids=[f"{c[0]}-{c[1]}" for c in CASES])
def test_a_name_is_its_body(name: str, code: str, kind: str, path: str, above: str) -> None:
    """A name with its place gives the class, the IRI and the body above."""
    found = body(name, code or None)
    assert (found.kind, found.path) == (kind, hashed(path))
    assert (found.above.path if found.above else "") == hashed(above)


def test_one_iri_has_one_label_and_class() -> None:
    """Whatever a body is called, its node has the same name: SHACL allows one label a language."""
    labels: dict[str, set[tuple[str, str]]] = {}
    for name, code, *_ in CASES:
        found = body(name, code or None)
        labels.setdefault(found.path, set()).add((found.kind, found.label))
    assert {path: names for path, names in labels.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    ("name", "code", "label"),
    [
        ("榆次区委组织部", "140702", "中共晋中市榆次区委员会组织部"),
        ("山西省公安厅", "140000", "山西省公安厅"),
        ("榆次公安局", "140702", "晋中市榆次区公安局"),
        ("北京市公安局", "110000", "北京市公安局"),
        ("晋中中院", "140700", "晋中市中级人民法院"),
        ("石家庄地委", "130100", "中共石家庄地区委员会"),
        ("香港特区政府", "810000", "香港特别行政区政府"),
        ("中央组织部", None, "中共中央组织部"),
        ("俄外交部", "x-RU", "俄罗斯外交部"),
        ("越共中央", "x-VN", "越南共产党中央"),
    ],
)
def test_full_names(name: str, code: str | None, label: str) -> None:
    """The label is the name in full, whatever the text prints."""
    assert body(name, code).label == label


@pytest.mark.parametrize(
    "name", ["公司", "公司党委", "村党支部", "青石村党支部", "县人民法院", "组织部", "董事会", "领导小组"]
)
def test_names_that_fit_many_bodies_mean_one_only_inside_a_document(name: str) -> None:
    """公司 of one text is not 公司 of another."""
    assert body(name, None, "one").path == body(name, None, "one").path != body(name, None, "other").path


@pytest.mark.parametrize("name", ["北京大学", "国务院", "云岭矿业集团有限公司", "世界贸易组织"])
def test_names_of_their_own_mean_one_body_everywhere(name: str) -> None:
    assert body(name, None, "one") == body(name, None, "other")


@pytest.mark.parametrize(
    ("name", "role", "code", "path"),
    [
        ("山西省人大", "主任", "140000", "org/CN-140000/npcsc"),
        ("山西省人大", "副主任", "140000", "org/CN-140000/npcsc"),
        ("全国人大", "副委员长", None, "org/CN/npcsc"),
        ("山西省人大", "代表", "140000", "org/CN-140000/npc"),
        ("全国人大", "代表", None, "org/CN/npc"),
        ("山西省政协", "主席", "140000", "org/CN-140000/cppcc"),
    ],
)
def test_the_chair_of_a_congress_sits_in_its_standing_committee(
    name: str, role: str, code: str | None, path: str
) -> None:
    """人大主任 is 人大常委会主任; a delegate is one of the congress."""
    assert seat_body(name, role, code).path == path


@pytest.mark.parametrize(
    ("name", "role", "path", "chief"),
    [
        ("榆次区委", "书记", "post/CN-140702/cpc/secretary", True),
        ("榆次区委", "副书记", "post/CN-140702/cpc/deputy-secretary", False),
        ("榆次区政府", "区长", "post/CN-140702/gov/head", True),
        ("榆次区政府", "常务副区长", "post/CN-140702/gov/executive-deputy-head", False),
        ("榆次区公安局", "局长", "post/CN-140702/gov/police/head", True),
        ("榆次区法院", "院长", "post/CN-140702/court/president", True),
    ],
)
def test_posts(name: str, role: str, path: str, chief: bool) -> None:
    """A post is its body and its duty."""
    found = seat(body(name, "140702"), role, single=True)
    assert (found.path, found.chief) == (path, chief)


@pytest.mark.parametrize(("name", "role"), [("中央书记处", "书记"), ("驻华大使馆", "大使"), ("公司", "董事长")])
def test_posts_that_several_people_hold(name: str, role: str) -> None:
    """A secretariat has several secretaries, and a bare name may be any number of bodies: no conflict of holders."""
    assert not seat(body(name), role, single=True).chief


def test_the_tables_are_sound() -> None:
    """Each class is one of the ontology, each code ASCII, each part has a body above it that is listed."""
    entries = [*national().values(), *(entry for level in LEVELS for entry in local(level).values())]
    assert {entry.kind for entry in entries} <= vocab.ORGANIZATION_CLASSES
    assert all(re.fullmatch(r"[a-z/-]+", entry.code) for entry in entries)
    codes = {entry.code for entry in entries}
    for entry in entries:
        assert not entry.of or entry.of in codes
        assert "/" not in entry.code or entry.code.rpartition("/")[0] in codes
        assert {part.kind for part in parts(entry.code).values()} <= vocab.ORGANIZATION_CLASSES


def read(text: str) -> LinkedDocument:
    return analyse(document(text, "invented.txt"), "https://kg.example.org/")


def holds(text: str) -> dict[str, str]:
    """The post of each claim of a text by what the claim calls it, without the base; empty where it has none."""
    found = [claim for claim in read(text).claims if claim.predicate == "heldPost"]
    posts = {str(claim.qualifiers.get("post")): str(claim.qualifiers.get("post_iri") or "") for claim in found}
    return {post: iri.removeprefix("https://kg.example.org/id/") for post, iri in posts.items()}


@pytest.mark.parametrize("title", ["晋中市市长", "晋中市人民政府市长", "晋中市政府市长", "山西晋中市市长"])
def test_a_mayor_is_the_mayor_however_the_text_puts_it(title: str) -> None:
    """市长, 市政府市长 and 市人民政府市长 are one post."""
    assert set(holds(f"{title}石望山出席会议。").values()) == {"post/CN-140700/gov/head"}


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("高平市市长石望山出席会议。", {"post/CN-140581/gov/head"}),
        ("高平市委书记石望山出席会议。", {"post/CN-140581/cpc/secretary"}),
        ("山西省委组织部部长石望山出席会议。", {"post/CN-140000/cpc/orgdept/head"}),
        ("主席石望山出席会议。", {""}),
        ("副总干事石望山出席会议。", {""}),
    ],
)
def test_posts_of_a_text(text: str, posts: set[str]) -> None:
    """A county-level city has a mayor of its own; 主席 of no body has no IRI and makes no body."""
    assert set(holds(text).values()) <= posts


def test_a_duty_without_a_body_makes_no_body() -> None:
    """主席 alone is nobody's chair: no organisation of that name appears."""
    linked = read("主席石望山在会上讲话。石望山主席指出,要加强合作。")
    assert [entity.label for entity in linked.entities if entity.kind in vocab.ORGANIZATION_CLASSES] == []


def test_bodies_above_are_entities_too() -> None:
    """A department brings the committee it stands under, and a firm lies in a place that does not govern it."""
    linked = read("晋中市榆次区委组织部部长石望山与榆次区农机局局长江渡出席会议。")
    known: dict[str, Entity] = {entity.iri.partition("/id/")[2]: entity for entity in linked.entities}
    department = known["org/CN-140702/cpc/orgdept"]
    assert str(department.props["parent_iri"]).endswith("org/CN-140702/cpc")
    assert "org/CN-140702/cpc" in known
    assert str(department.props["jurisdiction_iri"]).endswith("place/CN-140702")
