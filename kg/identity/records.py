"""What one document says of its people, short enough to keep beside its graph.

The quads of a document in, a :class:`DocumentRecord` out, and its line of JSON both ways.  Records
are all that linkage and the search for conflicts read, so that a build of one new text need not
parse the graphs of two thousand others.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg import vocab

FACTS = ("birthDate", "sex", "ethnicGroup", "nativeOf")
"""What a text says of a person beside posts and journeys: at most one value each is true."""

_STATUS = vocab.kg("undertakingStatus")


@dataclass(frozen=True, slots=True)
class Post:
    """A post and its body: IRIs, labels, and whether one person holds it."""

    iri: str
    label: str
    duty: str
    chief: bool
    body: str | None
    body_label: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """One tenure or secondment as one document tells it.

    ``node`` is its IRI; ``places`` are where it is held (IRIs of divisions or bodies), for a
    secondment the host; ``home`` are the places and bodies that send.  ``start`` and ``end`` are EDTF.
    """

    node: str
    kind: str
    post: Post | None
    body: str | None
    body_label: str
    places: tuple[str, ...]
    home: tuple[str, ...]
    duty: str
    status: tuple[str, ...]
    modality: str
    start: str | None
    end: str | None
    explicit: bool
    curated: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One person as one document tells of them; ``facts`` are pairs of a property of FACTS and its value."""

    iri: str
    name: str
    tenures: tuple[Tenure, ...]
    facts: tuple[tuple[str, str], ...]
    reports: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """A kg:Statement: its IRI, subject, property and object (an IRI, or the value of a literal), and its standing."""

    node: str
    subject: str
    property: str
    object: str
    explicit: bool
    curated: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class State:
    """How far an undertaking has come, as one kg:Statement tells it: the undertaking's label, the places it is for or
    in, the concept of its status; ``heading``: only a heading says so."""

    label: str
    places: tuple[str, ...]
    status: str
    modality: str
    heading: bool
    stated: Stated


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One document: its id, date (EDTF), kind (a concept of kg:documentKind), people, asserted statements, and the
    states of undertakings."""

    id: str
    date: str | None
    kind: str
    title: str
    people: tuple[PersonRecord, ...]
    statements: tuple[Stated, ...]
    states: tuple[State, ...] = ()

    def to_json(self) -> bytes:
        """The record as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def from_json(data: bytes) -> DocumentRecord:
    """The record that ``data`` spells.  Raises KeyError, TypeError or ValueError where it spells none."""
    content = json.loads(data)
    people = tuple(
        PersonRecord(
            person["iri"],
            person["name"],
            tuple(_tenure(entry) for entry in person["tenures"]),
            _pairs(person["facts"]),
            _pairs(person["reports"]),
        )
        for person in content["people"]
    )
    statements = tuple(Stated(**entry) for entry in content["statements"])
    states = tuple(
        State(**{**entry, "places": tuple(entry["places"]), "stated": Stated(**entry["stated"])})
        for entry in content["states"]
    )
    return DocumentRecord(content["id"], content["date"], content["kind"], content["title"], people, statements, states)


def _tenure(entry: dict[str, Any]) -> Tenure:
    post = entry["post"]
    lists = {key: tuple(entry[key]) for key in ("places", "home", "status")}
    return Tenure(**{**entry, **lists, "post": Post(**post) if isinstance(post, dict) else None})


def _pairs(entries: Iterable[Iterable[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((one, other) for one, other in entries)


class _Nodes:
    """The triples of a document by subject and property, objects sorted."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                found[quad.subject.value][quad.predicate.value].add(quad.object.value)
        self._found: Mapping[str, Mapping[str, set[str]]] = found

    def of_class(self, name: str) -> list[str]:
        kind = vocab.kg(name)
        return sorted(node for node, values in self._found.items() if kind in values.get(vocab.TYPE, ()))

    def all(self, node: str, *properties: str) -> tuple[str, ...]:
        values = self._found.get(node, {})
        return tuple(sorted({value for name in properties for value in values.get(name, ())}))

    def one(self, node: str, name: str) -> str | None:
        found = self.all(node, name)
        return found[0] if found else None

    def text(self, node: str | None, name: str) -> str:
        return (self.one(node, name) if node else None) or ""


def from_quads(quads: Iterable[Quad]) -> DocumentRecord:
    """The record of a document from its quads, those of the gazetteer among them."""
    nodes = _Nodes(quads)
    [doc] = nodes.of_class("SourceDocument")
    tenures: dict[str, list[Tenure]] = defaultdict(list)
    for kind in ("HomeTenure", "Secondment"):
        for node in nodes.of_class(kind):
            tenures[nodes.text(node, vocab.MEMBER)].append(_told(nodes, node, kind))
    reports: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for node in nodes.of_class("Report"):
        for author in nodes.all(node, vocab.AUTHOR):
            reports[author].append((node, nodes.text(node, vocab.TITLE)))
    statements = nodes.of_class("Statement")
    stated = tuple(_stated(nodes, node) for node in statements if _asserted(nodes, node))
    states = tuple(_state(nodes, node) for node in statements if nodes.one(node, vocab.PREDICATE) == _STATUS)
    facts: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for statement in stated:
        if statement.property in FACTS:
            facts[statement.subject].add((statement.property, statement.object))
    people = tuple(
        PersonRecord(
            iri,
            nodes.text(iri, vocab.PREF_LABEL),
            tuple(tenures[iri]),
            tuple(sorted(facts[iri])),
            tuple(sorted(reports[iri])),
        )
        for iri in nodes.of_class("Person")
    )
    kind = nodes.text(doc, vocab.kg("documentKind")).removeprefix(vocab.KG)
    title = nodes.text(doc, vocab.PREF_LABEL)
    return DocumentRecord(doc.rpartition("/")[2], nodes.one(doc, vocab.ISSUED), kind, title, people, stated, states)


def _asserted(nodes: _Nodes, node: str) -> bool:
    return nodes.one(node, vocab.kg("modality")) == vocab.kg(vocab.ASSERTED)


def _curated(nodes: _Nodes, node: str) -> bool:
    """Whether a person has checked or corrected the claim."""
    status = nodes.text(node, vocab.kg("assertionStatus")).removeprefix(vocab.KG)
    return status in ("Curated", "Corrected")


def _told(nodes: _Nodes, node: str, kind: str) -> Tenure:
    post = nodes.one(node, vocab.kg("post"))
    body = nodes.one(node, vocab.ORGANIZATION)
    at = ("jurisdiction",) if kind == "HomeTenure" else ("hostDistrict", "hostOrganization")
    start, end = (nodes.one(node, vocab.kg(name)) for name in ("startDate", "endDate"))
    return Tenure(
        node=node,
        kind=kind,
        post=_post(nodes, post) if post else None,
        body=body,
        body_label=nodes.text(body, vocab.PREF_LABEL),
        places=nodes.all(node, *map(vocab.kg, at)),
        home=nodes.all(node, vocab.kg("homeDistrict"), vocab.kg("sendingBody")),
        duty=nodes.text(node, vocab.kg("dutyText")),
        status=tuple(value.removeprefix(vocab.KG) for value in nodes.all(node, vocab.kg("tenureStatus"))),
        modality=nodes.text(node, vocab.kg("modality")).removeprefix(vocab.KG),
        start=start,
        end=end,
        explicit=nodes.one(node, vocab.kg("explicit")) == "true",
        curated=_curated(nodes, node),
        confidence=float(nodes.text(node, vocab.kg("confidence")) or 0),
    )


def _post(nodes: _Nodes, iri: str) -> Post:
    body = nodes.one(iri, vocab.POST_IN)
    return Post(
        iri,
        nodes.text(iri, vocab.PREF_LABEL),
        nodes.text(iri, vocab.kg("dutyText")),
        nodes.one(iri, vocab.kg("isChief")) == "true",
        body,
        nodes.text(body, vocab.PREF_LABEL),
    )


def _stated(nodes: _Nodes, node: str) -> Stated:
    return Stated(
        node,
        nodes.text(node, vocab.SUBJECT),
        nodes.text(node, vocab.PREDICATE).removeprefix(vocab.KG),
        nodes.text(node, vocab.OBJECT),
        nodes.one(node, vocab.kg("explicit")) == "true",
        _curated(nodes, node),
        float(nodes.text(node, vocab.kg("confidence")) or 0),
    )


def _state(nodes: _Nodes, node: str) -> State:
    stated = _stated(nodes, node)
    evidence = nodes.all(node, vocab.kg("evidence"))
    return State(
        label=nodes.text(stated.subject, vocab.PREF_LABEL),
        places=nodes.all(stated.subject, vocab.kg("targetDistrict"), vocab.kg("implementedIn")),
        status=stated.object.removeprefix(vocab.KG),
        modality=nodes.text(node, vocab.kg("modality")).removeprefix(vocab.KG),
        heading=all(nodes.one(span, vocab.kg("inHeading")) == "true" for span in evidence),
        stated=stated,
    )
