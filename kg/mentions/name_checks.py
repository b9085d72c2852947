"""Whether a string around a post is a name: looks that need no more than the text and the post.

Shadow and positions or a post in, a :class:`Name` or a truth value out; for :mod:`kg.mentions.persons`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache

from kg import lazy_re as re
from kg.lexicon.divisions import gazetteer
from kg.lexicon.tables import words
from kg.mentions.bodies import LEVEL, country_at, country_letters, is_body
from kg.mentions.duties import duties
from kg.mentions.foreign_names import REGNAL
from kg.mentions.letters import letter_codes
from kg.mentions.listed_names import delimited_name
from kg.mentions.name_cues import COUNTED, NO_END, SEX, openings
from kg.mentions.names import ENOUGH, Name, follows, is_name, recurs, surnames
from kg.mentions.places import PlaceMention
from kg.mentions.posts import Post
from kg.model import Span

#: What a list of holders may hold between two posts; from which frequency on a family name may open a word there.
_BETWEEN_POSTS, _COMMON_ENOUGH = re.compile(r"[\u4e00-\u9fff]{2,3}(?=[、,;])"), 10.0
#: In front of a post that somebody is said to have held.
_HELD = ("任", "任过", "当过", "做过")
#: The number of a king, before his title.
_KING = re.compile(f"{REGNAL.pattern}$")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,3}")
#: What a string before a title ends with that speaks of states: 欧盟成员国|外长.
_STATES = ("员国", "盟国", "众国", "和国", "席国", "邻国", "两国", "各国", "三国")
#: What the names of China's parties start with.
_PARTIES = ("中共", "中国", "农工", "致公", "国民")


def long_name(shadow: str, start: int) -> Name | None:
    """A name of four and more characters that runs up to a mark: 巴图朝鲁、."""
    name = delimited_name(shadow, start)
    if name is None or len(name.text) < 4 or name.score != 3.0:
        return None
    if len(name.text) == 4 and {name.text[:2], name.text[2:]} <= words("words.txt"):
        return None  # 委员|回答提问
    if "·" not in name.text and name.text[-2:] in words("after_names.txt"):
        text = name.text[:-2]  # 柯大年|介绍,
        return Name(start, start + len(text), text, 3.0) if is_name(text) else None
    known, ends = words("words.txt"), range(4, len(name.text) + 1)
    if any(name.text[end - size : end] in known for end in ends for size in (3, 4) if end - size > 0):
        return None  # 副书记袁军|开门见山
    if surnames().get(name.text[0], 0.0) >= _COMMON_ENOUGH and not set(name.text) <= words("transliteration.txt"):
        return None
    return None if {name.text[0], name.text[-1]} & words("seldom_in_names.txt") else name


def marked_name(shadow: str, start: int, *, headed: bool, starts: Collection[int]) -> Name | None:
    """A name that a note bounds, or in a list of holders (``headed``) the end of its line: 主席:向问渠(土家族); or
    the next post (``starts``: where posts start, where it is certain that a name follows); or one of a family that no
    table has, which recurs."""
    noted = SEX.match(shadow, start) is not None
    name = delimited_name(shadow, start) if headed or noted else None
    if name and (noted or shadow[name.end : name.end + 1] in ("", "\n")):
        return name
    return (_between_posts(shadow, start, starts) or _strange_name(shadow, start)) if starts else None


def _strange_name(shadow: str, start: int) -> Name | None:
    """A name whose family no table has, behind an office: three or two characters that make no words and stand in the
    text three times and more, not always before the same character, and once before what follows names."""
    known, refused = words("words.txt"), (words("not_in_names.txt"), words("org_breaks.txt"))
    for size in (3, 2):
        text = shadow[start : start + size]
        strange = text[:1] not in surnames() and _HAN_RUN.fullmatch(text) and recurs(shadow, text)
        if not strange or any(not set(text).isdisjoint(held) for held in refused):
            continue
        ends = (match.end() for match in re.finditer(text, shadow))
        if not {text, text[:2], text[1:]} & known and any(follows(shadow, end) >= 2.0 for end in ends):
            return Name(start, start + size, text, 3.0)
    return None


def _between_posts(shadow: str, start: int, starts: Collection[int]) -> Name | None:
    """A name that is a word elsewhere, or whose family no table has, between a post and the next of a list of
    holders (``starts``: where posts start): 总领事|巩固|、副总领事….
    """
    match = _BETWEEN_POSTS.match(shadow, start)
    if match is None or match.end() + 1 not in starts:
        return None
    text, known = match[0], words("words.txt")
    if text[0] == "兼" or set(text) & words("not_in_names.txt") or {text, text[-2:]} & words("after_names.txt"):
        return None
    common = surnames().get(text[0], 0.0) >= _COMMON_ENOUGH
    if text in duties():
        return None  # 总统|代表、副总统
    if len(text) == 2 and text in known and not common:
        return None
    if len(text) == 3 and (text in known or text[:2] in known):
        return None
    return Name(start, match.end(), text, 4.0)


def bounded(shadow: str, name: Name) -> bool:
    """Whether a mark stands behind a name."""
    return shadow[name.end : name.end + 1] in ("", *",。;、\n(")


@cache
def _several() -> tuple[str, ...]:
    """What ends a name of several bodies: two parties' secretaries are named by nobody's name."""
    return tuple(sorted(words("several_bodies.txt")))


def unlikely(shadow: str, post: Post, name: Name, *, headed: bool, linked: bool) -> bool:
    """Whether what reads as a name behind a post is none: 总书记的|祝福, 市长|和民众, 俄防长:|俄密切关注 (``headed``),
    两党总书记|重要共识."""
    loose = headed and not bounded(shadow, name)
    joined = name.text[0] in "和与及同" and (name.text[1:] in words("words.txt") or name.text[1] in "在各其")
    told = shadow.endswith(_HELD, 0, post.span.start)  # 原任县长的|顾远
    rare = len(name.text) == 2 and surnames().get(name.text[0], 0.0) < (_COMMON_ENOUGH if told else 400)
    given = name.text[1:]
    word = len(given) > 1 and given in words("words.txt") and not set(given) & words("given_characters.txt")
    word = word and surnames().get(name.text[0], 0.0) <= _RARE
    if word and shadow.count(name.text) < 2:
        return True  # 县委书记|好榜样
    return loose or joined or (linked and (rare or name.text in words("words.txt"))) or post.org.endswith(_several())


#: Up to this frequency a family name is rare.
_RARE = 5.5


def credible(shadow: str, text: str) -> bool:
    """Whether a string before a bare title is a name and not the words before it: 释放前|总理, 俄美|总统."""
    seldom = words("seldom_in_names.txt")
    if (
        text[0] in seldom
        or text[0] in "第一二三四五六七八九十"
        or text[-1] in NO_END
        or text.endswith(_STATES)
        or set(text) <= set(country_letters())
    ):
        return False
    if text in words("words.txt") or text in words("no_name_starts.txt"):
        return False
    opens, frequency = text[:2] in words("words.txt"), surnames().get(text[0], surnames().get(text[:2], 0))
    if shadow.count(text) > 1:
        return not (opens and frequency <= _RARE)  # 产业链|专员
    return not opens and frequency > _RARE


def named_by_level(text: str) -> bool:
    """Whether what stands in a list of people is an office named by its level: 区委办, 县政府办."""
    return LEVEL.match(text) is not None and text[1] in "委政人纪监府公" and is_body(text)


def namesake(shadow: str, place: PlaceMention) -> bool:
    """Whether what a foreign town is called may be somebody's name behind an office: 法国内政部长|科隆|8日说."""
    unit = gazetteer()[place.parts[-1].candidates[0]]
    return unit.level != "country" and country_at(place) is not None and follows(shadow, place.span.end) >= 3.0


def sounds_alone(shadow: str, span: Span) -> bool:
    """Whether two characters that write sounds stand apart from the words around them: 欢迎|索西|来华."""
    text, known = shadow[span.start : span.end], words("words.txt")
    torn = shadow[span.start - 1 : span.start + 1] in known or shadow[span.end - 1 : span.end + 1] in known
    sounding = set(text) <= words("transliteration.txt") and text not in known
    return sounding and not torn and follows(shadow, span.end) >= ENOUGH


def sounded_before(shadow: str, post: Post) -> Name | None:
    """A name written by sound that a bare duty directly follows: 同|拉马福萨|总统."""
    sounds = words("transliteration.txt")
    number = _KING.search(shadow, max(0, post.span.start - 4), post.span.start)
    end = start = number.start() if number else post.span.start
    while start and shadow[start - 1] in sounds and post.span.start - start < 7:
        start -= 1
    text = shadow[start:end]
    known = any(text[at : at + 2] in words("words.txt") for at in range(len(text) - 1))
    known = known or set(text) <= set(country_letters())
    word = shadow[post.span.end : post.span.end + 2]
    behind = word in words("words.txt") and word not in words("after_names.txt")
    joined = shadow[start - 1 : start] in tuple("同与和向对、的应受请")
    long = len(text) > 3 or (len(text) == 3 and (joined or shadow.count(text) > 1))
    long = long or (len(text) == 2 and joined and shadow.count(text) > 1)
    if post.duty.body in ("abroad", "国务院") and long and not known and not behind:
        return Name(start, post.span.start, shadow[start : post.span.start], 3.5)
    return None


def party_abroad(post: Post) -> bool:
    """Whether a post is one in a party that is none of China's: 民主党干事长."""
    return post.place is None and post.org.endswith("党") and not post.org.startswith(_PARTIES)


def best(names: Iterable[Name]) -> list[Name]:
    """The names in text order without those that overlap: the one that starts first stays, unless one inside it
    that reaches as far is better by a point (任命|李青禾)."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if kept and name.start < kept[-1].end <= name.end and name.score >= kept[-1].score + 1.0:
            kept.pop()
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def addressed(shadow: str, post: Post) -> bool:
    """Whether a bare title belongs to a family name in front of it: 联系人:张|科长."""
    before = shadow[max(0, post.span.start - 2) : post.span.start]
    opens = len(before) < 2 or not "\u4e00" <= before[0] <= "\u9fff"
    return post.bare and opens and before[-1:] in surnames()


#: Places that somebody goes to, one by one; how far they are looked for; how long a name is that no short one is.
_GOES_TO, _GOES_REACH, _SHORTEST_FULL = re.compile("(?:到|赴|前往|派往|进驻)(?:[\u4e00-\u9fff]{2,4}、)+$"), 40, 4


def no_name(shadow: str, name: Name) -> bool:
    """Whether what is read as a name is a heading, or a verb with what follows it: 职  务:县长, 选派|来岳西的干部."""
    if name.text in words("vita_words.txt") or name.text in words("report_genres.txt"):
        return True  # 姓名:, 播发|通讯
    if name.text[0] == "来" and shadow.endswith("派", 0, name.start):
        return True
    if name.text[0] == "来" and name.text[1:] in letter_codes():
        return True  # 干部|来京|挂职
    listed = shadow.endswith("、", 0, name.start) and len(name.text) < _SHORTEST_FULL
    goes = listed and _GOES_TO.search(shadow, max(0, name.start - _GOES_REACH), name.start)
    return bool(goes and gazetteer().by_name(name.text))  # 到泸水、福贡、|兰坪|挂职


def may_start(shadow: str, start: int, place_ends: Collection[int]) -> bool:
    """Whether a name may start there: behind a mark, a place or a word, not in a longer name or behind a number."""
    before = shadow[max(0, start - 4) : start]
    if before.endswith(("·", "-")) or COUNTED.search(before):
        return False  # 里亚斯-|卡尔内|主席, 八位|明星|队长
    if start == 0 or start in place_ends or not "\u4e00" <= shadow[start - 1] <= "\u9fff":
        return True
    return before[-2:] in words("words.txt") or before.endswith(openings().get(before[-1:], ()))


def rare_and_word(text: str) -> bool:
    """Whether a string opens with a family name that hardly anybody bears and with a word: 产业链."""
    return text[:2] in words("words.txt") and surnames().get(text[0], 0.0) <= _RARE
