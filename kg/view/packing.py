"""Boxes within boxes: sizes in, positions in whole pixels out; nothing overlaps, nothing is random.

A container is a frame with its own chip on top, then the chips of what stands in it in rows, then
the frames of the containers in it on shelves.  Where people are seconded from one of its containers to
another, senders stand on the left, receivers on the right, and the people between them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

GAP: Final = 10
PAD: Final = 12
LANE: Final = 84
"""Room for an arrow between a frame and the people between frames."""
ASPECT: Final = 1.5
NARROW: Final = 230

Point: TypeAlias = tuple[float, float]


@dataclass(slots=True)
class Block:
    """A drawn rectangle: chips by their centres and frames by their corners, both from its top left corner."""

    width: float
    height: float
    chips: dict[str, Point] = field(default_factory=dict)
    frames: list[tuple[str, float, float, float, float]] = field(default_factory=list)

    def take(self, other: Block, x: float, y: float) -> None:
        """Put ``other`` into this block with its corner at ``x``, ``y``."""
        self.chips |= {node: (px + x, py + y) for node, (px, py) in other.chips.items()}
        self.frames += [(node, fx + x, fy + y, w, h) for node, fx, fy, w, h in other.frames]


def chip(node: str, width: float, height: float) -> Block:
    """The block of one node."""
    return Block(width, height, {node: (width / 2, height / 2)})


def shelves(blocks: Sequence[Block], limit: float) -> Block:
    """The blocks in rows from left to right, a new row where the next would pass ``limit``.

    Low blocks stand one below the other where a row has room for them.
    """
    found = Block(0, 0)
    x = y = row = 0.0
    column, filled = 0.0, 0.0
    for block in blocks:
        if x and filled + GAP + block.height <= row and block.width <= column * 1.25 and x + block.width <= limit:
            found.take(block, x, y + filled + GAP)
            column, filled = max(column, block.width), filled + GAP + block.height
        else:
            x += column + GAP if column else 0.0
            if x and x + block.width > limit:
                x, y, row = 0.0, y + row + GAP, 0.0
            found.take(block, x, y)
            column, filled, row = block.width, block.height, max(row, block.height)
        found.width, found.height = max(found.width, x + column), y + row
    return found


def stack(blocks: Iterable[Block], gap: float = GAP) -> Block:
    """The blocks one below the other."""
    found = Block(0, 0)
    for block in blocks:
        if block.chips or block.frames:
            y = found.height + gap if found.chips or found.frames else 0.0
            found.take(block, 0, y)
            found.width, found.height = max(found.width, block.width), y + block.height
    return found


def framed(node: str, head: Block | None, inside: Block) -> Block:
    """A frame named ``node`` around its own chip and what is inside."""
    content = stack([block for block in (head, inside) if block])
    found = Block(content.width + 2 * PAD, content.height + 2 * PAD)
    found.take(content, PAD, PAD)
    found.frames.insert(0, (node, 0, 0, found.width, found.height))
    return found


def arranged(chips: Sequence[Block], frames: Sequence[Block], least: float = 0.0) -> Block:
    """Chips in rows above frames on shelves, about one and a half times as wide as high, ``least`` or wider."""
    area = sum((block.width + GAP) * (block.height + GAP) for block in [*chips, *frames])
    widest = max((block.width for block in [*chips, *frames]), default=0.0)
    limit = max(widest, least, NARROW if len(chips) > 2 else 0, math.sqrt(area * ASPECT))
    tall = sorted(frames, key=lambda block: -block.height)
    return stack([shelves(chips, limit), shelves(tall, limit)])


def between(senders: Sequence[Block], receivers: Sequence[Block], people: dict[str, tuple[str, str, Block]]) -> Block:
    """Senders left, receivers right, and the people in a lane between, each level with its two ends.

    ``people`` gives for each person the two chips it stands between, and its own block.
    """
    left, right = stack(senders, GAP * 2), stack(receivers, GAP * 2)
    middle = max(block.width for *_, block in people.values())
    height = max(left.height, right.height)
    found = Block(left.width + right.width + middle + 2 * LANE, height)
    found.take(left, 0, (height - left.height) / 2)
    found.take(right, left.width + middle + 2 * LANE, (height - right.height) / 2)
    wanted = sorted(
        ((found.chips[home][1] + found.chips[host][1]) / 2, person, block)
        for person, (home, host, block) in people.items()
    )
    tops: list[float] = []
    free = 0.0
    for level, _, block in wanted:
        tops.append(max(free, level - block.height / 2))
        free = tops[-1] + block.height + GAP
    limit = max(height, sum(block.height + GAP for *_, block in wanted) - GAP)
    found.height = limit
    for i in range(len(wanted) - 1, -1, -1):
        _, person, block = wanted[i]
        y = min(tops[i], limit - block.height)
        found.chips[person] = (left.width + LANE + middle / 2, y + block.height / 2)
        limit = y - GAP
    return found
