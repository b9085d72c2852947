"""Bodies whose names do not end as names of bodies do: 远山评级|首席经济学家, 万达影城|总经理, 《春风》|主编.

What stands before a duty in, how much of it is a body's name out; for :mod:`kg.mentions.posts`.
"""

from __future__ import annotations

from functools import cache

from kg import lazy_re as re
from kg.lexicon.tables import rows, words
from kg.mentions.names import is_name, surnames

#: What such a duty stands behind that names no body: 分管销售|副总经理, 公司老|董事长.
_NO_NAME = re.compile(
    r"(?:分管|主管|负责|主持|联系|拜访|采访|询问|通知|邀请|陪|跟随|跟着|找|见到|遇到|看到|听|新|老|女|男|年轻|著名|知名|优秀|现年|时年"
    r"|公司|单位|企业|集团|厂商|球队|球员|队员|前锋|中锋|后卫|门将|商人|老板|家族|夫妇|民营|成为|当上|请来|聘|推举|推选|问|叫|本|我"
    r"|咱|他|她|某|一家|两家|多家|这|那|家|位|名|个|几|曾|已|刚|正|也|都|还|又|就|才|便|却|仍|将|要|会|能|可|应"
    r"|须|得|不|没|未|别|很|最|更|非常|外籍|大堂|客户|职业|前任|现任|历任|首任|每|各|全|有|第|法人|创业|多年|曾经|两任|[一二三四五六七八九十两\d]).*"
    r"|.*[老女男新前原等们过着了后时中里上下间年月日说道称兼任]|.*(?:代行|暂代|履行|行使|辞去|接替)"
)
#: From this frequency on a family name is a usual one.
_USUAL = 20.0
_FORMER = ("前", "原", "现", "时任", "现任")


@cache
def duties_behind(names: str) -> tuple[str, ...]:
    """The duties that stand behind such names: any, firm or known (kg/lexicon/data/open_duties.tsv)."""
    return tuple(row["duty"] for row in rows("open_duties.tsv") if row["behind"] == names)


def takes_any(duty: str) -> bool:
    """Whether a duty may stand behind a body whose name does not end as those of bodies do."""
    return duty.endswith(duties_behind("any") + duties_behind("firm"))


def unmarked_name(run: str, duty: str) -> int:
    """How many of the last characters of an unbroken run before a duty name a body; 0 if none do."""
    if duty.endswith(duties_behind("any")):
        return len(run) if 2 <= len(run) <= 12 and run not in words("words.txt") else 0
    for word in _FORMER:
        run = run.removeprefix(word) if len(run) > len(word) + 1 else run
    if run in words("firms.txt") or run in words("titled_firms.txt"):
        return len(run)
    if (
        duty in duties_behind("known")
        or not 2 <= len(run) <= 14
        or run in words("words.txt")
        or _NO_NAME.fullmatch(run)
    ):
        return 0
    named = any(_names(run[-size:]) for size in (2, 3) if size == len(run)) or _names(run[-3:])
    return 0 if named else len(run)


def _names(text: str) -> bool:
    """Whether a string is a person's name of a usual family."""
    return is_name(text) and text not in words("words.txt") and surnames().get(text[0], 0.0) >= _USUAL
