"""How offices and their bodies are written: one name from a place and a body, a duty and a body.

Names and divisions in, names or a truth value out.
"""

from __future__ import annotations

from kg.lexicon.divisions import Division, gazetteer
from kg.link.places import LEVELS, BareLevel
from kg.mentions.places import PlaceMention
from kg.mentions.posts import Post

#: The bare jurisdiction that a duty word of a government asks for; the rest cannot be told from context.
LEVEL_OF_DUTY: dict[str, BareLevel] = {
    "省长": "省", "市长": "市", "区长": "区", "县长": "县",
    "州长": "州", "盟长": "盟", "旗长": "旗", "专员": "prefecture",
}  # fmt: skip
LEVEL_OF_WORD: dict[str, BareLevel] = {
    "省": "省", "自治区": "自治区", "自治州": "州", "地区": "prefecture", "州": "州", "盟": "盟", "市": "市",
    "自治县": "县", "县": "县", "区": "区", "旗": "旗",
}  # fmt: skip


def is_level(division: Division, level: BareLevel) -> bool:
    """Whether a division is one that a bare 省, 市, 县 … may mean."""
    return division.level in LEVELS[level] and (
        level not in ("市", "县", "区", "旗", "州", "盟") or division.name.endswith(level)
    )


def autonomous(code: str | None) -> bool:
    """Whether the code is that of an autonomous region, whose government has a 主席."""
    return code is not None and gazetteer()[code].name.endswith("自治区")


def full_name(place: PlaceMention, district: str | None) -> str:
    """The full name of the lowest part of a place, as printed where no table has it."""
    return district or "".join(part.surface for part in place.parts)


def implied_body(post: Post) -> str:
    """What the body of a duty that stands behind a place is called: 人民政府, 党委."""
    return {"gov": "人民政府", "cpc": "党委"}.get(post.duty.body, "")


def join(first: str, second: str) -> str:
    """Two names as one, a syllable that both share written once: 组织部 + 部长 stays 组织部部长, 市 + 市委 is 市委."""
    if first and second and first[-1] == second[0] and second[:2] in ("省委", "市委", "区委", "县委", "州委", "旗委"):
        return first + second[1:]
    if first.endswith("地区") and second.startswith("地委"):
        return first.removesuffix("地区") + second  # 榆林地委
    if len(first) == 1 and second.startswith(first):
        return second  # 校|校长
    return first + second
