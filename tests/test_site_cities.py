"""The drawing of the flows between cities."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from kg.site.cities import MOST, drawing
from kg.site.corpus import Corpus
from kg.site.flows import Flow, Trip
from kg.store.properties import Properties
from tests.sample import BASE, TEXT, sample
from tests.site_stores import build, site
from tests.view_stores import store_of


def test_cities_stand_by_province_and_bands_are_as_wide_as_there_are_people() -> None:
    corpus = Corpus(store_of(sample()), Properties(store_of(sample())), lambda _: TEXT, BASE)
    places = [f"{corpus.base}id/place/CN-{code}" for code in ("990100", "980200", "990300", "980200")]
    ends = [(places[0], places[1], 3), (places[2], places[3], 1), (places[0], places[0], 2)]
    found = [Flow(home, host, tuple(Trip(f"n{i}", "p", home, host) for i in range(n))) for home, host, n in ends]
    drawn = drawing(corpus, found)
    assert [(stop.place, stop.count) for stop in drawn.senders] == [(places[0], 5), (places[2], 1)]
    assert [(stop.place, stop.count) for stop in drawn.receivers] == [(places[1], 4), (places[0], 2)]
    for side in (drawn.senders, drawn.receivers):
        assert all(above.y + above.height < below.y for above, below in pairwise(side))
        assert side[-1].y + side[-1].height <= drawn.height
    widths = {len(band.flow.trips): band.width for band in drawn.bands}
    assert widths[3] == pytest.approx(3 * widths[1])
    assert len(drawing(corpus, found * 40).bands) == MOST


def test_the_page_draws_the_cities(tmp_path: Path) -> None:
    text = (site(build(tmp_path / "store"), tmp_path / "site") / "flows.html").read_text("utf-8")
    drawn = text.partition('class="map sides"')[2].partition("</figure>")[0]
    assert "<title>柳泉市 → 海澄市: 1</title>" in drawn
    assert drawn.count('class="bar') == 2
    assert ">云岭省</text>" in drawn
