"""What unknown characters of a question may be: a part of a title or of an initiative's name, or a name misspelt."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

from kg.ask.labels import Labels
from kg.ask.linking import Slot
from kg.ask.words import Word
from kg.link.iris import syllables
from kg.model import Span

_SHORTEST_PART = 3
_OFFERED = 3
_NAME_SIZES = range(2, 5)


def parts(text: str, unknown: Iterable[Word], labels: Labels) -> list[Slot]:
    """Slots for the unknown words that are, with the characters around them, a part of a title or initiative."""
    found: list[Slot] = []
    for word in unknown:
        if any(slot.span.start <= word.start < slot.span.end for slot in found):
            continue
        for kind in ("initiative", "report"):
            span = _widest(text, word, labels.nodes[kind])
            if span is not None:
                value = text[span.start : span.end]
                iris = tuple(
                    sorted({iri for name, nodes in labels.nodes[kind].items() if value in name for iri in nodes})
                )
                found.append(Slot(kind, value, span, iris[:1]))
                break
    return found


def _widest(text: str, word: Word, names: Iterable[str]) -> Span | None:
    """The longest stretch around ``word`` that stands in a name; None where it is too short to tell anything."""
    start, end = word.start, word.start + len(word.text)
    holding = [name for name in names if text[start:end] in name]
    if not holding:
        return None
    while start and (wider := [name for name in holding if text[start - 1 : end] in name]):
        holding, start = wider, start - 1
    while end < len(text) and (wider := [name for name in holding if text[start : end + 1] in name]):
        holding, end = wider, end + 1
    return Span(start, end) if end - start >= _SHORTEST_PART else None


def similar(text: str, unknown: str, at: int, labels: Labels) -> list[str]:
    """Names of people spelt or pronounced like the ``unknown`` characters at ``at``: 张云州, zhang yunzhou."""
    people = labels.nodes["person"]
    if unknown.isascii():
        sound = _sound(unknown)
        alike = sorted(name for name in people if len(sound) > 1 and _sound(name) == sound)
        return (alike or difflib.get_close_matches(unknown, sorted(people), n=_OFFERED))[:_OFFERED]
    end = at + len(unknown)
    written = {
        text[start : start + size]
        for size in _NAME_SIZES
        for start in range(max(0, end - size), at + 1)
        if start + size <= len(text)
    }
    sounds = {_sound(name) for name in written}
    near = sorted(name for name in people if _sound(name) in sounds)
    near += sorted(name for name in people if name not in near and any(_one_differs(name, seen) for seen in written))
    return near[:_OFFERED]


def _one_differs(name: str, seen: str) -> bool:
    """Whether names of three or more characters differ in one behind the first."""
    return (
        len(name) == len(seen) > 2
        and name[0] == seen[0]
        and sum(one != other for one, other in zip(name, seen, strict=True)) == 1
    )


def _sound(text: str) -> str:
    """The letters of the pinyin without tones and blanks."""
    if text.isascii():
        return "".join(filter(str.isalnum, text.lower()))
    plain = unicodedata.normalize("NFD", "".join(syllables(text)))
    return "".join(character for character in plain.lower() if character.isascii() and character.isalnum())
