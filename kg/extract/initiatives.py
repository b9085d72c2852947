"""The phrases that name an initiative: what can be started, built or issued, never a vague goal.

A stretch of the shadow in, spans of its exact characters out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg import lazy_re as re
from kg.lexicon.tables import words
from kg.model import Span

#: The longest phrase that still names something, in code points.
LONGEST = 42
#: The shortest one: 金融政策 is a kind of thing, not a thing.
SHORTEST = 6
#: The shortest verb phrase of a list that says what is done.
SHORTEST_STEP = 5
_CLAUSE = re.compile(r"(?:“[^”\n]{1,40}”|[^,。;:!?\n“”])+")
_QUOTED = re.compile(r"“[^”\n]{2,30}”")
_NAMED_SO = re.compile(r"“[^”\n]{2,30}”(?:系列)?(?:活动|行动|工程|计划|项目)?")
_COUNTED = re.compile(r"(?:等|这)?[一二三四五六七八九十两几多\d]+(?:余|多)?(?:项|个|大|条|类|批)[^、。,]{0,12}$")
_COUNT = re.compile(r"^[近约超]?[一二三四五六七八九十两几多百千\d]+(?:余|多|万)?(?:项|个|大|条|家|座|处|所|批|类)")
#: 出 as part of a word: 推行|出租车….
_OUT = "[租口入台国版境行海院厂土资游让]"
_LEADING = re.compile(
    r" *(?:[和并]?(?:完善|健全|实施|推广|出台|发布|印发))?"
    rf"(?:了|过|起|出(?!{_OUT})|和(?!平|谐|田|静|硕)|好(?!评|事|书))?"
    r"(?:认真|切实|严格)?(?:落实(?!会))?"
    r"(?:[或和](?:改扩建|改建|扩建|改造))?(?:(?:新的)?一(?:个|批|项|系列|套|种)|首个|首批|更多)?(?:的)?"
)
_INNER = re.compile(r"[、]|和(?!平|谐|田|静|硕)|以及|与|及其?")
#: A system of officers for one thing has a short name: 河长制.
_OFFICER = re.compile(r"[\u4e00-\u9fff]{1,4}长制")
#: What a name in quotation marks has that is no mere saying.
_NAMED_IN = re.compile(r"\d|[一二三四五六七八九十]条|(?:工程|计划|行动|保卫战|攻坚战|阻击战|歼灭战|大会战)”")
#: A verb inside shows a sentence and no name: 推出改革措施使群众受益, 平台正式启动.
_SENTENCE = re.compile(
    r"(?<!大)使(?![用命者馆团节领徒])|(?<![出转受谦])让(?![利渡座])|把(?![关握守])|被(?!装)|(?<![大上中少主])将(?!军|士|领)|正在|已经|"
    r"(?<!求)是(?![非否])|成为|有望|得到|取得|实现了|(?<![自未原将外])来(?=[^源华访])|并(?!购|网|联|轨)|表示|认为|指出|了(?!解)|如果|"
    r"因为|他们|我们|你们|自己|什么|怎么|如何|这些|这一|开展|展开|进行(?!动)|[作做]出|提供|解决了"
)
#: A way of looking, a stretch cut from a list, and what is done to others or against those in power.
_NO_THING = re.compile(
    r"[做方看想说]法$|^\d+周年|开局之年$|^新[^,。;“”新]{1,6}新[^,。;“”]{1,12}$|^[、的等]|^在(?![线建职校岗])|^(?:上述|以上|这[些种类个项]|此类|该)|^(?!.*(?:打击|整治|治理|防|反|应对|处置|打防)).*"
    r"(?:游行|示威|抗议|罢工|罢课|暴动|政变|袭击|空袭|轰炸|炮击|入侵|屠杀|间谍|窃密|诈骗|颠覆|渗透|霸权|监听|窃听|胁迫|讹诈|收复|清剿|围剿|反攻|进攻|攻势|报复|军事行动|地面行动|作战)"
)
#: More than one thing, none of which has a name.
_MANY = re.compile(
    r"许多|不少|诸多|一系列|系列(?:政策|措施|举措|活动)|一批|一些|若干(?:政策|措施|项)|多项|多种|多个|各类|各种"
)
#: What names its examples is no mere lot of things: 甲、乙等|一系列|工程.
_EXAMPLES = re.compile(r"(?<=等)一(?:系列|批)|(?<=等)多(?:项|种|个)")
#: How many of it: 茶苗基地|230万亩.
_HOW_MANY = re.compile(
    r"(?:超过|近|约|共|达)?\d[\d.]*(?:余|多)?[万亿]?(?:余|多)?(?:亩|个|家|座|处|公里|千米|套|台|条|项|场|列|架|艘|辆|户|所|间|平方米|公顷|千瓦|吨)(?:以上|左右)?$"
)
#: A name in quotation marks that says what it is, with what is done to it behind: “甲计划”遴选百所学校.
_TITLE = re.compile(r"“[^”\n]{2,20}(?:计划|工程|行动|项目)”(?=[^,。;、的和与及]{5})")
#: An item that denies, describes or only leads in is no measure: 不符合规定的, 对保留的保证金.
_NO_MEASURE = re.compile(
    r"^(?:[不未没无对在从以为按由经]|凡(?![^,。;]*(?:取消|不得|一律|停止|清退))|\d{1,2}月|根据|强调|坚持|明确(?:总体|基本|指导|主要)|随着|关于|围绕|通过|有的|对于)|的$|^[^的]{2,6}的[^的]{0,12}已|[年以]来$"
)


@cache
def _heads() -> re.Pattern[str]:
    names = sorted(words("initiative_heads.txt"), key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(names)})$")


@cache
def _vague() -> re.Pattern[str]:
    names = sorted(words("initiative_vague.txt"), key=lambda word: (-len(word), word))
    return re.compile("|".join(names))


def clause_end(shadow: str, start: int, limit: int) -> int:
    """Where the clause that runs on from ``start`` ends; commas inside quotation marks do not end it."""
    found = _CLAUSE.match(shadow, start, limit)
    return found.end() if found else start


#: A part that opens so belongs to one long phrase: 推出|深化甲改革、促进乙的九项措施.
_VERBAL = re.compile(
    "进一步|促进|推动|推进|支持|加强|深化|规范|鼓励|完善|健全|提高|提升|优化|扩大|加快|实施|开展|打击|防范|治理|保障|服务"
)


#: What is done next, in one clause with what was done: 出台…措施|、发布….
_NEXT_ACT = re.compile("、(?:发布|印发|出台|制定|编制|实施|启动|建立|设立|成立|组建|推出|举办|开通|修订)")


def named(shadow: str, start: int, limit: int) -> list[Span]:
    """The initiatives that a verb which ends at ``start`` has as its objects; none if they are not named.

    A list is taken apart where every part has a head of its own (设立甲基金和乙基金), or where the
    whole is counted behind it (甲、乙等三项工程).
    """
    leading = _LEADING.match(shadow, start, limit)
    start = leading.end() if leading else start
    end = clause_end(shadow, start, limit)
    if titled := _TITLE.match(shadow, start, end):
        return [Span(start, titled.end())]
    if further := _NEXT_ACT.search(shadow, start, end):
        end = further.start()
    end -= shadow.endswith("等", start, end) + 2 * shadow.endswith(("以来", "之后", "以后"), start, end)
    parts = _parts(shadow, start, end)
    verbal = any(_VERBAL.match(shadow, part.start, part.end) for part in parts)
    if len(parts) > 1 and not verbal and all(names(shadow[part.start : part.end]) for part in parts):
        return parts
    last = shadow.rfind("的", start, end) + 1
    if (
        end - start > LONGEST and last and "、" not in shadow[last:end] and content(shadow[last:end]) >= 4
    ):  # 甲…、乙…的|某体系
        start = last
    whole = Span(start, end)
    return [whole] if names(shadow[start:end]) else []


def counted(shadow: str, start: int, limit: int) -> list[Span]:
    """The parts of 甲、乙等三项合作项目, else nothing."""
    end = clause_end(shadow, start, limit)
    tail = _COUNTED.search(shadow, start, end)
    if tail is None or not tail[0].startswith("等") or not _heads().search(shadow, start, end):
        return []
    parts = [Span(m.start(), m.end()) for m in re.compile(r"[^、]+").finditer(shadow, start, tail.start())]
    return parts if len(parts) > 1 and all(len(part) >= 4 for part in parts) else []


def listed(shadow: str, start: int, limit: int) -> list[Span]:
    """The parts of 甲、乙、丙等 that name something each."""
    end = clause_end(shadow, start, limit)
    parts = [
        Span(part.start, part.end - shadow.endswith("等", part.start, part.end)) for part in _split(shadow, start, end)
    ]
    return [part for part in parts if names(shadow[part.start : part.end])]


#: Of so many parts of a list one may be of another make.
_ODD_PARTS = 3
#: A part of a list.
_PART = re.compile("[^、,]+")


def parts(shadow: str, start: int, end: int) -> list[Span]:
    """The parts of 甲、乙和丙 that open with a verb each and say what is done; none where one does not."""
    found, fit = _verbal(shadow, start, end)
    return fit if len(fit) > 1 and len(fit) == len(found) else []


def aspects(shadow: str, start: int, end: int) -> list[Span]:
    """The same of the aspects that a document is about, some of which may be of another make: …、组织保障."""
    found, fit = _verbal(shadow, start, end)
    return fit if len(fit) > 1 and len(found) - len(fit) <= len(found) // _ODD_PARTS else []


def _verbal(shadow: str, start: int, end: int) -> tuple[list[Span], list[Span]]:
    """The parts of a list, and those of them that open with a verb and say what is done."""
    found = [Span(match.start(), match.end()) for match in _PART.finditer(shadow, start, end)]
    opens = words("measure_verbs.txt")
    return found, [
        part for part in found if shadow[part.start : part.start + 2] in opens and balanced(_text(shadow, part))
    ]


#: The end of what is held or carried on under a name: “乙”对接, 甲深度行.
_EVENT = re.compile(
    r"“[^”]{3,}”|(?:[月周节季赛展会行日]|对接|培训|论坛|行动|工程|计划|活动|讲堂|课堂|评选|征集|竞赛|检查|整治|治理|巡演|巡展)$"
)


def events(shadow: str, start: int, end: int) -> list[Span]:
    """The parts of 甲月、“乙”对接、丙深度行 that have a name each; none where one has not."""
    found = [part for part in _split(shadow, start, end) if len(part)]
    fits = all(
        _EVENT.search(_text(shadow, part)) and balanced(_text(shadow, part)) and not _MANY.search(_text(shadow, part))
        for part in found
    )
    return found if len(found) > 1 and fits else []


def _text(shadow: str, part: Span) -> str:
    return shadow[part.start : part.end]


def quotes(shadow: str, start: int, end: int) -> list[Span]:
    """Each of the names in quotation marks that stand in a row."""
    return [Span(*found.span()) for found in _NAMED_SO.finditer(shadow, start, end)]


def names(phrase: str) -> bool:
    """Whether a phrase names something: it has a head, perhaps a number behind it, content beside it, and is no
    sentence."""
    phrase = _HOW_MANY.sub("", phrase)
    if phrase.endswith("建设") and _heads().search(phrase[:-2]):  # 某公园|建设
        phrase = phrase[:-2]
    if not SHORTEST <= len(_COUNT.sub("", phrase)) <= LONGEST:
        return bool(_OFFICER.fullmatch(phrase))
    plain = _QUOTED.sub("“”", phrase)
    if _SENTENCE.search(plain) or _NO_THING.search(phrase) or phrase.count("“") != phrase.count("”"):
        return False
    quoted = _QUOTED.search(phrase)
    if (not quoted and _MANY.search(_EXAMPLES.sub("", phrase))) or "《" in phrase.removeprefix("《"):
        return False
    head = _heads().search(phrase)
    if head is None:
        return bool(quoted and phrase.endswith("”") and _NAMED_IN.search(quoted[0]))
    return bool(quoted) or (content(phrase) >= 2 and not _described(phrase))


def _described(phrase: str) -> bool:
    """Whether words in front of 的 only praise a kind of thing: 灵活有效的政策."""
    kind = phrase.rpartition("的")[2]
    return kind != phrase and _KIND.search(kind) is not None and content(kind) < 2 and content(phrase) < 4


def content(phrase: str) -> int:
    """How many characters of a phrase stand beside its head and the words that say nothing."""
    head = _heads().search(phrase)
    return len(_vague().sub("", _COUNT.sub("", phrase[: head.start()] if head else phrase)))


def concrete(phrase: str, shortest: int = SHORTEST_STEP) -> bool:
    """Whether a verb phrase of a list of measures says something: it has a verb and an object."""
    return balanced(phrase, shortest) and not _NO_MEASURE.search(phrase)


#: 推出一批措施 does not say which.
_SOME = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:一[批些]|一系列|多[项条个]|若干|几[项条个])[^,。]{0,6}(?:措施|政策|举措|行动|项目)$"
)


def some(phrase: str) -> bool:
    """Whether a verb phrase tells of a lot of things of one kind and not which: 推出一批措施."""
    return _SOME.match(phrase) is not None


def balanced(phrase: str, shortest: int = SHORTEST_STEP) -> bool:
    """Whether a phrase is of a length that can be shown and breaks into no quotation."""
    return shortest <= len(phrase) <= LONGEST and phrase.count("“") == phrase.count("”")


def _parts(shadow: str, start: int, end: int) -> list[Span]:
    return list(_split(shadow, start, end))


def _split(shadow: str, start: int, end: int) -> Iterator[Span]:
    """The parts between 、 and 和 outside quotation marks."""
    low = start
    quoted = [match.span() for match in _QUOTED.finditer(shadow, start, end)]
    for match in _INNER.finditer(shadow, start, end):
        if not any(a < match.start() < b for a, b in quoted):
            yield Span(low, match.start())
            low = match.end()
    yield Span(low, end)


@cache
def _things() -> re.Pattern[str]:
    names = sorted(words("initiative_things.txt"), key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(names)})$")


_KIND = re.compile(r"(?:政策|措施|办法|平台|机制|体制|体系|制度|模式|格局)$")
#: Aims and virtues go under names too, and are no initiatives: 打造“…之都”, 弘扬“…”精神.
_AIM = re.compile(
    r"”高质量(?:发展|共建)$|(?:都|城|高地|样板|标杆|名片|门户|枢纽|明珠|典范|品格|招牌|升级版)”[^“”]*$|“[两三四五六七八九十]个[^”]{1,6}”|"
    r"”(?:的|大)?(?:成功实践|事业|精神|要求|意识|成果|成效|目标|方针|道路|原则|大局|论述|讲话|称号|形象|(?:实地)?(?:考察|调研|视察|参观|检查|座谈|看望)|问题|压力|难题|现象|关系|[^“”]*(?:以来|期间|时|后|中|上|的))$"
)
_CALLED = re.compile(
    r"(?:[^,。;:、“”\n]{0,16}的|一[个批项次]|[\d一二三四五六七八九十百]+[个项家所条])?"
    r"(?P<what>[^,。;:、“”的\n]{0,12}“[^”\n]{3,20}”[^,。;:“”\n]{0,6})$"
)


#: What is said of a thing in quotation marks is another thing, where it ends as none that can be started.
_OF_IT = re.compile(
    r"”的(?![^“”]*(?:理念|思路|路子|模式|机制|制度|体系|办法|做法|活动|行动|工程|计划|项目|方案|改革|平台|工作|战略|倡议|构想|思想|品牌|口号|主张|"
    r"试点|运动|教育|服务|政策|规定|规划|建设|方式|举措|措施|格局|框架|布局|网络|目标|要求)$)"
)


def called(shadow: str, start: int, end: int) -> Span | None:
    """What a clause calls by a name in quotation marks, whatever it is: 推行…的“甲乙丙”, 深化“甲乙丙”改革."""
    leading = _LEADING.match(shadow, start, end)
    found = _CALLED.match(shadow, leading.end() if leading else start, end)
    if (
        found is None
        or _NO_THING.search(found["what"])
        or _OF_IT.search(found["what"])
        or found["what"].startswith(("通过", "以", "用", "在", "将", "把"))
        or _AIM.search(found["what"])
        or _SENTENCE.search(_QUOTED.sub("", found["what"]))
    ):
        return None
    whole = shadow[found.start() : end]
    if re.search("“[^”]{2,3}”", found["what"]) and balanced(whole):  # 政府与代表联系的|“直通车”
        return Span(*found.span())
    return Span(*found.span("what"))


#: What is changed next, in one clause: 取消甲审批|、下放乙审批.
_NEXT_CHANGE = re.compile("、(?:取消|下放|降低|提高|下调|上调|免征|减免|调整|简化|放宽)")


def changed_end(shadow: str, start: int, end: int) -> int:
    """Where the object ends of a verb that changes a rule of office."""
    further = _NEXT_CHANGE.search(shadow, start, end)
    end = further.start() if further else end
    return end - shadow.endswith("等", start, end)


#: Behind a number: a kind of thing that tells nothing alone (五项措施).
_BARE = re.compile(
    r"(?:[\d一二三四五六七八九十百两]+(?:余|多)?(?:个|项|大|条)?(?:方面)?(?:的)?){1,2}(?:重要|有力|有效|具体|主要|有关|相关|系统)*(?:措施|政策|举措|任务|改革|计划|行动|项目|工程|试点|战略){1,2}"
)
_PROGRAMME = re.compile(
    r"(?:计划|行动|工程|专项|试点|战略|倡议|构想|项目|制度|提案|方案|改革|办法|规划|法案|修正案|拨款案|预算案|决议|措施|基金|公园(?:建设)?|发射任务|"
    r"专项斗争|(?:补贴|补偿|保障|调节)机制|(?:补贴|优惠|扶持|免签(?:入境)?|减免|救助|资助|奖励)政策)$"
)


#: Measures by a number that tells how many: 56项惠企政策.
_MANY_MEASURES = re.compile(r"\d{2,}(?:余|多)?[条项]?(?:具体|重点|政策|惠企|便利|工作)*(?:举措|措施|政策)")


def tasks(phrase: str, *, listed: bool = False) -> bool:
    """Whether a counted phrase (五大战略, 600多个重大项目) says which or how many: a name, or more than a handful;
    ``listed``: which they are is told behind it."""
    plain = _QUOTED.sub("", phrase)
    if phrase.count("“") != phrase.count("”") or _SENTENCE.search(plain) or len(phrase) > LONGEST + 20:
        return False
    if _MANY_MEASURES.fullmatch(phrase):
        return not listed
    return bool(_QUOTED.search(phrase)) or (_BARE.fullmatch(phrase) is None and not re.match("[^、]{0,2}、", phrase))


def programme(phrase: str) -> bool:
    """Whether a phrase names a programme: a thing with a beginning, by its own name."""
    return bool(_PROGRAMME.search(phrase)) or phrase.endswith("”")


def started(phrase: str) -> bool:
    """Whether a phrase names a thing of its own kind (…工程, …“33条”), not a state that is worked on (…体系)."""
    return bool(_things().search(phrase) or _QUOTED.search(phrase))


@cache
def _terms() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(words('initiative_terms.txt'), key=lambda word: (-len(word), word)))})$")


_BY = re.compile(
    r"(?:再|各|每人|人均)?(?:[至到]|约)?\d[\d.]*(?:万|亿)?(?:元|%|个百分点|项|天|年|个月|倍)?(?:以上|左右)?$"
)


def changed(verb: str, phrase: str) -> bool:
    """Whether a phrase says which rule of office is changed: 提高住院报销比例, 取消农业税, not 增加投入."""
    term = _terms().search(_BY.sub("", phrase))
    return term is not None and (term.start() >= 2 or verb.startswith(("取消", "免", "减", "征", "开征", "加征")))
