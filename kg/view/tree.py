"""Where everything belongs: what lies in which place or body, as one tree over the graph.

A county lies in its city, a body in its place, a person where the posts are, a report where its author
is, an initiative where it is to be carried out.  What lies nowhere known stands below one of the
regions of our own.  The network of the map is in: ``nx.MultiDiGraph``; a :class:`Tree` goes out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kg.view.regions import ELSEWHERE, REGIONS, UNPOSTED, region_of_body, region_of_country
from kg.vocab import ASSERTED

ROOT: Final = ""
DRAWN: Final = ("place", "organization", "person", "group", "report", "initiative")
"""The kinds that the map draws; meetings, goals and topics stand in the panel and in neighbourhoods."""
SECONDED: Final = frozenset({"secondedTo", "secondedPost"})
_NATIONAL: Final = "/org/CN/"
_HOMES: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("heldPost", "staffOf", "secondedFrom", "secondedTo", "nativeOf"),
    "group": ("heldPost", "staffOf", "secondedFrom", "secondedTo"),
    "initiative": ("targetDistrict", "implementedIn"),
}


@dataclass(frozen=True, slots=True)
class Tree:
    """``above`` gives the container of each node of the map, ``below`` what lies in a container, sorted.

    ``crossing`` are the people seconded away: person to (home, host), both nodes of the map.
    """

    above: dict[str, str]
    below: dict[str, list[str]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    crossing: dict[str, tuple[str, str]] = field(default_factory=dict)

    def chain(self, node: str) -> list[str]:
        """The node and what it lies in, the root last."""
        found = [node]
        while found[-1] != ROOT:
            found.append(self.above[found[-1]])
        return found

    def size(self, node: str) -> int:
        """How many nodes lie below, at any depth."""
        return self.sizes.get(node, 0)


def tree(graph: Any) -> Tree:
    """The tree of the kinds ``DRAWN``; nodes of ``graph`` have ``kind``, ``label`` and ``within``."""
    above: dict[str, str] = {}
    nodes = sorted(node for node, kind in graph.nodes(data="kind") if kind in DRAWN)
    for kind in DRAWN:
        for node in (node for node in nodes if graph.nodes[node]["kind"] == kind):
            above[node] = _container(graph, node, kind, above)
    for node, upper in above.items():
        if upper not in above and upper not in {ROOT, *REGIONS}:
            above[node] = ELSEWHERE  # it lies in something of a kind that the map does not draw
    _cut_loops(above)
    above |= {region: ROOT for region in REGIONS if region in set(above.values())}
    found = Tree(above)
    order = {node: (DRAWN.index(graph.nodes[node]["kind"]), graph.nodes[node]["label"]) for node in nodes}
    for node in sorted(above, key=lambda node: (order.get(node, (-1, "")), node)):
        found.below.setdefault(above[node], []).append(node)
    for node in above:
        for upper in found.chain(node)[1:]:
            found.sizes[upper] = found.sizes.get(upper, 0) + 1
    found.crossing.update(_crossing(graph, found))
    return found


def _container(graph: Any, node: str, kind: str, above: Mapping[str, str]) -> str:
    if kind == "place":
        return _upper_place(graph, node)
    if kind == "organization":
        body = graph.nodes[node]
        if body["within"] and body["within"] in graph:
            upper: str = body["within"]
            return upper
        return region_of_body(body["type"], body["label"], national=_NATIONAL in node)
    if kind == "report":
        authors = sorted(
            author for author, _, fact in graph.in_edges(node, data="fact") if fact.relation == "wroteReport"
        )
        return next((_place_of(graph, author, above) for author in authors if author in above), ELSEWHERE)
    home = _home(graph, node, _HOMES.get(kind, ()))
    if home:
        return home
    if kind in {"person", "group"}:
        return UNPOSTED
    proposers = sorted(other for other, _, fact in graph.in_edges(node, data="fact") if fact.relation == "proposes")
    return next((_place_of(graph, other, above) for other in proposers if other in above), ELSEWHERE)


def _place_of(graph: Any, node: str, above: Mapping[str, str]) -> str:
    return node if graph.nodes[node]["kind"] in {"place", "organization"} else above[node]


def _upper_place(graph: Any, node: str) -> str:
    uppers: list[str] = sorted(
        upper
        for _, upper, fact in graph.out_edges(node, data="fact")
        if fact.relation == "partOf" and fact.modality == ASSERTED and graph.nodes[upper]["kind"] == "place"
    )
    if uppers and uppers[0] != node:
        return uppers[0]
    kind = graph.nodes[node]["type"]
    if kind == "ForeignPlace":
        return region_of_country(node)
    return ROOT if kind == "ProvinceLevelDivision" else ELSEWHERE


def _home(graph: Any, node: str, relations: tuple[str, ...]) -> str | None:
    """The place or body that most facts of the first relation give, those of today before others."""
    for relation in relations:
        facts = [(end, fact) for _, end, fact in graph.out_edges(node, data="fact") if fact.relation == relation]
        facts = [(end, fact) for end, fact in facts if graph.nodes[end]["kind"] in {"place", "organization"}]
        facts = [pair for pair in facts if not pair[1].unsettled] or facts
        if facts:
            count: Counter[str] = Counter(end for end, _ in facts)
            now = Counter(end for end, fact in facts if "Incumbent" in fact.status)
            return min(count, key=lambda end: (-now[end], -count[end], end))
    return None


def _cut_loops(above: dict[str, str]) -> None:
    """Containers that lie in one another, as no source should say, stand at the top."""
    for node in sorted(above):
        seen = {node}
        while (upper := above.get(node, ROOT)) not in {ROOT, *REGIONS}:
            if upper in seen:
                above[node] = ELSEWHERE
                break
            seen.add(upper)
            node = upper


def _crossing(graph: Any, found: Tree) -> Iterator[tuple[str, tuple[str, str]]]:
    for person in sorted(found.above):
        if graph.nodes.get(person, {}).get("kind") not in {"person", "group"}:
            continue
        hosts = sorted(
            (fact.relation != "secondedPost", end)
            for _, end, fact in graph.out_edges(person, data="fact")
            if fact.relation in SECONDED and end in found.above
        )
        home = found.above[person]
        if hosts and home not in {ROOT, *REGIONS} and hosts[0][1] != home:
            yield person, (home, hosts[0][1])


def meeting_point(found: Tree, first: str, second: str) -> tuple[str, str, str]:
    """The lowest container that holds both, and its children on the way to each of them."""
    one, other = found.chain(first), found.chain(second)
    while len(one) > 1 and len(other) > 1 and one[-2] == other[-2]:
        one.pop()
        other.pop()
    return one[-1], one[-2] if len(one) > 1 else first, other[-2] if len(other) > 1 else second
