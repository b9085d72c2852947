"""A folder of gold files in, passages with their facts out; docs/evaluation.md describes the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError
from kg.evaluate._checks import object_of, offset_of, parse_object
from kg.evaluate.facts import OPEN, RELATIONS, RESERVED, Fact

_MEND = "docs/evaluation.md describes the file"
#: What a gold fact of a known relation may name for the comparison.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "heldPost": ("person", "role", "post", "organization", "district", "adcode"),
    "secondedTo": ("person", "group", "host"),
    **{relation: RELATIONS[relation] for relation in ("wroteReport", "proposes", "visited")},
}


@dataclass(frozen=True, slots=True)
class Passage:
    """The gold facts of one text; ``id`` is the name of the file without its suffix."""

    id: str
    path: str
    facts: tuple[Fact, ...]


def read_gold(folder: Path) -> Iterator[Passage | SourceError]:
    """The ``*.json`` files directly in ``folder``, in the order of their names.

    What cannot be read is yielded as a SourceError, so that one bad file does not stop the rest.
    """
    if not folder.is_dir():
        yield SourceError("no such folder", where=str(folder), mend="name the folder with the gold files")
        return
    paths = sorted(path for path in folder.glob("*.json") if not path.name.startswith("."))
    if not paths:
        yield SourceError("the folder holds no .json file", where=str(folder), mend=_MEND)
    for path in paths:
        try:
            yield _passage(path)
        except SourceError as error:
            yield error


def _passage(path: Path) -> Passage:
    where = str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(f"not UTF-8 at byte {error.start}", where=where, mend="save it as UTF-8") from error
    except OSError as error:
        raise SourceError(error.strerror or "unreadable", where=where, mend="check its permissions") from error
    facts = parse_object(text, where, _MEND).get("facts")
    if not isinstance(facts, list):
        raise SourceError('the key "facts" with a list is missing', where=where, mend=_MEND)
    return Passage(path.stem, where, tuple(_fact(entry, f"{where}: fact {n}") for n, entry in enumerate(facts, 1)))


def _fact(entry: object, where: str) -> Fact:
    if not isinstance(entry, dict):
        raise SourceError("not a JSON object", where=where, mend=_MEND)
    relation = entry.get("relation")
    if not isinstance(relation, str) or not relation:
        raise SourceError('the key "relation" is missing or no text', where=where, mend=_MEND)
    if relation in RESERVED:
        raise SourceError(f'"{relation}" cannot name a relation', where=where, mend="the report uses the word itself")
    fields = _fields(relation, entry, where)
    missing = [key for key in RELATIONS.get(relation, OPEN) if not fields.get(key)]
    if relation == "secondedTo" and not (fields.get("person") or fields.get("group")):
        missing.append("person or group")
    if missing:
        raise SourceError(f"{relation} lacks {', '.join(missing)}", where=where, mend=_MEND)
    return Fact(
        relation,
        fields,
        status=_text("status", entry.get("status"), where),
        optional=bool(entry.get("optional")),
        start=offset_of(entry.get("start")),
        end=offset_of(entry.get("end")),
        quote=_text("evidence", entry.get("evidence"), where) or "",
    )


def _fields(relation: str, entry: Mapping[str, object], where: str) -> dict[str, str | None]:
    """The fields to compare: for an open relation subject and object, as texts or as objects that hold one."""
    if relation in _FIELDS:
        return {key: _text(key, entry.get(key), where) for key in _FIELDS[relation]}
    found: dict[str, str | None] = {}
    for key in OPEN:
        value = entry.get(key)
        inner = object_of(value)
        found[key] = _text(key, inner.get("text", inner.get("name")) if inner else value, where)
    return found


def _text(key: str, value: object, where: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise SourceError(f'"{key}" is no text', where=where, mend="write it in quotation marks")


def wrong_offsets(passage: Passage, text: str) -> Iterator[SourceError]:
    """A message for each fact whose evidence is given and is not ``text`` at its offsets.

    Facts are compared by their names, not by their offsets, so such a fact still counts.
    """
    for number, fact in enumerate(passage.facts, 1):
        given = fact.start is not None and fact.end is not None
        if fact.quote and (not given or text[fact.start : fact.end] != fact.quote):
            at = text.find(fact.quote)
            mend = f"it stands at {at}-{at + len(fact.quote)}" if at >= 0 else "the text does not hold it"
            where = f"{passage.path}: fact {number}"
            yield SourceError(f"the evidence is not the text at {fact.start}-{fact.end}", where=where, mend=mend)
