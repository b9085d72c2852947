"""``kg build``: texts in, a store out, and a table of what was found."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli._messages import FAILED, confirm, counted, warn
from kg.cli._options import STORE, Base, Decisions, Store
from kg.cli._texts import below, linked_documents
from kg.errors import SourceError
from kg.model import Document, LinkedDocument

if TYPE_CHECKING:
    from kg.store import Manifest


@dataclass(slots=True)
class _Tally:
    """What one run found: claims by relation and status, and how much else."""

    paths: set[str] = field(default_factory=set)
    relations: Counter[str] = field(default_factory=Counter)
    asserted: Counter[str] = field(default_factory=Counter)
    entities: set[str] = field(default_factory=set)
    unchanged: int = 0

    def passes_over(self, store: Path, known: Manifest | None, doc: Document) -> bool:
        """Whether a document needs no reading again; those that do not are counted."""
        from kg.store import whole

        record = known.record_of(doc) if known is not None else None
        found = record is not None and whole(store, record)
        self.unchanged += found
        return found

    def add(self, linked: LinkedDocument) -> None:
        self.paths.add(linked.doc.path)
        self.relations.update(claim.predicate for claim in linked.claims)
        stand = (claim for claim in linked.claims if claim.status == "asserted" and not claim.rejected)
        self.asserted.update(claim.predicate for claim in stand)
        self.entities.update(entity.iri for entity in linked.entities)


def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH",
            show_default=False,
            readable=False,
            help="Text files, or directories with .txt files at any depth; none to take up decisions only.",
        ),
    ] = None,
    store: Store = STORE,
    base: Base = "",
    decisions: Decisions = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Also take out the texts at or below PATH whose file is gone.")
    ] = False,
    snapshot: Annotated[
        bool, typer.Option("--snapshot", help="Also write a copy that opens at once, for stores that are asked often.")
    ] = False,
) -> None:
    """Read texts and write what they say into a store.

    A text that was built before, under the same path, is replaced, or left as it is where nothing has changed;
    the others stay.
    A document whose files are damaged is made anew from its text.
    What people decided (kg decisions lists it) is taken up, also for texts that are not named.
    A file that cannot be read is named, the rest is built, and the exit status is 1.
    A build that changes the store without --snapshot removes the old copy.

    \b
    Example:
      kg build seeds
      kg build articles/ extra.txt --store out/news --snapshot
      kg build articles/ --prune
    """
    from kg.cli._decide import decisions_of
    from kg.config import decisions_file
    from kg.decisions import settled
    from kg.review import stale_documents
    from kg.store import StoreWriter, manifest
    from kg.store import snapshot as write_snapshot
    from kg.store.files import MANIFEST

    start = time.perf_counter()
    tally, failed, gone = _Tally(), list[str](), list[str]()
    decided = decisions_of(decisions_file(store, decisions))
    known = manifest(store) if not paths or (store / MANIFEST).exists() else None
    documents = linked_documents(paths or (), base, failed, decided, partial(tally.passes_over, store, known))
    first = next(documents, None)
    if paths and first is None and not tally.unchanged and not (prune and known):
        raise SourceError("no text could be read, so nothing was built", mend="see the lines above")
    people = settled(decided.people, base)
    with StoreWriter(store, base, must=people.must, cannot=people.cannot) as writer:
        for linked in chain((first,) if first else (), documents):
            writer.add(linked)
            tally.add(linked)
        again = stale_documents(store, decided, tally.paths)
        revised = {writer.add(linked).path: damaged for linked, damaged in again}
        if prune:
            gone = [path for path in writer.paths() if below(path, paths or ()) and not Path(path).exists()]
        for path in gone:
            writer.remove(path)
    if gone:
        warn(f"taken out: {counted(len(gone), 'document')} whose file is gone")
    if healed := sum(revised.values()):
        warn(f"made anew from the stored text: {counted(healed, 'document')} whose files were damaged")
    if decided_since := len(revised) - healed:
        warn(f"decisions taken up in {counted(decided_since, 'document')} built before")
    if tally.paths or tally.unchanged:
        for line in _summary(tally, store, len(failed), time.perf_counter() - start):
            typer.echo(line)
    elif not revised:
        warn("no texts are named and no decisions wait: nothing to build")
    if snapshot:
        confirm(write_snapshot(store), "a snapshot of the store")
    if failed or decided.faults:
        raise typer.Exit(FAILED)


def _summary(tally: _Tally, store: Path, failed: int, seconds: float) -> Iterable[str]:
    unchanged = f", {counted(tally.unchanged, 'document')} as before" if tally.unchanged else ""
    width = max((len(name) for name in tally.relations), default=0)
    width = max(width, len("relation"))
    yield f"{'relation':<{width}}  claims  asserted"
    for name, count in sorted(tally.relations.items(), key=lambda item: (-item[1], item[0])):
        yield f"{name:<{width}}  {count:>6}  {tally.asserted[name]:>8}"
    yield f"{'total':<{width}}  {tally.relations.total():>6}  {tally.asserted.total():>8}"
    yield ""
    counts = f"{counted(len(tally.paths), 'document')}, {counted(tally.relations.total(), 'claim')}"
    entities = f"{len(tally.entities)} entit{'y' if len(tally.entities) == 1 else 'ies'}"
    yield f"{counts}, {entities} in {seconds:.1f} s{unchanged}; {counted(failed, 'file')} skipped; store: {store}"
