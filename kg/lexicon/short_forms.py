"""Full official names of divisions in, the short forms that news uses out."""

from __future__ import annotations

# The 55 nationalities as division names spell them, and 各族.
NATIONALITIES = (
    *("蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白", "土家", "哈尼", "哈萨克"),
    *("傣", "黎", "傈僳", "佤", "畲", "拉祜", "水", "东乡", "纳西", "景颇", "柯尔克孜", "土", "达斡尔", "仫佬", "羌"),
    *("布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌", "普米", "塔吉克", "怒", "保安", "裕固", "京", "独龙", "各"),
    *("高山", "俄罗斯", "德昂", "乌孜别克", "塔塔尔", "鄂伦春", "鄂温克", "赫哲", "门巴", "珞巴", "基诺"),
)
ENDINGS = sorted(
    [f"{name}族" for name in NATIONALITIES] + [name for name in NATIONALITIES if len(name) > 1], key=len, reverse=True
)
AUTONOMOUS = {"自治区": "", "自治州": "州", "自治县": "县", "自治旗": "旗"}
SUFFIXES = ("特别行政区", "地区", "林区", "特区", "省", "市", "县", "区", "盟")
GENERIC = ("开发区", "管理区", "新区", "矿区", "示范区")


def strip_nationalities(stem: str) -> str:
    """积石山保安族东乡族撒拉族 -> 积石山; a stem that is nothing but a nationality stays: 鄂伦春."""
    while ending := next((end for end in ENDINGS if stem.endswith(end) and len(stem) - len(end) >= 2), None):
        stem = stem.removesuffix(ending)
    return stem.removesuffix("族") if stem in ENDINGS and len(stem) > 2 else stem


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


def aliases_of(name: str) -> tuple[str, ...]:
    """恩施州 for 恩施土家族苗族自治州, 陵水县 for an autonomous county, 香港特区; 晋中专区 for a 地区 before 1970."""
    for suffix, letter in AUTONOMOUS.items():
        if letter and name.endswith(suffix):
            return (strip_nationalities(name.removesuffix(suffix)) + letter,)
    if name.endswith("地区") and len(name) > len("地区"):
        return (name.removesuffix("地区") + "专区",)
    return (name.replace("特别行政区", "特区"),) if name.endswith("特别行政区") else ()
