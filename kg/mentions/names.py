"""Finds where a person's name ends, given where it starts.

A Chinese sentence does not mark names, so a name is read only where grammar expects one (behind a
post, behind 任命, before 同志), and its end is chosen among the possible lengths by what surrounds it:
李强调研 is 李强 + 调研.  Shadow and position in, :class:`Name` or None out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kg import lazy_re as re
from kg.lexicon.tables import alternation, rows, words

HAN = re.compile(r"[\u3400-\u9fff○]")
_MARKS = frozenset("、,。;:!?()《》“”‘’\"'\n·-+*/[]<>…%")
_BLANKS = re.compile(r" +")
BOUNDED = re.compile(r"[\u4e00-\u9fff·]{2,12}?(?=[、,;。()\s为等]|[认改作升选]为|同志|$)")
_WHOLE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,9})+")
_HAN_ONLY = re.compile(r"[\u3400-\u9fff○]{2,4}")
#: What one does when something is said: 会见周砚秋|时.
_MEETS = re.compile("见到|遇见|遇到|找到|会见|会晤|接见|约见|看望|慰问|采访|陪同|拜会|欢迎|接受|祝贺|问|谈到|评价")
#: Forms of address, which only names stand before: 周向|同志.
_FORMS = ("同志", "先生", "女士")
#: In front of these 和 joins nothing: 沈志和|今天, 沈志和|介绍.
_NOT_JOINED = (
    *("今天", "今日", "昨天", "昨日", "日前", "近日", "当天", "当日", "上午", "下午"),
    *("介绍", "表示", "指出", "强调", "宣读", "宣布", "主持", "出席", "陪同", "带领", "率领", "汇报", "坦言", "说"),
    *("向", "将", "被", "把"),
)
_NUMERALS = frozenset("第一二三四五六七八九十")
#: Words for relatives, which a foreign name may follow.
KIN = re.compile("儿子|女儿|妻子|丈夫|父亲|母亲|弟弟|哥哥|兄弟|妹妹|姐姐|侄子|外甥|女婿")
#: Double family names that are more often something else.
_ALSO_WORDS = frozenset({"东方", "南门", "西门", "百里", "即墨", "第五", "东郭", "南郭", "司城"})
#: Of so many bearers in 100,000 and more a family name is common.
_COMMON_FAMILY = 30
#: A score below this is no name.
ENOUGH = 2.0


@dataclass(frozen=True, slots=True)
class Name:
    """A reading of ``shadow[start:end]`` as a name; ``text`` is without blanks, ``score`` its merit."""

    start: int
    end: int
    text: str
    score: float


@cache
def surnames() -> dict[str, float]:
    """Family names with their frequency in a corpus of names."""
    return {row["name"]: float(row["frequency"]) for row in rows("surnames.tsv")}


@cache
def common_families() -> frozenset[str]:
    """The common family names of one character that are no preposition or conjunction: 段, 沈, but not 时."""
    found = (name for name, frequency in surnames().items() if frequency >= _COMMON_FAMILY)
    return frozenset(name for name in found if len(name) == 1 and name not in "于和从向对由经与至时过往在到来")


@cache
def family_heads() -> frozenset[str]:
    """The first characters of family names."""
    return frozenset(name[0] for name in surnames())


@cache
def _duty_words() -> frozenset[str]:
    return frozenset(row["duty"] for row in rows("duties.tsv"))


@cache
def title() -> re.Pattern[str]:
    """A title, deputies' too."""
    return re.compile(rf"(?:常务|第[一二三])?副?(?:{alternation(_duty_words())})")


@cache
def _no_names() -> tuple[str, ...]:
    return tuple(sorted(words("no_name_starts.txt")))


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The words that tell where a name ends.

    ``merit`` says by its first character how long the words are that follow names, the longest first, with what
    each is worth; ``given`` matches the one or two characters of a given name, the last one not 作 or 又; ``refused``
    are words that begin like names; ``usual`` are the characters that given names hold; ``verbs`` are family names
    that are verbs as often, ``whole`` what no name ends inside of.
    """

    known: frozenset[str]
    followers: frozenset[str]
    longest: int
    merit: Mapping[str, tuple[tuple[int, float], ...]]
    seldom: frozenset[str]
    given: re.Pattern[str]
    refused: frozenset[str]
    usual: frozenset[str]
    verbs: frozenset[str]
    whole: frozenset[str]


@cache
def name_words() -> _Lexicon:
    """The words that tell where a name ends, in the forms in which they are looked up."""
    followers = words("after_names.txt")
    sizes: dict[str, set[int]] = {}
    for word in followers:
        sizes.setdefault(word[0], set()).add(len(word))
    merit = {
        char: tuple((size, 3.0 if size > 1 else 2.0) for size in (4, 3, 2, 1) if size in held)
        for char, held in sizes.items()
    }
    excluded = "".join(sorted(words("not_in_names.txt")))
    han = rf"(?![{excluded}])[\u3400-\u9fff○]"
    given = re.compile(rf"(?:{han})?(?![作又]){han}")
    known = words("words.txt")
    refused = followers | words("org_starts.txt")
    usual = words("given_characters.txt") | words("given_further.txt")
    seldom = words("seldom_in_names.txt")
    verbs, whole = words("verbs_too.txt"), words("never_split.txt")
    return _Lexicon(known, followers, max(map(len, followers)), merit, seldom, given, refused, usual, verbs, whole)


@lru_cache(maxsize=20_000)
def _is_given(text: str) -> bool:
    """Whether the characters may be a given name: texts are asked about the same ones again and again."""
    return name_words().given.fullmatch(text) is not None or text in words("given_words.txt")


@cache
def transliterated() -> frozenset[str]:
    """The characters that foreign names are written with."""
    return words("transliteration.txt")


@cache
def sounds() -> re.Pattern[str]:
    """A stretch of characters that write sounds, alone or together."""
    return re.compile(f"(?:{alternation(words('sound_words.txt'))}|[{''.join(sorted(transliterated()))}])+")


def follows(shadow: str, at: int) -> float:
    """How well a name may end before ``at``: a mark, a digit, a word that follows names, any word."""
    char = shadow[at : at + 1]
    if not char or char in _MARKS:
        return 4.0
    if char == "等" or char.isascii() or char.isdigit() or shadow.startswith("后,", at):
        return 3.0
    lexicon = name_words()
    for size, merit in lexicon.merit.get(char, ()):
        word = shadow[at : at + size]
        if word in lexicon.followers and len(word) == size:
            return merit
    return 1.0 if shadow[at : at + 2] in lexicon.known else 0.0


def _lengths(shadow: str, start: int) -> list[tuple[int, int]]:
    """Ends of possible Han names from ``start``, each with the length of its family name."""
    found: list[tuple[int, int]] = []
    families, lexicon = surnames(), name_words()
    length = len(shadow)
    for size in (2, 1):
        first = start + size
        if shadow[start:first] not in families:
            continue
        blank = _BLANKS.match(shadow, first) if size == 1 and shadow.startswith(" ", first) else None
        if blank and _is_given(shadow[blank.end() : blank.end() + 1]):
            end = blank.end() + 1
            if not HAN.match(shadow, end) or follows(shadow, end) >= 2.0:
                found.append((end, size))
        if _is_given(shadow[first : first + 1]):
            found.append((first + 1, size))
        if first + 2 <= length and _is_given(shadow[first : first + 2]):
            found.append((first + 2, size))
    end = start + 4
    if (
        _two_families(shadow[start : start + 2])
        and end <= length
        and _is_given(shadow[start + 2 : end])
        and shadow[end - 1] not in lexicon.seldom
        and follows(shadow, end) >= 2.0
    ):
        found.append((end, 2))
    return found


def _two_families(text: str) -> bool:
    """Whether a married woman may bear both: 张方, 陈何."""
    families = surnames()
    both = families.get(text[:1], 0.0) >= 100 and families.get(text[1:], 0.0) >= 100
    return both and text[0] != text[1] and text[0] not in "向于和经由从对"  # 向|李国强


def _score(shadow: str, start: int, end: int, family: int) -> float:
    name = shadow[start:end]
    given = name[family:].strip()
    lexicon, behind = name_words(), shadow[end : end + 1]
    if (name[-1] == "时" and of_time(shadow, start, end)) or shadow[end - 1 : end + 2] in lexicon.whole:
        return 0.0
    known, is_known = lexicon.known, name in lexicon.known
    opens_known = name[:2] in known
    behind_merit, frequency = (
        4.0 if behind == "时" and of_time(shadow, start, end + 1) else follows(shadow, end),
        surnames().get(name[:family], 0.0),
    )
    if family == 2 and frequency and name[:2] not in _ALSO_WORDS:
        frequency = max(frequency, 100.0)  # a double family name is hardly anything else
    whole = family == 1 and given in words("given_words.txt") and name[0] not in lexicon.seldom
    score = behind_merit + (behind == "任" and title().match(shadow, end + 1) is not None)
    score += 1.0 if len(given) == 2 else 0.0
    score -= 3.0 * (len(given) == 2 and shadow.startswith("后,", end - 1))  # 迎来新局长周砚秋|后,
    score += 0.5 if frequency >= 100 else 0.0 if frequency >= 20 else -0.5
    if family == 2 and frequency:
        score += 1.0
    if len(given) == 2:
        score -= 1.0 * (behind_merit < 2.0 and family == 1 and given[1] not in lexicon.usual)
        if score < 4.5 and shadow[end - 1 : end + 1] in known and behind not in "的了在为是和与":
            score -= 1.5
        if behind_merit < 4.0 and _straddled(shadow, end - 1, given[1] in lexicon.usual):
            score -= 1.5  # 莫迪南|致慰问电, 苏尔林|互致贺电
        if not whole:
            score -= 2.5 if given in lexicon.followers else 1.0 if given in known else 0.0
            score -= 2.0 if frequency < 50 and given in known and not 2.0 <= behind_merit < 4.0 else 0.0
    if family == 1 and name[0] in lexicon.verbs and behind_merit < 2.0:
        score -= 3.0
    if behind == "及" and name[-1] in _REACH:
        score -= 4.0  # 委员谈|惠及民生
    if is_known:
        score -= 2.0 if frequency >= 200 else 4.0
    elif recurs(shadow, name):
        score += 1.5
    elif family == 1 and len(given) == 2 and opens_known:
        score -= 1.0
    if frequency < 50 and (is_known or opens_known):
        score -= (3.0 if frequency >= 20 else 5.0) if name[:2] != name else 10.0
    elif frequency < 200 and family == 1 and len(given) == 2 and name[:2] in lexicon.followers:
        score -= 2.0  # 祝贺其|当选
    if family == 1 and name[0] in lexicon.seldom:
        score -= 3.0 if frequency < 100 or given in known else 1.0
    kept = shadow.startswith(_FORMS, end) or (name[-1] == "和" and shadow.startswith(_NOT_JOINED, end))
    kept = kept or (name[-1] in _BEFORE_NOUNS and shadow[end : end + 2] in lexicon.followers)
    kept = kept or (name[-1] in "全中" and behind != "" and behind in _PREPOSITIONS)
    if behind_merit < 4.0 and name[-1] in lexicon.seldom and not (kept or whole):
        score -= 2.0 if len(given) == 2 else 0.5
    if len(given) == 1:
        if behind_merit < 3.0 and given + behind in known:
            score -= 1.5
        if behind_merit < 3.0 and name + behind not in known and _is_given(behind):
            count = _count(shadow, name)
            if count >= 2 and count == _count(shadow, name + behind):
                score -= 2.0
    elif len(given) == 2:
        short = _count(shadow, name[:-1])
        if short > 1 and short > _count(shadow, name) and (follows(shadow, end - 1) >= 2.0 or name[-1] == "时"):
            score -= 4.0 if name[-1] == "时" else 1.0  # 采访主任周砚|时
    return score


def _straddled(shadow: str, at: int, usual: bool) -> bool:
    """Whether a word that follows names starts at ``at``, where a name's last character stands; a long one where that
    is ``usual`` in given names."""
    return any(shadow[at : at + size] in name_words().followers for size in ((4, 3) if usual else (4, 3, 2)))


def of_time(shadow: str, start: int, end: int) -> bool:
    """Whether 时 at the end of a name tells when: 会见国会主席阮氏兰香|时,."""
    if not shadow.startswith("时,", end - 1):
        return False
    clause = max(shadow.rfind(mark, 0, start) for mark in ",。;\n") + 1
    return _MEETS.search(shadow, clause, start) is not None


#: Words that stand before nouns: in front of a verb such a character is the end of a name, 张民有|介绍.
_BEFORE_NOUNS = frozenset("有以年")
#: What no adverb of extent stands before: 方德全|向他们.
_PREPOSITIONS = frozenset("向从对与同于因将被把由")
#: What makes a verb with 及 behind it: 惠及, 普及, 波及.
_REACH = frozenset("惠普涉波顾提触危殃累论谈推遍述言")

#: How often a string stands in a text; kept, since a long text names the same people again and again.
_count = lru_cache(maxsize=1 << 12)(str.count)


def recurs(shadow: str, name: str) -> bool:
    """Whether a string stands three times or more in the text, and not always before the same character."""
    if _count(shadow, name) < 3:
        return False  # the usual case, for less than the search
    size, count = len(name), 0
    behind: set[str] = set()
    at = shadow.find(name)
    while at >= 0 and count < 20 and (count < 3 or len(behind) < 2):
        count += 1
        behind.add(shadow[at + size : at + size + 1])
        at = shadow.find(name, at + size)
    return count >= 3 and len(behind) >= 2


def han_name(shadow: str, start: int, enough: float = ENOUGH) -> Name | None:
    """The best Han name at ``start``: family name and one or two more characters, 李 刚 with a blank too.

    ``enough`` is the least score that counts.
    """
    best, reach = enough - 1.0, start
    if shadow.startswith(_no_names(), start):
        return None
    for end, family in _lengths(shadow, start) if shadow[start : start + 1] not in _NUMERALS else ():
        if not _duty_words().isdisjoint((shadow[start + family : end], shadow[start:end])):
            continue  # 王书记 is a name and a title, 代表 a title
        if shadow[start + family : start + family + 2] in words("forms_of_address.txt"):
            continue  # 何小姐
        if shadow[end - 1] == "任" and title().match(shadow, end):
            continue  # 由沈宁|任团长
        if shadow[start:end] in name_words().refused:
            continue  # 县委书记|包片
        score = _score(shadow, start, end, family)
        if score > best:
            best, reach = score, end
    return Name(start, reach, shadow[start:reach].replace(" ", ""), best) if best >= enough else None


def is_name(text: str) -> bool:
    """Whether a whole string is a plausible Han name or one with a middle dot."""
    if "·" in text:
        return _WHOLE.fullmatch(text) is not None
    if not 2 <= len(text) <= 4 or text[0] not in family_heads() or not _HAN_ONLY.fullmatch(text):
        return False
    common = words("words.txt")
    for size in (2, 1):
        family, given = text[:size], text[size:]
        if family in surnames() and 1 <= len(given) <= 2 and not set(given) & words("not_in_names.txt"):
            if given in words("forms_of_address.txt") or (given in common and surnames()[family] < 50):
                return False
            return not (len(text) == 2 and text in common) and not (
                size == 1 and given in common and family + given[:1] in common
            )
    return False


def written_by_sound(text: str) -> bool:
    """Whether a name may be a foreign one: all its characters write sounds."""
    return len(text) > 2 and sounds().fullmatch(text) is not None
