"""What the canvas shows: the networkx graph in, pyvis nodes and edges with fixed positions out."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import Any, TypeAlias

from kg.view.layout import positions

Options: TypeAlias = dict[str, Any]

# Above WHOLE nodes the page opens with the OVERVIEW best connected ones.
WHOLE = 500
OVERVIEW = 300
FONT_SIZE = 16
LINE_HEIGHT = 19
LABEL_GAP = 6
LINE_WIDTH = 10
LINES = 3
SHAPES: Mapping[str, Options] = {
    "person": {"shape": "dot", "size": 15},
    "group": {"shape": "dot", "size": 20},
    "place": {"shape": "square", "size": 12},
    "organization": {"shape": "hexagon", "size": 14},
    "report": {"shape": "triangle", "size": 13},
    "initiative": {"shape": "diamond", "size": 15},
    "other": {"shape": "triangleDown", "size": 11},
}
OPTIONS: Options = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {"hover": False, "multiselect": False, "hideEdgesOnDrag": False, "tooltipDelay": 86_400_000},
    "nodes": {"font": {"size": FONT_SIZE, "multi": False, "strokeWidth": 4}, "borderWidth": 1.5},
    "edges": {"smooth": False, "font": {"size": 13, "multi": False, "strokeWidth": 4, "align": "horizontal"}},
}
CURVE = 0.3


def wrapped(label: str) -> str:
    """The label in at most three lines of about ten Chinese characters, cut with ``…``."""
    lines, line, width = [], "", 0.0
    for char in " ".join(label.split()):
        wide = _width(char)
        if line and width + wide > LINE_WIDTH:
            lines.append(line)
            line, width = "", 0.0
        line, width = line + char, width + wide
    lines.append(line)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], lines[LINES - 1][:-1] + "…"]
    return "\n".join(lines)


def overview(graph: Any) -> list[str]:
    """The nodes to draw first, sorted: all of them, or the best connected of a large graph."""
    import networkx as nx

    if len(graph) <= WHOLE:
        return sorted(graph.nodes)
    best = sorted(graph.nodes, key=lambda node: (-graph.degree(node), node))[:OVERVIEW]
    core = nx.Graph(graph.subgraph(best))
    return sorted(node for node in best if any(other != node for other in core[node]))


def ties(graph: Any, number: Mapping[str, int], fact_number: Mapping[str, int]) -> list[Options]:
    """One drawn edge for all facts with the same subject, predicate and end, sorted.

    ``arrow`` is "from" for the home post of a seconded officer, so that home, officer and host
    read along the arrows; ``curve`` keeps edges between the same two nodes apart.
    """
    facts: dict[tuple[int, int, str], list[Any]] = {}
    for subject, end, fact in graph.edges(data="fact"):
        facts.setdefault((number[subject], number[end], fact.relation), []).append(fact)
    seconded = {subject for subject, _, predicate in facts if predicate in {"secondedTo", "secondedPost"}}
    between: dict[frozenset[int], int] = {}
    drawn = []
    for (subject, end, predicate), same in sorted(facts.items(), key=lambda item: item[0]):
        earlier = between.get(frozenset((subject, end)), 0)
        between[frozenset((subject, end))] = earlier + 1
        planned = all(fact.unsettled for fact in same)
        drawn.append(
            {
                "from": subject,
                "to": end,
                "p": predicate,
                "facts": sorted(fact_number[fact.id] for fact in same),
                "arrow": "from" if predicate == "heldPost" and subject in seconded and not planned else "to",
                "curve": earlier * CURVE * (1 if subject < end else -1),
                "dashed": planned,
                "faint": predicate == "partOf",
            }
        )
    return drawn


def drawing(graph: Any, shown: list[str], number: Mapping[str, int], edges: list[Options]) -> tuple[Any, Any, Any]:
    """Nodes, edges and options of vis-network for the nodes ``shown``, as pyvis holds them."""
    from pyvis.network import Network

    places = _places(graph, shown)
    canvas = Network(directed=True, cdn_resources="in_line", height="100%", width="100%")
    canvas.set_options(json.dumps(OPTIONS))
    for node in shown:
        x, y = places[node]
        kind = graph.nodes[node]["kind"]
        canvas.add_node(number[node], label=wrapped(graph.nodes[node]["label"]), group=kind, x=x, y=y, **SHAPES[kind])
    drawn = {number[node] for node in shown}
    for i, edge in enumerate(edges):
        if edge["from"] in drawn and edge["to"] in drawn:
            canvas.add_edge(edge["from"], edge["to"], id=i, arrows=edge["arrow"])
    nodes, lines, _, _, _, options = canvas.get_network_data()
    return nodes, lines, json.loads(options)


def _places(graph: Any, shown: list[str]) -> dict[str, tuple[int, int]]:
    import networkx as nx

    simple = nx.Graph()
    simple.add_nodes_from(shown)
    simple.add_edges_from(sorted((a, b) for a, b in graph.subgraph(shown).edges() if a != b))
    boxes = {node: _box(graph.nodes[node]) for node in shown}
    centres = positions(simple, boxes, rightward=_home_to_host(graph))
    # vis-network centres the shape, not the shape with its label below.
    return {node: (x, y - round(_label_height(graph.nodes[node]) / 2)) for node, (x, y) in centres.items()}


def _home_to_host(graph: Any) -> list[tuple[str, str]]:
    homes: dict[str, list[str]] = {}
    hosts: dict[str, list[str]] = {}
    for person, place, fact in graph.edges(data="fact"):
        if fact.relation == "heldPost":
            homes.setdefault(person, []).append(place)
        elif fact.relation == "secondedTo":
            hosts.setdefault(person, []).append(place)
    return sorted((home, host) for person in hosts for home in homes.get(person, ()) for host in hosts[person])


def _box(node: Mapping[str, str]) -> tuple[float, float]:
    size: int = SHAPES[node["kind"]]["size"]
    width = max(sum(_width(char) for char in line) for line in wrapped(node["label"]).split("\n"))
    return max(width * FONT_SIZE, 2 * size), 2 * size + _label_height(node)


def _label_height(node: Mapping[str, str]) -> int:
    return LABEL_GAP + LINE_HEIGHT * len(wrapped(node["label"]).split("\n"))


def _width(char: str) -> float:
    """In ems: full-width characters 1, others a little more than a half."""
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.56
