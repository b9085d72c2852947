"""The extractors: each reads a :class:`Reading` and yields claims.

A new one is a file here, a line in EXTRACTORS, a rules file in kg/rules and a case table in tests/cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kg.extract import (
    authors,
    bodies,
    charges,
    components,
    descriptions,
    events,
    figures,
    goals,
    group_visits,
    groups,
    held_post,
    kinds,
    learns_from,
    mentioned_posts,
    observed,
    part_of,
    people,
    profile,
    progress,
    proposes,
    rankings,
    received,
    recurring,
    report_about,
    seconded_to,
    secondment_details,
    sites,
    speech,
    steps,
    tours,
    transfers,
    undertakings,
    visited,
    wrote_report,
)
from kg.extract.reading import Reading, read
from kg.model import Claim, Document

Extractor = Callable[[Reading], Iterator[Claim]]
FurtherExtractor = Callable[[Reading, Sequence[Claim]], Iterator[Claim]]

EXTRACTORS: Mapping[str, Extractor] = {
    "held_post": held_post.extract,
    "part_of": part_of.extract,
    "seconded_to": seconded_to.extract,
    "visited": visited.extract,
    "group_visits": group_visits.extract,
    "wrote_report": wrote_report.extract,
    "received": received.extract,
    "proposes": proposes.extract,
    "events": events.extract,
    "tours": tours.extract,
    "recurring": recurring.extract,
    "speech": speech.extract,
    "profile": profile.extract,
    "people": people.extract,
    "bodies": bodies.extract,
    "groups": groups.extract,
    "mentioned_posts": mentioned_posts.extract,
    "secondment_details": secondment_details.extract,
    "sites": sites.extract,
    "figures": figures.extract,
    "rankings": rankings.extract,
    "goals": goals.extract,
    "report_about": report_about.extract,
    "authors": authors.extract,
    "undertakings": undertakings.extract,
    "descriptions": descriptions.extract,
}


#: Extractors that say more of what the others have found.
FURTHER: Mapping[str, FurtherExtractor] = {
    "steps": steps.extract,
    "components": components.extract,
    "progress": progress.extract,
    "learns_from": learns_from.extract,
    "observed": observed.extract,
    "kinds": kinds.extract,
    "charges": charges.extract,
    "transfers": transfers.extract,
}


def extract(doc: Document) -> tuple[Reading, list[Claim]]:
    """What was read in a document and all its claims, in text order."""
    return extract_each([doc])[0]


def extract_each(docs: Sequence[Document]) -> list[tuple[Reading, list[Claim]]]:
    """What was read in each of some documents and all its claims: what :func:`extract` gives for each, in their order.

    Each extractor reads all of them before the next: for 16 to 64 documents a quarter faster than one document after
    the other, as docs/adr/0010-no-compiled-core.md tells.  All readings are in memory at once.
    """
    readings = read(docs)
    found: list[list[Claim]] = [[] for _ in readings]
    for extractor in EXTRACTORS.values():
        for reading, claims in zip(readings, found, strict=True):
            claims += extractor(reading)
    for further in FURTHER.values():
        for reading, claims in zip(readings, found, strict=True):
            claims += further(reading, tuple(claims))
    return [(reading, _ordered(reading, claims)) for reading, claims in zip(readings, found, strict=True)]


def _ordered(reading: Reading, claims: list[Claim]) -> list[Claim]:
    """The claims with who says them, each once, in text order."""
    said = speech.attributed(reading, claims)
    return sorted({claim.id: claim for claim in said}.values(), key=_order)


def _order(claim: Claim) -> tuple[object, ...]:
    """In text order; what shares its evidence by where it is named."""
    spans = [span or claim.evidence.span for span in (claim.subject.span, claim.object.span)]
    return claim.evidence.span, claim.predicate, *spans, claim.id
