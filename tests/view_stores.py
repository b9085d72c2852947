"""Stores for the tests of the view: what ``kg.store`` would open, a crowd of officers, a whole country."""

from __future__ import annotations

import hashlib

from pyoxigraph import DefaultGraph, Quad, Store

from kg.model import Argument, Claim, Document, Entity, LinkedDocument, Scalar, ground
from kg.rdf.quads import quads
from tests.sample import BASE

IDS = f"{BASE}id/"


def store_of(linked: LinkedDocument, base: str = BASE) -> Store:
    """A store as ``kg.store`` opens it: named graphs, and their union as the default graph."""
    store = Store()
    for quad in quads(linked, base):
        store.add(quad)
        store.add(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))
    return store


def crowd(people: int) -> LinkedDocument:
    """So many people, each with a post in one of a few places."""
    names = [f"甲{chr(0x4E00 + i)}" for i in range(people)]
    text = "".join(f"{name}是乙县官员。" for name in names)
    sha = hashlib.sha256(text.encode()).hexdigest()
    doc = Document(sha[:16], sha, "crowd.txt", text, title="众人")
    county = [Entity(f"{IDS}place/x-{i:04}", "Place", f"乙{i}县") for i in range(9)]
    entities, claims = list(county), []
    for i, name in enumerate(names):
        start = text.index(name + "是")
        person = Entity(f"{IDS}person/p-{i:04}", "Officer", name)
        entities.append(person)
        claims.append(
            Claim(
                f"c{i}",
                "heldPost",
                Argument("Person", name, None, person.iri),
                Argument("District", "乙县", None, county[i % 9].iri),
                ground(doc, start, start + 7, "rule"),
                {"status": "incumbent", "kind": "regular"},
            )
        )
    return LinkedDocument(doc, tuple(claims), tuple(entities))


PROVINCES = {
    "11": "北京市", "14": "山西省", "22": "吉林省", "23": "黑龙江省", "31": "上海市", "33": "浙江省", "37": "山东省",
    "42": "湖北省", "44": "广东省", "51": "四川省", "53": "云南省", "61": "陕西省",
}  # fmt: skip
CITIES, COUNTIES = 4, 3


def country(people: int) -> LinkedDocument:
    """So many officers in counties of some provinces: posts, a secondment of each tenth, reports, visits.

    Cities, counties and people are inventions below real provinces.
    """
    entities = [
        Entity(f"{IDS}place/CN-{code}0000", "ProvinceLevelDivision", name, {"code": f"{code}0000"})
        for code, name in PROVINCES.items()
    ]
    counties: list[Entity] = []
    for code, name in PROVINCES.items():
        upper = f"{IDS}place/CN-{code}0000"
        for city in range(1, CITIES + 1):
            iri = f"{IDS}place/CN-{code}{city:02}00"
            props: dict[str, Scalar] = {"code": f"{code}{city:02}00", "part_of_iri": upper}
            entities.append(Entity(iri, "PrefectureLevelDivision", f"{name[0]}{'甲乙丙丁'[city - 1]}市", props))
            for county in range(1, COUNTIES + 1):
                below: dict[str, Scalar] = {"code": f"{code}{city:02}{county:02}", "part_of_iri": iri}
                label = f"{name[0]}{'甲乙丙丁'[city - 1]}{'东西南'[county - 1]}县"
                counties.append(
                    Entity(f"{IDS}place/CN-{code}{city:02}{county:02}", "CountyLevelDivision", label, below)
                )
    entities += counties
    names = [f"{'赵钱孙李周吴郑王'[i % 8]}{chr(0x4E00 + i % 4000)}{chr(0x5E00 + i // 4000)}" for i in range(people)]
    text = "".join(f"{name}任县长。" for name in names)
    sha = hashlib.sha256(text.encode()).hexdigest()
    doc = Document(sha[:16], sha, "country.txt", text, title="各地", published="2024-05-06")
    claims: list[Claim] = []
    for i, name in enumerate(names):
        person = Entity(f"{IDS}person/p-{i:05}", "Officer", name)
        home, host = counties[i * 7 % len(counties)], counties[(i * 7 + 37) % len(counties)]
        report = Entity(
            f"{IDS}report/r{i:05}", "Report", f"关于{home.label}发展的思考之{i}", {"author_iri": person.iri}
        )
        said = [("heldPost", home, "District", {"status": "incumbent", "kind": "regular"})]
        said += [("secondedTo", host, "District", {})] if i % 10 == 0 else []
        said += [("visited", counties[(i * 11 + 5) % len(counties)], "District", {})] if i % 5 == 0 else []
        said += [("wroteReport", report, "Report", {})] if i % 12 == 0 else []
        entities += [person, report] if i % 12 == 0 else [person]
        start = text.index(f"{name}任县长。")
        for predicate, end, kind, qualifiers in said:
            subject, value = Argument("Person", name, None, person.iri), Argument(kind, end.label, None, end.iri)
            evidence = ground(doc, start, start + len(name) + 3, "rule")
            claims.append(Claim(f"{predicate}{i}", predicate, subject, value, evidence, {**qualifiers}))
    return LinkedDocument(doc, tuple(claims), tuple(entities))
