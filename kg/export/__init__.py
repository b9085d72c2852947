"""RDF files for other tools: a store in, one file out; the suffix says the format."""

from kg.export.files import FORMATS, Flavour, export

__all__ = ["FORMATS", "Flavour", "export"]
