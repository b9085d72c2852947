"""The word classes of questions: ``words.yaml`` in, a ``Lexicon`` that cuts a question into words out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

import yaml

from kg.errors import RuleError

Role: TypeAlias = Literal["", "from", "to"]
_KEYS = {"weight", "key", "role", "words"}
_GROUP = re.compile(r"\(\?:([^()]*)\)(\?)?")
_OPTIONAL = re.compile(r"(?<!\()([^()\[\]|?])\?")
_LATIN = re.compile("[a-z0-9]")


@dataclass(frozen=True, slots=True)
class WordClass:
    """A class: how much it tells, whether it names a relation, the role it gives the place behind it."""

    name: str
    weight: float
    key: bool = False
    role: Role = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of a question: its class, the reason why it is refused, neither for a filler.

    ``unknown`` marks characters that belong to no word of the lexicon.
    """

    text: str
    start: int
    kind: WordClass | None = None
    refused: str = ""
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words, the first that fits wins: a pattern and what it stands for, by the character they begin with.

    Under the empty string stand those that may begin with any character; the others' lists hold them too.
    """

    entries: Mapping[str, tuple[tuple[re.Pattern[str], WordClass | str], ...]]
    classes: Mapping[str, WordClass]

    def words(self, text: str, start: int, end: int) -> Iterator[Word]:
        """The words of ``text[start:end]`` in order, blanks and punctuation left out."""
        at = unknown = start
        while at < end:
            found = self._at(text, at, end)
            if found is None and text[at].isalnum():
                at = _after_latin(text, at, end)
                continue
            if unknown < at:
                yield Word(text[unknown:at], unknown, unknown=True)
            if found is None:
                at += 1
            else:
                match, meaning = found
                if isinstance(meaning, WordClass):
                    yield Word(match[0], at, kind=meaning)
                else:
                    yield Word(match[0], at, refused=meaning)
                at = match.end()
            unknown = at
        if unknown < end:
            yield Word(text[unknown:end], unknown, unknown=True)

    def _at(self, text: str, at: int, end: int) -> tuple[re.Match[str], WordClass | str] | None:
        for pattern, meaning in self.entries.get(text[at], self.entries[""]):
            if match := pattern.match(text, at, end):
                return match, meaning
        return None

    def knows(self, text: str) -> bool:
        """Whether ``text`` is made of words of the lexicon alone."""
        return not any(word.unknown for word in self.words(text, 0, len(text)))


def _after_latin(text: str, at: int, end: int) -> int:
    """Behind the character at ``at``, or behind the whole word where it is a Latin one."""
    if not _LATIN.match(text[at]):
        return at + 1
    while at < end and _LATIN.match(text[at]):
        at += 1
    return at


@cache
def lexicon() -> Lexicon:
    """The product's own word classes.  Raises RuleError for a key that is not known."""
    return read_lexicon(yaml.safe_load((files("kg.ask") / "words.yaml").read_text(encoding="utf-8")))


def read_lexicon(table: Mapping[str, Any]) -> Lexicon:
    """The lexicon of a table with the keys fillers, classes and refused.

    Raises RuleError for an unknown key and for words that are no regular expression.
    """
    if unknown := set(table) - {"fillers", "classes", "refused"}:
        raise RuleError(f"unknown key {min(unknown)!r}", where="words.yaml")
    classes: dict[str, WordClass] = {}
    words: list[tuple[str, WordClass | str]] = []
    for name, row in table["classes"].items():
        if unknown := set(row) - _KEYS:
            raise RuleError(f"unknown key {min(unknown)!r} in {name}", where="words.yaml")
        found = WordClass(name, float(row["weight"]), bool(row.get("key", False)), row.get("role", ""))
        classes[name] = found
        words += [(word, found) for word in _alternatives(row["words"])]
    for reason, row in table["refused"].items():
        words += [(word, reason) for word in _alternatives(row)]
    words += [(word, "") for word in _alternatives(table["fillers"])]
    # The longest word wins; of two equal ones that of a class, then one that is refused (the sort is stable).
    words.sort(key=lambda entry: -len(re.sub(r"\(\?!.*?\)", "", re.sub(r"\[[^]]*\]", "x", entry[0]))))
    try:
        patterns = [(word, re.compile(_bounded(word)), meaning) for word, meaning in words]
    except re.error as error:
        raise RuleError(f"not a regular expression: {error}", where="words.yaml") from error
    firsts = {_first(word) for word, _ in words} | {""}
    entries = {
        first: tuple((pattern, meaning) for word, pattern, meaning in patterns if _first(word) in {first, ""})
        for first in firsts
    }
    return Lexicon(entries, classes)


def _first(word: str) -> str:
    """The character an expression begins with, empty where it may be one of several."""
    return word[0] if word[:1].isalnum() and word[1:2] not in {"?", "*", "+", "{"} else ""


def _alternatives(text: str) -> Iterator[str]:
    """The expressions between the | marks that stand outside every bracket."""
    depth, part = 0, ""
    for character in text:
        depth += (character in "([") - (character in ")]")
        if character == "|" and not depth:
            yield from _spelt_out(part.strip())
            part = ""
        else:
            part += character
    yield from _spelt_out(part.strip())


def _spelt_out(word: str) -> Iterator[str]:
    """任过? as 任过 and 任, 挂(?:过|了)职 as both, so that the length of an expression is that of what it finds."""
    match = _GROUP.search(word) or _OPTIONAL.search(word)
    if match is None:
        yield word
        return
    optional = match.re is _OPTIONAL or match[2]
    for kept in (*match[1].split("|"), *([""] if optional else [])):
        yield from _spelt_out(word[: match.start()] + kept + word[match.end() :])


def _bounded(word: str) -> str:
    """A Latin word stands alone: at is no part of what."""
    return rf"(?<![a-z]){word}(?![a-z])" if word[0].isascii() and word[0].isalpha() else word
