"""What holds for every text: no crash, evidence that is the text, and no memory of what was read before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.extract import extract, extract_each
from kg.model import Claim
from tests.tables import CASES, table
from tests.test_cases import document

TEXTS: list[str] = [case["text"] for case in table(CASES / "held_post.yaml")["cases"]]
PIECES = [
    "榆次区", "晋中市", "上海", "长宁区", "江苏路街道", "省", "市", "县", "委", "政府", "人大常委会", "组织部",
    "公安局", "书记", "副书记", "市长", "县长", "局长", "委员", "常委", "主任", "张云舟", "李岩", "欧阳晴川",
    "吾买尔·艾山", "王", "任命", "免去", "为", "任", "原", "时任", "拟任", "当选", "挂职", "挂任", "兼", "代",
    "同志", "他", "其", "说", "2010年5月", "1990.07—1994.05", "至今", "一月十七日", "简历", "男", "女", "第十八届",
    "《", "》", "“", "”", "（", "）", "(", ")", "、", "，", "。", "；", "：", "\n", " ", "　", "是", "的", "和",
    "到", "考察", "关于", "报告", "\x00", "🙂",
]  # fmt: skip
pieces = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

#: What the width of a mark, a digit or a blank can be changed to without a change of meaning.
NARROW: dict[int, int] = str.maketrans("，；：（）！？０１２３４５６７８９　", ",;:()!?0123456789 ")
WIDE = {narrow: chr(wide) for wide, narrow in NARROW.items()}
#: A paragraph that names nobody and no place, in the words of the genre.
UNRELATED = "今年的粮食长得很好，仓库都满了，大家算了一笔账，收入比去年多。"


def facts(claims: Sequence[Claim]) -> list[str]:
    """Claims without ids and quotes: what they say and where, in an order that ids have no part in."""
    return sorted(
        str((
            claim.predicate, claim.subject.kind, claim.subject.text, claim.subject.span,
            claim.object.kind, claim.object.text, claim.object.code, claim.evidence.span, claim.status, claim.speaker,
            claim.explicit, claim.rule,
            sorted((key, value) for key, value in claim.qualifiers.items() if not key.endswith("_text")),
        ))
        for claim in claims
    )  # fmt: skip


def said(claims: Sequence[Claim]) -> list[tuple[str, ...]]:
    """Claims without offsets."""
    return sorted((c.predicate, c.subject.text, c.object.text, c.status, c.evidence.quote) for c in claims)


def found(text: str) -> list[Claim]:
    return extract(document(text))[1]


@given(st.one_of(pieces, st.text(max_size=80)))
@quick
def test_any_text(text: str) -> None:
    """No text crashes the extraction, and each quote and each argument is a slice of the text."""
    reading, claims = extract(document(text))
    assert len(reading.shadow) == len(text)
    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        span = claim.evidence.span
        assert claim.evidence.quote == text[span.start : span.end] != ""
        for argument in (claim.subject, claim.object):
            assert argument.text
            assert argument.span is None or 0 <= argument.span.start < argument.span.end <= len(text)
        assert 0.0 < claim.confidence <= 1.0


@given(st.sampled_from(TEXTS), pieces)
@quick
def test_no_memory(text: str, other: str) -> None:
    """What was read before leaves no trace: the claims of a text are the same before and after another."""
    before = found(text)
    found(other)
    assert found(text) == before


@given(st.lists(st.one_of(st.sampled_from(TEXTS), pieces), max_size=6))
@quick
def test_side_by_side(texts: list[str]) -> None:
    """Texts that are read together, one twice too, say what each says alone."""
    docs = [document(text) for text in texts]
    assert [claims for _, claims in extract_each(docs)] == [found(text) for text in texts]


@pytest.mark.parametrize("name", ["held_post", "proposes", "events", "figures", "speech", "visited", "wrote_report"])
def test_long_text(name: str) -> None:
    """The texts of many cases make one text: no crash, whatever refers back to whatever stands before."""
    cases = table(CASES / f"{name}.yaml")["cases"]
    texts = [case["text"] for case in cases]
    for at in range(0, len(texts), 50):
        assert found("\n".join(texts[at : at + 50]))


@given(st.sampled_from(TEXTS), st.sampled_from([UNRELATED, f"{UNRELATED}\n{UNRELATED}"]))
@quick
def test_unrelated_paragraph_behind(text: str, more: str) -> None:
    """A paragraph that names nobody and no place changes nothing in the claims of the text before it."""
    assert facts(found(f"{text}\n{more}")) == facts(found(text))


@given(st.sampled_from(TEXTS))
@quick
def test_width(text: str) -> None:
    """Full-width and half-width marks and digits say the same."""
    forms = text, text.translate(NARROW), text.translate(WIDE)
    printed, narrow, wide = ([fact.translate(NARROW) for fact in facts(found(form))] for form in forms)
    assert printed == narrow == wide


@pytest.mark.parametrize(
    "laid_out",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\n".join(f"　　{line}" for line in text.split("\n")),
        lambda text: text.replace("\n", "  \n"),
    ],
    ids=["CRLF", "indented", "blanks behind lines"],
)
def test_layout(laid_out: Callable[[str], str]) -> None:
    """How lines are set in and ended changes no post."""

    def posts(text: str) -> list[tuple[object, ...]]:
        held = [claim for claim in found(text) if claim.predicate == "heldPost"]
        told = [(claim.subject.text, *map(claim.qualifiers.get, ("post", "status", "start", "end"))) for claim in held]
        return sorted(told, key=str)

    texts = [text for text in TEXTS if "\n" in text]
    assert [posts(laid_out(text)) for text in texts] == [posts(text) for text in texts]


@given(st.sampled_from(TEXTS))
@quick
def test_trailing_line_break(text: str) -> None:
    """A line break at the end of a file adds and removes nothing."""
    assert facts(found(f"{text}\n")) == facts(found(text))


@given(st.sampled_from(TEXTS), st.sampled_from(["\n", "\n\n", " \n"]))
@quick
def test_leading_blank_lines(text: str, lead: str) -> None:
    """Blank lines before a text move its claims and change nothing else."""
    assert said(found(lead + text)) == said(found(text))
