"""What is worth a look: a store in, ``Item``s out, the worst first.

Doubtful claims, places of several names, people who may be one, conflicts between sources, and what
kg check finds.  How much each kind is worth is a table of this module, so that one list orders all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias
from typing import Literal as OneOf

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg import vocab
from kg.facts.terms import local
from kg.lexicon.divisions import gazetteer
from kg.review.people import People
from kg.store.properties import Properties

Kind: TypeAlias = OneOf["violation", "conflict", "warning", "place", "people", "doubtful"]

_WORTH: Final = {"violation": 1.0, "conflict": 0.9, "warning": 0.8, "place": 0.7, "people": 0.5}
"""Doubtful claims are worth one minus their confidence, so they come between and behind these."""
_SURE: Final = 0.85
_INFERRED: Final = 0.05
_NEAR: Final = 12.0
"""Bits: a pair of people that scores more is not worth a look."""


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Where a claim is said: the document's id and file name, offsets in code points, half-open, the words."""

    document: str
    file: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide, or only to know where there are neither claims nor people.

    ``key`` names it in every run; ``worth`` lies between 0 and 1; ``why`` says in a line what is
    doubtful and ``what`` what is claimed; ``claims`` are ids, ``people`` IRIs of two people.
    """

    key: str
    kind: Kind
    worth: float
    why: str
    what: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()


def items(folder: Path, store: Store, *, checks: bool = True) -> list[Item]:
    """Everything worth a look in the store in ``folder``, opened as ``store``, in a fixed order.

    ``checks`` also runs those of kg check, which takes seconds on a large store.  Raises StoreError.
    """
    reader = _Reader(store)
    found = [*reader.claims(), *reader.conflicts(), *reader.matches(People(folder, store))]
    if checks:
        found += reader.checked(folder)
    named = {item.key: item for item in sorted(found, key=lambda item: item.worth)}
    return sorted(named.values(), key=lambda item: (-item.worth, item.kind, item.what, item.key))


class _Reader:
    def __init__(self, store: Store) -> None:
        self._store, self._graph = store, Properties(store)
        self._titles: dict[str, str] = {}
        self._statements: dict[str, str] = {}
        for node in self._graph.of_class("Statement"):
            for claim in self._graph.get("claimId", node):
                self._statements.setdefault(claim, node)
        self._tenures: dict[str, list[str]] = {}
        for node, members in self._graph.values(vocab.MEMBER).items():
            for member in members:
                self._tenures.setdefault(member, []).append(node)
        for node, posts in self._graph.values("post").items():
            for claim in self._graph.get("claimId", node):
                self._titles.setdefault(claim, self._name(posts[0]))

    def claims(self) -> Iterator[Item]:
        """Statements that nobody vouched for, of low confidence or read between the lines; places of several names."""
        for node in self._graph.of_class("Statement"):
            if local(self._graph.one("assertionStatus", node)) != vocab.EXTRACTED:
                continue
            confidence = float(self._graph.one("confidence", node) or 1)
            inferred = self._graph.one("explicit", node) == "false"
            if confidence < _SURE or inferred:
                why = f"confidence {confidence:g}" + (", not said outright" if inferred else "")
                yield self._item("doubtful", node, why, 1 - confidence + _INFERRED * inferred)
            if several := self._candidates(self._graph.one(vocab.OBJECT, node)):
                yield self._item("place", node, f"the place may be {several}", _WORTH["place"])

    def conflicts(self) -> Iterator[Item]:
        """Claims that cannot all hold."""
        for node in self._graph.of_class("Conflict"):
            involved = self._graph.get("involves", node)
            claims = sorted({claim for one in involved for claim in self._graph.get("claimId", one)})
            what = tuple(sorted({self._said(claim) for claim in claims}))
            why = "; ".join(filter(None, [local(self._graph.one("conflictKind", node)), *self._notes(node)]))
            quotes = tuple(sorted({quote for one in involved for quote in self._quotes(one)}))
            yield Item(local(node), "conflict", _WORTH["conflict"], why, what, tuple(claims), (), quotes)

    def matches(self, people: People) -> Iterator[Item]:
        """Pairs of people that the linking left open, and those that it joined on little."""
        reasons = self._reasons()
        for name, told in (("PossibleMatch", "not joined"), ("IdentityLink", "joined")):
            for node in self._graph.of_class(name):
                score = self._graph.one("matchScore", node)
                if not score or float(score) > _NEAR:
                    continue  # joined on much, or by a person
                linked = self._graph.get("linkedPerson", node)
                pair = (linked + self._graph.get("comparedWith", node))[:2]
                known = [people.goes_by.get(iri, iri) for iri in pair]
                far = float(score) / _NEAR if told == "joined" else 0
                quotes = [] if told == "joined" else [quote for one in known for quote in self._held(one)]
                yield Item(
                    local(node),
                    "people",
                    round(_WORTH["people"] * (1 - max(far, 0)), 4),
                    f"{told}, {float(score):g} bits: {'; '.join(reasons.get(node, ()))}",
                    tuple(self._described(one, iri) for one, iri in zip(known, pair, strict=True)),
                    people=pair,
                    quotes=tuple(quotes),
                )

    def checked(self, folder: Path) -> Iterator[Item]:
        """What kg check finds."""
        from kg.check import check

        for finding in check(folder).findings:
            claims = self._graph.get("claimId", finding.node)
            what = tuple(self._said(claim) for claim in claims) or (finding.label or finding.node,)
            key, why = f"{finding.check} {local(finding.node)}", f"{finding.check}: {finding.message}"
            kind: Kind = finding.severity
            yield Item(key, kind, _WORTH[kind], why, what, claims, (), tuple(self._quotes(finding.node)))

    def _item(self, kind: Kind, node: str, why: str, worth: float) -> Item:
        claims = self._graph.get("claimId", node)
        key = f"{kind} {' '.join(claims)}"
        return Item(key, kind, round(worth, 4), why, (self._statement(node),), claims, (), tuple(self._quotes(node)))

    def _statement(self, node: str) -> str:
        subject, predicate, value = (self._graph.one(p, node) for p in (vocab.SUBJECT, vocab.PREDICATE, vocab.OBJECT))
        said = f"{self._name(subject)} {local(predicate)} {self._name(value)}"
        titles = sorted({self._titles[one] for one in self._graph.get("claimId", node) if one in self._titles})
        details = [*titles, local(self._graph.one("modality", node))]
        return f"{said} ({', '.join(details)})"

    def _said(self, claim: str) -> str:
        """What the statement of a claim says."""
        return self._statement(self._statements[claim]) if claim in self._statements else claim

    def _quotes(self, node: str) -> Iterator[Quote]:
        for span in self._graph.get("evidence", node):
            document = self._graph.one("inDocument", span)
            start, end = (int(self._graph.one(which, span)) for which in (vocab.START, vocab.END))
            yield Quote(
                local(document), self._graph.one("fileName", document), start, end, self._graph.one(vocab.EXACT, span)
            )

    def _notes(self, node: str) -> tuple[str, ...]:
        return self._graph.get("resolutionNote", node)

    def _candidates(self, place: str) -> str:
        """The divisions that may be meant by a place that is linked to none, where its name is one of several."""
        if "/place/x-" not in place:
            return ""
        units = [unit for unit in gazetteer().by_name(self._name(place)) if not unit.ended]
        return ", ".join(f"{unit.code} {self._full(unit.code)}" for unit in units) if len(units) > 1 else ""

    def _full(self, code: str) -> str:
        places = gazetteer()
        return "".join(upper.name for upper in reversed(places.ancestors(code))) + places[code].name

    def _reasons(self) -> dict[str, list[str]]:
        """The reasons of each link between people, in Chinese."""
        found: dict[str, list[str]] = {}
        for quad in self._store.quads_for_pattern(None, NamedNode(vocab.kg("matchReason")), None, DefaultGraph()):
            if (
                isinstance(quad.subject, NamedNode)
                and isinstance(quad.object, Literal)
                and quad.object.language == "zh"
            ):
                found.setdefault(quad.subject.value, []).append(quad.object.value)
        return {node: sorted(reasons) for node, reasons in found.items()}

    def _held(self, person: str) -> list[Quote]:
        """Where the texts give a person posts, the first two."""
        return sorted({quote for node in self._tenures.get(person, ()) for quote in self._quotes(node)})[:2]

    def _described(self, person: str, iri: str) -> str:
        """A person by name, posts and IRI."""
        posts = sorted(
            {self._name(post) for node in self._tenures.get(person, ()) for post in self._graph.get("post", node)}
        )
        shown = f" ({'、'.join(posts[:4])}{'…' if len(posts) > 4 else ''})" if posts else ""
        return f"{self._name(person)}{shown} person/{local(iri)}"

    def _name(self, iri: str) -> str:
        return self._graph.one(vocab.PREF_LABEL, iri) or iri
