"""``kg remove``: takes texts out of a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli._messages import counted, warn
from kg.cli._options import STORE, Decisions, Store
from kg.cli._texts import below
from kg.errors import StoreError


def remove(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Texts of the store, or folders, as built.")],
    store: Store = STORE,
    decisions: Decisions = None,
) -> None:
    """Take texts out of a store: it becomes what it would be had they never been built.

    The files of the texts stay; kg build --prune takes out those whose file is gone.

    \b
    Example:
      kg remove seeds/000_cc49e2903e7331ef.txt
    """
    from kg.cli._decide import decisions_of
    from kg.config import decisions_file
    from kg.decisions import settled
    from kg.store import StoreWriter, manifest

    base = manifest(store).base
    decided = settled(decisions_of(decisions_file(store, decisions)).people, base)
    with StoreWriter(store, base, must=decided.must, cannot=decided.cannot) as writer:
        found = [path for path in writer.paths() if below(path, paths)]
        for named in paths:
            if not any(below(path, [named]) for path in found):
                raise StoreError("no document at or below that path", where=str(named), mend="see: kg query documents")
        for path in found:
            writer.remove(path)
    warn(f"taken out of {store}: {counted(len(found), 'document')}")
