"""What lies in no province: by system, by continent, and how the scene of a region opens."""

from __future__ import annotations

from importlib.resources import files

import networkx as nx
import pytest

from kg.view.regions import ABROAD, REGIONS, region_of_body, region_of_country
from kg.view.scenes import scenes
from kg.view.tree import ROOT, Tree
from tests.view_stores import IDS


def test_every_country_lies_in_a_continent_and_every_region_has_a_tile() -> None:
    table = (files("kg.lexicon") / "data" / "divisions.world.tsv").read_text("utf-8").splitlines()
    countries = {line.split("\t")[1] for line in table if line.startswith("country\t")} - {"x-CN"}
    assert {code for code in countries if region_of_country(f"{IDS}place/{code}") == ABROAD} == set()
    tiles = (files("kg.view") / "tiles.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in tiles if not line.startswith("#")]
    assert {f"region:{name}" for name, *_ in rows if not name.isdecimal()} == set(REGIONS)
    assert len({(column, row) for _, column, row, _ in rows}) == len(rows)


@pytest.mark.parametrize(
    ("kind", "name", "national", "region"),
    [
        ("PartyDepartment", "中共中央宣传部", True, "party"),
        ("GovernmentDepartment", "教育部", True, "council"),
        ("GovernmentDepartment", "平川局", False, "elsewhere"),
        ("GovernmentDepartment", "国家平川局", False, "council"),
        ("MassOrganization", "全国平川协会", False, "mass"),
        ("MassOrganization", "平川协会", False, "elsewhere"),
        ("Organization", "中国平川学社", False, "nation"),
        ("PeoplesCongress", "国家议会", False, "elsewhere"),
        ("StateOwnedEnterprise", "中国平川集团", False, "units"),
        ("University", "平川大学", False, "units"),
        ("Organization", "联合国开发计划署", False, "international"),
        ("Organization", "中国科学院", True, "nation"),
        ("MilitaryUnit", "中央军事委员会", True, "military"),
    ],
)
def test_bodies_that_lie_nowhere_stand_by_their_system(kind: str, name: str, national: bool, region: str) -> None:
    assert region_of_body(kind, name, national=national) == f"region:{region}"


def test_a_container_that_holds_one_other_opens_it_too() -> None:
    graph = nx.MultiDiGraph()
    known = {"kind": "place", "type": "CountyLevelDivision", "within": "", "lines": "甲", "english": "", "code": None}
    names = ["region:council", "gov", *(f"part{i}" for i in range(9)), *(f"body{i}" for i in range(900))]
    for name in names:
        graph.add_node(name, label=name, **known)
    above = {"region:council": ROOT, "gov": "region:council"}
    above |= {f"part{i}": "gov" for i in range(9)} | {f"body{i}": f"part{i % 9}" for i in range(900)}
    found = Tree(above)
    for name in names:
        found.below.setdefault(above[name], []).append(name)
        for upper in found.chain(name)[1:]:
            found.sizes[upper] = found.sizes.get(upper, 0) + 1
    drawn = {scene.container: scene for scene in scenes(graph, found)}["region:council"]
    assert set(drawn.folded) <= {f"part{i}" for i in range(9)}
    assert {"gov", *(f"part{i}" for i in range(9))} <= set(drawn.at)
