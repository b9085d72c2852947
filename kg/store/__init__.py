"""The store on disk: ``StoreWriter`` and ``snapshot`` write it; the others read it."""

from kg.store.graphs import whole
from kg.store.loader import load, load_memory, open_rdflib, text, texts
from kg.store.manifest import Manifest, Record, manifest
from kg.store.snapshots import snapshot
from kg.store.writer import StoreWriter

__all__ = [
    "Manifest",
    "Record",
    "StoreWriter",
    "load",
    "load_memory",
    "manifest",
    "open_rdflib",
    "snapshot",
    "text",
    "texts",
    "whole",
]
