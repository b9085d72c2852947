"""Which bodies belong to another one and which stand alone: what a list of posts may take from the post before.

Names of bodies in, yes or no, or a shorter name, out.
"""

from __future__ import annotations

from functools import cache

from kg import lazy_re as re
from kg.lexicon.divisions import gazetteer
from kg.lexicon.tables import alternation, rows, words
from kg.mentions.bodies import LEVEL, is_body

PARTY_GROUP = re.compile(r"(?:党组|党委|党总支|党支部|机关党委|分党组)$")
#: Bodies whose name may hold a place but that no division governs.
_PLACELESS = (
    r"(?:大学(?!生|城|路)|学院|公司|集团|银行|联盟|央行|出版社|日报社|研究院|研究所)"
    r"(?:[\u4e00-\u9fff]{0,10}(?:学院|系|部|处|中心|医院|分行|支行))?(?:党委|党组|党总支|党支部|纪委|团委|工会|董事会|监事会)?"
    r"[\u4e00-\u9fff]{0,3}$|[东南北]海舰队"
)
#: A village that no table has, before its branch or committee: 白圭村|党支部.
NAMED_VILLAGE = re.compile(
    r"[\u4e00-\u9fff]{1,4}?(?:村(?=党|支|委会|民|村委|村民委|两委|妇联|团|驻村)"
    r"|(?<=[\u4e00-\u9fff])(?:乡|镇|公社)(?=党委|党工委|政府|人民政府|人大|纪委|革委会|革命委员会|人武部|武装部))"
)
#: A works' revolutionary committee is no owner of its party committee: 高山煤矿革委会主任、党委书记.
_REVOLUTIONARY = re.compile(r"(?<=[矿厂司校院社])(?:革委会|革命委员会)$")
#: The political bureau owns no secretariat: 中央政治局委员、|书记处书记.
_OF_CENTRE = re.compile("(?<=中央)(?:政治局(?:常务委员会)?|书记处)$")
#: A firm's board owns none of its departments: 公司监事会主席、|研发中心主任.
_OF_FIRM = re.compile("(?<=公司|集团|银行)(?:董事[会局]|监事会)$")
#: What an association or a union elects from its members, and what such bodies are called.
_BOARDS = re.compile(
    "(?:常务|执行|经费审查|女职工)委员会|常委会|执委会|经审委|(?:常务)?理事会|监事会|主席团|书记处|秘书处"
)
_SOCIETY = re.compile(
    "(?:总工会|工会|妇联|联合会|工商联|科协|文联|作协|侨联|残联|协会|学会|商会|研究会|促进会|联谊会|基金会)$"
)
#: Bodies beside a party committee of the same place: 镇长、|党委书记.
_WITH_COMMITTEES = re.compile(r"(?:政府|人大|人大常委会|政协|[省市区县州旗盟地镇乡工党]委|街道办事处)$")
#: What departments of a party's centre begin with.
OF_PARTIES = ("组织", "宣传", "对外联络", "国际联络", "统一战线", "检查委员会", "书记处", "书记局", "政治局", "办公厅")
#: Names of departments that say nothing without the body above them.
PART = re.compile(
    r".{0,12}(?:部|处|科|室|系|(?<!公)司|股|委员会|党组|党委|党总支|支部|(?<!科)学院|研究院|研究生院|研究所|中心|分局|办公室|办公厅|工委|纪委|车间|分厂|大队|支队|(?<!家)庭)"
)
#: A part of a university, and what stands beside such parts and owns none.
SCHOOL, BESIDE_SCHOOLS = re.compile("学院|系$"), re.compile(".*(?:处|办公室)|.{1,4}学院")
#: What towns, communes, schools and works have beside their party committees: 枫桥镇党委书记、|人大主席.
BESIDE_COMMITTEES = frozenset(
    {"居委会", "团委", "工会", "妇联", "武装部", "人武部", "纪委", "人大", "团总支", "科协", "人大主席团"}
)
LOW_COMMITTEE = re.compile(
    "(?P<body>.*(?:[^城]镇|公社|[\u4e00-\u9fff]乡|社区|学院|大学|学校|中学|小学|公司|集团|厂|矿|医院))(?:党委|党总支|党支部|纪委)$"
)
#: Committees of all organs of a level: 省直机关工委.
OF_ORGANS = re.compile("[省市县区州]直")
#: Bodies that have unions of their own.
EMPLOYS = re.compile(
    "(?:局|厅|公司|集团|大学|学院|学校|中学|小学|医院|厂|矿|银行|研究院|研究所|设计院|中心|社|台|法院|检察院)$"
)
#: A court or procuratorate of which a chamber is named.
_COURT = re.compile(r".*?(?:法院|检察院)(?=.+(?:庭|室|科|处)$|(?:审判|检察)委员会$)")
#: What names of ministries and of their like end with; a ministry has departments (司, 局, 办公厅) but none of these.
MINISTERIAL = ("部", "委", "委员会", "总局", "署", "扶贫办", "港澳办", "台办", "侨办", "新闻办", "法制办")


@cache
def _placeless() -> re.Pattern[str]:
    centres = rf"(?:{alternation(words('nationwide_bodies.txt'))})(?:中央)?(?:常务)?(?:委员会|理事会)?$"
    return re.compile(f"{_PLACELESS}|{centres}")


def placeless(org: str) -> bool:
    """Whether a body may have a place in its name and is governed by none: 复旦大学, 台湾民主自治同盟中央委员会."""
    return _placeless().search(org) is not None


@cache
def department_owners() -> dict[str, str]:
    return {row["body"]: row["owner"] for row in rows("departments.tsv")}


def region_of(org: str, shadow: str) -> str | None:
    """The code of the region that alone has a body of this name, where the text speaks of that region."""
    owner = department_owners().get(org, "")
    return owner if owner.isdecimal() and gazetteer()[owner].name[:2] in shadow else None


def owner_kind(org: str) -> str:
    """What a department stands under by the table, else the government by what its name ends with; "" for neither."""
    kind = department_owners().get(org)
    if kind is not None and kind.isdecimal():
        return "government"
    if kind is None and len(org) <= 12 and org.endswith(("局", "厅", "办公室", "委员会", "委")):
        return "government"
    return kind or ""


@cache
def _alone() -> tuple[str, ...]:
    ministries = {row["body"] for row in rows("departments.tsv") if row["owner"] == "state"}
    return tuple(sorted(ministries | words("national_starts.txt")))


def own_party_group(org: str, before: str) -> bool:
    """Whether a bare 党委 is that of the body named before it: 公安局局长、|党委书记, not 镇长、|党委书记."""
    return PARTY_GROUP.fullmatch(org) is not None and not _WITH_COMMITTEES.search(before)


def is_beside(org: str) -> bool:
    """Whether a body is an office of a government itself, as 财政局 is beside 水利局 and not below it."""
    level = LEVEL.match(org)
    return org.endswith(("局", "厅")) and owner_kind(org[level.end() :] if level else org) == "government"


def level_of(org: str) -> str | None:
    """The level that the name of an office opens with: 市 of 市水利局."""
    level = LEVEL.match(org)
    return level[0] if level else None


#: Committees of assemblies: 提案委员会, 法制委员会.
_OF_ASSEMBLIES = re.compile(
    r"(?:提案|经济|农业(?:[和与]农村)?|人口资源环境|教科卫体|教科文卫体?|文教卫生|社会[和与]?法制|民族[和与]?宗教|港澳台侨(?:[和与]外事)?|外事"
    r"|文化文史[和与]学习|文史(?:资料|[和与]学习)?|学习(?:[和与]文史)?|城乡建设|联谊|法制|监察[和与]司法|内务司法|财政经济|教育科学文化卫生|华侨|民侨外|"
    r"环境(?:与|和)?资源(?:保护)?|社会建设|预算|代表资格审查|宪法[和与]法律)(?:工作)?委员会"
)
#: A conference by the name of one of its terms: 政协第六届全国委员会, 政协陕西省第六届委员会.
_CONFERENCE = re.compile(
    r"(?:中国人民)?政(?:协|治协商会议)(?P<place>[^第届]{2,12})?第?[一二三四五六七八九十]+届(?:全国)?委员会"
)


def board_of(org: str, before: str | None) -> str | None:
    """The association whose board is named behind one of its posts: 总工会主席甲,|常务委员会委员乙."""
    return before if before and _BOARDS.fullmatch(org) and _SOCIETY.search(before) else None


def assembly_of(org: str, before: str | None) -> str | None:
    """The assembly that a committee named behind a seat in it is of: 省政协常委、|提案委员会主任."""
    if before is None or not _OF_ASSEMBLIES.fullmatch(org) or not re.search("政协|人大|人民代表大会", before):
        return None
    whole = re.sub(f"(?:{_OF_ASSEMBLIES.pattern})$", "", before)
    if conference := _CONFERENCE.fullmatch(whole):
        return f"{conference['place'] or '全国'}政协"
    return whole if "工作委员会" in org else re.sub("(?:常委会|常务委员会)$", "", whole)


def international(org: str) -> bool:
    """Whether a body is one of several states: 联合国…, 非盟委员会."""
    return org.startswith(tuple(words("international.txt")))


#: Who serves the state itself, not the ministry named in front.
OF_THE_STATE = frozenset({"总参谋长", "总检察长", "首席大法官", "大法官"})


def abroad_alone(org: str) -> bool:
    """Whether a body is one of several states, or a state by its full name, which no other state owns."""
    return international(org) or org.endswith(("共和国", "王国", "合众国", "民国"))


#: Firms, banks and schools with a name of their own are no departments.
_NAMED = re.compile(r"[\u4e00-\u9fff]{2,10}(?:公司|银行|集团|大学|医院|出版社|报社|日报)")


def stands_alone(org: str) -> bool:
    """Whether a body without a place is one of its own: 国务院, 中央…, 国家…, 教育部, 建设银行…."""
    return (
        org.startswith(_alone())
        or _NAMED.match(org) is not None
        or abroad_alone(org)
        or bool(re.match(r"[一二三四五六七八九十]+届", org))
    )


#: An office of a place that no table has.
_PLACED = re.compile("[\u4e00-\u9fff]{1,4}[省市县区旗州](?:专署|行署|(?:人民)?政府|委(?!员)|人大|政协)")


def is_section(org: str) -> bool:
    """Whether a name is one of a section alone, whose body is not told: 研发部, 团委."""
    return _BARE_SECTION.fullmatch(org) is not None and not stands_alone(org)


def is_part(org: str) -> bool:
    """Whether a name is one of a department or a party group, which stands in a body: 办公室, 党委."""
    if _PLACED.match(org):
        return False  # 定县专署财政科
    return org in ("团委", "工会") or PART.fullmatch(org) is not None or PARTY_GROUP.fullmatch(org) is not None


#: What only prefectures have, behind their names; the committee of one that another post is in.
_PREFECTURE, _PREFECTURAL = re.compile("(.{2,8}?)地委"), re.compile("地委|(?:行署|专署|行政公署|专员公署)")


def prefectural(org: str) -> bool:
    """Whether a bare body is one that only prefectures have."""
    return _PREFECTURAL.match(org) is not None


def army(org: str) -> bool:
    """Whether a body is an army named by its seat, which tells of no province: 沈阳军区."""
    return re.search("[^省市区县](?:军区|部队|战区)", org) is not None


def prefecture(org: str, before: str | None) -> str | None:
    """The prefecture whose committee the post before names, of a bare 地委 or 行署: 内江地委农工部部长、|地委常委."""
    if before is None or not _PREFECTURAL.match(org) or (named := _PREFECTURE.match(before)) is None:
        return None
    return named[1] if org.startswith("地委") else f"{named[1]}地区"


#: A part of a body that is called by its kind: 部党组, 校党委.
_ITS_OWN = re.compile("(?P<kind>[部局厅校院厂行社])(?:党组|党委|机关党委|分党组|纪委|团委|工会|务委员会)$")


#: An office of a school, and what stands beside it.
_IN_SCHOOL = re.compile("(.{2,}(?:大学|学院|学校))(?:.{1,8}(?:处|部|办公室))")
_SCHOOL_OFFICE = re.compile("[\u4e00-\u9fff]{1,8}(?:处|部|学院|中心|图书馆)")


def whole(org: str, before: str | None) -> str | None:
    """The body that one named behind its post is a part of, which its own name does not tell."""
    if before and (school := _IN_SCHOOL.fullmatch(before)) and _SCHOOL_OFFICE.fullmatch(org):
        return school[1]  # 大学学生工作部部长、|学生处处长
    if before and (own := _ITS_OWN.match(org)) and own["kind"] in before:
        return before[: before.rfind(own["kind"])]  # 轻工业部副部长、|部党组成员
    if before and org in ("公司", "集团", "总公司") and before.endswith(org):
        return before[: -len(org)]  # 远山有限公司财务总监,公司|总工程师
    base = _BESIDE.sub("", before or "")
    if base != before and len(org) >= 4 and base.endswith(org) and base != org:
        return base[: -len(org)]  # 省干部培训中心纪委书记、|培训中心主任助理
    return assembly_of(org, before) or prefecture(org, before) or board_of(org, before)


def ministry(organization: str) -> bool:
    """Whether a body is one of the ministries and offices of the central state or party."""
    return national(organization) and organization.endswith(MINISTERIAL)


def national(organization: str) -> bool:
    """Whether a body is one of the whole state: 国务院, 中央…, 全国…, a ministry."""
    return organization.startswith(_alone())


#: Parts of ministries and bureaus.
_SECTION = re.compile(
    "[\u4e00-\u9fff]{1,4}[局司处科股室]|[\u4e00-\u9fff]{1,6}(?:[部办]|车间|中心|研究院|事业部)|[\u4e00-\u9fff]{0,6}分厂"
)
_BARE_SECTION = re.compile("[\u4e00-\u9fff]{1,4}(?:[部处科室股办]|中心|车间|分厂|事业部)|团委|工会")
#: What stands in a firm beside its sections.
_BESIDE = re.compile("(?:团委|工会|纪委|党委|党总支|党支部)$")
#: How short the name of a section may be: 办公室, 科技司.
_SHORTEST_SECTION = 3
#: A firm or house that tells of itself.
_ITSELF = frozenset({"公司", "本公司", "我公司", "集团", "本集团", "总公司", "本行", "本院", "本校", "本厂"})
#: Firms, works and institutes, whose sections are listed side by side.
WITH_SECTIONS = re.compile("(?:公司|集团|厂|矿|银行|医院|大学|学院|研究院|研究所|设计院|事务所)$")


def whole_of(organization: str, part: str) -> str | None:
    """The body that a part named with it belongs to, beside which another part stands: 计委燃料局, |综合局."""
    if not _SECTION.fullmatch(part) or part.endswith(("分局", "总局")):
        return None
    ends = range(len(organization) - _SHORTEST_SECTION, 1, -1)
    return next((organization[:end] for end in ends if is_body(organization[:end])), None)


def beside_section(organization: str, part: str) -> str | None:
    """The firm or institute of a section beside which another one stands: 远山机械厂技术科科长、|总工办主任."""
    if stands_alone(part) or part in words("generic_bodies.txt") or SCHOOL.search(organization):
        return None  # 水利系主任、|水工教研室主任
    base = _BESIDE.sub("", organization)
    if base != organization and WITH_SECTIONS.search(base):
        return base if _SECTION.fullmatch(part) else None  # 远山厂团委书记、|技术科科长
    if not _SECTION.fullmatch(part) or part.endswith(("分局", "总局")):
        return None
    wholes = (organization[:end] for end in range(len(organization) - 2, 1, -1))
    return next((w for w in wholes if WITH_SECTIONS.search(w) and (is_body(w) or w in _ITSELF)), None)


def plain(organization: str) -> str:
    """A body as the owner of another: without its party group, a term of a national body by its short name."""
    organization = PARTY_GROUP.sub("", organization) or organization
    organization = _REVOLUTIONARY.sub("", organization) or organization
    organization = _OF_CENTRE.sub("", organization)
    organization = _OF_FIRM.sub("", organization)
    if court := _COURT.match(organization):
        return court[0]
    return re.sub(
        r"^(?:政协第[一二三四五六七八九十]+届全国委员会|第?[一二三四五六七八九十]+届全国政协)$",
        "全国政协",
        organization,
    )


def committee_of(district: str) -> str:
    """The party committee of a division, as a reader would write it: 祁县县委, 榆次区委, 内蒙古自治区党委."""
    if district.endswith("自治区"):
        return f"{district}党委"
    if len(district) == 2:
        return f"{district}{district[-1]}委"
    return f"{district}委" if district[-1] in "省市县区州盟旗" else f"{district}党委"
