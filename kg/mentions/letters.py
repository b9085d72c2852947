"""Shadow text in, provinces by one character out, only where grammar shows that they are: 晋、陕、蒙; 豫鄂两省; 皖省.

A single character is otherwise no place: 在青, 新老, 宁静 and 京剧 hold none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg import lazy_re as re
from kg.lexicon.tables import rows, words
from kg.model import Span

BEFORE_LISTS = "在和与及同跨从到赴来往对以于给由把为含括即如至自近邻连接属是有经驻向"


def province_letters(text: str) -> Iterator[tuple[tuple[Span, str], ...]]:
    """The groups of single characters that stand for provinces, each with its span and code, in order."""
    codes, hint, pattern = _letters()
    end = 0
    for near in hint.finditer(text):
        match = pattern.match(text, near.start()) if near.start() >= end else None
        # The last character of a list may begin the next word: 粤、港口.
        if match is None or (match["list"] and text[match.end() - 1 : match.end() + 1] in words("words.txt")):
            continue
        end = match.end()
        found = [at for at in range(match.start(), end) if text[at] in codes]
        if len({codes[text[at]] for at in found}) == len(found):
            yield tuple((Span(at, at + 1), codes[text[at]]) for at in found)


@cache
def letter_codes() -> dict[str, str]:
    """The codes of the provinces by their one character, for rules whose words say that it is one: 援藏, 冀南."""
    return {row["letter"]: row["code"] for row in rows("province_letters.tsv")}


@cache
def _letters() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """Character -> code; what is near every match, to be searched fast; and the places where grammar shows provinces.

    A list has no further item of one character (美、苏、英; 齐、鲁、晋), holds one sure character, and begins behind
    a mark or a word that takes a list (伯京、蒙古国 is none).
    """
    table = rows("province_letters.tsv")
    known = "".join(row["letter"] for row in table)
    sure = "".join(row["letter"] for row in table if row["sure"])
    listed = (
        rf"(?:(?<![^\W\d_、])|(?<=[{BEFORE_LISTS}]))(?<![^\W\d_]、)(?=[{known}、和及]*[{sure}])[{known}](?:、[{known}])*(?:、[{known}]|[和及与][{known}])"
        r"(?!、[^\W\d_](?:[、和及与]|\W))(?!、?[^\W\d_]、)"
    )
    run = (
        rf"(?<![{known}、])[{known}]{{2,6}}(?=[两三四五六七]省)"
        rf"|(?<![{known}、])(?=[{known}]*[{sure}])[{known}]{{2,6}}"
        r"(?=[多几各等]省|[两三四五六七]地(?!区)|省际|省区|省界|边界|交界|毗邻|接壤)"
    )
    return (
        letter_codes(),
        re.compile(rf"[{known}](?=[{known}、和及与省])"),
        re.compile(rf"(?P<list>{listed})|{run}|(?<![^\W\d_])[{sure}](?=省(?![级委长]))"),
    )
