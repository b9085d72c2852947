"""Evidence cut out of the texts: a piece of evidence in the store in, a :class:`Quote` out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from kg.errors import GroundingError
from kg.view import reading
from kg.view.terms import END, EXACT, START, local, term

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
    """Cuts evidence out of the texts, reading each text once."""

    def __init__(self, store: Store, texts: Callable[[str], str]) -> None:
        self._store, self._texts = store, texts
        self._read: dict[str, str] = {}

    def of(self, spans: Iterable[NamedNode]) -> tuple[Quote, ...]:
        """The quotes of some ``kg:EvidenceSpan`` nodes, sorted.

        Raises GroundingError where the store's quote is not what the text holds at its offsets.
        """
        return tuple(sorted({self._cut(span) for span in spans}))

    def _cut(self, span: NamedNode) -> Quote:
        document = reading.node(self._store, span, term("inDocument"))
        start, end = (int(reading.text(self._store, span, which) or -1) for which in (START, END))
        exact = reading.text(self._store, span, EXACT)
        if document is None or exact is None or not 0 <= start < end:
            raise GroundingError("a piece of evidence lacks its document, offsets or text", where=span.value)
        name = local(document.value)
        if name not in self._read:
            self._read[name] = self._texts(name)
        text = self._read[name]
        if text[start:end] != exact:
            raise GroundingError(
                f"quote {exact!r} is not the text {text[start:end]!r}",
                where=f"{name}:{start}-{end}",
                mend="the stored text was changed: remove the store's folder, then build it again",
            )
        before, after = context(text, start, end)
        return Quote(name, start, end, before, exact, after)
