"""Whether two printed names mean the same.  Two strings in, a truth value or a likeness out."""

from __future__ import annotations

import re
from collections import Counter

_MARKS = re.compile(r"[\s《》〈〉“”\"'‘’「」『』()、,。.:;·•\-—]+")
_DIVISION = re.compile(
    r"(?:维吾尔自治区|壮族自治区|回族自治区|特别行政区|自治区|自治州|自治县|地区|街道办事处|街道|省|市|区|县|旗|州|盟|镇|乡|村)$"
)
_FILLING = re.compile(r"(?:中国共产党|中共|人民政府|委员会|政府|代表大会|常务委员会|人民|全国)")
_BEFORE_ROLE = re.compile(r"^(?:原|前|代理|代|时任|常务)")
#: What the likeness of a name that holds the other gains over the share of its length.
_INSIDE = 0.15


def plain(name: str | None) -> str:
    """A name without blanks and punctuation."""
    return _MARKS.sub("", name or "")


def bare(name: str | None) -> str:
    """A plain name without the word for its kind of division: 云溪 for 云溪县."""
    name = plain(name)
    return _DIVISION.sub("", name) or name


def compatible(one: str | None, other: str | None) -> bool:
    """Whether two names may be of one place or body.

    They are equal, or the one begins or ends the other, where words for divisions and words such as
    人民政府 do not count.
    """
    if not one or not other:
        return False
    one, other = bare(one), bare(other)
    if one == other:
        return True
    core = _FILLING.sub("", one)
    if core and core == _FILLING.sub("", other):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 2 and (long.endswith(short) or long.startswith(short))


def role(name: str | None) -> str:
    """A head title without one word such as 原 or 代 before it."""
    return _BEFORE_ROLE.sub("", plain(name))


def likeness(one: str | None, other: str | None) -> float:
    """How alike two phrases are: 0 is nothing in common, 1 or a little above is the same.

    Where one holds the other, the share of its length; else twice the pairs of neighbouring
    characters in common over all pairs (Dice 1945).
    """
    one, other = plain(one), plain(other)
    if not one or not other:
        return 0.0
    if one in other or other in one:
        return min(len(one), len(other)) / max(len(one), len(other)) + _INSIDE
    first, second = _pairs(one), _pairs(other)
    return 2 * (first & second).total() / max(1, first.total() + second.total())


def _pairs(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1))
