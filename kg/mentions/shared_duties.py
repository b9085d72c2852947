"""Posts whose duty stands behind the next body only: 兼任甲公司、|乙公司独立董事, 分别挂任甲镇、|乙镇副镇长.

Shadow, places and the printed posts in, the posts with those further ones out, in text order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg import lazy_re as re
from kg.mentions.bodies import BodyFinder, is_body
from kg.mentions.places import PlaceMention
from kg.mentions.posts import Post
from kg.model import Span

#: Duties that one person has in several firms, and what the names of firms end with.
_SEATS = frozenset(
    {"独立董事", "董事", "监事", "外部董事", "执行董事", "非执行董事", "独立非执行董事", "董事长", "顾问", "法律顾问"}
)
_FIRMS = ("公司", "集团", "银行", "证券")
_LISTED = tuple(f"{firm}、" for firm in _FIRMS)
#: Behind what the first firm of such a list begins.
_TAKES = re.compile("(?:任|担任|兼任|为|是|系|(?P<more>、))$")
#: In front of the first of several places with one duty, one for each of several people.
_EACH = re.compile("分别(?:到|在|赴)?(?:挂职?担?任|任|担任|出任|任命为|当选为?)")
_EACH_REACH = 80
#: A body of a village, and how long the name of one is at most.
_VILLAGE = re.compile("[\u4e00-\u9fff]{1,8}?(?P<kind>村|社区|嘎查)(?P<body>村?(?:民?委员?会|党支部|党总支|党委|支部))")
_LONGEST_VILLAGE = 9
#: How many firms share a duty at most.
_MOST = 8


def with_shared_duties(shadow: str, places: Sequence[PlaceMention], posts: Sequence[Post]) -> list[Post]:
    """The posts of a text in order, those of firms listed in front of a shared duty among them."""
    found: list[Post] = []
    for post in posts:
        firm = post.duty.name in _SEATS and post.org.endswith(_FIRMS)
        if firm and shadow.endswith(_LISTED, 0, post.span.start):
            floor = found[-1].span.end if found else 0
            found += reversed(list(_in_front(BodyFinder(shadow, places), post, floor)))
        elif shadow.endswith(("、", "和"), 0, post.span.start):
            found += reversed(_each_of(shadow, places, post))
        found.append(post)
    return found


def _each_of(shadow: str, places: Sequence[PlaceMention], post: Post) -> list[Post]:
    """The same posts of the places or departments listed in front of a post, the nearest first; none unless each is
    somebody else's."""
    low = shadow.rfind("分别", max(0, post.span.start - _EACH_REACH), post.span.start)
    each = _EACH.match(shadow, low) if low >= 0 else None
    if each is None:
        return []
    ends = {place.span.end: place for place in places}
    shared: list[Post] = []
    at = each.end()
    village = _VILLAGE.fullmatch(post.org) if post.place is None else None
    for name in re.split("[、和]", shadow[at : post.span.start - 1]):
        span, at = Span(at, at + len(name)), at + len(name) + 1
        place = ends.get(span.end)
        if place is not None and place.span == span and post.place is not None:
            body = post.body
            shared.append(replace(post, span=span, org=f"{name}{body}", place=place, level="", marker=""))
        elif village and name.endswith(village["kind"]) and 2 < len(name) < _LONGEST_VILLAGE:
            org = f"{name}{village['body']}"
            shared.append(replace(post, span=span, org=org, body=org, level="", marker=""))
        elif post.place is None and post.org and name[-1:] == post.org[-1] and is_body(name):
            shared.append(replace(post, span=span, org=name, body=name, level="", marker=""))
        else:
            return []
    return shared[::-1]


def _in_front(bodies: BodyFinder, post: Post, floor: int) -> Iterator[Post]:
    """The posts in the firms in front of one, the nearest first; none unless the list begins behind a verb."""
    shared: list[Post] = []
    end = post.span.start - 1
    for _ in range(_MOST):
        if not bodies.shadow.endswith(_FIRMS, 0, end):
            return
        start, place = bodies.find(bodies.left_edge(end, floor), end)
        if start >= end:
            return
        org = bodies.shadow[start:end]
        inside = place is not None and place.span.start == start
        body = org[len(place.span) :] if inside and place is not None else org
        shared.append(replace(post, span=Span(start, end), org=org, place=place, body=body, level="", marker=""))
        joint = _TAKES.search(bodies.shadow, max(floor, start - 2), start)
        if joint is None:
            return
        if joint["more"] is None:
            yield from shared
            return
        end = start - 1
