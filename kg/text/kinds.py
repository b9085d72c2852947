"""What a document is by its form: an article, a notice, a CV, a curated list.

Document in, a concept of kg:documentKind out.  The forms are data: ``kg/lexicon/data/document_kinds.tsv``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import islice

from kg import lazy_re as re
from kg.lexicon.tables import rows
from kg.model import Document
from kg.text.sentences import lines
from kg.text.shadow import shadow
from kg.vocab import ARTICLE

_HEAD = 5


@dataclass(frozen=True, slots=True)
class _Form:
    kind: str
    heading: bool
    least: int
    expression: re.Pattern[str]


def document_kind(doc: Document) -> str:
    """The kind of ``doc``: the first form of the table that fits, else an article."""
    text = shadow(doc.text)
    head = [text[line.start : line.end].strip() for line in islice(lines(text), _HEAD)]
    for form in _forms():
        if form.heading:
            found = sum(form.expression.search(line) is not None for line in head)
        else:
            found = len(form.expression.findall(text))
        if found >= form.least:
            return form.kind
    return ARTICLE


@cache
def _forms() -> tuple[_Form, ...]:
    return tuple(
        _Form(row["kind"], row["in"] == "title", int(row["least"]), re.compile(row["expression"]))
        for row in rows("document_kinds.tsv", key=None)
    )
