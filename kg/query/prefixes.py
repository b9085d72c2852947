"""The prefixes every query may use without declaring them.

A store in, its prefix table out; names and IRIs go both ways (``shorten``, ``expand``).
"""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Store

from kg import vocab
from kg.config import DEFAULT_BASE

WELL_KNOWN: Mapping[str, str] = {**vocab.PREFIXES, "id": f"{DEFAULT_BASE}id/"}
"""Prefix to namespace; ``id`` as in a store with the default base."""

_GRAPHS = "id/graph/"


def prefixes_of(store: Store) -> Mapping[str, str]:
    """The well-known prefixes, ``id`` standing for the base this store was built with.

    The base is read off the names of the graphs (``BASE id/graph/…``), so a query needs no setting.
    """
    graphs = [graph.value for graph in store.named_graphs() if _GRAPHS in graph.value]
    return {**WELL_KNOWN, "id": f"{min(graphs).partition(_GRAPHS)[0]}id/"} if graphs else WELL_KNOWN


def shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """``kg:heldPost`` for a known namespace, else ``<iri>``.  For the eye: the rest is not escaped."""
    fitting = [(len(space), name) for name, space in prefixes.items() if iri.startswith(space)]
    if not fitting:
        return f"<{iri}>"
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"


def expand(text: str, prefixes: Mapping[str, str]) -> str | None:
    """The IRI that ``<iri>``, ``prefix:rest`` or an absolute IRI stands for; None for anything else."""
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    prefix, colon, rest = text.partition(":")
    if not colon:
        return None
    if prefix in prefixes:
        return prefixes[prefix] + rest
    return text if rest.startswith("//") or prefix == "urn" else None
