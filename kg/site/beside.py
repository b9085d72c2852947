"""What a page says of a thing beside its facts: details, what belongs to it, who tells of it, what it is known for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from markupsafe import Markup

from kg import vocab
from kg.facts.record import Fact
from kg.facts.terms import local
from kg.site.corpus import Corpus, shown
from kg.site.sections import Section
from kg.site.words import term

COUNTED: Final = (
    ("people", "Person"),
    ("places", "Place"),
    ("bodies", "Organization"),
    ("documents", "SourceDocument"),
    ("reports", "Report"),
    ("undertakings", "Undertaking"),
    ("events", "Event"),
    ("flows", "Secondment"),
)
"""What the first page counts: the name of an index, and the class of what it lists."""
BUSIEST: Final = 10
_NODES: Final = (
    ("author", vocab.AUTHOR),
    ("jurisdiction", "jurisdiction"),
    ("unitof", "unitOf"),
    ("postin", vocab.POST_IN),
    ("successor", "replacedByDivision"),
)
_TEXTS: Final = (
    ("shortname", "shortName"),
    ("code", "adcode"),
    ("publisher", "publisherText"),
    ("address", vocab.URL),
    ("file", "fileName"),
    ("genre", "genre"),
    ("ordinal", "reportOrdinal"),
    ("size", "groupSize"),
    ("length", "lengthText"),
)


def about(
    corpus: Corpus, iri: str, name: Callable[[str], Markup], date: Callable[[str], Markup]
) -> list[tuple[str, list[Any]]]:
    """What the graph knows of a thing beside its facts: names of the words with values to show."""
    graph = corpus.graph
    found: list[tuple[str, list[Any]]] = []
    for key, predicate in _NODES:
        found.append((key, [name(value) for value in graph.get(predicate, iri) if corpus.classes(value)]))
    for key, predicate in _TEXTS:
        found.append((key, [shown(value) for value in graph.get(predicate, iri)]))
    if not found[-1][1]:  # a length is printed, or counted
        found[-1] = ("length", [shown(value) for value in graph.get("lengthInCharacters", iri)])
    found.append(("doctype", [term(local(kind)) for kind in graph.get("documentKind", iri)]))
    dates = graph.get("dateText", iri) or graph.get("date", iri) or graph.get(vocab.ISSUED, iri)
    found.append(("date", [date(value) for value in dates[:1]]))
    years = [graph.one(year, iri) for year in ("firstYear", "lastYear")]
    found.append(("years", [f"{years[0]}–{years[1]}"] if any(years) else []))
    return [(key, values) for key, values in found if values]


def lists(corpus: Corpus, iri: str, kind: str) -> list[tuple[str, list[str]]]:
    """Things that belong to a place or a body."""
    having = corpus.graph.having
    named: list[tuple[str, Iterable[str]]] = []
    if kind == "place":
        named = [("units", having("partOf", iri)), ("bodiesof", having("jurisdiction", iri))]
    elif kind == "body":
        named = [("partsof", having("unitOf", iri)), ("posts", corpus.posts_of(iri))]
    listed = ((name, [one for one in iris if corpus.kind(one)]) for name, iris in named)
    return [(name, sorted(iris, key=lambda one: (local(one)[:9], one))) for name, iris in listed if iris]


def sources(corpus: Corpus, facts: Iterable[Fact]) -> list[str]:
    """The documents that say something of a thing, the latest first."""
    iris = {f"{corpus.base}id/doc/{source.document}" for fact in facts for source in fact.sources}
    return sorted(sorted(iris), key=lambda iri: corpus.graph.one(vocab.ISSUED, iri), reverse=True)


def busiest(corpus: Corpus, kind: str, role: str) -> list[tuple[str, int]]:
    """The members of a class that most statements have in a role, rdf:subject or rdf:object."""
    graph = corpus.graph
    counted = [(iri, len(graph.having(role, iri))) for iri in graph.of_class(kind)]
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))[:BUSIEST]


#: What tells in a line who somebody is.
_HELD = frozenset({"heldPost", "secondedTo", "secondedPost"})


def lede(found: Iterable[Section]) -> list[Fact]:
    """What a person is best known as: the post that most is said of, one still held before others, and a secondment."""
    best = []
    for name in ("career", "secondments"):
        held = [entry for section in found if section.name == name for entry in section.entries]
        held = [entry for entry in held if entry.lead.relation in _HELD and not entry.lead.unsettled]
        current = [entry for entry in held if not {"Former", "Removed"} & set(entry.lead.status[:1])]
        best += sorted(current or held, key=lambda entry: (len(entry.facts), entry.when), reverse=True)[:1]
    return [entry.lead for entry in best]
