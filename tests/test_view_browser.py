"""The page in a real browser, without a network: search, filters, panel, paths, links, pictures, keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.model import Argument, Entity, LinkedDocument
from tests.browser import needs_chromium
from tests.sample import BASE, TEXT, sample
from tests.view_page import Open, click_node, drawn, number, opened, overlaps, rows, settled
from tests.view_stores import country, crowd

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SECONDED = "2023年3月至2023年5月，张云舟到望海区挂职，任青石街道党工委副书记。"


@pytest.fixture
def view(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    yield from opened(browser, tmp_path / "page.html", viewport=WIDE, accept_downloads=True)


def heading(page: Page) -> str:
    return page.locator("#panel h2").inner_text()


def sentences(page: Page) -> list[str]:
    page.wait_for_function(
        "[...document.querySelectorAll('#panel .fact')].every((card) => card.querySelector('.small'))"
    )
    return page.locator("#panel .summary").all_inner_texts()


def act(page: Page, name: str) -> None:
    page.locator("#panel").get_by_role("button", name=name).click()
    settled(page)


def open_filters(page: Page) -> None:
    page.locator("#filterbox > summary").click()


def test_a_click_on_a_node_shows_its_facts_as_sentences_with_the_evidence_marked(view: Open) -> None:
    page = view(sample())
    click_node(page, "李望川")
    assert heading(page) == "李望川"
    assert page.locator("#panel .post").inner_text() == "望海区区长"
    assert page.locator("#panel .where").inner_text() == "海澄市 › 望海区"
    assert sentences(page) == ["李望川任望海区区长。"]
    panel = page.locator("#panel")
    assert panel.locator("mark").all_inner_texts() == ["李望川现任望海区区长"]
    assert panel.locator("blockquote").inner_text() == "李望川现任望海区区长,她陪同张云舟考察了青石街道。"
    start = TEXT.index("李望川现任")
    assert f"第 {start}–{start + 10} 字" in panel.inner_text()
    assert "挂职归来话发展(guazhi.txt)" in panel.inner_text()


def test_the_seconded_officer_in_one_line_and_in_sentences(view: Open) -> None:
    page = view(sample())
    click_node(page, "张云舟")
    assert page.locator("#panel .post").inner_text() == "云溪县委书记 · 挂职 青石街道党工委副书记"
    assert SECONDED in sentences(page)
    planned = page.locator("#panel .fact.unsettled")
    assert planned.locator(".summary").inner_text() == "【计划或预计】张云舟拟任柳泉市副市长。"
    planned.locator(".how summary").click()
    assert "李望川" in planned.locator("dl").inner_text()


def test_home_officer_and_host_read_along_the_arrows_and_a_click_on_one_shows_its_facts(view: Open) -> None:
    page = view(sample())
    arrows = page.evaluate(
        "canvas.drawn().lines.filter((line) => line.kind === 'seconded')"
        ".map((line) => [line.from, line.to].map((end) => NODES.label[end]))"
    )
    assert sorted(arrows) == [["云溪县", "张云舟"], ["张云舟", "望海区"], ["张云舟", "青石街道"]]
    ends = [page.evaluate("node => canvas.pointOf(node)", number(page, name)) for name in ("云溪县", "张云舟")]
    page.locator("#canvas").click(
        position={"x": (ends[0]["x"] + ends[1]["x"]) / 2, "y": (ends[0]["y"] + ends[1]["y"]) / 2}
    )
    assert heading(page) == "云溪县 → 张云舟"
    assert sentences(page) == ["张云舟任云溪县委书记。"]


def test_chips_do_not_cover_one_another_at_full_size(view: Open) -> None:
    page = view(sample())
    assert overlaps(page) == []
    assert page.evaluate("canvas.network().getScale()") >= 1


@pytest.mark.parametrize("wanted", ["张云", "zhangyun", "Zhang Yun", "zyz"])
def test_search_picks_the_node(view: Open, wanted: str) -> None:
    page = view(sample())
    page.fill("#search", wanted)
    page.keyboard.press("Enter")
    settled(page)
    assert heading(page) == "张云舟"
    assert page.locator("#search-hits").is_hidden()


def test_filters_leave_what_they_say_on_the_map_and_in_the_table(view: Open) -> None:
    page = view(sample())
    everything = len(rows(page))
    open_filters(page)
    page.get_by_label("考察 1").check()
    settled(page)
    assert rows(page) == ["张云舟 考察 青石街道"]
    assert drawn(page) == {"张云舟", "青石街道", "望海区", "海澄市", "云溪县", "柳泉市", "云岭省"}
    assert page.locator("#active").inner_text() == "1"
    page.get_by_role("button", name="清除全部筛选").click()
    settled(page)
    assert len(rows(page)) == everything
    page.get_by_label("计划或预计 1").check()
    settled(page)
    assert rows(page) == ["张云舟 任职于 柳泉市"]


def test_a_place_holds_what_lies_in_it_and_years_documents_and_confidence_narrow(view: Open) -> None:
    page = view(sample())
    open_filters(page)
    page.fill("#place", "haicheng")
    page.keyboard.press("Enter")
    settled(page)
    found = rows(page)
    assert "李望川 任职于 望海区" in found
    assert "张云舟 考察 青石街道" in found
    assert "云溪县 隶属于 柳泉市" not in found
    page.fill("#from", "2024")
    settled(page)
    assert rows(page) == []
    assert page.locator("#notice").inner_text() == "没有符合筛选条件的内容。"
    page.fill("#from", "2020")
    page.fill("#to", "2023")
    page.fill("#source", "guazhi")
    page.keyboard.press("Enter")
    settled(page)
    assert set(rows(page)) < set(found)
    page.select_option("#sure", "90")
    settled(page)
    sure = page.evaluate("async () => (await source.rows({ words: '', most: 50 })).rows.map((i) => FACTS.sure[i])")
    assert sure
    assert min(sure) >= 90


def test_the_legend_hides_and_shows_a_kind(view: Open) -> None:
    page = view(sample())
    person = page.locator("#kinds button", has_text="人物")
    person.click()
    settled(page)
    assert person.get_attribute("aria-pressed") == "false"
    assert not {"李望川", "张云舟"} & drawn(page)
    assert page.evaluate("document.activeElement.dataset.kind") == "person"
    person.click()
    settled(page)
    assert {"李望川", "张云舟"} <= drawn(page)


def test_neighbours_expand_and_collapse_in_place(view: Open) -> None:
    page = view(crowd(600))
    page.evaluate("focusOn(NODES.label.indexOf('乙0县'))")
    settled(page)
    before = drawn(page)
    person = next(name for name in before if name.startswith("甲"))
    page.evaluate("label => { focusOn(NODES.label.indexOf(label)); }", person)
    settled(page)
    assert drawn(page) == {person, "乙0县"}
    page.evaluate("pick({ node: NODES.label.indexOf('乙0县') })")
    act(page, "展开邻居")
    assert len(drawn(page)) == 32
    assert overlaps(page) == []
    act(page, "收起邻居")
    assert drawn(page) == {person, "乙0县"}


def test_the_readers_place_on_the_map_is_kept(view: Open) -> None:
    page = view(sample())
    click_node(page, "李望川")
    page.evaluate("canvas.zoom(2)")
    place = (
        "[canvas.network().getScale(), ...Object.values(canvas.network().getViewPosition())]"
        ".map((one) => one.toFixed(3))"
    )
    before = page.evaluate(place)
    page.click("#theme")
    page.click("#language")
    settled(page)
    page.locator("#panel").get_by_role("button", name="Expand neighbours").click()
    settled(page)
    assert page.evaluate(place) == before


def test_leaves_can_be_hidden(view: Open) -> None:
    page = view(sample())
    click_node(page, "张云舟")
    act(page, "隐去枝叶")
    assert "关于望海区社区服务的思考" in drawn(page)  # it leads further
    act(page, "恢复枝叶")
    page.evaluate("focusOn(NODES.label.indexOf('望海区'))")
    settled(page)
    assert "李望川" in drawn(page)
    act(page, "隐去枝叶")
    assert "李望川" not in drawn(page)
    assert "张云舟" in drawn(page)


def test_focus_draws_what_is_within_some_steps_the_home_on_the_left(view: Open) -> None:
    page = view(sample())
    page.evaluate("focusOn(NODES.label.indexOf('张云舟'))")
    settled(page)
    near = drawn(page)
    assert near == {"张云舟", "云溪县", "柳泉市", "望海区", "青石街道", "关于望海区社区服务的思考"}
    x = {name: page.evaluate("node => canvas.pointOf(node).x", number(page, name)) for name in near}
    assert x["云溪县"] < x["张云舟"] < x["望海区"]
    page.select_option("#steps", "2")
    settled(page)
    assert drawn(page) > near
    assert overlaps(page) == []
    assert page.locator("#trail").inner_text().endswith("张云舟 的周围")
    page.locator("#trail").get_by_role("button", name="全图").click()
    settled(page)
    assert "云岭省" in drawn(page)


def test_the_shortest_path_between_two_nodes_is_told_step_by_step(view: Open) -> None:
    page = view(sample())
    click_node(page, "李望川")
    act(page, "从此找路径")
    page.fill("#target", "云溪县")
    page.keyboard.press("Enter")
    settled(page)
    assert heading(page) == "李望川 → 云溪县"
    assert page.locator("#panel h3").all_inner_texts() == [
        "1. 李望川 – 望海区",
        "2. 望海区 – 张云舟",
        "3. 张云舟 – 云溪县",
    ]
    assert drawn(page) == {"李望川", "望海区", "张云舟", "云溪县"}


def test_a_link_restores_everything(view: Open) -> None:
    page = view(sample())
    page.click("#language")
    page.click("#theme")
    open_filters(page)
    page.fill("#from", "2020")
    page.evaluate("filters.states.add('Incumbent'); drawFilters(); filtersChanged()")
    page.evaluate("focusOn(NODES.label.indexOf('李望川'))")
    settled(page)
    page.get_by_role("button", name="Subject").click()
    link = page.evaluate("window.location.hash")
    assert "%2F" in link
    again = view.again(link)
    assert again.evaluate("window.location.hash") == link
    assert drawn(again) == drawn(page) == {"李望川", "望海区"}
    assert heading(again) == "李望川"
    assert again.locator("html").get_attribute("lang") == "en"
    assert again.locator("html").get_attribute("data-scheme") == "light"
    assert again.locator("#from").input_value() == "2020"
    assert again.locator("th[aria-sort=ascending]").inner_text().startswith("Subject")
    assert rows(again) == rows(page)
    page.go_back()
    settled(page)
    assert "张云舟" in drawn(page)


@pytest.mark.parametrize(
    "link",
    [
        "#node=person/nobody&in=x&focus=y&path=a b&place=z&sure=7&steps=99",
        "#line=x",
        "#%E0%A4%A",
        "#fact=1e9&sort=constructor",
    ],
)
def test_a_link_that_names_what_is_not_there_opens_the_map(view: Open, link: str) -> None:
    page = view(sample(), link=link)
    assert "云岭省" in drawn(page)
    assert page.locator("#panel .welcome").is_visible()


def test_the_drawing_can_be_saved_as_svg_and_png(view: Open, tmp_path: Path) -> None:
    page = view(sample(), title="样例 <b>/..")
    page.locator("#exports > summary").click()
    with page.expect_download() as saved:
        page.click("#svg")
    assert saved.value.suggested_filename == "样例-b-.svg"
    svg = Path(saved.value.path()).read_text("utf-8")
    assert svg.startswith("<svg")
    assert all(name in svg for name in ("张云舟", "青石街道", "marker-end", "样例 &lt;b&gt;/.."))
    page.locator("#exports > summary").click()
    with page.expect_download() as saved:
        page.click("#png")
    png = Path(saved.value.path()).read_bytes()
    assert png.startswith(b"\x89PNG")
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    assert width > 1000
    assert height > 500
    page.set_content(f"<svg{svg[4:]}")
    assert page.locator("svg text", has_text="张云舟").count() == 1


def test_the_keyboard_alone_finds_walks_and_reads(view: Open) -> None:
    page = view(sample())
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("lwc")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    settled(page)
    assert heading(page) == "李望川"
    page.locator("#canvas").focus()
    seen = set()
    for key in ("ArrowUp", "ArrowUp", "ArrowLeft", "ArrowLeft", "ArrowDown"):
        page.keyboard.press(key)
        seen.add(heading(page))
    assert len(seen) >= 3
    assert page.locator("#told").inner_text().startswith(heading(page))
    page.keyboard.press("Enter")
    settled(page)
    assert "的周围" in page.locator("#trail").inner_text()
    scale = page.evaluate("canvas.network().getScale()")
    page.keyboard.press("-")
    assert page.evaluate("canvas.network().getScale()") < scale
    page.keyboard.press("Escape")
    assert page.evaluate("state.pick") is None
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#body') !== null"):
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.wait_for_selector("#panel mark")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('#body') !== null")


def test_the_table_says_the_same_sorted_and_searched(view: Open) -> None:
    page = view(sample())
    assert len(rows(page)) == page.evaluate("FACTS.s.length")
    page.get_by_role("button", name="主体").click()
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("主体")
    assert rows(page)[0].startswith("关于望海区社区服务的思考")
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort=descending]").count() == 1
    page.fill("#words", "李望川")
    assert rows(page) == ["李望川 任职于 望海区"]
    page.fill("#words", "")
    page.evaluate("focusOn(NODES.label.indexOf('李望川'))")
    settled(page)
    page.locator("#drawn").check()
    assert set(rows(page)) == {"李望川 任职于 望海区"}


def test_both_languages(view: Open) -> None:
    page = view(sample())
    click_node(page, "李望川")
    page.click("#language")
    settled(page)
    assert page.locator("#counts").inner_text() == "Nodes: 10 · Facts: 13 · Documents: 1"
    assert sentences(page) == ["李望川 is 望海区区长."]
    assert page.evaluate("document.documentElement.lang") == "en"
    texts = page.evaluate(
        "[...document.querySelectorAll('button, label, legend, th, summary')].map((e) => e.textContent)"
    )
    own = page.evaluate("NODES.label")
    english = [text for text in texts if not any(name in text for name in own) and text not in {"中文", ""}]
    assert [text for text in english if any("\u4e00" <= char <= "\u9fff" for char in text)] == []
    page.click("#language")
    settled(page)
    assert sentences(page) == ["李望川任望海区区长。"]


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_both_widths_fit_the_screen(
    view: Open, browser: Browser, tmp_path: Path, size: dict[str, int], scheme: str
) -> None:
    page = view(sample())
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.wait_for_function("light => (canvas.colours().surface === '#ffffff') === light", arg=scheme == "light")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    open_filters(page)
    box = page.locator(".filters").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]


def test_print_leaves_out_what_only_the_screen_can_do(view: Open) -> None:
    page = view(sample())
    page.emulate_media(media="print")
    assert page.locator(".tools").is_hidden()
    assert page.locator(".zoom").is_hidden()
    assert page.locator("#facts").is_visible()
    assert page.locator("h1").is_visible()


def test_a_large_graph_opens_with_provinces_and_a_click_opens_one(view: Open) -> None:
    page = view(country(900))
    assert len(drawn(page)) < 30
    assert {"山西省", "广东省"} <= drawn(page)
    assert overlaps(page) == []
    flows = page.evaluate("canvas.drawn().lines.filter((line) => line.kind === 'seconded').map((line) => line.count)")
    assert max(flows) > 1
    click_node(page, "山西省")
    assert page.locator("#trail").inner_text().split("\n")[-1] == "山西省"
    assert heading(page) == "山西省"
    assert {"山甲市", "广东省"} <= drawn(page)
    assert len(drawn(page)) <= 500
    assert overlaps(page) == []
    page.go_back()
    settled(page)
    assert "四川省" in drawn(page)
    name = page.evaluate("NODES.label[NODES.kind.findIndex((kind, i) => KINDS[kind] === 'person' && i > 100)]")
    page.fill("#search", name)
    page.keyboard.press("Enter")
    settled(page)
    page.wait_for_function("(name) => document.querySelector('#panel h2')?.textContent === name", arg=name)
    assert name in drawn(page)
    assert page.locator("#body tr").count() == 50
    page.click("#more")
    assert page.locator("#body tr").count() == 100


def test_the_panel_of_a_tile_that_is_no_place_says_what_it_holds(view: Open) -> None:
    """No text speaks of it: it has no facts, no neighbours and no address; whoever has no post stands there."""
    linked = sample()
    wrote = next(claim for claim in linked.claims if claim.predicate == "wroteReport")
    guest = Entity(f"{BASE}id/person/guest", "Person", "顾青岚")
    claim = replace(wrote, id="guest", subject=Argument("Person", guest.label, None, guest.iri))
    page = view(LinkedDocument(linked.doc, (*linked.claims, claim), (*linked.entities, guest)))
    click_node(page, "职务未详")
    shown = [line for line in page.locator("#panel").inner_text().splitlines() if line.strip()]
    assert shown[-3:] == ["文中没有说出在哪里任职的人物。", "此地人物（1）", "●顾青岚"]
    assert page.locator("#panel .actions button, #panel .iri, #panel .fact").count() == 0
