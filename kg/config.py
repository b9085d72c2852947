"""What a deployment sets: the base IRI of the data, and the file of people's decisions."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from kg.errors import KgError

DEFAULT_BASE: Final = "https://kg.example.org/"
_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~%-]+)*/")


def base_iri(given: str | None = None) -> str:
    """The base: ``given``, else the environment's ``KG_BASE``, else the default.

    Raises KgError unless it is an absolute http or https IRI in ASCII that ends in ``/``, without
    query or fragment, so that everything appended to it is an IRI again (RFC 3987).
    """
    where = "--base" if given else "KG_BASE"
    base = given or os.environ.get("KG_BASE") or DEFAULT_BASE
    if not _BASE.fullmatch(base):
        raise KgError(f"{base!r} is not a base IRI", where=where, mend="write it like https://data.example.org/kg/")
    return base


def decisions_file(store: Path, given: Path | None = None) -> Path:
    """The file of decisions: ``given``, else the environment's ``KG_DECISIONS``, else one beside the store."""
    if given is not None:
        return given
    if named := os.environ.get("KG_DECISIONS"):
        return Path(named)
    folder = store if store.name else store.resolve()
    return folder.with_name(f"{folder.name}.decisions.jsonl")
