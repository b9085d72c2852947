"""Who is who in a corpus: the records of its documents in, people with one IRI each out.

The result is a function of the set of documents and the decisions: no order, no date of a build and
no earlier result plays a part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from kg.identity.cluster import Edge, Pair, cluster
from kg.identity.profiles import profile
from kg.identity.records import DocumentRecord


@dataclass(frozen=True, slots=True)
class Identity:
    """One person of several documents: ``representative`` is the IRI they go by.

    It is the IRI of the member whose document is earliest (undated ones last, then by the document's id).
    """

    representative: str
    name: str
    members: tuple[str, ...]
    links: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Identities:
    """The people of a corpus who stand in several documents, and the pairs of records left to judge."""

    people: tuple[Identity, ...] = ()
    open: tuple[Edge, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def canonical(self) -> dict[str, str]:
        """The IRI each merged record goes by; records that were not merged are not in it."""
        return {iri: person.representative for person in self.people for iri in person.members}


def identify(
    documents: Iterable[DocumentRecord], must: Collection[Pair] = (), cannot: Collection[Pair] = ()
) -> Identities:
    """The people behind the records of ``documents``.

    ``must`` and ``cannot`` are pairs of IRIs of people, canonical or not, that somebody decided to be the same
    or not the same; the first are always merged, the second never.  Raises KgError where they contradict one another.
    """
    by_id = {doc.id: doc for doc in documents}
    records = [(person, doc) for doc in by_id.values() for person in doc.people]
    rank = {person.iri: (doc.date is None, doc.date or "", doc.id, person.iri) for person, doc in records}
    found = cluster([profile(person, doc) for person, doc in records], must, cannot)
    names = {person.iri: person.name for person, _ in records}
    links: dict[str, list[Edge]] = {}
    group_of = {iri: group[0] for group in found.groups for iri in group}
    for edge in found.merged:
        links.setdefault(group_of[edge.one], []).append(edge)
    people = []
    for group in found.groups:
        if len(group) > 1:
            first = min(group, key=rank.__getitem__)
            edges = sorted(links[group[0]], key=lambda edge: (edge.one, edge.other))
            people.append(Identity(first, names[first], group, tuple(edges)))
    return Identities(tuple(sorted(people, key=lambda person: person.representative)), found.open, names)
