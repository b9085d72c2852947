"""What is drawn at once: a scene for the whole and one for every container that a page may open.

A scene draws everything in its container if that is little; else it folds the larger containers in it
to one chip each, which opens a scene of its own.  Over the whole of a large graph the provinces stand
on a grid that keeps their neighbours, so the picture is the same whatever is in the graph.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

from kg.view import packing
from kg.view.chips import HEIGHT, Size, size_of
from kg.view.packing import Block
from kg.view.tree import ROOT, SECONDED, Tree, meeting_point

WHOLE: Final = 320
"""As many nodes are drawn without folding."""
LOOSE: Final = 140
"""As many single nodes of a container are drawn beside folded ones, the best connected."""
RIM: Final = 12
"""As many places outside a container are drawn beside it."""
TILE: Final = (112, 88)
TILE_CHIP: Final = (96, 56)
RIM_GAP: Final = 130


@dataclass(frozen=True, slots=True)
class Scene:
    """``at`` gives the centre of each drawn node, ``folded`` those that stand for what is in them.

    ``frames`` are containers with corner, width and height; ``rest`` counts the nodes of the container
    that are neither drawn nor in something folded.  ``blank`` are tiles of provinces that the graph lacks,
    ``names`` what chips of one size are named by.
    """

    container: str
    at: dict[str, tuple[int, int]]
    frames: list[tuple[str, int, int, int, int]]
    folded: tuple[str, ...] = ()
    rim: tuple[str, ...] = ()
    rest: int = 0
    blank: list[tuple[str, int, int, int, int]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)


def scenes(graph: Any, tree: Tree) -> list[Scene]:
    """The scene of the whole first, then one for each container that some scene folds."""
    found = [_Drawing(graph, tree, ROOT).scene() if tree.size(ROOT) <= WHOLE else _tiles(graph, tree)]
    for scene in found:
        found += [_Drawing(graph, tree, node).scene() for node in scene.folded if node in tree.below]
    return found


class _Drawing:
    """Draws one container."""

    def __init__(self, graph: Any, tree: Tree, container: str) -> None:
        self._graph, self._tree, self._container = graph, tree, container
        self._folded: set[str] = set()
        self._left_out: set[str] = set()
        self._lanes: dict[str, dict[str, tuple[str, str, str, str]]] = {}

    def scene(self) -> Scene:
        if self._tree.size(self._container) > WHOLE:
            self._fold()
        self._plan_lanes()
        block = self._block(self._container)
        rim = self._rim(block)
        return Scene(
            self._container,
            {node: (round(x), round(y)) for node, (x, y) in sorted(block.chips.items())},
            [(node, round(x), round(y), round(w), round(h)) for node, x, y, w, h in block.frames],
            tuple(sorted(self._folded)),
            rim,
            len(self._left_out),
        )

    def _fold(self) -> None:
        """Fold the largest containers, and leave out the least connected single nodes, until few are drawn.

        A container that holds nothing but another opens that one too.
        """
        tree, members = self._tree, self._tree.below[self._container]
        while len(members) == 1 and members[0] in tree.below:
            members = tree.below[members[0]]
        single = [node for node in members if node not in tree.below]
        single.sort(key=lambda node: (-self._graph.degree(node), node))
        self._left_out = set(single[LOOSE:])
        drawn = min(len(single), LOOSE)
        holding = sorted((node for node in members if node in tree.below), key=lambda node: (tree.size(node), node))
        drawn += len(holding)
        for node in holding:
            drawn += tree.size(node)
            if drawn > WHOLE:
                self._folded.add(node)

    def _plan_lanes(self) -> None:
        inside = self._visible(self._container)
        for person, (home, host) in self._tree.crossing.items():
            if not {person, home, host} <= inside:
                continue
            lowest, one, other = meeting_point(self._tree, home, host)
            if lowest in {home, host} or one in self._folded or other in self._folded:
                continue
            self._lanes.setdefault(lowest, {})[person] = (one, other, home, host)

    def _visible(self, container: str) -> set[str]:
        found = {container}
        for node in self._tree.below.get(container, ()):
            if node in self._left_out:
                continue
            found |= {node} if node in self._folded else self._visible(node)
        return found

    def _block(self, container: str) -> Block:
        members = [node for node in self._tree.below.get(container, ()) if node not in self._left_out]
        away = {person for lane in self._lanes.values() for person in lane}
        blocks = {
            node: self._block(node) if self._opens(node) else self._chip(node) for node in members if node not in away
        }
        lane = self._lanes.get(container, {})
        sides = Counter({end: 0 for ends in lane.values() for end in ends[:2]})
        sides.update(other for _, other, *_ in lane.values())
        sides.subtract(one for one, *_ in lane.values())
        top = packing.Block(0, 0)
        if lane:
            people = {person: (home, host, self._chip(person)) for person, (_, _, home, host) in lane.items()}
            left = [blocks[node] for node in blocks if node in sides and sides[node] < 0]
            right = [blocks[node] for node in blocks if node in sides and sides[node] >= 0]
            top = packing.between(left, right, people)
        content = packing.arranged(
            [block for node, block in blocks.items() if node not in sides and not self._opens(node)],
            [block for node, block in blocks.items() if node not in sides and self._opens(node)],
            top.width,
        )
        content = packing.stack([top, content], 2 * packing.GAP)
        if container == ROOT:
            return content
        return packing.framed(container, self._chip(container), content)

    def _opens(self, node: str) -> bool:
        return node in self._tree.below and node not in self._folded

    def _chip(self, node: str) -> Block:
        return packing.chip(node, *self._size(node))

    def _size(self, node: str) -> Size:
        return size_of(self._graph, node, folded=node in self._folded)

    def _rim(self, block: Block) -> tuple[str, ...]:
        """Set the places outside that this one has most to do with beside it: who sends left, others right."""
        sent, ties = _outside(self._graph, self._tree, self._container, set(block.chips))
        chosen = sorted(ties, key=lambda node: (-ties[node], node))[:RIM]
        left = [node for node in chosen if sent[node] > 0]
        right = [node for node in chosen if sent[node] <= 0]
        for nodes, x in (left, -RIM_GAP), (right, block.width + RIM_GAP):
            step = HEIGHT + 22
            y = block.height / 2 - step * (len(nodes) - 1) / 2
            for i, node in enumerate(nodes):
                width = self._size(node)[0]
                block.chips[node] = (x + (-width / 2 if x < 0 else width / 2), y + i * step)
        return tuple(sorted(chosen))


def _outside(graph: Any, tree: Tree, container: str, inside: set[str]) -> tuple[Counter[str], Counter[str]]:
    sent: Counter[str] = Counter()
    ties: Counter[str] = Counter()
    above = set(tree.chain(container))
    for node in sorted(inside):
        if node not in graph:
            continue
        for one, other, fact in [*graph.out_edges(node, data="fact"), *graph.in_edges(node, data="fact")]:
            end = other if one == node else one
            if end in inside or end not in tree.above or fact.relation == "partOf":
                continue
            chain = tree.chain(end)
            if container in chain:
                continue
            beside = next(low for low, up in itertools.pairwise(chain) if up in above)
            if beside in above:
                continue
            ties[beside] += 1
            if fact.relation in SECONDED:
                sent[beside] += -1 if one == node else 1
    return sent, ties


def _tiles(graph: Any, tree: Tree) -> Scene:
    """The provinces on their grid; what has no tile of its own stands in rows below."""
    tops = tree.below[ROOT]
    grid = {name: (column * TILE[0], row * TILE[1]) for name, (column, row, _) in _grid().items()}
    by_name = {name: node for node in tops if (name := _tile_of(graph, node))}
    at = {by_name[name]: corner for name, corner in grid.items() if name in by_name}
    lowest = max(y for _, y in grid.values()) + TILE[1]
    others = [node for node in tops if node not in at]
    columns = max(x for x, _ in grid.values()) // TILE[0] + 1
    for i, node in enumerate(others):
        at[node] = (i % columns * TILE[0], lowest + i // columns * TILE[1])
    width, height = TILE_CHIP
    return Scene(
        ROOT,
        dict(sorted(at.items())),
        [],
        tuple(sorted(at)),
        names={
            node: _grid()[name][2] if name.isdecimal() else graph.nodes[node]["label"] for name, node in by_name.items()
        },
        blank=[
            (_grid()[name][2], x - width // 2, y - height // 2, width, height)
            for name, (x, y) in grid.items()
            if name not in by_name and name.isdecimal()
        ],
    )


def _tile_of(graph: Any, node: str) -> str:
    if node.startswith("region:"):
        return node.removeprefix("region:")
    code = graph.nodes[node]["code"] or ""
    return code[:2] if code[2:] == "0000" and code[:2] in _grid() else ""


@cache
def _grid() -> dict[str, tuple[int, int, str]]:
    """Column, row and short name of each tile."""
    lines = (files("kg.view") / "tiles.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {name: (int(column), int(row), label) for name, column, row, label in rows}
