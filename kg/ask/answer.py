"""Answers a question in plain language: a store and a text in, an ``Answer`` out.

The question is mapped to one saved question and its parameters; the answer shows both, and holds
nothing but the rows of that query.  What is not understood for certain is not answered.
"""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import pyoxigraph as ox

from kg.ask.guesses import parts, similar
from kg.ask.labels import Labels, read_labels
from kg.ask.linking import Slot, slots
from kg.ask.match import Fit, fits
from kg.ask.phrasings import askings, classes_of
from kg.ask.words import Word, lexicon
from kg.query import Result, catalog, run
from kg.query.params import candidates, described, weighed
from kg.query.prefixes import prefixes_of, shorten
from kg.text.shadow import shadow

Kind: TypeAlias = Literal["answered", "nothing", "unsure", "unknown"]

_ENOUGH = 0.7
_WORTH_OFFERING = 0.45
#: Two saved questions nearer to each other than this are both offered.
_MARGIN = 0.02
_OFFERED = 3
#: How many times more must be known of one of several people of one name for a question to mean that one.
_FAR_MORE = 4
#: And how many triples must tell of that one.
_MUCH = 50
_LONGEST = 300
_WHY = {
    "negation": "what is not the case no text can be searched for",
    "comparison": "comparing and ranking is not done here",
    "reason": "reasons are not in the graph",
    "opinion": "opinions and forecasts are not in the graph",
}
_COUNTED = "多少"
_NAMED = ("place", "person", "post", "body")


@dataclass(frozen=True, slots=True)
class Choice:
    """A saved question with the values of its parameters.

    ``score`` is between 0 and 1 (see :mod:`kg.ask.match`); ``phrasing`` is the known way of asking that is
    nearest, ``missing`` and ``extra`` the word classes that only it or only the question has.
    """

    query: str
    params: Mapping[str, str]
    score: float
    phrasing: str
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """The same as a command line."""
        given = "".join(f" --param {shlex.quote(f'{key}={value}')}" for key, value in self.params.items())
        return f"kg query {self.query}{given}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question.

    ``kind``: answered (``result`` has rows), nothing (understood, but the graph has no row), unsure
    (``candidates`` are offered, none was run), unknown (not understood, or not about this graph).
    ``reasons`` are short sentences.  ``count`` is the number asked for by 多少: the different values
    in the column ``counted`` of what is asserted.
    """

    question: str
    kind: Kind
    choice: Choice | None = None
    result: Result | None = None
    candidates: tuple[Choice, ...] = ()
    reasons: tuple[str, ...] = ()
    count: int | None = None
    counted: str | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A question as it was read."""

    text: str
    words: tuple[Word, ...]
    slots: tuple[Slot, ...]


def ask(
    store: ox.Store,
    text: str,
    *,
    labels: Labels | None = None,
    limit: int | None = None,
    today: datetime.date | None = None,
) -> Answer:
    """The answer to ``text`` over ``store``, at most ``limit`` rows of it.

    ``labels`` is the index of the store's names, for who asks more than once; ``today`` is what 去年 counts
    from.  Raises QueryError only for a query that cannot be run; what is not understood is an Answer.
    """
    labels = labels or read_labels(store)
    year = (today or datetime.date.today()).year
    read, notes = _settled(_read(text[:_LONGEST], labels, year), store)
    refusals = _refusals(read, text)
    found = [] if refusals else fits(askings(), classes_of(read.words), read.slots)
    offered = [fit for fit in found if fit.score >= _WORTH_OFFERING][:_OFFERED]
    choices = tuple(_choice(store, fit, labels) for fit in offered)
    doubts = (*refusals, *_doubts(read, labels, store))
    if doubts or not offered or offered[0].score < _ENOUGH:
        reasons = doubts or (("no saved question is asked like this",) if not offered else ("not sure what is asked",))
        known = choices if not any(slot.absent for slot in read.slots) else ()
        return Answer(text, "unsure" if known else "unknown", candidates=known, reasons=reasons)
    if len(offered) > 1 and offered[0].score - offered[1].score < _MARGIN:
        return Answer(text, "unsure", candidates=choices, reasons=("more than one saved question fits",))
    answer = _answered(store, text, choices[0], offered[0], read, limit)
    return replace(answer, reasons=(*notes, *answer.reasons))


def _settled(read: _Read, store: ox.Store) -> tuple[_Read, tuple[str, ...]]:
    """Names of several people, where nearly all that is known is about one of them, taken for that one and told so."""
    slots: list[Slot] = []
    notes: list[str] = []
    for slot in read.slots:
        if slot.kind == "person" and len(slot.iris) > 1:
            (first, most), *others = weighed(store, map(ox.NamedNode, slot.iris))
            if most >= _MUCH and most >= _FAR_MORE * sum(weight for _, weight in others):
                shown = described(store, [first], prefixes_of(store), 1)[0]
                notes.append(f"{len(slot.iris)} people are called {slot.value!r}; asked of {shown}")
                slot = replace(slot, iris=(first.value,))
        slots.append(slot)
    return replace(read, slots=tuple(slots)), tuple(notes)


def _read(asked: str, labels: Labels, year: int) -> _Read:
    # One character stays one character, so that the spans fit the question as it was typed.
    text = "".join(low if len(low := character.lower()) == 1 else character for character in shadow(asked))
    found = slots(text, labels, year)
    words = _words(text, found)
    more = parts(text, [word for word in words if word.unknown], labels)
    if more:
        found = sorted([*found, *more], key=lambda slot: slot.span)
        words = _words(text, found)
    printed = [replace(slot, value=_printed(asked, text, slot)) for slot in found]
    return _Read(text, tuple(words), tuple(printed))


def _printed(asked: str, text: str, slot: Slot) -> str:
    """The value as it was typed, where it is a stretch of the question."""
    start = text.find(slot.value, slot.span.start, slot.span.end)
    return slot.value if start < 0 else asked[start : start + len(slot.value)]


def _words(text: str, found: Sequence[Slot]) -> list[Word]:
    """The words between the slots, without the prepositions that give a slot its role."""
    words: list[Word] = []
    at = 0
    for slot in found:
        words += lexicon().words(text, at, slot.span.start)
        if slot.role and words and words[-1].kind:
            words.pop()
        at = slot.span.end
    return [*words, *lexicon().words(text, at, len(text))]


def _refusals(read: _Read, text: str) -> tuple[str, ...]:
    if len(text) > _LONGEST:
        return (f"the question is longer than {_LONGEST} characters",)
    found = dict.fromkeys(word.refused for word in read.words if word.refused)
    return tuple(_WHY[reason] for reason in found)


def _doubts(read: _Read, labels: Labels, store: ox.Store) -> tuple[str, ...]:
    absent = [slot.absent + _meant(read, slot.value, slot.span.start, labels) for slot in read.slots if slot.absent]
    unread = [
        f"{word.text!r} is not understood and no name of this graph{_meant(read, word.text, word.start, labels)}"
        for word in _unknown(read)
    ]
    several = [
        f"{slot.value!r} is the name of {len(slot.iris)}: "
        + "; ".join(described(store, map(ox.NamedNode, slot.iris), prefixes_of(store), _OFFERED))
        + " (ask kg query with the IRI of one)"
        for slot in read.slots
        if len(slot.iris) > 1 and slot.kind in _NAMED
    ]
    return (*absent, *unread, *several)


def _meant(read: _Read, text: str, start: int, labels: Labels) -> str:
    near = similar(read.text, text, start, labels)
    return f" (did you mean {' or '.join(near)}?)" if near else ""


def _unknown(read: _Read) -> list[Word]:
    """The unknown words; what only a blank parts is one: zhang yunzhou."""
    found: list[Word] = []
    for word in read.words:
        last = found[-1] if found else None
        if word.unknown and last and not read.text[last.start + len(last.text) : word.start].strip():
            found[-1] = replace(last, text=read.text[last.start : word.start + len(word.text)])
        elif word.unknown:
            found.append(word)
    return found


def _choice(store: ox.Store, fit: Fit, labels: Labels) -> Choice:
    prefixes = prefixes_of(store)
    types = catalog()[fit.phrasing.query].parameters
    params: dict[str, str] = {}
    for name, slot in fit.filled.items():
        value = slot.value
        if types[name].type in _NAMED and len(slot.iris) == 1:
            named = candidates(store, types[name].type, value, prefixes)
            value = value if [node.value for node in named] == list(slot.iris) else shorten(slot.iris[0], prefixes)
        params[name] = value
    return Choice(fit.phrasing.query, params | dict(fit.sets), fit.score, fit.phrasing.text, fit.missing, fit.extra)


def _answered(store: ox.Store, text: str, choice: Choice, fit: Fit, read: _Read, limit: int | None) -> Answer:
    asking = askings()[choice.query]
    counting = any(word.kind and word.kind.name == _COUNTED for word in read.words) and asking.counts is not None
    result = run(store, catalog()[choice.query], choice.params, None if counting else limit)
    if not result.rows:
        return Answer(text, "nothing", choice, result, reasons=("no text of this store says so",))
    reasons = () if any(_asserted(result)) else ("every row is only planned, relayed or denied",)
    if not counting or asking.counts is None:
        return Answer(text, "answered", choice, result, reasons=reasons)
    at = result.columns.index(asking.counts)
    different = {str(row[at]) for row, sure in zip(result.rows, _asserted(result), strict=True) if sure}
    return Answer(text, "answered", choice, result, (), reasons, len(different), asking.counts)


def _asserted(result: Result) -> list[bool]:
    """For each row whether a text says it outright."""
    if "modality" not in result.columns:
        return [True] * len(result.rows)
    at = result.columns.index("modality")
    return [getattr(row[at], "value", "") == "Asserted" for row in result.rows]
