"""Every place of a masked text leads back to its offsets."""

from __future__ import annotations

import pytest

from kg.extract.reading import Reading
from kg.model import Document
from kg.rules import DUTY, PERSON, POST

TEXTS = [
    "",
    "无名无职。",
    "张云舟任青川县副县长。",
    "任命张云舟(女)同志为青川县县长,李明远、王海波为副县长。\n2021年3月5日,张云舟到四川省广元市调研。",
]


def _read(text: str) -> Reading:
    return Reading(Document("0" * 16, "0" * 64, "case.txt", text))


@pytest.mark.parametrize("text", TEXTS)
def test_places_lead_to_offsets_and_back(text: str) -> None:
    """A character is itself, a symbol stands for its mention, and the position of a start is its place."""
    reading = _read(text)
    mask = reading.mask
    for at, char in enumerate(mask.text):
        span = mask.span(at, at + 1)
        token = mask.tokens.get(at)
        assert span.start == mask.start(at)
        assert mask.position(span.start) == at
        if token is None:
            assert reading.shadow[span.start : span.end] == char
        else:
            assert span == getattr(token, "span", token)
    positions = [mask.position(offset) for offset in range(len(text) + 1)]
    assert positions == sorted(positions)
    assert positions[-1] == len(mask.text)


def test_notes_behind_a_name_are_left_out() -> None:
    """Brackets and 同志 behind a name are not part of the masked text."""
    assert _read(TEXTS[3]).mask.text.startswith(f"任命{PERSON}为{POST},{PERSON}、{PERSON}为{DUTY}。")
