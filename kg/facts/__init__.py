"""The facts of a graph, each with its evidence: what every page, file and list of facts is made from."""

from __future__ import annotations

from kg.facts.read import facts_about, read_facts, read_sources
from kg.facts.record import Document, Fact, Source

__all__ = ["Document", "Fact", "Source", "facts_about", "read_facts", "read_sources"]
