"""Mints IRIs: ASCII only, the same for the same key in every run and on every machine."""

from __future__ import annotations

import os
from functools import cache
from hashlib import sha256

from kg import lazy_re as re


def digest(*parts: str, size: int = 12) -> str:
    """The first ``size`` hexadecimal digits of the SHA-256 of the parts."""
    return sha256("\x1f".join(parts).encode()).hexdigest()[:size]


@cache
def syllables(text: str) -> tuple[str, ...]:
    """The pinyin of a text, one syllable a character, without tones; other characters as they are."""
    # the dictionary of phrases costs 0.2 s at start-up and changes no single name that matters here
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(text))


def slug(text: str) -> str:
    """A readable ASCII form: 副局长 is fu-ju-zhang."""
    return re.sub(r"[^a-z0-9]+", "-", "-".join(syllables(text)).lower()).strip("-") or "x"
