"""A normalised copy of a text with exactly its length, so that every offset stays valid.

Text in, shadow out: full-width letters, digits and punctuation become half-width, the many dashes,
middle dots and brackets one of each; the characters of a text written in traditional ones become
simplified ones.  Quotation marks and book-title marks stay, since they carry structure.
"""

from __future__ import annotations

from functools import cache

from kg import lazy_re as re
from kg.lexicon.tables import rows

#: Share of traditional characters from which a text counts as written in them: a simplified text
#: holds at most a name or two (乾县 must stay 乾县), a traditional one about a third.
TRADITIONAL_SHARE = 0.05

_PUNCTUATION = (
    dict.fromkeys("\u3000\u00a0\t\u2002\u2003", " ")
    | dict.fromkeys("—－‒–―─﹣−~～〜", "-")
    | dict.fromkeys("•・‧∙⋅･", "·")
    | {"〔": "(", "〕": ")", "【": "(", "】": ")", "『": "“", "』": "”", "「": "“", "」": "”", "｡": "。"}
)
_WIDTH = (
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | _PUNCTUATION
    | dict.fromkeys(map(chr, range(0xE000, 0xE010)), "□")  # the mask uses these characters as its symbols
)
_WIDE = re.compile(f"[{re.escape(''.join(_WIDTH))}]")
#: Frequent traditional characters that a simplified text does not have.
_TRADITIONAL = "國會們說這來對時為爲"


@cache
def _simplified() -> dict[int, str]:
    return {ord(row["traditional"]): row["simplified"] for row in rows("simplified.tsv")}


def shadow(text: str) -> str:
    """The normalised copy; ``len(shadow(text)) == len(text)``."""
    plain = text
    for char in set(_WIDE.findall(text)):  # a text holds few of them, and what replaces one is never replaced again
        plain = plain.replace(char, _WIDTH[char])
    if any(char in plain for char in _TRADITIONAL):
        table = _simplified()
        if sum(ord(char) in table for char in plain) > TRADITIONAL_SHARE * len(plain):
            plain = plain.translate(table)
    return plain
