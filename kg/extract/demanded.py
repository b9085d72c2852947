"""What a clause names that says what is to be done: the object of its verb, or the verb with its object.

A stretch of the shadow in, spans of its exact characters out.  Verbs: kg/lexicon/data/initiative_verbs.tsv.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg import lazy_re as re
from kg.extract import initiatives
from kg.lexicon.tables import alternation, used, words
from kg.model import Span

#: The shortest clause of a document that is an initiative as it stands, and how much of its object must say something.
_STEP, _SAYS = 8, 4
#: How an item of a list opens.
OPENS = re.compile(
    r"[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十],|\([一二三四五六七八九十]\)|\d[.、]|首先|其次|再次|最后| "
)
#: What is not to be done is no initiative, nor is what has been done.
DENIED = re.compile(
    r"不要|不得|不能|不应|不宜|不再|不准|不允许|禁止|防止|避免|杜绝|停止|反对|克服|没有|未(?!来)|拒绝|取消了"
)
DONE = re.compile(r"已|曾|近年来|以来|去年|前年|过去|目前|截至|累计|先后")
_WISH = re.compile(r"的(?:建议|意见|设想|主张|倡议|构想|号召|想法|提议|愿望|请求|通知|决定)$")
#: A clause that says what something is or is worth, or what is to be in people's minds, is no step.
_JUDGES = re.compile(
    r"[是有]|取得|意义|作用|观念|思维|意识|思想|精神|原则|行为|情况|自觉|(?:要求|任务|纲领|高度|台阶|局面|目标|保证|保障|贡献|基石|引擎)$"
)
#: Care that is asked for: 做好…工作, 落实…责任.
_CARE = re.compile(r"(?:做好|抓好|落实|严格落实|加强|强化)[^“”\d]*(?:工作|责任|贯彻落实|督促检查|衔接)$")
#: Verbs whose object is hardly ever new: only what has quotation marks counts.
_LOOSE = frozenset({"落实", "严格落实", "加强", "强化", "推动"})
_TITLED = re.compile(r"《[^》\n]{4,40}》$")
#: What is improved has a name of its own where it is counted, or a rule with a long name.
_COUNTED = re.compile(r"[两三四五六七八九十\d]+[项大个](?:重点|关键|主要)?(?:工作|任务|工程|行动|计划|战役|攻坚战)$")
#: What a document changes may be counted: 取消…等13类许可证管理.
_NUMBERED = re.compile(r"\d+(?:余|多)?[类项个种批条处座]")
#: The shortest clause of a document that says what is to be done, in words of any kind, and what is to be so.
_ANY_STEP, _SHORT_STEP, _RULE, _AIM = 8, 4, 8, 8
#: Care, zeal and states of mind that are asked for, and what everybody is told to do with a document.
_NO_STEP = re.compile(
    r"贯彻|学习(?!教育)|自我批评|认真|领会|部署|高度重视|组织领导|统一思想|思想认识|大力弘扬|结合实际|不得力|扎实做好|切实做好|"
    r"(?:落实|压实|强化|细化|明确)[^,]{0,8}责任$|(?:意识|观念|思想|精神|认识|自觉|作风|领导|大局|局面|贡献|保证|担当|"
    r"潜能|潜力|纪律|关爱|关怀|思维|底线|红线|力量|性|动力|活力|合力|氛围|形势|能力|水平|意义|关系|信心|决心|积极性|主动性|目标|任务|要求|工作)$"
)
_STATES = re.compile(
    r"给予[^,]{0,8}(?:肯定|评价|好评|表扬|重视|关注|关心)$|^(?:[\u4e00-\u9fff]{4}、)+[\u4e00-\u9fff]{4}$|是(?![非否])|仍|具有[^,]{0,12}(?:意义|影响|作用|价值)|好$|(?:不放松|不动摇|下去|不懈|深水区|之后|之前|以来|进行|问题|节点|契机|机遇|站位|立业|致远|理念|(?:深入|扎实|有序)开展|见效|落实落地|走深走实|实效)$"
)
#: What is counted by its aspects is no mere state: 整治…等7个方面突出问题.
_ASPECTS = re.compile(r"等(?:\d+|[一二两三四五六七八九十]+)(?:个|大)?方面")
#: Zeal in words of four: 完善制度、引导预期.
_FOURS = re.compile(r"(?:[\u4e00-\u9fff]{4}、)+[\u4e00-\u9fff]{4}$")
#: Verbs of what a step is good for.
_EFFECT = re.compile("提升|提高|增强|保障|维护|降低|减少|巩固|推动|控制|防范|防止")
#: What is done with a thing behind 将.
_MOVES = "纳入|列入|压减|压缩|缩短|延长|提高|降低|下放|划转|调整|整合|合并|移交|取消"
#: Ends of what is asked for that stand for more than care where a thing is named beside them.
_ABILITY = re.compile(r"[\u4e00-\u9fff]{8,}(?:能力|水平|工作)$|^完成[^,]*[“\d][^,]*(?:任务|工作)$")
#: What is to be brought about is a step only where it says of what: 促进甲与乙融合.
_BROUGHT = re.compile(
    r"(?:促进|带动|方便|便利)[^,]{4,}(?:融合|应用|共享|对接|互认|互通|贯通|流通|消费|转化|衔接|整合)$"
)
#: What has to be, may not be or need not be.
_NORM = re.compile(
    r"(?!.*(?:意义|作用|认识|重视|贯彻|坚持))[^,]{0,24}?(?:不得|严禁|不准|不允许|不再|一律|必须|应当|(?<![相对适响反效供回])应(?![对急用邀约届运当收付])|(?<![必无])须)"
    r"(?!是|有(?!关))[^,]{3,}$"
)
_FURTHER = re.compile(r"[,。;:]?(?:[^,。;:!?\n“”《]|“[^”\n]{1,40}”|《[^》\n]{1,60}》)+")
#: Where somebody speaks again, the list is over.
_SPEAKS = re.compile(r"(?:会议|指出|强调|要求|表示|提出|介绍|记者|》还?|意见|通知|方案)$")
#: By when something is to be so, and what shows that it will have come to be.
_UNTIL = re.compile(r"(?:力争)?到(?:\d{4}年|“?十[一二三四五六]五”?末|本世纪中叶)")
_WILL_BE = re.compile(
    r"\d|达到|超过|建成|形成|取得|实现|基本|明显|显著|进一步|更加|大幅|全面|不断|覆盖|提升|提高|完善|健全|增强|改善|优化|突破|"
    r"建立|普及|释放|发挥|壮大|解决|纳入"
)
#: For whom something is changed: 对小微企业|免征….
_WHOM = re.compile("对[^,对]{2,24}$")
_INSTITUTION = re.compile(r"(?:制度|机制|办法|体系|模式)$")
#: Those whom a demand is put to: 各级党委,有关部门|建立….
_BODIES = (
    r"(?:党委|政府|党组织|部门|单位|机构|企业|公司|银行|学校|高校|院校|医院|法院|检察院|机关|地区|地方|协会|"
    r"社区|乡镇|省区市|各国|方)"
)
_NO_VERB = "[^,、和要建设推实开启完健加制]"
_BIDDEN_ONES = (
    rf"(?:(?:各|所有|有关|相关|地方|全[国省市县区]|中央|[省市县乡区]级(?:以上)?){_NO_VERB}{{0,10}}?{_BODIES}"
    rf"|{_NO_VERB}{{2,10}}?(?:部|委|局|署)会同(?:有关|相关)?(?:部门|单位|方面|地方)"
    rf"|各地|各级|国际社会|欧盟|联合国|安理会|国务院)"
    rf"(?:[、和及与](?:各|有关|相关)?{_NO_VERB}{{0,8}}?{_BODIES})?"
)


@cache
def _verbs(use: str) -> str:
    return alternation(used("initiative_verbs.tsv", use))


@cache
def any_verb() -> re.Pattern[str]:
    return re.compile("|".join(map(_verbs, ("make", "improve", "adjust"))))


_WHO = r"(?P<who>[^,]{1,20}?(?=要|应当|应该|应|必须|将|需|加快|可|都要))"


@cache
def _adverbs() -> str:
    """How and when something is to be done, none or more of these."""
    when = (
        r"提前[一二三两半\d]+(?:年|个?月)|"
        r"(?:今后|未来)?到?[\d一二三四五六七八九十两几]+(?:年|个?月|天|日)[底内前起初中]?(?:前|开始)?|"
        r"“?十[一二三四五]五”?(?:期间|时期)?"
    )
    return rf"(?:{alternation(words('demand_adverbs.txt'))}|{when}|,)*?"


@cache
def _lead() -> re.Pattern[str]:
    """What a clause opens with before its verb: numbers, whose task it is, how and when it is to be done."""
    how = (
        r"(?:在|针对|围绕|依托|比照|参照|按照|根据|结合|依据|通过|运用|利用|与|同|向|对|为|从|就|由|以)"
        r"[^,]{1,24}?"
    )
    step = _adverbs()
    return re.compile(
        rf"(?P<lead>(?:{OPENS.pattern})*(?:,)?(?:都|就|既|一要|二要|三要)*(?:{_WHO})?(?:{_BIDDEN_ONES})?{step}(?:{how})?{step})"
        rf"(?:(?P<make>{_verbs('make')})|(?P<improve>(?!(?:加快|组织|推动)(?:{any_verb().pattern}))(?:{_verbs('improve')}))|(?P<adjust>{_verbs('adjust')}))(?!了|过|的|着|得|、|等|(?<=共建)共)"
    )


def opened(shadow: str, low: int, high: int) -> re.Match[str] | None:
    """What the clause ``low..high`` opens with, up to its verb; None where that is none of an initiative."""
    return _lead().match(shadow, low, high) if any_verb().search(shadow, low, high) else None


@cache
def _step_lead() -> re.Pattern[str]:
    """The same up to a verb of any kind that says what is to be done."""
    verbs = alternation(words("measure_verbs.txt"))
    return re.compile(
        rf"(?:{OPENS.pattern})*,?(?:{_WHO})?(?:{_BIDDEN_ONES})?{_adverbs()}"
        rf"(?P<how>(?:[在对与向把]|为(?!了)(?=[^,]{{2,36}}(?:提高|增加|发放|开通|减免|免除|办理|配备))|将(?=[^,]{{2,36}}(?:{_MOVES})))[^,]{{2,36}}?)?{_adverbs()}(?:(?:明确|确定)(?={verbs}))?"
        rf"(?P<verb>(?!宣传部|组织部|检查组|督查组)(?:{verbs}))(?![了过的着得、等性后前中])"
    )


def stated(shadow: str, low: int, high: int, *, opens: bool = True) -> Span | None:
    """What a document says is to be done in the clause ``low..high``: verb and object; a rule as a whole.

    ``opens``: the clause opens a sentence or says 要; behind another, 提高… only says what that is good for.
    """
    found = _step_lead().match(shadow, low, high)
    if found and not re.search("[不未勿]", shadow[low : found.start("verb")]):
        start = found.start("how") if found["how"] else found.start("verb")
        phrase = shadow[found.start("verb") : high]
        vague = (
            (_STATES.search(phrase) and not _ASPECTS.search(phrase))
            or _CARE.match(phrase)
            or (_EFFECT.match(phrase) and not opens)
        )
        vague = vague or (
            _NO_STEP.search(phrase) and not (phrase.endswith("”") or _ASPECTS.search(phrase) or _ABILITY.search(phrase))
        )
        says = initiatives.content(shadow[found.end("verb") : high]) >= 2
        whole = initiatives.balanced(shadow[start:high], _ANY_STEP)
        if says and not vague and whole and initiatives.concrete(phrase, _SHORT_STEP):
            return Span(start, high)
    brought = _BROUGHT.match(shadow, low, high)
    if brought or _NORM.match(shadow, low, high):
        phrase = shadow[low:high]
        vague = _NO_STEP.search(phrase) or _STATES.search(phrase)
        return Span(low, high) if initiatives.balanced(phrase, _RULE) and not vague else None
    return None


#: Verbs that only go on with something, and ends that name nothing that is started.
_LOOSELY = re.compile(
    r"(?:全面|深入|大力|加快)*(?:推进|推动|加强|加大|巩固|深化|提升|提高|完善|优化|健全|强化|落实|支持|鼓励|保障|发展|发挥|进行|展开|促进|规范|"
    r"研究|分析|创新|探索|做[强优大好实]|帮助|协助|集中|与|同|向|在(?![^,]{2,16}(?:设立|建立|建设|实施|实行|推行|推广|开展|启动|试点|投放|新建|改造)))"
)

_VAGUELY = re.compile(
    "由[^,]*(?:[到至为]|提高|放宽|降低)|(?:实施|推广|推行|开展|进行|落实|推进|试行|部署|时间|形式|方式|抓手|思路和工作|落到实处|方面|讨论|基础|环境|重任|责任)$"
)


def loose(phrase: str) -> bool:
    """Whether what somebody means to do only goes on with something that has no name and no number."""
    return _VAGUELY.search(phrase) is not None or (
        _LOOSELY.match(phrase) is not None and not re.search(r"“|\d", phrase)
    )


def further(shadow: str, low: int, high: int) -> Iterator[Span]:
    """What the clauses between two offsets say is to be done, behind the first one of an item of a document's list."""
    for clause in _FURTHER.finditer(shadow, low, high):
        if _SPEAKS.search(clause[0]):
            return
        if DONE.search(clause[0]):
            continue
        start = clause.start() + len(clause[0]) - len(clause[0].lstrip(",。; "))
        hit = opened(shadow, start, clause.end())
        found = objects(shadow, hit, clause.end(), document=True) if hit and not DENIED.search(hit["lead"]) else []
        if not found and (step := stated(shadow, start, clause.end(), opens=not clause[0].startswith(","))):
            found = [step]
        yield from found


def until(shadow: str, low: int, high: int) -> bool:
    """Whether a clause says by when something is to be so."""
    return _UNTIL.match(shadow, low, high) is not None


def aimed(shadow: str, low: int, high: int, *, exactly: bool = False) -> Span | None:
    """What is to be so by then, as the clause ``low..high`` says; ``exactly``: where it gives a figure."""
    if exactly and not re.search(r"\d", shadow[low:high]):
        return None
    if shadow.startswith(("相当于", "意味着", "比"), low):
        return None
    by = re.match(r"(?:力争)?到[^,]{2,8}?(?:年底前|年底|年末|年前|年|末|中叶)", shadow[low:high])
    low += by.end() if by else 0
    fits = _WILL_BE.search(shadow, low, high) and initiatives.balanced(shadow[low:high], _AIM)
    return Span(low, high) if fits else None


#: What is done to somebody or something names itself with them: 对重点地区|实行|“以奖代补”.
_TOWARDS = frozenset({"实行", "实施", "推行", "试行", "开展", "组织开展"})
#: How things are to stand to each other comes about, nobody starts it.
_PATTERN = re.compile("(?:格局|局面)$")


@cache
def _next_verb() -> re.Pattern[str]:
    """A further verb in a list of what is to be made: 建设甲中心、|组建|乙联盟."""
    return re.compile(rf"[、并](?:{_verbs('make')})(?!了|过|的|着|、|等)")


def objects(shadow: str, hit: re.Match[str], end: int, *, document: bool) -> list[Span]:
    """The initiatives that the clause of ``hit`` names, up to ``end``."""
    start = hit.end()
    if wish := _WISH.search(shadow, start, end):
        end = wish.start()
    if hit["adjust"]:
        phrase = shadow[start:end]
        whom = _WHOM.search(hit["lead"])
        verb = Span(hit.start("lead") + whom.start() if whom else hit.start("adjust"), end)
        fits = initiatives.concrete(shadow[hit.start("adjust") : end])
        counted = document and _NUMBERED.search(phrase) is not None
        return [verb] if fits and (counted or initiatives.changed(hit["adjust"], phrase)) else []
    more = list(_next_verb().finditer(shadow, start, end)) if hit["make"] else []
    if not document and _PATTERN.search(shadow, start, end):
        return []
    bounds = zip([start, *(verb.end() for verb in more)], [*(verb.start() for verb in more), end], strict=True)
    found = [what for low, high in bounds for what in initiatives.named(shadow, low, high)]
    if not found and (quoted := initiatives.called(shadow, start, end) or _titled(shadow, hit, start, end)):
        found = [quoted]
    if hit["improve"]:
        quotes = hit["improve"] in _LOOSE and not document
        found = [what for what in found if _own(shadow[what.start : what.end], quotes=quotes)]
    if not found and document:
        return _step(shadow, hit, end)
    if document and found and hit["make"] in _TOWARDS and (whom := _WHOM.search(hit["lead"])) and len(found[0]) < _STEP:
        whole = Span(hit.start("lead") + whom.start(), end)
        return [whole] if initiatives.balanced(shadow[whole.start : end]) else found
    return found


def _step(shadow: str, hit: re.Match[str], end: int) -> list[Span]:
    """The verb of a document's clause with its object, where that says more than a wish."""
    verb = hit.start("make") if hit["make"] else hit.start("improve")
    phrase = shadow[hit.end() : end]
    says = initiatives.content(phrase) >= _SAYS and not _JUDGES.search(phrase) and not _CARE.match(shadow[verb:end])
    says = says and not _FOURS.match(shadow, verb, end) and not (_STATES.search(phrase) and not phrase.endswith("问题"))
    return [Span(verb, end)] if says and initiatives.concrete(shadow[verb:end], _STEP) else []


def _titled(shadow: str, hit: re.Match[str], start: int, end: int) -> Span | None:
    """A document that is to be drawn up."""
    found = (
        _TITLED.match(shadow, start, end)
        if (hit["make"] or "").endswith(("制", "订", "定", "纂", "写", "台"))
        else None
    )
    return Span(*found.span()) if found else None


def _own(phrase: str, *, quotes: bool) -> bool:
    """Whether what is to be improved has a name of its own: quotation marks, else, unless only ``quotes`` count, a
    thing, a number of tasks, or a long name of a rule."""
    if "“" in phrase or _COUNTED.search(phrase):
        return True
    if quotes:
        return False
    return initiatives.started(phrase) or (bool(_INSTITUTION.search(phrase)) and initiatives.content(phrase) >= 4)
