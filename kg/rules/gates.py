"""Which of many patterns a text may match: one look over the text for all of them.

Compiled patterns in, a :class:`Gate` out; a text in, the numbers of the patterns that it may match out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.rules.needs import needs


@dataclass(frozen=True, slots=True)
class Gate:
    """What patterns need, put together: each set of words that one of them needs has a bit of its own.

    ``pairs`` finds the first characters of words in a text, ``bits`` says for their first two characters, and for
    each symbol, which sets they are in.  ``needed`` holds the bits of each pattern, ``letters`` sets of characters
    that it needs beside them.
    """

    pairs: re.Pattern[str]
    symbols: str
    bits: Mapping[str, int]
    needed: Sequence[int]
    letters: Sequence[tuple[str, ...]]

    def open(self, text: str) -> list[int]:
        """The numbers of the patterns whose needs ``text`` meets, in their order; no other matches it."""
        held = 0
        for symbol in self.symbols:
            if symbol in text:
                held |= self.bits[symbol]
        for match in self.pairs.finditer(text):
            start = match.start()
            held |= self.bits[text[start : start + 2]]
        passed = [number for number, bits in enumerate(self.needed) if not bits & ~held]
        return [number for number in passed if all(_holds(text, chars) for chars in self.letters[number])]


def _holds(text: str, chars: str) -> bool:
    return any(map(text.__contains__, chars))


def gate(patterns: Sequence[re.Pattern[str]], symbols: str) -> Gate:
    """The gate of some patterns; ``symbols`` are the characters that stand for mentions."""
    bits: dict[frozenset[str], int] = {}
    needed: list[int] = []
    letters: list[tuple[str, ...]] = []
    for pattern in patterns:
        found = needs(pattern)
        sets = [words for words in found if all(len(word) > 1 or word in symbols for word in words)]
        own = 0
        for words in sets:
            own |= bits.setdefault(words, 1 << len(bits))
        needed.append(own)
        letters.append(tuple("".join(sorted({word[0] for word in words})) for words in found if words not in sets))
    held: dict[str, int] = {}
    for words, bit in bits.items():
        for word in words:
            held[word[:2]] = held.get(word[:2], 0) | bit
    used = "".join(symbol for symbol in symbols if symbol in held)
    return Gate(_pairs(key for key in held if len(key) > 1), used, held, needed, letters)


def _pairs(pairs: Iterable[str]) -> re.Pattern[str]:
    """Finds the first characters of pairs, overlapping ones too; re skips fast to a first character."""
    seconds: dict[str, set[str]] = {}
    for pair in pairs:
        seconds.setdefault(pair[0], set()).add(pair[1])
    found = [rf"{re.escape(first)}(?=[{re.escape(''.join(sorted(seconds[first])))}])" for first in sorted(seconds)]
    return re.compile("|".join(found) or r"(?!)")
