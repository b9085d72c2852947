"""Facts read from a store: what they say, where they are said, and how they read as a line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.errors import GroundingError
from kg.facts import Fact, facts_about, read_facts
from kg.facts.quotes import Quotes, context
from kg.facts.sentences import plain
from kg.facts.terms import ontology
from kg.facts.wording import Piece, dates, home_posts, short_post, summary
from kg.model import ground
from tests.sample import LI, TEXT, WANGHAI, YUNXI, ZHANG, sample
from tests.view_stores import IDS, store_of


def test_every_quote_is_the_text_at_its_offsets_and_stands_in_its_sentence() -> None:
    facts = read_facts(store_of(sample()))
    cut = Quotes(lambda _: TEXT)
    quotes = [quote for fact in facts for quote in cut.of(fact.sources)]
    assert len(quotes) == 12
    for quote in quotes:
        assert TEXT[quote.start : quote.end] == quote.exact
        assert quote.before + quote.exact + quote.after in TEXT


def test_a_changed_text_is_refused_with_the_place() -> None:
    with pytest.raises(GroundingError, match=r"[0-9a-f]{16}:\d+-\d+: quote .* \(the stored text was changed"):
        Quotes(lambda _: "挂" + TEXT).of(source for fact in read_facts(store_of(sample())) for source in fact.sources)


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
    facts = read_facts(store_of(linked))
    held = [fact for fact in facts if fact.subject.endswith(LI) and fact.relation == "heldPost"]
    assert sorted((fact.titles, fact.sources[0].quote) for fact in held) == [
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
NAMES |= {"w": "中共海澄市望海区青石街道工作委员会副书记"}


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        (Fact("p", "heldPost", "d", post="q", status=("Incumbent",)), "张云舟 · 青川县委书记 · 现任"),
        (Fact("p", "heldPost", "d", titles=("原县长",)), "张云舟 · 原县长"),
        (Fact("p", "heldPost", "d"), "张云舟 · 任职于 · 青川县"),
        (Fact("p", "secondedTo", "d", start="2023-03"), "张云舟 · 挂职 青川县 · 2023-03 – …"),
        (Fact("p", "secondedTo", "d", post="w"), "张云舟 · 挂职 海澄市望海区青石街道党工委副书记"),
        (Fact("p", "secondedPost", "w"), "张云舟 · 挂职 海澄市望海区青石街道党工委副书记"),
        (Fact("p", "wroteReport", "r", date_texts=("七月",), start="2023-07"), "张云舟 · 撰写报告 · 一份报告 · 七月"),
        (Fact("p", "visited", "d", modality="Planned"), "张云舟 · 考察 · 青川县 · 计划或预计"),
        (Fact("p", "sex", "男"), "张云舟 · 性别 · 男"),
    ],
)
def test_a_fact_reads_as_one_line(fact: Fact, line: str) -> None:
    assert " · ".join(map(_said, summary(fact, NAMES.__getitem__))) == line


def _said(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    return " ".join(filter(None, [plain(ontology().words(piece["t"])["zh"]), piece.get("of")]))


def test_a_secondment_names_the_post_at_home_and_the_whole_place() -> None:
    facts = [Fact("p", "heldPost", "d", post="q"), Fact("p", "heldPost", "d", titles=("县长",), status=("Incumbent",))]
    homes = home_posts(facts, NAMES.__getitem__)
    assert homes == {"p": "县长"}
    fact = Fact("p", "secondedTo", "d")
    pieces = summary(fact, NAMES.__getitem__, home_of=homes.get, full_name=lambda iri: f"云岭省{NAMES[iri]}")
    assert pieces == ["张云舟", "县长", {"t": "Secondment", "of": "云岭省青川县"}]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("中共云岭省纪律检查委员会书记", "云岭省纪委书记"),
        ("中共柳泉市青石镇委员会书记", "柳泉市青石镇党委书记"),
        ("中共柳泉市委员会组织部部长", "柳泉市委组织部部长"),
        ("柳泉市人民政府副市长", "柳泉市副市长"),
        ("柳泉市人民政府办公室主任", "柳泉市人民政府办公室主任"),
        ("云岭自治区人民政府主席", "云岭自治区主席"),
        ("柳泉大学校长", "柳泉大学校长"),
    ],
)
def test_posts_are_named_as_news_name_them(name: str, short: str) -> None:
    assert short_post(name) == short


@pytest.mark.parametrize(
    ("start", "end", "printed", "shown"),
    [
        ("", "", "", None),
        ("2023-03", "2023-05", "", "2023-03 – 2023-05"),
        ("2023", "2023", "", "2023"),
        ("", "2023", "", "… – 2023"),
        ("2023-03", "", "三月起", "三月起"),
    ],
)
def test_dates(start: str, end: str, printed: str, shown: str | None) -> None:
    assert dates(Fact("p", "visited", "d", start=start, end=end, date_texts=(printed,) if printed else ())) == shown


@pytest.mark.parametrize("node", [ZHANG, LI, WANGHAI, YUNXI])
def test_the_facts_about_a_node_are_those_of_all_facts_that_end_there(node: str) -> None:
    store = store_of(sample())
    iri = IDS + node
    around = facts_about(store, iri, 100)
    assert around == [fact for fact in read_facts(store) if iri in {fact.subject, fact.object}]
    assert set(facts_about(store, iri, 1)) <= set(around)


def test_a_fact_has_the_ids_of_the_claims_that_are_its_evidence() -> None:
    linked = sample()
    spans = {claim.id: (claim.evidence.span.start, claim.evidence.span.end) for claim in linked.claims}
    facts = [fact for fact in read_facts(store_of(linked)) if fact.sources]
    assert len(facts) == 11
    for fact in facts:
        assert {spans[claim] for claim in fact.claims} == {(source.start, source.end) for source in fact.sources}
