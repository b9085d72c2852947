"""Writes kg/rules/needs.json: what the expression of each rule needs.

usage: python -m kg.rules.build_needs > kg/rules/needs.json
"""

from __future__ import annotations

import json
from importlib.resources import files

from kg.rules import expressions
from kg.rules.kept import digest
from kg.rules.needs import needs


def page() -> str:
    """The file as it should be: a line an expression, in order of digest."""
    names = sorted(
        path.name.removesuffix(".yaml") for path in files("kg.rules").iterdir() if path.name.endswith(".yaml")
    )
    found = {digest(each): list(map(sorted, needs(each))) for name in names for each in expressions(name)}
    lines = (f"{json.dumps(key)}: {json.dumps(sets, ensure_ascii=False)}" for key, sets in sorted(found.items()))
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    print(page(), end="")
