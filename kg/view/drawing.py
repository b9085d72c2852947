"""Scenes as vis-network draws them: pyvis nodes with fixed positions, and its options."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from kg.view.chips import FONT_SIZE, GLYPHS, LINE_HEIGHT, MARGIN, size_of
from kg.view.scenes import TILE_CHIP, Scene

Options: TypeAlias = dict[str, Any]

OPTIONS: Final[Options] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": False,
        "multiselect": False,
        "selectConnectedEdges": False,
        "dragNodes": False,
        "tooltipDelay": 86_400_000,
        "zoomSpeed": 0.6,
    },
    "nodes": {
        "shape": "box",
        "font": {"size": FONT_SIZE, "multi": False, "align": "left", "vadjust": 0},
        "margin": {"top": MARGIN, "bottom": MARGIN, "left": MARGIN, "right": MARGIN},
        "borderWidth": 1,
        "shapeProperties": {"borderRadius": 6},
    },
    "edges": {
        "smooth": False,
        "font": {"size": 13, "multi": False, "strokeWidth": 3, "align": "middle"},
        "selectionWidth": 0,
    },
}
HEIGHTS: Final = {"line": LINE_HEIGHT, "margin": MARGIN, "font": FONT_SIZE}
"""What the page needs to measure a chip as the build does, in pixels."""


def drawing(graph: Any, scene: Scene, number: Mapping[str, int]) -> tuple[list[Options], Options]:
    """The nodes of ``scene``, named by their numbers, and the options of vis-network, as pyvis holds them."""
    from pyvis.network import Network

    canvas = Network(directed=True, cdn_resources="in_line", height="100%", width="100%")
    canvas.set_options(json.dumps(OPTIONS))
    for node, (x, y) in scene.at.items():
        data = graph.nodes[node]
        name = scene.names.get(node, data["lines"])
        width, height = TILE_CHIP if node in scene.names else size_of(graph, node, folded=node in scene.folded)
        canvas.add_node(
            number[node],
            label=f"{GLYPHS[data['kind']]} {name}",
            group=data["kind"],
            shape="box",
            x=x,
            y=y,
            widthConstraint={"minimum": width - 2 * MARGIN},
            heightConstraint={"minimum": height - 2 * MARGIN},
        )
    nodes, _, _, _, _, options = canvas.get_network_data()
    return nodes, json.loads(options)
