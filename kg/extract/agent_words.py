"""The words around the one who acts: what may open a clause before the name and what may stand before the verb.

A masked text and places in it in, places in it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg import lazy_re as re
from kg.lexicon.tables import alternation, words
from kg.mentions.bodies import is_body
from kg.rules import BOOK, DATE, PERSON, PLACE

#: The longest run of mask characters that is looked at for one list of agents.
REACH = 70
_CLAUSE_END = re.compile(r"[,。;:!?\n]")
_TIME = re.compile(
    rf"(?:[自从]?(?:去年|今年|前年)?{DATE}以来|[于在]?{DATE}|(?:花费?|用|历时|耗时|利用)了?[^,。的]{{0,8}}?(?:年|月|周|天|日|小时|时间)(?:左右|多)?|"
    rf"[自从]?即日起|[自从]{DATE}起?|于?\d{{1,2}}[日号]|\d{{4}}年| +|"
    rf"{DATE}(?:[至到]\d{{1,2}}日)?期间|(?:[今明去后]年)?(?:[春夏秋冬]季|年[底初内]|[上下]半年|[一二三四]季度)(?:期间)?|"
    r"(?:未来|今后|接下来)[\d一二两三四五六七八九十几]+(?:年|个月|周|天)[内里间]?|"
    r"[\d一二两三四五六七八九十几]+(?:年|个月|周|天|日)前)$"
)
_NOTE = re.compile(rf"\([^()]{{0,12}}\)$|\({DATE}\)$")
_AT = re.compile(
    rf"(?:(?<![旨存潜])在|面向|针对|就|根据|结合|依据|从(?!(?:去年|今年|前年)?{DATE})|围绕|按照)[^,在]{{1,30}}$|"
    rf"(?<![大会党员民人])代表(?!大会|团|们|处|院|人|队|作|性)[^,。;{PERSON}]{{2,30}}$"
)

#: 以甲同志为核心的|党中央.
_AROUND = rf"以{PERSON}(?:同志)?为(?:核心|总书记)的(?=党中央)"
#: 从去年9月起|某州实施….
_SINCE = rf"[上本]世纪[\d一二三四五六七八九十]+年代[初末中]?期?|[自从](?:去年|今年|前年)?{DATE}(?:起|开始|以来)?|{DATE}"
#: What is said of a place in front of its name: 革命老区|某县, 地处山区的|某县, 他的家乡——|某县.
_EPITHET = (
    rf"(?:地处|位于)[^,。;:]{{2,16}}的(?={PLACE})|[^,。;:、\n将在了-]{{2,14}}--?(?={PLACE})|"
    r"[\u4e00-\u9fff]{0,10}(?:老区|大[省市县]|强[省市县]|重镇|名城|之乡|之都|[山库牧灾林渔]区|贫困[县村]|特困地区|贫困地区|示范县|重点县|"
    rf"深处|腹地|沿海)的?(?={PLACE})|[^,。;:的\n]{{1,10}}(?:工作|任职|所在|就读)过?的(?!时)"
)
#: What heads a report of an agency or a paper: 本报北京4月8日电(记者 张云舟).
_DATELINE = (
    r"(?:本报|新华社|人民网|中新社|中新网|[^,。;:!?\n()]{1,12}(?:报|社|网|台))[^,。;:!?\n()]{0,16}?(?:电|讯|消息)"
    rf"(?: ?\([^()\n]{{0,40}}\))?(?: ?(?:本报|本台)?记者[ 、{PERSON}]{{1,8}}(?:报道)?:?)? *"
)

#: A stretch that opens with a word of its own for who acts.
_SOMEBODY = re.compile(
    r"[各每某该其他她它我你您咱这那者]|记者|作者|一[名位些]|[两多][名位国家地方]|有关|相关|部分|人们|大家|群众|村民|居民|企业|双方|专家|"
    r"不|没有|未|据|如|像|之|者|岁|同志|先生|女士|即|等|[的了着是]|[称说讯]|夫妇|夫人|中共党员|党员"
)
#: Between one who acts and a later verb: what shows that others do what it says.
NOT_THEIRS = re.compile(
    rf"[{PERSON}{BOOK}]|(?<![在与和同向对从为于到赴、以及给]){PLACE}|[的:]$|[“”]|说|表示|指出|强调|认为|[称令派请让使被由据]|批评|指责|谴责|要求|希望|呼吁|支持|应(?:[与同加在向把将当该])|"
    r"反对|欢迎|祝贺|敦促|鼓励|允许|批准|同意|了解|获悉|介绍|透露|推动|促使|帮助|督促|指导|引导|旨在|用于|涉及|参与(?!了)|加入(?!了)|以来|之后|以后|期间|(?:[时后为以来能可]|为了)$"
)
#: Others in a place who act by themselves: 甲市|主要媒体网站|设立了….
OTHERS_THERE = re.compile(
    r"(?!等(?!.*媒体)|.*(?:组织|投入|联合|选派|派出|利用|依托|通过|发动|动员|带领|安排|抽调|整合|投资|筹集|拿出|携手|会同|[为对向与和同以率]))[^,。;]{0,8}"
    r"(?:媒体|网站|企业|高校|院校|学校|商家|商户|景区|街区|居民|村民|农户|群众|党员|职工|员工|学生|师生|医生|民警|志愿者|市民|球队|队员|剧团|院团)们?$"
)
#: Groups that lead some work go by what they lead, whatever words that takes: 中央深化改革领导小组办公室.
LEADING = re.compile(
    r"(?:中央|国务院|全国|[\u4e00-\u9fff]{1,6}[省市县区州旗盟]委?)[^的了是,]{2,34}(?:领导小组|协调小组|工作小组|深化改革委员会)(?:办公室)?"
)
#: A meeting of many parties goes by its number and what it is about.
EVENTS = "博览会|论坛|大会|峰会|年会|研讨会|洽谈会|交易会|展销会|文化节"
EDITION = re.compile(
    rf"(?:(?:本届|本次|此次|该)(?P<tail>[\u4e00-\u9fff]{{0,4}}(?:{EVENTS}|[博交洽展]会))|(?P<bare>{EVENTS}))"
)
_ABOUT = r"(?:“[^”\n]{1,20}”|[^,。;:、的“”\n《》])"
EVENT = re.compile(
    rf"第?[一二三四五六七八九十百\d]+届{_ABOUT}{{2,30}}?(?:{EVENTS})|\d{{4}}年?{_ABOUT}{{2,20}}?(?:{EVENTS})"
)


@cache
def _alternatives(name: str) -> str:
    return alternation(words(name))


@cache
def _adverbs() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives('agent_adverbs.txt')})$")


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_alternatives('agent_openers.txt')}|{_DATELINE}|{_AROUND}|{_SINCE}|{_EPITHET}|"
        rf"\d{{1,2}}[日号]|\({DATE}\)| +|"
        r"[\d一二两三四五六七八九十几]+(?:年|个月|周|天|日)(?:前|来|后)|"
        r"[^,。;:、\n的]{2,10}(?:发生|爆发|召开|结束|出台|到任|上任|就任|成立|实施|开工|来临)(?:之|以)?后)"
    )


@cache
def _not_yet() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives('agent_not_yet.txt')})$")


@cache
def _planned() -> re.Pattern[str]:
    return re.compile(rf"(?<!主)(?:{_alternatives('agent_planned.txt')})$")  # 主要 is no plan


@cache
def inside() -> re.Pattern[str]:
    """What stands inside no name of a body."""
    return re.compile(_alternatives("agent_not_inside.txt"))


def clause_start(text: str, at: int) -> int:
    """Where the clause that holds place ``at`` of a masked text starts."""
    for position in range(at - 1, max(-1, at - REACH), -1):
        if _CLAUSE_END.match(text[position]) or text[position] == "“":
            return position + 1
    return max(0, at - REACH)


def clause_around(text: str, at: int) -> int:
    """Where the clause that ends at ``at`` starts, what it quotes included: 提出“三年改园”的口号,."""
    start = clause_start(text, at)
    if text.startswith("”", start, at):  # 说:“…。”他…
        start += 1
    while start > 0 and text.count("”", start, at) > text.count("“", start, at):
        start = clause_start(text, start - 1)
    return start


def strip_adverbs(text: str, low: int, end: int) -> tuple[int | None, bool]:
    """Where the adverbs in front of a verb start and whether the act has happened; None: it may never."""
    factual = True
    while end > low:
        if _not_yet().search(text, low, end):
            return None, False
        hit = _planned().search(text, low, end)
        factual = factual and hit is None
        hit = hit or _adverbs().search(text, low, end)
        for pattern in (_TIME, _NOTE, _AT):
            hit = hit or pattern.search(text, low, end)
        if hit is None or (hit[0] == "组织" and is_body(text[low:end])):  # 粮农组织|发布, 疾控局|组织编写
            break
        end = hit.start()
    return end, factual


def strip_openers(text: str, low: int, end: int) -> int:
    """Where the name may start that a clause opens with."""
    while low < end and (hit := _openers().match(text, low, end)):
        low = hit.end()
    return low


@cache
def goes_on() -> re.Pattern[str]:
    """What stands behind the name that a clause opens with: an adverb, a date, a verb."""
    names = (
        "agent_adverbs.txt",
        "agent_planned.txt",
        "agent_not_yet.txt",
        "agent_not_inside.txt",
        "org_breaks.txt",
        "clause_verbs.txt",
    )
    return re.compile(rf"(?!共(?:产党|青团|和国))(?:{DATE}|\(|\d|等|{'|'.join(map(_alternatives, names))})")


def nobody_named(text: str, start: int, end: int) -> bool:
    """Whether what stands in front of a verb names nobody who acts: 严格|执行…, 选择十个县|开展…."""
    if _SOMEBODY.match(text, start, end) or NOT_THEIRS.search(text, start, end):
        return False
    return goes_on().match(text, start, end) is not None


@cache
def branch() -> re.Pattern[str]:
    """A branch of the administration, where its name says of what: 公安机关, 浙江|税务部门, 全国海关."""
    named = _alternatives("administration_branches.txt")
    return re.compile(
        rf"(?:全国|各级|全[省市县区])?{PLACE}*(?:各级|省级|市级|县级)?"
        rf"(?:(?:{named}|行政执法)(?:机关|部门|系统)|(?<={PLACE})财政|海关|(?:人民)?法院|(?:人民)?检察院)"
    )


#: What the name of a meeting of a body ends with.
MEETINGS = re.compile(
    r"第?[一二三四五六七八九十百\d]+次(?:(?:全体)?(?:会议|全会)|(?:全国)?代表大会)|常务会议|常委会会议|政治局会议"
)
#: With whom something is done is not the one who does it: 与甲国、乙国等|建立了….
WITH = re.compile(rf"(?:[与跟]|[和同](?=[{PERSON}{PLACE}]))[^,]{{1,30}}$")
#: Whoever holds a meeting that has no name of its own stands in front of this.
HELD = re.compile(r"(?:主持)?(?:召开|举行)$")
#: A sentence in which a meeting speaks.
SPEAKS_AS_MEETING = re.compile(
    r"[^,。;:\n]{0,4}(?:会议|全会|大会)(?:还|也|同时)*(?:指出|强调|认为|要求|决定|确定|提出|明确)"
)


def meeting_starts(text: str, low: int, high: int) -> Iterator[int]:
    """Where the name of a meeting that ends at ``high`` may start: the clause, or behind a word for holding it."""
    yield strip_openers(text, low, high)
    held = re.compile(r"召开的?|举行的?|主持|出席").finditer(text, low, high)
    yield from [match.end() for match in held]
