"""Writes docs/queries.md from the headers of the saved questions.

``python -m kg.query.docs > docs/queries.md``; a test fails when the page is not current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from kg.query.catalog import SavedQuery, catalog

_INTRODUCTION = """# Saved questions

This page is made from the headers in [queries/](../queries/README.md) by `python -m kg.query.docs`.

Offsets are Unicode code points, half-open; `quote` is the text between them.
Dates are EDTF: `XXXX` stands for an unknown year, an empty cell for what no text says.
"""


def page(questions: Mapping[str, SavedQuery]) -> str:
    """The page in Markdown for ``questions``."""
    index = "".join(f"| [{name}](#{name}) | {q.title['zh']} | {q.title['en']} |\n" for name, q in questions.items())
    head = f"{_INTRODUCTION}\n| name | 问题 | question |\n| --- | --- | --- |\n{index}"
    return head + "".join("".join(_section(question)) for question in questions.values())


def _section(question: SavedQuery) -> Iterator[str]:
    yield f"\n## {question.name}\n\n"
    yield f"{question.title['zh']}{question.description['zh']}\n"
    yield f"{question.title['en']} {question.description['en']}\n\n"
    given = "".join(f" --param {key}={value.example}" for key, value in question.parameters.items())
    yield f"```sh\nkg query {question.name}{given}\n```\n\n"
    if question.parameters:
        yield "| parameter | type | | |\n| --- | --- | --- | --- |\n"
        for key, value in question.parameters.items():
            yield f"| {key} | {value.type} | {'required' if value.required else 'optional'} | {value.description} |\n"
        yield "\n"
    yield "| column | |\n| --- | --- |\n"
    yield from (f"| {key} | {value} |\n" for key, value in question.columns.items())


if __name__ == "__main__":
    sys.stdout.write(page(catalog()))
