"""A decision in words: one line for people.  The text is as the file holds it: make it visible before a terminal."""

from __future__ import annotations

from kg.decisions.records import Anchor, Decision, PersonDecision


def line(decision: Decision) -> str:
    """What was decided about what, without who, when and why."""
    if isinstance(decision, PersonDecision):
        return f"{decision.act} {_person(decision.one.name, decision.one.iri)} " + _person(
            decision.other.name, decision.other.iri
        )
    sets = ", ".join(f"{name}={value}" for name, value in decision.changes.items())
    return f"{decision.act} {claim(decision.about)}" + (f": {sets}" if sets else "")


def claim(about: Anchor) -> str:
    """The claim: who, relation, what; post and state where it has them."""
    details = ", ".join(filter(None, (about.post, about.status)))
    said = f"{about.subject} {about.predicate} {about.object}"
    return f"{about.claim} {said} ({details})" if details else f"{about.claim} {said}"


def same_matter(one: Decision, other: Decision) -> bool:
    """Whether two different decisions are about the same claim or the same two people."""
    if isinstance(one, PersonDecision) or isinstance(other, PersonDecision):
        if not (isinstance(one, PersonDecision) and isinstance(other, PersonDecision)):
            return False
        return one.id != other.id and (one.one.iri, one.other.iri) == (other.one.iri, other.other.iri)
    return one.id != other.id and one.about.claim == other.about.claim


def _person(name: str, iri: str) -> str:
    return f"{name} ({iri})"
