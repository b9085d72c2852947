"""Printed lengths of time in, ISO 8601 durations out: 三个月 is P3M, 一年半 is P1Y6M, 为期三天 is P3D.

A piece of a shadow in.  A length without a value of its own (几天, 数月) is none.
"""

from __future__ import annotations

from kg import lazy_re as re
from kg.text.numbers import value

_UNITS = {
    **dict.fromkeys(("年", "周年"), "Y"),
    **dict.fromkeys(("个月", "月"), "M"),
    **dict.fromkeys(("个星期", "星期", "周", "个礼拜"), "W"),
    **dict.fromkeys(("天", "日", "昼夜"), "D"),
}
_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十百]{1,5}|半)"
#: 五月 is a month and 五日 a day of it: those units need digits or 个 before them.
DURATION = (
    rf"(?:近|约|将近|大约|不到|超过|超)?(?:{_NUMBER}(?:多|余)?(?:年半|周年|年(?![年月级底初末代度]|以?[前后])|个多?月(?:零{_NUMBER}天)?|个半月"
    rf"|个?(?:星期|礼拜)|周(?![年岁末边])|天半?(?!津|安|以?[前后])|昼夜)|(?:[二两三四五六七八九十]|\d{{1,2}})日(?!本|元|报))"
)
"""A length of time, as a pattern over a shadow."""

_READ = re.compile(
    rf"(?P<about>近|约|将近|大约|不到|超过|超)?(?P<number>{_NUMBER})(?P<more>多|余)?"
    r"(?:(?P<half>个半月|年半)|个(?P<moremonths>多)月|(?P<unit>个月|个?星期|个?礼拜|周年|年|月|周|天|昼夜|日)(?P<halfday>半)?)"
)


def duration(text: str) -> str | None:
    """The ISO 8601 duration of a printed length of time, None where it has none."""
    match = _READ.match(text)
    if match is None:
        return None
    half = match["number"] == "半"
    number = None if half else value(match["number"])
    if not half and not number:
        return None
    count = 0 if number is None else int(number)
    if match["half"]:
        return f"P{count}M15D" if match["half"] == "个半月" else f"P{count}Y6M"
    unit = "M" if match["moremonths"] else _UNITS.get(str(match["unit"]).replace("礼拜", "星期"), "")
    if half:
        return {"Y": "P6M", "M": "P15D", "D": "PT12H"}.get(unit)
    return f"P{count}{unit}" if unit else None
