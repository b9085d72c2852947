"""Where answers are gathered: the limits are exact, however the bytes are cut and whatever stands in the values."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest

from kg.serve.bounded import Gathered
from kg.serve.data import Bounds
from kg.serve.media import CSV, JSON, TSV, XML
from kg.serve.wire import RefusedError

FORMATS = {
    JSON: ox.QueryResultsFormat.JSON,
    XML: ox.QueryResultsFormat.XML,
    CSV: ox.QueryResultsFormat.CSV,
    TSV: ox.QueryResultsFormat.TSV,
}
PIECES = ["}},{", "},{", '"', "\\", "\r\n", "\n", "<result>", ",", "a", '",{"', '""']


def results(media: str, rows: int, dice: random.Random) -> bytes:
    """So many rows of values that look like the ends of rows, and rows without values."""
    values = ["".join(dice.choices(PIECES, k=dice.randint(0, 5))) for _ in range(rows)]
    store = ox.Store()
    lines = "".join(f"({ox.Literal(value)} UNDEF)" if dice.random() < 0.8 else "(UNDEF UNDEF)" for value in values)
    found = store.query(f"SELECT * {{ VALUES (?x ?y) {{ {lines} }} }}")
    assert isinstance(found, ox.QuerySolutions)
    return found.serialize(format=FORMATS[media]) or b""


def passes(media: str, content: bytes, bounds: Bounds, block: int) -> bool:
    gathered = Gathered(media, bounds)
    try:
        for at in range(0, len(content), block):
            gathered.write(content[at : at + block])
    except RefusedError:
        return False
    assert gathered.content() == content
    return True


@pytest.mark.parametrize("media", FORMATS)
def test_rows_are_counted_exactly(media: str) -> None:
    dice = random.Random(20230520)  # noqa: S311
    for rows in (1, 2, 3, 17, 40):
        for _ in range(6):
            content = results(media, rows, dice)
            for block in (1, 2, 3, 7, 8192):
                assert passes(media, content, Bounds(1, rows, len(content)), block)
                assert rows == 1 or not passes(media, content, Bounds(1, rows - 1, len(content)), block)


@pytest.mark.parametrize("media", FORMATS)
def test_bytes_are_counted_exactly(media: str) -> None:
    content = results(media, 5, random.Random(1))  # noqa: S311
    assert passes(media, content, Bounds(1, 5, len(content)), 10)
    assert not passes(media, content, Bounds(1, 5, len(content) - 1), 10)
