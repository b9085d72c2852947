"""Shadow text in, its lists of people out: 陈春生、高林、李静海、王云 (女)、…

A list of names holds characters that also name places (静海); only the whole of the list tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.lexicon.tables import rows
from kg.model import Span

# Fewer items may as well be a list of places that begin like family names: 江苏、安徽、云南.
LEAST = 5


def outside_rosters(text: str, spans: Iterable[Span]) -> set[Span]:
    """The spans that are no part of a list of people.

    A list of at least five items is one of people if each has the shape of a name and less than half of them
    are spans as a whole (江苏、安徽、…); what stands in its brackets is kept: 王凯(河南).
    """
    kept = set(spans)
    if text.count("、") < LEAST - 1 or not any("、" in text[span.start - 2 : span.start] for span in kept):
        return kept  # the usual case, for less than the search
    first, others = _items()
    for match in others.finditer(text):
        begin = first.search(text, max(0, match.start() - 16), match.start())
        start = begin.start() if begin else match.start()
        inside = [span for span in kept if start <= span.start and span.end <= match.end()]
        bare = [span for span in inside if text[span.start - 1 : span.start] != "("]
        whole = [span for span in bare if text[span.start - 1] == "、" and not text[span.end : span.end + 1].isalpha()]
        if 2 * len(whole) < match.group().count("、") + bool(begin):
            kept.difference_update(bare)
    return kept


@cache
def _items() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The first item of a list, and the others: a family name and one or two characters, or parts with dots."""
    single = "".join(sorted({row["name"] for row in rows("surnames.tsv") if len(row["name"]) == 1}))
    double = "|".join(sorted({row["name"] for row in rows("surnames.tsv") if len(row["name"]) == 2}))
    name = rf"(?:(?:[{single}]|{double})[\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]+·[\u4e00-\u9fff·]+)"
    item = rf"{name}(?: ?\([^()\n]{{1,10}}\))?"
    return re.compile(rf"(?<![^\W\d_]){item}\Z"), re.compile(rf"(?:、{item}){{{LEAST - 1},}}(?![^\W\d_])")
