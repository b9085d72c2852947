"""The weights of linkage, read from ``weights.yaml`` beside this file, where each has its reason."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from kg import lazy_re as re
from kg.errors import RuleError


@cache
def weights() -> Mapping[str, Any]:
    """The whole table.  Raises RuleError where the file is not one."""
    content = yaml.safe_load((files("kg.identity") / "weights.yaml").read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise RuleError("is no table of weights", where="kg/identity/weights.yaml")
    return content


def entry(*keys: str) -> Any:
    """What stands under the keys.  Raises RuleError where nothing does."""
    found: Any = weights()
    for key in keys:
        if not isinstance(found, dict) or key not in found:
            raise RuleError(f"no {'/'.join(keys)}", where="kg/identity/weights.yaml")
        found = found[key]
    return found


@cache
def number(*keys: str) -> float:
    """A weight, count or limit by its keys.  Raises RuleError where there is none."""
    return float(entry(*keys))


@cache
def pattern(*keys: str) -> re.Pattern[str]:
    """An expression by its keys.  Raises RuleError where there is none."""
    return re.compile(str(entry(*keys)))


@cache
def pools() -> tuple[tuple[re.Pattern[str] | None, re.Pattern[str] | None, float], ...]:
    """By duty or by the whole post, how many hold such a post of one body."""
    return tuple((_expression(row, "duty"), _expression(row, "post"), float(row["size"])) for row in entry("pools"))


def _expression(row: Mapping[str, str], key: str) -> re.Pattern[str] | None:
    return re.compile(row[key]) if key in row else None
