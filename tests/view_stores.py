"""Stores for the tests of the view: what ``kg.store`` would open, and a crowd of officers."""

from __future__ import annotations

import hashlib

from pyoxigraph import DefaultGraph, Quad, Store

from kg.model import Argument, Claim, Document, Entity, LinkedDocument, ground
from kg.rdf.quads import quads
from tests.sample import BASE

IDS = f"{BASE}id/"


def store_of(linked: LinkedDocument, base: str = BASE) -> Store:
    """A store as ``kg.store`` opens it: named graphs, and their union as the default graph."""
    store = Store()
    for quad in quads(linked, base):
        store.add(quad)
        store.add(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))
    return store


def crowd(people: int) -> LinkedDocument:
    """So many people, each with a post in one of a few places."""
    names = [f"甲{chr(0x4E00 + i)}" for i in range(people)]
    text = "".join(f"{name}是乙县官员。" for name in names)
    sha = hashlib.sha256(text.encode()).hexdigest()
    doc = Document(sha[:16], sha, "crowd.txt", text, title="众人")
    county = [Entity(f"{IDS}place/x-{i:04}", "Place", f"乙{i}县") for i in range(9)]
    entities, claims = list(county), []
    for i, name in enumerate(names):
        start = text.index(name + "是")
        person = Entity(f"{IDS}person/p-{i:04}", "Officer", name)
        entities.append(person)
        claims.append(
            Claim(
                f"c{i}",
                "heldPost",
                Argument("Person", name, None, person.iri),
                Argument("District", "乙县", None, county[i % 9].iri),
                ground(doc, start, start + 7, "rule"),
                {"status": "incumbent", "kind": "regular"},
            )
        )
    return LinkedDocument(doc, tuple(claims), tuple(entities))
