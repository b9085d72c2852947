"""A comparison in words, for people and for programs: a ``Comparison`` in, lines or JSON out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from kg import vocab
from kg.export.compare import Changed, Comparison, Names
from kg.facts import Fact
from kg.facts.names import term_labels

_NONE = "–"
_UNSAFE = re.compile(
    r"[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What a terminal would act on or hide and JSON does not escape by itself."""


def lines(found: Comparison) -> Iterator[str]:
    """One line a difference (``-`` removed, ``+`` added, ``~`` changed), then the counts.

    Facts that read alike are told apart by the IRIs of their ends.  The text is as the graphs hold
    it: make it visible before it goes to a terminal.
    """
    marked = [("-", fact, found.old_names) for fact in found.removed]
    marked += [("+", fact, found.new_names) for fact in found.added]
    worded = [(mark, fact, words(fact, names)) for mark, fact, names in marked]
    alike = Counter(text for _, _, text in worded)
    for mark, fact, text in worded:
        yield f"{mark} {text}" + (f" [{fact.subject} {fact.object}]" if alike[text] > 1 else "")
    for pair in found.changed:
        yield f"~ {_changed(pair, found)}"
    for node in found.renamed:
        yield f"~ {node.iri}: name {node.old} → {node.new}"
    counts = _counts(found)
    yield ", ".join(f"{number} {name}" for name, number in counts.items())


def words(fact: Fact, names: Names) -> str:
    """The fact in one line: who, what, where; post, state, dates, how certain.

    ``names`` are the labels of the graph the fact is from.
    """
    said = f"{_name(fact.subject, names)} {_term(fact.relation)} {_name(fact.object, names)}"
    post = _name(fact.post, names) if fact.post else "".join(fact.titles[:1])
    certain = "" if fact.modality == vocab.ASSERTED else _term(fact.modality)
    details = [post, *map(_term, fact.status), _dates(fact), certain, *(_name(name, names) for name in fact.speakers)]
    known = ", ".join(filter(None, details))
    return f"{said}: {known}" if known else said


def as_json(found: Comparison) -> str:
    """One object with ``added``, ``removed``, ``changed`` (old, new, fields), ``renamed``, ``counts`` and ``bases``."""
    content = {
        "added": [_record(fact, found.new_names) for fact in found.added],
        "removed": [_record(fact, found.old_names) for fact in found.removed],
        "changed": [
            {
                "fields": list(pair.fields),
                "old": _record(pair.old, found.old_names),
                "new": _record(pair.new, found.new_names),
            }
            for pair in found.changed
        ],
        "renamed": [{"iri": node.iri, "old": node.old, "new": node.new} for node in found.renamed],
        "counts": _counts(found),
        "bases": list(found.bases) if found.bases else None,
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return _UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1], text)


def _counts(found: Comparison) -> dict[str, int]:
    lists = {name: len(getattr(found, name)) for name in ("added", "removed", "changed", "renamed")}
    return {**lists, "unchanged": found.unchanged}


def _changed(pair: Changed, found: Comparison) -> str:
    fact, names = pair.new, found.new_names
    subject, place = _name(fact.subject, names), _name(fact.object, names)
    post = fact.post or pair.old.post
    said = f"{subject} {_term(fact.relation)} {place}" + (f", {_name(post, names)}" if post else "")
    steps = (
        f"{name} {_shown(pair.old, name, found.old_names)} → {_shown(pair.new, name, found.new_names)}"
        for name in pair.fields
    )
    return f"{said}: {'; '.join(steps)}"


def _shown(fact: Fact, field: str, names: Names) -> str:
    value = getattr(fact, field)
    values = value if isinstance(value, tuple) else (value,)
    named = [_name(one, names) if field in {"post", "organization", "speakers"} else _term(one) for one in values]
    return ", ".join(filter(None, named)) or _NONE


def _dates(fact: Fact) -> str:
    """The EDTF interval, with ``…`` for an open side; one date where both are the same."""
    if not (fact.start or fact.end):
        return ""
    return fact.start if fact.start == fact.end else f"{fact.start or '…'} – {fact.end or '…'}"


def _name(iri: str, names: Names) -> str:
    return names.get(iri, iri)


def _term(name: str) -> str:
    return term_labels().get(name, name)


def _record(fact: Fact, names: Names) -> dict[str, Any]:
    def node(iri: str) -> dict[str, str | None] | None:
        return {"iri": iri, "label": names.get(iri)} if iri else None

    return {
        "subject": node(fact.subject),
        "relation": fact.relation,
        "object": node(fact.object),
        "post": node(fact.post),
        "organization": node(fact.organization),
        "status": list(fact.status),
        "start": fact.start or None,
        "end": fact.end or None,
        "modality": fact.modality,
        "speakers": [_name(name, names) for name in fact.speakers],
        "evidence": [
            {"doc": source.document, "start": source.start, "end": source.end, "quote": source.quote}
            for source in fact.sources
        ],
    }
