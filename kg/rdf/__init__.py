"""From linked documents to RDF: ``quads`` and ``unlinked``."""

from kg.rdf.quads import quads, unlinked

__all__ = ["quads", "unlinked"]
