"""The sentences that hold a word are those in which it is found."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.reading import Reading
from kg.extract.windows import cue_windows
from tests.test_cases import document

_CUES = re.compile(r"工程|计划(?!书)|第\d+(?=项)|\s书")


@given(text=st.text("工程计划书第1项。!\n ”(", max_size=60))
def test_the_sentences_with_a_word(text: str) -> None:
    """Blank lines, several words in a sentence and words between two of them included."""
    reading = Reading(document(text))
    expected = [span for span in reading.sentences if _CUES.search(reading.shadow, *span)]
    assert list(reading.sentences_with(_CUES)) == expected


@given(text=st.text("工程计划书第1项。!\n ”(", max_size=60))
def test_the_windows_with_a_word(text: str) -> None:
    """The same in a masked text, without what ends them."""
    cues = re.compile(r"工程|计划(?!书)|第\d+(?=项)")
    expected = [m.span() for m in re.finditer(r"[^。!?\n]+", text) if cues.search(text, *m.span())]
    assert cue_windows(text, cues) == expected
