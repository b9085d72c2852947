"""Sentences and lines against tables; both lie in the text in order, and only blanks lie between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.sentences import lines, sentences
from tests.test_cases import document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("路通了。灯亮了。", ["路通了。", "灯亮了。"]),
        ("路通了！灯亮了？是。", ["路通了！", "灯亮了？", "是。"]),
        ("路通了!灯亮了?", ["路通了!", "灯亮了?"]),
        ("他说：“路通了。”灯亮了。", ["他说：“路通了。”", "灯亮了。"]),
        ("（路通了。）灯亮了。", ["（路通了。）", "灯亮了。"]),
        ("“真的？！”他问。", ["“真的？！”", "他问。"]),
        ("标题\n正文一。\n\n正文二", ["标题", "正文一。", "正文二"]),
        ("甲，乙；丙：丁", ["甲，乙；丙：丁"]),
        ("增长3.5%，很好。", ["增长3.5%，很好。"]),
        ("  \n  \n", []),
        ("", []),
        ("。", ["。"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """A full stop, a question or exclamation mark or a line ends a sentence; closing marks stay with it."""
    assert [sentence.text for sentence in sentences(document(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张云舟\n陵川县县长\n", ["张云舟", "陵川县县长"]),
        ("  张云舟  \n\n\u3000陵川县县长", ["张云舟", "陵川县县长"]),
        ("一行", ["一行"]),
        (" \n\t\n", []),
    ],
)
def test_lines(text: str, expected: list[str]) -> None:
    """Lines are trimmed of blanks; blank ones are none."""
    assert [text[line.start : line.end] for line in lines(text)] == expected


@given(st.text(alphabet="路通了。！？!?”’）》\n \u3000“（张县长,."))
def test_sentences_tile(text: str) -> None:
    """Sentences follow one another without overlap, and what lies between is blank."""
    position = 0
    for sentence in sentences(document(text)):
        assert sentence.span.start >= position
        assert not text[position : sentence.span.start].strip()
        assert "\n" not in sentence.text
        position = sentence.span.end
    assert not text[position:].strip()


@given(st.text(alphabet="路通了。\n \u3000\r\t县长"))
def test_lines_hold_everything(text: str) -> None:
    """Every character that is not blank lies in exactly one line."""
    spans = list(lines(text))
    inside = [offset for span in spans for offset in range(span.start, span.end)]
    assert len(inside) == len(set(inside))
    assert {offset for offset, char in enumerate(text) if not char.isspace()} <= set(inside)
