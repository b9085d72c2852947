"""Composes the arrows from a document to its linked claims."""

from __future__ import annotations

from dataclasses import replace

from kg.decisions import Decisions
from kg.decisions.applying import apply
from kg.extract import extract
from kg.link.documents import link
from kg.model import Document, LinkedDocument
from kg.text.heading import described


def analyse(doc: Document, base: str, decisions: Decisions | None = None) -> LinkedDocument:
    """Everything one document says, and what people decided about it.

    Claims have their evidence, entities IRIs below ``base``.
    """
    reading, claims = extract(described(doc))
    about = decisions.about(doc.path, doc.id) if decisions else ()
    judged, decided = apply(reading.doc, claims, about)
    return replace(link(reading, judged, base), decided=decided)
