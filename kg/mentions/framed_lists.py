"""Finds the people that an appointment, election or removal names: what stands between it and the post is a name.

Shadow and posts in, :class:`Name` out.  任命于平安为…, 选举甲、乙、丙等62人为…, a line 甲的…职务 below 免去: there even
what is a common word elsewhere is a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from kg import lazy_re as re
from kg.lexicon.tables import words
from kg.mentions.name_at import composed_name
from kg.mentions.names import Name, surnames, written_by_sound
from kg.mentions.posts import Post

#: How far before a post its list of people may start, in characters.
_REACH = 3000
#: How far before a line the act may stand that it belongs to.
_ACT_REACH = 600
_ACT = re.compile("任命|选举|免去|解除|增补|增选|补选|推选|聘任|撤销|罢免|决定|接受|任免|当选|推举|选出|通过|批准")
_OPENED = re.compile(
    r"(?:任命|选举|免去|解除|增补|增选|补选|推选|聘任|撤销|罢免|推举|选出|聘请|委任|聘(?![任请用书]))(?:了|:)?\s?"
)
#: What is taken from somebody right behind the post.
_LAID_DOWN = re.compile("的?(?:职务|资格)")
#: What joins the people of an act to their post; characters with which 任 makes another verb or a noun.
_LINKS, _VERBS_OF_OFFICE = (
    ("为", "的", "任"),
    frozenset("担兼出现曾历原继接连调升改转就离卸责主时新前首委信专留拟胜上赴一二三四五六七八九十两几每本下届"),
)
_BOUNDS = "\n。;,:"
_END = re.compile(r"等[\d一二两三四五六七八九十百几多]*[名位]?(?:人|同志)?$")
#: How people are addressed in lists.
_CALLED = ("同志", "老汉", "老人", "先生", "女士", "大妈", "大嫂", "大爷")
_ITEM = re.compile(
    r"\s*(?P<name>[\u3400-\u9fff○·]+(?: +[\u3400-\u9fff○]{1,3})?)(?: ?(?P<note>\([^()\n]{1,24}\)))?(?:同志)?\s*"
)
_RESIGNING = re.compile(
    r"(?:接受了?|同意了?|批准了?|关于)(?::\s*)?(?P<name>[\u4e00-\u9fff·]{2,12}?)(?:同志)?(?:因[^,。\n]{1,16})?(?:提出的?)?(?:请求|申请|要求)?辞(?:去|职)"
)
#: A row that a number, a heading (组长:) or a margin opens, and the cells between its name and its post.
_CELL = (
    r"(?:[男女]|[\u4e00-\u9fff]{1,5}族|(?:19|20)\d\d[年./-]\d{0,2}月?|(?:中共)?党员"
    r"|(?:(?:省委|中央|市委|区委)党校|大学|本科|研究生|大专|中专|高中|初中|硕士|博士|在职)[\u4e00-\u9fff]{0,6})"
)
_ROW = re.compile(
    rf"(?:^|(?<=\n))(?: *\d{{1,3}}[ .、]+|[\u4e00-\u9fff][\u4e00-\u9fff ]{{1,10}}: *|  +)"
    rf"(?P<name>[\u4e00-\u9fff] *[\u4e00-\u9fff](?: ?[\u4e00-\u9fff]){{0,2}}) +(?:{_CELL} +){{0,8}}"
)
#: A list of two and more items behind a post that heads it.
_LISTED = re.compile(
    r"(?: ?\([^()\n]{0,20}\))?(?: ?:(?: ?\([^()\n]{2,40}\))?|包括|分别[是为有])[ \n]*"
    r"(?P<names>[^,。;:\n]{2,12}(?:、(?:\n *)?[^,。;:、\n]{2,20})+)(?=[,。;\n]|$)"
)
#: What heads a list of who is in a body.
_ROLL = re.compile("名单|组成人员|领导班子|领导机构")
#: People named right before an office of a bare level, whose name would take theirs in: 免去|甲、乙|县公安局副局长职务.
_BEFORE_LEVEL = re.compile(
    r"(?:免去|撤销|罢免|解除|免除)"
    r"(?:(?:[\u4e00-\u9fff]{2,4}(?: ?\([^()\n]{1,8}\))?、)*(?P<last>[\u4e00-\u9fff]{2,3}?))(?:同志)?"
    r"(?=[省市区县镇乡](?!长)[\u4e00-\u9fff]{1,16}?(?:[局委办院处站所队部]|办公室|中心|政府|常委会))"
)
#: Several who are not named: 选举|三人|为.
_NUMBER = re.compile("[一二三四五六七八九十两几多数\\d].?[人名位个]|人$|们$")
#: From this frequency on a family name may open a name that is a common word too.
_COMMON = 20.0


def named_by_acts(shadow: str, posts: Sequence[Post]) -> Iterator[Name]:
    """The people whom appointments, removals, resignations and tables of posts name."""
    yield from _framed_before_posts(shadow, posts)
    yield from _resigning(shadow)
    yield from _in_rows(shadow, posts)
    yield from _headed(shadow, posts)


def removed_before_levels(shadow: str) -> Iterator[int]:
    """Where a removal's names end in front of an office of a bare level, which no name of a body reaches across."""
    for match in _BEFORE_LEVEL.finditer(shadow):
        if surnames().get(match["last"][0], 0.0) >= _COMMON or match["last"][:2] in surnames():
            yield match.end()


def _framed_before_posts(shadow: str, posts: Sequence[Post]) -> Iterator[Name]:
    """The people whom an act names right before a post and 为, 任 or 的, in text order."""
    starts = {post.span.start for post in posts}
    before = 0
    for post in posts:
        end, last, before = post.span.start - 1, before, post.span.end
        link = shadow[max(0, end) : post.span.start]
        link = "" if link == "任" and shadow[end - 1] in _VERBS_OF_OFFICE else link
        if end < 2 or (link not in _LINKS and not _LAID_DOWN.match(shadow, post.span.end)):
            continue
        end += link not in _LINKS  # 撤销甲、乙|县政协委员资格
        end -= 2 if link == "为" and shadow.endswith("当选", 0, end) else 0
        start, opened = _opening(shadow, end)
        if link == "为" and start < last < end and shadow[last] == "、" and _act_before(shadow, start + 2):
            start, opened = last + 1, True  # 任命甲为局长、|乙|为副局长
        if not opened and (
            (link not in ("为", "任") and shadow[start - 1 : start] not in ("\n", "")) or not _act_before(shadow, start)
        ):
            continue
        for name in _names(shadow, start, end, opened=opened):
            if starts.isdisjoint(range(name.start, name.end)):
                yield name  # not 任命|北方舰队前司令哈米德·莫伊谢夫


def _resigning(shadow: str) -> Iterator[Name]:
    """The people whose resignation an assembly accepts: 接受|申跃进|辞去…."""
    for match in _RESIGNING.finditer(shadow):
        if _may_be(shadow, match.start("name"), match["name"], noted=False, opened=True):
            yield Name(*match.span("name"), match["name"], 5.5)


def _in_rows(shadow: str, posts: Sequence[Post]) -> Iterator[Name]:
    """The people of numbered rows in front of their posts: 3 常 青 寿阳县副县长."""
    if " " not in shadow:
        return  # the usual case, for less than the search
    starts = {post.span.start for post in posts}
    for match in _ROW.finditer(shadow):
        name = "".join(match["name"].split())
        if match.end() in starts and _may_be(shadow, match.start("name"), name, noted=False, opened=True):
            yield Name(*match.span("name"), name, 5.5)


def _headed(shadow: str, posts: Sequence[Post]) -> Iterator[Name]:
    """The people of a list that a post and a colon head, whatever their names mean elsewhere: 副秘书长:齐心、乔木;."""
    for post in posts:
        listed = _LISTED.match(shadow, post.span.end)
        if listed is None or not (_act_before(shadow, post.span.start) or _rolled(shadow, post.span.start)):
            continue
        start, end = listed.span("names")
        if (names := _names(shadow, start, end, opened=True)) and len(names) > 1:
            yield from names


def _opening(shadow: str, end: int) -> tuple[int, bool]:
    """Where the list of people that ends at ``end`` starts, and whether a verb such as 任命 opens it."""
    low = max(0, end - _REACH)
    start = max(low, *(shadow.rfind(mark, low, end) + 1 for mark in _BOUNDS))
    while start and shadow[start - 1] == "," and _inside_note(shadow, start, end):
        start = max(low, *(shadow.rfind(mark, low, start - 1) + 1 for mark in _BOUNDS))
    verbs = list(_OPENED.finditer(shadow, max(0, start - 4), end))
    return (verbs[-1].end(), True) if verbs and verbs[-1].end() >= start else (start, False)


def _inside_note(shadow: str, start: int, end: int) -> bool:
    """Whether a comma before ``start`` stands in a note: 甲(女,藏族)."""
    closing, opening = shadow.find(")", start, end), shadow.find("(", start, end)
    return closing >= 0 and (opening < 0 or closing < opening)


def _act_before(shadow: str, start: int) -> bool:
    return _ACT.search(shadow, max(0, start - _ACT_REACH), start) is not None


def _rolled(shadow: str, start: int) -> bool:
    return _ROLL.search(shadow, max(0, start - _ACT_REACH), start) is not None


def _names(shadow: str, start: int, end: int, *, opened: bool) -> list[Name]:
    """The names of a list; none where something in it is none."""
    if open_end := _END.search(shadow, start, end):
        end = open_end.start()
    found: list[Name] = []
    at = start
    while at < end:
        item = _ITEM.match(shadow, at, end)
        if item is None or (item.end() < end and shadow[item.end()] not in "、和"):
            return []
        text = item["name"].replace(" ", "")
        called = 2 * (len(text) > 3 and text.endswith(_CALLED))
        text = text[: len(text) - called]
        if not _may_be(shadow, item.start("name"), text, noted=bool(item["note"]), opened=opened):
            return []
        last = item.end("name") - called
        found.append(Name(item.start("name"), last, text, 5.5))
        at = item.end() + 1
    plain = [name for name in found if name.text not in words("words.txt")]
    return found if opened or plain else []


def _may_be(shadow: str, start: int, text: str, *, noted: bool, opened: bool) -> bool:
    if "·" in text:
        return len(text) < 16
    if _NUMBER.search(text):
        return False
    family = max(surnames().get(text[:1], 0.0), surnames().get(text[:2], 0.0) and _COMMON)
    sized = 2 <= len(text) <= 3 or (len(text) == 4 and text[:2] in surnames())
    if sized and family >= (_COMMON if text in words("words.txt") else 0.1) and not _refused().search(text):
        return True
    if sized and _unheard_of(text, opened=opened):
        return True
    made = composed_name(shadow, start)
    return bool(made and made.text == text) or (len(text) < 9 and (written_by_sound(text) or noted))


def _unheard_of(text: str, *, opened: bool) -> bool:
    """Whether what stands between an act and a post is a name though no table has its family: 任命|早春雷|为."""
    known = words("words.txt")
    if text in known or _refused().search(text) or (set(text) - set("地" * opened)) & words("not_in_names.txt"):
        return False
    return opened or text[:2] not in known


@cache
def _refused() -> re.Pattern[str]:
    """Words that stand where names do: 全会选举产生的…, 会议通过的…."""
    return re.compile(
        "拟|提名|现任|(?<=.)曾|^曾[任经担是获在为于被有]|产生|通过|会议|大会|全会|本人|其中|同意|提请|以下|下列|名单|候选|为了|[的了为其他她]"
    )
