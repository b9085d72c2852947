"""What the endpoint can do: SPARQL 1.1 Service Description (W3C Recommendation 2013), with VoID counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg import vocab
from kg.serve.data import Bounds, Data
from kg.serve.sparql import graph_answer
from kg.serve.wire import Answer, Job

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULTS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML", "N-Quads", "TriG",
)  # fmt: skip
_MOST_GRAPHS: Final = 1000
"""Named graphs are listed up to this number: a description is read by people and small programs."""


def description(data: Data, bounds: Bounds, job: Job) -> Answer:
    """The description of the endpoint at the IRI ``endpoint`` of the job.  Raises RefusedError."""
    return graph_answer(data, bounds, list(_triples(data.store, job.one("endpoint") or "")), job)


def _triples(store: ox.Store, endpoint: str) -> Iterator[ox.Triple]:
    service = ox.NamedNode(endpoint)
    dataset, default = ox.NamedNode(f"{endpoint}#dataset"), ox.NamedNode(f"{endpoint}#default-graph")
    a = ox.NamedNode(vocab.TYPE)
    yield ox.Triple(service, a, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), service)
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for form in _RESULTS:
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + form))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, a, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, a, _sd("Graph"))
    triples = sum(1 for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    yield ox.Triple(default, ox.NamedNode(vocab.VOID + "triples"), ox.Literal(triples))
    names = sorted((node for node in store.named_graphs() if isinstance(node, ox.NamedNode)), key=str)
    for number, name in enumerate(names[:_MOST_GRAPHS]):
        graph = ox.NamedNode(f"{endpoint}#graph-{number}")
        yield ox.Triple(dataset, _sd("namedGraph"), graph)
        yield ox.Triple(graph, a, _sd("NamedGraph"))
        yield ox.Triple(graph, _sd("name"), name)


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
