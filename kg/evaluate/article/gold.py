"""gold.json and entities.json of one article in, its facts out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import SourceError
from kg.evaluate._checks import object_of, offset_of, text_of
from kg.model import Span

_MEND = "docs/evaluation.md describes the files of an article"
#: What an expert adds to a name that the text does not print.
_ADDED = re.compile(r"\([^()]*\)|([^()]*)")


@dataclass(frozen=True, slots=True)
class Node:
    """One side of a gold fact: an entity (``key``) or a literal (``key`` is "").

    ``names`` are what it may be called, the first as the expert wrote it; ``code`` is that of a division or of the
    division a body belongs to; ``number`` the value of a figure or rank; ``data`` is the literal as written;
    ``spans`` is the evidence of every fact about the entity.
    """

    key: str
    names: tuple[str, ...]
    code: str | None
    number: float | None
    data: Mapping[str, object]
    spans: tuple[Span, ...] = ()

    @property
    def kind(self) -> str:
        """place, org, person, …; "" for a literal."""
        return self.key.partition(":")[0]


@dataclass(frozen=True, slots=True)
class GoldFact:
    """One fact; ``start`` and ``end`` are code points of its evidence."""

    id: str
    type: str
    subject: Node
    obj: Node
    qualifiers: Mapping[str, object]
    start: int
    end: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Article:
    """All facts of one text; ``file`` is the name of the text's file."""

    path: str
    file: str
    facts: tuple[GoldFact, ...]

    @property
    def types(self) -> tuple[str, ...]:
        """The types of its facts, the most frequent first."""
        counts: dict[str, int] = {}
        for fact in self.facts:
            counts[fact.type] = counts.get(fact.type, 0) + 1
        return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def is_article(folder: Path) -> bool:
    """Whether a folder holds the facts of one article with its entities, not passages."""
    return (folder / "entities.json").is_file() and (folder / "gold.json").is_file()


def read_article(folder: Path) -> Article:
    """The article's facts.  Raises SourceError, naming file and fact, for what is not as described."""
    entities = object_of(_load(folder / "entities.json"))
    where = str(folder / "gold.json")
    facts = _load(folder / "gold.json")
    if not isinstance(facts, list):
        raise SourceError("not a list of facts", where=where, mend=_MEND)
    files = [text_of(object_of(entry).get("file")) for entry in entities.values()]
    file = next((name for name in files if name), None)
    if file is None:
        raise SourceError('no entity has a key "file"', where=str(folder / "entities.json"), mend=_MEND)
    return Article(where, file, _placed([_fact(entry, n, entities, where) for n, entry in enumerate(facts, 1)]))


def _placed(facts: list[GoldFact]) -> tuple[GoldFact, ...]:
    """The facts, each entity with the evidence of all facts about it."""
    spans: dict[str, list[Span]] = {}
    for fact in facts:
        for node in (fact.subject, fact.obj):
            spans.setdefault(node.key, []).append(Span(fact.start, fact.end))
    sides = [[replace(node, spans=tuple(spans[node.key])) for node in (fact.subject, fact.obj)] for fact in facts]
    return tuple(replace(fact, subject=one, obj=other) for fact, (one, other) in zip(facts, sides, strict=True))


def _load(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(error.strerror or "unreadable", where=str(path), mend=_MEND) from error
    except (ValueError, RecursionError) as error:
        raise SourceError(f"not JSON in UTF-8: {error}", where=str(path), mend=_MEND) from error


def _fact(entry: object, number: int, entities: Mapping[str, object], where: str) -> GoldFact:
    found = object_of(entry)
    where = f"{where}: fact {found.get('id') or number}"
    start, end, kind = offset_of(found.get("start")), offset_of(found.get("end")), found.get("type")
    if not isinstance(kind, str) or start is None or end is None or start >= end:
        raise SourceError("type, start or end is missing or wrong", where=where, mend=_MEND)
    sides = [_node(object_of(found.get(side)), entities, where) for side in ("subject", "object")]
    evidence = text_of(found.get("evidence")) or ""
    name = text_of(found.get("id")) or str(number)
    return GoldFact(name, kind, sides[0], sides[1], object_of(found.get("qualifiers")), start, end, evidence)


def _node(entry: Mapping[str, object], entities: Mapping[str, object], where: str) -> Node:
    key = text_of(entry.get("key")) or ""
    known = object_of(entities.get(key))
    name = text_of(entry.get("name")) or text_of(entry.get("value"))
    if not name:
        raise SourceError("a side has neither name nor value", where=where, mend=_MEND)
    others = known.get("alt")
    alternatives = [text_of(other) for other in others] if isinstance(others, list) else []
    names = dict.fromkeys([name, _ADDED.sub("", name), *filter(None, alternatives)])
    number = entry.get("value")
    number = number if isinstance(number, int | float) and not isinstance(number, bool) else None
    return Node(key, tuple(filter(None, names)), text_of(known.get("adcode")), number, entry)
