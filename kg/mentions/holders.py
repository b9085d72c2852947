"""Names inside printed posts that no table has: of a holder between body and title (县教育局|张云舟|局长), of a village
before its branch (担任|白圭|村党支部书记), of a firm at the head of a clause (万安地产|董事长).

What stands before a duty or a body in, the length of the name out; for :mod:`kg.mentions.posts`.
"""

from __future__ import annotations

from functools import cache

from kg import lazy_re as re
from kg.lexicon.tables import words
from kg.mentions.bodies import is_body
from kg.mentions.names import is_name, surnames

#: From this frequency on a family name tells a name inside a post.
_USUAL = 20.0


def holder_inside(before: str, duty: str) -> int:
    """The length of the name between a body and a bare duty, 0 without one: 同仁医院|张云舟|院长."""
    for size in (3, 2):
        body, name = before[:-size], before[-size:]
        if (
            is_name(name)
            and surnames().get(name[:1], 0.0) >= _USUAL
            and name[-1] + duty[0] not in words("words.txt")
            and name[-1] != "任"
            and not {name, name[1:]} & words("words.txt")
            and is_body(body)
            and not is_body(before)
        ):
            return size
    return 0


#: What may stand before the name of a village that no table has, and the name: 担任|白圭|村党支部.
_VILLAGE = re.compile(
    r"(?:^|[,。;:!?\n、“”()《》 ]|担任[了起]?|出任|当选为?|现任|曾任|兼任|拟任|任|原|是|为|由|的|与|和)"
    r"(?P<stem>[\u4e00-\u9fff]{1,4})$"
)
#: Characters that make what stands there a clause and no name.
_CLAUSE = frozenset("了的是在和与及到说把被将着过有没")
#: Characters that tell which cities or counties, not what they are called.
_COUNTED = frozenset("各全本该我某每两多几此这那其等沿副")
_BRANCH = re.compile(
    r"村(?:党|支部|委会|民委员会|村委|两委|村民|支|妇联|团支部|小学|第一书记|驻村)|[镇乡](?:党委|党工委|政府|人民政府|人大|纪委|武装部|卫生院|中心校|敬老院|派出所|司法所)"
)

#: A village that no table has behind the name of a county or town: 青川县|石鼓村.
_NAMED_VILLAGE = re.compile(
    r"(?:[县区市镇乡旗]|街道)(?P<name>(?P<stem>[\u4e00-\u9fff]{1,5}?)(?:村|社区|嘎查))(?![民委支庄镇寨里])"
)


@cache
def _nameless() -> tuple[str, ...]:
    """What villages and towns are called without a name."""
    return tuple(words("village_kinds.txt"))


def village_named(shadow: str, low: int, at: int) -> tuple[int, str] | None:
    """Where the village ends that the text names last in ``low..at`` behind a county or town, and its name."""
    found = [match for match in _NAMED_VILLAGE.finditer(shadow, low, at) if _names(match["stem"])]
    return (found[-1].end(), found[-1]["name"]) if found else None


def village_before(shadow: str, first: int, low: int) -> int:
    """The length of the name of a village or town before 村党支部, 镇党委 and the like at ``first``, 0 where only 村 or
    镇 is printed."""
    if not _BRANCH.match(shadow, first):
        return 0
    named = _VILLAGE.search(shadow, max(low, first - 8), first)
    return len(named["stem"]) if named is not None and _names(named["stem"]) else 0


def unit_before(shadow: str, end: int, low: int, level: str) -> int:
    """The length of the name of a city or county that no table has, before the title of its chief: 长山市|副市长."""
    if shadow[end - 1 : end] != level or level not in "市县区镇乡":
        return 0
    named = _VILLAGE.search(shadow, max(low, end - 7), end - 1)
    stem = named["stem"] if named else ""
    return len(stem) + 1 if len(stem) > 1 and (_CLAUSE | _COUNTED).isdisjoint(stem) else 0


def _names(stem: str) -> bool:
    """Whether what stands before 村 or 镇 names one."""
    return _CLAUSE.isdisjoint(stem) and not stem.endswith(_nameless())


def sent_from(shadow: str, body: int, duty: int) -> bool:
    """Whether the body at ``body`` is where whoever holds the duty at ``duty`` comes from: 来自上海的|挂职副县长."""
    return shadow.startswith(("挂职", "科技副"), duty) and shadow.endswith(("来自", "来自于", "由", "从"), 0, body)
