"""The endpoints that feed the map: what they find, what they refuse, how they are cached."""

from __future__ import annotations

import asyncio
import errno
import itertools
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kg.export import export
from kg.serve import mapped
from kg.serve.data import Bounds, open_data
from kg.serve.map import PARAMETERS, Map
from kg.serve.pool import Pool
from kg.serve.wire import Job, RefusedError
from kg.store import StoreWriter, load_memory, texts
from kg.view.asked import Asked, Filters
from kg.view.index import QUOTES, write_index
from kg.view.payload import Payload, payload
from tests.sample import BASE, WANGHAI, ZHANG, sample
from tests.serving import Server, build, serving
from tests.view_stores import country


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("map") / "store")


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    with serving(store) as running:
        yield running


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Payload, Asked]:
    folder = tmp_path_factory.mktemp("country")
    with StoreWriter(folder / "store", BASE) as writer:
        writer.add(country(700))
    content = payload(load_memory(folder / "store"), texts(folder / "store"), "样例")
    write_index(content, folder / "map.sqlite")
    return content, Asked(folder / "map.sqlite")


def asked(server: Server, question: str, **parameters: Any) -> Any:
    return json.loads(server(f"/map/latest/{question}.json", **parameters).body)


def number(server: Server, name: str) -> int:
    found: int = asked(server, "nodes", name=name)["named"][name]
    return found


def test_the_start_names_a_version_in_whose_name_everything_is_kept(server: Server) -> None:
    start = server("/map/core.json")
    core = json.loads(start.body)
    assert core["counts"]["facts"] > 15
    assert "nodes" not in core
    assert server("/map/core.json", headers={"If-None-Match": start.headers["etag"]}).status == 304
    path = f"/map/{core['version']}/search.json"
    found = server(path, words="zhangyunzhou")
    assert "max-age" in found.headers["cache-control"]
    again = server(path, words="zhangyunzhou", headers={"If-None-Match": found.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert server(path, words="lwc", headers={"If-None-Match": found.headers["etag"]}).status == 200
    assert server("/map/latest/search.json", words="lwc").headers["cache-control"] == "no-cache"


def test_another_version_is_refused(server: Server) -> None:
    gone = server("/map/0123456789abcdef/search.json", words="x")
    assert gone.status == 409
    assert "the graph has changed" in gone.text
    assert server("/map/x/search.json", words="x").status == 404


def test_after_the_store_was_opened_again_there_is_another_version(tmp_path: Path) -> None:
    folder = build(tmp_path / "store")
    with serving(folder, KG_TOKEN="open") as running:  # noqa: S106
        old = json.loads(running("/map/core.json").body)
        with StoreWriter(folder, BASE) as writer:
            writer.remove(sample().doc.path)
        assert running("/reload", "POST", headers={"Authorization": "Bearer open"}).status == 204
        new = json.loads(running("/map/core.json").body)
        assert new["counts"]["sources"] == old["counts"]["sources"] - 1
        assert running(f"/map/{old['version']}/search.json", words="x").status == 409
        assert running(f"/map/{new['version']}/search.json", words="x").status == 200


def test_it_is_made_before_anybody_asks_and_gone_with_the_server(store: Path, tmp_path: Path) -> None:
    with serving(store, TMPDIR=str(tmp_path)):
        end = time.monotonic() + 60
        while not list(tmp_path.glob("kg-map-*/1.sqlite")) and time.monotonic() < end:
            time.sleep(0.05)
        assert len(list(tmp_path.glob("kg-map-*/1.sqlite"))) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_server_may_end_while_it_is_being_made(store: Path, tmp_path: Path) -> None:
    with serving(store, TMPDIR=str(tmp_path)) as running:
        running.process.terminate()
        assert running.process.stderr
        assert running.process.stderr.read() == ""
    assert running.process.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_a_map_that_does_not_fit_is_one_line(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk or a memory without room for it: not an error of whoever asked."""
    monkeypatch.setattr(os, "nice", lambda step: step)
    data, bounds = open_data(store), Bounds(1, 1, 1)
    with pytest.raises(RefusedError, match=r"none: the map cannot be written: .* \(make room there"):
        mapped.make(data, bounds, Job("make-map", {"file": [str(tmp_path / "none" / "1.sqlite")]}))

    def full(*_: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr("kg.view.index.write_index", full)
    with pytest.raises(
        RefusedError, match=r"needs more memory than it is allowed \(start kg serve with --max-memory\)"
    ):
        mapped.make(data, bounds, Job("make-map", {"file": [str(tmp_path / "1.sqlite")]}))


def test_a_map_without_a_folder_for_it_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_: object) -> object:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "kg-map-x")

    monkeypatch.setattr("kg.serve.map.tempfile.TemporaryDirectory", refused)
    maps = Map(cast("Pool", SimpleNamespace(facts={})))
    with pytest.raises(RefusedError, match=r"kg-map-x: the map cannot be written: Permission denied \(make room there"):
        asyncio.run(maps.now())


@pytest.mark.parametrize("words", ["张云舟", "zhangyunzhou", "zyz", "ZYZ"])
def test_search_knows_characters_pinyin_and_initials(server: Server, words: str) -> None:
    found = asked(server, "search", words=words)
    names = {row[0]: row[2] for row in found["nodes"]}
    assert names[found["hits"][0]] == "张云舟"
    assert asked(server, "search", words=words, kind=1)["hits"] == []


def test_a_neighbourhood_brings_facts_their_ends_and_what_those_lie_in(server: Server) -> None:
    zhang = number(server, ZHANG)
    found = asked(server, "facts", node=zhang)
    assert found["counts"] == {str(zhang): len(found["facts"])}
    nodes = {row[0]: row for row in found["nodes"]}
    assert all(row[1] in nodes and (row[2] in nodes or row[2] < 0) for row in found["facts"])
    assert all(row[6] < 0 or row[6] in nodes for row in nodes.values())
    details = asked(server, "details", fact=[row[0] for row in found["facts"]])["details"]
    assert any("张云舟到望海区挂职" in detail[0] for detail in details.values())
    assert all(0 < len(detail[-2]) <= detail[-1] for detail in details.values())


def test_filters_leave_out_facts(server: Server) -> None:
    zhang, wanghai = number(server, ZHANG), number(server, WANGHAI)
    core = json.loads(server("/map/core.json").body)
    seconded = [i for i, term in enumerate(core["terms"]) if term[0] in {"secondedTo", "secondedPost"}]
    some = asked(server, "facts", node=zhang, relation=seconded)["facts"]
    assert some
    assert {row[3] for row in some} <= set(seconded)
    inside = asked(server, "facts", node=zhang, place=wanghai)["facts"]
    assert 0 < len(inside) < len(asked(server, "facts", node=zhang)["facts"])
    assert asked(server, "facts", node=zhang, until=1900)["facts"] == []
    assert asked(server, "rows", until=1900)["count"] == 0


def test_a_path_brings_the_facts_on_its_way(server: Server) -> None:
    zhang, li = number(server, ZHANG), asked(server, "search", words="lwc")["hits"][0]
    found = asked(server, "path", **{"from": zhang, "to": li})
    path = found["path"]
    assert (path[0], path[-1]) == (zhang, li)
    ends = {frozenset(row[1:3]) for row in found["facts"]}
    assert all(frozenset(pair) in ends for pair in itertools.pairwise(path))
    assert asked(server, "path", **{"from": zhang, "to": li, "until": 1900})["path"] is None


@pytest.mark.parametrize(
    ("path", "parameters", "status"),
    [
        ("/map/latest/search.json", {"words": "长" * 201}, 400),
        ("/map/latest/search.json", {"word": "x"}, 400),
        ("/map/latest/tally.json", {}, 400),
        ("/map/latest/tally.json", {"number": "-1"}, 400),
        ("/map/latest/tally.json", {"number": ["1", "2"]}, 400),
        ("/map/latest/facts.json", {"node": list(range(601))}, 400),
        ("/map/latest/rows.json", {"column": "id; DROP TABLE fact"}, 400),
        ("/map/latest/scene.json", {"number": 999}, 404),
        ("/map/latest/nothing.json", {}, 404),
        ("/map/nothing.js", {}, 404),
    ],
)
def test_what_is_wrong_is_refused(server: Server, path: str, parameters: dict[str, Any], status: int) -> None:
    assert server(path, **parameters).status == status


@pytest.mark.parametrize("question", PARAMETERS)
def test_numbers_that_mean_nothing_find_nothing(server: Server, question: str) -> None:
    given = [name.rstrip("*!") for name in PARAMETERS[question] if name[-1] in "!*" and name != "name*"]
    found = server(f"/map/latest/{question}.json?" + "&".join(f"{name}=999999999" for name in given))
    assert found.status == (404 if question == "scene" else 200)


def test_the_page_loads_everything_from_the_server(server: Server) -> None:
    page = server("/map")
    assert page.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert "<script>" not in page.text
    assert "<style" not in page.text
    for name in ("view.css", "map.js", "vis-network.js"):
        found = server(f"/map/{name}")
        assert found.status == 200
        assert server(f"/map/{name}", headers={"If-None-Match": found.headers["etag"]}).status == 304
    assert f'href="/map#focus={ZHANG}&amp;' in server(f"/about/{ZHANG}.html").text


def test_a_file_of_rdf_has_a_map_whose_quotes_stand_alone(store: Path, tmp_path: Path) -> None:
    export(store, tmp_path / "kg.nq")
    with serving(tmp_path / "kg.nq") as running:
        found = asked(running, "facts", node=number(running, ZHANG))["facts"]
        details = asked(running, "details", fact=[row[0] for row in found])["details"]
        assert any(quote[4] for detail in details.values() for quote in detail[-2])
        assert not any(quote[3] or quote[5] for detail in details.values() for quote in detail[-2])


def test_the_same_graph_has_the_same_version(store: Path, tmp_path: Path) -> None:
    starts = {write_index(payload(load_memory(store), texts(store), "样例"), tmp_path / name) for name in ("a", "b")}
    assert len(starts) == 1
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_overview_counts_every_fact_between_provinces(large: tuple[Payload, Asked]) -> None:
    content, base = large
    up, facts = content.core["nodes"]["up"], content.core["facts"]
    members = {node["id"] for node in content.scenes[0]["nodes"]}

    def standing(node: int) -> int:
        while node >= 0 and node not in members:
            node = up[node]
        return node

    expected: dict[tuple[int, int], int] = {}
    for s, o in zip(facts["s"], facts["o"], strict=True):
        ends = standing(s), standing(o) if o >= 0 else -1
        if min(ends) >= 0 and ends[0] != ends[1]:
            expected[ends] = expected.get(ends, 0) + 1
    found: dict[tuple[int, int], int] = {}
    for start, end, *_, count, _some in base.tally(0, Filters())["bundles"]:
        found[start, end] = found.get((start, end), 0) + count
    assert found == expected
    within = base.tally(0, Filters())["within"]
    assert sum(kinds.get(0, 0) for kinds in within.values()) == 700


def test_answers_stay_small(large: tuple[Payload, Asked]) -> None:
    _, base = large
    everything = list(range(600))
    found = base.facts(everything, Filters())
    assert len(found["facts"]) <= 600 * found["most"]
    assert len(base.rows(Filters(), most=10**9)["rows"]) <= 1000
    assert all(len(detail[-2]) <= QUOTES for detail in base.details(everything)["details"].values())
