"""Reads the lexicons: tab-separated tables with a header, ``#`` comment lines allowed.

A file name in, rows as dictionaries out.  A row with too many columns or a repeated key raises
RuleError with file and line, so that a slip in the data is found at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from kg import lazy_re as re
from kg.errors import RuleError


@cache
def rows(name: str, *, key: int | None = 0) -> tuple[dict[str, str], ...]:
    """The rows of ``kg/lexicon/data/NAME``; ``key`` is the column that may not repeat (None: any may).

    Empty cells at the end of a row may be left out.
    """
    header: list[str] | None = None
    found: list[dict[str, str]] = []
    seen: set[str] = set()
    for number, line in enumerate(read(name).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        if len(cells) > len(header):
            raise RuleError(f"{len(cells)} columns, {len(header)} expected", where=f"{name}:{number}")
        cells += [""] * (len(header) - len(cells))
        if key is not None:
            if cells[key] in seen:
                raise RuleError(f"{cells[key]!r} stands twice", where=f"{name}:{number}")
            seen.add(cells[key])
        found.append(dict(zip(header, cells, strict=True)))
    return tuple(found)


def read(name: str) -> str:
    """The text of ``kg/lexicon/data/NAME``."""
    return (files("kg.lexicon") / "data" / name).read_text(encoding="utf-8")


@cache
def words(name: str) -> frozenset[str]:
    """The words of a plain list: separated by blanks, lines that start with ``#`` are comments."""
    lines = read(name).splitlines()
    return frozenset(" ".join(line for line in lines if not line.startswith("#")).split())


@cache
def used(name: str, use: str) -> tuple[str, ...]:
    """The words of a table with that use: of its first column, those with ``use`` in the second, in its order."""
    return tuple(word for word, found, *_ in (row.values() for row in rows(name, key=None)) if found == use)


def patterns(name: str) -> str:
    """One pattern of all those of a table, a column of that name, in their order."""
    return "|".join(row["pattern"] for row in rows(name))


def by_last(listed: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Some words by their last character: ``text.endswith`` then tries those few that may fit, not all of them."""
    found: dict[str, list[str]] = {}
    for word in sorted(listed):
        found.setdefault(word[-1], []).append(word)
    return {char: tuple(ending) for char, ending in found.items()}


def alternation(listed: Iterable[str] | Mapping[str, str]) -> str:
    """A pattern that matches any of some words, of two that begin alike the longer one; a mapping gives for each word
    a pattern of what must stand behind it.

    It is a tree by characters: alternatives that each begin with a literal one, which re skips to fast, and none of
    which is tried twice.  It has no group around it.
    """
    tails = listed if isinstance(listed, Mapping) else dict.fromkeys(listed, "")
    return "|".join(_branches([(word, tails[word]) for word in sorted(tails)]))


def _branches(found: list[tuple[str, str]]) -> list[str]:
    """The alternatives for words, each with what stands behind it, by their first characters; an ended word last."""
    following: dict[str, list[tuple[str, str]]] = {}
    for word, tail in found:
        following.setdefault(word[:1], []).append((word[1:], tail))
    ended = following.pop("", [])
    branches = []
    for first, rest in following.items():
        inner = _branches(rest)
        branches.append(re.escape(first) + (inner[0] if len(inner) == 1 else f"(?:{'|'.join(inner)})"))
    return branches + [tail for _, tail in ended]
