"""cadre-kg: a knowledge graph of Chinese official news in which every fact shows its source.

``kg.read`` gives a document, ``kg.analyse`` what is found in it (``kg.analyse_each`` for many, faster),
``kg.open`` the graph of a store.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.api import Answer, Graph
    from kg.api import open_graph as open  # noqa: A004 (kg.open reads like gzip.open)
    from kg.errors import KgError, QueryError
    from kg.model import Claim, Document, Entity, Evidence, Link, Mention, Sentence, Span
    from kg.pipeline import analyse, analyse_each
    from kg.sources import read

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Claim",
    "Document",
    "Entity",
    "Evidence",
    "Graph",
    "KgError",
    "Link",
    "Mention",
    "QueryError",
    "Sentence",
    "Span",
    "__version__",
    "analyse",
    "analyse_each",
    "open",
    "read",
]

_HOMES = {
    "Answer": ("kg.api", "Answer"),
    "Graph": ("kg.api", "Graph"),
    "KgError": ("kg.errors", "KgError"),
    "QueryError": ("kg.errors", "QueryError"),
    "analyse": ("kg.pipeline", "analyse"),
    "analyse_each": ("kg.pipeline", "analyse_each"),
    "open": ("kg.api", "open_graph"),
    "read": ("kg.sources", "read"),
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for, so that ``import kg`` stays light."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, original = _HOMES.get(name, ("kg.model", name))
    value: object = getattr(import_module(module), original)
    globals()[name] = value
    return value
