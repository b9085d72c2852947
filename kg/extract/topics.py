"""What the clauses of a sentence are about: the places they open with, carried on where a clause names none.

A :class:`Reading` and a stretch of a masked text in, :class:`Clause` records out.  Only places are topics here;
a clause that opens with somebody or something else ends what was carried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from kg import lazy_re as re
from kg.extract.mask import Mask
from kg.extract.reading import Reading
from kg.lexicon.divisions import gazetteer
from kg.lexicon.tables import alternation, words
from kg.link.places import BareLevel
from kg.mentions.places import PlaceMention
from kg.model import Argument, Span
from kg.rules import BOOK, DATE, DUTY, PERSON, PLACE, POST, QUANTITY

#: The whole country as a place of the gazetteer.
CHINA = "x-CN"
_CLAUSE = re.compile(r"[^,;:。!?\n]+")
_LIST = re.compile(rf"{PLACE}+(?:[、和及]{PLACE}+)*")
_OTHERS = re.compile(
    r"等(?:\w{1,3}个)?(?:城市|地区|省份|省市|省区市|省区|地市|市县|县市|区县|县区|国家|地|市|省|县|区)?(?=\W|也|都|均|则)"
)
_ALL = re.compile(r"(?:全|我)(?P<level>[国省市县区州盟旗])(?![委府人民家主])(?:范围内|上下)?")
_WHOLE = re.compile(r"(?:全[省市县区州旗境域]|境内|辖区|地区(?![a-z]))")
#: Behind the places: what shows that they are not what the clause is about.
_NOT_TOPIC = re.compile(
    rf"[和与跟及至到-]|同(?!样|时)|共产党|[{PLACE}{PERSON}{POST}{DUTY}]|有关|方面|政府(?!性)|籍|方[,面]|队|时间|电[,。]|石化|石油(?!产|[储消])|移动(?!支付|互联|电话|网)|联通|电信(?!业)|银联|中车|中铁|人寿|女[排足篮]|男[排足篮]|选手"
)
#: A body or site named after the place is what the clause is about: 青川铁路局, 青川机场.
_BODY = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:[^布格结当时]局|公司|集团|厂(?!房)|学院|医院|学校|大学|银行|厅|法院|检察院|机场|开发区|新区|高新区|园区|大桥|"
    r"隧道|水库|海关|航空|队(?!伍))"
)
#: A clause that opens so is about something else than the one before it.
_OTHER = re.compile(
    rf"[{PERSON}{POST}{DUTY}{BOOK}“]|[他她它其该此这那我你您咱]|本(?:[报台社次届轮人]|公司)|有的|某|一些|许多|不少|双方|两国|记者|专家"
)
#: Who may have become the topic of a clause that opens with a place: 青川县一家企业放开手脚.
_ACTOR = re.compile(
    r"一[家名位个群户]|[这那]|企业|公司|[工农]厂|村民|群众|干部|人员|[记学]者|市民|居民|队员|[学师]生|代表|大学|医院|法院|银行"
)
#: Not the place but one of those in it is spoken of: 青川县的这家合作社.
_ONE = re.compile(r"[一这那该某][家名位个户些]")
#: The longest clause without a figure over which a topic is carried, in characters of the mask.
_REACH = 16
_LEVELS = {"国": None, "省": "省", "市": "市", "县": "县", "区": "区", "州": "州", "盟": "盟", "旗": "旗"}


@dataclass(frozen=True, slots=True)
class Topic:
    """The places that a clause is about; ``inferred``: named before the clause, or only as 全市."""

    places: tuple[Argument, ...]
    span: Span
    inferred: bool = False

    def carried(self) -> Topic:
        """The same topic for a clause that does not name it."""
        return Topic(self.places, self.span, True)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause at ``low..high`` of a mask; what it says of its topic starts at ``body``; ``named``: it names it."""

    low: int
    high: int
    body: int
    topic: Topic | None
    named: bool


@cache
def _openers() -> re.Pattern[str]:
    """What may stand in front of the topic of a clause."""
    names = "|".join(sorted(words("topic_openers.txt"), key=lambda word: (-len(word), word)))
    return re.compile(
        rf"(?:(?:{names})|[从自到至在截止于]*{DATE}(?:以来|以后|之前|之后|前|后|起|末|底|期间|当天)*|"
        rf"\d{{1,2}}日(?!报)| |"
        rf"据[^,。]{{0,10}}(?:介绍|统计|了解|测算|显示|透露|报道))"
    )


@cache
def _opened() -> re.Pattern[str]:
    """A clause that opens with a place, or with what may mean one."""
    return re.compile(rf"(?:^|[,;:。!?\n])(?:{_openers().pattern})*(?:{PLACE}|[全我][{''.join(_LEVELS)}])")


@cache
def national() -> re.Pattern[str]:
    """Figures that an office of the state publishes of the whole country without saying so: 国内生产总值."""
    return re.compile(alternation(words("national_indicators.txt")))


@cache
def _offices() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternation(words('national_offices.txt'))})[^。\n]{{0,40}}?(?:发布|公布|数据|介绍|统计|通报|消息|获悉|了解到)"
    )


def of_the_country(reading: Reading) -> bool:
    """Whether an office of the state publishes figures in the text."""
    shadow = reading.shadow
    return any(word in shadow for word in ("数据", "发布", "公布")) and _offices().search(shadow) is not None


def may_have_topic(text: str) -> bool:
    """A cheap look: whether a clause of a masked sentence may be about a place; its quantities may be masked or not."""
    return (PLACE in text or _ALL.search(text) is not None) and _opened().search(text) is not None


def clauses(reading: Reading, mask: Mask, low: int, high: int) -> Iterator[Clause]:
    """The clauses of a sentence at ``low..high`` of the mask, each with its topic."""
    topic: Topic | None = None
    for match in _CLAUSE.finditer(mask.text, low, high):
        start, end = match.span()
        body = _skip_openers(mask.text, start, end)
        found = _topic(reading, mask, body, end)
        if found is not None:
            topic, body = found
            yield Clause(start, end, body, topic, True)
        else:
            if topic is not None and (_OTHER.match(mask.text, body, end) or mask.text.startswith(PLACE, body)):
                topic = None
            topic = topic.carried() if topic else None
            yield Clause(start, end, body, topic, False)
        if topic is not None and QUANTITY not in mask.text[start:end]:
            said = mask.text[body:end]
            if len(said) > _REACH or _ACTOR.search(said):
                topic = None


def _skip_openers(text: str, start: int, end: int) -> int:
    while start < end and (match := _openers().match(text, start, end)) and match.end() > start:
        start = match.end()
    return start


def _topic(reading: Reading, mask: Mask, at: int, end: int) -> tuple[Topic, int] | None:
    """The topic that a clause opens with at ``at`` and where the rest begins."""
    places = _LIST.match(mask.text, at, end)
    if places is None:
        level = _ALL.match(mask.text, at, end)
        return _of_level(reading, mask, level) if level else _of_country(reading, mask, at, end)
    others = _OTHERS.match(mask.text, places.end(), end)
    stop = others.end() if others else places.end()
    whole = _WHOLE.match(mask.text, stop, end)
    stop = whole.end() if whole else stop
    if not whole and (_NOT_TOPIC.match(mask.text, stop, end) or _BODY.match(mask.text, stop, end)):
        return None
    found = []
    for _, token in mask.held(*places.span()):
        argument = place_argument(reading, token)
        if argument is None:
            return None
        found.append(argument)
    if mask.text.startswith("的", stop):
        stop += 1
        if _ONE.match(mask.text, stop, end):
            return None
    return Topic(_lowest(found), mask.span(*places.span())), stop


def _of_country(reading: Reading, mask: Mask, at: int, end: int) -> tuple[Topic, int] | None:
    """The country, where a clause opens with what an office of the state named before publishes of it."""
    named = national().match(mask.text, at, end)
    if named is None:
        return None
    span = mask.span(*named.span())
    if (
        not _offices().search(reading.shadow, 0, span.start)
        or _elsewhere(reading, span.start)
        or _abroad(reading, span.start)
    ):
        return None
    return Topic((Argument("District", gazetteer()[CHINA].name, None, code=CHINA),), span, True), at


def _elsewhere(reading: Reading, at: int) -> bool:
    """Whether the sentence at an offset has named a place, whose figures they may be."""
    low = reading.sentence_at(at).start
    return any(low <= place.span.start < at and not place.in_name for place in reading.places)


def place_argument(reading: Reading, token: object) -> Argument | None:
    """A place that the text names for itself, as an argument; None inside a longer name or where unresolved."""
    if not isinstance(token, PlaceMention) or token.in_name:
        return None
    link = reading.linked_places.resolve(token)
    if link.code is None or link.unlisted or not token.parts[-1].candidates:
        return None
    return Argument("District", gazetteer()[link.code].name, token.span, code=link.code)


def _lowest(places: list[Argument]) -> tuple[Argument, ...]:
    """The places without those that only lead to the next one: 四川 青川县 is one place."""
    kept = []
    for at, place in enumerate(places):
        behind = places[at + 1] if at + 1 < len(places) else None
        leads = behind and behind.code and place.code and gazetteer().is_below(behind.code, place.code)
        touching = behind and behind.span and place.span and behind.span.start == place.span.end
        if not (leads and touching):
            kept.append(place)
    return tuple(kept)


def _of_level(reading: Reading, mask: Mask, match: re.Match[str]) -> tuple[Topic, int] | None:
    """全市, 我省: the unit that the text means; 全国 and 我国 are the country."""
    span = mask.span(*match.span())
    level = _LEVELS[match["level"]]
    if level is None and _abroad(reading, span.start):
        return None
    code = CHINA if level is None else reading.linked_places.context(span.start, cast("BareLevel", level)).code
    if code is None:
        return None
    place = Argument("District", gazetteer()[code].name, span, code=code)
    return Topic((place,), span, level is not None), match.end()


def _abroad(reading: Reading, at: int) -> bool:
    """Whether the paragraph speaks of another country before ``at``: its 全国 is not China."""
    line = reading.shadow.rfind("\n", 0, at) + 1
    before = [place for place in reading.places if line <= place.span.start < at and not place.in_name]
    code = reading.linked_places.resolve(before[-1]).code if before else None
    return (
        code is not None
        and code.startswith("x-")
        and not code.startswith(CHINA)
        and gazetteer()[code].level == "country"
    )
