"""One pattern for many words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon.tables import alternation

WORDS = st.sets(st.text("甲乙丙.|(", min_size=1, max_size=4), min_size=1, max_size=8)


@given(WORDS, st.text("甲乙丙.|(", max_size=12))
def test_it_finds_what_the_words_find_longest_first(words: set[str], text: str) -> None:
    """The tree matches like the plain list of the words, the longer ones first."""
    plain = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    found = [match.span() for match in re.finditer(alternation(words), text)]
    assert found == [match.span() for match in re.finditer(plain, text)]


@pytest.mark.parametrize(
    ("text", "expected"), [("市长", "市长"), ("市长们", None), ("市长助理", "市长助理"), ("副市长", "市长")]
)
def test_what_must_follow(text: str, expected: str | None) -> None:
    """What stands behind a word belongs to it alone."""
    match = re.search(alternation({"市长": "(?!们)", "市长助理": ""}), text)
    assert (match and match[0]) == expected


def test_a_shorter_word_is_tried_where_the_longer_one_may_not_stand() -> None:
    """A text may hold the beginning of a longer word."""
    match = re.match(f"(?:{alternation(['市', '市长'])})长", "市长")
    assert match is not None
    assert match[0] == "市长"
