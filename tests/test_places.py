"""Place mentions against tables of cases, and how they are linked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.lexicon.divisions import gazetteer
from kg.link.gazetteer import place_entities, unlisted_place
from kg.link.places import Places
from kg.mentions.places import PlaceMention, find_places
from kg.pipeline import analyse
from kg.rdf.quads import quads
from kg.sources.files import document
from tests.tables import CASES, table

HERE = Path(__file__).parent
PLACES = table(CASES / "places.yaml")
SEED = next((HERE.parent / "seeds").glob("*.txt"), HERE / "absent")
GOLD = HERE.parents[1] / "shared" / "gold" / "seed"
BASE = "https://kg.example.org/"
ALPHABET = "上海市长宁区江苏路街道省委和县城乡镇村朝阳北京民的0年“”\n a"


def shown(mention: PlaceMention) -> str:
    parts = [
        f"{part.surface}={part.candidates[0] if len(part.candidates) == 1 else '?' if part.candidates else '-'}"
        for part in mention.parts
    ]
    return " > ".join(parts) + ("!" if mention.in_name else "")


def link(text: str, surface: str, **options: Any) -> tuple[str | None, str]:
    """Code and reason of the last mention of ``surface`` in ``text``."""
    mentions = find_places(text)
    places = Places(text, mentions, **options)
    wanted = [mention for mention in mentions if mention.parts[-1].surface == surface]
    found = places.resolve(wanted[-1])
    return found.code, found.reason


def linked(case: dict[str, Any]) -> list[str]:
    """What each mention of a case is linked to: its code, "?" for none, and what lies in it but in no table."""
    mentions = find_places(case["text"])
    places = Places(case["text"], mentions, publisher=case.get("publisher"), year=case.get("year"))
    found = [(mention, places.resolve(mention)) for mention in mentions]
    return [
        f"{''.join(part.surface for part in mention.parts)}={link.code or '?'}"
        + (f"+{link.unlisted}" if link.unlisted else "")
        for mention, link in found
    ]


@pytest.mark.parametrize(
    "case", PLACES, ids=[f"{case['text']}{case.get('year', '')}{case.get('publisher', '')}" for case in PLACES]
)
def test_cases(case: dict[str, Any]) -> None:
    if "places" in case:
        assert [shown(mention) for mention in find_places(case["text"])] == case["places"]
    if "links" in case:
        assert linked(case) == case["links"]


def test_every_case_says_something() -> None:
    known = {"text", "places", "links", "year", "publisher"}
    assert all(set(case) <= known and ("places" in case or "links" in case) for case in PLACES)
    assert len(PLACES) >= 140
    assert len({(case["text"], case.get("year"), case.get("publisher")) for case in PLACES}) == len(PLACES)


def test_short_forms_are_flagged() -> None:
    (mention,) = find_places("福建霞浦县")
    assert [part.short for part in mention.parts] == [True, False]


@pytest.mark.parametrize(
    ("text", "surface", "code", "reason"),
    [
        ("南京市鼓楼区发展很快。鼓楼区", "鼓楼区", "320106", "named in full elsewhere"),
        ("福州市召开会议。鼓楼区参加。", "鼓楼区", "350102", "parent named elsewhere"),
        ("徐州市与福州市。徐州市的鼓楼区", "鼓楼区", "320302", "parent named elsewhere"),
        ("鼓楼区召开会议。", "鼓楼区", None, "ambiguous"),
        ("新华社南京5月2日电 鼓楼区召开会议。福建的同志也来了。", "鼓楼区", "320106", "parent named elsewhere"),
        ("他在吉林工作。", "吉林", "220000", "widest unit of that name"),
        ("他在恩施工作。", "恩施", "422800", "widest unit of that name"),
        ("榆次市的变化", "榆次市", "142401", "only unit of that name"),
        ("1998年，榆次的变化", "榆次", "142401", "only unit of that name"),
        ("2010年，榆次的变化", "榆次", "140702", "only unit of that name"),
        ("2010年，上海市闸北区的变化", "闸北区", "310108", "chain"),
        ("长宁区的经验。长宁的经验。", "长宁", "310105", "named in full elsewhere"),
    ],
)
def test_links(text: str, surface: str, code: str | None, reason: str) -> None:
    assert link(text, surface) == (code, reason)


def test_an_unresolved_name_keeps_its_candidates() -> None:
    text = "朝阳区召开会议。"
    (mention,) = find_places(text)
    assert set(Places(text, [mention]).resolve(mention).candidates) == {"110105", "220104"}


def test_the_publisher_decides_last() -> None:
    assert link("朝阳区召开会议。", "朝阳区", publisher="北京日报") == ("110105", "publisher")
    assert link("长春市的会上，朝阳区发言。", "朝阳区", publisher="北京日报")[0] == "220104"


def test_the_unit_of_the_given_year() -> None:
    assert link("榆次的变化", "榆次", year=1990)[0] == "142401"


def test_a_name_at_an_offset() -> None:
    text = "上海长宁区的经验，鼓楼区，华阳街道"
    places = Places(text, find_places(text))
    assert places.resolve_name("长宁区", 2).code == "310105"
    assert places.resolve_name("上海", 0).code == "310000"
    assert places.resolve_name("华阳街道", 13).code == "310105001"
    assert places.resolve_name("无此地", 0).code is None


@pytest.mark.parametrize(
    ("text", "level", "homes", "code"),
    [
        ("太原、晋中、晋城的干部，省委", "省", (), "140000"),
        ("省委。太原、晋中、晋城的干部", "省", (), "140000"),
        ("省委。上海、广东和太原", "省", ("140107", "140702", "140524"), "140000"),
        ("省委。广东和太原", "省", (), None),
        ("长宁区委书记、区长", "区", (), "310105"),
        ("上海市长宁区江苏路街道，区委", "区", (), "310105"),
        ("上海长宁区，市委", "市", (), "310000"),
        ("义乌市的企业，市委", "市", (), "330782"),
        ("陵川县，市委", "市", (), "140500"),
        ("会议开始，省委", "省", (), None),
    ],
)
def test_what_a_bare_level_means(text: str, level: Any, homes: tuple[str, ...], code: str | None) -> None:
    at = text.index(level + ("长" if level == "区" and "区长" in text else "委"))
    assert Places(text, find_places(text)).context(at, level, homes).code == code


def test_entities_come_with_everything_above_them() -> None:
    entities = place_entities(["310105002", "x-US"], BASE)
    assert [(entity.iri.removeprefix(BASE), entity.kind, entity.label) for entity in entities] == [
        ("id/place/CN-310000", "ProvinceLevelDivision", "上海市"),
        ("id/place/CN-310105", "CountyLevelDivision", "长宁区"),
        ("id/place/CN-310105002", "TownshipLevelDivision", "江苏路街道"),
        ("id/place/x-US", "ForeignPlace", "美国"),
    ]
    assert entities[1].props == {"short_name": "长宁", "code": "310105", "part_of_iri": f"{BASE}id/place/CN-310000"}


def test_a_unit_of_the_past_comes_with_its_years_and_successors() -> None:
    entities = {entity.iri.removeprefix(f"{BASE}id/place/"): entity for entity in place_entities(["142401"], BASE)}
    assert set(entities) == {"CN-142401", "CN-142400", "CN-140702", "CN-140700", "CN-140000"}
    assert entities["CN-142401"].props["last_year"] == 1998
    assert "first_year" not in entities["CN-142401"].props  # in the first list, so it may be older
    assert entities["CN-142401"].props["successor_iris"] == f"{BASE}id/place/CN-140702"
    assert entities["CN-140702"].props["first_year"] == 1999


def test_the_graph_of_the_gazetteer_leads_from_a_unit_of_the_past_to_today() -> None:
    linked_document = analyse(document("1951年，张云舟任平原省委书记。1957年赴苏联学习。", "case.txt"), BASE)
    gazetteer_graph = NamedNode(f"{BASE}id/graph/gazetteer")
    found = [quad for quad in quads(linked_document, BASE) if quad.graph_name == gazetteer_graph]
    local = {tuple(re.split("[/#]", node.value)[-1] for node in quad.triple) for quad in found}
    assert {("h-pingyuan", "replacedByDivision", "CN-410000"), ("h-pingyuan", "lastYear", "1952")} <= local
    assert {("x-SUHH", "replacedByDivision", "x-RU"), ("x-SUHH", "lastYear", "1991")} <= local
    assert ("CN-410000", "prefLabel", "河南省") in local
    held = [claim.object for claim in linked_document.claims if claim.predicate == "heldPost"]
    assert [(place.text, place.iri) for place in held] == [("平原省", f"{BASE}id/place/h-pingyuan")]


def test_an_unlisted_place_lies_in_its_parent() -> None:
    text = "中山小榄镇永宁村"
    mention = find_places(text)[0]
    found = Places(text, [mention]).resolve(mention)
    assert (found.code, found.unlisted) == ("442000118", "永宁村")
    entity = unlisted_place("永宁村", "442000118", BASE)
    assert entity.kind == "Place"
    assert entity.props["part_of_iri"] == f"{BASE}id/place/CN-442000118"
    assert entity.iri.isascii()


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(alphabet=ALPHABET, max_size=60), st.text(max_size=40)))
def test_any_text_gives_true_spans(text: str) -> None:
    mentions = find_places(text)
    places = Places(text, mentions)
    last = 0
    for mention in mentions:
        assert last <= mention.span.start < mention.span.end
        last = mention.span.end
        joined = "".join(part.surface for part in mention.parts)
        assert joined == text[mention.span.start : mention.span.end]
        assert all(text[part.span.start : part.span.end] == part.surface for part in mention.parts)
        assert places.resolve(mention).score >= 0


def test_the_same_text_gives_the_same_mentions() -> None:
    text = SEED.read_text(encoding="utf-8")
    assert find_places(text) == find_places(text)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the expert facts are not part of the project")
def test_every_division_of_the_expert_facts_is_resolved() -> None:
    text = SEED.read_text(encoding="utf-8")
    mentions = find_places(text)
    places = Places(text, mentions)
    found = {code for mention in mentions if (code := places.resolve(mention).code)}
    found |= {unit.code for code in set(found) for unit in gazetteer().ancestors(code)}
    entities = json.loads((GOLD / "entities.json").read_text(encoding="utf-8"))
    wanted = {entity["adcode"] for entity in entities.values() if "adcode" in entity}
    assert wanted <= found
    assert places.context(29, "省", ("140107", "140702", "140524")).code == "140000"


TRAPS = {
    "T01": [("华东", "x-", False)],
    "T12": [("太原杏花岭区", "140107", False)],
    "T13": [("上海长宁区江苏路街道", "310105002", False)],
    "T16": [("榆次区", "140702", False)],
    "T20": [("长宁", "310105", True)],
    "T21": [("上海长宁区华阳街道", "310105001", False)],
    "T22": [("江苏路街道", "310105002", False), ("松江区方松街道", "310117003", False)],
    "T23": [("浙江", "330000", False), ("江苏", "320000", False)],
    "T25": [("杏花岭区", "140107", False)],
    "T26": [("伦敦", "x-", False), ("纽约", "x-", False), ("东京", "x-", False)],
    "T27": [("广州", "440100", False), ("陵川", "140524", False)],
    "T28": [("广东", "440000", False)],
    "T29": [("广东", "440000", False), ("粤北", "x-", False)],
    "T06": [],
}


@pytest.mark.skipif(not GOLD.is_dir(), reason="the expert facts are not part of the project")
@pytest.mark.parametrize("trap", sorted(TRAPS))
def test_the_traps_of_place_names(trap: str) -> None:
    """What the evidence of each trap names: its characters, the code it begins with, whether it stands in a name."""
    text = SEED.read_text(encoding="utf-8")
    entry = next(entry for entry in json.loads((GOLD / "traps.json").read_text("utf-8")) if entry["id"] == trap)
    places = Places(text, found := find_places(text))
    inside = [mention for mention in found if entry["start"] <= mention.span.start < entry["end"]]
    linked_to = [
        (text[mention.span.start : mention.span.end], places.resolve(mention).code or "?", mention.in_name)
        for mention in inside
    ]
    assert len(linked_to) == len(TRAPS[trap])
    for (name, code, in_name), (wanted, start, flagged) in zip(linked_to, TRAPS[trap], strict=True):
        assert (name, in_name) == (wanted, flagged)
        assert code.startswith(start)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the expert facts are not part of the project")
def test_every_place_trap_is_tried() -> None:
    traps = json.loads((GOLD / "traps.json").read_text("utf-8"))
    # T24, a bare 省, is tried with the divisions.
    assert {trap["id"] for trap in traps if trap["kind"] == "place"} - {"T24"} <= set(TRAPS)
