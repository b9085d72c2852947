"""What people decided about claims, as triples: judgements in, assertion statuses and curation acts out.

An act is a prov:Activity (PROV-O, W3C Recommendation 2013); kg:curatedBy, which leads to it, is a
property below prov:wasInfluencedBy, and kg:correctedFrom one below prov:wasRevisionOf.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import NamedNode, Triple

from kg import vocab
from kg.model import Claim, Judgement
from kg.rdf import terms


def status(claims: Sequence[Claim]) -> str:
    """Who vouches for a node that stands for ``claims``: what people decided outweighs everything else."""
    if claims[0].rejected:
        return vocab.REJECTED
    if any(claim.corrects for claim in claims):
        return vocab.CORRECTED
    if any(claim.judgement for claim in claims):
        return vocab.CURATED
    # Containment that the text does not say outright comes from the gazetteer's tree.
    known = all(claim.predicate == "partOf" and not claim.explicit for claim in claims)
    return vocab.GAZETTEER if known else vocab.EXTRACTED


def acts(claims: Iterable[Claim], ids: str) -> Iterator[Triple]:
    """Each decision about one of ``claims``: what, who, when and why; ``ids`` is ``BASE id/``.

    The same triple may come twice.
    """
    for judgement in (claim.judgement for claim in claims if claim.judgement):
        node = act(judgement, ids)
        yield Triple(node, terms.iri(vocab.TYPE), terms.term("CurationAct"))
        yield Triple(node, terms.iri(vocab.TYPE), terms.iri(vocab.ACTIVITY))
        yield Triple(node, terms.term("decisionText"), terms.string(vocab.DECISION[judgement.act]))
        yield Triple(node, terms.term("curatorText"), terms.string(judgement.by))
        yield Triple(node, terms.iri(vocab.ENDED), terms.date_time(judgement.when))
        if judgement.why:
            yield Triple(node, terms.term("whyText"), terms.string(judgement.why))


def act(judgement: Judgement, ids: str) -> NamedNode:
    """The node of a decision."""
    return terms.iri(f"{ids}decision/{judgement.id}")
