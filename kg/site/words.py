"""The words of the pages in Chinese and English.

A page is written in Chinese; beside each word stands its English, in a ``data-en`` attribute, and the
script of the page puts one in the place of the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from markupsafe import Markup, escape

from kg.facts.sentences import plain
from kg.facts.terms import ontology


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """The words by their names."""
    loaded: dict[str, dict[str, str]] = yaml.safe_load((files("kg.site") / "words.yaml").read_text("utf-8"))
    return loaded


def both(zh: str, en: str) -> Markup:
    """An element that shows ``zh``, and ``en`` where the page is read in English."""
    if zh == en:
        return escape(zh)
    return Markup(f'<span data-en="{escape(en)}">{escape(zh)}</span>')  # noqa: S704 (both are escaped)


def two(name: str, **values: object) -> Markup:
    """The words of that name.  Raises KeyError where there are none."""
    if not values:
        return _plain_words(name)
    found = words()[name]
    return both(found["zh"].format(**values), found["en"].format(**values))


@cache
def _plain_words(name: str) -> Markup:
    found = words()[name]
    return both(found["zh"], found["en"])


@cache
def attributes(attribute: str, name: str) -> Markup:
    """An attribute that is read aloud or shown: in Chinese, with the English beside it."""
    found = words()[name]
    return Markup('{}="{}" data-en-{}="{}"').format(attribute, found["zh"], attribute, found["en"])


@cache
def term(name: str) -> Markup:
    """The label of a term of the ontology."""
    labels = ontology().words(name)
    return both(plain(labels["zh"]), plain(labels["en"]))
