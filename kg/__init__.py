"""cadre-kg: a knowledge graph of Chinese official news in which every fact shows its source.

``kg.read`` gives a document, ``kg.analyse`` what is found in it, ``kg.open`` the graph of a store.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Claim, Document, Entity, Evidence, Link, Mention, Sentence, Span
    from kg.pipeline import analyse
    from kg.sources import read
    from kg.store import open_rdflib as open  # noqa: A004 (kg.open reads like gzip.open)

__version__ = "0.1.0"

__all__ = [
    "Claim",
    "Document",
    "Entity",
    "Evidence",
    "Link",
    "Mention",
    "Sentence",
    "Span",
    "__version__",
    "analyse",
    "open",
    "read",
]

_HOMES = {"analyse": ("kg.pipeline", "analyse"), "open": ("kg.store", "open_rdflib"), "read": ("kg.sources", "read")}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for, so that ``import kg`` stays light."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, original = _HOMES.get(name, ("kg.model", name))
    value: object = getattr(import_module(module), original)
    globals()[name] = value
    return value
