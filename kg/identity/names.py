"""Names of people: which may name one person, and how many officials share one.

Names in, keys for blocking and expected numbers out.
"""

from __future__ import annotations

from functools import cache

from kg import lazy_re as re
from kg.identity.weights import number
from kg.lexicon.tables import rows, words

_DOT = "·"


@cache
def _simplified() -> dict[int, str]:
    return {ord(row["traditional"]): row["simplified"] for row in rows("simplified.tsv")}


@cache
def _family() -> tuple[dict[str, float], float]:
    """Family names with their share of all, and the share of one that no table has."""
    counts = {row["name"]: float(row["frequency"]) for row in rows("surnames.tsv")}
    total = sum(counts.values())
    return {name: count / total for name, count in counts.items()}, min(counts.values()) / total


def normal(name: str) -> str:
    """The name without blanks, in simplified characters, with one kind of dot: 李 剛 is 李刚."""
    return re.sub(r"[\s]+", "", re.sub(r"[-•・‧.]", _DOT, name)).translate(_simplified())


def blocks(name: str) -> tuple[str, ...]:
    """The keys under which a name is compared with others: itself, and the ends of a name with dots."""
    plain = normal(name)
    parts = plain.split(_DOT)
    return (plain,) if len(parts) == 1 else (plain, parts[0], parts[-1])


def namesakes(name: str) -> float:
    """How many officials are expected to have this name (not one with a dot)."""
    plain = normal(name)
    shares, rare = _family()
    size = 2 if plain[:2] in shares and len(plain) > 2 else 1
    share = shares.get(plain[:size], rare)
    given = plain[size:]
    if len(given) == 1:
        share *= number("names", "single")
    for char in given:
        share *= number("names", "common" if char in words("given_characters.txt") else "other")
    return share * number("officials")


def may_be_one(one: str, other: str) -> bool:
    """Whether two printed names may be the name of one person."""
    return weight(one, other) is not None


def weight(one: str, other: str) -> float | None:
    """What the names alone say, in bits; None where they cannot name one person."""
    import math

    first, second = normal(one), normal(other)
    variant = 0.0 if one == other else number("names", "variant")
    if first == second:
        if _DOT in first:
            return number("names", "foreign") + variant
        return min(number("names", "most"), -math.log2(namesakes(first))) + variant
    if (_DOT in first) != (_DOT in second):
        long, short = (first, second) if _DOT in first else (second, first)
        if short in (long.split(_DOT)[0], long.split(_DOT)[-1]):
            return number("names", "part")
    return None
