"""A score in, the lines of a table, of a list of differences, or JSON out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from kg.evaluate.scoring import Counts, Difference, Score
from kg.query import visible

#: The longest quote that a line of the list shows, in characters.
_LONGEST = 60
_SHOWN_APART = frozenset({"adcode"})


def table(score: Score, ungrounded: int) -> Iterator[str]:
    """The lines of the table: a head, one a relation, one for all."""
    noun = "passage" if score.passages == 1 else "passages"
    yield f"{score.passages} {noun}; ungrounded claims: {ungrounded}"
    rows = [*score.relations.items(), ("all", score.total)]
    width = max(len(name) for name, _ in rows)
    yield f"{'relation':<{width}}  gold    tp    fp    fn       P      R     F1  status"
    for name, counts in rows:
        figures = f"{counts.precision:6.3f} {counts.recall:6.3f} {counts.f1:6.3f}"
        status = f"  {counts.status_ok}/{counts.status_n}" if counts.status_n else ""
        numbers = f"{counts.tp + counts.fn:5} {counts.tp:5} {counts.fp:5} {counts.fn:5}"
        yield f"{name:<{width}} {numbers}  {figures}{status}"


def listing(score: Score, longest: int) -> Iterator[str]:
    """The first ``longest`` differences, one a line: what, where, the fields, and the characters or the rule."""
    for difference in score.differences[:longest]:
        fact = difference.fact
        at = "" if fact.start is None else f":{fact.start}"
        shown = "  ".join(value for key, value in fact.fields.items() if value and key not in _SHOWN_APART)
        status = f"  [{fact.status}]" if fact.status else ""
        if difference.expected:
            status = f"  [{fact.status}, gold {difference.expected}]"
        quote = fact.quote if len(fact.quote) <= _LONGEST else f"{fact.quote[:_LONGEST]}…"
        rule = f"  ({fact.rule})" if fact.rule else ""
        said = f"  “{quote}”" if quote else ""
        yield f"{difference.kind:<6}  {difference.passage}{at}  {fact.relation}  {shown}{status}{said}{rule}"


def as_json(score: Score, ungrounded: int, longest: int) -> str:
    """The same as one JSON object: a key a relation, "all", "ungrounded" and, where asked for, "differences"."""
    report: dict[str, object] = {name: _figures(counts) for name, counts in score.relations.items()}
    report |= {"all": _figures(score.total), "ungrounded": ungrounded}
    if longest:
        report["differences"] = [_difference(difference) for difference in score.differences[:longest]]
    return "".join(map(_harmless, json.dumps(report, ensure_ascii=False)))


def _harmless(character: str) -> str:
    """The character, as an escape of JSON where a terminal would obey or hide it."""
    return character if visible(character) == character else json.dumps(character)[1:-1]


def _figures(counts: Counts) -> dict[str, float]:
    return {"p": counts.precision, "r": counts.recall, "f": counts.f1, **asdict(counts)}


def _difference(difference: Difference) -> dict[str, object]:
    fact = difference.fact
    return {
        "kind": difference.kind,
        "passage": difference.passage,
        "relation": fact.relation,
        **{key: value for key, value in fact.fields.items() if value},
        "status": fact.status,
        "expected": difference.expected,
        "start": fact.start,
        "end": fact.end,
        "quote": fact.quote,
        "rule": fact.rule,
    }
