"""A rich sample: the graph of every text of tests/cases, as the pipeline builds it."""

from __future__ import annotations

from functools import cache

from pyoxigraph import Quad, Store

from kg.model import LinkedDocument
from kg.pipeline import analyse
from kg.rdf import quads
from kg.sources.files import document
from tests.sample import BASE, sample
from tests.tables import CASES, table


def texts() -> list[str]:
    """Each text that a case is about, once."""
    tables = [table(path) for path in sorted(CASES.glob("*.yaml"))]
    cases = [case for found in tables for case in (found["cases"] if isinstance(found, dict) else found)]
    return list(dict.fromkeys(case["text"] for case in cases if "text" in case))


@cache
def documents() -> tuple[LinkedDocument, ...]:
    """The texts, linked, and the sample of the later stages."""
    read = (analyse(document(text, f"{number}.txt"), BASE) for number, text in enumerate(texts()))
    return (*read, sample())


@cache
def store() -> Store:
    """Their quads in named graphs and, each triple once, in the default graph; nobody may change it."""
    found = Store()
    for linked in documents():
        made = quads(linked, BASE)
        found.extend(made)
        found.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in made)
    return found
