"""Finds the people whose particulars a text gives: 张云舟,男,汉族,1970年6月生; a line with a name above 男,汉族,….

Shadow in, :class:`Name` out, in text order.  Sex, people or birth right behind a name at the head of a line, an item
or a clause leave no doubt that it is one, whatever it means elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg import lazy_re as re
from kg.lexicon.tables import alternation, words
from kg.mentions.duties import duty_words
from kg.mentions.names import Name, is_name, surnames

#: The years of a life, with days and a name in Latin letters too: (Pedro Quintero,1928年6月3日-2004年9月17日).
_DATE = r"(?:1[6-9]|20)\d\d年?(?:\d{1,2}月)?(?:\d{1,2}日)?"
LIFE = rf"\((?:[A-Za-zÀ-ž .·'-]{{2,40}}[,; ] ?)?(?:{_DATE}) ?-+ ?(?P<end>{_DATE})?\)"
#: The name, in parts too, or of two or three characters with a blank between; then what else a head of a CV holds.
_NAME = r"(?P<name>[\u3400-\u9fff○]{1,9}(?:·[\u3400-\u9fff○]{1,9})*|[\u3400-\u9fff]{1,2} {1,3}[\u3400-\u9fff]{1,2})"
_TITLE = r"(?:同志|先生|女士)?(?: ?\([^()\n]{1,16}\))?"
_HEAD = r"(?:(?<![^\n。;:!?” ])|(?<=\d[.、)])|(?<=\d\. )|(?<=[一二三四五六七八九十]、)|(?<=\)))"
_PEOPLE = r"(?:[\u4e00-\u9fff]{1,5}族)(?=[,。;(])"
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})"
_DAY = r"[\d一二三四五六七八九十]{1,2}月?(?:[\d一二三四五六七八九十]{1,3}日)?"
_BORN = rf"(?:{_YEAR}(?:年|[年.]{_DAY})(?:出?生|生于)|生于{_YEAR}年)"
_PARTY = r"(?:中共(?:预备)?党员|共青团员|无党派人士|民[革盟建进]会?员|致公党员|农工党员|九三学社社员)(?=[,。;])"
_CALLING = r",[\u4e00-\u9fff]{1,8}(?:[家师员者]|导演|诗人|教授|编剧|翻译)(?=,)"
_SEAT = r"(?:[\u4e00-\u9fff]{0,6}(?:董事|监事|总监|经理|董事长|候选人|技术人员)(?: ?: ?)?)"
_LEARNING = (
    r"(?:[\u4e00-\u9fff]{0,6}(?:博士|硕士|学士|学历|大学文化|大专文化|中专文化|高中文化|本科|文化程度)(?=[,。;]))"
)
_FIRST = re.compile(
    rf"{_HEAD} *{_SEAT}?{_NAME}{_TITLE} *(?:{_CALLING})?"
    rf"(?:(?:[,:] *|\n+ *|  +)(?:{_LEARNING}|[\u4e00-\u9fff]{{1,6}}国籍(?=[,。;(])|[\u4e00-\u9fff]{{2,8}}。(?={_BORN})"
    rf"|[男女]\b|[男女](?=[,。;( ])|{_PEOPLE}|{_BORN}|{_PARTY}"
    rf"|[字号][\u4e00-\u9fff]{{1,3}}(?=[,;。(]))"
    rf"| (?:[男女](?=[ ,])|{_BORN})|:(?=[^,。\n]{{2,16}},(?:[男女],|{_BORN})))"
)
#: A form of address at the head of a line: 应 磊先生,公司董事; what somebody is by calling there: 焦冠英,国家一级演员.
_ADDRESSED = re.compile(rf"(?<![^\n。]) *{_NAME}(?:先生|女士)(?: ?\([^()\n]{{1,24}}\))?(?=[,:])")
_CALLED = re.compile(rf"(?<![^\n。]) *{_NAME}(?=,[^,。\n]{{0,14}}(?:{alternation(words('vita_callings.txt'))}),)")
#: The years of a life behind a name: 周砚秋(1927-2012).
_LIVED = re.compile(rf"{_HEAD} *{_NAME} ?{LIFE}(?=[,。; ])")
_HEADED = re.compile(rf"(?<![^\n]) *{_NAME}{_TITLE}(?:个人|工作|任职|主要)?(?:简历|生平|履历) *(?![^\n])")
#: A form that gives it: 姓名:周砚秋.
_FORM = re.compile(rf"姓 *名 ?: *{_NAME}{_TITLE} *(?=[\n,;。]| +(?:性 ?别|民 ?族|出生|职务|单位)|\Z)")
#: How somebody says who he is: 我叫郁可,.
_SAYS_WHO = re.compile(rf"(?:[我他她名]|名字)叫(?!来){_NAME}(?=[,。;!、])")
#: A career that begins right behind a name: 周砚秋:1983年8月至1987年9月….
_TOLD = re.compile(
    rf"{_HEAD} *{_NAME}{_TITLE} ?: *(?=历任|曾任|现任|{_YEAR}(?:年|\.)(?:{_DAY})?(?:[至起,任生到在-]|参加|毕业|出生))"
)
#: What one of these patterns ends with, found fast, and how far before it a name may start, in characters.
_CUE = re.compile(
    r"姓 *名 ?:|(?:[我他她名]|名字)叫(?=[\u3400-\u9fff])"
    r"|: *(?:历任|曾任|现任|(?:19|20)\d\d[年.])|(?:博士|硕士|学士|学历|文化|本科|程度)[,。;]"
    r"|男[,。;( ]|女[,。;( ]|族[,。;(]|国籍[,。;(]|出生|月生|日生|年生|生于|简历|生平|履历"
    r"|,[字号]|(?:先生|女士)[,:(]|党员[,。;]|团员[,。;]|人士[,。;]|会员[,。;]|盟员[,。;]|社员[,。;]"
    r"|\d[年日]?\)[,。; ]|-\)[,。; ]"
    rf"|(?:{alternation(words('vita_callings.txt'))}),"
)
_TITLES = frozenset({"简历", "生平", "履历"})
_REACH = 48


def named_in_vitae(shadow: str) -> Iterator[Name]:
    """The names at the heads of particulars and in the headings of CVs."""
    end = 0
    for cue in _CUE.finditer(shadow):
        if cue.start() < end:
            continue
        if cue[0].startswith("姓"):
            pattern, match = _FORM, _FORM.match(shadow, cue.start())
        elif cue[0].endswith("叫"):
            pattern, match = _SAYS_WHO, _SAYS_WHO.match(shadow, cue.start())
        else:
            pattern = _pattern(cue[0])
            match = pattern.search(shadow, max(end, cue.start() - _REACH), cue.end() + 6)
        if match is None:
            continue
        end = match.end()
        text = match["name"].replace(" ", "")
        start, stop = match.span("name")
        if len(text) > 3 and text.endswith(("同志", "先生", "女士", *_TITLES)):
            text, stop = text[:-2], stop - 2
        if shadow[stop : stop + 1] == ":" and text in words("words.txt"):
            continue  # 公示:周砚秋,男
        if _may_be(text, sure=pattern not in (_HEADED, _TOLD, _CALLED)):
            yield Name(start, stop, text, 6.0)


def _pattern(cue: str) -> re.Pattern[str]:
    """The pattern whose matches end with a cue."""
    if cue[0] == ":":
        return _TOLD
    if cue in _TITLES:
        return _HEADED
    if ")" in cue:
        return _LIVED
    if cue.startswith(("先生", "女士")):
        return _ADDRESSED
    return _CALLED if cue[:-1] in words("vita_callings.txt") else _FIRST


def _may_be(text: str, *, sure: bool) -> bool:
    if text in words("vita_words.txt") or text in duty_words() or set(text) & words("not_in_names.txt"):
        return False
    if "·" in text or is_name(text):
        return len(text) < 20
    if len(text) > 4 and text[:2] in words("words.txt") and text[-2:] in words("words.txt"):
        return False  # 周砚秋:|公司核心技术人员,1978年1月生
    family = text[0] in surnames() or text[:2] in surnames() or text[:2] in words("japanese_families.txt")
    return sure and (len(text) > 4 or (2 <= len(text) <= 4 and family)) and text not in words("org_suffixes.txt")
