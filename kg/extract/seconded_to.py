"""secondedTo and secondedPost: who is sent on secondment (挂职), where to, and to which post.

Rules: kg/rules/seconded_to.yaml.  Posts held on secondment come from :mod:`kg.extract.held_post`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg import lazy_re as re
from kg.extract import held_post
from kg.extract.claims import claim
from kg.extract.hosts import SECONDED_DUTY, duty_at, hosts, origins, own_title, printed_home, sender, words
from kg.extract.one_secondment import Secondment, group_parts, lies_in, merged, numbered_group
from kg.extract.reading import Reading, kept
from kg.extract.scope import quotation_around, quotation_marks, sentence_start
from kg.extract.sent_holders import OF_THE_AID, is_listed, is_sent
from kg.lexicon.tables import words as common
from kg.mentions.letters import letter_codes
from kg.mentions.names import han_name, surnames
from kg.mentions.persons import Person
from kg.model import Argument, Claim, Scalar, Span
from kg.rules import PERSON, Rule, load
from kg.text.dates import Date

#: How far in front of a match its home and date are looked for, in characters of the mask.
REACH = 120
#: How far behind a secondment a post without a body still belongs to it, in characters.
POST_REACH = 16
#: How far in front of a sentence its paragraph may tell of the programme that it goes on with, in characters.
CONTEXT = 160
#: From this frequency on a family name opens a name also before a word: 闫保全.
_USUAL = 50.0
RULES = frozenset(
    {"subject", "bounded", "dated", "open", "post", "sent", "passive", "each", "needs", "listed", "after", "bodies"}
)
_CUE = re.compile(
    "挂职|挂任|上挂|下挂|科技副|挂(?=[^\n]{0,12}副)|选派|下派|派驻|派往|派到|派遣|委派|指派|援派|选送|锻炼|服务团|特派员|援[藏疆青滇黔川甘桂宁琼]|"
    "工作队|医疗队|第一书记|协作干部|组团式|支教|援教|支医|对口支援|东西部协作|帮扶"
)
_SAYS_BEHIND = re.compile(
    rf"[^。\n{PERSON}]{{0,6}}(?P<person>{PERSON})[^。\n{PERSON}]{{0,10}}(?:说|告诉|介绍|表示|感慨|坦言)"
)
_SAYS_BEFORE = re.compile(rf"(?P<person>{PERSON})[^。\n{PERSON}“”]{{0,20}}[:,]$")
_OTHERS = re.compile(
    r"[\d一二三四五六七八九十百两]+(?:余|多)?(?:名|位)|(?:选派|派出|组织|安排|抽调)(?!到|赴|进|入|往|驻|至|援)"
)
#: The person is sent by others: 受学校选派,他….
_SENT = re.compile(r"(?:被|受|经|由|获|应)[^。;\n]{0,24}?(?:选派|派出|委派|指派|派遣|安排|抽调|委托|批准)")
#: What somebody says of himself: 张敏,是农业大学的一名教师,.
_SELF = re.compile(
    r"(?:^,?(?:他|她)?|(?:他|她)(?:原来|原|本来)?)[就也曾]?(?:是|系|作为)[^,。;\n]{0,20}?一[名位][^,。;\n]{1,12},"
)
#: Who has been named before: 这位某局的年轻干部|到某地挂职.
_THAT_ONE = re.compile(r"(?:^(?:根据|按照|按)[^,。;\n]{0,24}(?:安排|部署|计划|协议),)?[这那该][位名][^,。;\n]{0,24}$")
#: Behind a list of names, the number of those in it: 甲、乙、丙|三名同志.
_COUNTED = re.compile(
    "^(?:同志)?(?:一行|等)?(?:[\\d一二三四五六七八九十两]+[名位]?)?(?:同志|[^,。;]{0,8}?(?:干部|教师|医生|专家|老师|党员|博士|法官|检察官|人才|人(?!员)))"
)
#: Between a date and the host: the date is not that of the start.
_ONGOING = re.compile("正(?!式)|时,|以来|期间|出生|生,|生于")
#: A body that only its level names is no host: 挂职副县长甲 of no county.
_OF_ANY_PLACE = re.compile(
    ".{0,6}工作队|(?:总?公司|集团|学校|学院|医院|单位|企业|银行)|[省市县区旗州镇乡村](?:人民政府|委员?会?)?"
)
#: A committee or section of the body that is the host: 到甲局挂职任|预算科副科长.
_COMMITTEE = re.compile("党工委|党委|党组|党支部|党总支")
_PART = re.compile("(?!副)[^省市县区旗州镇乡局委]{1,6}[科处股室](?:副?[科处股]?长|副?主任)$")
#: A body of a place that does not stand for it.
_DEPARTMENT = re.compile(
    "(?:局|厅|中心|院|办|办公室|部|处|科|分局|大队|支队|公司|集团|银行|学校|中学|大学|改革委员会|健康委员会)$"
)
#: The party's committee of a body, which stands for the body: 某大学|党委.
_OWN_PARTY = re.compile("(?<=[\u4e00-\u9fff]{2})(?:党委|党组|党总支)$")
#: In front of whoever only tells it.
_WRITERS = ("记者", "通讯员", "特派记者", "报道员")
_ENDED = re.compile("挂职(?:工作|锻炼|学习)?(?:期满|结束)")


@kept
def extract(reading: Reading) -> Iterator[Claim]:
    """The claims of a document: one secondment a person and host, and the posts held on secondment."""
    if not _CUE.search(reading.shadow):
        return
    held = list(held_post.extract(reading))
    posts = [found for found in held if _seconded(found)]
    placed = [found for found in posts if found.qualifiers.get("organization") is not None]
    bare = [found for found in posts if found.qualifiers.get("organization") is None]
    told_once = list(_stated(reading))
    placed = [found for found in placed if not any(_at_host(item, found) for item in told_once)]
    stated = [_with_post(item, bare) for item in told_once]
    villages = [_of_post(found) for found in held if is_sent(reading, found)]
    named = [
        found for found in placed if not _OF_ANY_PLACE.fullmatch(found.object.text) and _is_printed(reading, found)
    ]
    named = [found for found in named if not any(_at_host(item, found, _PART) for item in told_once)]
    found_once = merged([*stated, *(_of_post(found) for found in named), *villages])
    ends, told = _ends(reading), origins(reading)
    for item in found_once:
        home = item.home or told.get(item.subject.text) or _home(item, held)
        yield _claim(reading, replace(item, home=home), ends.get(item.subject.text))
    for found in placed:
        yield _post_claim(reading, found)


def _seconded(found: Claim) -> bool:
    printed = str(found.qualifiers.get("title_text"))
    return found.qualifiers.get("kind") == "seconded" or (found.explicit and "科技副" in printed)


def _is_printed(reading: Reading, found: Claim) -> bool:
    """Whether a body without a place stands in the text as it is named, not put together from a home and an office."""
    return found.object.kind == "District" or found.object.code is not None or found.object.text in reading.doc.text


def _told_before(reading: Reading, words: str, at: int) -> bool:
    """Whether one of some words stands in the paragraph shortly before the sentence that starts at ``at``."""
    return re.search(words, reading.shadow[_context(reading, at) : at]) is not None


def _context(reading: Reading, at: int) -> int:
    """How far back the paragraph tells whom the sentence at an offset is about."""
    return max(0, at - CONTEXT, reading.shadow.rfind("\n", 0, max(0, at - 1)) + 1)


def _stated(reading: Reading) -> Iterator[Secondment]:
    """What the rules find, in their order; what one has read is not read again."""
    used: set[int] = set()
    marks = quotation_marks(reading.mask.text)
    for rule in load("seconded_to", RULES).fitting(reading.mask.text, reading.lacking):
        for match in rule.pattern.finditer(reading.mask.text):
            anywhere, bodies = numbered_group(match), bool(rule.values.get("bodies"))
            places = list(hosts(reading, *match.span("host"), anywhere=anywhere, bodies=bodies))
            if (region := match.groupdict().get("region")) is not None:
                places = [host for host in places if lies_in(host.code, letter_codes()[region])]
            places = [host for host in places if host.span is not None and host.span.start not in used]
            post = duty_at(reading, *match.span("host")) if rule.values.get("post") else None
            if not places or _refused(reading, match) or (rule.values.get("post") and post is None):
                continue
            needs, sentence = rule.values.get("needs"), reading.sentence_at(reading.mask.start(match.start()))
            if rule.values.get("listed") and not is_listed(reading, sentence.start):
                continue
            low = _context(reading, sentence.start) if rule.values.get("each") else sentence.start
            if needs and not re.search(str(needs), reading.shadow[low : sentence.end]):
                continue
            if rule.values.get("after") and not _told_before(reading, str(rule.values["after"]), sentence.start):
                continue
            subjects, explicit = _subjects(reading, rule, match, marks)
            evidence = _evidence(reading, match, subjects, explicit)
            each = bool(rule.values.get("each"))
            if each and len(subjects) != len(places):
                continue
            for at, subject in enumerate(subjects):
                for host in places[at : at + 1] if each else places:
                    yield Secondment(
                        subject,
                        host,
                        evidence,
                        rule.name,
                        "planned" if _ahead(reading, match, "planned") else "asserted",
                        explicit and rule.name != "heading block",
                        host_post=post,
                        home=_printed(reading, match),
                        date=_date(reading, match) if rule.values.get("dated") else None,
                    )
            if subjects:
                used.update(host.span.start for host in places if host.span is not None)


def _evidence(reading: Reading, match: re.Match[str], subjects: list[Argument], explicit: bool) -> Span:
    span = reading.mask.span(*match.span())
    if match.re.groupindex.get("name") and match.start("name") > match.start("host") and subjects:
        span = Span(span.start, max(subject.span.end for subject in subjects if subject.span is not None))
    inside = [subject.span.start for subject in subjects if explicit and subject.span is not None]
    return Span(min([span.start, *inside]), span.end)


def _subjects(reading: Reading, rule: Rule, match: re.Match[str], marks: bytearray) -> tuple[list[Argument], bool]:
    """Who goes, and whether the match says so itself."""
    groups = match.groupdict()
    if groups.get("group"):
        spans = [reading.mask.span(*part) for part in group_parts(match)]
        return [Argument("Group", reading.doc.text[span.start : span.end], span) for span in spans], True
    if groups.get("name"):
        name = _name(reading, rule, reading.mask.span(*match.span("name")))
        between = reading.mask.text[match.end("name") : match.start("host")]
        if name is None or (_others(between) and not rule.values.get("sent")):
            return [], True
        return [Argument("Person", reading.doc.text[name.start : name.end], name)], True
    if rule.values.get("subject") == "clause":
        person = _told(reading, match, marks, passive=bool(rule.values.get("passive")))
        return ([Argument("Person", person.text, person.span)] if person else []), False
    persons = [t for _, t in reading.mask.held(*match.span("person")) if isinstance(t, Person)]
    if persons and reading.shadow.endswith(_WRITERS, 0, persons[0].span.start):
        return [], True  # (记者张云舟)某院第四批赴某地挂职法官到岗
    between = reading.mask.text[match.end("person") : match.start("host")]
    sent = bool(rule.values.get("passive"))
    if match.start("person") < match.start("host") and not rule.values.get("sent") and _others(between, sent=sent):
        return [], True
    return [Argument("Person", person.text, person.span) for person in persons], True


def _name(reading: Reading, rule: Rule, span: Span) -> Span | None:
    """The name in a span where one is expected; it fills the span unless the rule is open."""
    name = han_name(reading.shadow, span.start)
    if name is not None:
        if name.text in common("words.txt"):
            return None
        fits = name.end == span.end or (rule.values.get("open") and name.end < span.end)
        return Span(name.start, name.end) if fits else None
    text = reading.shadow[span.start : span.end]
    sure = rule.values.get("bounded") and len(text) == 3 and text[0] in surnames()
    if not sure or text in common("words.txt"):
        return None
    usual = surnames()[text[0]] >= _USUAL and text[1:] not in common("people_nouns.txt") | common("occupations.txt")
    strange = not {text[1:], text[:2]} & common("words.txt")
    return span if usual or strange else None


def _others(gap: str, *, sent: bool = False) -> bool:
    """Whether the words between a person and a host turn to somebody else; ``sent``: 派 means that the person goes."""
    gap = _SELF.sub("", _SENT.sub("", _COUNTED.sub("", gap)))
    turned = any(word in gap for use in ("says", "turned") for word in words(use))
    sends = not sent and "派" in gap and re.search("被|受|经|由|获", gap) is None
    return turned or sends or _OTHERS.search(gap) is not None


def _told(reading: Reading, match: re.Match[str], marks: bytearray, *, passive: bool) -> Person | None:
    """The speaker of the quotation around a match, else the one whom the clause is about."""
    text = reading.mask.text
    line = text.rfind("\n", 0, match.start()) + 1
    begin = sentence_start(text, match.start())
    quote = quotation_around(marks, match.start())
    if quote is not None:
        behind = _SAYS_BEHIND.match(text, quote.end + 1)
        before = _SAYS_BEFORE.search(text[line : quote.start])
        at = behind.start("person") if behind else line + before.start("person") if before else None
        found = reading.mask.tokens.get(at) if at is not None else None
        return found if isinstance(found, Person) else None
    clause = _THAT_ONE.sub("", text[begin : match.start()])
    if _others(clause, sent=passive) or re.search(r"干部|人才|教授|专家|人员|[们等](?=[^,]*$)", clause):
        return None
    return reading.subject_at(reading.mask.start(match.start()))


def _clause(reading: Reading, match: re.Match[str]) -> str:
    text = reading.mask.text[max(0, match.start() - 20) : match.start("host")]
    return re.split("[。;!?\n]", text)[-1]


def _ahead(reading: Reading, match: re.Match[str], use: str) -> bool:
    return any(word in _clause(reading, match) for word in words(use))


def _refused(reading: Reading, match: re.Match[str]) -> bool:
    return _ahead(reading, match, "refused")


def _printed(reading: Reading, match: re.Match[str]) -> str | None:
    """The home that the sentence prints."""
    begin = max(sentence_start(reading.mask.text, match.start()), match.start() - REACH)
    if home := printed_home(reading, begin, match.start("host")):
        return home
    for word in words("sends"):
        at = reading.mask.text.rfind(word, begin, match.start("host"))
        if at >= 0:
            return sender(reading, at)
    return sender(reading, match.start("group")) if match.groupdict().get("group") else None


def _date(reading: Reading, match: re.Match[str]) -> Date | None:
    """The last date of the sentence before the host."""
    begin = max(sentence_start(reading.mask.text, match.start()), match.start() - REACH)
    dates = [(at, t) for at, t in reading.mask.held(begin, match.start("host")) if isinstance(t, Date)]
    if not dates or _ONGOING.search(reading.mask.text, dates[-1][0], match.start("host")):
        return None
    return dates[-1][1]


def _with_post(item: Secondment, bare: list[Claim]) -> Secondment:
    """The secondment with the post named behind it without a body: 在常熟市挂职任市长助理."""
    for found in bare:
        near = 0 <= found.evidence.span.end - item.evidence.end <= POST_REACH
        if near and found.subject.text == item.subject.text and item.host_post is None:
            return replace(item, host_post=post_name(found))
    return item


def _at_host(item: Secondment, found: Claim, body: re.Pattern[str] = _COMMITTEE) -> bool:
    """Whether a post that only says of what kind its body is follows where somebody is: 在甲镇挂职|党委副书记."""
    near = 0 < found.evidence.span.end - item.evidence.end <= POST_REACH
    of_kind = body.match(str(found.qualifiers.get("title_text"))) is not None
    return near and of_kind and found.subject.text == item.subject.text


def _of_post(found: Claim) -> Secondment:
    """The secondment to the district or body of a post."""
    start, end = found.qualifiers.get("start"), found.qualifiers.get("end")
    date = Date(found.evidence.span, str(start), end is not None, str(end) if end else None) if start else None
    span = found.evidence.span
    rule = "post held on secondment"
    host = found.object
    body = str(found.qualifiers.get("organization"))
    if body.endswith(("管委会", "管理委员会")) and host.kind == "District":
        host = Argument("Organization", body, host.span)  # a zone's committee stands for the zone, not for the city
    elif _DEPARTMENT.search(whole := _OWN_PARTY.sub("", body)) and (host.kind == "District" or whole != body):
        host = Argument("Organization", whole, host.span, code=host.code)
    return Secondment(found.subject, host, span, rule, found.status, found.explicit, post_name(found), None, date)


def post_name(found: Claim) -> str:
    """The post of a claim, named from its own district on."""
    district = found.qualifiers.get("district")
    return own_title(str(found.qualifiers["post"]), str(district) if district else None)


def _home(item: Secondment, held: list[Claim]) -> str | None:
    """The district or body of the post that a person keeps at home."""
    for found in held:
        title = str(found.qualifiers.get("title_text"))
        if (
            found.subject.text != item.subject.text
            or SECONDED_DUTY.search(title)
            or _seconded(found)
            or found.qualifiers.get("organization") is None
            or found.qualifiers["status"] != "incumbent"
            or OF_THE_AID.search(title)
        ):
            continue
        vague = found.object.kind != "District" and len(found.object.text) < 3
        if not vague and found.object.text != item.host.text and not lies_in(found.object.code, item.host.code):
            return found.object.text
    return None


def _ends(reading: Reading) -> dict[str, Date]:
    """When secondments ended: 2021年3月,张云舟挂职期满."""
    ends: dict[str, Date] = {}
    for match in _ENDED.finditer(reading.mask.text):
        begin = sentence_start(reading.mask.text, match.start())
        dates = [t for _, t in reading.mask.held(begin, match.start()) if isinstance(t, Date)]
        person = reading.subject_at(reading.mask.start(match.start()))
        if dates and person is not None:
            ends[person.text] = dates[-1]
    return ends


def _claim(reading: Reading, item: Secondment, end: Date | None) -> Claim:
    date = item.date if item.date != end else None
    until = date.until if date and date.until not in (None, "now") else None
    qualifiers: dict[str, Scalar] = {
        "host_post": item.host_post,
        "home": item.home,
        "start": date.edtf if date else None,
        "end": until or (end.edtf if end else None),
    }
    if date is not None and not item.by_post:
        qualifiers["date_text"] = reading.doc.text[date.span.start : date.span.end].strip()
    return claim(
        reading.doc,
        "secondedTo",
        item.subject,
        item.host,
        item.evidence,
        f"seconded_to/{item.rule}",
        qualifiers=qualifiers,
        status=item.status,
        explicit=item.explicit,
        confidence=0.9 if item.explicit else 0.8,
    )


def _post_claim(reading: Reading, found: Claim) -> Claim:
    return claim(
        reading.doc,
        "secondedPost",
        found.subject,
        Argument("Post", post_name(found)),
        found.evidence.span,
        "seconded_to/post held on secondment",
        qualifiers={**found.qualifiers, "kind": "seconded"},
        status=found.status,
        explicit=found.explicit,
        confidence=found.confidence,
    )
