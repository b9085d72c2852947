"""The view without a browser: network, layout, wording, and what the file holds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from pyoxigraph import Store

from kg.errors import KgError
from kg.facts import read_facts
from kg.view import write_view
from kg.view.drawing import OVERVIEW, wrapped
from kg.view.layout import positions
from kg.view.network import network, search_text
from kg.view.page import embedded, payload
from tests.sample import LI, TEXT, WANGHAI, ZHANG, sample
from tests.view_stores import IDS, crowd, store_of


def sample_payload() -> dict[str, Any]:
    linked = sample()
    return payload(store_of(linked), {linked.doc.id: linked.doc.text}.__getitem__, "样例")


def test_the_network_has_the_entities_as_nodes_and_the_facts_as_edges() -> None:
    linked = sample()
    store = store_of(linked)
    graph = network(store, read_facts(store))
    kinds = {data["label"]: data["kind"] for _, data in graph.nodes(data=True)}
    assert kinds == {
        "张云舟": "person",
        "李望川": "person",
        "云岭省": "place",
        "柳泉市": "place",
        "云溪县": "place",
        "海澄市": "place",
        "望海区": "place",
        "青石街道": "place",
        "关于望海区社区服务的思考": "report",
        "为民服务窗口": "initiative",
    }
    name = graph.nodes(data="label")
    lines = {(name[a], fact.relation, name[b]) for a, b, fact in graph.edges(data="fact")}
    assert lines == {
        ("张云舟", "heldPost", "云溪县"),
        ("张云舟", "heldPost", "柳泉市"),
        ("张云舟", "secondedTo", "望海区"),
        ("张云舟", "secondedPost", "青石街道"),
        ("张云舟", "wroteReport", "关于望海区社区服务的思考"),
        ("张云舟", "visited", "青石街道"),
        ("李望川", "heldPost", "望海区"),
        ("关于望海区社区服务的思考", "proposes", "为民服务窗口"),
        ("为民服务窗口", "targetDistrict", "云溪县"),
        ("云溪县", "partOf", "柳泉市"),
        ("柳泉市", "partOf", "云岭省"),
        ("望海区", "partOf", "海澄市"),
        ("青石街道", "partOf", "望海区"),
    }


@pytest.mark.parametrize(
    ("name", "pinyin", "code", "found"),
    [
        ("云溪县", None, "990102", ["yunxi", "yxx", "990102", "云溪"]),
        ("单小川", "Shàn Xiǎochuān", None, ["shanxiaochuan", "dxc"]),
        ("A<b>", None, None, ["a<b>"]),
    ],
)
def test_search_finds_characters_pinyin_initials_and_code(
    name: str, pinyin: str | None, code: str | None, found: list[str]
) -> None:
    text = search_text(name, pinyin, code)
    assert [part for part in found if part not in text] == []


def test_long_labels_break_into_at_most_three_lines() -> None:
    assert wrapped("关于望海区社区服务的思考") == "关于望海区社区服务的\n思考"
    assert wrapped("长" * 40) == "\n".join(["长" * 10, "长" * 10, "长" * 9 + "…"])
    assert wrapped("a\n<b>") == "a <b>"


def test_positions_keep_boxes_apart_and_turn_home_to_host_rightward() -> None:
    graph = nx.Graph([("home", "officer"), ("officer", "host"), *(("host", f"leaf{i}") for i in range(30)), ("x", "y")])
    boxes = dict.fromkeys(graph, (150.0, 60.0))
    at = positions(graph, boxes, rightward=[("home", "host")])
    nodes = sorted(at)
    for i, first in enumerate(nodes):
        for second in nodes[i + 1 :]:
            apart = abs(at[first][0] - at[second][0]), abs(at[first][1] - at[second][1])
            assert apart[0] >= 150 or apart[1] >= 60, (first, second)
    assert at["home"][0] < at["officer"][0] < at["host"][0]
    shuffled = nx.Graph(sorted(((b, a) for a, b in graph.edges), reverse=True))
    assert positions(shuffled, boxes, rightward=[("home", "host")]) == at


def test_home_is_drawn_towards_the_officer_and_a_plan_is_dashed() -> None:
    content = sample_payload()
    label = [node["label"] for node in content["nodes"]]
    drawn = {(label[edge["to"]], edge["p"]): edge for edge in content["edges"]}
    assert drawn["云溪县", "heldPost"]["arrow"] == "from"
    assert drawn["望海区", "secondedTo"]["arrow"] == "to"
    assert (drawn["柳泉市", "heldPost"]["arrow"], drawn["柳泉市", "heldPost"]["dashed"]) == ("to", True)
    assert drawn["云岭省", "partOf"]["faint"]


def test_a_large_network_opens_with_its_best_connected_nodes_and_keeps_the_rest() -> None:
    linked = crowd(600)
    content = payload(store_of(linked), lambda _: linked.doc.text, "众人")
    assert len(content["nodes"]) == 609
    assert len(content["facts"]) == 600
    shown = {node["label"] for node in content["vis"]["nodes"]}
    assert len(shown) == OVERVIEW
    assert {f"乙{i}县" for i in range(9)} <= shown


@pytest.mark.parametrize(
    "text", ["</script>", "<!--", "<script", "&lt;", "a\u2028b\u2029c", "\ud7ff\U0001f600\x00\x7f"]
)
def test_embedded_json_cannot_leave_its_block(text: str) -> None:
    block = embedded({text: [text]})
    assert not re.search("[<>&\u2028\u2029]", block)
    assert json.loads(block) == {text: [text]}


class _Page(HTMLParser):
    """Collects every attribute that could load something."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        loading = {"src", "href", "srcset", "data", "action", "poster", "background", "style"}
        self.loads += [(tag, value) for name, value in attrs if name in loading or name.startswith("on")]


def test_the_file_loads_nothing_and_is_the_same_in_every_process(tmp_path: Path) -> None:
    out = tmp_path / "网络.html"
    linked = sample()
    write_view(store_of(linked), lambda _: linked.doc.text, out, "样例 <b>&")
    text = out.read_text("utf-8")
    page = _Page()
    page.feed(text)
    assert page.loads == [("a", "#facts")]
    assert "<title>样例 &lt;b&gt;&amp;</title>" in text
    assert not re.search(r"url\((?!data:)|@import", text[: text.index("<script")])
    assert [path.name for path in tmp_path.iterdir()] == ["网络.html"]
    code = (
        "import sys; from pathlib import Path; from kg.view import write_view;"
        "from tests.sample import sample; from tests.view_stores import store_of;"
        "linked = sample(); write_view(store_of(linked), lambda _: linked.doc.text, Path(sys.argv[1]), '样例 <b>&')"
    )
    for seed in "1", "2":
        again = tmp_path / f"{seed}.html"
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", code, str(again)], check=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."}
        )
        assert again.read_bytes() == out.read_bytes()


def test_a_file_that_cannot_be_written_is_one_clear_line_and_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "folder"
    out.mkdir()
    (out / "kept").touch()
    with pytest.raises(KgError, match=r"folder: the page cannot be written: .* \(name a file"):
        write_view(store_of(sample()), lambda _: TEXT, out, "样例")
    with pytest.raises(KgError, match="the page cannot be written"):
        write_view(store_of(sample()), lambda _: TEXT, tmp_path / "none" / "x.html", "样例")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_an_empty_store_gives_an_empty_page(tmp_path: Path) -> None:
    write_view(Store(), lambda _: "", tmp_path / "empty.html", "空")
    assert '"nodes":[]' in (tmp_path / "empty.html").read_text("utf-8")


def test_iris_of_the_page_are_those_of_the_store() -> None:
    iris = {node["iri"] for node in sample_payload()["nodes"]}
    assert {IDS + ZHANG, IDS + LI, IDS + WANGHAI} <= iris
