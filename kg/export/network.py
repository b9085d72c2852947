"""The entities and facts of a store as a property graph: a store in, ``Node`` and ``Edge`` rows out.

What GraphML, GEXF and the import tables of a graph database have in common.  Every string is made
``visible``: no control, bidirectional or private character and nothing that XML 1.0 forbids is left
in it, so a line break inside a quote reads ⏎; the offsets lead to the characters as they were.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg import vocab
from kg.export.facts import read_facts
from kg.facts import Fact
from kg.facts.names import term_labels, texts
from kg.facts.terms import local

if TYPE_CHECKING:
    from pyoxigraph import Store

_TEXT: Final = "Text"
"""The type of a node that is no entity of the graph: the object of a relation that ends in text."""
_NOT_IN_XML: Final = re.compile("[\ufffe\uffff]")
_ENTITIES: Final = vocab.ENTITY_CLASSES - {"SourceDocument", "NewsArticle"}
"""What is a node; documents are named by edges, and claims, what led to them and links are none."""


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A person, place, body, post, report or initiative; or what a text says, of the type Text.

    ``types`` are its classes, the most specific first; ``code`` is the division's.
    """

    iri: str
    label: str
    types: tuple[str, ...]
    type_label: str
    pinyin: str
    code: str


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A fact.  ``weight`` counts its pieces of evidence, at least 1.

    ``evidence`` names them as ``document:start-end``, in code points, half-open; ``quotes`` are their
    words, in the same order.  ``id`` is made from what the fact says, so it is the same in every export.
    """

    source: str
    relation: str
    target: str
    id: str
    label: str
    weight: int
    post: str
    post_iri: str
    organization: str
    status: tuple[str, ...]
    start_date: str
    end_date: str
    date_text: tuple[str, ...]
    modality: str
    speaker: tuple[str, ...]
    origin: str
    confidence: float | None
    documents: tuple[str, ...]
    evidence: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes by IRI and edges by what they connect, both sorted; every end of an edge is a node."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(store: Store) -> Network:
    """The network of ``store``, whose default graph must be the union of its graphs."""
    facts = read_facts(store)
    words = term_labels()
    labels = texts(store, vocab.PREF_LABEL)
    files = texts(store, vocab.kg("fileName"))
    nodes = _nodes(store, facts, labels, words)
    documents = {iri.rpartition("/")[2]: name for iri, name in files.items()}
    edges = tuple(sorted(_edge(fact, labels, documents, words) for fact in facts))
    return Network(nodes, edges)


def harmless(text: str) -> str:
    """``text`` with nothing hidden and nothing that XML 1.0 (section 2.2, Char) forbids."""
    from kg.query import visible

    return _NOT_IN_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", visible(text))


def _nodes(store: Store, facts: list[Fact], labels: Mapping[str, str], words: Mapping[str, str]) -> tuple[Node, ...]:
    pinyin, codes = texts(store, vocab.kg("pinyin")), texts(store, vocab.kg("adcode"))
    types = _types(store)
    ends = {fact.subject for fact in facts} | {fact.object for fact in facts if not fact.ends_in_text}
    said = {fact.object for fact in facts if fact.ends_in_text}
    entities = {iri for iri, names in types.items() if _ENTITIES & names}
    nodes = [
        _node(iri, labels.get(iri, ""), types.get(iri, set()), words, pinyin.get(iri, ""), codes.get(iri, ""))
        for iri in entities | ends
    ]
    nodes += [Node(_text_iri(text), harmless(text), (_TEXT,), "文字", "", "") for text in said]
    return tuple(sorted(nodes))


def _node(iri: str, label: str, types: set[str], words: Mapping[str, str], pinyin: str, code: str) -> Node:
    ordered = tuple(sorted(types, key=lambda name: (-_depth(name), name)))
    kind = words.get(ordered[0], ordered[0]) if ordered else ""
    shown = harmless(label or local(iri))
    return Node(harmless(iri), shown, tuple(map(harmless, ordered)), kind, harmless(pinyin), harmless(code))


def _edge(fact: Fact, labels: Mapping[str, str], documents: Mapping[str, str], words: Mapping[str, str]) -> Edge:
    def name(iri: str) -> str:
        return harmless(labels.get(iri, iri))

    where = [f"{source.document}:{source.start}-{source.end}" for source in fact.sources]
    named = [documents.get(source.document, source.document) for source in fact.sources]
    return Edge(
        source=harmless(fact.subject),
        relation=harmless(fact.relation),
        target=_text_iri(fact.object) if fact.ends_in_text else harmless(fact.object),
        id=_identity(fact),
        label=words.get(fact.relation, fact.relation),
        weight=max(1, len(fact.sources)),
        post=name(fact.post) if fact.post else "、".join(map(harmless, fact.titles[:1])),
        post_iri=harmless(fact.post),
        organization=name(fact.organization),
        status=tuple(map(harmless, fact.status)),
        start_date=harmless(fact.start),
        end_date=harmless(fact.end),
        date_text=tuple(map(harmless, fact.date_texts)),
        modality=harmless(fact.modality),
        speaker=tuple(map(name, fact.speakers)),
        origin=harmless(fact.origin),
        confidence=fact.confidence,
        documents=tuple(map(harmless, sorted(set(named)))),
        evidence=tuple(map(harmless, where)),
        quotes=tuple(harmless(source.quote) for source in fact.sources),
    )


def _text_iri(text: str) -> str:
    """The IRI of a node that stands for a text, made from its words (RFC 6920, named information)."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return f"ni:///sha-256;{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def _identity(fact: Fact) -> str:
    return hashlib.sha256(repr(fact.said).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _types(store: Store) -> dict[str, set[str]]:
    """The classes of our vocabulary of each node."""
    from pyoxigraph import DefaultGraph, NamedNode

    found: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, NamedNode(vocab.TYPE), None, DefaultGraph()):
        subject, kind = quad.subject, quad.object
        if isinstance(subject, NamedNode) and isinstance(kind, NamedNode) and kind.value.startswith(vocab.KG):
            found.setdefault(subject.value, set()).add(kind.value.removeprefix(vocab.KG))
    return found


def _depth(name: str) -> int:
    return len(vocab.lineage(name))
