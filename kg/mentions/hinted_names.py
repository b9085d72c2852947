"""Finds names that a text has prepared for: a family name with a title before the whole name, compound families.

Shadow and posts in, :class:`Name` out.  “沈县长,水来了!”…沈望舒抹了把脸; 把“夏侯远”念成….
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

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
    if "“" in shadow:
        for match in _compound().finditer(shadow):
            yield Name(*match.span("name"), match["name"], 5.0)


def _called(shadow: str, post: Post) -> bool:
    """Whether a bare title stands behind a family name that opens a clause: “沈|县长."""
    at = post.span.start - 1
    if not post.bare or at < 1 or shadow[at - 1] not in _OPENS or post.role in _HIGHEST:
        return False
    return shadow[at] in surnames() and shadow[at] not in _WORDS


@cache
def _compound() -> re.Pattern[str]:
    """A name with a family name of two characters, alone in quotation marks."""
    families = "|".join(sorted(family for family in surnames() if len(family) > 1))
    return re.compile(f"“(?P<name>(?:{families})[\u4e00-\u9fff]{{1,2}})”")
