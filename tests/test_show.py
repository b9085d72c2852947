"""``kg show`` and things in a notebook: names found or not, facts with their words, nothing obeyed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import kg
from kg.cli import app
from kg.errors import QueryError
from kg.site.find import find
from kg.store import StoreWriter
from tests.sample import BASE, LI, REPORT, TEXT, WANGHAI, YUNXI, ZHANG, sample
from tests.site_stores import build, hostile

IDS = f"{BASE}id/"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("show") / "store")


def show(store: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["show", "--store", str(store), *arguments])


def test_facts_stand_below_headings_with_the_words_that_say_them(store: Path) -> None:
    lines = show(store, "李望川").stdout.splitlines()
    assert lines[0] == f"李望川  干部  {IDS}{LI}"
    start = TEXT.index("李望川现任")
    at = lines.index("  李望川任望海区区长。 (未采信)")  # the other article names another holder
    where = f"挂职归来话发展:{start}-{start + 10}"
    assert lines[at + 1] == f"    【李望川现任望海区区长】,她陪同张云舟考察了青石街道。  {where}"
    assert "任职经历" in lines


@pytest.mark.parametrize("name", ["张云舟", "zhang yunzhou", "ZYZ", f"{IDS}{ZHANG}", f"id:{ZHANG}"])
def test_a_thing_is_found_by_name_pinyin_initials_and_iri(store: Path, name: str) -> None:
    assert json.loads(show(store, name, "--json").stdout)["iri"] == IDS + ZHANG


def test_reports_and_places_are_found_too(store: Path) -> None:
    graph = kg.open(store)
    assert graph.thing("《关于望海区社区服务的思考》").iri == IDS + REPORT
    assert graph.thing("云溪县").iri == IDS + YUNXI


def test_json_has_each_fact_with_its_claims_and_its_evidence(store: Path) -> None:
    found = json.loads(show(store, "望海区", "--json").stdout)
    assert (found["label"], found["kind"]) == ("望海区", "place")
    by_relation = {fact["relation"]: fact for fact in found["facts"]}
    secondment = by_relation["secondedTo"]
    assert secondment["en"].startswith("张云舟 was seconded to 望海区 as ")
    assert secondment["claims"]
    for evidence in secondment["evidence"]:
        assert TEXT[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_a_name_that_nothing_has_names_what_is_like_it(store: Path) -> None:
    with pytest.raises(QueryError, match=r"nothing is called '张云周' \(did you mean 张云舟\?\)"):
        CliRunner().invoke(app, ["show", "--store", str(store), "张云周"], catch_exceptions=False)
    with pytest.raises(QueryError, match="did you mean 张云舟"):
        kg.open(store).thing("张云")


def test_a_name_of_several_lists_them(tmp_path: Path) -> None:
    with StoreWriter(tmp_path / "store", BASE) as writer:
        linked = sample()
        same = tuple(
            replace(entity, label="张云舟") if entity.iri == IDS + LI else entity for entity in linked.entities
        )
        writer.add(replace(linked, entities=same))
    result = show(tmp_path / "store", "张云舟")
    assert result.exit_code == 2
    assert [line.split("  ")[-1] for line in result.stdout.splitlines()] == [f"id:{ZHANG}", f"id:{LI}"]
    with pytest.raises(QueryError, match="several things are called '张云舟'"):
        kg.open(tmp_path / "store").thing("张云舟")


def test_a_notebook_shows_a_thing_its_ties_and_its_facts(store: Path) -> None:
    graph = kg.open(store)
    html = graph.thing("张云舟")._repr_html_()
    assert html.count("<svg") == 1
    assert "挂职于" in html
    assert "<mark>挂职,任青石街道党工委副书记</mark>" in html
    assert str(graph.thing("张云舟")).startswith("张云舟  干部")
    assert graph.thing("张云舟").facts[0]["relation"] == "heldPost"
    assert graph.thing(f"id:{WANGHAI}").label == "望海区"


def test_hostile_names_are_text_in_the_terminal_and_in_a_notebook(tmp_path: Path) -> None:
    with StoreWriter(tmp_path / "store", BASE) as writer:
        writer.add(hostile())
    graph = kg.open(tmp_path / "store")
    for iri in ZHANG, LI, WANGHAI:
        result = show(tmp_path / "store", f"id:{iri}", "--all")
        assert result.exit_code == 0
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x1b]", result.stdout)
        html = graph.thing(f"id:{iri}")._repr_html_()
        assert not re.search("<(script|img|a)", html)
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x1b]", html)
        printed = show(tmp_path / "store", f"id:{iri}", "--json").stdout
        assert json.loads(printed)["facts"]
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x1b]", printed)


def test_an_iri_of_no_thing_is_not_found(store: Path) -> None:
    assert find(kg.open(store)._corpus, f"{IDS}doc/none").things == ()
