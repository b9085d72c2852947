"""Things by their names: what a person types in, the IRIs it may mean out, or names that are near."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg import vocab
from kg.query.prefixes import shorten
from kg.site.corpus import CLASSES, Corpus
from kg.site.listings import sound_of

_NAMES: Final = (vocab.PREF_LABEL, vocab.ALT_LABEL, vocab.TITLE, "shortName")
_ENOUGH: Final = 6
_NEAR: Final = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """The things that a name means, sorted by IRI; where there are none, ``near`` are names that are like it."""

    things: tuple[str, ...]
    near: tuple[str, ...] = ()


def find(corpus: Corpus, name: str) -> Found:
    """What ``name`` means: an IRI, whole or behind its prefix (``id:…``), a name, or the pinyin of one.

    A name in full goes before a short form, and that before pinyin; posts are found only in full.
    """
    wanted = name.strip().strip("《》")
    iri = wanted.strip("<>")
    for one in (iri, f"{corpus.base}id/{iri.removeprefix('id:')}"):
        if corpus.classes(one) and corpus.kind(one):
            return Found((one,))
    things = list(dict.fromkeys(one for kind in CLASSES for one in corpus.graph.of_class(kind)))
    for predicate in _NAMES:
        if same := [one for one in things if wanted in corpus.graph.get(predicate, one)]:
            return Found(tuple(sorted(same)))
    spelled = wanted.lower().replace(" ", "").replace("'", "")
    if spelled.isascii() and spelled.isalpha():
        sounds = {one: sound_of(corpus, one).split(" ") for one in things if corpus.kind(one) != "post"}
        for read in ("".join, _initials):
            if same := [one for one, syllables in sounds.items() if read(syllables) == spelled]:
                return Found(tuple(sorted(same)))
    return Found((), tuple(_like(wanted, (corpus.label(one) for one in things if corpus.kind(one) != "post"))))


def hint(corpus: Corpus, iri: str) -> str:
    """What tells a thing from others of its name: its posts, where it lies, when it is from; its short IRI."""
    graph, kind = corpus.graph, corpus.kind(iri)
    told: list[str] = []
    if kind == "person":
        posts = (post for tenure in graph.having(vocab.MEMBER, iri) for post in graph.get("post", tenure))
        told = list(dict.fromkeys(map(corpus.label, posts)))[:2]
    elif kind == "place":
        told = ["".join(map(corpus.label, reversed(corpus.above(iri))))]
    elif kind == "report":
        told = list(map(corpus.label, graph.get(vocab.AUTHOR, iri)))
    return "  ".join(filter(None, ["、".join(told), shorten(iri, {"id": f"{corpus.base}id/"})]))


def _initials(syllables: Iterable[str]) -> str:
    return "".join(syllable[:1] for syllable in syllables)


def _like(wanted: str, names: Iterable[str]) -> list[str]:
    """Names that hold what is wanted, the shortest first; else those that are most like it."""
    every = sorted(set(names))
    holding = sorted((name for name in every if wanted in name), key=lambda name: (len(name), name)) if wanted else []
    return holding[:_ENOUGH] or difflib.get_close_matches(wanted, every, _ENOUGH, _NEAR)
