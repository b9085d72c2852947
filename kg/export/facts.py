"""The facts of a graph: a store whose default graph holds everything in, sorted ``Fact`` records out.

Nothing but the graph is read, so this works on any exported file as it does on a store: a graph
without statements (flavour ``knowledge``) gives the same facts without their sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from kg import vocab
from kg.export.names import local
from kg.store.properties import Properties

if TYPE_CHECKING:
    from pyoxigraph import Store

Said: TypeAlias = tuple[str | tuple[str, ...], ...]

_RELATIONS: Final = {**{name: vocab.kg(name) for name in sorted(vocab.RELATIONS)}, "postIn": vocab.POST_IN}
_TENURES: Final = {"heldPost": "HomeTenure", "secondedTo": "Secondment", "secondedPost": "Secondment"}
_DECIMAL: Final = re.compile(r"[01](\.[0-9]+)?")
_ENDS: Final = ("jurisdiction", vocab.ORGANIZATION, "hostDistrict", "hostOrganization", "post")


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where a fact is said: the document's id, offsets (code points, half-open), the words."""

    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """One relation between two nodes, with everything the documents of a graph say of it.

    ``subject``, ``object``, ``post`` and ``organization`` are IRIs; the object of one of
    ``vocab.LITERAL_RELATIONS`` is what a text says.  ``relation``, ``status``,
    ``modality`` and ``origin`` are names of the vocabulary; ``modality`` is Asserted unless a
    statement says otherwise, ``origin`` is empty where no document says the fact.  ``start`` and
    ``end`` are EDTF, ``confidence`` lies between 0 and 1.
    """

    subject: str
    relation: str
    object: str
    post: str = ""
    organization: str = ""
    status: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    modality: str = vocab.ASSERTED
    speakers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    date_texts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    origin: str = ""
    confidence: float | None = None
    sources: tuple[Source, ...] = ()

    @property
    def ends_in_text(self) -> bool:
        """Whether the object is what a text says, in words or as a date, and no node."""
        return self.relation in vocab.LITERAL_RELATIONS

    @property
    def said(self) -> Said:
        """What the fact says, without how and where it is said: facts that share it are one."""
        ends = (self.subject, self.relation, self.object, self.post, self.organization)
        return (*ends, self.status, self.start, self.end, self.modality, self.speakers)


def read_facts(store: Store) -> list[Fact]:
    """Every fact of ``store``; those that documents agree on are one fact with several sources."""
    graph = _Graph(store)
    said = [fact for node in graph.of_class("Statement") for fact in graph.statement(node)]
    known = {(fact.subject, fact.relation, fact.object) for fact in said if fact.modality == vocab.ASSERTED}
    unsaid = (fact for triple in graph.direct() if triple not in known for fact in graph.unsaid(*triple))
    return _merged([*said, *unsaid])


class _Graph(Properties):
    """The claims of a store and the direct triples beside them."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._tenures: dict[tuple[str, str], list[str]] = {}
        for kind in sorted(set(_TENURES.values())):
            for node in self.of_class(kind):
                for member in self.values(vocab.MEMBER).get(node, ()):
                    self._tenures.setdefault((kind, member), []).append(node)
        self._proposals: dict[tuple[str, str, str], list[str]] = {}
        for node in self.of_class("Proposal"):
            for by in (*self.get("inReport", node), *self.get("proposer", node)):
                for initiative in self.get("initiative", node):
                    self._proposals.setdefault((by, initiative, self._modality(node)), []).append(node)

    def direct(self) -> Iterator[tuple[str, str, str]]:
        """The direct triples between nodes: subject, name of the relation, object."""
        claims = {node for name in ("Tenure", "Proposal", "Statement") for node in self.of_class(name)}
        for name, predicate in _RELATIONS.items():
            for subject, values in self.values(predicate).items():
                if subject not in claims:
                    yield from ((subject, name, value) for value in values)

    def statement(self, node: str) -> Iterator[Fact]:
        """The facts of a statement: one for each tenure it stands for, one for what is of no tenure."""
        ends = (self.get(predicate, node) for predicate in (vocab.SUBJECT, vocab.PREDICATE, vocab.OBJECT))
        for subject, predicate, value in zip(*ends, strict=False):
            bare = Fact(subject, local(predicate), value, modality=self._modality(node))
            evidence = set(self.get("evidence", node))
            left = set(evidence)
            for tenure in self._holders(bare):  # one sentence may give two posts in one place
                shared = evidence & set(self.get("evidence", tenure))
                if shared:
                    left -= shared
                    yield self._detailed(bare, [tenure, node], shared)
            if left or not evidence:
                yield self._detailed(bare, [*self._proposed(bare), node], left)

    def unsaid(self, subject: str, relation: str, value: str) -> list[Fact]:
        """The facts of a direct triple that no statement is about: one for each tenure at its end."""
        bare = Fact(subject, relation, value)
        holders = [[tenure] for tenure in self._holders(bare)] or [self._proposed(bare)]
        return [self._detailed(bare, nodes, ()) for nodes in holders]

    def _holders(self, fact: Fact) -> list[str]:
        """The tenures at the object of ``fact`` that are as certain as it is."""
        nodes = self._tenures.get((_TENURES.get(fact.relation, ""), fact.subject), [])
        return [
            node
            for node in nodes
            if self._modality(node) == fact.modality and any(fact.object in self.get(end, node) for end in _ENDS)
        ]

    def _proposed(self, fact: Fact) -> list[str]:
        """The proposals that ``fact`` stands for."""
        return self._proposals.get((fact.subject, fact.object, fact.modality), [])

    def _modality(self, node: str) -> str:
        return local(next(iter(self.get("modality", node)), vocab.ASSERTED))

    def _detailed(self, fact: Fact, holders: list[str], evidence: Iterable[str]) -> Fact:
        """``fact`` with its details, each from the first of ``holders`` that has it."""

        def every(*predicates: str) -> tuple[str, ...]:
            found = (self.get(predicate, node) for predicate in predicates for node in holders)
            return next(filter(None, found), ())

        def one(*predicates: str) -> str:
            return next(iter(every(*predicates)), "")

        certain = [float(value) for value in every("confidence") if _DECIMAL.fullmatch(value)]
        return replace(
            fact,
            post=one("post"),
            organization=one(vocab.ORGANIZATION, "hostOrganization"),
            status=tuple(map(local, every("tenureStatus"))) or every("proposalStatusText"),
            start=one("startDate", "date"),
            end=one("endDate", "date"),
            speakers=every("speaker", "speakerText"),
            titles=every("titleText"),
            date_texts=every("dateText"),
            rules=every("ruleId"),
            origin=local(one("assertionStatus")),
            confidence=max(certain, default=None),
            sources=tuple(sorted(source for span in evidence for source in self._source(span))),
        )

    def _source(self, span: str) -> Iterator[Source]:
        document, start, end, exact = (
            self.get(name, span) for name in ("inDocument", vocab.START, vocab.END, vocab.EXACT)
        )
        if document and exact and start and end and start[0].isdecimal() and end[0].isdecimal():
            yield Source(local(document[0]), int(start[0]), int(end[0]), exact[0])


def _merged(facts: Iterable[Fact]) -> list[Fact]:
    """Facts that differ only in where and how they are said become one."""
    alike: dict[Said, list[Fact]] = {}
    for fact in facts:
        alike.setdefault(fact.said, []).append(fact)
    return [_union(alike[said]) for said in sorted(alike)]


def _union(group: list[Fact]) -> Fact:
    def every(name: str) -> tuple[str, ...]:
        return tuple(sorted({value for fact in group for value in getattr(fact, name)}))

    certain = [fact.confidence for fact in group if fact.confidence is not None]
    return replace(
        group[0],
        titles=every("titles"),
        date_texts=every("date_texts"),
        rules=every("rules"),
        origin=min(fact.origin for fact in group),
        confidence=max(certain, default=None),
        sources=tuple(sorted({source for fact in group for source in fact.sources})),
    )
