"""The terms of national congresses: years by ordinal, and which seats are over."""

from __future__ import annotations

import pytest

from kg.extract.terms import began, over


@pytest.mark.parametrize(
    ("ordinal", "kind", "year"),
    [
        (12, "中央", 1982),
        (20, "中央", 2022),
        (5, "全国", 1978),
        (14, "全国", 2023),
        (11, "中央", None),
        (3, "县委", None),
    ],
)
def test_the_year_of_a_term(ordinal: int, kind: str, year: int | None) -> None:
    assert began(ordinal, kind) == year


def test_a_term_is_over_when_a_later_one_of_either_kind_began() -> None:
    """The 8th National People's Congress sat until 1998; the 19th party congress met in 2017."""
    assert over(8, "全国", [(19, "中央")])
    assert not over(13, "全国", [(20, "中央")])
    assert not over(18, "中央", [(12, "全国")])
    assert not over(3, "县委", [(19, "中央")])
