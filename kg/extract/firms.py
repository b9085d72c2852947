"""Gives the posts of a firm's lists their firm: 集团董事长甲主持会议,总会计师、党组成员乙参加.

Shadow, a printed post and the offices before it in, an :class:`Office` or None out.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg import lazy_re as re
from kg.extract.naming import join
from kg.extract.office import Office
from kg.extract.owners import PARTY_GROUP, plain
from kg.mentions.posts import Post

#: How far back, in characters, the firm may be named.
_REACH = 300
#: Parts of firms that say nothing without the firm, and duties that hardly any other body has.
_PART = re.compile(r"党组|党委|纪委|纪检监察组|纪检组|董事会|监事会|工会")
_DUTIES = frozenset(
    {"总经理", "总裁", "总会计师", "总经济师", "总工程师", "总法律顾问", "董事", "监事", "董事会秘书", "财务总监"}
)
#: A firm that speaks of itself: 集团|总经理, 公司党委|书记.
_ITSELF = re.compile(r"^(?:我|全)?(?:集团公司|总公司|集团|公司)(?=$|党组|党委|纪委|董事会|监事会|工会)")
_FIRM = re.compile(r".{2,}(?:公司|集团|银行)")


def in_firm(shadow: str, post: Post, before: Office | None, offices: Iterable[Office]) -> Office | None:
    """The post in the firm that its paragraph named last, where it is one of a firm and nothing printed tells whose."""
    org = _ITSELF.sub("", post.org) if post.place is None else post.org
    itself = org != post.org
    bare = not org and (itself or post.duty.name in _DUTIES)
    part = post.place is None and _PART.fullmatch(org) is not None
    if not (bare or part) or (before is not None and before.organization and not _PART.fullmatch(before.organization)):
        return None
    title, line, _ = shadow.lstrip().partition("\n")
    heading = title if line and not title.endswith(("。", ":")) else ""
    for office in reversed(list(offices)):
        between = shadow[office.post.span.end : post.span.start]
        firm = plain(PARTY_GROUP.sub("", office.organization or ""))
        if office.post.span.end > post.span.start or not _FIRM.fullmatch(firm):
            continue
        if firm in heading or (len(between) <= _REACH and "\n" not in between):
            organization = firm + org
            return Office(post, join(organization, post.role), organization, office.code, office.district, True)
    return None
