"""Where a person's name ends, against tables; the people of a text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.mentions.foreign_names import foreign_name
from kg.mentions.listed_names import delimited_name
from kg.mentions.name_at import name_at
from kg.mentions.persons import find_persons
from kg.mentions.places import find_places
from kg.mentions.posts import find_posts
from kg.text.shadow import shadow


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张云舟说", "张云舟"),
        ("张云舟，男", "张云舟"),
        ("张云舟", "张云舟"),
        ("陈立说", "陈立"),
        ("李强调研水库", "李强"),
        ("戴云平昨天说", "戴云平"),
        ("宋青禾（女）", "宋青禾"),
        ("李　岩、", "李岩"),
        ("欧阳晴川出席", "欧阳晴川"),
        ("诸葛明介绍", "诸葛明"),
        ("司马怀远在会上", "司马怀远"),
        ("尉迟敬山、", "尉迟敬山"),
        ("毋青川检查", "毋青川"),
        ("吾买尔·艾山（维吾尔族）", "吾买尔·艾山"),
        ("吾买尔•艾山说", "吾买尔·艾山"),
        ("卡洛斯·门德雷斯发表讲话", "卡洛斯·门德雷斯"),
    ],
)
def test_name_at(text: str, expected: str) -> None:
    """A name ends before the word behind it; blanks inside it are left out."""
    found = name_at(shadow(text), 0)
    assert found is not None
    assert found.text == expected


@pytest.mark.parametrize("text", ["指出，要治水", "强调，", "任期五年", "", "张", "张。", "，张云舟", "的时候", "3月"])
def test_no_name(text: str) -> None:
    """Verbs, marks and a family name alone are no names."""
    assert name_at(shadow(text), 0) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("索科利尼科夫在莫斯科", "索科利尼科夫"),
        ("杜瓦利安抵达北京", "杜瓦利安"),
        ("马尔科维奇，", "马尔科维奇"),
        ("将于下周", None),
        ("的讲话", None),
        ("普", None),
    ],
)
def test_foreign_name(text: str, expected: str | None) -> None:
    """A name written by sound ends where the characters stop writing sounds."""
    found = foreign_name(shadow(text), 0)
    assert (found.text if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("那仁德力格尔、王强", "那仁德力格尔"),
        ("才仁扎西、", "才仁扎西"),
        ("张云舟、", "张云舟"),
        ("阿依古丽·买合木提（女，维吾尔族）", "阿依古丽·买合木提"),
        ("研究工作、", None),
        ("、", None),
    ],
)
def test_delimited_name(text: str, expected: str | None) -> None:
    """In a list of names the marks bound a name, but a word is none."""
    found = delimited_name(shadow(text), 0)
    assert (found.text if found else None) == expected


def people(text: str) -> list[str]:
    """The people of a text, each as often as it is named."""
    plain = shadow(text)
    places = find_places(plain)
    return [person.text for person in find_persons(plain, find_posts(plain, places), places)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("陵川县县长张云舟说，路通了。张云舟很高兴。", ["张云舟", "张云舟"]),
        ("任命宋青禾、周砚秋为副县长。", ["宋青禾", "周砚秋"]),
        ("张云舟，男，汉族，1975年生。", ["张云舟"]),
        ("张云舟同志到会。", ["张云舟"]),
        ("张云舟\n陵川县县长", ["张云舟"]),
        ("祁县县长说，路通了。", []),
        ("张灯结彩迎新年。", []),
        ("高山流水，万里晴空。", []),
        ("", []),
    ],
)
def test_find_persons(text: str, expected: list[str]) -> None:
    """Names are read where grammar shows them, then wherever they recur."""
    assert people(text) == expected


@example("任命书书")
@example("王书记王云舟")
@given(st.text(alphabet="张李王欧阳云舟说为任命书记县长、，。·（女） \n阿艾山"))
def test_any_text(text: str) -> None:
    """People come in order and without overlap, each its printed name without blanks or its family name alone."""
    plain = shadow(text)
    places = find_places(plain)
    position = 0
    for person in find_persons(plain, find_posts(plain, places), places):
        assert position <= person.span.start < person.span.end <= len(plain)
        printed = plain[person.span.start : person.span.end].replace(" ", "")
        assert printed == person.text or (len(printed) <= 2 and person.text.startswith(printed))
        position = person.span.end


@given(st.text(alphabet="张李陈代欧阳云舟国强立和中去说的 ", min_size=1, max_size=5))
def test_end_of_text_is_an_end(text: str) -> None:
    """A name that ends the text is read as one that ends a line."""
    at_end, before_break = name_at(text, 0), name_at(f"{text}\n", 0)
    assert (at_end and at_end.text) == (before_break and before_break.text)
