"""A normalised copy of a text with exactly its length, so that every offset stays valid.

Text in, shadow out: full-width letters, digits and punctuation become half-width, the many dashes,
middle dots and brackets one of each; blanks at the end of a line stand behind its break; the
characters of a text written in traditional ones become simplified ones.
Quotation marks and book-title marks stay, since they carry structure.
"""

from __future__ import annotations

from functools import cache

from kg import lazy_re as re
from kg.lexicon.tables import rows

#: Share of traditional characters from which a text counts as written in them: a simplified text
#: holds at most a name or two (乾县 must stay 乾县), a traditional one about a third.
TRADITIONAL_SHARE = 0.05

_PUNCTUATION = (
    dict.fromkeys("\u3000\u00a0\t\r\u2002\u2003", " ")
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
#: Blanks at the ends of lines, with the breaks and blanks around them.
_LINE_ENDS = re.compile(r"\n*(?: +\n+)+ *")
#: Where all lines of a text stand apart by empty ones, and there are so many, an empty line says no more than a break.
_BREAKS, _SINGLE, _PARTED = re.compile(r"\n{2,}"), re.compile(r"[^\n]\n[^\n]"), 3


@cache
def _simplified() -> dict[int, str]:
    return {ord(row["traditional"]): row["simplified"] for row in rows("simplified.tsv")}


def shadow(text: str) -> str:
    """The normalised copy; ``len(shadow(text)) == len(text)``."""
    plain = text
    for char in set(_WIDE.findall(text)):  # a text holds few of them, and what replaces one is never replaced again
        plain = plain.replace(char, _WIDTH[char])
    if " \n" in plain:
        plain = _LINE_ENDS.sub(_indented, plain)
    if plain.count("\n\n") >= _PARTED and not _SINGLE.search(plain):
        plain = _BREAKS.sub(_indented_once, plain)
    if any(char in plain for char in _TRADITIONAL):
        table = _simplified()
        if sum(ord(char) in table for char in plain) > TRADITIONAL_SHARE * len(plain):
            plain = plain.translate(table)
    return plain


def _indented(ends: re.Match[str]) -> str:
    """Line breaks and blanks, the breaks first: a line ends with its last character, however it was set."""
    breaks = ends[0].count("\n")
    return "\n" * breaks + " " * (len(ends[0]) - breaks)


def _indented_once(breaks: re.Match[str]) -> str:
    """One line break of several, blanks for the others."""
    return "\n" + " " * (len(breaks[0]) - 1)
