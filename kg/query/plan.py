"""Says how a query is built and what its patterns find: a store and a query in, lines of text out.

The tree is the standard's algebra (SPARQL 1.1, section 18.2) as rdflib translates it.  Oxigraph
does not tell in which order it joins, so each pattern shows how many triples it finds alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from kg.query.catalog import SavedQuery
from kg.query.escape import visible
from kg.query.prefixes import prefixes_of
from kg.query.run import terms

_CHILDREN = ("p", "p1", "p2")
_HIDDEN = ("SelectQuery", "AskQuery", "ConstructQuery", "DescribeQuery", "ToMultiSet")


def plan(store: ox.Store, query: SavedQuery | str, params: Mapping[str, str] | None = None) -> list[str]:
    """The lines of the plan of a query that :func:`kg.query.run` accepts with the same parameters.

    A query that rdflib reads otherwise gives one line that says so.  Raises QueryError as ``run`` does.
    """
    from rdflib.plugins.sparql import prepareQuery

    prefixes = prefixes_of(store)
    bound = {name: str(term) for name, term in terms(store, query, params or {}, prefixes).items()}
    text = query if isinstance(query, str) else query.text
    try:
        algebra = prepareQuery(text, initNs=dict(prefixes)).algebra
    except Exception as error:  # rdflib has no common base for what it raises here
        return [f"no plan: rdflib reads this query otherwise ({visible(' '.join(str(error).split())[:80])})"]
    return list(_lines(store, algebra, bound, 0))


def _lines(store: ox.Store, node: Any, bound: Mapping[str, str], depth: int) -> Iterator[str]:
    name = getattr(node, "name", None)
    if name is None:
        return
    if name not in _HIDDEN:
        yield "  " * depth + _head(name, node)
        depth += 1
    if name == "BGP":
        for triple in node.triples:
            yield "  " * depth + _pattern(store, triple, bound)
    for key in _CHILDREN:
        yield from _lines(store, node.get(key), bound, depth)


def _head(name: str, node: Any) -> str:
    if name == "Project":
        return f"Project {' '.join(variable.n3() for variable in node.PV)}"
    if name == "Extend":
        return f"Bind {node.var.n3()}"
    if name == "Graph":
        return f"Graph {node.term.n3()}"
    return {"LeftJoin": "Optional", "BGP": "Patterns", "Slice": "Limit"}.get(name, name)


def _pattern(store: ox.Store, triple: tuple[Any, Any, Any], bound: Mapping[str, str]) -> str:
    from rdflib.paths import Path

    names = [term.n3() for term in triple]
    shown = [bound.get(name.removeprefix("?"), name) if name[0] == "?" else name for name in names]
    text = visible(" ".join(shown))
    if isinstance(triple[1], Path):
        return f"{text}  (a path)"
    answer = store.query(f"SELECT (COUNT(*) AS ?number) WHERE {{ {' '.join(shown)} }}")
    assert isinstance(answer, ox.QuerySolutions)
    return f"{text}  ({int(next(answer)['number'].value):,} triples)"
