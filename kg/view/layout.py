"""Where the nodes stand: an undirected networkx graph and label boxes in, whole pixels out.

Distances on the page follow distances in the graph (stress majorisation: Gansner, Koren, North,
"Graph Drawing by Stress Majorization", 2004), so places gather round their province and an officer
stands between home and host.  Nothing is random: the same graph gives the same positions.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

Node = TypeVar("Node", bound=Hashable)
Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float]

HOP = 96.0
STRETCH = 1.45  # labels are wider than high, and so are screens
GAP = 9.0
SPACE = 50.0
STEPS = 160
PASSES = 300
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def positions(
    graph: Any, boxes: Mapping[Node, Box], *, rightward: Sequence[tuple[Node, Node]] = ()
) -> dict[Node, tuple[int, int]]:
    """Whole-pixel centres for every node of ``graph`` (an ``nx.Graph``), no two boxes overlapping.

    ``boxes`` gives width and height in pixels of each node with its label.  ``rightward`` lists
    pairs that should read from left to right; each component is turned so that they do on average.
    """
    import networkx as nx

    drawn = [
        _separated(_turned(_stress(graph.subgraph(part), nx), rightward), boxes)
        for part in sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    ]
    return _packed(drawn, boxes)


def _stress(graph: Any, nx: Any) -> dict[Node, Point]:
    nodes = sorted(graph.nodes)
    first = max(nodes, key=lambda node: (graph.degree(node), node))
    order = [first, *(child for _, child in nx.bfs_edges(graph, first, sort_neighbors=sorted))]
    # A sunflower in breadth-first order: distinct starting points, neighbours near one another.
    at = {
        node: [HOP * math.sqrt(i) * math.cos(i * GOLDEN_ANGLE), HOP * math.sqrt(i) * math.sin(i * GOLDEN_ANGLE)]
        for i, node in enumerate(order)
    }
    wanted = {
        node: [(at[other], HOP * hops, 1 / (hops * hops)) for other, hops in sorted(reached.items()) if other != node]
        for node, reached in nx.all_pairs_shortest_path_length(graph)
    }
    steps = STEPS if len(nodes) <= 100 else STEPS // 4
    for _ in range(steps):
        for node in order:
            if wanted[node]:
                _move(at[node], wanted[node])
    return {node: (at[node][0], at[node][1]) for node in nodes}


def _move(point: list[float], wanted: list[tuple[list[float], float, float]]) -> None:
    x, y = point
    sum_x = sum_y = total = 0.0
    for (other_x, other_y), length, weight in wanted:
        away_x, away_y = x - other_x, y - other_y
        pull = length / (math.sqrt(away_x * away_x + away_y * away_y) or 1.0)
        sum_x += weight * (other_x + away_x * pull)
        sum_y += weight * (other_y + away_y * pull)
        total += weight
    point[0], point[1] = sum_x / total, sum_y / total


def _turned(at: dict[Node, Point], rightward: Sequence[tuple[Node, Node]]) -> dict[Node, Point]:
    """Turn the drawing: the pairs of ``rightward`` point right on average, else the long side lies level."""
    inside = [(left, right) for left, right in rightward if left in at and right in at]
    drift_x = sum(at[right][0] - at[left][0] for left, right in inside)
    drift_y = sum(at[right][1] - at[left][1] for left, right in inside)
    angle = math.atan2(drift_y, drift_x) if math.hypot(drift_x, drift_y) > 1 else _long_side(at)
    cos, sin = math.cos(angle), math.sin(angle)
    return {node: ((x * cos + y * sin) * STRETCH, y * cos - x * sin) for node, (x, y) in at.items()}


def _long_side(at: dict[Node, Point]) -> float:
    """The angle of the first principal axis."""
    middle_x = sum(x for x, _ in at.values()) / len(at)
    middle_y = sum(y for _, y in at.values()) / len(at)
    spread = sum((x - middle_x) ** 2 - (y - middle_y) ** 2 for x, y in at.values())
    return math.atan2(2 * sum((x - middle_x) * (y - middle_y) for x, y in at.values()), spread) / 2


def _separated(at: dict[Node, Point], boxes: Mapping[Node, Box]) -> dict[Node, Point]:
    """Push overlapping boxes apart along the shorter way until none overlap."""
    points = {node: list(point) for node, point in at.items()}
    for _ in range(PASSES):
        moved = False
        order = sorted(points, key=lambda node: (points[node][0], node))
        widest = max(boxes[node][0] for node in order) + GAP
        for i, left in enumerate(order):
            for right in order[i + 1 :]:
                if points[right][0] - points[left][0] > widest:
                    break
                moved |= _push(points[left], points[right], boxes[left], boxes[right])
        if not moved:
            break
    return {node: (x, y) for node, (x, y) in points.items()}


def _push(first: list[float], second: list[float], box: Box, other: Box) -> bool:
    need_x, need_y = (box[0] + other[0]) / 2 + GAP, (box[1] + other[1]) / 2 + GAP
    over_x, over_y = need_x - abs(second[0] - first[0]), need_y - abs(second[1] - first[1])
    if over_x <= 0.5 or over_y <= 0.5:
        return False
    axis, over = (0, over_x) if over_x < over_y else (1, over_y)
    sign = 1.0 if second[axis] >= first[axis] else -1.0
    first[axis] -= sign * (over / 2 + 0.5)
    second[axis] += sign * (over / 2 + 0.5)
    return True


def _packed(parts: list[dict[Node, Point]], boxes: Mapping[Node, Box]) -> dict[Node, tuple[int, int]]:
    """Set the components side by side in rows, the largest first."""
    frames = [_frame(part, boxes) for part in parts]
    area = sum((right - left + SPACE) * (bottom - top + SPACE) for left, top, right, bottom in frames)
    widest = max((right - left for left, _, right, _ in frames), default=0.0)
    limit = max(widest, math.sqrt(area * 1.7))
    placed: dict[Node, tuple[int, int]] = {}
    x = y = row = 0.0
    for part, (left, top, right, bottom) in zip(parts, frames, strict=True):
        if x and x + right - left > limit:
            x, y, row = 0.0, y + row + SPACE, 0.0
        placed |= {node: (round(px - left + x), round(py - top + y)) for node, (px, py) in part.items()}
        x, row = x + right - left + SPACE, max(row, bottom - top)
    return placed


def _frame(part: dict[Node, Point], boxes: Mapping[Node, Box]) -> tuple[float, float, float, float]:
    return (
        min(x - boxes[node][0] / 2 for node, (x, _) in part.items()),
        min(y - boxes[node][1] / 2 for node, (_, y) in part.items()),
        max(x + boxes[node][0] / 2 for node, (x, _) in part.items()),
        max(y + boxes[node][1] / 2 for node, (_, y) in part.items()),
    )
