"""Whose post it is where it is one of another country.

A :class:`Post` in, the code of the country out; for :mod:`kg.mentions.persons`, since names differ by country.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.lexicon.tables import words
from kg.mentions.bodies import abroad, country_at, country_letters
from kg.mentions.places import PlaceMention
from kg.mentions.post_words import OF_A_STATE
from kg.mentions.posts import Post


def country_of(post: Post) -> str | None:
    """The code of the foreign country whose post this is, "x" for a body of several states, else None."""
    if post.place is not None and abroad(post.place):
        return country_at(post.place) or "x"
    if post.org in country_letters():
        return country_letters()[post.org]
    if post.org[:1] in country_letters() and OF_A_STATE.match(post.org, 1):
        return country_letters()[post.org[:1]]
    if post.duty.name in ("大使", "公使", "总领事", "参赞") and "驻" in post.org[:9]:
        return None if post.org.startswith(("中国", "中华", "我")) else "x"
    if (
        post.duty.body == "abroad"
        or post.duty.name == "总干事"
        or post.org.startswith(tuple(words("international.txt")))
    ):
        return "x"
    return None


def country_before(places: Sequence[PlaceMention], at: int) -> str | None:
    """The foreign country that a text names last before a title such as 首相, of its places in order."""
    before = (place for place in reversed(places) if place.span.start < at)
    return next(filter(None, map(country_at, before)), None)
