"""What has become of each decision: decisions and the manifest of a store in, one ``Standing`` a decision out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from kg.decisions import ClaimDecision, Decision, Decisions, PersonDecision, settled
from kg.decisions.records import order
from kg.review.people import People
from kg.store import Record, manifest

State: TypeAlias = Literal["in effect", "waiting", "overruled", "lost"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision and its state.

    ``in effect``: the store was built with it.  ``waiting``: the next build takes it up.  ``overruled``:
    a later decision about the same claim or people counts.  ``lost``: no claim fits it any more, or its
    document is not in the store.  ``claim`` is the id of the claim it fits where that is not the one
    that was decided about; ``why`` says more of what was lost.
    """

    decision: Decision
    state: State
    claim: str | None = None
    why: str | None = None


def standing(decisions: Decisions, folder: Path) -> list[Standing]:
    """The state of every decision in the store in ``folder``, oldest first.  Raises StoreError."""
    content = manifest(folder)
    latest = _latest(decisions, content.documents)
    found = [_of_claim(one, content.documents, latest) for one in decisions.claims]
    overruled = settled(decisions.people, content.base).overruled
    graph = People(folder) if decisions.people else None
    people = [
        Standing(one, "overruled") if one.id in overruled or graph is None else _of_people(one, graph)
        for one in decisions.people
    ]
    return sorted([*found, *people], key=lambda one: order(one.decision))


def _latest(decisions: Decisions, records: tuple[Record, ...]) -> Mapping[tuple[str, str], str]:
    """The id of the last decision about each claim, by document and claim."""
    found: dict[tuple[str, str], str] = {}
    for record in records:
        for one in decisions.about(record.path, record.id):
            if claim := record.decisions.get(one.id):
                found[record.id, claim] = one.id
    return found


def _of_claim(decision: ClaimDecision, records: tuple[Record, ...], latest: Mapping[tuple[str, str], str]) -> Standing:
    about = decision.about
    documents = [one for one in records if one.path == about.path or one.id == about.doc]
    if not documents:
        return Standing(decision, "lost", why="its document is not in the store")
    for record in documents:
        claim = record.decisions.get(decision.id)
        if claim:
            moved = claim if claim != about.claim else None
            return Standing(decision, "in effect" if latest[record.id, claim] == decision.id else "overruled", moved)
    if any(decision.id not in record.decisions for record in documents):
        return Standing(decision, "waiting")
    return Standing(decision, "lost", why="no claim says this any more")


def _of_people(decision: PersonDecision, known: People) -> Standing:
    one, other = (known.known_as(person) for person in (decision.one, decision.other))
    if one is None or other is None:
        lost = decision.one if one is None else decision.other
        return Standing(decision, "lost", why=f"no document has {lost.iri}")
    return Standing(decision, "in effect" if (one == other) == (decision.act == "same") else "waiting")
