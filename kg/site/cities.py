"""The flows between cities as a drawing: who sends on the left, who receives on the right, bands between.

Flows in, positions in whole pixels out.  Cities stand by their codes, so those of a province stand together
below its name; a band is as wide as the number of people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.site.corpus import Corpus
from kg.site.flows import Flow, unit

MOST: Final = 60
"""As many flows are drawn, the largest."""
WIDTH: Final = 700
BAR: Final = 10
_BARS: Final = (210, WIDTH - 210 - BAR)
"""Where the bars of senders and of receivers begin."""
_TOP: Final = 34
_LEAST: Final = 22
_GAP: Final = 8
_HEADING: Final = 24
_UNIT: Final = (2.0, 9.0)
"""The least and the most pixels of one person."""
_ROOM: Final = 420
"""About so high the bands of one side are together."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A city on one side: its bar from ``y`` down, and the province it stands below (empty where named before)."""

    place: str
    province: str
    count: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Band:
    """A flow between two bars: its outline, and its width where it begins and ends."""

    flow: Flow
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Both sides and what runs between them; ``rest`` counts the flows that are not drawn."""

    senders: list[Stop]
    receivers: list[Stop]
    bands: list[Band]
    height: int
    rest: int
    width: int = WIDTH
    bar: int = BAR
    left: int = _BARS[0]
    right: int = _BARS[1]


def drawing(corpus: Corpus, flows: Sequence[Flow]) -> Drawing:
    """The drawing of ``flows``, which come largest first."""
    drawn = flows[:MOST]
    people = sum(len(flow.trips) for flow in drawn)
    scale = max(_UNIT[0], min(_UNIT[1], _ROOM / max(1, people)))
    senders, first = _side(corpus, ((flow.home, len(flow.trips)) for flow in drawn), scale)
    receivers, second = _side(corpus, ((flow.host, len(flow.trips)) for flow in drawn), scale)
    bands = list(_bands(drawn, senders, receivers, scale))
    return Drawing(senders, receivers, bands, round(max(first, second)), len(flows) - len(drawn))


def _side(corpus: Corpus, ends: Iterable[tuple[str, int]], scale: float) -> tuple[list[Stop], float]:
    counts: dict[str, int] = {}
    for place, count in ends:
        counts[place] = counts.get(place, 0) + count
    stops: list[Stop] = []
    y, above = float(_TOP), ""
    for place in sorted(counts):
        province = unit(corpus, place, "ProvinceLevelDivision")
        heading = province if province not in {above, place} else ""
        above = province
        y += _HEADING if heading else 0
        height = max(_LEAST, counts[place] * scale)
        stops.append(Stop(place, heading, counts[place], round(y, 1), round(height, 1)))
        y += height + _GAP
    return stops, y


def _bands(flows: Sequence[Flow], senders: Sequence[Stop], receivers: Sequence[Stop], scale: float) -> Iterable[Band]:
    """The bands from top to bottom of each bar, in the order of their other ends, so that few cross."""
    out = {stop.place: stop.y + (stop.height - stop.count * scale) / 2 for stop in senders}
    into = {stop.place: stop.y + (stop.height - stop.count * scale) / 2 for stop in receivers}
    starts: dict[Flow, float] = {}
    for flow in sorted(flows, key=lambda flow: (flow.home, flow.host)):
        starts[flow] = out[flow.home]
        out[flow.home] += len(flow.trips) * scale
    for flow in sorted(flows, key=lambda flow: (flow.host, flow.home)):
        width = len(flow.trips) * scale
        yield Band(flow, _outline(starts[flow], into[flow.host], width), round(width, 1))
        into[flow.host] += width


def _outline(start: float, end: float, width: float) -> str:
    """From bar to bar and back: a stroke so wide would curl where it bends."""
    left, right = _BARS[0] + BAR, _BARS[1]
    middle = (left + right) // 2
    return (
        f"M{left} {start:.1f}C{middle} {start:.1f} {middle} {end:.1f} {right} {end:.1f}"
        f"V{end + width:.1f}C{middle} {end + width:.1f} {middle} {start + width:.1f} {left} {start + width:.1f}Z"
    )
