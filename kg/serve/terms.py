"""What the editor completes: classes and properties that the graph uses, with their names, and the prefixes."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox

from kg import vocab
from kg.facts.terms import local, ontology
from kg.serve.data import Bounds, Data
from kg.serve.wire import Answer, Job

_PROPERTIES = "SELECT ?term (COUNT(*) AS ?n) { ?s ?term ?o } GROUP BY ?term"
_CLASSES = "SELECT ?term (COUNT(*) AS ?n) { ?s a ?term } GROUP BY ?term"


def terms(data: Data, _: Bounds, __: Job) -> Answer:
    """The terms as JSON: ``base``; ``prefixes``; ``classes`` and ``properties``, the most used first."""
    content = {
        "base": data.base,
        "prefixes": dict(sorted(data.prefixes.items())),
        "classes": _used(data.store, _CLASSES),
        "properties": _used(data.store, _PROPERTIES),
    }
    return Answer(200, "application/json", json.dumps(content, ensure_ascii=False).encode())


def _used(store: ox.Store, query: str) -> list[dict[str, Any]]:
    rows = store.query(query)
    assert isinstance(rows, ox.QuerySolutions)
    counted = [(row["term"].value, int(row["n"].value)) for row in rows if isinstance(row["term"], ox.NamedNode)]
    return [
        {"iri": iri, "count": count, "zh": ontology().words(local(iri))["zh"] if iri.startswith(vocab.KG) else ""}
        for iri, count in sorted(counted, key=lambda pair: (-pair[1], pair[0]))
    ]
