"""Finds the claim that a decision is about in what is extracted today.

The id is the sure sign.  Where rules or the text have changed and ids with them, it is the claim
that says the same (relation, subject, object, post, state) at the place of the remembered quote;
anything less is not what somebody decided about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from kg import lazy_re as re
from kg.decisions.records import Anchor
from kg.decisions.records import anchor as anchor_of
from kg.model import Claim, Document, Span


def find(about: Anchor, doc: Document, claims: Iterable[Claim], changed: Collection[str] = ()) -> Claim | None:
    """The claim of ``claims``, all of ``doc``, that ``about`` remembers; None where there is none.

    ``changed`` are the fields that the decision sets itself: they need not be as remembered.
    """
    found = list(claims)
    for claim in found:
        if claim.id == about.claim:
            return claim
    places = _places(about, doc)
    near = [
        (distance, claim)
        for claim in found
        if _says_the_same(about, anchor_of(claim), changed)
        and (distance := _distance(claim.evidence.span, places)) is not None
    ]
    best = min(near, key=lambda pair: (pair[1].evidence.quote != about.quote, pair[0], pair[1].id), default=None)
    return best[1] if best else None


def _places(about: Anchor, doc: Document) -> Sequence[Span]:
    """Where the quote stands in the text of today."""
    if doc.id == about.doc:
        return [Span(about.start, about.end)]
    return [Span(*match.span()) for match in re.finditer(re.escape(about.quote), doc.text)]


def _says_the_same(about: Anchor, now: Anchor, changed: Collection[str]) -> bool:
    if (about.predicate, about.subject) != (now.predicate, now.subject):
        return False
    same_object = about.object == now.object if None in (about.code, now.code) else about.code == now.code
    same_status = about.status == now.status or "status" in changed
    return same_object and about.post == now.post and same_status


def _distance(span: Span, places: Iterable[Span]) -> int | None:
    """How far the span begins from the nearest of ``places`` that it overlaps; None where it overlaps none."""
    return min((abs(span.start - place.start) for place in places if span.overlaps(place)), default=None)
