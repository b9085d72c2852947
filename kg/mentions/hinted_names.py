"""Finds names that a text has prepared for: a family name with a title before the whole name.

Shadow and posts in, :class:`Name` out.  “沈县长,水来了!”…沈望舒抹了把脸.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import lazy_re as re
from kg.lexicon.tables import words
from kg.mentions.names import Name, han_name, is_name, surnames
from kg.mentions.posts import Post

#: Where a clause starts.
_OPENS = "\n,。;:!?“”"
#: Family names that are words in front of a title more often: 向书记汇报, 时县长.
_WORDS = frozenset("向对给和与同从由任经让请使送时原前副老小于为将正全总公国上")
#: Titles that one person of a country bears, whose family names are told otherwise: 阿总统.
_HIGHEST = ("总书记", "主席", "总统", "总理", "首相", "国王")
#: The least score of a whole name whose family name a title has told.
_TOLD = 0.0


def hinted_names(shadow: str, posts: Sequence[Post]) -> Iterator[Name]:
    """The names, in no order."""
    families = {shadow[post.span.start - 1] for post in posts if _called(shadow, post)}
    for family in sorted(families):
        for match in re.finditer(f"[{_OPENS}]{family}", shadow):
            name = han_name(shadow, match.end() - 1, _TOLD)
            if name is not None and len(name.text) > 2 and is_name(name.text) and name.text not in words("words.txt"):
                yield name


def _called(shadow: str, post: Post) -> bool:
    """Whether a bare title stands behind a family name that opens a clause: “沈|县长."""
    at = post.span.start - 1
    if not post.bare or at < 1 or shadow[at - 1] not in _OPENS or post.role in _HIGHEST:
        return False
    return shadow[at] in surnames() and shadow[at] not in _WORDS
