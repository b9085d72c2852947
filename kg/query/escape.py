"""Makes text from articles harmless for a terminal and for Markdown.  A string in, a string out."""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_MARKDOWN = re.compile(r"([\\`*_\[\]|#~!$])")


def visible(text: str) -> str:
    """``text`` with nothing a terminal would act on or hide.

    A newline becomes ⏎; other control, format (bidirectional, zero-width) and private characters
    become their escapes, as ``\\x1b`` or ``\\u202e``.
    """
    return text if text.isprintable() else "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character == "\n":
        return "⏎"
    if unicodedata.category(character) not in _HIDDEN:
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def quoted(text: str, longest: int = 60) -> str:
    """``'text'`` for a message: visible, and cut after ``longest`` characters."""
    return f"'{visible(text[:longest])}{'…' if len(text) > longest else ''}'"


def markdown(text: str) -> str:
    """``visible(text)`` as the text of one Markdown cell: no markup, no HTML."""
    escaped = _MARKDOWN.sub(r"\\\1", visible(text))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
