"""The names a question may use: a store in, an index from printed name to the nodes it may mean out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.lexicon.short_forms import aliases_of, short_of
from kg.query.prefixes import prefixes_of

#: Class of the ontology to the kind of slot its nodes fill.
_KINDS = {
    "Person": "person",
    "PersonGroup": "person",
    "Place": "place",
    "Organization": "body",
    "Post": "post",
    "Report": "report",
    "Undertaking": "initiative",
    "SourceDocument": "file",
}
_NAMES = """
SELECT DISTINCT ?node ?class ?name WHERE {
  VALUES ?class { kg:Person kg:PersonGroup kg:Place kg:Organization kg:Post kg:Report kg:Undertaking }
  { ?node a ?class ; skos:prefLabel ?name } UNION { ?node a ?class ; kg:shortName ?name }
}
"""
_TITLES = "SELECT DISTINCT ?node ?name WHERE { ?claim kg:titleText ?name ; kg:post ?node }"
_FILES = "SELECT DISTINCT ?node ?name WHERE { ?node kg:fileName ?name }"
_PARENTS = "SELECT DISTINCT ?node ?parent WHERE { ?node kg:partOf ?parent }"
_SHORTEST = 2
LONGEST = 80  # no name in a question is longer


@dataclass(frozen=True, slots=True)
class Labels:
    """``nodes``: kind and printed name to IRIs, sorted.  ``parents``: the places that a place lies in directly."""

    nodes: Mapping[str, Mapping[str, tuple[str, ...]]]
    parents: Mapping[str, frozenset[str]]
    base: str

    def kinds(self, name: str) -> Iterator[str]:
        """The kinds of nodes that bear a name."""
        return (kind for kind, names in self.nodes.items() if name in names)

    def above(self, iri: str) -> frozenset[str]:
        """All places that a place lies in."""
        found: set[str] = set()
        fresh = set(self.parents.get(iri, ()))
        while fresh:
            found |= fresh
            fresh = {parent for one in fresh for parent in self.parents.get(one, ())} - found
        return frozenset(found)


def read_labels(store: ox.Store) -> Labels:
    """The index of a store.  Reading it takes about a second for a million quads; keep it for many questions."""
    prefixes = prefixes_of(store)
    nodes: dict[str, dict[str, set[str]]] = {kind: defaultdict(set) for kind in _KINDS.values()}
    for node, kind, name in _rows(store, prefixes):
        for printed in (name, short_of(name), *aliases_of(name)) if kind == "place" else (name,):
            if _SHORTEST <= len(printed) <= LONGEST:
                nodes[kind][printed.lower()].add(node)
    parents: dict[str, set[str]] = defaultdict(set)
    for row in _solutions(store, _PARENTS, prefixes):
        parents[row["node"].value].add(row["parent"].value)
    return Labels(
        {kind: {name: tuple(sorted(iris)) for name, iris in names.items()} for kind, names in nodes.items()},
        {node: frozenset(above) for node, above in parents.items()},
        prefixes["id"].removesuffix("id/"),
    )


def _rows(store: ox.Store, prefixes: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for row in _solutions(store, _NAMES, prefixes):
        yield row["node"].value, _KINDS[row["class"].value.rpartition("#")[2]], row["name"].value
    for query, kind in ((_TITLES, "post"), (_FILES, "file")):
        for row in _solutions(store, query, prefixes):
            yield row["node"].value, kind, row["name"].value


def _solutions(store: ox.Store, text: str, prefixes: Mapping[str, str]) -> ox.QuerySolutions:
    answer = store.query(text, prefixes=dict(prefixes))
    assert isinstance(answer, ox.QuerySolutions)
    return answer
