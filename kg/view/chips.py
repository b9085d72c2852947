"""The chip that a node is drawn as: its label in one or two lines, and how much room it takes."""

from __future__ import annotations

import unicodedata
from typing import Any, Final, TypeAlias

Size: TypeAlias = tuple[int, int]

FONT_SIZE: Final = 15
LINE_HEIGHT: Final = 18
MARGIN: Final = 7
HEIGHT: Final = LINE_HEIGHT + 2 * MARGIN
LINE_WIDTH: Final = 11
LINES: Final = 2
GLYPHS: Final = {
    "person": "●",
    "group": "◍",
    "place": "■",
    "organization": "⬢",
    "report": "▲",
    "initiative": "◆",
    "event": "★",
    "other": "▽",
    "document": "□",
    "region": "◎",
}


def wrapped(label: str) -> str:
    """The label in at most two lines of about eleven Chinese characters, cut with ``…``.

    >>> wrapped("关于望海区社区服务的思考")
    '关于望海区社区服务的思\\n考'
    """
    lines, line, width = [], "", 0.0
    for char in " ".join(label.split()):
        wide = ems(char)
        if line and width + wide > LINE_WIDTH:
            lines.append(line)
            line, width = "", 0.0
            if len(lines) > LINES:
                break
        line, width = line + char, width + wide
    lines.append(line)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], lines[LINES - 1][:-1] + "…"]
    return "\n".join(lines)


def ems(char: str) -> float:
    """The width of a character in ems: full-width ones 1, others a little more than a half."""
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.56


def size_of(graph: Any, node: str, *, folded: bool = False) -> Size:
    """Width and height in pixels of the chip of a node; a folded one has a line more, for its counts."""
    data = graph.nodes[node]
    lines = data["lines"].split("\n")
    widest = max(sum(map(ems, line)) for line in (*lines, data.get("english", ""))) + 1.2  # the glyph before it
    width = max(widest, 6.5) if folded else widest
    return round(width * FONT_SIZE) + 2 * MARGIN, (len(lines) + folded) * LINE_HEIGHT + 2 * MARGIN
