"""A description of an exported set, so that a reader knows what it holds: VoID (W3C note 2011), no dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg import vocab

if TYPE_CHECKING:
    from pyoxigraph import Quad


def description(quads: Sequence[Quad], base: str) -> list[Quad]:
    """Quads of the default graph that describe ``quads``: counts of triples, entities and documents."""
    from pyoxigraph import Quad

    from kg import __version__
    from kg.rdf import terms

    typed = [quad for quad in quads if quad.predicate.value == vocab.TYPE]
    documents = {quad.subject for quad in typed if quad.object == terms.term("SourceDocument")}
    node, a = terms.iri(f"{base}id/dataset"), terms.iri(vocab.TYPE)
    counts = {
        "triples": len({quad.triple for quad in quads}),
        "entities": len({quad.subject for quad in typed}),
        "documents": len(documents),
    }
    facts = [Quad(node, terms.iri(vocab.VOID + name), terms.integer(count)) for name, count in counts.items()]
    return [
        Quad(node, a, terms.iri(vocab.VOID + "Dataset")),
        Quad(node, terms.iri(vocab.VOID + "uriSpace"), terms.string(f"{base}id/")),
        Quad(node, terms.iri(vocab.VOID + "vocabulary"), terms.iri(vocab.KG)),
        Quad(node, terms.iri(vocab.TITLE), terms.string(f"cadre-kg {__version__}")),
        *facts,
    ]
