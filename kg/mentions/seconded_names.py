"""Finds those who are sent on secondment, where only a list or a form of address shows that they are named.

Shadow and posts in, :class:`Name` out.  甲、乙、丙三名同志到某县挂职: the number says how many names stand there;
甲同志挂任…, 公司|甲|2021年来到…, 到某县挂职的有甲、乙.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import lazy_re as re
from kg.lexicon.divisions import gazetteer
from kg.lexicon.tables import words
from kg.mentions.bodies import is_body
from kg.mentions.name_checks import credible
from kg.mentions.names import Name, is_name, surnames, transliterated
from kg.mentions.posts import Post
from kg.text.numbers import value

_CUE = re.compile("挂职|挂任|选派|派驻|派往|派到|下派|委派|援派|援[藏疆青]|对口支援|帮扶|支教|驻村|服务团|锻炼")
#: What closes a list: the number of those in it, 甲、乙、丙|三名同志, or what each of them does: |分别到….
_COUNTED = re.compile(
    r"(?:一行|(?P<rest>等))?(?P<number>[两二三四五六七八九十\d]+)[名位任]?"
    r"(?:同志|(?:优秀|年轻|挂职|援[藏疆青])*(?:干部|教师|医生|专家|老师|党员|博士|法官|检察官|副?研究员|副?教授|工程师|民警|律师|护士|人(?![才员民次大口]))(?:人才)?)"
)
_EACH = re.compile(
    r"(?:等)?(?:同志)?,?(?:将|已|被|现|均)?(?:分别(?:来到|奔赴|到|赴|在|前往|挂|派|任|担任|被)|(?:携手|一起|一同|双双|共同|结伴)(?:来到|到|赴|奔赴|前往))"
)
#: Where a list starts at the latest, and how long it is at most.
_OPENS, _LIST_REACH = re.compile(r"[,。;:!?\n“”](?![^()\n]*\))"), 240
_TOGETHER = re.compile(
    r"(?:等)?(?:同志)?(?:先后|相继|陆续)?(?:抵[^,。;:!?\n“”]{1,6}?报到|(?:(?<![来派调回去走得受])到|(?<![奔派分])赴|来到|前往|奔赴|结束了?在)[^,。;:!?\n“”]{2,20}?(?:挂职|挂任))"
)
_THOSE = re.compile(
    r"(?:挂职|锻炼|支教|驻村|帮扶)的(?:同志|干部)?(?:有|包括|是|分别[是为]):?"
    r"(?P<names>[^,。;:!?\n“”()、]{2,12}(?:(?:\([^()\n]{1,24}\))?[、和][^,。;:!?\n“”()、]{2,12})*)(?=[,。;\n(]|$|等|\d|[两二三四五六七八九十]+[名位人])"
)
#: Lines below the head of a list: 中国证监会:|甲(乙县财政局).
_HEADED = re.compile("挂职[^。\n]{0,12}(?:名单|人员|安排|去向|情况|单位)(?:公布|公示|通知)?(?:如下)?:?\n")
_LINE = re.compile(
    r"(?<=\n)(?:[\d一二三四五六七八九十]{1,3}[.、)])?[^\n:,。;()]{2,20}: ?"
    r"(?P<names>[\u4e00-\u9fff·]{2,12}(?:(?: ?\([^()\n]{1,30}\))?[、 ][\u4e00-\u9fff·]{2,12})*)(?=[;。\n(]|$| \()"
)
_LINES_REACH = 600
_NOTED = re.compile(r" ?\([^()\n]{1,30}\)$")
_JOINT = re.compile(r"(?: ?\([^()\n]{1,30}\))?[、和与 ]")
#: Somebody by his form of address, and somebody whose name a date parts from where he comes to.
_ADDRESSED = re.compile(
    "(?:同志|博士|(?<!副)教授|副教授|老师|研究员|医生)(?=(?:已|将|即将|现)?(?:挂|到|赴|在|前往|去|来|被|自|于|从|由|作为|同|担任|任|援))(?<=[\u4e00-\u9fff]{5})"
)
_DATED = re.compile(
    r"(?=(?:于|自|从|在)?(?:(?:19|20)\d\d年|\d{1,2}月|今年|去年|前年)[^。;:!?\n“”]{0,16}?(?:到|赴|来到|前往|被|受|经|随|作为|挂|主动|报名))(?<=[\u4e00-\u9fff]{4})"
)
#: Somebody whose place on secondment is told behind him: 甲,某学院,|挂职单位:….
_POSTED = re.compile(
    r"(?=(?: ?\([^()\n]{1,30}\))?(?:[, ][^,。;: \n]{2,16}){0,2}[,。; ]{1,2}挂职(?:单位|地点|地区|去向|地)[:为是])"
    r"(?<=[\u4e00-\u9fff]{2})"
)
#: What may stand in front of a list of those who are sent, and in front of one of them.
_SENDS = re.compile(
    "[^、和与(]{0,24}(?:选派|委派|指派|下派|派出|派遣|欢送|推荐|安排|选送|同意|批准|决定|(?<![选委指下调])派(?![出遣到往驻]))(?:了|的)?"
)
#: Somebody in front of the verb of going, behind what he is: 检察官助理|甲|到某院挂职.
_GOES = re.compile(
    r"(?=(?:(?<![来派调回去走])到|(?<![奔派分])赴|来到|前往|走进|奔赴|在)[^。,;:!?\n“”]{2,24}?(?:挂职|挂任|报到,|担任|任(?![期务意何职命])))(?<=[\u4e00-\u9fff]{4})"
)
#: Somebody in front of what whoever leaves for a while does.
_LEAVES = re.compile(
    "(?=背着|背起|背上|带着|告别|怀着|怀揣|肩负|主动请缨|主动报名|主动申请|主动要求|只身|孤身|毅然|辞别|欣然|积极响应|响应组织|响应号召|服从组织|走马上任|挂职|挂任|被[^,。;:\n]{0,12}?(?:选派|派驻|下派|委派|指派|援派|派到|派往|派遣))(?<=[\u4e00-\u9fff]{2})"
)
#: Somebody behind his body and in front of the post that he takes: 国家统计局|沈若川|任某镇副镇长.
_TAKES = re.compile(r",?(?:将|拟|已)?(?:分别)?(?:挂任|挂职担?任|出任|担任|任)$")
#: Somebody at the head of a line, in front of who sends him where: 沈若川|  某局派驻某村第一书记.
_ROW = re.compile(
    r"(?<=\n)(?P<name>[\u4e00-\u9fff·]{2,8})(?: ?\([^()\n]{1,16}\))? +[^\n,。;:]{2,24}?(?:派驻|选派|下派)"
)
#: The head of a table of people with where they are sent, and its rows: 姓名 派出单位 挂任职务.
_TABLE = re.compile(r"姓 *名[^\n。]{0,40}(?:挂职|挂任|派驻)[^\n。]{0,30}\n")
_TABLE_ROW = re.compile(r"(?<=\n) *(?:\d{1,3}[ .、]*)?(?P<names>[\u4e00-\u9fff·]{2,8})(?= {1,8}[^\n。;]{4})")
#: Somebody in front of what ends, and somebody whom another follows: |圆满结束在某县的挂职, 接替挂职期满的|甲.
_ENDS = re.compile(
    r"(?=(?:圆满|顺利|如期|刚刚?|已)*结束了?(?:为期[^,。;]{2,6}的)?在[^,。;:!?\n“”]{2,16}的[^,。;:!?\n“”]{0,8}挂职)"
)
_OVER = re.compile(r"挂职(?:期满|结束|到期)[^,。;:\n]{0,6}的(?P<names>[\u4e00-\u9fff·]{2,8})(?=[,。;、\n])")
#: Those of a group who are named with their places: 其中,某局|甲|赴乙县.
_AMONG = re.compile(
    r"(?=(?:赴|到|前往)[^,。;:!?、\n“”]{2,12}[、,;。\n])(?<=[\u4e00-\u9fff]{4})(?<![来派调回去走分奔得受])"
)
#: What stands in front of a name without a mark: an office or calling, a body.
_BEFORE = re.compile(
    "(?:[长员师授生医导干部任记士官警理家人者察]|讲师|助理|同事|队友|搭档|主席|委员|研究员|调研员|编辑|记者|公司|集团|银行|分行|支行|医院|大学|学院|中学|小学|[局委办厅院所站校司处科庭馆社行室部园]|中心|联|会|同志|[局委办厅院所校司处]的|公司的|集团的|银行的|大学的|[区县市]的|选派的|[)])$"
)
_BOUNDS = ",。;:!?\n“”()、."
#: From this frequency on a family name may open a name that no list closes.
_USUAL = 10.0
_SHORTEST = 2
#: What a name that fills all between two marks scores; one behind an office or calling scores less.
_WHOLE = 5.0
#: How long the words between a name and the post that its bearer takes are at most.
_TAKES_REACH = 8
#: What stands between a name and the verb of going.
_ADVERBS = frozenset("将已现曾再又正刚先")
#: In front of a province's letter: 来京, 赴沪.
_COMES = frozenset("来赴进抵")
#: What stands in front of a place that somebody goes to.
_TO = ("、", "到", "赴", "在", "和", "往")
_LATER = re.compile(r"[一二三四五六七八九十两几多]")


def seconded_names(shadow: str, posts: Sequence[Post]) -> Iterator[Name]:
    """The names, in no order; texts that tell of no secondment have none."""
    if not _CUE.search(shadow):
        return
    taken = {at for post in posts for at in range(post.span.start, post.span.end)}
    for name in (*_listed(shadow), *_alone(shadow), *_taking(shadow, posts)):
        if taken.isdisjoint(range(name.start, name.end)):
            yield name


def _listed(shadow: str) -> Iterator[Name]:
    for match in _COUNTED.finditer(shadow):
        found = _items(shadow, _start(shadow, match.start()), match.start())
        number = value(match["number"]) or 0
        if found and (len(found) == number > 1 or (match["rest"] and len(found) < number and _sure(found))):
            yield from found
    for match in (*_EACH.finditer(shadow), *_TOGETHER.finditer(shadow)):
        found = _items(shadow, _start(shadow, match.start()), match.start())
        if len(found) > 1 and any(name.text not in words("words.txt") for name in found):
            yield from found
    headed = _HEADED.search(shadow)
    lines = _LINE.finditer(shadow, headed.end() - 1, headed.end() + _LINES_REACH) if headed else ()
    head = _TABLE.search(shadow)
    rows = _TABLE_ROW.finditer(shadow, head.end() - 1, head.end() + _LINES_REACH) if head else ()
    for match in (*_THOSE.finditer(shadow), *lines, *rows, *_OVER.finditer(shadow)):
        yield from _items(shadow, *match.span("names"))


def _taking(shadow: str, posts: Sequence[Post]) -> Iterator[Name]:
    """Those who stand between their bodies and the posts that they take, and those at the heads of lines."""
    for post in posts:
        takes = _TAKES.search(shadow, max(0, post.span.start - _TAKES_REACH), post.span.start)
        if takes is None:
            continue
        low = max(0, takes.start() - 16)
        low = max(low, max(shadow.rfind(mark, low, takes.start()) for mark in _BOUNDS) + 1)
        name = _at_end(shadow, low, takes.start())
        if name is not None and name.text not in words("words.txt") and not is_body(name.text):
            yield name
    for match in _ROW.finditer(shadow):
        if (name := _whole(shadow, *match.span("name"))) is not None:
            yield name


def _sure(found: list[Name]) -> bool:
    """Whether what stands in front of 等6名同志 is several names, or one of the shape that most have."""
    return len(found) > 1 or (is_name(found[0].text) and surnames().get(found[0].text[0], 0.0) >= _USUAL)


def _start(shadow: str, end: int) -> int:
    """Where the list that ends at ``end`` starts at the latest."""
    low = max(0, end - _LIST_REACH)
    opening = [match.end() for match in _OPENS.finditer(shadow, low, end)]
    return opening[-1] if opening else low


def _items(shadow: str, start: int, end: int) -> list[Name]:
    """The names that the items of a list end with; none where one of them ends in none."""
    end = min(end, note) if (note := shadow.rfind(" (", end - 1, end + 1)) >= 0 else end
    found: list[Name] = []
    at = lead.end() if (lead := _SENDS.match(shadow, start, end)) else start
    for joint in (*_JOINT.finditer(shadow, start, end), None):
        stop = joint.start() if joint else at + len(_NOTED.sub("", shadow[at:end]))
        name = _whole(shadow, at, stop) or _at_end(shadow, at, stop)
        if name is None:
            return []
        found.append(name)
        at = joint.end() if joint else end
    return found


def _whole(shadow: str, start: int, end: int) -> Name | None:
    """A whole item as a name; in a list of people common words are names too: 马力, 尚可."""
    text = shadow[start:end]
    if not 2 <= len(text) <= 8 or _LATER.match(text) or any(char.isdigit() for char in text):
        return None
    family = text[0] in surnames() or text[:2] in surnames()
    sized = (len(text) <= 3 and family) or (len(text) == 4 and text[:2] in surnames())
    strange = set(text) & words("not_in_names.txt")
    sounds = len(text) > 2 and all(char in transliterated() for char in text)
    if "·" in text or (sized and not strange) or sounds:
        return Name(start, end, text, _WHOLE)
    return None


def _at_end(shadow: str, low: int, end: int) -> Name | None:
    """The name that ends at ``end`` behind an office, a calling or a body."""
    for size in (3, 2, 4):
        start = end - size
        text = shadow[max(0, start) : end]
        if text[-1:] in _ADVERBS:
            continue  # 佟立|将到某局挂职
        if start - 2 < low or _BEFORE.search(shadow, low, start) is None:
            continue
        family = text[:2] in surnames() if size == 4 else text[0] in surnames()
        if family and (is_name(text) or (size == 2 and not set(text) & words("not_in_names.txt"))):
            return Name(start, end, text, 4.0)
    return None


def _alone(shadow: str) -> Iterator[Name]:
    among = (_AMONG,) if "其中" in shadow and "挂职" in shadow else ()
    going = (_POSTED, _GOES, *among) if "挂职" in shadow or "挂任" in shadow else ()
    for pattern in (_ADDRESSED, _DATED, _LEAVES, _ENDS, *going):
        for match in pattern.finditer(shadow):
            end = match.start()
            if not "\u4e00" <= shadow[end - 1] <= "\u9fff":
                continue
            low = max(0, end - 16)
            low = max(low, max(shadow.rfind(mark, low, end) for mark in _BOUNDS) + 1)
            low = lead.end() if (lead := _SENDS.match(shadow, low, end)) else low
            if end - low < _SHORTEST:
                continue
            name = _at_end(shadow, low, end)
            if name is None and (
                pattern is _POSTED or (pattern not in (_GOES, _AMONG) and credible(shadow, shadow[low:end]))
            ):
                name = _whole(shadow, low, end)
            if name is None or is_body(name.text) or name.text[-2] in _COMES or name.text[0] == "第":
                continue  # 干部来京|挂职, 第四批|赴
            if shadow.endswith(_TO, 0, name.start) and gazetteer().by_name(name.text):
                continue  # 到泸水、福贡、|兰坪|挂职
            told = name.score < _WHOLE and len(name.text) == 3 and name.text[0] in surnames()  # 副研究员|鄂望川|被派往
            sure = pattern is _POSTED or (
                name.text not in words("words.txt") and (told or surnames().get(name.text[0], _USUAL) >= _USUAL)
            )
            if sure:
                yield name
