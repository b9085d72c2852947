"""Claims to triples: evidence, statements, tenures, proposals and the direct triples beside them.

The pattern is that of the W3C Organization ontology (a Membership node and the direct property
it stands for) with rdf:Statement nodes (RDF 1.1 Semantics, appendix D) for the provenance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import NamedNode, Triple

from kg import vocab
from kg.errors import KgError
from kg.model import Claim, Evidence, LinkedDocument
from kg.rdf import curation, terms
from kg.rdf.groups import TenureGroup, is_secondment, modality, tenure_groups, trusted_first
from kg.rdf.observations import observation, observation_key
from kg.text.heading import in_heading

_DATES: Final[Mapping[str, str]] = {"start": "startDate", "end": "endDate", "date": "date"}
_DATED_STATEMENTS: Final = frozenset({"visited", "wroteReport"})
QUOTE: Final = "quote"
"""The claims that become a ``kg:Quotation`` and no direct triple."""
_OWN_NODES: Final = vocab.OBSERVATIONS | {QUOTE}


class ClaimTriples:
    """The triples of the claims of one document."""

    def __init__(self, linked: LinkedDocument, base: str) -> None:
        self._linked, self._ids = linked, f"{base}id/"
        self._doc = terms.iri(f"{self._ids}doc/{linked.doc.id}")
        self._linked_claims = [claim for claim in linked.claims if is_linked(claim)]
        self._claims = [claim for claim in self._linked_claims if not claim.rejected]
        self._kinds = {entity.iri: entity.kind for entity in linked.entities}
        self._authors = {e.iri: str(e.props["author_iri"]) for e in linked.entities if e.props.get("author_iri")}
        named: dict[str, set[str]] = defaultdict(set)
        for entity in linked.entities:
            if "Person" in vocab.lineage(entity.kind):
                named[entity.label].add(entity.iri)
        self._speakers = {label: min(iris) for label, iris in named.items() if len(iris) == 1}

    def triples(self) -> Iterator[Triple]:
        """All triples of the claims; the same triple may come more than once."""
        for claim in self._linked_claims:
            yield from self._evidence(claim.evidence)
            if claim.rejected:
                yield from self._rejected(claim)
        yield from curation.acts(self._linked_claims, self._ids)
        yield from self._statements()
        groups = tenure_groups(self._claims)
        for group in groups:
            yield from self._tenure(group, groups)
        yield from self._proposals()
        yield from self._quotations()
        yield from self._observations()

    def _evidence(self, evidence: Evidence) -> Iterator[Triple]:
        node = self._span(evidence)
        yield Triple(node, terms.iri(vocab.TYPE), terms.term("EvidenceSpan"))
        yield Triple(node, terms.term("inDocument"), self._doc)
        yield Triple(node, terms.iri(vocab.START), terms.integer(evidence.span.start))
        yield Triple(node, terms.iri(vocab.END), terms.integer(evidence.span.end))
        yield Triple(node, terms.iri(vocab.EXACT), terms.string(evidence.quote))
        if in_heading(evidence.doc.text, evidence.span):
            yield Triple(node, terms.term("inHeading"), terms.boolean(True))

    def _span(self, evidence: Evidence) -> NamedNode:
        return terms.iri(f"{self._ids}evidence/{evidence.doc_id}/{evidence.span.start}-{evidence.span.end}")

    def _node(self, folder: str, *key: object) -> NamedNode:
        return terms.iri(f"{self._ids}{folder}/{terms.digest(self._linked.doc.id, *key)}")

    def _claim(self, node: NamedNode, kind: str, claims: Sequence[Claim]) -> Iterator[Triple]:
        """What every kind of claim node carries; ``claims`` all say the same."""
        for name in vocab.lineage(kind):
            yield Triple(node, terms.iri(vocab.TYPE), terms.term(name))
        yield Triple(node, terms.term("assertionStatus"), terms.term(curation.status(claims)))
        yield Triple(node, terms.term("fromDocument"), self._doc)
        yield Triple(node, terms.term("confidence"), terms.decimal(max(claim.confidence for claim in claims)))
        yield Triple(node, terms.term("explicit"), terms.boolean(any(claim.explicit for claim in claims)))
        yield Triple(node, terms.term("modality"), terms.term(modality(claims[0])))
        for claim in claims:
            yield Triple(node, terms.term("evidence"), self._span(claim.evidence))
            yield Triple(node, terms.term("ruleId"), terms.string(claim.rule))
            yield Triple(node, terms.term("claimId"), terms.string(claim.id))
            if claim.judgement:
                yield Triple(node, terms.term("curatedBy"), curation.act(claim.judgement, self._ids))
            if claim.corrects:
                yield Triple(node, terms.term("correctedFrom"), self._node("rejected", claim.corrects))
            if claim.speaker:
                yield self._speaker(node, claim.speaker)

    def _speaker(self, node: NamedNode, name: str) -> Triple:
        """The speaker as a node where the name is one person of this document, else as printed."""
        if name in self._speakers:
            return Triple(node, terms.term("speaker"), terms.iri(self._speakers[name]))
        return Triple(node, terms.term("speakerText"), terms.string(name))

    def _rejected(self, claim: Claim) -> Iterator[Triple]:
        """The record of a rejected claim: no kg:Statement, so that who asks for facts never meets it."""
        node = self._node("rejected", claim.id)
        yield from self._claim(node, "RejectedStatement", [claim])
        yield from _reified(node, _direct_triple(claim))

    def _statements(self) -> Iterator[Triple]:
        alike: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
        for claim in self._claims:
            if claim.predicate in _OWN_NODES:
                continue
            name, target = direct(claim)
            dates = [claim.qualifiers.get(key) or "" for key in _DATES if claim.predicate in _DATED_STATEMENTS]
            key = (str(claim.subject.iri), name, target, modality(claim), claim.speaker or "", *map(str, dates))
            alike[key].append(claim)
        for key, claims in alike.items():
            ordered = trusted_first(claims)
            node = self._node("statement", *key)
            triple = _direct_triple(claims[0])
            yield from self._claim(node, "Statement", ordered)
            yield from _reified(node, triple)
            if claims[0].predicate in _DATED_STATEMENTS:
                yield from _dates(node, ordered)
            if order := next((found for claim in ordered if (found := claim.qualifiers.get("order"))), None):
                yield Triple(node, terms.term("order"), terms.integer(int(order)))
            if modality(claims[0]) == vocab.ASSERTED:
                yield triple

    def _tenure(self, group: TenureGroup, groups: Sequence[TenureGroup]) -> Iterator[Triple]:
        node = self._tenure_node(group)
        yield from self._claim(node, group.kind, group.claims)
        yield Triple(node, terms.iri(vocab.MEMBER), terms.iri(group.member))
        yield from _dates(node, group.claims)
        for claim in group.claims:
            if status := vocab.TENURE_STATUS.get(str(claim.qualifiers.get("status"))):
                yield Triple(node, terms.term("tenureStatus"), terms.term(status))
            if claim.qualifiers.get("kind") == "concurrent":
                yield Triple(node, terms.term("tenureStatus"), terms.term(vocab.CONCURRENT))
            if title := claim.qualifiers.get("title_text"):
                yield Triple(node, terms.term("titleText"), terms.string(str(title)))
        if role := group.first("role"):
            yield Triple(node, terms.term("dutyText"), terms.string(role))
        if post := group.first("post_iri", "host_post_iri"):
            yield Triple(node, terms.term("post"), terms.iri(post))
        held = [str(claim.object.iri) for claim in group.claims if claim.predicate == "heldPost"]
        bodies = [group.first("organization_iri"), *filter(self._is_body, held)]
        yield from _first(node, terms.iri(vocab.ORGANIZATION), [body for body in bodies if body])
        yield from _first(node, terms.term("jurisdiction"), [iri for iri in held if not self._is_body(iri)])
        if group.kind == "Secondment":
            yield from self._secondment(node, group, groups, held)

    def _secondment(
        self, node: NamedNode, group: TenureGroup, groups: Sequence[TenureGroup], held: Sequence[str]
    ) -> Iterator[Triple]:
        hosts = [str(claim.object.iri) for claim in group.claims if claim.predicate == "secondedTo"] or held
        yield from _first(node, terms.term("hostOrganization"), list(filter(self._is_body, hosts)))
        yield from _first(node, terms.term("hostDistrict"), [iri for iri in hosts if not self._is_body(iri)])
        home = group.first("home_iri")
        if home is None:
            return
        yield Triple(node, terms.term("sendingBody" if self._is_body(home) else "homeDistrict"), terms.iri(home))
        kept = [other for other in groups if other.kind == "HomeTenure" and other.member == group.member]
        kept = [other for other in kept if home in {claim.object.iri for claim in other.claims}]
        if len(kept) == 1:
            yield Triple(node, terms.term("homeTenure"), self._tenure_node(kept[0]))

    def _tenure_node(self, group: TenureGroup) -> NamedNode:
        return self._node("tenure" if group.kind == "HomeTenure" else "secondment", *group.key)

    def _is_body(self, iri: str) -> bool:
        return self._kinds.get(iri) in vocab.ORGANIZATION_CLASSES

    def _proposals(self) -> Iterator[Triple]:
        alike: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
        for claim in self._claims:
            if claim.predicate == "proposes":
                alike[str(claim.subject.iri), str(claim.object.iri), modality(claim)].append(claim)
        for (subject, initiative, mode), claims in alike.items():
            node = self._node("proposal", subject, initiative, mode)
            yield from self._claim(node, "Proposal", trusted_first(claims))
            yield Triple(node, terms.term("initiative"), terms.iri(initiative))
            report = self._kinds.get(subject) == "Report"
            if report:
                yield Triple(node, terms.term("inReport"), terms.iri(subject))
            if proposer := self._authors.get(subject) if report else subject:
                yield Triple(node, terms.term("proposer"), terms.iri(proposer))
            for claim in claims:
                if target := claim.qualifiers.get("district_iri"):
                    yield Triple(node, terms.term("proposalTarget"), terms.iri(str(target)))
                if status := claim.qualifiers.get("status"):
                    yield Triple(node, terms.term("proposalStatusText"), terms.string(str(status)))

    def _quotations(self) -> Iterator[Triple]:
        for claim in self._claims:
            if claim.predicate != QUOTE:
                continue
            node = self._node("quotation", claim.subject.iri, claim.object.text, claim.evidence.span)
            yield from self._claim(node, "Quotation", [claim])
            yield Triple(node, terms.term("speaker"), terms.iri(str(claim.subject.iri)))
            yield Triple(node, terms.term("quotationText"), terms.string(claim.object.text))
            if relay := self._speakers.get(str(claim.qualifiers.get("reported_by"))):
                yield Triple(node, terms.term("reportedBy"), terms.iri(relay))
            if part := claim.qualifiers.get("part"):
                yield Triple(node, terms.term("order"), terms.integer(int(part)))

    def _observations(self) -> Iterator[Triple]:
        alike: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
        for claim in self._claims:
            if claim.predicate in vocab.OBSERVATIONS:
                alike[observation_key(claim)].append(claim)
        for same, claims in alike.items():
            node = self._node("observation", *same)
            ordered = trusted_first(claims)
            yield from self._claim(node, "Observation", ordered)
            yield from observation(node, ordered[0])


def is_linked(claim: Claim) -> bool:
    """Whether the claim can become quads: its subject is an entity and its object an entity or what a text says."""
    textual = claim.predicate in vocab.LITERAL_RELATIONS | _OWN_NODES
    return bool(claim.subject.iri and (claim.object.iri or textual))


def direct(claim: Claim) -> tuple[str, str]:
    """The relation and the object (an IRI or a text) of the direct triple that a linked claim stands for.

    A secondment never yields ``heldPost``: it yields ``secondedPost``, or ``secondedTo`` where the
    post is not linked.  Raises KgError for a predicate that the vocabulary does not know.
    """
    if claim.predicate not in vocab.RELATIONS:
        mend = "add the property to ontology/kg.ttl and kg/vocab.py"
        raise KgError(f"unknown predicate {claim.predicate!r}", where=claim.evidence.doc.path, mend=mend)
    if claim.predicate == "heldPost" and is_secondment(claim):
        post = claim.qualifiers.get("post_iri")
        return ("secondedPost", str(post)) if post else ("secondedTo", str(claim.object.iri))
    is_text = claim.predicate in vocab.LITERAL_RELATIONS
    return claim.predicate, claim.object.text if is_text else str(claim.object.iri)


def _direct_triple(claim: Claim) -> Triple:
    relation, value = direct(claim)
    return Triple(terms.iri(str(claim.subject.iri)), terms.term(relation), terms.related(relation, value))


def _reified(node: NamedNode, triple: Triple) -> Iterator[Triple]:
    yield Triple(node, terms.iri(vocab.SUBJECT), triple.subject)
    yield Triple(node, terms.iri(vocab.PREDICATE), triple.predicate)
    yield Triple(node, terms.iri(vocab.OBJECT), triple.object)


def _first(node: NamedNode, predicate: NamedNode, values: Sequence[str]) -> Iterator[Triple]:
    """The property with the value of the most trusted claim: it may have only one."""
    if values:
        yield Triple(node, predicate, terms.iri(values[0]))


def _dates(node: NamedNode, claims: Sequence[Claim]) -> Iterator[Triple]:
    """The first value of each date, and every printed form."""
    for key, name in _DATES.items():
        value = next((claim.qualifiers[key] for claim in claims if claim.qualifiers.get(key)), None)
        if value:
            yield Triple(node, terms.term(name), terms.edtf(str(value)))
    for claim in claims:
        if printed := claim.qualifiers.get("date_text"):
            yield Triple(node, terms.term("dateText"), terms.string(str(printed)))
