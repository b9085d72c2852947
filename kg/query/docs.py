"""Writes docs/queries.md from the headers of the saved questions.

``python -m kg.query.docs > docs/queries.md``; a test fails when the page is not current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from kg.query.catalog import SavedQuery, catalog

_EVIDENCE = ("document", "start", "end", "quote")
_INTRODUCTION = """# Saved questions

This page is made from the headers in [queries/](../queries/README.md) by `python -m kg.query.docs`.

Most answers end in the columns document, start, end and quote: the file the evidence is in, the
first character of it and the one after the last (code points, counted from 0), and the characters themselves.
Dates are EDTF: `XXXX` stands for an unknown year, an empty cell for what no text says.
"""


def page(questions: Mapping[str, SavedQuery]) -> str:
    """The page in Markdown for ``questions``."""
    index = "".join(f"| [{name}](#{name}) | {q.title['zh']} | {q.title['en']} |\n" for name, q in questions.items())
    head = f"{_INTRODUCTION}\n| name | 问题 | question |\n| --- | --- | --- |\n{index}"
    return head + "".join("".join(_section(question)) for question in questions.values())


def _section(question: SavedQuery) -> Iterator[str]:
    yield f"\n## {question.name}\n\n"
    yield f"- {question.title['zh']}{question.description['zh']}\n"
    yield f"- {question.title['en']} {question.description['en']}\n"
    given = "".join(f" --param {key}={value.example}" for key, value in question.parameters.items())
    yield f"- `kg query {question.name}{given}`\n"
    for key, value in question.parameters.items():
        needed = "required" if value.required else "optional"
        yield f"- parameter **{key}** ({needed} {value.type}): {value.description}\n"
    columns = {key: value for key, value in question.columns.items() if key not in _EVIDENCE}
    shown = "; ".join(f"**{key}** {value}" for key, value in columns.items())
    yield f"- columns: {shown}{'; the evidence' if len(columns) < len(question.columns) else ''}\n"


if __name__ == "__main__":
    sys.stdout.write(page(catalog()))
