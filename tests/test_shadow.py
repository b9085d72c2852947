"""The shadow: a normalised copy in which every offset of the text stays valid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.shadow import shadow


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("２０２０年３月", "2020年3月"),
        ("ＡＢｃ", "ABc"),
        ("书记，县长：（女）；！？", "书记,县长:(女);!?"),
        ("李\u3000岩", "李 岩"),
        ("李\u00a0岩\t陈", "李 岩 陈"),
        ("1990—1994－1998–2001―2003～2005", "1990-1994-1998-2001-2003-2005"),
        ("吾买尔•艾山・买·提", "吾买尔·艾山·买·提"),
        ("〔试行〕【公告】", "(试行)(公告)"),
        ("「路通了」『好』", "“路通了”“好”"),
        ("《条例》“好”‘好’", "《条例》“好”‘好’"),
        ("通了｡", "通了。"),
        ("路 \r\n桥　\n\n 车", "路\n  桥\n\n  车"),
        ("路\n\n桥\n\n\n车\n\n船", "路\n 桥\n  车\n 船"),
        ("路\n\n桥\n车\n\n船\n\n岸", "路\n\n桥\n车\n\n船\n\n岸"),
        ("", ""),
    ],
)
def test_shadow(text: str, expected: str) -> None:
    """Width, blanks, dashes, dots and brackets become one of each; quotation and title marks stay."""
    assert shadow(text) == expected


def test_traditional_text_is_simplified() -> None:
    """A text written in traditional characters is read in simplified ones."""
    assert shadow("縣委書記說，這裡的經濟發展得很快。") == "县委书记说,这里的经济发展得很快。"


def test_single_traditional_character_stays() -> None:
    """A simplified text keeps the few traditional or shared characters that it holds: 乾县, a name."""
    text = "乾县今年修了三条路，全县的梨和苹果都卖得很好，村里的合作社也添了新车，李國强很高兴。"
    assert shadow(text) == text.replace("，", ",")


@given(st.text())
def test_equal_length(text: str) -> None:
    """Whatever the text, the shadow has its length."""
    assert len(shadow(text)) == len(text)


@given(st.text(alphabet="，。：（）２０Ａ—·「」國說這縣書記們 \u3000\n县委书记张云舟"))
def test_idempotent(text: str) -> None:
    """A shadow of width, dashes and brackets is its own shadow."""
    once = shadow(text)
    assert len(once) == len(text)
    assert not set(once) & set("，：（）２０Ａ—「」\u3000")
