"""Where links lead: things, evidence and pages in, addresses out; one way for files, another for a server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from kg.facts.record import Source
from kg.site.paths import numbered


class Links(Protocol):
    """Addresses as they stand in a page."""

    def thing(self, iri: str, number: int = 1) -> str | None:
        """The page ``number``, from 1, about a thing; None where it has none."""

    def evidence(self, source: Source) -> str | None:
        """The place of a source in the page of its document."""

    def page(self, name: str) -> str:
        """One of the pages that are about no thing: ``index``, ``people``, ``people-w``, …"""

    def asset(self, name: str) -> str:
        """A style or a script."""


def fragment(source: Source) -> str:
    """The name of the place of a source in the page of its document."""
    return f"e{source.start}-{source.end}"


@dataclass(frozen=True, slots=True)
class FileLinks:
    """Relative addresses between files, from a page in a folder (``up`` is ``../``) or beside the folders.

    ``parts`` says where the pages of a document that is cut into several begin, as offsets of its text.
    """

    paths: Mapping[str, str]
    parts: Mapping[str, tuple[int, ...]]
    base: str
    up: str = ""

    def thing(self, iri: str, number: int = 1) -> str | None:
        """The file about a thing."""
        path = self.paths.get(iri)
        return None if path is None else self.up + numbered(path, number)

    def evidence(self, source: Source) -> str | None:
        """The file of the document, or of the part of it that holds the source."""
        starts = self.parts.get(source.document, ())
        number = 1 + sum(start <= source.start for start in starts)
        file = self.thing(f"{self.base}id/doc/{source.document}", number)
        return None if file is None else f"{file}#{fragment(source)}"

    def page(self, name: str) -> str:
        """A file at the top."""
        return f"{self.up}{name}.html"

    def asset(self, name: str) -> str:
        """A file at the top."""
        return f"{self.up}{name}"
