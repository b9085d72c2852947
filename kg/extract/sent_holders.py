"""Whether the text says of the holder of a post that he was sent there: in a note, in a list, as one of several.

A reading and a heldPost claim in, yes or no out; for :mod:`kg.extract.seconded_to`.
"""

from __future__ import annotations

from kg import lazy_re as re
from kg.extract.reading import Reading
from kg.mentions.persons import Person
from kg.model import Claim
from kg.rules import DUTY, PERSON, POST

#: A body sends somebody: not 派出所.
_DISPATCHED = re.compile(r"选派|下派|派驻(?!机构|纪检)|派出(?!所|机构|机关)|委派|指派|派来|派到|派往")
#: Above a list of those who are sent, and how far.
_LISTED, _LIST_REACH = (
    re.compile(
        "(?:选派|派驻|下派)(?:以下|下列|如下)[^。\n]{0,20}(?:同志|干部|人员|党员)|挂职[^。\n]{0,12}(?:名单|人员|安排|去向|情况|单位)(?:如下)?:?\n"
    ),
    400,
)
#: What first secretaries are sent to.
_LOCAL = ("村", "社区", "嘎查", "镇", "乡", "县", "旗")
#: Behind one of several with their posts, what all of them are.
_THOSE_SENT = re.compile(
    rf"(?:[、,和](?:[{POST}{DUTY}][、兼]?)+{PERSON})*等[^,。;:\n]{{0,8}}?(?:挂职|援[藏疆青滇黔川甘桂宁琼])(?:干部|人员|教师|医生)"
)
#: People named as those on secondment, whose posts the text tells afterwards.
_CALLED = re.compile(rf"挂职(?:扶贫|帮扶|锻炼)?(?:干部|人员|同志)(?P<names>{PERSON}(?:[、和与]{PERSON})*)")
_DEPUTIES = ("副", "常委", "助理", "第一书记")
#: A note that somebody gives aid where he is: (援疆), (浙江援青干部).
_NOTE = r"\((?:[\u4e00-\u9fff]{0,4}援[藏疆青滇黔川甘桂宁琼]|东西部协作|对口支援)(?:挂职)?(?:干部|人才|专家)?\)"
_AID, _AID_BEFORE = re.compile(f" ?{_NOTE}"), re.compile(f"{_NOTE}$")
#: Posts in what organises aid.
OF_THE_AID = re.compile("医疗队|联络组|工作组|工作队|指挥部|前指|援[藏疆青滇黔川甘桂宁琼]")


def is_sent(reading: Reading, found: Claim) -> bool:
    """Whether somebody was sent to where his post is, for any of the reasons below."""
    return any(told(reading, found) for told in (_sent_to_village, _noted_aid, _among_those_sent, _called_one))


def _sent_to_village(reading: Reading, found: Claim) -> bool:
    """Whether somebody is first secretary of a village because a body sent him: 审计厅派出的新任第一书记张云舟."""
    place = found.qualifiers.get("district") or found.object.text
    if found.qualifiers["role"] != "第一书记" or not str(place).endswith(_LOCAL):
        return False
    told = reading.sentence_at(found.evidence.span.start)
    if "驻村" in str(found.qualifiers["title_text"]):
        return True
    return bool(
        is_listed(reading, found.evidence.span.start) or _DISPATCHED.search(reading.shadow, told.start, told.end)
    )


def _noted_aid(reading: Reading, found: Claim) -> bool:
    """Whether a note beside a holder says that he gives aid where his post is: 青川县副县长(浙江援青干部)张云舟."""
    span = found.subject.span
    if span is None or found.qualifiers.get("organization") is None:
        return False
    behind = _AID.match(reading.shadow, span.end)
    return behind is not None or _AID_BEFORE.search(reading.shadow, max(0, span.start - 14), span.start) is not None


def _among_those_sent(reading: Reading, found: Claim) -> bool:
    """Whether a holder is one of a list that ends with what all of them are: 甲县副县长张云舟等挂职干部."""
    span = found.subject.span
    if span is None or found.qualifiers.get("organization") is None:
        return False
    if OF_THE_AID.search(str(found.qualifiers.get("title_text"))):
        return False  # the post of whoever leads them at home: 某区援滇干部联络组组长
    return _THOSE_SENT.match(reading.mask.text, reading.mask.position(span.end)) is not None


def _called_one(reading: Reading, found: Claim) -> bool:
    """Whether a text that has called somebody a cadre on secondment says what he is: 挂职干部张云舟. 他任|副县长."""
    span, role = found.subject.span, str(found.qualifiers["role"])
    if span is None or "挂职" not in reading.shadow or found.qualifiers.get("organization") is None:
        return False
    if span.start > found.evidence.span.start or not any(word in role for word in _DEPUTIES):
        return False
    return any(
        isinstance(person, Person) and person.text == found.subject.text
        for match in _CALLED.finditer(reading.mask.text, 0, reading.mask.position(span.start))
        for _, person in reading.mask.held(*match.span("names"))
    )


def is_listed(reading: Reading, at: int) -> bool:
    """Whether an offset stands below the head of a list of those who are sent."""
    return _LISTED.search(reading.shadow, max(0, at - _LIST_REACH), at) is not None
