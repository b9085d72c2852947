"""The view without a browser: network, layout, wording, and what the file holds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from pyoxigraph import Store

from kg import vocab
from kg.errors import GroundingError, KgError
from kg.model import ground
from kg.view import write_view
from kg.view.drawing import OVERVIEW, wrapped
from kg.view.facts import Fact, read_facts
from kg.view.layout import positions
from kg.view.network import network, search_text
from kg.view.page import embedded, payload
from kg.view.quotes import context
from kg.view.wording import dates, summary, terms_used
from tests.sample import LI, TEXT, WANGHAI, ZHANG, sample
from tests.view_stores import IDS, crowd, store_of


def sample_payload() -> dict[str, Any]:
    linked = sample()
    return payload(store_of(linked), {linked.doc.id: linked.doc.text}.__getitem__, "样例")


def test_the_network_has_the_entities_as_nodes_and_the_facts_as_edges() -> None:
    linked = sample()
    store = store_of(linked)
    graph = network(store, read_facts(store, lambda _: TEXT))
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
    lines = {(name[a], fact.predicate, name[b]) for a, b, fact in graph.edges(data="fact")}
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


def test_every_quote_is_the_text_at_its_offsets_and_stands_in_its_sentence() -> None:
    facts = read_facts(store_of(sample()), lambda _: TEXT)
    quotes = [quote for fact in facts for quote in fact.quotes]
    assert len(quotes) == 12
    for quote in quotes:
        assert TEXT[quote.start : quote.end] == quote.exact
        assert quote.before + quote.exact + quote.after in TEXT


def test_a_changed_text_is_refused_with_the_place() -> None:
    with pytest.raises(GroundingError, match=r"[0-9a-f]{16}:\d+-\d+: quote .* \(the stored text was changed"):
        read_facts(store_of(sample()), lambda _: "挂" + TEXT)


def test_two_posts_in_one_place_are_two_facts_of_one_statement() -> None:
    linked = sample()
    first = next(claim for claim in linked.claims if claim.qualifiers.get("title_text") == "望海区区长")
    start = TEXT.index("李望川说")
    second = replace(
        first,
        id="another",
        evidence=ground(linked.doc, start, start + 4, "rule"),
        qualifiers={**first.qualifiers, "post": "望海区委书记", "post_iri": None, "title_text": "望海区委书记"},
    )
    linked = replace(linked, claims=(*linked.claims, second))
    facts = read_facts(store_of(linked), lambda _: TEXT)
    held = [fact for fact in facts if fact.subject.endswith(LI) and fact.predicate == "heldPost"]
    assert sorted((fact.titles, fact.quotes[0].exact) for fact in held) == [
        (("望海区区长",), "李望川现任望海区区长"),
        (("望海区委书记",), "李望川说"),
    ]


@pytest.mark.parametrize(
    ("text", "quote", "around"),
    [
        ("甲来了。乙是县长。丙走了。", "乙是", ("", "县长。")),
        ("他说:“乙是县长。”丙走了。", "乙是", ("他说:“", "县长。”")),
        ("乙\n县长", "乙\n县长", ("", "")),
        ("甲来了!乙", "乙", ("", "")),
        ("长" * 300 + "乙" + "短" * 300, "乙", ("…" + "长" * 120, "短" * 120 + "…")),
        ("😀乙是县长。", "乙", ("😀", "是县长。")),
    ],
)
def test_the_sentence_around_a_quote(text: str, quote: str, around: tuple[str, str]) -> None:
    start = text.index(quote)
    assert context(text, start, start + len(quote)) == around


NAMES = {"p": "张云舟", "d": "青川县", "q": "青川县委书记", "r": "一份报告"}


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        (Fact("1", "p", "heldPost", "d", post="q", status=(vocab.kg("Incumbent"),)), "张云舟 · 青川县委书记 · 现任"),
        (Fact("1", "p", "heldPost", "d", titles=("原县长",)), "张云舟 · 原县长"),
        (Fact("1", "p", "heldPost", "d"), "张云舟 · 任职于 · 青川县"),
        (Fact("1", "p", "secondedTo", "d", start="2023-03"), "张云舟 · 挂职于 · 青川县 · 2023-03 – …"),
        (Fact("1", "p", "wroteReport", "r", date_text="七月", start="2023-07"), "张云舟 · 撰写报告 · 一份报告 · 七月"),
        (Fact("1", "p", "visited", "d", modality=vocab.kg("Planned")), "张云舟 · 考察 · 青川县 · 计划或预计"),
        (Fact("1", "p", "genre", "思考", literal=True), "张云舟 · 体裁 · 思考"),
    ],
)
def test_a_fact_reads_as_one_line(fact: Fact, line: str) -> None:
    words = terms_used([fact], set())
    pieces = summary(fact, lambda iri: NAMES[iri])
    assert " · ".join(piece if isinstance(piece, str) else words[piece["t"]]["zh"] for piece in pieces) == line


@pytest.mark.parametrize(
    ("start", "end", "printed", "shown"),
    [
        (None, None, None, None),
        ("2023-03", "2023-05", None, "2023-03 – 2023-05"),
        ("2023", "2023", None, "2023"),
        (None, "2023", None, "… – 2023"),
        ("2023-03", None, "三月起", "三月起"),
    ],
)
def test_dates(start: str | None, end: str | None, printed: str | None, shown: str | None) -> None:
    assert dates(Fact("1", "p", "visited", "d", start=start, end=end, date_text=printed)) == shown


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
