"""Finds people whose names a Chinese text prints in Latin letters: David Harrison先生, 行政总裁Michael Chen.

Shadow and posts in, :class:`Name` out; ``text`` keeps the blanks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import lazy_re as re
from kg.mentions.names import Name
from kg.mentions.posts import Post

_NAME = r"[A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’-]*\.?){1,3}"
#: A name with a form of address or particulars behind it: letters alone are a firm's as often.
_ADDRESSED = re.compile(
    rf"(?<![A-Za-z&.])(?P<name>{_NAME})"
    rf"(?= ?(?:先生|女士|小姐|博士|教授|爵士)|[,:] ?(?:男|女|[\u4e00-\u9fff]{{1,6}}国籍|(?:19|20)\d\d年))"
)
#: The same right behind an office.
_HELD = re.compile(rf" ?(?P<name>{_NAME})(?=[,。;、:()]|[\u4e00-\u9fff]|$)")


def latin_names(shadow: str, posts: Sequence[Post]) -> Iterator[Name]:
    """The names, in no order."""
    for match in _ADDRESSED.finditer(shadow):
        yield _name(match)
    for post in posts:
        held = _HELD.match(shadow, post.span.end)
        if held is not None:
            yield _name(held)


def _name(match: re.Match[str]) -> Name:
    return Name(*match.span("name"), match["name"], 5.0)
