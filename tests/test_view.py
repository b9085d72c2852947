"""The view without a browser: network, tree, scenes, payload, and what the file holds."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from pyoxigraph import Store

from kg.errors import GroundingError, KgError
from kg.facts import Fact
from kg.view import packing, write_view
from kg.view.chips import size_of, wrapped
from kg.view.network import Network, all_facts, network, search_text
from kg.view.page import packed
from kg.view.payload import Payload, payload, shown, states
from kg.view.regions import ABROAD, ELSEWHERE, UNPOSTED
from kg.view.scenes import TILE_CHIP, WHOLE, Scene, scenes
from kg.view.tree import ROOT, meeting_point, tree
from tests.sample import HAICHENG, LI, LIUQUAN, QINGSHI, REPORT, TEXT, WANGHAI, YUNLING, YUNXI, ZHANG, sample
from tests.view_page import unpacked
from tests.view_stores import IDS, country, store_of


def sample_payload() -> Payload:
    linked = sample()
    return payload(store_of(linked), {linked.doc.id: linked.doc.text}.__getitem__, "样例")


def sample_network() -> Network:
    store = store_of(sample())
    return network(store, all_facts(store))


def test_the_network_has_the_entities_as_nodes_and_the_facts_as_edges() -> None:
    graph = sample_network().graph
    kinds = {data["label"]: data["kind"] for _, data in graph.nodes(data=True) if data["kind"] != "region"}
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


def test_long_labels_break_into_at_most_two_lines() -> None:
    assert wrapped("关于望海区社区服务的思考") == "关于望海区社区服务的思\n考"
    assert wrapped("长" * 40) == "\n".join(["长" * 11, "长" * 10 + "…"])
    assert wrapped("a\n<b>") == "a <b>"
    assert len(wrapped("长" * 10_000)) == 23


def test_everything_lies_where_it_belongs() -> None:
    found = tree(sample_network().graph)
    chains = {node.removeprefix(IDS): [up.removeprefix(IDS) for up in found.chain(node)[1:]] for node in found.above}
    assert chains[QINGSHI] == [WANGHAI, HAICHENG, ROOT]
    assert chains[ZHANG] == [YUNXI, LIUQUAN, YUNLING, ROOT]
    assert chains[REPORT] == [YUNXI, LIUQUAN, YUNLING, ROOT]
    assert found.size(IDS + YUNLING) == 5
    assert found.crossing == {IDS + ZHANG: (IDS + YUNXI, IDS + QINGSHI)}
    assert meeting_point(found, IDS + YUNXI, IDS + QINGSHI) == (ROOT, IDS + YUNLING, IDS + HAICHENG)
    assert meeting_point(found, IDS + YUNXI, IDS + YUNLING)[0] == IDS + YUNLING


def place(graph: Any, node: str, kind: str = "place", type_: str = "CountyLevelDivision", within: str = "") -> None:
    graph.add_node(node, label=node, lines=node, kind=kind, type=type_, pinyin=None, code=None, within=within)


def test_what_lies_nowhere_known_stands_below_a_region_and_loops_are_cut() -> None:
    graph = nx.MultiDiGraph()
    place(graph, "a")
    place(graph, "b")
    place(graph, "c", type_="ForeignPlace")
    place(graph, "d", "person", "Person")
    place(graph, f"{IDS}org/CN/gov", "organization", "Government")
    place(graph, "e", "organization", "Organization", within=f"{IDS}org/CN/gov")
    place(graph, "f", "organization", "Organization", within="thing")
    place(graph, "thing", "other", "")
    for lower, upper in ("a", "b"), ("b", "a"):
        graph.add_edge(lower, upper, fact=Fact(lower, "partOf", upper))
    found = tree(graph)
    assert {found.above["a"], found.above["b"]} == {ELSEWHERE, "b"}
    assert (found.above["c"], found.above["d"]) == (ABROAD, UNPOSTED)
    assert (found.above["e"], found.above[f"{IDS}org/CN/gov"]) == (f"{IDS}org/CN/gov", "region:council")
    assert found.above["f"] == ELSEWHERE
    assert found.chain("f") == ["f", ELSEWHERE, ROOT]


def test_the_current_post_is_home() -> None:
    graph = nx.MultiDiGraph()
    for node in "old", "now":
        place(graph, node, type_="ProvinceLevelDivision")
    place(graph, "p", "person", "Officer")
    for end, status in ("old", "Former"), ("old", "Former"), ("now", "Incumbent"):
        graph.add_edge("p", end, fact=Fact("p", "heldPost", end, status=(status,)))
    assert tree(graph).above["p"] == "now"


def boxes(graph: Any, scene: Scene) -> dict[str, tuple[float, float, float, float]]:
    found = {}
    for node, (x, y) in scene.at.items():
        tiled = node in scene.names
        width, height = TILE_CHIP if tiled else size_of(graph, node, folded=node in scene.folded)
        found[node] = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return found


def overlapping(found: dict[str, tuple[float, float, float, float]]) -> list[tuple[str, str]]:
    return [
        (one, other)
        for (one, a), (other, b) in combinations(found.items(), 2)
        if a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 1 and b[1] < a[3] - 1
    ]


def test_the_officer_stands_between_home_and_host_and_chips_in_the_frames_of_their_places() -> None:
    graph = sample_network().graph
    (scene,) = scenes(graph, tree(graph))
    at = {node.removeprefix(IDS): point for node, point in scene.at.items()}
    assert at[YUNXI][0] < at[ZHANG][0] < at[QINGSHI][0]
    frames = {node.removeprefix(IDS): frame for node, *frame in scene.frames}
    x, y, width, height = frames[WANGHAI]
    assert all(x < at[node][0] < x + width and y < at[node][1] < y + height for node in (WANGHAI, QINGSHI, LI))
    assert not x < at[ZHANG][0] < x + width
    assert overlapping(boxes(graph, scene)) == []
    assert (scene.folded, scene.rest) == ((), 0)


def test_people_in_a_lane_are_kept_apart_and_level_with_their_ends() -> None:
    home = packing.framed("home", packing.chip("home", 80, 32), packing.Block(0, 0))
    host = packing.framed("host", packing.chip("host", 80, 32), packing.Block(0, 0))
    people = {f"p{i}": ("home", "host", packing.chip(f"p{i}", 60, 32)) for i in range(9)}
    block = packing.between([home], [host], people)
    levels = sorted(block.chips[name][1] for name in people)
    assert all(after - before >= 32 + packing.GAP for before, after in pairwise(levels))
    assert levels[0] >= 16
    assert levels[-1] <= block.height - 16


def country_scenes(people: int = 900) -> tuple[Any, list[Scene]]:
    store = store_of(country(people))
    graph = network(store, all_facts(store)).graph
    return graph, scenes(graph, tree(graph))


def test_a_large_graph_opens_with_provinces_on_their_grid_and_each_opens_further() -> None:
    graph, drawn = country_scenes()
    top, *others = drawn
    assert len(graph) > 3 * WHOLE
    assert set(top.folded) == set(top.at)
    label = {graph.nodes[node]["label"]: point for node, point in top.at.items()}
    assert label["黑龙江省"][0] > label["四川省"][0]
    assert label["黑龙江省"][1] < label["山西省"][1] < label["广东省"][1]
    assert {name for name, *_ in top.blank} & {"西藏", "海南"}
    assert {scene.container for scene in others} >= {node for node in top.folded if graph.nodes[node]["code"]}
    reached = {node for scene in drawn for node in scene.at}
    assert len(reached) > 0.9 * (len(graph) - 3)
    for scene in drawn:
        assert len(scene.at) <= 500
        assert overlapping(boxes(graph, scene)) == [], scene.container


def test_positions_stay_where_they_were_when_a_text_is_added() -> None:
    graph, drawn = country_scenes(900)
    more, again = country_scenes(903)
    name = {node: graph.nodes[node]["label"] for node in drawn[0].at}
    assert {name[node]: point for node, point in drawn[0].at.items()} == {
        more.nodes[node]["label"]: point for node, point in again[0].at.items()
    }
    before, after = ({scene.container: scene.at for scene in found} for found in (drawn, again))
    assert sum(before[node] == after[node] for node in before) >= len(before) - 4


def test_a_scene_shows_beside_it_where_its_people_are_seconded() -> None:
    graph, drawn = country_scenes()
    label = {node: data["label"] for node, data in graph.nodes(data=True)}
    beside = {label[scene.container]: {label[node] for node in scene.rim} for scene in drawn[1:]}
    assert "广东省" in beside["山西省"]
    assert "山西省" in beside["广东省"]


def test_facts_carry_what_filters_ask_for() -> None:
    core = sample_payload().core
    facts, nodes = core["facts"], core["nodes"]
    terms = [name for name, *_ in core["terms"]]
    rows = {
        (nodes["label"][facts["s"][i]], terms[facts["p"][i]], facts["text"][i] or nodes["label"][facts["o"][i]]): i
        for i in range(len(facts["s"]))
    }
    second = rows["张云舟", "secondedTo", "望海区"]
    assert [terms[state] for state in facts["states"][second]] == ["Secondment", "Incumbent"]
    assert (facts["from"][second], facts["to"][second]) == (2023, 2023)
    assert facts["dates"][second] == ["2023年3月至2023年5月", "March 2023 – May 2023"]
    planned = rows["张云舟", "heldPost", "柳泉市"]
    assert [terms[state] for state in facts["states"][planned]] == ["PlannedAppointment", "Planned"]
    assert facts["from"][rows["张云舟", "visited", "青石街道"]] == 2023  # the document's year
    contained = rows["青石街道", "partOf", "望海区"]
    assert (facts["docs"][contained], facts["sure"][contained], facts["from"][contained]) == ([], -1, 0)
    zhang = nodes["label"].index("张云舟")
    assert nodes["post"][zhang] == "云溪县委书记 · 挂职 青石街道党工委副书记"


def test_sentences_and_evidence_are_those_of_the_facts() -> None:
    content = sample_payload()
    details = [detail for piece in content.details for detail in piece]
    assert len(details) == len(content.core["facts"]["s"])
    told = {detail[0]: detail for detail in details}
    _, en, printed, speaker, rules, explicit, quotes = told["【计划或预计】张云舟拟任柳泉市副市长。"]
    assert en == "[planned or expected] 张云舟 is proposed as 柳泉市副市长."
    assert (printed, speaker, rules, explicit) == ("", "李望川", "planned_post", 1)
    assert [quote[3:] for quote in quotes] == [["李望川说:“", "张云舟拟任柳泉市副市长", "。”"]]
    for detail in details:
        for _, start, end, _, exact, _ in detail[6]:
            assert TEXT[start:end] == exact


def test_documents_that_agree_are_one_fact_with_their_quotes() -> None:
    content = sample_payload()
    sentences = [detail[0] for piece in content.details for detail in piece]
    assert sentences.count("张云舟任云溪县委书记。") == 1
    secretary = next(d for piece in content.details for d in piece if d[0] == "张云舟任云溪县委书记。")
    assert [quote[4] for quote in secretary[6]] == ["张云舟\n柳泉市云溪县委书记", "张云舟是云溪县委书记"]


@pytest.mark.parametrize(
    ("fact", "found"),
    [
        (Fact("p", "heldPost", "d"), ["HomeTenure"]),
        (Fact("p", "heldPost", "d", status=("Former",)), ["Former"]),
        (Fact("p", "secondedPost", "d", status=("Incumbent",)), ["Secondment", "Incumbent"]),
        (Fact("p", "visited", "d", modality="Relayed"), ["Relayed"]),
        (Fact("p", "visited", "d"), []),
    ],
)
def test_the_state_of_a_fact(fact: Fact, found: list[str]) -> None:
    assert states(fact) == found


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("云\u202e溪\u200b县", "云\\u202e溪\\u200b县"),
        ("甲\r\n乙\x1b", "甲\n乙\\x1b"),
        ("\ud800", "\\ud800"),
        ("甲\u3000<b>", "甲\u3000<b>"),
    ],
)
def test_nothing_hidden_reaches_the_page(text: str, harmless: str) -> None:
    assert shown({"a": [text, (text, 1, None)]}) == {"a": [harmless, [harmless, 1, None]]}


def test_a_changed_text_is_refused() -> None:
    with pytest.raises(GroundingError, match="is not the text"):
        payload(store_of(sample()), lambda _: "挂" + TEXT, "样例")


@pytest.mark.parametrize("text", ["</script>", "<!--", "a\u2028b", "\ud800", "\U0001f600\x00\x7f", "长" * 10_000])
def test_packed_json_cannot_leave_its_block(text: str) -> None:
    block = packed({text: [text]})
    assert re.fullmatch("[A-Za-z0-9+/=]*", block)
    assert unpacked(block) == {text: [text]}


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
    text = (tmp_path / "empty.html").read_text("utf-8")
    block = re.search('<script id="core" type="application/gzip">([^<]*)<', text)
    assert block
    assert unpacked(block[1])["nodes"]["id"] == []


def test_iris_of_the_page_are_those_of_the_store() -> None:
    assert {ZHANG, LI, WANGHAI} <= set(sample_payload().core["nodes"]["id"])
