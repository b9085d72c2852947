"""Finds printed dates and reads them as EDTF (Library of Congress, 2019, levels 0 to 2).

Shadow in, :class:`Date` out.  A year that the text does not print stays unknown (XXXX) unless the
caller gives the year of the document, and then the date says that it is inferred.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg import lazy_re as re
from kg.model import Span

_DIGITS = {
    char: str(value)
    for value, chars in enumerate(("〇零○Ｏ", "一", "二", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_HAN_YEAR = "[一二三四五六七八九〇零○]{4}"
_HAN = "二十[一二三四五六七八九]|三十[一]|二十|三十|十[一二三四五六七八九]|十|[一二三四五六七八九]"
_TENS = "[二三四五六]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_DATE = re.compile(
    rf"""
    (?:(?P<year>(?<!\d)(?:1[89]|20)\d\d|{_HAN_YEAR})\s?年
       (?:(?P<part>年?初|年?底|年?末|上半年|下半年|[春夏秋冬](?:季|天)?(?!节|运|耕)) |
          \s?(?P<month>\d{{1,2}}|{_HAN})\s?月(?:份)?(?:(?P<tenth>[上中下]旬|初|底) |
             \s?(?P<day>\d{{1,2}}|{_HAN})\s?[日号])? )?
    | (?P<dotted>(?<!\d)(?:1[89]|20)\d\d)[.\-/](?P<dmonth>0?[1-9]|1[0-2])(?![\d])(?:[.\-/](?P<dday>\d{{1,2}})(?!\d))?
    | (?<![\d两几数半个后前第])(?P<bmonth>1[0-2]|0?[1-9]|{_HAN})\s?月(?:份)?(?!底|初|球|亮|饼)
        (?:(?P<btenth>[上中下]旬) | \s?(?P<bday>\d{{1,2}}|{_HAN})\s?[日号])?
    | (?<![\d一二三四五六七八九十第两几数])(?P<only>3[01]|[12]\d|0?[1-9])日(?!子|报|本|元)
    | (?P<bare>(?<!\d)(?:1[89]|20)\d\d)(?=\s?(?:-|至|年?以来))
    )(?P<about>左右|前后)?
    """,
    re.VERBOSE,
)
#: What stands behind the run of digits or numerals that a date starts in, perhaps with a blank between.
_NUMERALS = r"[\d一二三四五六七八九十〇零○]"
_MARK = re.compile(rf"[年月日.\-/至以](?:(?<={_NUMERALS}.)|(?<={_NUMERALS}\s.))")
_RUN_BEFORE = frozenset("一二三四五六七八九十〇零○")
_NOW = re.compile(r"(?:至今|今)")
_FULL_YEAR = re.compile(r"((?:1[89]|20)\d\d)(?!\d)年?")
_SHORT_YEAR = re.compile(r"(\d\d)年")
_RANGE = re.compile(r"\s?(?:-{1,3}|至|到)\s?")
#: How far into a text its dateline may stand.
_DATELINE_REACH = 60
#: The year before the first of an era, and an era's year: 光绪三十二年, 民国元年.
_ERAS = {"民国": 1911, "宣统": 1908, "光绪": 1874, "同治": 1861, "咸丰": 1850, "道光": 1820, "嘉庆": 1795, "乾隆": 1735}
_ERA = re.compile(rf"(?P<era>{'|'.join(_ERAS)})(?P<year>元|{_TENS}|\d{{1,2}})年")
_YEARS = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}
_DAYS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1}
_RELATIVE = re.compile("|".join((*_YEARS, *_DAYS)))
_SEASONS = {"春": "21", "夏": "22", "秋": "23", "冬": "24"}
_TENTHS = {"上旬": ("01", "10"), "中旬": ("11", "20"), "下旬": ("21", None), "初": ("01", "10"), "底": ("21", None)}


@dataclass(frozen=True, slots=True)
class Date:
    """A printed date, or a printed range of dates when ``until`` is set.

    ``edtf`` is the date or the start of the range, ``until`` the end of the range (None: open or no
    range, "now": 至今); ``ranged`` tells a range from a date; ``inferred`` that the year was not printed.
    """

    span: Span
    edtf: str
    ranged: bool = False
    until: str | None = None
    inferred: bool = False


def number(text: str) -> int:
    """The value of one to ninety-nine in digits or Chinese numerals (二十一); ValueError otherwise."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(_DIGITS[tens])
    return 10 * int(_DIGITS[tens] if tens else "1") + int(_DIGITS[ones] if ones else "0")


def _year(text: str) -> str:
    return "".join(_DIGITS.get(char, char) for char in text)


def _read(match: re.Match[str], year: str | None, month: str | None) -> tuple[str, bool] | None:
    """The EDTF reading of one match and whether its year was carried over."""
    inferred = False
    if match["year"] or match["dotted"] or match["bare"]:
        at = _year(match["year"] or match["dotted"] or match["bare"])
    else:
        at, inferred = (year, True) if year else ("XXXX", False)
    if match["only"]:
        return (f"{at}-{month}-{int(match['only']):02d}", inferred) if month else None
    printed = match["month"] or match["dmonth"] or match["bmonth"]
    tenth = match["tenth"] or match["btenth"]
    day = match["day"] or match["dday"] or match["bday"]
    if not printed:
        return _part(at, match["part"] or ""), inferred
    value = number(printed)
    if not 1 <= value <= 12:
        return None
    stem = f"{at}-{value:02d}"
    if day:
        if not 1 <= number(day) <= _last_day(at, value):
            return None
        stem = f"{stem}-{number(day):02d}"
    elif tenth:
        first, last = _TENTHS[tenth]
        stem = f"{stem}-{first}/{stem}-{last or _last_day(at, value)}"
    return stem + ("~" if match["about"] else ""), inferred


def _last_day(year: str, month: int) -> int:
    """The last day of a month; of a February whose year is unknown the 29th."""
    return monthrange(int(year) if year.isdecimal() else 2000, month)[1]


def _part(year: str, part: str) -> str:
    if part == "上半年":
        return f"{year}-01~/{year}-06~"
    if part == "下半年":
        return f"{year}-07~/{year}-12~"
    if part.endswith("初"):
        return f"{year}-01~/{year}-03~"
    if part.endswith(("底", "末")):
        return f"{year}-10~/{year}-12~"
    return f"{year}-{_SEASONS[part[0]]}" if part else year


def find_dates(shadow: str, published: str | None = None) -> list[Date]:
    """The dates and ranges of a text in order; ``published`` is the EDTF date of the document, if known.

    Within a sentence a month without a year takes none from its neighbours, except at the end of a
    range, where the start's year (and month) hold: 2000年3月至5月.  What is told from the day of the text
    (去年, 今天) is read where ``published`` or the dateline (新华社西安一月十七日电) gives that day.
    """
    year = published[:4] if published and published[:4].isdecimal() else None
    found = sorted((*_find(shadow, year), *_of_eras(shadow)), key=lambda found: found.span)
    today = published if published and len(published) == 10 else _dateline(shadow, found)
    return sorted((*found, *_relative(shadow, year, today, found)), key=lambda found: found.span)


def _of_eras(shadow: str) -> Iterator[Date]:
    """The years of the last emperors and of the Republic before 1949."""
    for match in _ERA.finditer(shadow):
        year = 1 if match["year"] == "元" else number(match["year"])
        if match["era"] != "民国" or year <= 38:
            yield Date(Span(*match.span()), str(_ERAS[match["era"]] + year))


def _dateline(shadow: str, found: Sequence[Date]) -> str | None:
    """The day that a dateline gives, its year unknown or not."""
    for first in found[:1]:
        behind = shadow[first.span.end : first.span.end + 1]
        if len(first.edtf) == 10 and behind in ("电", "讯") and first.span.start <= _DATELINE_REACH:
            return first.edtf
    return None


def _relative(shadow: str, year: str | None, today: str | None, found: Sequence[Date]) -> Iterator[Date]:
    """今年, 去年, 今天, 昨天 as dates, where it is known what they are told from."""
    taken = {offset for one in found for offset in range(one.span.start, one.span.end)}
    for match in _RELATIVE.finditer(shadow) if year or today else ():
        word = match[0]
        edtf = None
        if word in _YEARS and year:
            edtf = str(int(year) + _YEARS[word])
        elif word in _DAYS and today:
            edtf = _shifted(today, _DAYS[word])
        if edtf is not None and match.start() not in taken and match.end() not in taken:
            yield Date(Span(*match.span()), edtf, inferred=True)


def _shifted(day: str, by: int) -> str | None:
    """An EDTF day some days later; a day without a year only within its month."""
    if day[:4].isdecimal():
        return (date(int(day[:4]), int(day[5:7]), int(day[8:10])) + timedelta(days=by)).isoformat()
    number_of_day = int(day[8:10]) + by
    return f"{day[:8]}{number_of_day:02d}" if 1 <= number_of_day <= 28 or by == 0 else None


def _next(shadow: str, position: int) -> re.Match[str] | None:
    """The first date at or behind ``position``, tried only where one may start."""
    for mark in _MARK.finditer(shadow, position):
        end = mark.start() - shadow[mark.start() - 1].isspace()
        start = end
        while start > position and (shadow[start - 1] in _RUN_BEFORE or shadow[start - 1].isdecimal()):
            start -= 1
        for at in range(start, end):
            if match := _DATE.match(shadow, at):
                return match
    return None


def _find(shadow: str, year: str | None) -> Iterator[Date]:
    position = 0
    while match := _next(shadow, position):
        position = match.end()
        told = _YEARS.get(shadow[max(0, match.start() - 2) : match.start()])
        read = _read(match, str(int(year) + told) if year and told is not None else year, None)
        if read is None:
            continue
        edtf, inferred = read
        joint = _RANGE.match(shadow, match.end())
        if joint is None:
            yield Date(Span(*match.span()), edtf, inferred=inferred)
            continue
        open_end = _NOW.match(shadow, joint.start() if shadow.startswith("至今", joint.start()) else joint.end())
        if open_end:
            position = open_end.end()
            yield Date(Span(match.start(), position), edtf, True, "now", inferred)
            continue
        other = _DATE.match(shadow, joint.end())
        until = _read(other, edtf[:4] if edtf[:4].isdecimal() else None, edtf[5:7] or None) if other else None
        if other and until:
            position = other.end()
            yield Date(Span(match.start(), position), edtf, True, until[0], inferred)
        elif whole := _FULL_YEAR.match(shadow, joint.end()):
            position = whole.end()
            yield Date(Span(match.start(), position), edtf, True, whole[1], inferred)
        elif tail := _SHORT_YEAR.match(shadow, joint.end()):
            position = tail.end()
            yield Date(Span(match.start(), position), edtf, True, edtf[:2] + tail[1], inferred)
        elif "-" in joint.group():
            position = joint.end()
            yield Date(Span(match.start(), position), edtf, True, None, inferred)
        else:
            yield Date(Span(*match.span()), edtf, inferred=inferred)
