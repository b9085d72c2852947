"""The pages without a browser: file names, links, sections, order, the marks in a text, hostile strings."""

from __future__ import annotations

import doctest
import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from pyoxigraph import Store
from typer.testing import CliRunner

from kg import vocab
from kg.cli import app
from kg.errors import GroundingError, KgError
from kg.facts import Fact, Source
from kg.site import paths as site_paths
from kg.site import write_site
from kg.site.corpus import CLASSES, Corpus
from kg.site.document import PART, paragraphs, parts
from kg.site.flows import TILES, arrows, flows, trips
from kg.site.listings import paged as paged_rows
from kg.site.listings import people, romanised
from kg.site.paths import path_of, paths
from kg.site.sections import Entry, Section, entries, paged, rules
from kg.site.timeline import bars
from kg.site.words import words
from kg.site.write import MARK
from kg.store import StoreWriter, load, manifest, texts
from kg.store.properties import Properties
from tests.sample import BASE, LI, REPORT, TEXT, WANGHAI, YUNXI, ZHANG, sample
from tests.site_stores import BAD, LONG, build, hostile, site
from tests.view_stores import crowd, store_of

IDS = f"{BASE}id/"
DOC = sample().doc.id


def corpus_of(store: Store) -> Corpus:
    return Corpus(store, Properties(store), lambda _: TEXT, BASE)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    return site(build(folder / "store"), folder / "site")


class _Page(HTMLParser):
    """Collects links, names that links may lead to, claims, text, and whatever could load or run something."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: list[str] = []
        self.claims: list[str] = []
        self.loads: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a":
            self.links.append(found.get("href") or "")
        self.names += [found["id"] or ""] if "id" in found else []
        self.claims += (found.get("data-claim") or "").split()
        loading = {"src", "srcset", "data", "action", "poster", "background", "style", "srcdoc"}
        self.loads += [(tag, value) for name, value in attrs if name in loading or name.startswith("on")]
        if tag in {"link", "base", "iframe", "object", "embed", "form", "img"}:
            self.loads.append((tag, found.get("href")))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_examples_in_the_code_hold() -> None:
    assert doctest.testmod(site_paths).failed == 0


def test_every_link_leads_to_a_file_and_every_fragment_to_a_name(pages: Path) -> None:
    read = {path: _Page(path) for path in pages.rglob("*.html")}
    assert len(read) > 30
    for path, page in read.items():
        assert len(set(page.names)) == len(page.names), path
        for link in page.links:
            file, _, name = link.partition("#")
            target = (path.parent / unquote(file)).resolve() if file else path
            assert target in read, (path, link)
            assert not name or name in read[target].names, (path, link)


def test_pages_load_only_the_style_and_the_script_of_the_site_and_hold_nothing_inline(pages: Path) -> None:
    for path in pages.rglob("*.html"):
        up = "../" if path.parent != pages else ""
        loads = _Page(path).loads
        assert loads == [("link", "data:,"), ("link", f"{up}site.css"), ("script", f"{up}site.js")], path
        text = path.read_text("utf-8")
        assert text.count("<script") == 1
        assert "<style" not in text
        assert "default-src 'none'; script-src 'self' file:;" in text.replace("&#39;", "'")


def test_every_fact_of_an_officer_stands_on_the_page_with_its_evidence_and_its_claim(pages: Path) -> None:
    page = (pages / f"{ZHANG}.html").read_text("utf-8")
    found = _Page(pages / f"{ZHANG}.html")
    said = {claim.id for claim in sample().claims if claim.subject.iri == IDS + ZHANG}
    assert said <= set(found.claims)
    start = TEXT.index("挂职,任青石街道党工委副书记")
    assert f'href="../doc/{DOC}.html#e{start}-{start + 14}"' in page
    assert "<mark>挂职,任青石街道党工委副书记</mark>" in page
    assert f'<a data-s="o" href="../{WANGHAI}.html">望海区</a>' in page
    headings = re.findall(r'<section class="\w+" id="(\w+)">', page)
    assert headings[:3] == ["career", "secondments", "reports"]


def test_a_district_shows_who_came_and_who_was_sent(pages: Path) -> None:
    host, home = ((pages / f"{place}.html").read_text("utf-8") for place in (WANGHAI, YUNXI))
    assert '<section class="timeline" id="received">' in host
    assert "张云舟" in host
    assert "望海区区长" in host
    assert '<section class="list" id="initiatives">' in home
    assert "为民服务窗口" in home


def test_a_report_shows_its_author_and_what_it_proposes(pages: Path) -> None:
    page = (pages / f"{REPORT}.html").read_text("utf-8")
    assert re.findall(r'<section class="\w+" id="(\w+)">', page)[:2] == ["authors", "proposals"]
    assert "为民服务窗口" in page


def test_a_document_is_whole_and_every_fact_is_marked_and_listed(pages: Path) -> None:
    page = (pages / "doc" / f"{DOC}.html").read_text("utf-8")
    body = page[page.index('<article class="text"') : page.index("</article>")]
    shown = [re.sub("<[^>]+>", "", line) for line in re.findall(r"<p>(.*?)</p>", body)]
    assert shown == [line for line in TEXT.split("\n") if line]
    assert {claim.id for claim in sample().claims} == set(_Page(pages / "doc" / f"{DOC}.html").claims)
    for claim in sample().claims:
        span = claim.evidence.span
        assert f'id="e{span.start}-{span.end}"' in body


def test_the_search_index_has_names_pinyin_and_hints(pages: Path) -> None:
    script = (pages / "search.js").read_text("utf-8")
    rows = [line.split("\t") for line in json.loads(script.removeprefix("kgFind(").removesuffix(");\n")).split("\n")]
    assert all(len(row) == 5 for row in rows)
    assert [ZHANG, "person", "张云舟", "zhang yun zhou"] in [row[:4] for row in rows]
    assert [WANGHAI, "place", "望海区", "wang hai qu", "海澄市"] in rows


def test_the_same_store_gives_the_same_bytes_in_every_process(pages: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.site_stores import build, site;"
        "out = Path(sys.argv[1]); site(build(out / 'store'), out / 'site')"
    )
    for seed in "1", "2":
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", code, str(tmp_path / seed)],
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        )
        again = tmp_path / seed / "site"
        files = [path.relative_to(pages) for path in pages.rglob("*") if path.is_file()]
        assert sorted(files) == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
        assert all((pages / name).read_bytes() == (again / name).read_bytes() for name in files)


def test_hostile_strings_are_text(tmp_path: Path) -> None:
    with StoreWriter(tmp_path / "store", BASE) as writer:
        writer.add(hostile())
    out = site(tmp_path / "store", tmp_path / "site", title=BAD)
    for path in out.rglob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x1b]", text), path
        assert text.count("<script") == 1
        assert "<img" not in text
        assert all(not link.lower().startswith("javascript") for link in _Page(path).links)
        assert LONG not in text or path.parent.name == "doc"
    script = (out / "search.js").read_text("utf-8")
    assert not re.search("[<>&]", script)
    assert json.loads(script.removeprefix("kgFind(").removesuffix(");\n"))


def test_a_folder_that_is_no_site_is_left_alone_and_a_site_is_replaced(tmp_path: Path) -> None:
    store = build(tmp_path / "store")
    other = tmp_path / "other"
    other.mkdir()
    (other / "kept.txt").write_text("mine", "utf-8")
    with pytest.raises(KgError, match=r"other: is no site that kg wrote \(name a folder"):
        site(store, other)
    assert (other / "kept.txt").read_text("utf-8") == "mine"
    out = site(store, tmp_path / "site")
    (out / "person" / "gone.html").write_text("", "utf-8")
    site(store, out)
    assert not (out / "person" / "gone.html").exists()
    assert (out / MARK).exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "site", "store"]


def test_a_changed_text_is_refused_and_nothing_half_written_stays(tmp_path: Path) -> None:
    store = build(tmp_path / "store")
    with pytest.raises(GroundingError, match="the stored text was changed"):
        write_site(load(store), lambda _: "挂" + TEXT, BASE, tmp_path / "site", "样例")
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_the_command_writes_the_site_with_the_network_and_says_what_it_holds(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["site", "--store", str(build(tmp_path / "store")), "-o", str(tmp_path / "site")])
    assert (result.exit_code, result.stdout) == (0, "")
    files = sum(1 for path in (tmp_path / "site").rglob("*") if path.is_file())
    assert re.search(rf"wrote .*site: {files} files, [0-9.]+ MB; open .*index.html", result.stderr)
    assert "<script" in (tmp_path / "site" / "network.html").read_text("utf-8")
    page = (tmp_path / "site" / f"{ZHANG}.html").read_text("utf-8")
    assert f'href="../network.html#focus={ZHANG}&amp;steps=1&amp;node={ZHANG}"' in page


def test_an_empty_store_gives_a_site_that_says_so(tmp_path: Path) -> None:
    write_site(Store(), lambda _: "", BASE, tmp_path / "site", "空")
    assert "没有这一类内容" in (tmp_path / "site" / "people.html").read_text("utf-8")
    assert "没有读出挂职" in (tmp_path / "site" / "flows.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("rest", "path"),
    [
        ("person/wang-jianlin-1a2b3c4d", "person/wang-jianlin-1a2b3c4d"),
        ("org/CN-140702/cpc/orgdept", "org/CN-140702.cpc.orgdept"),
        ("place/x-US", "place/x-US"),
    ],
)
def test_plain_iris_keep_their_names(rest: str, path: str) -> None:
    assert path_of(IDS + rest, BASE) == path


@pytest.mark.parametrize(
    "rest",
    [
        "../../etc/passwd",
        "person/..",
        "person/a b",
        "person/con",
        "aux/x",
        "person/" + "x" * 300,
        "person/%2e",
        "王",
    ],
)
def test_any_other_iri_gets_a_name_of_its_hash(rest: str) -> None:
    assert re.fullmatch(r"x/[0-9a-f]{16}", path_of(IDS + rest, BASE))


def test_names_that_differ_by_case_alone_are_told_apart() -> None:
    found = paths([f"{IDS}place/x-us", f"{IDS}place/x-US", f"{IDS}place/x-GB"], BASE)
    assert len({path.casefold() for path in found.values()}) == 3
    assert found[f"{IDS}place/x-GB"] == "place/x-GB"


def fact(start: int, end: int, text: str, subject: str = "a") -> Fact:
    return Fact(subject, "visited", "b", sources=(Source("d", start, end, text[start:end]),), id=f"{start}-{end}")


def test_overlapping_evidence_is_cut_into_pieces_that_know_all_their_facts() -> None:
    text = "甲陪同乙考察了丙县。\n丁来了。"
    facts = [fact(0, 9, text), fact(3, 9, text), fact(3, 4, text), fact(5, 13, text)]
    cut = list(paragraphs(text, facts, "d", 0, len(text)))
    assert ["".join(piece.text for piece in line) for line in cut] == text.split("\n")
    assert [(piece.text, piece.facts, piece.depth) for piece in cut[0]] == [
        ("甲陪同", (0,), 1),
        ("乙", (2, 1, 0), 3),
        ("考", (1, 0), 2),
        ("察了丙县", (1, 3, 0), 3),
        ("。", (3,), 1),
    ]
    assert [(piece.text, piece.facts) for piece in cut[1]] == [("丁来", (3,)), ("了。", ())]
    starts = [source for line in cut for piece in line for source in piece.starts]
    assert Counter(starts) == Counter(source for one in facts for source in one.sources)


def test_a_long_text_is_cut_between_pieces_of_evidence() -> None:
    text = ("甲" * 99 + "\n") * 900
    across = Source("d", PART - 300, PART + 300, "")
    starts = parts(text, [across])
    assert starts[0] == PART - 300
    assert all(text[start - 1] == "\n" for start in starts[1:])
    assert max(b - a for a, b in zip([0, *starts], [*starts, len(text)], strict=True)) <= PART
    assert parts("甲" * PART, []) == ()


def test_facts_that_say_the_same_become_one_entry_with_the_clearest_first() -> None:
    corpus = corpus_of(Store())
    bare = Fact("p", "heldPost", "d", post="q", status=("Incumbent",), confidence=0.9)
    dated = replace(bare, start="2020-03", status=("Appointed",), confidence=0.5)
    planned = replace(bare, modality="Planned", confidence=1.0)
    other = replace(bare, post="r")
    found = entries(corpus, [planned, bare, other, dated])
    assert [len(entry.facts) for entry in found] == [3, 1]
    assert found[0].lead.start == "2020-03"
    assert found[0].lead.status == ("Incumbent", "Appointed")
    assert found[0].when == "2020-03"


def test_sections_go_on_with_the_next_page() -> None:
    long = Section("visits", "list", tuple(Entry((fact(n, n + 1, "甲" * 99),), "") for n in range(25)))
    short = replace(long, name="other", entries=long.entries[:3])
    pages = paged([long, short], 10)
    assert [[(part.name, len(part.entries), part.continued) for part in page] for page in pages] == [
        [("visits", 10, False)],
        [("visits", 10, True)],
        [("visits", 5, True), ("other", 3, False)],
    ]


def test_every_kind_of_page_has_sections_of_relations_that_exist_and_words_in_both_languages() -> None:
    known = vocab.RELATIONS | vocab.OBSERVATIONS | {"quote"}
    for found in rules().values():
        for rule in found:
            assert rule.relations <= known
            assert rule.name in words()
    assert set(rules()) >= {"person", "place", "body", "post", "report", "undertaking", "event"}
    assert set(CLASSES) <= vocab.ENTITY_CLASSES
    for name, said in words().items():
        assert set(said) == {"zh", "en"}, name
        assert re.findall(r"{\w+}", said["zh"]) == re.findall(r"{\w+}", said["en"]), name


def test_a_secondment_flows_from_home_to_host() -> None:
    corpus = corpus_of(store_of(sample()))
    (trip,) = trips(corpus)
    assert (trip.person, trip.home, trip.host) == (IDS + ZHANG, IDS + YUNXI, IDS + WANGHAI)
    (flow,) = flows(corpus, [trip], "ProvinceLevelDivision") or flows(corpus, [trip], "PrefectureLevelDivision")
    assert corpus.label(flow.home) in {"云岭省", "柳泉市"}
    assert arrows([flow]) == []  # 98 and 99 are no provinces of the map


def test_the_map_has_a_tile_for_every_province_and_no_two_in_one_place() -> None:
    from kg.lexicon.divisions import gazetteer

    assert len(set(TILES.values())) == len(TILES) == 34
    assert all(gazetteer()[f"{code}0000"].short for code in TILES)


def test_people_are_found_under_the_letter_of_their_pinyin_and_a_long_index_is_cut() -> None:
    groups = people(corpus_of(store_of(sample())))
    assert [(group.heading, len(group.rows)) for group in groups] == [("L", 1), ("Z", 1)]
    assert groups[0].rows[0].iri == IDS + LI
    linked = crowd(1200)
    many = people(corpus_of(store_of(linked)))
    pages = paged_rows(many)
    assert sum(len(group.rows) for page in pages for group in page) == 1200
    assert max(len(group.rows) for page in pages for group in page) == 500


def test_bars_stand_for_years_or_for_months_where_there_are_few() -> None:
    assert [(bar.date, bar.count) for bar in bars(["2001", "2003-05", "2003", "2009", "2010", "2011"])][:3] == [
        ("2001", 1),
        ("2002", 0),
        ("2003", 2),
    ]
    assert len(bars(["2001-05", "2001-06-03"])) == 12
    assert bars([]) == []


def test_a_store_on_disk_is_read_with_its_base(tmp_path: Path) -> None:
    assert manifest(build(tmp_path / "store")).base == BASE
    assert texts(tmp_path / "store")(DOC) == TEXT


def test_names_in_latin_letters_put_the_family_name_first() -> None:
    """As GB/T 28039 spells them; what has another number of syllables is left as it is."""
    assert romanised("张云舟", "zhāng yún zhōu") == "Zhāng Yúnzhōu"
    assert romanised("欧阳青禾", "ōu yáng qīng hé") == "Ōuyáng Qīnghé"
    assert romanised("何欢", "hé huān") == "Hé Huān"
    assert romanised("吾买尔·艾山", "wu mai er ai shan") == "Wu Mai Er Ai Shan"
