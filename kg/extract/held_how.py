"""How a post is held, as the words at the post and at the name tell: regular, seconded, concurrent; the duty's name.

A frame of :mod:`kg.extract.frames`, its people and posts in, the qualifiers kind and role out.
Also who holds it where only a whole career tells, and where a career ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg import lazy_re as re
from kg.extract.frames import Frame
from kg.extract.office import Office
from kg.extract.reading import Reading
from kg.mentions.persons import Person
from kg.mentions.posts import Post
from kg.model import Status
from kg.rules import DUTY, PERSON, POST

_BRACKET, _WIDE = re.compile(r"\([^()]+\)"), str.maketrans("()", "（）")
_HOW_HELD = re.compile(r" ?\((?:[^()\n]{1,10},)?(挂职|兼)职?\)")
#: What a post is held on that the next clause names: 到青川县挂职,担任|副县长.
_ON_SECONDMENT = re.compile(
    r"挂职(?:干部|锻炼|工作|交流|扶贫|帮扶|服务|学习)*(?:[\d一二两三半]+个?[年月])?(?:\([^()\n]{1,8}\))?,(?:并|现|先后)?(?:担任|任|出任|兼任)$"
)
_MARKED = re.compile(
    r" ?\((?![在到赴于曾现正原])(?:[^()\n,。;]{2,14})?挂职(?:[,一二三四五六七八九十两半\d锻时期][^()\n]{0,40})?\)"
)
#: Behind a name, who sends him to the office in front of it: 县长甲|(省税务局挂职).
_SENT_BY = re.compile(r" ?\((?![在到赴于曾现正原])[^()\n,。;]{2,14}挂职\)")
#: Who is on secondment, in front of his name; why somebody who was loses his post.
_ONES_SENT = ("挂职干部", "挂职人员", "挂职同志")
_EXPIRED = re.compile("挂职(?:锻炼|工作|任职)?(?:期满|结束|到期)")
#: What somebody is besides where he is on secondment to an office.
_SEATS = frozenset({"常委", "党组成员", "党委委员", "委员", "党工委委员", "副书记"})
_SENT = ("挂职", "挂任", "挂职任", "挂职担任", "挂任的", "挂职担任的")
#: 第一副主任委员 is one of the deputies; 第一副总理 has a title of its own.
_NUMBERED = re.compile(r"^第[一二三四五](?=副(?!总理|首相|总统|议长))")
_QUALIFIED = re.compile(
    r"^(?:代理|代(?!表|办)|兼职|专职|驻会|挂职|科技|全球|资深|轮值|临时|特约|党外|首任|[中外德日美法港台英韩]方|合资方|新闻(?=发言人))+"
)

#: How a career ends: what stands behind its last step.
_RETIRED = re.compile(
    r"[,。;\n](?:[^,。;\n]{0,16},)?[^,。;\n]{0,16}(?:离休|退休|离职休养|逝世|病逝|去世|牺牲|(?:卸任|离任|届满)(?=[,。;\n]|$)|落马|被查|被双开|被开除党籍|接受(?:纪律|组织|审查))"
)
#: A text that opens with a career.
_CAREER_OPENS = re.compile(
    r"\s*(?:(?:19|20)\d\d(?:年|[./-]\d{1,2})[^\n。;]{0,24}(?:[任当]|[-—至起])|历任|曾任|先后任|中共党员|毕业于|[男女],)"
)
#: What a sentence may say of a post between its holder and the verb.
_DENIED = re.compile(r"没有|没|从未|并未|未曾|不是|并非|否认|未(?=担任|任|当选|出任|获)")
_TO_COME = re.compile(r"将(?!其|他|她|军|乐)|即将|有望|可能|或将|拟")
_RELAYED = re.compile(
    r"^(?:[^。]{0,4}据(?P<source>[^,。]{0,14}?)(?:媒体)?(?:报道|消息|透露|介绍|了解|称)|据悉|据说|据称|据传)"
)
#: Between a holder and a post, or in front of both: it is over.
_PAST = re.compile(
    r"曾(?!用名)|^[^没未]*[任当做干]过$|(?:此前|之前|先前|早年|当年|当时|进[藏疆]前|[来赴援]\w{1,2}前),?(?:他|她)?(?:$|[任是为担])"
)
_NEW = re.compile("履新的|到任的|新任命?|新当选|当选的|新就任|新上任|新晋")
#: Times that are over: 抗日战争时期,任….
_PAST_ERA = re.compile(
    r"(?:抗日战争|抗战|解放战争|土地革命|国民革命|北伐|抗美援朝|建国初|解放初|“?文革”?|“?文化大革命”?)(?:战争)?(?:时期|期间|中|初期|后期|期)"
)
#: Rules for posts in front of their holders, where 新任 may stand with them.
_IN_FRONT = frozenset({"post before name", "post of a relative clause", "post and epithet before name"})
#: How somebody named with a post loses it, right behind the name or for a reason.
_LOSES = (
    r"(?:均|都|也|已|先后|分别|随后|同时)*"
    r"(?:被(?:就地|当场|予以|依法)?(?:免职|撤职|革职|罢免|解职|解聘|责令辞职|免去[^,。;]{0,12}?职务|撤销[^,。;]{0,12}?职务)"
    r"|调离[^,。;]{0,12}?(?:岗位|职务)|引咎辞职)"
)
_DISMISSED = re.compile(
    rf"(?:[、和][{POST}{DUTY}、]*{PERSON})*(?:,?(?:因|由于|受到)[^。;\n{PERSON}“”]{{2,60}}?,?)?{_LOSES}"
)
#: Further on in the sentence, with all of them counted or some named again: 给予…甲、…乙处分,两人被免职; 乙被免职.
_DISMISSED_AGAIN = re.compile(
    rf"(?<=,)(?:(?P<count>[两二三四五六七八九])人|(?P<named>{PERSON}(?:[、和]{PERSON})*)){_LOSES}"
)
_COUNTS = {char: number for number, char in enumerate("二三四五六七八九", 2)} | {"两": 2}
#: In front of a post: 被解职的|联邦调查局局长甲.
_WHO_LOST_IT = re.compile("被(?:总统|国会|议会)?(?:就地)?(?:解职|免职|撤职|革职|罢免|解雇|撤换)的(?:原|前|时任)?$")
_ASKED = re.compile("(?:要求|呼吁|敦促|请求|建议|主张|希望|反对|盼望|拒绝|传言|传闻)[^,。;]{0,6}$")


def ends_behind(reading: Reading, frame: Frame) -> bool:
    """Whether the words behind a step of a career say that it was the last: 2019年退休."""
    return _RETIRED.search(reading.shadow, frame.span.end, frame.span.end + 40) is not None


def is_past(reading: Reading, frame: Frame) -> bool:
    """Whether the words from a holder to the posts, or those in front of both, say that it is over."""
    first = min(post.span.start for post in frame.posts)
    start = max(reading.sentence_at(first).start, min(frame.span.start, first) - 5)
    ends = (person.span.end for person in frame.persons if person.span.end <= first)
    return _PAST.search(reading.shadow[max([start, *ends]) : first]) is not None


def in_past_era(reading: Reading, frame: Frame) -> bool:
    """Whether the sentence opens with a time that is over."""
    if frame.date is not None and frame.date.edtf[:4] < "1949" and frame.date.until != "now":
        return True
    sentence = reading.sentence_at(frame.span.start)
    opens = frame.span.start > sentence.start and _PAST_ERA.match(reading.shadow, sentence.start)
    return bool(opens or _PAST_ERA.match(reading.shadow, frame.span.start))


def is_new(reading: Reading, frame: Frame, post: Post) -> bool:
    """Whether a post is printed as one that somebody has just come to: 新任县长, 新当选总统."""
    found = _NEW.search(reading.shadow, max(0, post.span.start - 4), post.span.end)
    return frame.rule.name in _IN_FRONT and found is not None


def is_dismissed(reading: Reading, frame: Frame) -> bool:
    """Whether what stands behind a holder, named with the post in front, tells that it was taken away: 因…被免职."""
    asked = _ASKED.search(reading.shadow, max(0, frame.span.start - 10), frame.span.start)
    if frame.rule.name not in _IN_FRONT or asked:
        return False
    start = reading.shadow.rfind("的", max(0, frame.span.start - 4), frame.span.start) + 1
    if start and _WHO_LOST_IT.search(reading.shadow, max(0, start - 12), start):
        return True
    at = reading.mask.position(frame.span.end)
    return _DISMISSED.match(reading.mask.text, at) is not None or _dismissed_again(reading, frame.persons, at)


def _dismissed_again(reading: Reading, persons: Sequence[Person], at: int) -> bool:
    """Whether the sentence tells further on that some people, all of one post, were dismissed."""
    mask = reading.mask
    end = mask.text.find("。", at)
    again = _DISMISSED_AGAIN.search(mask.text, at, end if end > 0 else len(mask.text)) if "职" in mask.text else None
    if again is None:
        return False
    if again["named"]:
        named = {token.text for _, token in mask.held(*again.span("named")) if isinstance(token, Person)}
        return all(person.text in named for person in persons)
    start = mask.position(reading.sentence_at(persons[0].span.start).start)
    told = {token.text for _, token in mask.held(start, again.start()) if isinstance(token, Person)}
    return len(told) == _COUNTS[again["count"]]


def kind_of(frame: Frame, person: Person, post: Post, reading: Reading) -> str:
    noted = _HOW_HELD.match(reading.shadow, person.span.end)
    if noted and (len(frame.persons) > 1 or (noted[1] == "兼" and person.span.start >= post.span.end)):
        return "seconded" if noted[1] == "挂职" else "concurrent"
    if (noted and noted[1] == "挂职" and person.span.end <= post.span.start) or _over(frame, person, reading):
        return "seconded"
    before = reading.shadow[max(0, post.span.start - 5) : post.span.start]
    if (
        frame.rule.values.get("kind") == "seconded"
        or "挂职" in post.role
        or before.endswith(_SENT if post.org else (*_SENT, "挂职的"))
    ):
        return "seconded"
    sent = _SENT_BY.match(reading.shadow, person.span.end) is not None and person.span.start >= post.span.end
    if sent or _MARKED.match(reading.shadow, post.span.end) or _marked_behind(frame, post, reading):
        return "seconded"
    if reading.shadow.startswith(("(兼)", " (兼)"), post.span.end):
        return "concurrent"
    first = frame.posts[0].span.start
    if _ON_SECONDMENT.search(reading.shadow, max(0, first - 24), first):
        return "seconded"
    return "concurrent" if before.rstrip("了着").endswith(("兼", "兼任")) or "兼职" in post.role else "regular"


def _over(frame: Frame, person: Person, reading: Reading) -> bool:
    """Whether what is said of somebody named as one on secondment is told, or that he loses a post as that is over."""
    if frame.rule.values["status"] == "removed":
        sentence = reading.sentence_at(frame.span.start)
        return _EXPIRED.search(reading.shadow, sentence.start, sentence.end) is not None
    return reading.shadow.endswith(_ONES_SENT, 0, person.span.start) and person.span.end <= frame.posts[0].span.start


def _marked_behind(frame: Frame, post: Post, reading: Reading) -> bool:
    """Whether the mark behind the post that follows is meant for both: 青川县委|常委|、副县长(挂职)."""
    following = next((other for other in frame.posts if 0 < other.span.start - post.span.end <= 1), None)
    return (
        following is not None
        and post.role in _SEATS
        and not following.place
        and _MARKED.match(reading.shadow, following.span.end) is not None
    )


def role_of(post: Post) -> str:
    """The duty as a reader names it: without 代, 原, 兼职, 挂职 and the like."""
    role = _QUALIFIED.sub("", _NUMBERED.sub("", post.role))
    return role or post.role


def as_printed(reading: Reading, office: Office) -> Office:
    """The office with the brackets of its body's name as the text prints them: 浦江城投（集团）有限公司."""
    bracket = _BRACKET.search(office.title)
    if bracket is None or bracket[0].translate(_WIDE) not in reading.doc.text:
        return office
    organization = office.organization and office.organization.translate(_WIDE)
    return replace(office, title=office.title.translate(_WIDE), organization=organization)


def modality_of(reading: Reading, frame: Frame, status: str) -> tuple[Status, str | None]:
    """Whether the post is said to be held, only planned, denied, or relayed, and by whom."""
    said = reading.shadow[frame.span.start : frame.posts[0].span.start]
    if status == "proposed" or (status in ("incumbent", "appointed") and _TO_COME.search(said)):
        return "planned", None
    if status not in ("removed", "former") and _DENIED.search(said):
        return "negated", None
    sentence = reading.sentence_at(frame.span.start)
    relayed = _RELAYED.match(reading.shadow[sentence.start : sentence.end])
    if relayed and relayed["source"] and "记者" not in relayed["source"]:
        return "reported", reading.doc.text[
            sentence.start + relayed.start("source") : sentence.start + relayed.end("source")
        ]
    return "asserted", None


def only_one_of_a_career(reading: Reading) -> Person | None:
    """The one person whom a text names that opens with a career before it says whose: 1998年任…。现任局长张云舟."""
    if not _CAREER_OPENS.match(reading.shadow) or len({person.text for person in reading.persons}) != 1:
        return None
    return reading.persons[0]
