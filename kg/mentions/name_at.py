"""Finds the name that starts at a place in a text, whatever people bear it: Chinese, minority, foreign.

Shadow, position and the country that is spoken of in, :class:`Name` or None out; :mod:`kg.mentions.names` reads each
kind of name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from kg import lazy_re as re
from kg.lexicon.tables import alternation, words
from kg.mentions.foreign_names import dotted_name, foreign_name
from kg.mentions.names import (
    ENOUGH,
    HAN,
    Name,
    follows,
    han_name,
    of_time,
    surnames,
    written_by_sound,
)
from kg.rules.gates import WORDS

#: How long names in Han characters are by country, the usual length first: what each length is worth.  A Vietnamese
#: woman's name has 氏 behind the family name.
_LENGTHS: Mapping[str, tuple[tuple[int, float], ...]] = {
    "x-JP": ((4, 1.0), (3, 0.5), (2, 0.0), (5, -0.5)),
    "x-KR": ((3, 1.0), (2, -0.5), (4, -1.0)),
    "x-KP": ((3, 1.0), (2, -0.5), (4, -1.0)),
    "x-VN": ((3, 1.0), (4, -0.5), (2, -0.5), (5, -1.5)),
    "x-KH": ((4, 0.5), (3, 0.0), (5, -0.5), (2, -1.0)),
    "x-LA": ((3, 0.5), (4, 0.0), (2, 0.0), (5, -0.5)),
}
#: Where people bear Han names of Chinese shape, though others are written by sound.
_CHINESE_SHAPE = frozenset({"x-SG", "x-MY"})
#: Where most names are written by sound and some begin like Chinese ones: 韩春达拉.
_BY_SOUND = frozenset({"x-KH", "x-LA"})
#: What :func:`kg.mentions.names.follows` says of figures and words of several characters.
_SPOKEN = 3.0
#: From this frequency on a family name is one that news writes often.
_COMMON = 20.0
_NOT_IN_NAMES = frozenset("在与说和将不没已其携偕率抵赴")
#: What Japanese names do not hold: of what Chinese ones do not, the particles, pronouns and verbs of speech.
_NOT_IN_JAPANESE = frozenset("的了着是们这哪我你他她它称说到给让等并却在与")


def name_at(
    shadow: str, start: int, *, country: str | None = None, enough: float = ENOUGH, sure: bool = False
) -> Name | None:
    """The name that starts at ``start``, or None.

    ``country`` is the code of the foreign country whose people are spoken of, "x" for any: then a name
    written by sound is looked for first, except where names are Han.  ``enough`` as in :func:`han_name`; ``sure``
    where a name is certain to start.
    """
    dotted = dotted_name(shadow, start, sure=sure or country is not None)
    if dotted is not None:
        return dotted
    made = composed_name(shadow, start)
    if made is not None and (len(made.text) > 3 or follows(shadow, made.end) >= ENOUGH):
        return made
    if country is not None and country in _LENGTHS:
        return _east_asian(shadow, start, country, max(enough, ENOUGH))
    if country in (None, "x") and shadow[start : start + 2] in words("japanese_families.txt"):
        japanese = _east_asian(shadow, start, "x-JP", max(enough, ENOUGH))
        if japanese is not None and (country or (len(japanese.text) > 3 and "日本" in shadow)):
            return japanese
    han = han_name(shadow, start, enough)
    if country is None or country in _CHINESE_SHAPE:
        sounded = foreign_name(shadow, start)
        if han is not None:
            foreign = country is not None and not (sounded and written_by_sound(han.text))
            longer = sounded is not None and sounded.end > han.end + foreign
            return sounded if sounded and longer and sounded.score >= 3.0 and han.score < 4.5 else han
        if sounded is None or sounded.score < 3.0:
            return None
        short = sounded.end - start == 2 and country is None
        return None if short and (not sure or shadow[start] in surnames()) else sounded  # 美联储主席|沃伦
    two = shadow[start : start + 2]
    named = sure and follows(shadow, start + 2) == _SPOKEN and two not in words("after_names.txt")
    sounded = foreign_name(shadow, start, sure=named)
    if sounded is None:
        return han
    longer = han is not None and han.end > sounded.end and han.score >= 4.5
    return han if han and longer and han.text[-1] not in words("seldom_in_names.txt") else sounded


def _east_asian(shadow: str, start: int, country: str, enough: float) -> Name | None:
    """A name in Han characters of a country east of China: of its usual lengths the one that fits what follows best."""
    sounded = foreign_name(shadow, start)
    if sounded is not None and country in _BY_SOUND and (enough == ENOUGH or sounded.end - start > 2):
        return sounded
    if country in _BY_SOUND and surnames().get(shadow[start : start + 1], 0.0) < _COMMON:
        return None
    best: Name | None = None
    known = words("words.txt")
    refused = _NOT_IN_JAPANESE if country == "x-JP" else words("not_in_names.txt") | _NOT_IN_NAMES
    kept = {"在"} if country in ("x-KR", "x-KP") and shadow[start + 1 : start + 2] == "在" else set()  # 文在哲
    for size, merit in _LENGTHS[country]:
        text, end = shadow[start : start + size], start + size
        if len(text) < size or not all(HAN.match(char) for char in text) or set(text) & refused - kept:
            continue
        if text[:2] in words("after_names.txt") or (enough > ENOUGH and text[:2] in known):
            continue  # 首相|加强沟通
        if size > 2 and text[-2:] in words("after_names.txt"):
            continue  # 天皇德仁|出席
        if of_time(shadow, start, end) or _holds_words(text):
            continue
        if size == 2 and (kept or (text in known and shadow.count(text) < 3) or text[0] not in surnames()):
            continue
        score = merit + (4.0 if of_time(shadow, start, end + 1) else follows(shadow, end)) + 1.5 * (text[1] == "氏")
        score -= 1.5 * (shadow[end - 1 : end + 1] in words("after_names.txt"))
        score += 1.0 * (shadow.count(text) > 2) - 1.0 * (text[-1] == "和" and follows(shadow, end) < 4.0)
        if score >= enough and (best is None or score > best.score):
            best = Name(start, end, text, score)
    if sounded is None or sounded.end - start < 3 or (best is not None and sounded.end <= best.end):
        return best
    return sounded if best is None or sounded.score >= 3.0 else best


def _holds_words(text: str) -> bool:
    """Whether a string of three and more characters begins with a word and is no Japanese name: 成功访, 重要共识."""
    known = words("words.txt")
    if len(text) < 3 or text[:2] in words("japanese_families.txt"):
        return False
    strange = text[0] not in surnames()
    return (text[:2] in known and (strange or text[2:] in known or len(text) == 3)) or (strange and text[1:3] in known)


@cache
def _elements() -> re.Pattern[str]:
    """Two or more elements of Tibetan, Mongolian or Yi names, or one of three characters."""
    found = words("name_elements.txt")
    one, long = alternation(found), alternation(word for word in found if len(word) > 2)
    return re.compile(f"(?:{one}){{2,3}}|(?:{long})")


@cache
def _element_heads() -> frozenset[str]:
    return frozenset(word[0] for word in words("name_elements.txt"))


def composed_name(shadow: str, start: int) -> Name | None:
    """A Tibetan, Mongolian or Yi name without a dot, made of known elements: 洛桑旺堆, 宝音德力格尔."""
    match = _elements().match(shadow, start) if shadow[start : start + 1] in _element_heads() else None
    return Name(start, match.end(), match[0], 5.0) if match else None


@cache
def _composed_heads() -> re.Pattern[str]:
    one = alternation(words("name_elements.txt"))
    return re.compile(rf"[\n,。;:、“)](?:{one}){{2,3}}")


def composed_names(shadow: str) -> Iterator[Name]:
    """The names made of two elements and more at the heads of clauses, where what follows may follow a name."""
    for match in WORDS.finditer(_composed_heads(), words("name_elements.txt"), shadow, before="\n"):
        if follows(shadow, match.end() - 1) >= ENOUGH:
            yield Name(match.start(), match.end() - 1, match[0][1:], 5.0)
