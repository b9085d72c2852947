"""Printed numbers in, their values out: Arabic and Chinese numerals, 万 and 亿, decimals, fractions, per cent.

Everything works on the shadow of a text (:mod:`kg.text.shadow`), where digits and marks are half-width.
Numerals without a value of their own (几十, 数百, 三四个) are no numbers here.
"""

from __future__ import annotations

from decimal import Decimal

from kg import lazy_re as re

_DIGITS = {
    char: value
    for value, chars in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for char in chars
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_HAN_DIGIT = "零〇一二两三四五六七八九"
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
#: 千瓦, 千克 and 千米 are units; 百 and 千 alone multiply digits seldom and only before 万 and 亿 or a counter.
_TIMES = r"(?:[十百千]?万亿|[十百千]?亿|[十百千]?万|千(?![瓦克米卡伏帕赫])|百(?!分))"
_MIXED = rf"(?:{_ARABIC}){_TIMES}?(?:(?:{_ARABIC}){_TIMES})?"
_HAN = rf"(?:[{_HAN_DIGIT}十百千][{_HAN_DIGIT}十百千万亿]*)(?:点[{_HAN_DIGIT}]+(?:万亿|万|亿)?)?"

#: A number as printed; per cent and fractions are read by their own groups.
NUMBER = (
    rf"(?:(?P<per>百分之|千分之)(?P<share>{_ARABIC}|{_HAN})"
    rf"|(?P<whole>[{_HAN_DIGIT}十百]{{1,4}})分之(?P<part>[{_HAN_DIGIT}十百]{{1,4}})"
    rf"|(?P<plain>{_MIXED}|{_HAN}))"
)
_PLAIN_ARABIC = re.compile(rf"(?P<number>{_ARABIC})(?P<times>{_TIMES}?)")
_TWO_DIGITS = re.compile(rf"[{_HAN_DIGIT}]{{2}}")


def value(text: str) -> Decimal | None:
    """The value of a plain number (38, 1,234.5, 61万, 8万7千, 三十八万, 三点五亿); None for what has none.

    Chinese digits in a row (二〇一二, 三四) are a year or an estimate, so they have no value; a place left
    open at the end counts in the next one down (三万五 is 35,000).
    """
    if text[:1].isdecimal():
        return _mixed(text)
    whole, point, fraction = text.partition("点")
    if point:
        return _with_point(whole, fraction)
    return _han(whole)


def _mixed(text: str) -> Decimal | None:
    """8万7千, 2亿5000万, 1.2万亿."""
    total, at = Decimal(0), 0
    while match := _PLAIN_ARABIC.match(text, at):
        total += Decimal(match["number"].replace(",", "")) * _times(match["times"])
        at = match.end()
    return total if at == len(text) else None


def _times(text: str) -> int:
    """万亿 is 10¹², 千万 10⁷."""
    found = 1
    for char in text:
        found *= _SMALL.get(char) or _LARGE[char]
    return found


def _with_point(whole: str, fraction: str) -> Decimal | None:
    digits = fraction.rstrip("万亿")
    start = _han(whole)
    if start is None:
        return None
    after = "".join(str(_DIGITS[char]) for char in digits)
    return (start + Decimal(f"0.{after}")) * _times(fraction[len(digits) :])


def _han(text: str) -> Decimal | None:
    """三十八万, 一亿两千万, 一百零五, 两万五."""
    if _TWO_DIGITS.search(text.replace("零", "").replace("〇", "")) or "〇〇" in text:
        return None
    total = section = digit = 0
    last = 1
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
            last = 1 if digit == 0 else last
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit, last = 0, _SMALL[char]
        elif char in _LARGE:
            section = (total + section + digit) if char == "亿" else section + digit
            if char == "亿":
                total = 0
            total += (section or 1) * _LARGE[char]
            section = digit = 0
            last = _LARGE[char]
        else:
            return None
    open_place = last // 10 if digit and last >= 100 else 1
    return Decimal(total + section + digit * open_place)


def share(match: re.Match[str]) -> Decimal | None:
    """The share in per cent that a match of NUMBER gives as 百分之十二 or 三分之一; None for other matches."""
    if match["per"]:
        found = value(match["share"])
        return None if found is None else found / (10 if match["per"] == "千分之" else 1)
    if match["whole"]:
        whole, part = value(match["whole"]), value(match["part"])
        if whole and part is not None and part < whole:
            return (part * 100 / whole).quantize(Decimal("0.01"))
    return None
