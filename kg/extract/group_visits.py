"""visited, by groups: whom the text names only together, and the places and sites they were taken to or saw.

A reading in, claims with a Group as subject out.  Rules: kg/rules/group_visits.yaml.  The group is a phrase of the
text; 他们 and 我们 mean the only group that their sentence or the two before it name, else nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.reading import Reading
from kg.extract.scope import quotation_marks, sentence_end, sentence_start
from kg.extract.visit_dates import date_qualifiers, visit_date
from kg.extract.visit_places import Target, named_site, targets
from kg.extract.visit_words import holds
from kg.mentions.persons import Person
from kg.model import Argument, Claim, Span, Status
from kg.rules import DATE, PERSON, Rule, load

RULES = frozenset({"who"})
#: What makes a phrase mean several people.
_MANY = re.compile(
    r"(?:(?<![第\d])(?!1(?!\d))\d+|[两二三四五六七八九十百千几]+|数十|数百|多)(?:多|余)?(?:名|位|个)|全体|有关|部分|相关|全[省市县区州乡镇村校]|等$|团$|组$|各[^自]"
)
_LEADING = re.compile("(?:了|过|一批|一些|当地)?")
#: A group that a sentence names without saying where it goes.
_NAMED = re.compile(
    r"(?:^|(?<=[,。;:“\n]))(?P<we>我们)?(?P<group>[^,。;:!?\n“”\ue001\ue004\ue006]{0,20}?"
    r"(?:\d+|[两二三四五六七八九十百]+)(?:多|余)?(?:名|位|个)"
    r"(?:人|[^,。;:!?\n“”的\ue001\ue004\ue006]{0,8}?(?:干部|学员|教师|学生|代表|党员|队员|委员|书记|负责人|专家)))"
    r"(?![的之家工口员民大物次数才群])"
)
#: The visit took place: it is told as done, or on a day.
_DONE = re.compile(rf"[了过]|进行|先后|{DATE}|近日|日前|今天|昨天|上午|下午|连日来|近期|最近|当天")
#: Told as a habit, a wish or a duty it is no visit.
_OPEN = re.compile(
    r"[要应须]|可以|建议|鼓励|希望|争取|定期|每[年月周季]|经常|常年|积极|通过|如果|为了|方案|可[^,。]{0,2}组织|不|没|未|能够|机制|制度"
)
#: Not the name of a site but several of a kind, or none in particular.
_VAGUE = re.compile(
    r"(?:各|多|几|数|该|本|这|那|其|某|当地|有关|相关|一些|一批|部分|全国|不少|许多|所|他们|我们|自己|对|在|了|以)"
    r"|(?:第?\d+|[一两二三四五六七八九十百]+)(?:多|余)?[个家所处座片条](?!.*届)"
    r"|.*(?:考察|参观|学习|调研|观摩|的[^的]{1,2}$|[多几\d各][个家所处])"
)
_JOINT = re.compile("、|以及")
#: What a name ends with where 和 parts it from the next: not 社区, which 社区和文化中心 goes on from.
_SITE = re.compile(
    r"(?:园区?|中心|城|馆|基地|公司|集团|学校|大学|医院|村|厂|旧址|故居|广场|市场|景区|示范区|开发区|院)$"
)
#: A phrase that holds a verb of its own, or means somebody of the group, names no group.
_NOBODY = re.compile(r"[到赴]|之一|其中|陪同|带领|率领|召开|参加|发现|说|是|为了?|被|把|将|由")
#: A team that somebody named leads is no group of its own: 主席甲率|考察团|赴….
_LED = re.compile(rf"{PERSON}[^,。;:\n]{{0,8}}(?:率|带|带领|率领|组织)$")
_TEAM = re.compile("(?:考察|代表|学习|参观|观摩|访问|慰问|调研|工作|党政代表|友好)+[团组队]")
_SHORTEST = 3
#: How many sentences before its own a pronoun finds its group in.
_BACK = 2


@dataclass(frozen=True, slots=True)
class Group:
    """A group where the text names it or means it: ``at`` in the mask; ``own`` where it says 我们 of itself."""

    at: int
    named: Argument
    own: bool = False


def extract(reading: Reading) -> Iterator[Claim]:
    """One claim a group and place or site, the first time that the text says it."""
    if not load("group_visits", RULES).may_fit(reading.lacking):
        return
    text = reading.mask.text
    rules = load("group_visits", RULES).fitting(text, reading.lacking)
    found = [(match, rule) for rule in rules for match in rule.pattern.finditer(text)]
    if not found:
        return
    order = {rule.name: at for at, rule in enumerate(rules)}
    scene = _Scene(reading)
    seen: set[tuple[str, str]] = set()
    for match, rule in sorted(found, key=lambda pair: (pair[0].start(), order[pair[1].name])):
        for made in scene.claims(rule, match):
            key = made.subject.text, made.object.text
            if key not in seen:
                seen.add(key)
                yield made


class _Scene:
    """The groups of one text, in the order in which it names them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.mask, self.text = reading.mask, reading.mask.text
        self.quoted = quotation_marks(self.text)
        self.groups = [
            Group(match.start("group"), self._argument(*match.span("group")), bool(match["we"]))
            for match in _NAMED.finditer(self.text)
        ]

    def _argument(self, start: int, end: int) -> Argument:
        span = self.mask.span(start, end)
        return Argument("Group", self.reading.doc.text[span.start : span.end], span)

    def claims(self, rule: Rule, match: re.Match[str]) -> Iterator[Claim]:
        """The visits that a match tells of, if they took place or are to."""
        where = "site" if match.groupdict().get("site") else "place"
        group = self._group(rule, match)
        start = sentence_start(self.text, match.start())
        clause = max(start, *(self.text.rfind(mark, start, match.start()) + 1 for mark in ",;“"))
        head = self.text[clause : match.start(where)]
        until = sentence_end(self.text, match.end())
        if group is not None and _TEAM.fullmatch(group.named.text) and _LED.search(self.text, 0, match.start("group")):
            return
        if group is None or holds("refused", head) or _OPEN.search(self._without_group(head, match, clause)):
            return
        status: Status = "planned" if holds("planned", head) else "asserted"
        told = self.text[start : match.end()] + self.text[match.end() : min(until, match.end() + 2)]
        if status == "asserted" and not _DONE.search(told):
            return
        self.groups.append(replace(group, at=match.start()))
        evidence = self.mask.span(*match.span())
        named = group.named.span
        near = named is not None and self.reading.sentence_at(evidence.start).covers(named)
        if near and named is not None:
            evidence = Span(min(named.start, evidence.start), evidence.end)
        date = visit_date(self.reading, match.start(), match.start(where))
        named_here = rule.values["who"] == "named"
        for target in self._targets(match, where):
            yield claim(
                self.reading.doc,
                "visited",
                group.named,
                Argument(target.kind, target.text, target.span, code=target.code),
                evidence,
                f"group_visits/{rule.name}",
                qualifiers=date_qualifiers(self.reading, date),
                status=status,
                explicit=named_here,
                confidence=0.85 if named_here else 0.75,
            )

    def _group(self, rule: Rule, match: re.Match[str]) -> Group | None:
        """The group that the match names, or the one that its pronoun or its sentence means."""
        who, at = rule.values["who"], match.start()
        if who == "named":
            return self._named(match)
        if who == "we" and not self.quoted[at]:
            return None  # outside of quotations 我们 is whoever writes
        if who == "sentence":
            start = sentence_start(self.text, at)
            return next((group for group in reversed(self.groups) if start <= group.at < at), None)
        return self._meant(at, own=who == "we")

    def _named(self, match: re.Match[str]) -> Group | None:
        start, end = match.span("group")
        lead = _LEADING.match(self.text, start, end)
        start = lead.end() if lead else start
        phrase = self.text[start:end]
        if not _MANY.search(phrase) or _NOBODY.search(phrase) or self.text[start - 1 : start] == "的":
            return None
        return Group(start, self._argument(start, end))

    def _meant(self, at: int, *, own: bool) -> Group | None:
        """The only group of this sentence and the two before it, where no two people are named since."""
        first = self.reading.sentence_at(self.mask.start(at)).start
        for _ in range(_BACK):
            first = self.reading.sentence_at(max(0, first - 1)).start
        start = self.mask.position(first)
        near = sorted((group for group in self.groups if start <= group.at < at), key=lambda group: group.at)
        if len({group.named.text for group in near}) != 1 or (own and not near[0].own):
            return None
        people = {token.text for _, token in self.mask.held(near[0].at, at) if isinstance(token, Person)}
        return near[0] if len(people) < 2 else None

    def _without_group(self, head: str, match: re.Match[str], clause: int) -> str:
        """The words of a clause around the phrase that names the group."""
        if not match.groupdict().get("group"):
            return head
        start, end = (max(0, at - clause) for at in match.span("group"))
        return head[:start] + head[end:]

    def _targets(self, match: re.Match[str], where: str) -> list[Target]:
        if where == "place":
            return targets(self.reading, *match.span(where), townships=True)
        return list(self._sites(*match.span(where)))

    def _sites(self, start: int, end: int) -> Iterator[Target]:
        """The sites of a list; 和 inside a name (卫生和文化中心) parts nothing."""
        at = start
        for piece in _JOINT.split(self.text[start:end]):
            begin = self.text.index(piece, at)
            at = begin + len(piece)
            for low, high in self._parted(begin, at):
                name = self.text[low:high]
                if len(name) >= _SHORTEST and not _VAGUE.match(name):
                    yield named_site(self.reading, self.mask.span(low, high))

    def _parted(self, start: int, end: int) -> list[tuple[int, int]]:
        """The last two of a list, parted by 和 or 与 where both are names of sites."""
        for match in re.finditer("和|与|及", self.text[start:end]):
            low, high = start + match.start(), start + match.end()
            if _SITE.search(self.text, start, low):
                return [(start, low), (high, end)]
        return [(start, end)]
