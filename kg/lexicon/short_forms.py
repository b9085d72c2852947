"""Full official names of divisions in, the short forms that news uses out."""

from __future__ import annotations

from functools import cache

from kg.lexicon.tables import words

AUTONOMOUS = {"自治区": "", "自治州": "州", "自治县": "县", "自治旗": "旗"}
SUFFIXES = ("特别行政区", "地区", "林区", "特区", "省", "市", "县", "区", "盟")
GENERIC = ("开发区", "管理区", "新区", "矿区", "示范区")


@cache
def _endings() -> tuple[str, ...]:
    """What the names of autonomous divisions hold behind the place, the longest first: the nationalities, and 各族."""
    names = [name.removesuffix("族") for name in words("ethnic_groups.txt") - {"汉族"} | {"各族"}]
    endings = [f"{name}族" for name in names] + [name for name in names if len(name) > 1]
    return tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))


def strip_nationalities(stem: str) -> str:
    """积石山保安族东乡族撒拉族 -> 积石山; a stem that is nothing but a nationality stays: 鄂伦春."""
    while ending := next((end for end in _endings() if stem.endswith(end) and len(stem) - len(end) >= 2), None):
        stem = stem.removesuffix(ending)
    return stem.removesuffix("族") if stem in _endings() and len(stem) > 2 else stem


def short_of(name: str) -> str:
    """The name without its level, or the empty string when there is no such form.

    Forms of one character and of units whose level is part of the name (旗, 新区) do not exist.
    """
    for suffix in AUTONOMOUS:
        if name.endswith(suffix):
            return strip_nationalities(name.removesuffix(suffix))
    if name.endswith(GENERIC):
        return ""
    for suffix in SUFFIXES:
        if name.endswith(suffix):
            stem = name.removesuffix(suffix)
            stem = strip_nationalities(stem) if stem.endswith("族") else stem
            return stem if len(stem) >= 2 else ""
    return ""


#: Prefectures whose usual names keep one syllable.
_OF_ONE_SYLLABLE = {
    "博尔塔拉蒙古自治州": "博州",
    "巴音郭楞蒙古自治州": "巴州",
    "克孜勒苏柯尔克孜自治州": "克州",
}


def aliases_of(name: str) -> tuple[str, ...]:
    """恩施州 for 恩施土家族苗族自治州, 陵水县 for an autonomous county, 香港特区; 晋中专区 for a 地区 before 1970."""
    if (short := _OF_ONE_SYLLABLE.get(name)) is not None:
        return (short, strip_nationalities(name.removesuffix("自治州")) + "州")
    for suffix, letter in AUTONOMOUS.items():
        if letter and name.endswith(suffix):
            return (strip_nationalities(name.removesuffix(suffix)) + letter,)
    if name.endswith("地区") and len(name) > len("地区"):
        return (name.removesuffix("地区") + "专区",)
    return (name.replace("特别行政区", "特区"),) if name.endswith("特别行政区") else ()
