"""What looking costs: the page of kg view, plain pyvis and vis-network used directly, over one invented country.

usage: python -m benchmarks.view [--nodes N ...] [--patience SECONDS]

Prints a table in Markdown for each size: seconds until the page can be used, frames a second while the
drawing is dragged, megabytes of the file; for the page of kg view also the milliseconds until a search and
a panel with evidence answer, and until the view of a province stands, medians of seven.  There are three facts
a node.  Needs Chromium.

pyvis gets the same nodes and lines, once as it comes (its physics places the nodes) and once with positions;
vis-network is given nodes, lines and positions in one call, without pyvis.  What takes longer than
``--patience`` is given up.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.model import Argument, Claim, Document, Entity, LinkedDocument, Scalar, ground
from kg.view import write_view
from kg.view.page import library
from tests.browser import CHROMIUM
from tests.view_stores import IDS, store_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pyoxigraph import Store

FACTS_EACH = 3
FACTS_A_TEXT = 12
SIZES = (100, 1_000, 5_000, 20_000)
DRAG_SECONDS = 2.0
CODES = [
    *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66)
]  # fmt: skip
PLACES = "安宁丰和平远清泉石溪河湖山岭海江林田谷川"
VERBS = {"heldPost": "任职于", "secondedTo": "挂职于", "visited": "考察了", "wroteReport": "撰写了", "proposes": "提出"}
Said: TypeAlias = tuple[str, Entity, Entity, dict[str, Scalar]]
NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"


def country(nodes: int) -> Iterator[LinkedDocument]:
    """Texts about so many people, places, reports and initiatives, three facts a node, all invented."""
    places = _places(max(6, nodes // 12))
    counties = [place for place in places if place.kind == "CountyLevelDivision"]
    reports = [
        Entity(f"{IDS}report/r{i:05}", "Report", f"关于{_word(i, PLACES, 4)}发展的思考") for i in range(nodes // 6)
    ]
    works = [
        Entity(f"{IDS}initiative/i{i:05}", "Initiative", f"{_word(i, PLACES, 4)}服务工程") for i in range(nodes // 12)
    ]
    people = [
        Entity(f"{IDS}person/p-{i:05}", "Officer", _word(i, NAMES, 3))
        for i in range(nodes - len(places) - len(reports) - len(works))
    ]
    said = list(_said(people, counties, reports, works, nodes * FACTS_EACH))
    for start in range(0, len(said), FACTS_A_TEXT):
        yield _text(said[start : start + FACTS_A_TEXT], places, start)


def _entity(kind: str, where: str, number: int, label: str) -> Entity:
    return Entity(f"{IDS}{where}{number:05}", kind, label)


def _word(number: int, signs: str, length: int) -> str:
    return "".join(signs[number // len(signs) ** place % len(signs)] for place in range(length))


def _places(count: int) -> list[Entity]:
    provinces = [Entity(f"{IDS}place/CN-{code}0000", "ProvinceLevelDivision", f"省{code}", {"code": f"{code}0000"})
                 for code in CODES[: max(2, count // 8)]]  # fmt: skip
    found = list(provinces)
    for i in range(count - len(provinces)):
        upper = provinces[i % len(provinces)].iri
        code = upper[-6:-4]
        city, county = i // len(provinces) // 9, i // len(provinces) % 9
        iri = f"{IDS}place/CN-{code}{city + 1:02}{county:02}"
        props: dict[str, Scalar] = {"code": iri[-6:], "part_of_iri": f"{iri[:-2]}00" if county else upper}
        kind = "CountyLevelDivision" if county else "PrefectureLevelDivision"
        found.append(Entity(iri, kind, f"{_word(i, PLACES, 3)}{'县' if county else '市'}", props))
    return found


def _said(
    people: list[Entity], counties: list[Entity], reports: list[Entity], works: list[Entity], count: int
) -> Iterator[Said]:
    for i, report in enumerate(reports):
        yield "wroteReport", people[i * 3 % len(people)], report, {}
    for i, work in enumerate(works):
        yield "proposes", reports[i * 2 % len(reports)], work, {"district_iri": counties[i % len(counties)].iri}
    for i in range(count - len(reports) - len(works)):
        turn, person = i // len(people), i % len(people)
        county = counties[(person * 7 + turn * turn * 31 + turn) % len(counties)]
        if turn == 0:
            yield "heldPost", people[person], county, {"title_text": f"{county.label}县长", "status": "incumbent"}
        elif turn == 1 and person % 6 == 0:
            yield "secondedTo", people[person], county, {"start": "2021-03", "end": "2022-03"}
        elif turn == 1:
            yield "heldPost", people[person], county, {"title_text": f"{county.label}副县长", "status": "former"}
        else:
            yield "visited", people[person], county, {"date_text": f"{turn}月"}


def _text(
    said: list[tuple[str, Entity, Entity, dict[str, Scalar]]], places: list[Entity], start: int
) -> LinkedDocument:
    verbs = {
        "heldPost": "任职于",
        "secondedTo": "挂职于",
        "visited": "考察了",
        "wroteReport": "撰写了",
        "proposes": "提出",
    }
    sentences = [
        f"{subject.label}{verbs[predicate]}{value.label},会议指出各有关部门要在{start + i}号文件的基础上抓好落实。"
        for i, (predicate, subject, value, _) in enumerate(said)
    ]
    text = "\n".join(sentences)
    sha = hashlib.sha256(text.encode()).hexdigest()
    year = 2000 + start // FACTS_A_TEXT % 25
    doc = Document(sha[:16], sha, f"{start:06}.txt", text, title=f"第{start}号报道", published=f"{year}-05-06")
    claims, at = [], 0
    entities: dict[str, Entity] = {}
    for i, (predicate, subject, value, qualifiers) in enumerate(said):
        quote = sentences[i].partition(",")[0]
        entities |= {subject.iri: subject, value.iri: value}
        claims.append(
            Claim(
                f"c{start + i}",
                predicate,
                Argument("Person", subject.label, None, subject.iri),
                Argument("Place", value.label, None, value.iri),
                ground(doc, at, at + len(quote), "rule"),
                {"kind": "regular", **qualifiers} if predicate == "heldPost" else qualifiers,
                confidence=0.9,
            )
        )
        at += len(sentences[i]) + 1
    return LinkedDocument(doc, tuple(claims), (*entities.values(), *(places if start == 0 else ())))


def store_with(nodes: int) -> tuple[Store, dict[str, str], list[tuple[str, str]]]:
    """The country as a store, its texts, and its lines between nodes for the peers."""
    from pyoxigraph import DefaultGraph, Quad

    from kg.rdf.quads import quads
    from tests.sample import BASE

    store, texts, lines = store_of(next(country(nodes))), {}, []
    for linked in country(nodes):
        texts[linked.doc.id] = linked.doc.text
        both = [
            quad
            for one in quads(linked, BASE)
            for quad in (one, Quad(one.subject, one.predicate, one.object, DefaultGraph()))
        ]
        store.extend(both)
        lines += [(claim.subject.iri or "", claim.object.iri or "") for claim in linked.claims]
    return store, texts, lines


def peer_data(lines: list[tuple[str, str]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Nodes on a spiral and lines, as vis-network takes them."""
    names = sorted({end for line in lines for end in line})
    number = {name: i for i, name in enumerate(names)}
    nodes = []
    for name, i in number.items():
        radius, angle = 60 * math.sqrt(i), i * math.pi * (3 - math.sqrt(5))
        x, y = round(radius * math.cos(angle)), round(radius * math.sin(angle))
        nodes.append({"id": i, "label": name.rpartition("/")[2], "x": x, "y": y})
    return nodes, [{"from": number[one], "to": number[other]} for one, other in lines]


def by_pyvis(lines: list[tuple[str, str]], *, placed: bool) -> str:
    """The page that pyvis writes; its two links into the web are taken out, as no browser here could follow them."""
    import re

    from pyvis.network import Network

    nodes, edges = peer_data(lines)
    network = Network(directed=True, cdn_resources="in_line", height="900px", width="100%")
    if placed:
        network.toggle_physics(False)
    for node in nodes:
        where = {"x": node["x"], "y": node["y"]} if placed else {}
        network.add_node(node["id"], label=node["label"], **where)
    for edge in edges:
        network.add_edge(edge["from"], edge["to"])
    page: str = network.generate_html()
    page = re.sub(r'<(?:link|script)[^>]*(?:href|src)="https?:[^>]*>(?:</script>)?', "", page)
    event = "afterDrawing" if placed else "stabilizationIterationsDone"
    told = f"network.once({event!r}, () => requestAnimationFrame(() => {{ window.readyAt = performance.now(); }}));"
    return page.replace("return network;", told + " return network;")


def by_vis(lines: list[tuple[str, str]]) -> str:
    """vis-network without pyvis: nodes with positions and lines in one call."""
    nodes, edges = peer_data(lines)
    data = json.dumps({"nodes": nodes, "edges": edges})
    return f"""<!DOCTYPE html><meta charset="utf-8"><div id="mynetwork" style="height:900px"></div>
<script>{library()}</script>
<script>const network = new vis.Network(document.getElementById('mynetwork'), {data},
{{physics: false, layout: {{improvedLayout: false}}, edges: {{smooth: false, arrows: 'to'}}}});
network.once('afterDrawing', () => requestAnimationFrame(() => {{ window.readyAt = performance.now(); }}));</script>"""


def opened(browser: Browser, path: Path, ready: str, patience: float) -> tuple[Page, float]:
    """The page and the seconds from navigation until ``ready`` holds; infinite where patience ends first."""
    from playwright.sync_api import Error

    page = browser.new_context(offline=True, viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(patience * 1000)
    try:
        page.goto(path.as_uri(), wait_until="commit", timeout=patience * 1000)
        page.wait_for_function(f"() => {ready}", timeout=patience * 1000)
        seconds = page.evaluate(f"{ready} / 1000")
    except Error:
        seconds = math.inf
    return page, seconds


def frames(page: Page, selector: str) -> float:
    """Frames a second while the mouse drags the drawing to and fro from an empty spot."""
    box = page.locator(selector).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(
        "() => { window.frames = 0; const count = () => { window.frames += 1; requestAnimationFrame(count); };"
        " requestAnimationFrame(count); }"
    )
    start, steps = time.perf_counter(), 0
    while time.perf_counter() - start < DRAG_SECONDS:
        steps += 1
        page.mouse.move(x + 120 * math.sin(steps / 7), y + 100 * (1 - math.cos(steps / 9)))
    counted: int = page.evaluate("window.frames")
    seconds = time.perf_counter() - start
    page.mouse.up()
    return counted / seconds


ASK = """async () => {
  const waited = async (done) => { while (!done()) await new Promise((next) => setTimeout(next)); };
  const middle = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
  const people = NODES.id.map((_, i) => i).filter((i) => kindOf(i) === 'person');
  const times = { search: [], panel: [], scene: [] };
  for (let turn = 0; turn < 7; turn += 1) {
    const node = people[Math.floor((people.length * (turn + 0.5)) / 7)];
    await new Promise((next) => requestAnimationFrame(() => setTimeout(next))); // what was drawn before is done
    let start = performance.now();
    byId('search').value = NODES.label[node];
    byId('search').dispatchEvent(new Event('input'));
    await waited(() => byId('search-hits').querySelector('[aria-selected="true"]'));
    times.search.push(performance.now() - start);
    byId('search-hits').replaceChildren();
    start = performance.now();
    pick({ node });
    await waited(() => document.querySelector('#panel mark'));
    times.panel.push(performance.now() - start);
    pick(null);
    start = performance.now();
    openNode(DATA.scenes[1 + turn] ?? node);
    await waited(() => document.documentElement.dataset.ready === String(drawing));
    times.scene.push(performance.now() - start);
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, middle(all)]));
}"""


def row(name: str, seconds: float, rate: float | None, size: int, more: dict[str, float] | None = None) -> str:
    """A line of the table."""
    cells = [name, f"{seconds:.2f}" if math.isfinite(seconds) else "given up", "–" if rate is None else f"{rate:.0f}"]
    cells.append(f"{size / 1e6:.1f}")
    cells += [f"{more[key]:.0f}" for key in ("search", "panel", "scene")] if more else ["", "", ""]
    return f"| {' | '.join(cells)} |"


def measure(browser: Browser, nodes: int, folder: Path, patience: float) -> Iterator[str]:
    """The lines of the table for one size."""
    store, texts, lines = store_with(nodes)
    path = folder / "page.html"
    start = time.process_time()
    drawn, facts = write_view(store, texts.__getitem__, path, "测量")
    seconds = time.process_time() - start
    yield f"\n{drawn:,} nodes, {facts:,} facts; written in {seconds:.1f} s of processor time\n"
    yield "| page | usable after s | frames/s | MB | search ms | panel ms | scene ms |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    page, seconds = opened(browser, path, "window.readyAt", patience)
    rate = frames(page, "#canvas")
    answers = page.evaluate(ASK)
    rates = [rate, frames(page, "#canvas")]
    yield row("kg view", seconds, min(rates), path.stat().st_size, answers)
    page.context.close()
    peers = {
        "vis-network, positions given": lambda: by_vis(lines),
        "pyvis, positions given": lambda: by_pyvis(lines, placed=True),
        "pyvis as it comes": lambda: by_pyvis(lines, placed=False),
    }
    for name, write in peers.items():
        path.write_text(write(), encoding="utf-8")
        page, seconds = opened(browser, path, "window.readyAt", patience)
        yield row(name, seconds, frames(page, "#mynetwork") if math.isfinite(seconds) else None, path.stat().st_size)
        page.context.close()


def main() -> None:
    """Measure and print."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--nodes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--patience", type=float, default=60.0)
    args = parser.parse_args()
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        for nodes in args.nodes:
            # A browser of its own for each size: what a page that was given up still does slows the next one.
            browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
            for line in measure(browser, nodes, Path(folder), args.patience):
                print(line, flush=True)
            browser.close()


if __name__ == "__main__":
    main()
