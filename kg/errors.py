"""Errors that say what went wrong, where, and how to mend it: one line each."""

from __future__ import annotations


class KgError(Exception):
    """Base of every error a user may see; ``str(error)`` is one line for the terminal."""

    def __init__(self, what: str, *, where: str | None = None, mend: str | None = None) -> None:
        self.what, self.where, self.mend = what, where, mend
        super().__init__(": ".join(part for part in (where, what) if part) + (f" ({mend})" if mend else ""))


class GroundingError(KgError):
    """A quote that does not equal the slice of the text it claims to be."""


class SourceError(KgError):
    """A file that cannot be read as a text."""


class RuleError(KgError):
    """A rule or lexicon file with an unknown key, a bad value or a duplicate."""


class QueryError(KgError):
    """A query or a parameter that cannot be run."""


class StoreError(KgError):
    """A store that is missing, broken or written by another version."""
