"""Facts in words: a :class:`Fact` in, the pieces of a short sentence for the page out.

A piece is text, or ``{"t": NAME}`` for a term of the ontology, which the page shows in the language chosen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from kg.facts.read import TENURES
from kg.facts.record import Fact
from kg.facts.terms import Words, ontology

Piece: TypeAlias = str | dict[str, str]

_ASIDE = re.compile(r"\s*[((][^))]*[))]")


def named(iri: str, name_of: Callable[[str], str]) -> str:
    """An IRI by its label, plain text as it is."""
    return name_of(iri) if "://" in iri else iri


def states(fact: Fact) -> list[Piece]:
    """The status of a post, as terms."""
    return [{"t": name} for name in fact.status] if fact.relation in TENURES else []


def dates(fact: Fact) -> str | None:
    """The dates as printed, else the EDTF interval, with ``…`` for an open side; None without any."""
    if fact.date_texts:
        return fact.date_texts[0]
    if not (fact.start or fact.end):
        return None
    return fact.start if fact.start == fact.end else f"{fact.start or '…'} – {fact.end or '…'}"


def summary(fact: Fact, name_of: Callable[[str], str]) -> list[Piece]:
    """The fact as pieces that read as one line: who, what, state, when, how certain.

    ``name_of`` gives the label of an IRI.
    """
    post = post_name(fact, name_of)
    value = fact.object if fact.ends_in_text else name_of(fact.object)
    pieces: list[Piece] = [name_of(fact.subject)]
    if fact.relation == "heldPost" and post:
        pieces.append(post)
    else:
        pieces += [{"t": fact.relation}, value]
        if post and post != value:
            pieces.append(post)
    if fact.relation == "heldPost":
        pieces += states(fact)
    pieces += filter(None, [dates(fact)])
    if fact.unsettled:
        pieces.append({"t": fact.modality})
    return pieces


def post_name(fact: Fact, name_of: Callable[[str], str]) -> str | None:
    """The post by its label, else by its first printed title."""
    return name_of(fact.post) if fact.post else next(iter(fact.titles), None)


def modality(fact: Fact) -> str | None:
    """How a document says the fact; None where none does."""
    return fact.modality if fact.sources or fact.unsettled else None


def terms_used(facts: list[Fact], types: set[str]) -> dict[str, Words]:
    """Chinese and English for every term that the facts and the types of the nodes mention."""
    concepts = {name for fact in facts for name in (modality(fact), fact.origin) if name}
    statuses = {piece["t"] for fact in facts for piece in states(fact) if isinstance(piece, dict)}
    names = concepts | statuses | {fact.relation for fact in facts} | types
    words = ontology()
    return {
        name: {language: _ASIDE.sub("", text) for language, text in words.words(name).items()}
        for name in sorted(names - {""})
    }
