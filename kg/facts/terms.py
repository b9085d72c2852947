"""The words of the ontology: IRIs, Chinese and English labels, kinds of nodes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg import vocab
from kg.resources import data

Words: TypeAlias = dict[str, str]

TYPE, SUBJECT, PREDICATE, OBJECT = map(NamedNode, (vocab.TYPE, vocab.SUBJECT, vocab.PREDICATE, vocab.OBJECT))
PREF_LABEL, LABEL, TITLE = map(NamedNode, (vocab.PREF_LABEL, vocab.LABEL, vocab.TITLE))
MEMBER, ORGANIZATION, POST_IN = map(NamedNode, (vocab.MEMBER, vocab.ORGANIZATION, vocab.POST_IN))
START, END, EXACT = map(NamedNode, (vocab.START, vocab.END, vocab.EXACT))
SUB_CLASS_OF = NamedNode(vocab.RDFS + "subClassOf")

# The first base class that matches names the kind; a class below none of them is "other".
KINDS = (
    ("Person", "person"),
    ("PersonGroup", "group"),
    ("Place", "place"),
    ("Organization", "organization"),
    ("Report", "report"),
    ("Undertaking", "initiative"),
    ("Event", "event"),
    ("SourceDocument", "document"),
)


# Relations that are no terms, since each of their claims is a node of its own: the term whose words they go by.
_GOES_BY = {"quote": "Quotation", "statistic": "Observation", vocab.RANKING: "rankPosition"}


def term(name: str) -> NamedNode:
    """The IRI of a term of our own vocabulary."""
    return NamedNode(vocab.kg(name))


def local(iri: str) -> str:
    """The part of an IRI after the last ``#`` or ``/``."""
    return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Ontology:
    """Labels by local name, and the superclasses of each class."""

    labels: dict[str, Words]
    parents: dict[str, frozenset[str]]

    def words(self, name: str) -> Words:
        """The Chinese and English label of a term or a relation; the name itself where the ontology has none."""
        return {"zh": name, "en": name} | self.labels.get(_GOES_BY.get(name, name), {})

    def kind(self, classes: list[str]) -> str:
        """The kind of node for something that has these classes."""
        above = {name for known in classes for name in self._above(known)}
        return next((kind for base, kind in KINDS if base in above), "other")

    def depth(self, name: str) -> int:
        """How many classes lie above: the larger, the more specific."""
        return len(self._above(name))

    def _above(self, name: str) -> set[str]:
        found, queue = {name}, [name]
        while queue:
            fresh = self.parents.get(queue.pop(), frozenset()) - found
            found |= fresh
            queue += fresh
        return found


@cache
def ontology() -> Ontology:
    """The ontology that is installed with the program."""
    labels: dict[str, Words] = {}
    parents: dict[str, set[str]] = {}
    for quad in parse((data("ontology") / "kg.ttl").read_bytes(), RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not subject.value.startswith(vocab.KG):
            continue
        name = local(subject.value)
        if quad.predicate == LABEL and isinstance(value, Literal) and value.language:
            labels.setdefault(name, {})[value.language] = value.value
        elif quad.predicate == SUB_CLASS_OF and isinstance(value, NamedNode):
            parents.setdefault(name, set()).add(local(value.value))
    return Ontology(labels, {name: frozenset(above) for name, above in parents.items()})
