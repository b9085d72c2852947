"""Composes the arrows from a document to its linked claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.decisions import Decisions
from kg.decisions.applying import apply
from kg.extract import extract_each
from kg.link.documents import link
from kg.model import Document, LinkedDocument
from kg.text.heading import described


def analyse(doc: Document, base: str, decisions: Decisions | None = None) -> LinkedDocument:
    """Everything one document says, and what people decided about it.

    Claims have their evidence, entities IRIs below ``base``.
    """
    return analyse_each([doc], base, decisions)[0]


def analyse_each(docs: Sequence[Document], base: str, decisions: Decisions | None = None) -> list[LinkedDocument]:
    """What :func:`analyse` gives for each of some documents, in their order; several are faster together."""
    linked = []
    for doc, (reading, claims) in zip(docs, extract_each([described(doc) for doc in docs]), strict=True):
        about = decisions.about(doc.path, doc.id) if decisions else ()
        judged, decided = apply(reading.doc, claims, about)
        linked.append(replace(link(reading, judged, base), decided=decided))
    return linked
