"""What a rule of heldPost finds: a :class:`Frame`, or a :class:`Blocked` place that tells why it gives none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.mentions.persons import Person
from kg.mentions.posts import Post
from kg.model import Span
from kg.rules import Rule
from kg.text.dates import Date


@dataclass(frozen=True, slots=True)
class Frame:
    """One match of a rule: who, which posts, when."""

    rule: Rule
    span: Span
    persons: tuple[Person, ...]
    posts: tuple[Post, ...]
    date: Date | None
    inferred: bool


@dataclass(frozen=True, slots=True)
class Blocked:
    """A place where a rule's pattern fits and the rule makes nothing: why."""

    rule: Rule
    span: Span
    reason: str


def by_body(posts: Sequence[Post]) -> list[list[Post]]:
    """Posts of a list with those behind them that name no body of their own: 县委常委、副县长 | 水利局副局长."""
    groups: list[list[Post]] = []
    for post in posts:
        if groups and not post.org and post.place is None:
            groups[-1].append(post)
        else:
            groups.append([post])
    return groups
