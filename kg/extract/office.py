"""A post with all that the text says of it: the record that :mod:`kg.extract.resolve` makes of each printed post."""

from __future__ import annotations

from dataclasses import dataclass

from kg import lazy_re as re
from kg.extract.owners import PARTY_GROUP
from kg.lexicon.divisions import gazetteer
from kg.mentions.bodies import country_letters
from kg.mentions.places import PlaceMention
from kg.mentions.posts import Post

#: Bodies that only prefectures have.
_OF_PREFECTURES = ("地委", "行署", "专署", "行政公署", "专员公署", "地区")
#: National bodies that have commissions and offices of their own.
ROOT = re.compile(r"全国人大常委会|全国人大|全国政协|国务院|最高人民法院|最高人民检察院|中共中央|中央军委|共青团中央")
COMMITTEE = re.compile(r".*?(?:省|市|区|县|州|盟|旗|镇|乡|地|中共[\u4e00-\u9fff]{2,8}?|党)委(?=员会|[^员]|$)(?:员会)?")
#: A firm's board, and whose posts are in it.
_BOARD = re.compile("(?:第?[一二三四五六七八九十]+届)?(?:董事[会局]|监事会|主席团|理事会)$")
_OF_BOARDS = frozenset(
    {"主席", "董事", "监事", "理事", "常务理事", "委员", "成员", "召集人", "理事长", "监事长", "董事长"}
)
_OF_PRESIDIA = frozenset({"主席", "委员", "成员", "执行主席", "常务主席"})
#: Duties in a party group or a branch, named by nothing else: 党支部书记、|宣传委员, not 党支部书记、|大队长.
_OF_PARTY_GROUPS = ("书记", "委员", "常委", "成员", "秘书", "干事", "秘书长")
#: Chiefs of firms, and what stands in a firm without them: 集团纪委书记甲,|总会计师乙.
_OF_FIRMS = frozenset(
    {"总会计师", "总工程师", "总经济师", "总法律顾问", "总经理", "总裁", "董事", "董事长", "监事会主席"}
)
#: Who heads the whole firm, and a section of one.
_HEADS_OF_FIRMS = frozenset(
    {"经理", "总经理", "总裁", "董事", "监事", "厂长", "矿长", "场长", "董事会秘书", "总经理助理", "总裁助理"}
    | {"厂长助理", "总会计师", "总工程师", "总经济师", "总法律顾问"}
)
SECTION_OF_FIRM = re.compile(
    "(.*?(?:公司|集团|(?<!分)厂|矿|酒店|饭店|商场|商店|农场|林场)(?![\u4e00-\u9fff]{0,12}(?:公司|集团)))"
    "[\u4e00-\u9fff]{0,6}(?:[部科室处办]|车间|中心|分厂|研究院|团委)"
)
_BESIDE_FIRMS = re.compile("(?:纪委|纪检监察组|纪检组|工会|团委)$")
_OWN_HEAD = frozenset("部局厅司处科股院所校站厂行社台馆团组会署系室")


@dataclass(frozen=True, slots=True)
class Office:
    """A post with all that the text says of it.

    ``title`` and ``organization`` are written as a reader would (西安市市长, 祁县人民政府); ``code`` and
    ``district`` name the lowest division that the body governs or belongs to, None for a national body;
    ``inferred`` tells that a part was taken from the context, ``owner`` the body that a department was
    put under.
    """

    post: Post
    title: str
    organization: str | None
    code: str | None
    district: str | None
    inferred: bool
    place: PlaceMention | None = None
    owner: str | None = None

    @property
    def state(self) -> str:
        """The state as the title prints it: that of 沙特王储兼|首相 is 沙特."""
        name = self.place.parts[-1].surface if self.place is not None and len(self.place.parts) == 1 else ""
        return name if name and (self.district or "").startswith(name) else self.district or ""

    @property
    def seat(self) -> bool:
        """Whether it is a seat in an assembly, whose body has nothing to do with the holder's next post: 全国人大代表、
        大寨党总支书记.
        """
        name = self.post.duty.name
        return name == "代表" or (name in ("委员", "常委") and "政协" in (self.organization or ""))


def prefecture_of(post: Post) -> tuple[str | None, str] | None:
    """Code and name of the prefecture whose committee or office is printed with a city's name: 榆次|地委书记 is one of
    榆次地区; the code is None where no table has it.
    """
    if post.place is None:
        return None
    last = post.place.parts[-1]
    if not post.org.partition(last.surface)[2].startswith(_OF_PREFECTURES):
        return None
    name = f"{last.surface}地区"
    found = gazetteer().by_name(name)
    if not last.short and not (found and last.surface.endswith("县")):
        return None  # 忻县|地委 is one of 忻县地区
    return (found[0].code if found else None, name)


def same_body(post: Post, before: Office) -> str:
    """The body of a bare duty that follows another post: 建设部党组书记、副部长 is 建设部."""
    organization = before.organization or ""
    head = post.duty.name
    if head in ("检察员", "审判员"):
        organization = re.sub(r"(?:审判|检察)委员会$", "", organization)
        root = ROOT.match(organization)
        return before.owner or (root[0] if root else organization)
    if head in _HEADS_OF_FIRMS and (section := SECTION_OF_FIRM.fullmatch(organization)):
        return section[1]  # 远山公司办公室主任、|副经理, 远山厂分厂厂长、|副厂长
    if head.endswith(("长", "长助理")) and head[0] in _OWN_HEAD:
        cut = organization.rfind(head[0])
        if cut > 0:
            return organization[: cut + 1]
    board = _BOARD.search(organization)
    if board and head not in (_OF_PRESIDIA if board[0].endswith("主席团") else _OF_BOARDS):
        organization = organization[: board.start()]  # 公司董事局主席兼|首席执行官
    if head in ("常委", "委员", "副书记", "书记") and PARTY_GROUP.search(organization):
        return organization
    committee = COMMITTEE.match(organization)
    if head in ("书记", "常委") or (head == "秘书长" and committee):
        if committee and before.district and not organization.endswith(("党委", "工委", "党组")):
            return committee[0]
        if head == "书记" and PARTY_GROUP.search(organization):
            return organization
    firms = head.endswith("总监") or head.startswith("首席")
    if firms and (section := SECTION_OF_FIRM.fullmatch(organization)):
        organization = section[1]
    if head in _OF_FIRMS:
        organization = _BESIDE_FIRMS.sub("", organization) or organization
    return PARTY_GROUP.sub("", organization) or (organization if head in _OF_PARTY_GROUPS else "")


def of_letter(post: Post) -> Office | None:
    """A post of a state by its short form: 俄|外长, 越|共中央总书记, 中非|总统, 以|军总参谋长."""
    letters, rest = country_letters(), post.org[1:]
    whole = len(post.org) == 1 or post.org in letters
    if not (whole or rest in ("国防部", "外交部", "军") or rest.startswith("共中央")):
        return None
    title, code = post.org + post.role, letters.get(post.org) or letters.get(post.org[0])
    if code is None:
        return Office(post, title, post.org, None, None, False)
    country = gazetteer()[code].name
    organization = country if whole else post.org if rest == "军" else country + rest
    return Office(post, title, organization, code, country, False)
