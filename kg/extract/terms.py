"""When the terms of the national congresses began: what tells that a seat of an earlier one is over.

Both sit for five years (Constitution of the People's Republic of China, art. 60; of the Communist Party, art. 19),
the 12th party congress from 1982 on, the 8th National People's Congress and the conference beside it from 1993 on.
"""

from __future__ import annotations

from collections.abc import Iterable

#: The kind of a congress by what stands behind its ordinal: a known term, its first year, the first term that fits.
_KNOWN = {"中央": (12, 1982, 12), "全国": (8, 1993, 5)}
_YEARS = 5


def began(ordinal: int, kind: str) -> int | None:
    """The year in which a term began, None for congresses of other kinds and times; ``kind``: 中央 or 全国."""
    known = _KNOWN.get(kind)
    if known is None or ordinal < known[2]:
        return None
    return known[1] + _YEARS * (ordinal - known[0])


def over(ordinal: int, kind: str, others: Iterable[tuple[int, str]]) -> bool:
    """Whether a term had ended when one of the ``others``, each an ordinal and a kind, began."""
    first = began(ordinal, kind)
    later = [year for year in (began(*other) for other in others) if year is not None]
    return first is not None and any(year >= first + _YEARS for year in later)
