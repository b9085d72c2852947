"""Composes the arrows from a document to its linked claims."""

from __future__ import annotations

from kg.extract import extract
from kg.link.documents import link
from kg.model import Document, LinkedDocument
from kg.text.heading import described


def analyse(doc: Document, base: str) -> LinkedDocument:
    """Everything one document says: claims with evidence, entities with IRIs below ``base``."""
    reading, claims = extract(described(doc))
    return link(reading, claims, base)
