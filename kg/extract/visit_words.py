"""The words that stop or change the reading of a visit: a use in, its words out (kg/lexicon/data/visit_words.tsv)."""

from __future__ import annotations

from functools import cache

from kg import lazy_re as re
from kg.lexicon.tables import used

_TAKES_UP = re.compile(",(?:挂[职任]|担?任(?!务))|担任|出任")


def visit_words(use: str) -> tuple[str, ...]:
    """The words of one use: planned, refused, stay and so on."""
    return used("visit_words.tsv", use)


def holds(use: str, text: str) -> bool:
    """Whether a stretch of masked text holds a word of that use."""
    return any(word in text for word in visit_words(use))


@cache
def one_of(use: str) -> re.Pattern[str]:
    """A pattern of the words of one use."""
    return re.compile("|".join(visit_words(use)))


def takes_up(text: str) -> bool:
    """Whether masked text behind a place goes on with the post that somebody comes there for: 来到某县,担任副县长."""
    return _TAKES_UP.search(text) is not None
