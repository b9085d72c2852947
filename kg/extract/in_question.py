"""Finds the body that a bare title means: the one of its kind that the text named last.

Shadow, places and a position in, where the body stands out.  祁县水利局昨天开会。局长甲说: the bureau.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg import lazy_re as re
from kg.lexicon.divisions import gazetteer
from kg.lexicon.tables import rows
from kg.mentions.bodies import LEVEL, BodyFinder, country_at, is_body
from kg.mentions.places import PlaceMention
from kg.mentions.posts import Post
from kg.model import Span

#: How far back, in characters, the body may stand.
_REACH = 400
#: The least length of the name of a body that is one of its own.
_LEAST = 4

#: What may part a state from its president; bodies that first secretaries lead.
_NEWLY = re.compile("(?:新?当选的?|新任|候任|现任|时任|前任?)$")
_LED = re.compile("委|党|书记处|支部|共青团")
#: Whoever heads lists of a body's members beside its chair.
_SEATS = ("秘书长", "常委", "常务委员", "委员", "理事", "常务理事")
_TERM = re.compile(r"(?:新一?届|一届|本届|第?[一二三四五六七八九十]+届)")
#: Whoever takes a title in front of it, and how far back, in characters, that may begin.
_BY = re.compile(r"由[^,。;:!?\n由]{2,40}?(?:兼任|担任|任)$|以[^,。;:!?\n以]{2,44}?(?P<led>为)$")
_BY_REACH = 48
#: A line that names a body whose members are listed below it, and what those are called.
_HEADING = re.compile(
    r"(?<![^\n])(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))? *(?P<body>[\u4e00-\u9fff]{4,40}?)"
    r"(?:第[一二三四五六七八九十]+届)?(?:组成人员|领导成员|领导班子|领导人员|成员|人员|名单)*"
    r"(?: ?\([^()\n]{2,40}\))? *:?(?=\n)"
)
#: A sentence that tells of a body's members, who follow behind its colon: 任命了某委员会组成人员。他们是:|主任甲.
_MEMBERS = re.compile(
    r"(?:任命|选举|产生|通过|公布|调整|充实|明确)了?(?:新一届|第[一二三四五六七八九十]+[届任])?(?P<body>[\u4e00-\u9fff]{4,40}?)"
    r"(?:组成人员|领导成员|领导班子|成员)[^。:\n]{0,16}(?:。(?:他们|名单|组成人员|成员)[^。:\n]{0,8})?:"
)
_MEMBERS_REACH = 160
#: Assemblies, whose lists :mod:`kg.extract.assemblies` reads.
_ASSEMBLY = re.compile("政协|共产党|中共|(?:人大|代表大会|常委会|常务委员会|全国委员会)$")
_OF_BOARDS = frozenset(
    {"主任委员", "委员", "主任", "组长", "成员", "总指挥", "顾问", "理事", "监事", "秘书长", "召集人"}
)
#: Who chairs what an association elects, and what such bodies end with.
_CHAIRS, _PRESIDIA = frozenset({"主席", "会长", "理事长", "监事长"}), ("主席团", "理事会", "监事会", "董事会")
#: What parts the body somebody works in from his posts there, and how long it is at most, in characters.
_WORKED = re.compile(
    r"(?:(?:参加)?(?:工作|任职|供职|挂职(?:锻炼)?)(?:至今)?[,;](?:先后)?(?:历任|任|担任|曾任|曾担任|做过?|当过?)"
    r"|(?<=[院校所局厂站馆中心司团行社部会台学矿场庭处村])(?:担任|出任|兼任|挂任|挂职任|挂职担任|挂职|任|当|做))$"
)
_WORKED_REACH = 16
#: The same behind going there: 调入远山水利局,历任|处长.
_ENTERED = re.compile(
    r"(?:创立|创办|加入|入职|就职于|任职于|供职于|受聘于|调入|调到|调至|调回|分配到|分配至|分到|转到|转入|进入|进|回到|来到)(?P<body>[\u4e00-\u9fff]{3,24})[,;](?:先后)?"
    r"(?:历任|任|担任|曾任|曾担任|做过?|当过?)$"
)
#: The same in one clause: 先后在远山设计院|任|工程师.
_AT = re.compile(
    r"(?:(?<=[调转])[到至回往]|转业(?:到|至)|分配(?:到|至)|创立|创办|成立|组建|创建|在)(?P<body>[\u4e00-\u9fff]{3,24}?)(?:并|并自|自)?(?:担任|历任|任)$"
)
#: Bodies that are made for a task and headed by officials of others.
_TASKS = "(?:小组|委员会|指挥部|专班|工作组|代表团|调查组|调研组|督查组|督导组|考察团|检查组|筹委会|组委会|联席会议)"
_HEADED_BODY, _HEADED = re.compile(f"{_TASKS}$"), re.compile(rf"的(?P<body>[\u4e00-\u9fff]{{2,20}}?{_TASKS})")


#: A body named again by its kind: 该校校长甲, 该院|骨科主任乙; what the names end with that the kind stands for.
_THAT = re.compile(
    r"(?:该(?P<firm>集团公司|总公司|公司|集团)|(?:该|本)(?P<kind>银行|大学|学院|学校|中学|小学|医院|法院|检察院|研究[院所]|协会|学会|商会|中心|基金会|机构|俱乐部"
    r"|合作社|[校院局厂所社厅馆矿站台行会关]))$|该(?P<inside>[校院局厂所社厅馆矿站台行会关])"
)
_THAT_KINDS: Mapping[str, str] = {
    "校": "大学|党校|中学|小学|学校|学院|[一二三四五六七八九十]中",
    "院": "学院|医院|法院|检察院|研究院|科学院|设计院|卫生院|画院|剧院",
    "行": "银行|央行|分行|支行",
    "会": "协会|学会|商会|联合会|联谊会|促进会|研究会|红十字会|基金会|委员会",
    "关": "海关",
    "机构": "俱乐部|协会|学会|商会|基金会|研究院|研究所|研究中心|智库|联盟|论坛|促进会",
    "集团公司": "公司|集团",
    "总公司": "公司|集团",
    "公司": "公司|集团",
    "集团": "公司|集团",
    "学校": "大学|党校|中学|小学|学校|学院|[一二三四五六七八九十]中",
    "研究所": "研究所|研究院",
    "研究院": "研究所|研究院",
}


@cache
def _kinds() -> Mapping[str, re.Pattern[str]]:
    """What the names of the bodies end with that a bare title belongs to."""
    titles = {row["title"]: "|".join(row["bodies"].split()) for row in rows("titled_bodies.tsv")}
    return {title: re.compile(rf"(?:{ends})(?!长|党(?!委|组|总支|支部)|团(?!委)|员)") for title, ends in titles.items()}


@cache
def _conference() -> re.Pattern[str]:
    return re.compile("政协")


def body_in_question(finder: BodyFinder, post: Post) -> tuple[Span, PlaceMention | None, str] | None:
    """Where the body stands that a bare title means, its place, and the level of a bare 县妇联; None if none is named.

    A title at the head of a clause or behind 当选为 means the body of its kind that the text named last.
    """
    shadow, at = finder.shadow, post.span.start
    if (stated := _stated(finder, post)) is not None:
        return stated
    kind = _kinds().get(post.duty.name)
    if kind is None and post.duty.name in _SEATS and shadow[max(0, at - 8) : at].rstrip(" ").endswith("\n"):
        kind = _kinds()["主席"]
    if kind is None and post.duty.name in ("常委", "委员") and "\u4e00" <= shadow[at - 1 : at] <= "\u9fff":
        kind = _conference()  # 周砚秋常委建议
    if kind is None:
        return None
    return _named(finder, kind, at)


def _named(
    finder: BodyFinder, kind: re.Pattern[str], at: int, *, last: bool = True
) -> tuple[Span, PlaceMention | None, str] | None:
    """The last or first body in front of ``at`` whose name ends as one of a kind: where it stands, its place, its
    level."""
    shadow = finder.shadow
    found = list(kind.finditer(shadow, max(0, at - _REACH), at))
    for match in reversed(found) if last else found:
        start, place = finder.find(finder.left_edge(match.end(), 0), match.end())
        if term := _TERM.match(shadow, start, match.end()):
            start = term.end()  # 新一届|县妇联
        name = shadow[start : match.end()]
        level = LEVEL.match(name)
        if len(name) > len(level[0]) + 1 if level and place is None else len(name) >= _LEAST:
            return Span(start, match.end()), place, level[1] if level and place is None else ""
    return None


def body_above(finder: BodyFinder, post: Post) -> tuple[Span, PlaceMention | None, str] | None:
    """The body that a line of its own names above the list of its members: 县人大法制委员会 换行 主任委员:甲."""
    shadow, at = finder.shadow, post.span.start
    if post.duty.name in _OF_BOARDS and (told := _told_members(finder, at)) is not None:
        return told
    line = shadow.rfind("\n", 0, at)
    if line < 0 or shadow[line + 1 : at].strip() or post.duty.name not in _OF_BOARDS | _CHAIRS:
        return None
    for match in reversed(list(_HEADING.finditer(shadow, max(0, line - _REACH), line + 1))):
        low, end = match.span("body")
        if "。" in shadow[end:at]:
            return None
        if post.duty.name in _CHAIRS and not shadow.endswith(_PRESIDIA, low, end):
            return None
        start, place = finder.find(low, end)
        level = LEVEL.match(shadow, start, end)
        if start == low and is_body(shadow[low:end]) and not _ASSEMBLY.search(shadow, low, end):
            return Span(start, end), place, level[1] if level and place is None else ""
    return None


def _told_members(finder: BodyFinder, at: int) -> tuple[Span, PlaceMention | None, str] | None:
    """The body whose members the sentence lists behind a colon."""
    shadow = finder.shadow
    found = list(_MEMBERS.finditer(shadow, max(0, at - _MEMBERS_REACH), at))
    if not found or "。" in shadow[found[-1].end() : at] or "\n" in shadow[found[-1].end() : at]:
        return None
    low, end = found[-1].span("body")
    start, place = finder.find(low, end)
    if start != low or not is_body(shadow[low:end]) or _ASSEMBLY.search(shadow, low, end):
        return None
    return Span(start, end), place, ""


def _stated(finder: BodyFinder, post: Post) -> tuple[Span, PlaceMention | None, str] | None:
    """The body that is headed by whoever takes a title: 领导小组|由县长甲任|组长, 由甲任|组长|的领导小组,
    以甲为|团长|的代表团.
    """
    by = _BY.search(finder.shadow, max(0, post.span.start - _BY_REACH), post.span.start)
    if by is None:
        return None
    behind = _HEADED.match(finder.shadow, post.span.end)
    if by["led"] and behind is None:
        return None
    low, end = (behind.start("body"), behind.end()) if behind else (0, by.start())
    start, place = finder.find(finder.left_edge(end, low), end)
    name = finder.shadow[start:end]
    level = LEVEL.match(name)
    if len(name) < _LEAST or not _HEADED_BODY.search(name):
        return None
    return Span(start, end), place, level[1] if level and place is None else ""


def in_body(post: Post, shadow: str, span: Span, place: PlaceMention | None, level: str) -> Post:
    """A post with a body that stands elsewhere in the text: its span, its place and the level of a bare 县妇联."""
    org = shadow[span.start : span.end]
    inside = place is not None and place.span.start == span.start
    body = org[len(place.span) :] if inside and place is not None else org[len(level) :]
    return replace(post, org=org, place=place, level=level, body=body)


def worked_in(finder: BodyFinder, post: Post) -> tuple[Span, PlaceMention | None, str] | None:
    """Where the body stands that somebody goes to work in before he holds posts in it: 进入远山机床厂工作,历任|科长."""
    at = post.span.start
    found = _WORKED.search(finder.shadow, max(0, at - _WORKED_REACH), at)
    inside = None if found or post.org else _AT.search(finder.shadow, max(0, at - _WORKED_REACH - 12), at)
    inside = inside or (None if found else _ENTERED.search(finder.shadow, max(0, at - _WORKED_REACH - 20), at))
    if inside and is_body(inside["body"]):
        low, end = inside.span("body")
    elif found is not None:
        low, end = 0, found.start()
    else:
        return None
    start, place = finder.find(finder.left_edge(end, low), end)
    name = finder.shadow[start:end]
    level = LEVEL.match(name)
    if len(name) < 3:
        return None
    return Span(start, end), place, level[1] if level and place is None else ""


#: A session of an assembly by its numbers: 十四届全国人大一次会议, 政协祁县第十届委员会第一次会议.
_SESSION = re.compile(
    r"(?:第?[一二三四五六七八九十百]+届(?:全国)?[省市县区州旗镇乡]?(?:人大|人民代表大会|人代会|政协)"
    r"|(?:全国|[省市县区州旗])?(?:人大|人民代表大会|政协)第?[一二三四五六七八九十百]+届(?:全国)?(?:委员会)?)第?[一二三四五六七八九十]+次会议"
)
#: What a session has, of which the text has said which it is: (大会)主席团|常务主席, 大会|副秘书长.
_OF_SESSION = {"大会主席团": "主席团", "主席团": "主席团", "大会": ""}


def in_session(finder: BodyFinder, post: Post) -> Post | None:
    """A post in the presidium or the secretariat of the session that the text named last."""
    if post.org not in _OF_SESSION:
        return None
    named = list(_SESSION.finditer(finder.shadow, 0, post.span.start))
    if not named:
        return None
    start = named[-1].start()
    place = next(iter(finder.ending_at(start)), None)
    first = place.span.start if place is not None else start
    body = finder.shadow[start : named[-1].end()] + _OF_SESSION[post.org]
    return replace(post, org=finder.shadow[first:start] + body, place=place, body=body)


def that_body(finder: BodyFinder, post: Post) -> tuple[Span, PlaceMention | None, str] | None:
    """Where the body was named last that a kind names again in front of a post: 该校|校长, 该院|骨科主任."""
    shadow, at = finder.shadow, post.span.start
    that = _THAT.search(shadow, max(0, at - 6), at) or _THAT.match(shadow, at)
    if that is None:
        return None
    return _named(finder, _of_that_kind(that["firm"] or that["kind"] or that["inside"]), that.start())


#: A part of the body that the text is about: 校|党委, 集团|党委.
_OWN = re.compile(
    r"(?:本|全)?(?P<kind>校|集团公司|总公司|集团|公司)(?P<part>(?:党委|党组|纪委|团委|董事会|监事会)(?:[\u4e00-\u9fff]{2,4}[部室])?|工会)"
)

_WHOLES = {
    kind: re.compile(rf"(?:{ends})(?!长|党|团|员)")
    for kind, ends in {"校": _THAT_KINDS["校"].replace("|学院", ""), "团": "公司|集团", "司": "公司|集团"}.items()
}


def own_part(finder: BodyFinder, post: Post) -> tuple[Post, tuple[Span, PlaceMention | None, str]] | None:
    """A post in a part of the school or firm that the text is about, the first one named: the post in the part alone,
    and where the whole stands: 校党委|书记."""
    own = _OWN.fullmatch(post.org) if post.place is None else None
    found = _named(finder, _WHOLES[own["kind"][-1]], post.span.start, last=False) if own else None
    return (replace(post, org=own["part"], body=own["part"], level=""), found) if own and found else None


@cache
def _of_that_kind(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_THAT_KINDS.get(kind, kind)})(?!长|党|团|员)")


def state_in_front(shadow: str, places: Sequence[PlaceMention], at: int) -> tuple[str, str] | None:
    """Code and name of the state in front of a president at ``at`` who is new or past: 古巴新当选的|国家主席."""
    marked = _NEWLY.search(shadow, max(0, at - 8), at)
    end = marked.start() if marked else -1
    place = next((place for place in places if place.span.end == end), None)
    code = country_at(place) if place is not None else None
    return (code, gazetteer()[code].name) if code is not None else None


def leads(organization: str | None) -> bool:
    """Whether a body is one that first secretaries lead."""
    return organization is not None and _LED.search(organization) is not None
