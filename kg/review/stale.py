"""The documents of a store that need making anew: something else has been decided about them, or a file is damaged."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import LinkedDocument
from kg.store import manifest, text, whole
from kg.store.files import MANIFEST

if TYPE_CHECKING:
    from kg.decisions import Decisions


def stale_documents(
    folder: Path, decisions: Decisions, passed_over: Collection[str] = ()
) -> Iterator[tuple[LinkedDocument, bool]]:
    """Each of them, made from its stored text with the decisions of today, and whether it was damaged.

    They come in the order of the manifest.  A folder that is no store yet has none.  ``passed_over`` are
    paths that need no look.  Raises StoreError where the store cannot be read.
    """
    from kg.pipeline import analyse
    from kg.sources.files import document

    if not (folder / MANIFEST).exists():
        return
    found = manifest(folder)
    for record in found.documents:
        if record.path in passed_over:
            continue
        damaged = not whole(folder, record)
        if damaged or {one.id for one in decisions.about(record.path, record.id)} != set(record.decisions):
            yield analyse(document(text(folder, record.id), record.path), found.base, decisions), damaged
