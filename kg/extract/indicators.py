"""What a figure measures: the indicator that a match of kg/rules/figures.yaml prints.

A rule, its match and the quantity in, an :class:`Indicator` out, or None where the words name no indicator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg import lazy_re as re
from kg.extract.quantities import Quantity
from kg.lexicon.tables import alternation, words
from kg.rules import DATE, Rule

#: The longest indicator, in code points: what is longer is a sentence.
LONGEST = 16
#: What makes a figure a plan, an aim or a forecast.
PLANNED = re.compile(
    r"(?<![需主重必首只])要(?![求素点闻是么紧件道务害])|将(?![军来领士近])|预计|力争|争取|有望|可望|确保|必须|应当|拟(?!态|人|合)|"
    r"计划(?=[投新建完到在于招开出引培改实种发])"
)
#: Words at the edges of an indicator, or inside it, that say nothing of what it is.
_LEAD = re.compile(
    r"^(?:\d{1,2}日|级(?!别)|将|把|的|已经|已|共计|共有|共|总共|合计|累计|总计|目前|现|一共|先后|陆续|还|又|也|均|都|则|仍|就|更|全年|"
    r"分别|其|以及|全部|初步|新增的)+"
)
_TAIL = re.compile(
    r"(?:[\d一二两三四五六七八九十]+(?:个月|年|天|周)以?来|(?:达到)?每[天日月年]|的|了|已经|已|目前|仅|多次|常年|则|共计|共|合计|累计|总计|达|为|是|将|总|近|超|约|就|首次|首)+$"
)
_INNER = re.compile(
    r"累计|有望|已经|总共|一共|共计(?!划)|(?<!公)共(?=[侦破查立抓收缴完实发投签接引建新培救追转抢招审办举出])|今天|昨天|今年|去年"
)
#: What says nothing by itself of what is measured.
_EMPTY = re.compile(
    r"(?:增长|下降|上升|提高|增加|减少|上涨|年?增|年?降|[日月年人]均|平均|单日|当天|涉及|波及|[升涨跌降增]幅)+"
)
#: Only how far it is from another figure: 高于全国增速4.8个百分点.
_COMPARED = re.compile(r"[高低快慢多少大小]于|[超低]过[^,]{0,6}(?:平均|增速|水平)")
#: What only begins to say what kind of thing is counted: 6项更具包容性、适应性的举措.
_QUALITY = re.compile(r"更(?!夫|衣)|最|较|具[有备]?")
#: Only how the figure of the clause before went on: 首次超过5万例,达到54122例.
_ONLY_VERB = re.compile(
    r"(?:首次|再次|最终|目前|现|升|增|减|降|达|涨|跌|上升|增加|增长|减少|下降|突破|超过|高达)+[到至]?"
)
_CHANGE = re.compile(r"(?:增长|下降|上升|提高|增加|减少|上涨)$")
_VERB_EXTRA = re.compile(r"了|近|约|幅度|超过|达")
#: How those who are served by a system are called by the unit they are counted in.
_HEADS = {"户": "户数", "家": "家数"}
#: Kinds of territory are counted by one character: 1个镇.
_UNITS = frozenset("镇乡村县区市州旗")


@dataclass(frozen=True, slots=True)
class Indicator:
    """The name of what is measured; ``basis``: what a change is measured against, None for a level."""

    name: str
    basis: str | None = None


def indicator(rule: Rule, match: re.Match[str], quantity: Quantity, before: Indicator | None) -> Indicator | None:
    """The indicator of a match; ``before`` is that of the clause before, which a change may go on about."""
    if quantity.kind not in str(rule.values["kinds"]).split():
        return None
    groups = {key: value or "" for key, value in match.groupdict().items()}
    noun, what = groups.get("noun", ""), groups.get("what", "")
    match rule.values["construct"]:
        case "change":
            return _change(groups, before)
        case "stock":
            name = _stock(groups, quantity)
        case "reach":
            name = groups["verb"] + (noun or _HEADS.get(quantity.unit, "人数"))
        case "benefit":
            name = f"受益{_HEADS.get(quantity.unit, noun)}"
        case "flow":
            name = _clean(what) + noun if _is_noun(noun) and _makes().search(what) else ""
        case "level":  # 平时的三分之一 is no level
            name = "" if what.endswith("的") else _clean(what)
            if _ONLY_VERB.fullmatch(name):
                return _grown(name, before) if quantity.kind == "share" and _CHANGE.search(name) else before
        case _:
            name = noun if _is_noun(noun) else ""
    return Indicator(PLANNED.sub("", name)) if _fits(name) else None


def measured(text: str) -> str | None:
    """The indicator that a stretch of a clause names; None if it names none."""
    name = _clean(text)
    if _ONLY_VERB.fullmatch(name):
        return None
    return PLANNED.sub("", name) if _fits(name) else None


def _stock(groups: Mapping[str, str], quantity: Quantity) -> str:
    """有 9个 街道; 有 党员 3000名; 常住人口 有 61万人."""
    noun, of = groups["noun"], groups["of"]
    if groups["mass"]:
        return "" if noun or of else _clean(groups["mass"])
    if noun:
        return "" if of or not _is_noun(noun) else noun
    return of if quantity.kind == "count" or of.endswith(("人口", "党员")) else ""


def _change(groups: Mapping[str, str], before: Indicator | None) -> Indicator | None:
    """同比增长 8%: of what the clause names, else of what the clause before gave a figure of."""
    what = _clean(groups["what"])
    if not what:
        if before is None or not groups["basis"]:
            return None
        what = _CHANGE.sub("", before.name)
    name = what + _VERB_EXTRA.sub("", groups["verb"])
    return Indicator(name, groups["basis"] or None) if _fits(name) else None


def _grown(verb: str, before: Indicator | None) -> Indicator | None:
    """收入 14亿元,增长 3%: how far what the clause before gave a figure of has gone up or down."""
    name = _CHANGE.sub("", before.name) + verb if before is not None else ""
    return Indicator(name) if _fits(name) else None


def _clean(text: str) -> str:
    return _INNER.sub("", _TAIL.sub("", _LEAD.sub("", text)))


@cache
def _phrases() -> re.Pattern[str]:
    """Words that no indicator and no counted noun has inside, or ends with."""
    names = "|".join(sorted((word for word in words("figure_stops.txt") if len(word) > 1), key=_by_length))
    return re.compile(rf"{names}|各(?![级地族类种界项])|[^的]{{5,}}的[^的]{{0,3}}$|[中内上下里外间]$|{DATE}")


#: 规模以上工业 is a class of firms, no comparison.
_SIZED = re.compile("(?:规模|限额)以[上下]")


def _stopped(text: str) -> bool:
    """Whether a stop word stands in a phrase; single characters count only outside common words."""
    text = _measures().sub("", _SIZED.sub("", text))
    if _phrases().search(text):
        return True
    stops, common = words("figure_stops.txt"), words("words.txt")
    at = 0
    while at < len(text):
        if text[at : at + 2] in common:
            at += 2
        elif text[at] in stops:
            return True
        else:
            at += 1
    return False


@cache
def _measures() -> re.Pattern[str]:
    """Words of statistics that hold what is a stop word elsewhere: 普及 in 普及率."""
    return re.compile(alternation(words("figure_words.txt")))


def _by_length(word: str) -> tuple[int, str]:
    return -len(word), word


@cache
def _makes() -> re.Pattern[str]:
    """A verb of what is done by number."""
    return re.compile(rf"(?:{'|'.join(sorted(words('figure_makes.txt'), key=_by_length))})(?:了|起|出)?$")


def _is_noun(text: str) -> bool:
    return "的" not in text and not _stopped(text) and not _QUALITY.match(text)


def _fits(name: str) -> bool:
    plain = PLANNED.sub("", name)
    if _COMPARED.match(plain) or _EMPTY.fullmatch(plain) or _stopped(plain) or name.count("“") != name.count("”"):
        return False
    return plain in _UNITS or 1 < len(plain) <= LONGEST
