"""The facts of a store, each with its evidence: statements, targets of proposals, the gazetteer's partOf.

A store (default graph: the union of all graphs) and a function from document id to text come in;
:class:`Fact` records with quotes cut out of the texts go out, sorted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import GroundingError
from kg.view import reading
from kg.view.quotes import Quote, Quotes
from kg.view.terms import MEMBER, OBJECT, ORGANIZATION, PREDICATE, SUBJECT, TITLE, TYPE, local, term

TENURES = {"heldPost": "HomeTenure", "secondedTo": "Secondment", "secondedPost": "Secondment"}
ENDS = (term("jurisdiction"), term("hostDistrict"), term("hostOrganization"), term("post"), ORGANIZATION)

Tenures: TypeAlias = Mapping[tuple[str, str], list[NamedNode]]


@dataclass(frozen=True, slots=True)
class Source:
    """A document as the page names it."""

    id: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of one document, or one tenure of it where a statement stands for several.

    ``object`` is an IRI, or the text of a literal where ``literal`` is true.  ``post``, ``status``,
    ``modality`` and ``origin`` are IRIs, ``speaker`` an IRI or a name, ``titles`` and ``date_text``
    as printed, ``start`` and ``end`` EDTF, ``confidence`` a decimal from 0 to 1.
    """

    id: str
    subject: str
    predicate: str
    object: str
    literal: bool = False
    post: str | None = None
    titles: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    date_text: str | None = None
    modality: str | None = None
    speaker: str | None = None
    origin: str | None = None
    rules: tuple[str, ...] = ()
    confidence: str | None = None
    explicit: bool = True
    quotes: tuple[Quote, ...] = ()


def read_sources(store: Store) -> dict[str, Source]:
    """Every document of the store, by the local part of its IRI, which is its id."""
    found: dict[str, Source] = {}
    for iri in reading.subjects(store, term("SourceDocument")):
        name = local(iri.value)
        path = reading.text(store, iri, term("fileName")) or ""
        found[name] = Source(name, reading.text(store, iri, TITLE) or path or name, path)
    return found


def read_facts(store: Store, texts: Callable[[str], str]) -> list[Fact]:
    """Every fact of the store, those with evidence first, in the order of their documents.

    Raises GroundingError where a quote of the store is not what the text holds at its offsets.
    """
    quotes = Quotes(store, texts)
    tenures = _tenures(store)
    facts = [
        fact
        for statement in reading.subjects(store, term("Statement"))
        for fact in _statement(store, statement, quotes, tenures)
    ]
    said = {(fact.subject, fact.predicate, fact.object) for fact in facts}
    beside = [
        *_targets(store, quotes, reading.subjects(store, term("Proposal"))),
        *_gazetteer(reading.pairs(store, term("partOf"))),
    ]
    facts += [fact for fact in beside if (fact.subject, fact.predicate, fact.object) not in said]
    return sorted(facts, key=_order)


def facts_about(store: Store, texts: Callable[[str], str], node: NamedNode, most: int) -> list[Fact]:
    """The facts with ``node`` at either end, at most ``most``, in the order of :func:`read_facts`.

    Raises GroundingError as that does; only what concerns ``node`` is read.
    """
    quotes = Quotes(store, texts)
    statements = [one for which in (SUBJECT, OBJECT) for one in _pointing(store, which, node)]
    people = {reading.node(store, statement, SUBJECT) for statement in statements[:most]}
    tenures = _tenures_of(store, [person for person in people if person])
    facts = [fact for one in statements[:most] for fact in _statement(store, one, quotes, tenures)]
    said = {(fact.subject, fact.predicate, fact.object) for fact in facts}
    proposals = {one for name in ("initiative", "proposalTarget") for one in _pointing(store, term(name), node)}
    above = [(node, upper) for upper in reading.objects(store, node, term("partOf")) if isinstance(upper, NamedNode)]
    below = [(lower, node) for lower in _pointing(store, term("partOf"), node)]
    beside = [*_targets(store, quotes, sorted(proposals, key=str)[:most]), *_gazetteer([*above, *below][:most])]
    facts += [fact for fact in beside if node.value in {fact.subject, fact.object}]
    unique = [fact for fact in facts if fact.quotes or (fact.subject, fact.predicate, fact.object) not in said]
    return sorted(unique, key=_order)[:most]


def _pointing(store: Store, predicate: NamedNode, node: NamedNode) -> list[NamedNode]:
    """What has ``node`` as the value of ``predicate``, sorted by IRI."""
    found = store.quads_for_pattern(None, predicate, node, reading.EVERYTHING)
    return sorted({quad.subject for quad in found if isinstance(quad.subject, NamedNode)}, key=str)


def _order(fact: Fact) -> tuple[bool, tuple[Quote, ...], str, str]:
    return fact.quotes == (), fact.quotes, fact.predicate, fact.id


def _tenures_of(store: Store, people: list[NamedNode]) -> Tenures:
    """The tenure nodes of some people, by class and person."""
    found: dict[tuple[str, str], list[NamedNode]] = {}
    for person in people:
        for tenure in _pointing(store, MEMBER, person):
            for kind in reading.objects(store, tenure, TYPE):
                if local(kind.value) in TENURES.values():
                    found.setdefault((local(kind.value), person.value), []).append(tenure)
    return found


def _tenures(store: Store) -> Tenures:
    """Tenure nodes by class and person."""
    found: dict[tuple[str, str], list[NamedNode]] = {}
    for kind in sorted(set(TENURES.values())):
        for tenure in reading.subjects(store, term(kind)):
            member = reading.node(store, tenure, MEMBER)
            if member:
                found.setdefault((kind, member.value), []).append(tenure)
    return found


def _statement(store: Store, statement: NamedNode, quotes: Quotes, tenures: Tenures) -> Iterator[Fact]:
    """The facts of a statement: one for each tenure it stands for, one for evidence that is of no tenure."""
    subject, predicate = (reading.node(store, statement, which) for which in (SUBJECT, PREDICATE))
    value = next(iter(reading.objects(store, statement, OBJECT)), None)
    if subject is None or predicate is None or value is None:
        raise GroundingError("a statement lacks its subject, predicate or object", where=statement.value)
    fact = Fact(statement.value, subject.value, local(predicate.value), value.value, literal=isinstance(value, Literal))
    evidence = _evidence(store, statement)
    left = set(evidence)
    for tenure in tenures.get((TENURES.get(fact.predicate, ""), fact.subject), []):
        shared = _evidence(store, tenure) & evidence  # one sentence may give two posts in one place
        if shared and _same(store, fact, statement, tenure):
            left -= shared
            detailed = _detailed(store, replace(fact, id=f"{fact.id} {tenure.value}"), [tenure, statement])
            yield replace(detailed, quotes=quotes.of(shared))
    if left or not evidence:
        yield replace(_detailed(store, fact, [statement]), quotes=quotes.of(left))


def _same(store: Store, fact: Fact, statement: NamedNode, tenure: NamedNode) -> bool:
    """Whether the tenure is at the object of the statement, and as certain."""
    modality = term("modality")
    ends = {end.value for which in ENDS if (end := reading.node(store, tenure, which))}
    return fact.object in ends and reading.node(store, tenure, modality) == reading.node(store, statement, modality)


def _evidence(store: Store, claim: NamedNode) -> set[NamedNode]:
    return {span for span in reading.objects(store, claim, term("evidence")) if isinstance(span, NamedNode)}


def _detailed(store: Store, fact: Fact, holders: list[NamedNode]) -> Fact:
    """``fact`` with its details, each from the first of ``holders`` that has it."""

    def every(name: str) -> tuple[str, ...]:
        values = ([found.value for found in reading.objects(store, holder, term(name))] for holder in holders)
        return tuple(next(filter(None, values), ()))

    def one(*names: str) -> str | None:
        return next((value for name in names for value in every(name)), None)

    return replace(
        fact,
        post=one("post"),
        titles=every("titleText"),
        status=every("tenureStatus"),
        start=one("startDate", "date"),
        end=one("endDate", "date"),
        date_text=one("dateText"),
        modality=one("modality"),
        speaker=one("speaker", "speakerText"),
        origin=one("assertionStatus"),
        rules=every("ruleId"),
        confidence=one("confidence"),
        explicit=one("explicit") != "false",
    )


def _targets(store: Store, quotes: Quotes, proposals: Iterable[NamedNode]) -> Iterator[Fact]:
    """Where an initiative is to be carried out, as its proposal says."""
    for proposal in proposals:
        initiative = reading.node(store, proposal, term("initiative"))
        for target in reading.objects(store, proposal, term("proposalTarget")):
            if initiative and isinstance(target, NamedNode):
                name = f"{proposal.value} {target.value}"
                fact = Fact(name, initiative.value, "targetDistrict", target.value)
                yield replace(_detailed(store, fact, [proposal]), quotes=quotes.of(_evidence(store, proposal)))


def _gazetteer(pairs: Iterable[tuple[NamedNode, NamedNode]]) -> Iterator[Fact]:
    """Containment that no document needs to say."""
    origin = term("Gazetteer").value
    for lower, upper in pairs:
        yield Fact(f"{lower.value} {upper.value}", lower.value, "partOf", upper.value, origin=origin)
