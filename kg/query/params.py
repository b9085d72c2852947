"""Binds parameters: what the asker typed in, RDF terms out, never a piece of query text.

A place is known by its code, its name with or without 省, 市, 县 …, or its IRI; a person by name
or IRI; a post or a body by its name, its printed name or IRI.  A name that fits nothing, or more
than one thing, is refused with what would fit.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg import vocab
from kg.errors import QueryError
from kg.query.escape import quoted, visible
from kg.query.header import Parameter, ParameterType
from kg.query.prefixes import expand, shorten
from kg.query.printed import body_iri, post_iri

Term: TypeAlias = NamedNode | Literal

_CLASS: Mapping[str, tuple[str, ...]] = {
    "place": ("Place",),
    "person": ("Person", "PersonGroup"),
    "post": ("Post",),
    "body": ("Organization",),
}
_PRINTED = {"post": post_iri, "body": body_iri}
_CODE = re.compile(r"[0-9]{6}([0-9]{3})?")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_REST = re.compile(r"(?:\w{1,8}族)*(?:自治|特别行政|行政)?(?:省|市|区|县|旗|州|盟|地区|镇|乡|街道)")
#: How many places of a candidate are shown.
_PLACES = 3
_SHOWN = 8
_SHORTEST = 2


def bind(
    store: Store, parameters: Mapping[str, Parameter], params: Mapping[str, str], prefixes: Mapping[str, str]
) -> dict[str, Term]:
    """The term of each parameter given.

    Raises QueryError for a parameter that is unknown or missing, and for a value that is not of
    its type, fits nothing in the store or more than one thing.
    """
    for name in params:
        if name not in parameters:
            known = ", ".join(sorted(parameters)) or "none"
            raise QueryError("unknown parameter", where=visible(name), mend=f"this question takes: {known}")
    for name, parameter in parameters.items():
        if parameter.required and not params.get(name):
            mend = f"for example {name}={parameter.example}"
            raise QueryError(f"a value is needed: {parameter.description}", where=name, mend=mend)
    return {name: _term(store, parameters[name].type, name, value, prefixes) for name, value in params.items() if value}


def guess(name: str, value: str, prefixes: Mapping[str, str]) -> Term:
    """The term for a parameter of a query without a header: an IRI where it reads as one, else a string."""
    iri = expand(value, prefixes)
    return _node(name, iri) if iri is not None else Literal(value)


def _term(store: Store, kind: ParameterType, name: str, value: str, prefixes: Mapping[str, str]) -> Term:
    if kind == "string":
        return Literal(value)
    if kind == "integer":
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
            raise QueryError(f"{quoted(value)} is not a whole number", where=name, mend="digits only")
        return Literal(int(value))
    if kind == "date":
        return Literal(_date(name, value))
    iri = expand(value, prefixes)
    if kind == "iri":
        if iri is None:
            mend = "write <https://…>, or a prefix as in kg:heldPost"
            raise QueryError(f"{quoted(value)} is not an IRI", where=name, mend=mend)
        return _node(name, iri)
    if iri is not None:
        node = _goes_by(store, _node(name, iri))
        if not _is(store, node, kind):
            raise QueryError(f"no {kind} has the IRI {shorten(iri, prefixes)}", where=name)
        return node
    return _named(store, kind, name, value.strip(), prefixes)


def _goes_by(store: Store, node: NamedNode) -> NamedNode:
    """The person that an IRI of one document's person now stands for; the node itself where it is no such IRI."""
    found = [term for term in _objects(store, node, vocab.kg("sameEntityAs")) if isinstance(term, NamedNode)]
    return found[0] if found else node


def _date(name: str, value: str) -> str:
    match = _DATE.fullmatch(value)
    try:
        year, month, day = (int(part) if part else 1 for part in match.groups()) if match else (0, 0, 0)
        datetime.date(year, month, day)
    except ValueError as error:
        mend = "write it like 2023, 2023-05 or 2023-05-20"
        raise QueryError(f"{quoted(value)} is not a date", where=name, mend=mend) from error
    return value


def _node(name: str, iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{quoted(iri)} is not an absolute IRI", where=name) from error


def _named(store: Store, kind: str, name: str, value: str, prefixes: Mapping[str, str]) -> NamedNode:
    found = candidates(store, kind, value, prefixes)
    if len(found) == 1:
        return found[0]
    if found:
        shown = "; ".join(described(store, found, prefixes, _SHOWN))
        more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        what = f"{quoted(value)} is the name of {len(found)}: {shown}{more}"
        raise QueryError(what, where=name, mend="give the code or the IRI" if kind == "place" else "give the IRI")
    labels = sorted({label for node in _all(store, kind) for label in _names(store, node)})
    alike = [label for label in labels if value and value in label][:3]
    alike = alike or difflib.get_close_matches(value, labels, n=3)
    mend = f"did you mean {' or '.join(map(visible, alike))}?" if alike else None
    raise QueryError(f"no {kind} is called {quoted(value)} in this store", where=name, mend=mend)


def candidates(store: Store, kind: str, value: str, prefixes: Mapping[str, str]) -> list[NamedNode]:
    """The nodes of a kind (place, person, post, body) that ``value`` names, sorted.

    By code or full name; else a place by its short name, a post or a body as a text prints it.
    """
    found = _labelled(store, kind, value)
    if not found and kind == "place" and len(value) >= _SHORTEST:
        found = {node for node in _all(store, kind) for label in _names(store, node) if _is_short(value, label)}
    if not found and kind == "post":
        claims = _subjects(store, vocab.kg("titleText"), Literal(value))
        seats = {seat for claim in claims for seat in _objects(store, claim, vocab.kg("post"))}
        found = {seat for seat in seats if isinstance(seat, NamedNode)}
    if not found and kind in _PRINTED and value:
        iri = _PRINTED[kind](value, prefixes["id"].removesuffix("id/"))
        found = {NamedNode(iri)} if iri and _is(store, NamedNode(iri), kind) else set()
    return sorted(found, key=lambda node: node.value)


def _labelled(store: Store, kind: str, value: str) -> set[NamedNode]:
    if kind == "place" and _CODE.fullmatch(value):
        return set(_subjects(store, vocab.kg("adcode"), Literal(value)))
    return {
        node
        for predicate in (vocab.PREF_LABEL, vocab.ALT_LABEL, vocab.kg("shortName"))
        for literal in (Literal(value, language="zh"), Literal(value))
        for node in _subjects(store, predicate, literal)
        if _is(store, node, kind)
    }


def _is_short(value: str, label: str) -> bool:
    """云溪 for 云溪县, 宁夏 for 宁夏回族自治区: what is left out is only the kind of division."""
    return label.startswith(value) and _REST.fullmatch(label.removeprefix(value)) is not None


def _is(store: Store, node: NamedNode, kind: str) -> bool:
    types = set(_objects(store, node, vocab.TYPE))
    return any(NamedNode(vocab.kg(name)) in types for name in _CLASS[kind])


def _all(store: Store, kind: str) -> Iterator[NamedNode]:
    for name in _CLASS[kind]:
        yield from _subjects(store, vocab.TYPE, NamedNode(vocab.kg(name)))


def _names(store: Store, node: NamedNode) -> Iterator[str]:
    for predicate in (vocab.PREF_LABEL, vocab.kg("shortName")):
        yield from (term.value for term in _objects(store, node, predicate))


def described(store: Store, nodes: Iterable[NamedNode], prefixes: Mapping[str, str], limit: int) -> list[str]:
    """The first ``limit`` of several nodes of one name, those that the most is known of first."""
    return [_described(store, node, prefixes, weight) for node, weight in weighed(store, nodes)[:limit]]


def weighed(store: Store, nodes: Iterable[NamedNode]) -> list[tuple[NamedNode, int]]:
    """Nodes with the number of triples about them, those that the most is known of first."""
    weights = {node: _weight(store, node) for node in nodes}
    return sorted(weights.items(), key=lambda item: (-item[1], item[0].value))


def _weight(store: Store, node: NamedNode) -> int:
    """How many triples of the graph are about a node."""
    about = (
        store.quads_for_pattern(node, None, None, DefaultGraph()),
        store.quads_for_pattern(None, None, node, DefaultGraph()),
    )
    return sum(1 for quads in about for _ in quads)


def _described(store: Store, node: NamedNode, prefixes: Mapping[str, str], weight: int) -> str:
    """One candidate: its code or IRI, how much is known of it, and the places above it or of its posts."""
    codes = [term.value for term in _objects(store, node, vocab.kg("adcode"))]
    near = [term for name in ("partOf", "heldPost") for term in _objects(store, node, vocab.kg(name))]
    names = sorted({name for other in near if isinstance(other, NamedNode) for name in _names(store, other)})
    head = min(codes) if codes else shorten(node.value, prefixes)
    shown = "、".join(names[:_PLACES]) + ("…" if len(names) > _PLACES else "")
    return f"{head} ({weight} triples{': ' + visible(shown) if shown else ''})"


def _objects(store: Store, node: NamedNode, predicate: str) -> Iterator[Term]:
    for quad in store.quads_for_pattern(node, NamedNode(predicate), None, DefaultGraph()):
        if isinstance(quad.object, NamedNode | Literal):
            yield quad.object


def _subjects(store: Store, predicate: str, value: Term) -> Iterator[NamedNode]:
    for quad in store.quads_for_pattern(None, NamedNode(predicate), value, DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject
