"""Printed posts against tables: what is printed of them, not whose they are."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.mentions.bodies import is_body
from kg.mentions.places import find_places
from kg.mentions.posts import Post, find_posts
from kg.text.shadow import shadow


def posts(text: str) -> list[Post]:
    plain = shadow(text)
    return find_posts(plain, find_places(plain))


def shown(text: str) -> list[str]:
    """Each post as organisation|role, with '原' and the like in front where it is marked."""
    return [f"{post.marker}{'|' if post.marker else ''}{post.org}|{post.role}" for post in posts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("榆次区委书记张云舟", ["榆次区委|书记"]),
        ("晋中市长张云舟", ["晋中市|市长"]),
        ("晋中市市长张云舟", ["晋中市|市长"]),
        ("榆次区公安局长", ["榆次区公安局|局长"]),
        ("省公安厅厅长", ["省公安厅|厅长"]),
        ("市委副书记、市长", ["市委|副书记", "|市长"]),
        ("湖北省委常委、组织部部长", ["湖北省委|常委", "组织部|部长"]),
        ("建德市常务副市长", ["建德市|常务副市长"]),
        ("浙江省人大常委会副主任", ["浙江省人大常委会|副主任"]),
        ("国务院副总理", ["国务院|副总理"]),
        ("最高人民法院院长", ["最高人民法院|院长"]),
        ("全国人大代表", ["全国人大|代表"]),
        ("云岭大学校长", ["云岭大学|校长"]),
        ("水利部部长", ["水利部|部长"]),
        ("原陵川县委书记", ["原|陵川县委|书记"]),
        ("时任陵川县委书记", ["时任|陵川县委|书记"]),
        ("时任县长", ["时任||县长"]),
        ("代市长", ["|代市长"]),
        ("党组成员", ["党组|成员"]),
        ("二级巡视员", ["|二级巡视员"]),
        ("香港特别行政区第六任行政长官", ["香港特别行政区|行政长官"]),
        ("团省委书记", ["团省委|书记"]),
    ],
)
def test_posts(text: str, expected: list[str]) -> None:
    """The body as printed and the duty, deputy and rank words with it."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "上海市长宁区", "部长级会议", "中央书记处", "主席台", "主席令", "委员会", "代表团", "市长质量奖", "副厅级干部",
        "书记们", "委员们", "市长热线", "总统府", "首相官邸", "厂长负责制", "河长制", "参谋长联席会议", "外长会",
        "委员", "代表", "张云舟代表",
    ],
)  # fmt: skip
def test_no_posts(text: str) -> None:
    """Words that hold a duty word, and duties that say nothing without a body."""
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "deputy", "single"),
    [
        ("祁县县长", False, True),
        ("祁县副县长", True, False),
        ("祁县常务副县长", True, False),
        ("祁县县委常委", False, False),
        ("教育部部长", False, True),
        ("全国政协委员", False, False),
    ],
)
def test_seats(text: str, deputy: bool, single: bool) -> None:
    """A body has one head and may have many deputies and members."""
    (post,) = posts(text)
    assert (post.deputy, post.single) == (deputy, single)


def test_terms() -> None:
    """Terms printed in one list before a seat are kept apart."""
    (post,) = posts("第十六届、十七届、十八届中央委员")
    assert post.terms == ("十六", "十七")
    assert post.org == "十八届中央"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("榆次区委", True), ("教育局", True), ("云岭大学", True), ("青山绿水", False), ("", False)],
)
def test_is_body(name: str, expected: bool) -> None:
    assert is_body(name) is expected


@example("一原局长")
@given(st.text(alphabet="省市区县委书记长副部局原时任的、，（）“”常务主席张全国人大代表第一届"))
def test_any_text(text: str) -> None:
    """Posts come in order and without overlap, end with their duty, and their body lies inside them.

    教育原局长 is of the 教育局: a marker inside the body is no part of it.
    """
    plain = shadow(text)
    position = 0
    for post in posts(text):
        assert position <= post.span.start < post.span.end <= len(plain)
        printed = plain[post.span.start : post.span.end]
        assert printed.endswith(post.duty.name)
        assert post.org in printed or (post.marker == "原" and post.org in printed.replace("原", "", 1))
        position = post.span.end
