"""Finds who takes an office further on in the sentence: 张云舟|从省里来到平遥县挂职,担任副县长.

Shadow and posts in, :class:`Name` out.  At the head of a clause a name is doubtful before most verbs; where the same
sentence goes on to fill a post that nobody stands next to, somebody must be named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import lazy_re as re
from kg.mentions.name_checks import credible
from kg.mentions.names import Name, follows, han_name, surnames
from kg.mentions.posts import Post

#: What fills the post behind it.
_TAKES = re.compile(r"(?:担任|出任|就任|兼任|当选|当选为|任|挂职|挂任|当上|做)[了起]?$")
#: How far before the post the clause may start, in characters.
_REACH = 80
_HEAD = re.compile(r"[,;。\n] *|\A *")
#: From this frequency on a family name is a usual one, and from this score on a name is likely.
_USUAL, _LIKELY = 20.0, 3.0


def takers(shadow: str, posts: Sequence[Post]) -> Iterator[Name]:
    """The names at the heads of clauses before posts that the sentence fills."""
    for post in posts:
        start = post.span.start
        if not (post.role.startswith("挂职") or _TAKES.search(shadow, max(0, start - 4), start)):
            continue
        low = max(shadow.rfind("。", 0, start), shadow.rfind("\n", 0, start), start - _REACH, 0)
        for head in _HEAD.finditer(shadow, low, start):
            name = han_name(shadow, head.end(), _LIKELY)
            if name is not None and name.end < start - 1 and _is_taker(shadow, name):
                yield name


def _is_taker(shadow: str, name: Name) -> bool:
    """Whether a usual name goes on with a word that follows names, not with a mark."""
    usual = surnames().get(name.text[0], 0.0) >= _USUAL or surnames().get(name.text[:2], 0.0) > 0
    return usual and 2.0 <= follows(shadow, name.end) < 4.0 and credible(shadow, name.text)
