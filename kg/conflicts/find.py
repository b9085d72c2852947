"""Finds where sources disagree about the same thing.

The records of all documents and who is who in, conflicts out, the same for any order of the documents.
Two texts far apart in time that name two holders, or a post that was first planned and then
held, are no disagreement: the windows stand in ``preferences.yaml``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg import vocab
from kg.conflicts.attributes import attributes
from kg.conflicts.sides import Conflict, Side, Told, day_of, settle, window
from kg.conflicts.undertakings import states
from kg.identity import DocumentRecord, PersonRecord, Post, Tenure, days, is_named, may_be_one

_NOW = frozenset({"Incumbent", "Acting"})
_ABROAD = "/place/x-"


@dataclass(frozen=True, slots=True)
class _Held:
    """A tenure with its post, the person it is of, as the corpus has them, and its claim."""

    person: str
    name: str
    post: Post
    tenure: Tenure
    told: Told

    @property
    def about(self) -> str:
        return f"{self.name}:{self.post.label}"


def conflicts(documents: Iterable[DocumentRecord], canonical: Mapping[str, str]) -> list[Conflict]:
    """The conflicts of a corpus in a fixed order; ``canonical`` leads from a merged record's IRI to the person's."""
    by_id = {doc.id: doc for doc in documents}
    ordered = [by_id[doc_id] for doc_id in sorted(by_id)]
    held = [
        _held(doc, person, tenure, tenure.post, canonical)
        for doc in ordered
        for person in doc.people
        for tenure in person.tenures
        if tenure.kind == "HomeTenure" and tenure.post is not None and _one_post(tenure.post)
    ]
    posts: dict[str, list[_Held]] = defaultdict(list)
    for one in held:
        posts[one.post.iri].append(one)
    found: list[Conflict] = []
    for post in sorted(posts):
        found += _holders(posts[post])
        people: dict[str, list[_Held]] = defaultdict(list)
        for one in posts[post]:
            people[one.person].append(one)
        for person in sorted(people):
            found += _dates(people[person])
            found += _statuses(people[person])
    return [*found, *attributes(ordered, canonical), *states(ordered)]


def _one_post(post: Post) -> bool:
    """Whether two texts that give the post mean one: its body is told."""
    return post.body is not None and is_named(post.body, post.body_label)


def _held(doc: DocumentRecord, person: PersonRecord, tenure: Tenure, post: Post, canonical: Mapping[str, str]) -> _Held:
    kept = {
        place
        for other in person.tenures
        if other.node != tenure.node and other.modality == vocab.ASSERTED and other.kind == tenure.kind
        for place in other.places
    }
    places = [place for place in tenure.places if place not in kept]
    stated = [s for s in doc.statements if s.subject == person.iri and s.property == "heldPost" and s.object in places]
    triple = (person.iri, "heldPost", stated[0].object) if stated else None
    told = Told(
        tenure.node,
        doc.id,
        doc.kind,
        day_of(doc.date),
        tenure.curated,
        tenure.explicit,
        tenure.confidence,
        person.iri,
        tuple(s.node for s in stated),
        triple,
    )
    return _Held(canonical.get(person.iri, person.iri), person.name, post, tenure, told)


def _holders(held: Sequence[_Held]) -> Iterator[Conflict]:
    """Two present holders of a post for one, too close in time for one to have followed the other."""
    post = held[0].post
    abroad = any(_ABROAD in place for one in held for place in one.tenure.places)
    if not post.chief or abroad:  # names of foreigners are spelt in several ways
        return
    present: dict[str, list[_Held]] = defaultdict(list)
    for one in held:
        if (
            one.tenure.modality == vocab.ASSERTED
            and _NOW & set(one.tenure.status)
            and one.told.day
            and not one.tenure.end
        ):
            present[one.person].append(one)
    for first, second in combinations(sorted(present), 2):
        if may_be_one(present[first][0].name, present[second][0].name) or _followed(held, first, second):
            continue
        together = _meeting(present[first], present[second])
        if together:
            sides = [Side(claims[0].name, tuple(claim.told for claim in claims)) for claims in together]
            yield settle("ConflictingHolder", post.label, sides)


def _meeting(one: Sequence[_Held], other: Sequence[_Held]) -> tuple[list[_Held], list[_Held]] | None:
    """The claims of both holders that stand too close together, if any."""
    near = [
        (a, b)
        for a in one
        for b in other
        if a.told.doc != b.told.doc and abs(a.told.day - b.told.day) <= window("holder")
    ]
    for first, second in ((one, other), (other, one)):
        marks = sorted(claim.told.day for claim in first)
        near += [
            (a, b) if first is one else (b, a)
            for b in second
            for a in first
            if marks[0] < b.told.day < marks[-1] <= marks[0] + window("holder_span")
        ]
    if not near:
        return None
    return _unique(a for a, _ in near), _unique(b for _, b in near)


def _unique(held: Iterable[_Held]) -> list[_Held]:
    return sorted({one.told.node: one for one in held}.values(), key=lambda one: one.told.node)


def _followed(held: Sequence[_Held], one: str, other: str) -> bool:
    """Whether a text tells that one of the two got the post or gave it up."""
    changed = {"Appointed", "Removed", "Former"}
    return any(claim.person in (one, other) and changed & set(claim.tenure.status) for claim in held)


def _dates(held: Sequence[_Held]) -> Iterator[Conflict]:
    """Two first or last days of one tenure."""
    for name in ("start", "end"):
        sides: dict[str, list[_Held]] = defaultdict(list)
        for one in held:
            value = getattr(one.tenure, name)
            if value and days(value) and one.tenure.modality == vocab.ASSERTED:
                sides[value].append(one)
        values = _incompatible(sorted(sides), window("tenure"))
        claims = {value: _unique(sides[value]) for value in values}
        if len({one.told.doc for found in claims.values() for one in found}) > 1:
            yield settle("ConflictingDate", held[0].about, [_side(value, claims[value]) for value in values])


def _incompatible(values: Sequence[str], years: int) -> list[str]:
    """The dates that disagree with another: neither is the other said more roughly, and both may mean one day."""
    found = set()
    for one, other in combinations(values, 2):
        first, second = days(one), days(other)
        if first is None or second is None or (first[0] <= second[1] and second[0] <= first[1]):
            continue
        if abs(first[0] - second[0]) <= years * 366:
            found |= {one, other}
    return sorted(found)


def _statuses(held: Sequence[_Held]) -> Iterator[Conflict]:
    """Acting in one text and not in another of the same days; appointed and only to be appointed in one text."""
    acting = [one for one in held if "Acting" in one.tenure.status and one.told.day]
    full = [
        one for one in held if "Incumbent" in one.tenure.status and "Acting" not in one.tenure.status and one.told.day
    ]
    near = [
        (a, b)
        for a in acting
        for b in full
        if a.told.doc != b.told.doc and abs(a.told.day - b.told.day) <= window("status")
    ]
    planned = [one for one in held if one.tenure.modality == vocab.PLANNED]
    done = [one for one in held if "Appointed" in one.tenure.status and one.tenure.modality == vocab.ASSERTED]
    same = [(a, b) for a in planned for b in done if a.told.doc == b.told.doc]
    for pairs, names in ((near, ("代理", "正式")), (same, ("拟任", "已任"))):
        if pairs:
            sides = [_side(names[at], _unique(pair[at] for pair in pairs)) for at in (0, 1)]
            yield settle("ConflictingStatus", held[0].about, sides)


def _side(value: str, held: Sequence[_Held]) -> Side:
    return Side(value, tuple(one.told for one in held))
