"""The place or body that receives a secondment, and the one that sends: spans of the mask in, arguments out.

Words: kg/lexicon/data/secondment_words.tsv.  What has no name of its own (基层, 贫困县) is no host.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from kg import lazy_re as re
from kg.extract.reading import Reading
from kg.lexicon.divisions import gazetteer
from kg.lexicon.tables import used
from kg.link.places import BareLevel
from kg.mentions.letters import letter_codes
from kg.mentions.persons import Person
from kg.mentions.places import PlaceMention
from kg.mentions.posts import Post
from kg.model import Argument, Span
from kg.rules import DATE, DUTY, PERSON, PLACE, POST

SECONDED_DUTY = re.compile("挂职|科技(?=副)")
#: Words for the place spoken of, and how far back, in characters, it may be named.
_HERE = frozenset(
    {"这里", "这儿", "此地", "村里", "镇里", "乡里", "本村", *(f"该{unit}" for unit in ("村", "镇", "乡", "社区"))}
)
_HERE_REACH = 160
#: The unit of a level that the text is about: 到|我县|挂职.
_OURS = re.compile("(?:我|该|本|全|咱们?)(?P<level>[省市县区旗州])")
_TOLD_OF = re.compile(
    r"(?:^|(?<=[。\n,;]))(?:在|来到|走进|走访)?(?:[\u4e00-\u9fff]{2,6}[县市区镇乡])?(?P<place>[\u4e00-\u9fff]{2,8}?(?:村|社区|嘎查|镇|乡))(?=位于|地处|坐落|是|曾|有|,)"
)
_JOINT = re.compile(r"[、和及](?![^()]*\))")
_FILLER = re.compile(
    r"^(?:.*的|了|我国|祖国)|(?:正式|分别|参加|进行|开展|等地|(?:开展|参加|进行|从事)?(?:东西部协作|对口支援|对口帮扶|结对帮扶))$"
)
#: Behind the last place of a list: 绍兴|等7市开展为期半年的, 泉州|三市.
_COUNTED = re.compile(
    r"(?:等(?:单位|部门|企业|机关|机构|(?:东部|西部|中部|沿海|发达|兄弟)*(?:省市|省区市|省份|地区|城市))|等[\d一二两三四五六七八九十]+[个省市县区州地]{1,2}|(?<!第)[\d一二两三四五六七八九十]+个?[省市县地](?![区镇乡村街]))[^,、]{0,14}$"
)
#: How long the words for a host without a name may be, in characters of the mask.
_ANYWHERE = 14
#: Up to this length the name of a body says only of what kind it is: 县委, 教育局.
_SHORT_BODY = 5
#: What is no host of those who are counted either.
_NOWHERE = ("对方", "双方", "彼此", "那里", "这里", "哪里", "外地")
_PRINTED = re.compile(r"(?![省市县区乡镇][乡镇村县])[\u4e00-\u9fff]{1,6}(?:镇|乡|村|街道|社区|自治县|县)")
_BATCH = re.compile(
    f"(?:的|(?:第[一二三四五六七八九十百\\d]+|新一|首)批|(?:从|自|于|在)?{DATE}(?:起|以来|开始)?|(?:今|去|前|每)年"
    "|先后|累计|已经?|共计?|陆续|分批|分别|连续|统一|近日|日前|最近|正式)+$"
)
#: Before a body that sends somebody: 去年受|学校, 张云舟是|审计厅.
_PASSIVE = re.compile(f"(?:[^,。;]{{0,16}}?{PERSON}(?:就是|也是|是|系)|[^,。;]{{0,8}}?(?:受|由|经|被))")
#: Bodies that are told by their level: 县级团委, 乡镇党委.
_OF_A_LEVEL = re.compile(
    r"(?:[\u4e00-\u9fff]{2})?(?:[省市县区]级|乡镇|市县|县区|街道)(?:团委|党委|政府|机关|医院|法院|检察院|妇联|工会|部门)"
)
#: People are no body that receives: 选派到村里的|干部.
_PEOPLE = ("干部", "人员", "队员", "党员", "骨干")
_HOME = re.compile(
    r"(?:从|由|来自(?:于)?)(?P<home>(?![\d一二三四五六七八九])[^,。;:!?\n\ue001\ue004]{1,24}?)(?=到|赴|去|前往|走[向进上]|奔赴|来到|选派|选调|抽调|遴选|选拔|下派|派|等\d|的|$)"
)
#: Where a text says that somebody comes from: 来自甲局的|周砚, 甲局干部|周砚, 周砚来自甲局.
_ORIGIN = re.compile(
    rf"来自(?P<before>[^,。;:!?的\n{PERSON}“”]{{1,20}}?)的[^,。;:!?\n{PERSON}“”]{{0,12}}(?P<who>{PERSON})"
    rf"|(?<![^,。;:!?\n“])(?P<own>[^,。;:!?的\n{PERSON}“”]{{1,20}}?)(?:挂职(?:扶贫|帮扶)?干部|(?<!挂职)(?:干部|职工|教师|医生|工程师))"
    rf"(?:、?[{POST}{DUTY}])*(?P<staff>{PERSON})"
    rf"|(?P<whom>{PERSON})(?:同志)?(?:[是,]|就是)?来自(?P<behind>[^,。;:!?的\n{PERSON}“”]{{1,20}}?)(?=[,。;的\n])"
)
#: The groups of its alternatives: who, and from where.
_ORIGIN_GROUPS = (("who", "before"), ("staff", "own"), ("whom", "behind"))


def words(use: str) -> tuple[str, ...]:
    """The words of one use in the list of secondments."""
    return used("secondment_words.tsv", use)


def hosts(
    reading: Reading, start: int, end: int, *, anywhere: bool = False, bodies: bool = False
) -> Iterator[Argument]:
    """The places and bodies named in masked ``start..end``, one by one; ``anywhere``: what has no name of
    its own too (到|乡村一线, 到|20个县); ``bodies``: what a post without a district is held in."""
    if (code := letter_codes().get(reading.mask.text[start:end])) is not None:
        yield Argument("District", gazetteer()[code].name, reading.mask.span(start, end), code=code)
        return
    if reading.mask.text[start:end] in _HERE:
        if (here := _meant(reading, start)) is not None:
            yield here
        return
    if (ours := _OURS.fullmatch(reading.mask.text, start, end)) is not None:
        code = reading.linked_places.context(reading.mask.start(start), cast("BareLevel", ours["level"])).code
        if code is not None:
            yield Argument("District", gazetteer()[code].name, reading.mask.span(start, end), code=code)
            return
    posts = [token for _, token in reading.mask.held(start, end) if isinstance(token, Post)]
    if posts:
        yield from _of_offices(reading, posts, bodies=bodies)
        return
    at, named = start, 0
    for joint in (*_JOINT.finditer(reading.mask.text, start, end), None):
        stop = joint.start() if joint else end
        found = _host(reading, at, stop) if stop > at else None
        if found is None and anywhere and joint is None and not named and 0 < end - start <= _ANYWHERE:
            span = reading.mask.span(start, end)
            if reading.shadow[span.start : span.end] not in _NOWHERE:
                found = Argument("Organization", reading.doc.text[span.start : span.end], span)
        if found is not None:
            named += 1
            yield found
        at = joint.end() if joint else end


def _meant(reading: Reading, at: int) -> Argument | None:
    """The village or town that a clause shortly before opened with: 青石沟村位于….张云舟被派到|这里."""
    offset = reading.mask.start(at)
    found = list(_TOLD_OF.finditer(reading.shadow, max(0, offset - _HERE_REACH), offset))
    if not found:
        return None
    span = Span(*found[-1].span("place"))
    return Argument("District", reading.doc.text[span.start : span.end], span)


def _of_offices(reading: Reading, posts: list[Post], *, bodies: bool) -> Iterator[Argument]:
    """The district of the first post that says one: 挂职干部、青川县委常委、副县长; else the body of the first."""
    offices = [reading.offices.of(post) for post in posts]
    office = next((office for office in offices if office.district is not None), None)
    if office is not None:
        yield Argument("District", str(office.district), office.post.span, code=office.code)
    elif bodies and (body := offices[0].organization) is not None and len(body) > _SHORT_BODY:
        yield Argument("Organization", body, offices[0].post.span)


def duty_at(reading: Reading, start: int, end: int) -> str | None:
    """The title of the post in masked ``start..end`` that is printed as one of a secondment: 青川县副县长."""
    posts = [token for _, token in reading.mask.held(start, end) if isinstance(token, Post)]
    post = next((post for post in posts if SECONDED_DUTY.search(post.role)), None)
    if post is None:
        return None
    office = reading.offices.of(post)
    return own_title(office.title, office.district)


def own_title(title: str, district: str | None) -> str:
    """A title from its own district on: 上海长宁区江苏路街道党工委副书记 is 江苏路街道党工委副书记."""
    title = SECONDED_DUTY.sub("", title)
    return title[title.index(district) :] if district and district in title else title


def printed_home(reading: Reading, start: int, end: int) -> str | None:
    """Where masked ``start..end`` says that somebody comes from: 从…到, 来自…的, 由…选派."""
    if end <= start:
        return None
    match = _HOME.search(reading.mask.text, start, end)
    span = reading.mask.span(*match.span("home")) if match else None
    return reading.doc.text[span.start : span.end] if span and span.end - span.start > 1 else None


def sender(reading: Reading, at: int) -> str | None:
    """The body in front of 选派 at masked ``at``, named from the start of its clause."""
    clause = re.split(r"[,。;:!?\n)]", reading.mask.text[max(0, at - 30) : at])[-1]
    batch = _BATCH.search(clause)
    if batch is not None:
        at -= len(batch[0])
        clause = clause[: batch.start()]
    clause = clause[passive.end() :] if (passive := _PASSIVE.match(clause)) else clause
    if not clause:
        return None
    return _origin(reading, at - len(clause), at)


def origins(reading: Reading) -> dict[str, str]:
    """Where people come from as the text tells it anywhere, by their names: a place or a body."""
    found: dict[str, str] = {}
    for match in _ORIGIN.finditer(reading.mask.text):
        who, where = next(pair for pair in _ORIGIN_GROUPS if match[pair[0]])
        person = reading.mask.tokens[match.start(who)]
        if match[0].startswith(PLACE) and where == "own" and "挂职" in match[0]:
            continue  # 青川县挂职干部张云舟 is on secondment there
        home = _origin(reading, *match.span(where))
        if isinstance(person, Person) and home is not None:
            found.setdefault(person.text, home)
    return found


def _origin(reading: Reading, start: int, end: int) -> str | None:
    """What masked ``start..end`` names, where it is a body or a place."""
    span = reading.mask.span(start, end)
    text = reading.doc.text[span.start : span.end]
    place = reading.mask.tokens.get(start)
    body = text.endswith(words("body")) and not text.startswith((*words("vague"), "我", "本", "该"))
    return text if 2 <= len(text) <= 20 and (body or (isinstance(place, PlaceMention) and place.span == span)) else None


def _host(reading: Reading, start: int, end: int) -> Argument | None:
    span = reading.mask.span(start, end)
    span = Span(span.start, span.end - reading.shadow.endswith("的", span.start, span.end))
    if counted := _COUNTED.search(reading.shadow[span.start : span.end]):
        span = Span(span.start, span.start + counted.start())
    while match := _FILLER.search(reading.shadow[span.start : span.end]):
        at_start = match.start() == 0
        span = Span(span.start + match.end(), span.end) if at_start else Span(span.start, span.start + match.start())
    text = reading.doc.text[span.start : span.end]
    if len(text) < 2:
        return None
    held = [token for _, token in reading.mask.held(start, end) if isinstance(token, PlaceMention)]
    run = [place for place in held if span.covers(place.span)]
    first = next((place for place in run if place.span.start == span.start), None)
    if first is None:
        return _without_place(text, span)
    last = first
    for place in run:
        if place.span.start == last.span.end:
            last = place
    tail = reading.shadow[last.span.end : span.end]
    if not tail or tail[0].isdigit() or tail.startswith(words("zone")) or tail.endswith(words("zone")):
        return _district(reading, last)
    if _PRINTED.fullmatch(text):
        return Argument("District", text, span)
    if _PRINTED.fullmatch(tail):
        return Argument("District", reading.doc.text[last.span.end : span.end], Span(last.span.end, span.end))
    return Argument("Organization", text, span) if tail.endswith(words("body")) else None


def _without_place(text: str, span: Span) -> Argument | None:
    if text.endswith(_PEOPLE) or (text.startswith(words("vague")) and not _OF_A_LEVEL.fullmatch(text)):
        return None
    if _PRINTED.fullmatch(text) and not text.startswith(words("zone")):
        return Argument("District", text, span)
    return Argument("Organization", text, span) if text.endswith(words("body")) else None


def _district(reading: Reading, place: PlaceMention) -> Argument:
    part = place.parts[-1]
    code = reading.linked_places.resolve(place).code
    name = part.surface if code is None or not part.candidates else gazetteer()[code].name
    return Argument("District", name, part.span, code=code)
