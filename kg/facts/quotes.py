"""Evidence cut out of the texts: a :class:`Source` in, a :class:`Quote` with the sentence around it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.errors import GroundingError
from kg.facts.record import Source

CONTEXT = 120
SENTENCE_ENDS = "。!?!?\n"
CLOSING = "”’」』》)〉"


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A piece of a document with the sentence around it; offsets are code points, half-open."""

    document: str
    start: int
    end: int
    before: str
    exact: str
    after: str


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """What the sentence says before and after ``text[start:end]``, at most 120 code points a side."""
    left = start
    while left > max(0, start - CONTEXT) and text[left - 1] not in SENTENCE_ENDS:
        left -= 1
    right = end
    while right < min(len(text), end + CONTEXT) and text[right - 1] not in SENTENCE_ENDS:
        right += 1
    while right < len(text) and text[right] in CLOSING:
        right += 1
    before = text[left:start].lstrip(CLOSING + " \u3000\t")
    after = text[end:right].rstrip()
    return ("…" if left == start - CONTEXT else "") + before, after + ("…" if right - end >= CONTEXT else "")


class Quotes:
    """Cuts evidence out of the texts, reading each text once.

    Without texts (None) a quote stands without its sentence.
    """

    def __init__(self, texts: Callable[[str], str] | None) -> None:
        self._texts = texts
        self._read: dict[str, str] = {}

    def of(self, sources: Iterable[Source]) -> tuple[Quote, ...]:
        """The quotes of some sources, sorted.

        Raises GroundingError where a source is not what the text holds at its offsets.
        """
        return tuple(sorted({self._cut(source) for source in sources}))

    def _cut(self, source: Source) -> Quote:
        name, start, end = source.document, source.start, source.end
        if self._texts is None:
            return Quote(name, start, end, "", source.quote, "")
        if name not in self._read:
            self._read[name] = self._texts(name)
        text = self._read[name]
        if not 0 <= start < end or text[start:end] != source.quote:
            raise GroundingError(
                f"quote {source.quote!r} is not the text {text[start:end]!r}",
                where=f"{name}:{start}-{end}",
                mend="the stored text was changed: remove the store's folder, then build it again",
            )
        before, after = context(text, start, end)
        return Quote(name, start, end, before, source.quote, after)
