"""What somebody takes as a model or builds on: places, sites, programmes that a phrase names.

A stretch of the mask in, arguments out; nothing where the phrase names nothing of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg import lazy_re as re
from kg.extract.mask import Mask
from kg.extract.reading import Reading
from kg.extract.topics import place_argument
from kg.lexicon.divisions import gazetteer
from kg.lexicon.tables import words
from kg.mentions.places import PlaceMention
from kg.model import Argument
from kg.rules import BOOK, DATE, DUTY, PERSON, PLACE, POST

_QUOTED = re.compile(r"“([^“”]{2,16})”")
_PLACES = re.compile(
    rf"(?:(?:先进|发达|周边|沿海|兄弟|外地)(?:地区|城市|省市|省份|县市)?)?(?P<list>{PLACE}+(?:[、和与及]{PLACE}+)*)"
)
#: What may stand between a place and its example: what field it is of, and whose else it is.
_FIELD = re.compile(
    r"(?:等\w{0,6}?(?:地区|城市|省市|省份|县市|国家|地|市|县|省|区)?)?(?:的|在|等|关于|有关)?[^、。“”]{0,14}"
)
#: A body, an event or a person behind the place: it is theirs, not the place's.
_OTHERS = re.compile(
    rf"[{PERSON}{POST}{DUTY}{BOOK}{DATE}{PLACE}]|[会赛战军党](?:的|$)|[奥世亚]运|博览|公司|集团|大学|学院|企业|队|厂(?!房)|奥|报|史|文明|人民|民族"
)
_SITE = re.compile(
    r"(?P<name>.{2,}?(?:大楼|大厦|园区|开发区|新区|社区|小区|街道|公园|景区|古镇|古城|老街|码头|港|机场|中心|基地|广场|学校|医院|[图书博物纪念文化展览]馆|村))"
    r"(?:的|建设|管理|治理|改造|运营|运行|发展|服务|保护|开发|规划|整治|创建|工作)*"
)
_WORK = re.compile(r"(?P<name>[^、，]{2,16}?(?P<head>系统|平台|工程|行动|计划))(?:的|建设|实施|运行|推进|工作)*")
_EMPTY = re.compile(r"(?:自身|各自|现有|原有|已有|这个|这些|这一|该|此|本地|当地|各种|各类|有关|相关|一切|所有|其|它)")
_KINDS = {
    "系统": "InformationSystem",
    "平台": "InformationSystem",
    "网络": "InformationSystem",
    "网": "InformationSystem",
}
_SITES = re.compile(
    r"(?:大楼|大厦|园区|产业园|工业园|开发区|高新区|新区|港口?|码头|机场|车站|大桥|隧道|水库|电站|社区|小区|村|古镇|古城|老街|厂房|故居|旧址|遗址|馆|公园|"
    r"景[区点]|风景区|广场|学校|党校|大学|学院|医院|实验室|试验区|示范区|保税区|口岸|中心|基地|走廊|大厅|驿站)$"
)
_WORKS = re.compile(r"(?:工程|项目|试点|行动|计划)$")


def models(reading: Reading, low: int, high: int) -> Iterator[Argument]:
    """The places, sites and programmes whose example the phrase at ``low..high`` of the mask speaks of."""
    text = reading.mask.text[low:high]
    places = _PLACES.match(text)
    rest = text[places.end() :] if places else text
    if quoted := _QUOTED.search(text):
        if not _EMPTY.match(quoted[1]) and (places is None or quoted.start() >= places.end()):
            yield _argument(reading, "PolicyMeasure", low + quoted.start(1), low + quoted.end(1))
    elif (places and not _FIELD.fullmatch(rest)) or _OTHERS.search(rest):
        return
    elif places and (site := _SITE.fullmatch(rest)):
        yield _argument(reading, "Facility", low + places.start("list"), low + places.end() + site.end("name"))
    elif (work := _WORK.fullmatch(rest)) and not _EMPTY.match(rest):
        kind = _KINDS.get(work["head"], "Programme")
        start = places.end() if places else 0
        yield _argument(reading, kind, low + start + work.start("name"), low + start + work.end("name"))
    if places:
        for _, token in reading.mask.held(low + places.start("list"), low + places.end("list")):
            yield from _place(reading, token)


def _place(reading: Reading, token: object) -> Iterator[Argument]:
    """A place; a village or quarter that no table has is a site in the division it lies in."""
    if (place := place_argument(reading, token)) is not None:
        yield place
    elif isinstance(token, PlaceMention) and not token.in_name:
        link = reading.linked_places.resolve(token)
        if link.code is not None:
            yield Argument("Facility", reading.doc.text[token.span.start : token.span.end], token.span)
            yield Argument("District", gazetteer()[link.code].name, token.span, code=link.code)


@cache
def _heads() -> re.Pattern[str]:
    names = sorted(words("asset_heads.txt"), key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(names)})[A-Za-z0-9]{{0,12}}$")


#: How a thing is, in front of its name: 特制的手持终端.
_QUALITY = re.compile(r"[\u4e00-\u9fff]{2,8}的(?=[\u4e00-\u9fff])")
_MARKS = re.compile(r"[、”]$|^[、和与]")
#: The thing is the fair, not that it is held: 以承办茶博会为契机.
_HELD = re.compile(r"(?:成功)?(?:承办|举办|召开|筹办|建设|实施|创建|开展|推进|落实)")


def thing(reading: Reading, mask: Mask, low: int, high: int) -> Argument | None:
    """The platform, site or technique that a phrase names, if it is one thing of its own."""
    if held := _HELD.match(mask.text, low, high):
        low = held.end()
    if quality := _QUALITY.match(mask.text, low, high):
        low = quality.end()
    text = mask.text[low:high]
    plain = text.strip("“”")
    if _EMPTY.match(plain) or _MARKS.search(text) or text.count("“") != text.count("”"):
        return None
    head = _heads().search(plain)
    if head is None or len(plain) - len(head[0]) < 2 or re.search(r"[的和与、是有在了把将]", plain[: head.start()]):
        return None
    return _argument(reading, _kind(plain, head[0]), low, high, mask)


def _kind(text: str, head: str) -> str:
    head = head.rstrip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    if head in _KINDS or head.endswith("网"):
        return "InformationSystem"
    if _WORKS.search(text):
        return "Programme"
    return "Facility" if _SITES.search(text) else "Topic"


def _argument(reading: Reading, kind: str, low: int, high: int, mask: Mask | None = None) -> Argument:
    span = (mask or reading.mask).span(low, high)
    return Argument(kind, reading.doc.text[span.start : span.end], span)
