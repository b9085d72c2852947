"""Names of holders inside printed posts, between the body and the title: 县教育局|张云舟|局长.

What stands before a duty in, the length of the name out; for :mod:`kg.mentions.posts`.
"""

from __future__ import annotations

from kg.lexicon.tables import words
from kg.mentions.bodies import is_body
from kg.mentions.names import is_name, surnames

#: From this frequency on a family name tells a name inside a post.
_USUAL = 20.0


def holder_inside(before: str, duty: str) -> int:
    """The length of the name between a body and a bare duty, 0 without one: 同仁医院|张云舟|院长."""
    for size in (3, 2):
        body, name = before[:-size], before[-size:]
        if (
            is_name(name)
            and surnames().get(name[:1], 0.0) >= _USUAL
            and name[-1] + duty[0] not in words("words.txt")
            and name[-1] != "任"
            and not {name, name[1:]} & words("words.txt")
            and is_body(body)
            and not is_body(before)
        ):
            return size
    return 0
