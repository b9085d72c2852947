"""What a worker can do: the name of each job to its function of data, bounds and values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from kg.query.printed import body_iri
from kg.serve.browse import index
from kg.serve.data import Bounds, Data
from kg.serve.decided import claim, person
from kg.serve.description import description
from kg.serve.entity import entity, page
from kg.serve.graphs import graph
from kg.serve.mapped import answer, make
from kg.serve.plain import plain, understand
from kg.serve.questions import ask
from kg.serve.sparql import sparql
from kg.serve.terms import terms
from kg.serve.wire import Answer, Job

Work: TypeAlias = Callable[[Data, Bounds, Job], Answer]

JOBS: Final[Mapping[str, Work]] = {
    "ask": plain,
    "browse": index,
    "claim": claim,
    "description": description,
    "entity": entity,
    "graph": graph,
    "make-map": make,
    "map": answer,
    "page": page,
    "person": person,
    "question": ask,
    "sparql": sparql,
    "terms": terms,
}


def prepare(data: Data) -> None:
    """Read what the first question would read, lexicons and names, so that no worker spends a second on it."""
    body_iri("县委", data.base)
    understand(data)
