"""Looks into JSON that somebody else wrote: says what is wrong where, or hands out typed values."""

from __future__ import annotations

import json
from collections.abc import Mapping

from kg.errors import SourceError


def parse_object(text: str, where: str, mend: str) -> Mapping[str, object]:
    """The JSON object that ``text`` is.

    Raises SourceError for anything else, numbers beyond JSON (NaN) and nesting too deep to read.
    """
    try:
        found = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise SourceError(f"not JSON: {error.msg} at character {error.pos}", where=where, mend=mend) from error
    except (ValueError, RecursionError) as error:
        raise SourceError(f"not JSON: {error}", where=where, mend=mend) from error
    if not isinstance(found, dict):
        raise SourceError("not a JSON object", where=where, mend=mend)
    return found


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def text_of(value: object) -> str | None:
    """A field as text; None for null."""
    return None if value is None else str(value)


def offset_of(value: object) -> int | None:
    """A field as an offset; None for what is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def object_of(value: object) -> Mapping[str, object]:
    """A field as an object; an empty one for null and anything else."""
    return value if isinstance(value, dict) else {}
