"""Paths in, linked documents out, one at a time; a text that fails is reported and the rest goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli._messages import debugging, describe, warn
from kg.errors import KgError, SourceError
from kg.model import Document, LinkedDocument

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
    from kg.pipeline import analyse
    from kg.sources import find_texts, read

    for found in _progress(list(find_texts(paths))):
        try:
            if isinstance(found, SourceError):
                raise found
            doc = read(found)
            linked = None if passed_over(doc) else analyse(doc, base, decisions)
        except Exception as error:
            if debugging():
                raise
            told = describe(error) if isinstance(error, KgError) else f"{found}: {describe(error)}"
            failed.append(told)
            warn(told)
        else:
            if linked is not None:
                yield linked


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
