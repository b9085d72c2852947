"""Whose notice a text is: 祁县人民政府研究决定:任命甲为财政局局长 names 祁县's bureau.

Shadow, places and a post in, the :class:`Office` completed with the place of the authority out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg import lazy_re as re
from kg.extract import owners
from kg.extract.naming import join
from kg.extract.office import Office
from kg.mentions.duties import Duty
from kg.mentions.places import PlaceMention
from kg.mentions.posts import Post

#: The authority of a place that decides on people, and what it decides.
_DECIDES = re.compile(
    "(?:(?:人民)?政府|人大常委会|人民代表大会常务委员会|[省市县区州旗盟]委(?:组织部)?|委(?:员会)?(?:组织部)?)"
    r"(?=(?:第[^。\n]{1,16}次会议)?[^。\n,、]{0,40}(?:任免|任职|任命|免职|免去|任前公示|干部公示))"
    "|(?:人民政府|人大常委会)(?=(?:研究|会议)?决定)"
)
#: Bodies of a place that notices name without it, beside its departments.
_LOCAL = re.compile("(?:医院|中学|小学|学校|党校|中心|[站所处队馆社]|政府办公室|办公室)$")
#: Such as are of no place.
_NOT_LOCAL = re.compile("公司|集团|银行|大学|学院|研究院|报社|分局$|支行")


#: What looks national and is of every place.
_EVERYWHERE = ("人民医院", "人民法院", "人民检察院", "人民武装部")


def decided(
    shadow: str,
    mentions: Sequence[PlaceMention],
    post: Post,
    division: Callable[[PlaceMention, Duty], tuple[str | None, str | None]],
) -> Office | None:
    """The post in a body named without its place where the authority of a place decides on it; ``division`` gives code
    and full name of a place.
    """
    if not _is_local(post.org) or (place := _issuer(shadow, mentions, post.span.start)) is None:
        return None
    code, name = division(place, post.duty)
    if code is None or name is None or code.startswith("x-"):
        return None
    owner = owners.committee_of(name) if owners.owner_kind(post.org) == "committee" else name
    organization = join(owner, "人民政府办公室" if post.org == "政府办公室" else post.org)
    return Office(post, join(organization, post.role), organization, code, name, True, place)


def _issuer(shadow: str, mentions: Sequence[PlaceMention], at: int) -> PlaceMention | None:
    """The place of the authority that the text named last before a position as deciding."""
    for match in reversed(list(_DECIDES.finditer(shadow, 0, at))):
        ends = (match.start(), match.start() + 1)  # 祁县|人民政府, 祁|县委
        place = next((place for place in reversed(mentions) if place.span.end in ends), None)
        if place is not None:
            return place
    return None


def _is_local(org: str) -> bool:
    """Whether a body named without its place may be one of any place."""
    if org in _EVERYWHERE:
        return True
    if owners.stands_alone(org) or _NOT_LOCAL.search(org):
        return False
    return owners.owner_kind(org) != "" or _LOCAL.search(org) is not None
