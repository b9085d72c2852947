"""Facts in words: a :class:`Fact` in, the pieces of a short sentence for the page out.

A piece is text, or ``{"t": NAME}`` for a term of the ontology, which the page shows in the language chosen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from kg.view.facts import Fact
from kg.view.terms import Words, local, ontology
from kg.vocab import KG

Piece: TypeAlias = str | dict[str, str]

_ASIDE = re.compile(r"\s*[((][^))]*[))]")


def word(iri: str | None, name_of: Callable[[str], str]) -> Piece | None:
    """A term of our vocabulary as a term, any other IRI by its label, plain text as it is."""
    if iri is None:
        return None
    if iri.startswith(KG):
        return {"t": local(iri)}
    return name_of(iri) if "://" in iri else iri


def dates(fact: Fact) -> str | None:
    """The dates as printed, else the EDTF interval, with ``…`` for an open side; None without any."""
    if fact.date_text:
        return fact.date_text
    if not (fact.start or fact.end):
        return None
    return fact.start if fact.start == fact.end else f"{fact.start or '…'} – {fact.end or '…'}"


def summary(fact: Fact, name_of: Callable[[str], str]) -> list[Piece]:
    """The fact as pieces that read as one line: who, what, state, when, how certain.

    ``name_of`` gives the label of an IRI.
    """
    post = post_name(fact, name_of)
    value = fact.object if fact.literal else name_of(fact.object)
    pieces: list[Piece] = [name_of(fact.subject)]
    if fact.predicate == "heldPost" and post:
        pieces.append(post)
    else:
        pieces += [{"t": fact.predicate}, value]
        if post and post != value:
            pieces.append(post)
    if fact.predicate == "heldPost":
        pieces += [words for status in fact.status if (words := word(status, name_of))]
    pieces += filter(None, [dates(fact)])
    if unsettled(fact):
        pieces += filter(None, [word(fact.modality, name_of)])
    return pieces


def post_name(fact: Fact, name_of: Callable[[str], str]) -> str | None:
    """The post by its label, else by its first printed title."""
    return name_of(fact.post) if fact.post else next(iter(fact.titles), None)


def unsettled(fact: Fact) -> bool:
    """Whether the source does not assert the fact: planned, required, relayed or denied."""
    return fact.modality is not None and local(fact.modality) != "Asserted"


def terms_used(facts: list[Fact], types: set[str]) -> dict[str, Words]:
    """Chinese and English for every term that the facts and the types of the nodes mention."""
    iris = {iri for fact in facts for iri in (*fact.status, fact.modality, fact.origin) if iri}
    names = {local(iri) for iri in iris if iri.startswith(KG)} | {fact.predicate for fact in facts} | types
    words = ontology()
    return {
        name: {language: _ASIDE.sub("", text) for language, text in words.words(name).items()}
        for name in sorted(names - {""})
    }
