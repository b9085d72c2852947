"""``kg build``: texts in, a store out, and a table of what was found."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from kg.cli._messages import FAILED, confirm, counted
from kg.cli._options import STORE, Base, Store, Texts
from kg.cli._texts import linked_documents
from kg.errors import SourceError
from kg.model import LinkedDocument


@dataclass(slots=True)
class _Tally:
    """What one run found: claims by relation and status, and how much else."""

    documents: int = 0
    relations: Counter[str] = field(default_factory=Counter)
    asserted: Counter[str] = field(default_factory=Counter)
    entities: set[str] = field(default_factory=set)

    def add(self, linked: LinkedDocument) -> None:
        self.documents += 1
        self.relations.update(claim.predicate for claim in linked.claims)
        self.asserted.update(claim.predicate for claim in linked.claims if claim.status == "asserted")
        self.entities.update(entity.iri for entity in linked.entities)


def build(
    paths: Texts,
    store: Store = STORE,
    base: Base = "",
    snapshot: Annotated[
        bool, typer.Option("--snapshot", help="Also write a copy that opens at once, for stores that are asked often.")
    ] = False,
) -> None:
    """Read texts and write what they say into a store.

    A text that was built before, under the same path, is replaced; the others stay.
    A file that cannot be read is named, the rest is built, and the exit status is 1.
    A build that changes the store without --snapshot removes the old copy.

    \b
    Example:
      kg build seeds
      kg build articles/ extra.txt --store out/news --snapshot
    """
    from kg.store import StoreWriter
    from kg.store import snapshot as write_snapshot

    start = time.perf_counter()
    tally, failed = _Tally(), list[str]()
    documents = linked_documents(paths, base, failed)
    first = next(documents, None)
    if first is None:
        raise SourceError("no text could be read, so nothing was built", mend="see the lines above")
    with StoreWriter(store, base) as writer:
        for linked in chain((first,), documents):
            writer.add(linked)
            tally.add(linked)
    for line in _summary(tally, store, len(failed), time.perf_counter() - start):
        typer.echo(line)
    if snapshot:
        confirm(write_snapshot(store), "a snapshot of the store")
    if failed:
        raise typer.Exit(FAILED)


def _summary(tally: _Tally, store: Path, failed: int, seconds: float) -> Iterable[str]:
    width = max((len(name) for name in tally.relations), default=0)
    width = max(width, len("relation"))
    yield f"{'relation':<{width}}  claims  asserted"
    for name, count in sorted(tally.relations.items(), key=lambda item: (-item[1], item[0])):
        yield f"{name:<{width}}  {count:>6}  {tally.asserted[name]:>8}"
    yield f"{'total':<{width}}  {tally.relations.total():>6}  {tally.asserted.total():>8}"
    yield ""
    counts = f"{counted(tally.documents, 'document')}, {counted(tally.relations.total(), 'claim')}"
    entities = f"{len(tally.entities)} entit{'y' if len(tally.entities) == 1 else 'ies'}"
    yield f"{counts}, {entities} in {seconds:.1f} s; {counted(failed, 'file')} skipped; store: {store}"
