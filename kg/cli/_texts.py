"""Paths in, linked documents out, one at a time; a text that fails is reported and the rest goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli._messages import debugging, describe, warn
from kg.errors import KgError, SourceError
from kg.model import Document, LinkedDocument

#: How many characters of text are held at most before they are analysed.
_HELD = 200_000

if TYPE_CHECKING:
    from kg.decisions import Decisions


def linked_documents(
    paths: Sequence[Path],
    base: str,
    failed: list[str],
    decisions: Decisions | None = None,
    passed_over: Callable[[Document], bool] = lambda doc: False,
) -> Iterator[LinkedDocument]:
    """Read and analyse the texts below ``paths`` in a fixed order, with what people decided about them.

    Those that ``passed_over`` says yes to are left out.  Each text that fails is told in one line on
    standard error and added to ``failed``; a fault of the program on one text does not cost the user the
    others either.
    """
    from kg.sources import find_texts, read

    def told(place: Path | None, error: Exception) -> None:
        if debugging():
            raise error
        message = describe(error) if place is None or isinstance(error, KgError) else f"{place}: {describe(error)}"
        failed.append(message)
        warn(message)

    def sound() -> Iterator[tuple[Path, Document]]:
        for found in _progress(list(find_texts(paths))):
            if isinstance(found, SourceError):
                told(None, found)
                continue
            try:
                doc = read(found)
                passed = passed_over(doc)
            except Exception as error:
                told(found, error)
            else:
                if not passed:
                    yield found, doc

    for batch in _batches(sound()):
        for path, linked in _analysed(batch, base, decisions):
            if isinstance(linked, Exception):
                told(path, linked)
            else:
                yield linked


def _batches(found: Iterator[tuple[Path, Document]]) -> Iterator[list[tuple[Path, Document]]]:
    """The documents in groups that are read side by side: few enough to be held at once."""
    from kg.rules.gates import TEXTS

    batch: list[tuple[Path, Document]] = []
    held = 0
    for path, doc in found:
        batch.append((path, doc))
        held += len(doc.text)
        if len(batch) == TEXTS or held >= _HELD:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _analysed(
    batch: Sequence[tuple[Path, Document]], base: str, decisions: Decisions | None
) -> Iterator[tuple[Path, LinkedDocument | Exception]]:
    """What each document of a batch says; where one of several fails, each is analysed for itself."""
    from kg.pipeline import analyse_each

    try:
        linked = analyse_each([doc for _, doc in batch], base, decisions)
    except Exception as error:
        if len(batch) == 1:
            yield batch[0][0], error
        else:
            for one in batch:
                yield from _analysed([one], base, decisions)
    else:
        yield from zip([path for path, _ in batch], linked, strict=True)


def below(path: str, named: Sequence[Path]) -> bool:
    """Whether a document's path is one of those named, or lies in a folder that is."""
    return any(Path(path) == one or one in Path(path).parents for one in named)


def _progress(found: Sequence[Path | SourceError]) -> Iterator[Path | SourceError]:
    """The same items, with a bar on standard error where that is a terminal."""
    if not sys.stderr.isatty() or len(found) < 2:
        yield from found
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(found, description="reading", console=Console(stderr=True), transient=True)
