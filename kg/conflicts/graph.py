"""Conflicts as quads of a graph of their own, and the direct triples that what was not believed may not yield."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, Quad, Triple

from kg import vocab
from kg.conflicts.sides import Conflict, Told
from kg.rdf import terms

_ABOUT = {
    "ConflictingHolder": ("现任不一", "holders disagree"),
    "ConflictingDate": ("时间不一", "dates disagree"),
    "ConflictingStatus": ("状态不一", "statuses disagree"),
    "ConflictingAttribute": ("属性不一", "attributes disagree"),
}


def conflict_quads(found: Iterable[Conflict], base: str) -> Iterator[Quad]:
    """The quads of the graph ``BASE id/graph/conflicts``."""
    graph = terms.iri(f"{base}id/graph/conflicts")
    for conflict in found:
        for triple in _triples(conflict, base):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def withheld(found: Iterable[Conflict], base: str) -> dict[str, set[str]]:
    """By document, the N-Quads lines of the direct triples that only unbelieved claims stand for."""
    lines: dict[str, set[str]] = defaultdict(set)
    for claim in _unbelieved(found):
        if claim.triple is not None:
            subject, name, value = claim.triple
            graph = terms.iri(f"{base}id/graph/doc/{claim.doc}")
            quad = Quad(terms.iri(subject), terms.term(name), terms.related(name, value), graph)
            lines[claim.doc].add(f"{quad} .")
    return dict(lines)


def _unbelieved(found: Iterable[Conflict]) -> Iterator[Told]:
    """The claims of the losing sides where losing means that the thing is not so: holders, attributes, plans."""
    for conflict in found:
        if conflict.kind == "ConflictingDate":
            continue  # the post was held, whenever it began
        for side in conflict.sides[1:]:
            yield from (claim for claim in side.claims if _denied(conflict, claim))


def _denied(conflict: Conflict, claim: Told) -> bool:
    if conflict.kind != "ConflictingStatus":
        return True
    return conflict.sides[0].claims[0].doc == claim.doc  # planned, not done: the other status is still a post held


def _triples(conflict: Conflict, base: str) -> Iterator[Triple]:
    claims = [claim for side in conflict.sides for claim in side.claims]
    node = terms.iri(f"{base}id/conflict/{terms.digest(conflict.kind, *sorted(claim.node for claim in claims))}")
    zh, en = _ABOUT[conflict.kind]
    values = "、".join(side.value for side in conflict.sides)
    yield Triple(node, terms.iri(vocab.TYPE), terms.term("Conflict"))
    for name in (vocab.PREF_LABEL, vocab.LABEL):
        yield Triple(node, terms.iri(name), terms.chinese(f"{zh}:{conflict.about}:{values}"))
    yield Triple(node, terms.term("conflictKind"), terms.term(conflict.kind))
    believed = conflict.sides[0].value
    yield Triple(node, terms.term("resolutionNote"), Literal(f"采信{believed}:{conflict.rule['zh']}", language="zh"))
    yield Triple(
        node,
        terms.term("resolutionNote"),
        Literal(f"{en}; {believed} is believed: {conflict.rule['en']}", language="en"),
    )
    for number, side in enumerate(conflict.sides):
        rank = terms.term("Deprecated" if number else "Preferred")
        for claim in side.claims:
            claim_node = terms.iri(claim.node)
            yield Triple(node, terms.term("involves"), claim_node)
            yield Triple(claim_node, terms.term("rankOfClaim"), rank)
            if not number:
                yield Triple(node, terms.term("preferredClaim"), claim_node)
    for claim in _unbelieved([conflict]):
        for statement in claim.statements:
            yield Triple(terms.iri(statement), terms.term("rankOfClaim"), terms.term("Deprecated"))
