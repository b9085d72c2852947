"""Where a clause may start with a person's name: a cheap look over the whole text before the dear one at each place.

Shadow and the starts of posts in, positions out.  Every clause head with a name in front of something that goes on
behind names is among them; what else is among them is for :mod:`kg.mentions.persons` to refuse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from kg import lazy_re as re
from kg.lexicon.tables import words
from kg.mentions.foreign_names import REGNAL
from kg.mentions.name_cues import AND, APPOSED, COURTESY, GAP, NOTE, STRONG, TITLES, goes_on
from kg.mentions.names import Name, family_heads, is_name

#: Behind these a clause starts.
_MARKS = "\n(,。;:!?“”)、 ①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
#: What a further name of somebody begins with.
_COURTESIES = frozenset("字号")
#: How far behind the start of a name what follows it may stand, in characters.
NEAREST, FARTHEST = 2, 8
#: How far behind the start of a name a middle dot or hyphen may stand in it.
DOTTED_REACH = 12
#: What a link between a name and the post behind it ends with.
_LINK_ENDS = frozenset(",(: 的是系为任")
_LINE = re.compile(
    r"[^\S\n]*(?P<name>[\u3400-\u9fff○·](?:[\u3400-\u9fff○· ]{0,3}[\u3400-\u9fff○·]))"
    r"(?: ?\((?:兼|挂职|兼职|女|男|[\u4e00-\u9fff]{1,5}族)\))?[^\S\n]*(?=\n|\Z)"
)
#: A name, with a note or not, and blanks.
_ROW = re.compile(
    r" *(?P<name>[\u3400-\u9fff○·](?:[\u3400-\u9fff○· ]{0,4}[\u3400-\u9fff○·]))(?: ?\([^()\n]{1,16}\))? +"
)
#: A line of an interview, and one of whoever asks.
_ANSWERS = re.compile(
    r"(?<![^\n]) *(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,16}):(?=[^\n]{2})"
)
_ASKS = re.compile(r"(?<![^\n]) *(?:问|记者|主持人|本报记者|本台记者):")
_NEXT_LINE = re.compile(rf"\n{_LINE.pattern}")  # re skips fast to line breaks


def clause_heads(shadow: str, post_starts: Iterable[int]) -> list[int]:
    """The positions in text order."""
    found = {match.end() for match in _followed().finditer(shadow)}
    found.update(_apposed(shadow, post_starts))
    if "·" in shadow or "-" in shadow:
        found.update(match.start() for match in _in_parts().finditer(shadow))
    begins = (0, *(match.end() for match in re.finditer("岁的", shadow)))
    found.update(at for at in begins if shadow[at : at + 1] in family_heads())
    return sorted(at for at in found if shadow[at : at + 1] not in _COURTESIES or not COURTESY.match(shadow, at - 1))


def name_lines(shadow: str) -> Iterator[tuple[int, int]]:
    """Where the lines start and end that hold nothing but two to five characters of a name, blanks included."""
    if first := _LINE.match(shadow):
        yield first.span("name")
    for match in _NEXT_LINE.finditer(shadow):
        yield match.span("name")


def whole_lines(shadow: str, post_starts: Iterable[int]) -> Iterator[Name]:
    """The names that fill lines of their own, and those that open lines in front of a post: 全 勇 (女)  县委常委 …."""
    for start, end in name_lines(shadow):
        text = shadow[start:end].replace(" ", "")
        if is_name(text):
            yield Name(start, end, text, 4.0)
    for post in post_starts:
        row = _ROW.match(shadow, shadow.rfind("\n", 0, post) + 1, post)
        if row is not None and row.end() == post and is_name(text := row["name"].replace(" ", "")):
            yield Name(*row.span("name"), text, 4.0)


def interviewed(shadow: str) -> Iterator[Name]:
    """Who answers in an interview: the name at the head of a line, in front of what is said; of several lines, or
    beside those of whoever asks."""
    heads = [match for match in _ANSWERS.finditer(shadow) if is_name(match["name"])]
    names = [match["name"] for match in heads]
    asked = bool(heads) and _ASKS.search(shadow) is not None
    for match in heads:
        if asked or names.count(match["name"]) > 1:
            yield Name(*match.span("name"), match["name"], 5.0)


def _apposed(shadow: str, post_starts: Iterable[int]) -> Iterator[int]:
    """The heads in front of a post that is joined to what stands before it: 张云舟,榆次区委书记."""
    for post in post_starts:
        if shadow[post - 1 : post] not in _LINK_ENDS:
            continue
        for link in range(max(0, post - 3), post):
            joined = APPOSED.match(shadow, link)
            if joined and joined.end() == post:
                heads = range(max(1, link - FARTHEST), link - NEAREST + 1)
                yield from (at for at in heads if _opens(shadow, at) and shadow[at] in family_heads())


def _opens(shadow: str, at: int) -> bool:
    """Whether a clause starts there, behind the number of an item too: 5.|张云舟,榆次区委书记."""
    return shadow[at - 1] in _MARKS or (shadow[at - 1] == "." and shadow[max(0, at - 2)].isdigit())


@cache
def _followed() -> re.Pattern[str]:
    """The mark before a name that something goes on behind, or before a blank in one; re skips fast to marks."""
    note, gap = NOTE.pattern, f"{AND.pattern}|{GAP.pattern}"
    ends = f"(?:{note})?(?:{STRONG.pattern})|{REGNAL.pattern}|(?:{TITLES.pattern})?(?:{note})?(?:{gap})"
    heads, sounds = "".join(sorted(family_heads())), "".join(sorted(words("transliteration.txt")))
    # a name has up to four Han characters, one written by sound up to eight
    name = rf"(?:[\u3400-\u9fff○]{{1,3}}?|[{sounds}]{{4,{FARTHEST - 1}}}?)"
    return re.compile(rf"(?:[{_MARKS}]|(?<=\d)[年月日.])(?=[{heads}](?: |{name}(?={goes_on().pattern})(?:{ends})))")


@cache
def _in_parts() -> re.Pattern[str]:
    """A head with a name in parts: 吾买尔·艾山."""
    first = "".join(sorted(family_heads()))
    dotted = rf"[{first}](?s:.){{0,{DOTTED_REACH - 2}}}?[·-]|[\u4e00-\u9fff]{{1,8}}·"
    return re.compile(rf"(?:^|(?<=[{_MARKS}])|(?<=岁的))(?={dotted})")
