"""Names in lists, where marks bound them: any two to ten Han characters may be one there.

Shadow and position in, :class:`kg.mentions.names.Name` or None out.
"""

from __future__ import annotations

from itertools import pairwise

from kg import lazy_re as re
from kg.lexicon.tables import words
from kg.mentions.names import BOUNDED, Name, is_name, name_words, surnames, transliterated

_NUMERALS = frozenset("第一二三四五六七八九十")
_JOINED = re.compile("[和与及]")
_NOTED = re.compile(r" ?\((?:女|男|[^()]{1,6}族)[^()]*\)")
#: Two characters with a blank between, bounded by marks; what somebody is, in front of the name: 中国籍官员|周砚秋.
_SPACED = re.compile(r"[\u4e00-\u9fff] {1,4}[\u4e00-\u9fff](?=[、,;。(\n]|$)")
_EPITHET = re.compile(
    "(?:[\u4e00-\u9fff]{1,6}籍)?(?:官员|外交官|专家|学者|律师|法官|经济学家|企业家|将军|(?<=籍)人士)(?=[\u4e00-\u9fff]{2,4}[、,;。()为等])"
)


def delimited_name(shadow: str, start: int) -> Name | None:
    """A name in a list of names, where marks bound it: any two to ten Han characters count (那仁德力格尔)."""
    if spaced := _SPACED.match(shadow, start):
        return Name(start, spaced.end(), spaced[0].replace(" ", ""), 3.0)  # 塞 夫
    if epithet := _EPITHET.match(shadow, start):
        start = epithet.end()
    match = BOUNDED.match(shadow, start)
    if match is None:
        return None
    text = match[0]
    if "·" in text and text[0] not in transliterated() and shadow[start - 1 : start + 1] in words("words.txt"):
        return None  # 同|事阿里木·
    if text[0] in "两几数其他她" or (text[0] in _NUMERALS and text[-1] in "人名位"):
        return None  # 选举三人为常务委员, 总统甲及其夫人
    if "·" in text and (cut := _verb_in(text)):
        return Name(start, start + cut, text[:cut], 5.0)
    joint = _JOINED.search(text)
    if joint and is_name(text[: joint.start()]) and is_name(text[joint.end() :]):
        return Name(start, start + joint.start(), text[: joint.start()], 3.0)
    common = text in words("words.txt")
    if "·" in text or (
        not common and ((text[:1] in surnames() and len(text) <= 3) or (text[:2] in surnames() and len(text) <= 4))
    ):
        return Name(start, match.end(), text, 5.0)
    sounds = all(char in transliterated() or char in surnames() for char in text)
    known = words("words.txt")
    sounds = sounds and not (len(text) > 3 and text[:2] in known and text[-2:] in known)  # 名单随后公布
    if len(text) <= 8 and sounds and not set(text) & set("和与及"):
        return Name(start, match.end(), text, 3.0)
    noted = _NOTED.match(shadow, match.end())
    if noted and len(text) <= 8:
        return Name(start, match.end(), text, 3.0)
    if len(text) <= 6 and _no_words(text) and shadow[match.end() : match.end() + 1] in ("、", "为"):
        return Name(start, match.end(), text, 3.0)
    return None


def _verb_in(text: str) -> int:
    """Where what follows names begins in the last part of a name, 西德曼·苏卜林|分别被任命; 0 where it does not."""
    first = text.rindex("·") + 3
    found = name_words().followers
    return next((at for at in range(first, len(text)) if text[at : at + 2] in found), 0)


def _no_words(text: str) -> bool:
    known = words("words.txt")
    refused = set(text) & words("not_in_names.txt") - transliterated()
    return not refused and not any(a + b in known for a, b in pairwise(text))
