"""Who was sent where: secondments as flows between provinces and between cities, and the map that shows them.

The map is schematic and our own: each province is a tile, roughly where it lies.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg import vocab
from kg.lexicon.divisions import gazetteer
from kg.site.corpus import Corpus, shown

TILES: Final[Mapping[str, tuple[int, int]]] = {
    "23": (7, 0),
    "15": (5, 1), "21": (6, 1), "22": (7, 1),
    "65": (0, 2), "62": (1, 2), "64": (2, 2), "61": (3, 2), "14": (4, 2), "11": (5, 2), "12": (6, 2),
    "54": (0, 3), "63": (1, 3), "51": (2, 3), "50": (3, 3), "41": (4, 3), "13": (5, 3), "37": (6, 3),
    "53": (2, 4), "52": (3, 4), "42": (4, 4), "34": (5, 4), "32": (6, 4), "31": (7, 4),
    "45": (3, 5), "43": (4, 5), "36": (5, 5), "33": (6, 5),
    "46": (3, 6), "44": (4, 6), "35": (5, 6), "71": (6, 6),
    "82": (4, 7), "81": (5, 7),
}  # fmt: skip
"""Column and row of each province by the first two digits of its code (GB/T 2260)."""
SIDE: Final = 92
GAP: Final = 8
WIDTH: Final = 8 * (SIDE + GAP) - GAP
"""The map is as wide as it is high."""
_STROKE: Final = 2.4
_WIDEST: Final = 14.0


@dataclass(frozen=True, slots=True)
class Trip:
    """One person's secondment: home and host as places, empty where not known."""

    node: str
    person: str
    home: str
    host: str


@dataclass(frozen=True, slots=True)
class Flow:
    """All trips from one place to another."""

    home: str
    host: str
    trips: tuple[Trip, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A province on the map: where it stands and how many were sent, received and moved within it."""

    place: str
    label: str
    x: int
    y: int
    sent: int
    received: int
    within: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """A flow on the map: the path of its line, its width, the points of its head."""

    flow: Flow
    path: str
    width: float
    head: str


def trips(corpus: Corpus) -> list[Trip]:
    """Every secondment of a known person or group, once for each home and host, in a fixed order."""
    found = {
        (member, _home(corpus, node, member), _host(corpus, node)): node
        for node in reversed(corpus.secondments())
        for member in corpus.graph.get(vocab.MEMBER, node)
    }
    return [Trip(node, *ends) for ends, node in sorted(found.items())]


def flows(corpus: Corpus, found: Iterable[Trip], level: str) -> list[Flow]:
    """The trips whose ends are known, by their units of ``level`` (a class of divisions), the largest first."""
    grouped: dict[tuple[str, str], list[Trip]] = {}
    for trip in found:
        ends = unit(corpus, trip.home, level), unit(corpus, trip.host, level)
        if all(ends):
            grouped.setdefault(ends, []).append(trip)
    ordered = sorted(grouped.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [Flow(home, host, tuple(same)) for (home, host), same in ordered]


def unit(corpus: Corpus, place: str, level: str) -> str:
    """The unit of ``level`` that a place is or lies in; the province where there is none of it (上海市)."""
    chain = [place, *corpus.above(place)] if place else []
    levels = [level, "ProvinceLevelDivision"]
    return next((here for name in levels for here in chain if name in corpus.classes(here)), "")


def tiles(corpus: Corpus, found: Iterable[Flow]) -> list[Tile]:
    """A tile for every province of the map; those the graph does not know have no place."""
    sent: dict[str, int] = {}
    received: dict[str, int] = {}
    within: dict[str, int] = {}
    for flow in found:
        number = len(flow.trips)
        if flow.home == flow.host:
            within[flow.home] = within.get(flow.home, 0) + number
        else:
            sent[flow.home] = sent.get(flow.home, 0) + number
            received[flow.host] = received.get(flow.host, 0) + number
    made = []
    for code, (column, row) in TILES.items():
        place = f"{corpus.base}id/place/CN-{code}0000"
        known = bool(corpus.classes(place))
        label = shown(corpus.graph.one("shortName", place)) if known else ""
        x, y = column * (SIDE + GAP), row * (SIDE + GAP)
        counts = sent.get(place, 0), received.get(place, 0), within.get(place, 0)
        made.append(Tile(place if known else "", label or gazetteer()[f"{code}0000"].short, x, y, *counts))
    return made


def arrows(found: Iterable[Flow]) -> list[Arrow]:
    """The flows between different provinces as curved arrows, the widest first so that none hides a thinner one."""
    between = [flow for flow in found if flow.home != flow.host and _at(flow.home) and _at(flow.host)]
    most = max((len(flow.trips) for flow in between), default=1)
    thinnest = min(_STROKE, _WIDEST / math.sqrt(most))
    return [_arrow(flow, round(thinnest * math.sqrt(len(flow.trips)), 1)) for flow in between]


def _arrow(flow: Flow, width: float) -> Arrow:
    """A curve from the edge of one tile to that of the other, bent to its left, so that there and back lie apart."""
    home, host = _at(flow.home), _at(flow.host)
    assert home is not None
    assert host is not None
    across, down = host[0] - home[0], host[1] - home[1]
    bend = (home[0] + host[0]) / 2 + down * 0.16, (home[1] + host[1]) / 2 - across * 0.16
    start, tip = _towards(home, bend, SIDE * 0.42), _towards(host, bend, SIDE * 0.46)
    size = 7 + 1.4 * width
    neck = _towards(tip, bend, size)
    along = (tip[0] - neck[0]) / size, (tip[1] - neck[1]) / size
    wing = size * 0.55
    corners = (
        tip,
        (neck[0] - along[1] * wing, neck[1] + along[0] * wing),
        (neck[0] + along[1] * wing, neck[1] - along[0] * wing),
    )
    path = f"M{_xy(start)}Q{_xy(bend)} {_xy(neck)}"
    return Arrow(flow, path, width, " ".join(_xy(corner).replace(" ", ",") for corner in corners))


def _towards(point: tuple[float, float], aim: tuple[float, float], far: float) -> tuple[float, float]:
    length = math.hypot(aim[0] - point[0], aim[1] - point[1])
    return point[0] + (aim[0] - point[0]) / length * far, point[1] + (aim[1] - point[1]) / length * far


def _xy(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _at(place: str) -> tuple[float, float] | None:
    """The middle of the tile of a province."""
    tile = TILES.get(place.rpartition("/CN-")[2][:2])
    return None if tile is None else (tile[0] * (SIDE + GAP) + SIDE / 2, tile[1] * (SIDE + GAP) + SIDE / 2)


def _host(corpus: Corpus, node: str) -> str:
    graph = corpus.graph
    bodies = [*graph.get("hostOrganization", node), *graph.get(vocab.ORGANIZATION, node)]
    bodies += [body for post in graph.get("post", node) for body in graph.get(vocab.POST_IN, post)]
    return next(iter([*graph.get("hostDistrict", node), *_seats(corpus, bodies)]), "")


def _home(corpus: Corpus, node: str, member: str) -> str:
    """Where a secondee comes from: as the text says, else where the post is that he or she holds."""
    graph = corpus.graph
    told = [*graph.get("homeDistrict", node), *_seats(corpus, graph.get("sendingBody", node))]
    held = [tenure for tenure in graph.having(vocab.MEMBER, member) if "HomeTenure" in corpus.classes(tenure)]
    same = [tenure for tenure in held if set(graph.get("fromDocument", tenure)) & set(graph.get("fromDocument", node))]
    ordered = [*graph.get("homeTenure", node), *same, *held]
    posts = [place for tenure in ordered for place in _place_of(corpus, tenure)]
    return next(iter([*told, *posts]), "")


def _place_of(corpus: Corpus, tenure: str) -> list[str]:
    graph = corpus.graph
    return [*graph.get("jurisdiction", tenure), *_seats(corpus, graph.get(vocab.ORGANIZATION, tenure))]


def _seats(corpus: Corpus, bodies: Iterable[str]) -> list[str]:
    """The places that bodies are for, or lie in."""
    names = ("jurisdiction", "locatedIn")
    return [place for body in bodies for name in names for place in corpus.graph.get(name, body)]
