"""The facts of a graph: what its claim nodes say, statements paired with the tenures they stand for.

A store whose default graph holds everything in, ``Fact`` records out.  Nothing but the graph is read,
so this works on any exported file as it does on a store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from pyoxigraph import Store

from kg import lazy_re as re
from kg import vocab
from kg.facts.record import Document, Fact, Source
from kg.facts.terms import local
from kg.store.properties import Lookup, Properties, Surroundings

TENURES: Final = {"heldPost": "HomeTenure", "secondedTo": "Secondment", "secondedPost": "Secondment"}
"""The relations that a tenure may stand behind, and its class."""
_ENDS: Final = ("jurisdiction", vocab.ORGANIZATION, "hostDistrict", "hostOrganization", "post")
_DECIMAL: Final = re.compile(r"[01](\.[0-9]+)?")


class Facts:
    """The facts that the claim nodes of a graph stand for."""

    def __init__(self, graph: Lookup) -> None:
        self._graph = graph

    def statement(self, node: str) -> Iterator[Fact]:
        """The facts of a statement: one for each tenure it stands for, one for what is of no tenure."""
        graph = self._graph
        ends = (graph.get(predicate, node) for predicate in (vocab.SUBJECT, vocab.PREDICATE, vocab.OBJECT))
        for subject, predicate, value in zip(*ends, strict=False):
            bare = Fact(subject, local(predicate), value, modality=self.modality(node), id=node)
            evidence = set(graph.get("evidence", node))
            left = set(evidence)
            beside = {other for span in evidence for other in graph.having("evidence", span)}
            for tenure in sorted(beside):  # one sentence may give two posts in one place
                if self._stands_behind(tenure, bare):
                    shared = evidence & set(graph.get("evidence", tenure))
                    left -= shared
                    yield self.detailed(replace(bare, id=f"{node} {tenure}"), [tenure, node], shared)
            if left or not evidence:
                yield self.detailed(bare, [*self.proposals(bare), node], left)

    def target(self, proposal: str) -> Iterator[Fact]:
        """Where an initiative is to be carried out, as its proposal says."""
        for initiative in self._graph.get("initiative", proposal)[:1]:
            for place in self._graph.get("proposalTarget", proposal):
                bare = Fact(initiative, "targetDistrict", place, modality=self.modality(proposal))
                bare = replace(bare, id=f"{proposal} {place}")
                yield self.detailed(bare, [proposal], self._graph.get("evidence", proposal))

    def quotation(self, node: str) -> Iterator[Fact]:
        """Who said what."""
        for speaker in self._graph.get("speaker", node)[:1]:
            for words in self._graph.get("quotationText", node)[:1]:
                bare = Fact(speaker, "quote", words, modality=self.modality(node), id=node)
                yield self.detailed(bare, [node], self._graph.get("evidence", node))

    def observation(self, node: str) -> Iterator[Fact]:
        """How much there is of what, or which rank something has."""
        graph = self._graph
        relation = vocab.RANKING if graph.get("rankPosition", node) else "statistic"
        for feature in graph.get("ofFeature", node)[:1]:
            bare = Fact(feature, relation, graph.one("valueText", node), modality=self.modality(node), id=node)
            bare = replace(bare, indicator=graph.one("indicator", node), scope=graph.one("scopeText", node))
            yield self.detailed(bare, [node], graph.get("evidence", node))

    def unsaid(self, subject: str, relation: str, value: str) -> list[Fact]:
        """The facts of a direct triple that no statement is about: one for each tenure at its end."""
        bare = Fact(subject, relation, value)
        nodes = [[tenure] for tenure in self.holders(bare)] or [self.proposals(bare)]
        return [self.detailed(bare, behind, ()) for behind in nodes]

    def holders(self, fact: Fact) -> list[str]:
        """The tenures at the object of ``fact`` that are as certain as it is."""
        if fact.relation not in TENURES:
            return []
        return [node for node in self._graph.having(vocab.MEMBER, fact.subject) if self._stands_behind(node, fact)]

    def _stands_behind(self, node: str, fact: Fact) -> bool:
        graph, kind = self._graph, TENURES.get(fact.relation)
        return (
            kind is not None
            and fact.subject in graph.get(vocab.MEMBER, node)
            and any(fact.object in graph.get(end, node) for end in _ENDS)
            and vocab.kg(kind) in graph.get(vocab.TYPE, node)
            and self.modality(node) == fact.modality
        )

    def proposals(self, fact: Fact) -> list[str]:
        """The proposals that ``fact`` stands for."""
        if fact.relation != "proposes":
            return []
        graph = self._graph
        return [
            node
            for node in graph.having("initiative", fact.object)
            if self.modality(node) == fact.modality
            and fact.subject in (*graph.get("inReport", node), *graph.get("proposer", node))
        ]

    def modality(self, node: str) -> str:
        """The name of the concept; Asserted where the node has none."""
        return local(self._graph.one("modality", node) or vocab.ASSERTED)

    def detailed(self, fact: Fact, holders: list[str], evidence: Iterable[str]) -> Fact:
        """``fact`` with its details, each from the first of ``holders`` that has it."""

        def every(*predicates: str) -> tuple[str, ...]:
            found = (self._graph.get(predicate, node) for predicate in predicates for node in holders)
            return next(filter(None, found), ())

        def one(*predicates: str) -> str:
            return next(iter(every(*predicates)), "")

        claims = [self._graph.get("claimId", node) for node in holders]
        common = tuple(sorted(set.intersection(*map(set, claims)))) if claims else ()
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
            explicit=one("explicit") != "false",
            claims=common or every("claimId"),
        )

    def _source(self, span: str) -> Iterator[Source]:
        document, start, end, exact = (
            self._graph.get(name, span) for name in ("inDocument", vocab.START, vocab.END, vocab.EXACT)
        )
        if document and exact and start and end and start[0].isdecimal() and end[0].isdecimal():
            yield Source(local(document[0]), int(start[0]), int(end[0]), exact[0])


def read_facts(store: Store) -> list[Fact]:
    """Every fact of the store, those with evidence first, in the order of their documents.

    Beside the statements: where initiatives are to be carried out, and the gazetteer's containment.
    """
    graph = Properties(store)
    facts = Facts(graph)
    said = [fact for node in graph.of_class("Statement") for fact in facts.statement(node)]
    targets = [fact for node in graph.of_class("Proposal") for fact in facts.target(node)]
    contained = [(lower, upper) for lower, uppers in graph.values("partOf").items() for upper in uppers]
    return sorted([*said, *_not_in(said, [*targets, *_gazetteer(contained)])], key=_order)


def facts_about(store: Store, node: str, most: int) -> list[Fact]:
    """The facts with ``node`` at either end, at most ``most``, in the order of :func:`read_facts`.

    Only what concerns ``node`` is read.
    """
    graph = Surroundings(store)
    facts = Facts(graph)
    statements = [one for which in (vocab.SUBJECT, vocab.OBJECT) for one in graph.having(which, node)]
    statements = [one for one in statements if vocab.kg("Statement") in graph.get(vocab.TYPE, one)]
    said = [fact for one in dict.fromkeys(statements[:most]) for fact in facts.statement(one)]
    proposals = sorted({one for name in ("initiative", "proposalTarget") for one in graph.having(name, node)})
    above = [(node, upper) for upper in graph.get("partOf", node)]
    below = [(lower, node) for lower in graph.having("partOf", node)]
    targets = [fact for proposal in proposals[:most] for fact in facts.target(proposal)]
    beside = [fact for fact in targets if node in {fact.subject, fact.object}]
    return sorted([*said, *_not_in(said, [*beside, *_gazetteer([*above, *below][:most])])], key=_order)[:most]


def read_sources(store: Store) -> dict[str, Document]:
    """Every document of the store, by the local part of its IRI, which is its id."""
    graph = Properties(store)
    found: dict[str, Document] = {}
    for iri in graph.of_class("SourceDocument"):
        name, path = local(iri), graph.one("fileName", iri)
        title = graph.one(vocab.TITLE, iri) or graph.one(vocab.PREF_LABEL, iri)
        found[name] = Document(name, title or path or name, path)
    return found


def _not_in(said: list[Fact], others: Iterable[Fact]) -> Iterator[Fact]:
    known = {(fact.subject, fact.relation, fact.object) for fact in said}
    return (fact for fact in others if (fact.subject, fact.relation, fact.object) not in known)


def _gazetteer(pairs: Iterable[tuple[str, str]]) -> Iterator[Fact]:
    """Containment that no document needs to say."""
    for lower, upper in sorted(set(pairs)):
        yield Fact(lower, "partOf", upper, origin=vocab.GAZETTEER, id=f"{lower} {upper}")


def _order(fact: Fact) -> tuple[bool, tuple[Source, ...], str, str]:
    return not fact.sources, fact.sources, fact.relation, fact.id
