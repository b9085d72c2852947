"""The store on disk: ``StoreWriter`` writes it, ``load``, ``manifest``, ``text`` and ``open_rdflib`` read it."""

from kg.store.loader import load, open_rdflib, text
from kg.store.manifest import Manifest, Record, manifest
from kg.store.writer import StoreWriter

__all__ = ["Manifest", "Record", "StoreWriter", "load", "manifest", "open_rdflib", "text"]
