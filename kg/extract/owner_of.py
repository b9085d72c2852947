"""Under which body a department stands that is printed without its place: 祁县县长、|财政局局长.

A printed post and the office in front of it in its list in, the body's name out.
"""

from __future__ import annotations

from kg import lazy_re as re
from kg.extract import owners
from kg.extract.office import COMMITTEE, ROOT, SECTION_OF_FIRM, Office
from kg.mentions.post_words import LEARNED
from kg.mentions.posts import Post

#: What states and places have, and parties, companies and associations have not.
_OF_STATES = ("政府", "内阁", "议会", "国会", "人大", "政协", "人大常委会", "党代会", "法院", "检察院")
#: What governs a zone, and the party committee beside it: 新区|党工委 and 新区|管委会.
_ZONE_BOARDS, _ZONE = ("管委会", "管理委员会"), re.compile("(.+?)(?:党工委|工委|党委)")

#: What stands beside the party committee of the same body: 某街道党工委委员、|人大工委主任.
_BESIDE_COMMITTEES = ("人大工委", "纪工委", "纪委", "工会", "团委", "妇联", "武装部")
_OF_PARTY = re.compile("(?:党工委|党委|党组|党总支)$")
#: Where there are teachers and scholars.
_LEARNED_BODIES = re.compile("大学|学院|学校|党校|研究|科学院|医院|中学|小学")
#: What sections are called that stand beside others, not in them.
_SIDE_BY_SIDE = ("部", "中心", "研究院", "研究所", "分厂", "车间", "事业部", "本部")
#: What governs a street or town with a name.
_LOCAL_OFFICE = re.compile("[\u4e00-\u9fff]{2,6}(?:街道|镇|乡)(?:办事处|党工委|党委|人民政府|政府)")
#: A section of a court that is not named.
_BARE_COURT = re.compile("[\u4e00-\u9fff]{1,4}庭")


def owner_of(post: Post, before: Office) -> str | None:
    """The body that a department without a place stands under; None for a body of its own."""
    if post.org in _ZONE_BOARDS and before.organization and (zone := _ZONE.fullmatch(before.organization)):
        return zone[1]
    if body := owners.whole(post.org, before.organization):
        return body
    if (
        owners.stands_alone(post.org)
        or before.organization is None
        or before.seat
        or len(before.organization) == 1
        or post.org[:3] == before.organization[:3]
        or (post.org in _OF_STATES and not before.district)
        or owners.OF_ORGANS.match(post.org)
        or post.org.startswith(("本公司", "本集团", "本行", "总部"))
    ):
        return None
    if before.district is None and _LOCAL_OFFICE.fullmatch(post.org):
        return None  # 科技镇长团成员、|某街道办事处副主任
    if post.duty.name in LEARNED and not _LEARNED_BODIES.search(before.organization):
        return None  # 某局副局长;|食品学院讲师
    if _BARE_COURT.fullmatch(before.organization):
        return None  # 民二庭庭长甲、|执行局局长乙
    if before.organization in _BESIDE_COMMITTEES and owners.PARTY_GROUP.fullmatch(post.org):
        return None  # 纪委书记甲、|党委委员乙
    if post.org in _BESIDE_COMMITTEES and (committee := _OF_PARTY.search(before.organization)):
        return before.organization[: committee.start()] or None
    bureau = owners.department_owners().get(before.organization) == "government"
    if bureau and not before.district and owners.is_beside(post.org):
        return None  # 财政局局长甲、|教育局局长乙
    if (whole := owners.beside_section(before.organization, post.org)) is not None:
        return whole
    if owners.is_section(before.organization) and post.org.endswith(_SIDE_BY_SIDE):
        return None  # 研发部副部长、研究院院长
    if post.org in owners.BESIDE_COMMITTEES and (low := owners.LOW_COMMITTEE.match(before.organization)):
        return low["body"]
    if post.org in ("团委", "工会") and owners.WITH_SECTIONS.search(before.organization):
        return owners.plain(before.organization)
    if post.org in ("办事处", "街道办", "街办") and before.organization.endswith("街道党工委"):
        return before.organization.removesuffix("街道党工委") + "街道"
    if owners.SCHOOL.search(post.org) and owners.BESIDE_SCHOOLS.fullmatch(before.organization):
        return None  # 大学|国际处处长甲、俄语学院院长乙
    if before.organization[-1] == post.org[-1]:
        root = ROOT.match(before.organization)
        if before.owner or post.org.endswith("委员会") or (root and post.org.endswith("委")):
            return before.owner or (root[0] if root and root.end() < len(before.organization) else None)
        if (section := owners.whole_of(before.organization, post.org)) is not None:
            return section
    if before.code is None and owners.ministry(before.organization) and post.org.endswith(owners.MINISTERIAL):
        return None  # 商务部部长甲、质检总局局长乙
    if owners.PARTY_GROUP.fullmatch(post.org) and (firm := SECTION_OF_FIRM.fullmatch(before.organization)):
        return firm[1]  # 远山厂组织科科长、党委副书记
    known = owners.department_owners().get(post.org)
    if known == "body" or owners.own_party_group(post.org, before.organization):
        inner = before.organization.endswith(("处", "科", "股"))  # 农业厅人事处处长、|办公室主任
        section = owners.whole_of(before.organization, post.org) if inner else None
        return section or owners.plain(before.organization)
    if before.owner and known:
        return before.owner
    kind = owners.owner_kind(post.org)
    if not kind and owners.owner_kind(owners.PARTY_GROUP.sub("", post.org)) == "government":
        kind = "government"  # 粮食局党组
    committee = COMMITTEE.match(before.organization)
    if kind == "committee" and (committee or (before.district and before.organization.endswith("政府"))):
        return committee[0] if committee else owners.committee_of(str(before.district))
    if kind == "government" and (before.district or owners.level_of(before.organization)):
        return before.district or owners.level_of(before.organization)
    if post.org == "工会" and owners.EMPLOYS.search(before.organization):
        return owners.plain(before.organization)
    if not kind and not owners.PART.fullmatch(post.org):
        return None
    if owners.PARTY_GROUP.search(post.org) or not before.district:
        return owners.plain(before.organization)
    return committee[0] if committee and post.org.endswith("部") else owners.plain(before.organization)
