"""Files for other tools: a store in, RDF, a network or tables out; and what differs between two graphs."""

from kg.export.files import FORMATS, NEO4J, NETWORKS, Flavour, export, unit

__all__ = ["FORMATS", "NEO4J", "NETWORKS", "Flavour", "export", "unit"]
