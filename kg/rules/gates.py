"""Which rules a text may match: one look over it for the words that all rules need.

Regular expressions in, a :class:`Gate` for each file of rules out; a text in, what it lacks out, which every gate
reads.  A rule whose words a text lacks costs a comparison of two numbers there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from ahocorasick_rs import AhoCorasick

from kg.rules.kept import kept_needs

#: How many texts are read side by side at most: of so many the words found are kept.
TEXTS = 64
#: A text must hold a word of each.
Sets: TypeAlias = tuple[tuple[str, ...], ...]


class Words:
    """The sets of words that rules need, each with a bit of its own."""

    def __init__(self) -> None:
        self._bits: dict[frozenset[str], int] = {}
        self._asked = False
        #: The last texts, each with the words of several characters that it holds, by their numbers, and where they
        #: stand.
        self._seen: dict[str, list[tuple[int, int, int]]] = {}

    def bit(self, words: frozenset[str]) -> int:
        """The bit of a set of words, new for a new set."""
        if words not in self._bits:
            self._bits[words] = 1 << len(self._bits)
            self.__dict__.pop("_index", None)
            self._seen.clear()
        return self._bits[words]

    @cached_property
    def _index(self) -> tuple[AhoCorasick, list[int], dict[str, int], dict[frozenset[str], frozenset[int]]]:
        """What finds the words of several characters, the bits of the sets that each of them is in, those of single
        characters, and the numbers of the words of a set, once it has been asked for."""
        held: dict[str, int] = {}
        for words, bit in self._bits.items():
            for word in words:
                held[word] = held.get(word, 0) | bit
        letters = {word: bits for word, bits in held.items() if len(word) == 1}
        longer = {word: bits for word, bits in held.items() if len(word) > 1}
        return AhoCorasick(list(longer)), list(longer.values()), letters, {}

    def lacking(self, text: str) -> int | None:
        """The bits of the sets none of whose words ``text`` holds; a set that comes later is none of them.

        None for the first text that is asked for: to look for the words of one text costs more than it saves.
        """
        if not self._asked:
            self._asked = True
            return None
        finder, bits, letters, _ = self._index
        held = 0
        matches = finder.find_matches_as_indexes(text, overlapping=True)
        while len(self._seen) >= TEXTS:
            del self._seen[next(iter(self._seen))]
        self._seen[text] = matches
        for word in {match[0] for match in matches}:
            held |= bits[word]
        for letter, mask in letters.items():
            if letter in text:
                held |= mask
        return ((1 << len(self._bits)) - 1) & ~held

    def finditer(
        self, pattern: re.Pattern[str], words: frozenset[str], text: str, before: str = ""
    ) -> Iterator[re.Match[str]]:
        """What ``pattern.finditer(before + text)`` gives, for a pattern that matches only where one of some words of
        several characters starts, or as far in front of it as ``before`` is long.

        The words of the texts that were asked for last are known: they need not be searched again.
        """
        bit = self.bit(words)
        if (matches := self._seen.get(text)) is None:
            return pattern.finditer(before + text)
        _, bits, _, asked = self._index
        if (numbers := asked.get(words)) is None:
            numbers = asked[words] = frozenset(number for number, held in enumerate(bits) if held & bit)
        starts = sorted({start for word, start, _ in matches if word in numbers})
        return _at(pattern, before + text, starts) if starts else iter(())


def _at(pattern: re.Pattern[str], text: str, starts: Sequence[int]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that start at some places, none overlapping another."""
    end = 0
    for start in starts:
        if start >= end and (match := pattern.match(text, start)):
            yield match
            end = match.end()


#: The words that the rules of all files need.
WORDS = Words()


@dataclass(frozen=True, slots=True)
class Gate:
    """What the patterns of one file need.

    For each pattern ``bits`` of sets of words, which :meth:`Words.lacking` tells of; ``symbols``, the other sets, of
    which one word each must stand in the masked text; and ``every`` set, to look for in a part of it.
    """

    bits: Sequence[int]
    symbols: Sequence[Sets]
    every: Sequence[Sets]

    def open(self, lacking: int) -> list[int]:
        """The numbers of the patterns that a text which lacks these sets may match, in their order."""
        return [number for number, bits in enumerate(self.bits) if not bits & lacking]


def holds(text: str, sets: Sets) -> bool:
    """Whether a text holds a word of each set."""
    for words in sets:
        for word in words:
            if word in text:
                break
        else:
            return False
    return True


def gate(expressions: Sequence[str], symbols: str, late: str = "", known: Words = WORDS) -> Gate:
    """The gate of some expressions; ``symbols`` are the characters that stand for mentions in the text they match.

    A symbol of ``late`` may yet be put into a text that is asked about, so that it is not asked for.  A text without
    symbols tells by ``known.lacking`` what no text made of it by putting symbols for mentions holds: words without a
    symbol.
    """
    bits: list[int] = []
    marked: list[Sets] = []
    every: list[Sets] = []
    for expression in expressions:
        found = [words for words in kept_needs(expression) if set(late).isdisjoint("".join(words))]
        unmarked = [words for words in found if set(symbols).isdisjoint("".join(words))]
        bits.append(sum(known.bit(words) for words in unmarked))
        marked.append(tuple(tuple(sorted(words)) for words in found if words not in unmarked))
        every.append((*marked[-1], *(tuple(sorted(words)) for words in unmarked)))
    return Gate(bits, marked, every)
