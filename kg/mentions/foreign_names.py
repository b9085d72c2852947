"""Names that are written by sound, minority and foreign ones: where one ends that starts at a position.

Shadow and position in, :class:`kg.mentions.names.Name` or None out.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cache

from kg import lazy_re as re
from kg.lexicon.tables import by_last, words
from kg.mentions.names import Name, follows, name_words, sounds, transliterated

_DOTTED = re.compile(r"[\u4e00-\u9fffA-Z]{1,8}\.?(?:[·-][\u4e00-\u9fff]{1,9})+")
#: What may stand between two people.
_JOINT = re.compile("和|与|及|同|对|向|会见|会晤|接替|接任|取代|任命|提名")
REGNAL = re.compile(r"[一二三四五六七八九十]+世")
#: What :func:`kg.mentions.names.follows` says of words of several characters that follow names.
_FOLLOWED = 3.0
#: Characters that write sounds and are words of their own: prepositions and adverbs.
_PARTICLES = frozenset("于因当才都日")
#: Behind the name of a firm that is written like a person's.
_FIRM = re.compile(r"\([\u4e00-\u9fff]{2,4}\)[\u4e00-\u9fff]{0,8}(?:公司|集团|银行|基金会)")
#: Behind 因, why somebody leaves.
_REASON = re.compile("家庭|个人|健康|身体|病|伤|故|涉嫌|受贿|贪|工作|年龄|丑闻|战绩|成绩")
#: Those, and characters that write sounds and start verbs: 提出, 通报.
_OPENERS = _PARTICLES | frozenset("提通")


@cache
def _sound_ends() -> dict[str, tuple[str, ...]]:
    return by_last(words("sound_words.txt"))


def sounds_from(shadow: str, end: int, stops: Container[int] = ()) -> int:
    """Where the characters that write sounds start that end at ``end``, eight or so; they reach across no stop."""
    start, chars = end, transliterated()
    while start and end - start < 7 and start not in stops:
        held = next((word for word in _sound_ends().get(shadow[start - 1], ()) if shadow.endswith(word, 0, start)), "")
        if not held and shadow[start - 1] not in chars:
            break
        start -= len(held) or 1
    return start


def _strange(part: str) -> list[int]:
    """Where the characters stand that write no sound."""
    sounding = {at for run in sounds().finditer(part) for at in range(*run.span())}
    return [at for at in range(len(part)) if at not in sounding]


def dotted_name(shadow: str, start: int, *, sure: bool = False) -> Name | None:
    """A name of parts joined by a middle dot, minority or foreign: 阿达力汗·沙里木, 哈维尔·门德雷斯.

    ``sure`` where a name is certain to start, so that its first part may hold any character: 炳·沙立.
    """
    reach = shadow[start + 1 : start + 10]
    match = _DOTTED.match(shadow, start) if "·" in reach or "-" in reach else None
    if match is None:
        return None
    parts = re.split("[·-]", match[0])
    chars, strange = transliterated(), _strange(parts[0])
    free = sure and "·" in match[0] and (len(parts[0]) < 4 or len(strange) == 1)  # 玉克塞克·西加艾提
    if not free and (len(strange) > 1 or strange[:1] == [0]):
        return None
    if "-" in match[0] and sum(char not in chars for char in "".join(parts[:-1]) + parts[-1][:1]) > sure:
        return None  # 雅各布-卢 behind an office
    if "·" in match[0] and (joined := _joined(shadow, match.start(), parts)) is not None:
        return _with_number(shadow, start, joined, 5.0)
    if _FIRM.match(shadow, match.end()):
        return None  # 阿特拉斯·科普柯|(中国)投资有限公司
    last = match.end() - len(parts[-1])
    end = _sound_end(shadow, last, match.end())
    if end > last + 2 and shadow[end - 1] == "因" and _REASON.match(shadow, end):
        end -= 1  # 路易斯·卡瓦略|因家庭原因
    if end == last + 2 and shadow[last + 1 : last + 3] in words("after_names.txt"):
        end -= follows(shadow, end) != _FOLLOWED  # 特雷莎·梅|支持
    if end <= last:
        # 敖登·朝鲁|当选: the last part writes no sounds, what follows tells where it ends
        end = next((at for at in range(last + 1, min(match.end(), last + 5)) if follows(shadow, at) >= 3.0), last)
    elif end < match.end() and _whole(shadow, last, match.end()):
        end = match.end()
    return _with_number(shadow, start, end, 5.0) if end > last else None


def _whole(shadow: str, start: int, end: int) -> bool:
    """Whether the last part of a name is all that stands before a mark: 赛福鼎·艾尔堤|、."""
    held, found = name_words().known, name_words().followers
    ends = (shadow[at:end] for at in range(start + 1, end))
    bounded = shadow[end : end + 1] in ("", *"、,。;()\n") and end - start < 5
    return bounded and not any(text in found or text in held for text in ends)


def _joined(shadow: str, start: int, parts: Sequence[str]) -> int | None:
    """Where a name ends whose last part runs on to the next name: 罗杰·米勒|和国务卿艾伦·沃克; None if none does."""
    chars = transliterated()
    at = start + len(parts[0]) + 1
    for part in parts[1:-1]:
        if not set(part) <= chars and (joint := _JOINT.search(part, 1)):
            end = _sound_end(shadow, at, at + joint.start())
            return end if end > at else None
        at += len(part) + 1
    return None


def _with_number(shadow: str, start: int, end: int, score: float) -> Name:
    """The name with the number of a king or pope behind it: 阿卜杜拉二世."""
    number = REGNAL.match(shadow, end)
    end = number.end() if number else end
    return Name(start, end, shadow[start:end], score)


def _sound_end(shadow: str, start: int, limit: int) -> int:
    """Where a stretch of sound-writing characters from ``start`` ends, a word behind it left out."""
    run = sounds().match(shadow, start, limit)
    if run is None:
        return start
    end = run.end()
    found, longest = name_words().followers, name_words().longest
    for cut in range(start + 2, end):
        if shadow[cut - 1 : cut + 1] in words("sound_pairs.txt"):
            continue  # 艾买提|到
        behind = cut + (shadow[cut] == "都")  # 都|表示
        if any(shadow[behind : behind + size] in found for size in range(2, longest + 1)):
            if cut == start + 2 and shadow[cut] not in _PARTICLES and shadow[cut + 1 : cut + 3] in found:
                continue  # 科尔马|上任, not 科尔|马上
            if cut == end - 1 and shadow[cut] not in _OPENERS and follows(shadow, end) == _FOLLOWED:
                continue  # 姆南加古瓦|解职, not 姆南加古|瓦解
            return cut
    if end < len(shadow) and shadow[end] in "了着过" and end - start > 2:
        return end - 1  # 巴特尔|通了电话
    # 哈特福|威胁: the last character belongs to a word that goes on
    goes_on = end - start > 2 and shadow[end - 1 : end + 1] in words("words.txt") and not _again(shadow, start, end)
    return end - 1 if goes_on and follows(shadow, end) < 2.0 else end


def _again(shadow: str, start: int, end: int) -> bool:
    """Whether the text has a string of sounds elsewhere too, and never without its last character."""
    whole = shadow.count(shadow[start:end])
    return whole > 1 and whole == shadow.count(shadow[start : end - 1])


def foreign_name(shadow: str, start: int, *, sure: bool = False) -> Name | None:
    """A foreign name written by sound without a dot: 迪维尔, 哈特福; two to eight characters; one that is a word as
    well only where it is ``sure`` that somebody is named: 利维.
    """
    end = _without_particle(shadow, start, _sound_end(shadow, start, min(len(shadow), start + 8)))
    if end - start < 2 or (end - start == 2 and shadow[start:end] in words("words.txt") and not sure):
        return None
    return _with_number(shadow, start, end, 2.0 + (follows(shadow, end) >= 2.0))


def _without_particle(shadow: str, start: int, end: int) -> int:
    """The end without a last character that is a word of its own: 哈比拉特|于周五; but 海莱因, where 海莱 is nobody."""
    if end - start > 2 and shadow[end - 1] in _PARTICLES:
        short = shadow[start : end - 1]
        if shadow[end - 1] == "于" or shadow.count(short) > shadow.count(short + shadow[end - 1]):
            return end - 1
    return end
