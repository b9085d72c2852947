"""Those who go where somebody else went: a suite, who shows a guest round, who is present at a meeting.

Visits and matches of the rules of companions in, visits out; for :mod:`kg.extract.visited`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg import lazy_re as re
from kg.extract.reading import Reading
from kg.extract.visit_dates import visit_date
from kg.extract.visit_places import CHINA, Target, targets
from kg.extract.visit_seats import Seats
from kg.lexicon.divisions import gazetteer
from kg.mentions.persons import Person
from kg.model import Span, Status
from kg.rules import DUTY, PERSON, PLACE, POST, Rule
from kg.text.dates import Date

#: People listed in front of the last one, each with a post of his own: 省委书记甲、省长|乙.
LISTED = re.compile(rf"(?:{PERSON}{DUTY}?(?:[、,]|和夫人|和|与)[{POST}{DUTY}、兼]*)+$")
#: How far behind a meeting others may be named as present, in characters: at once, or where the text tells of no other.
MEETING_REACH, ONE_MEETING_REACH = 160, 600
#: Behind a name that only says whose wife or envoy the next one is: 甲主席|夫人乙.
_OF_ANOTHER = re.compile(f"[{POST}{DUTY}]{{0,3}}的?(?:夫人|特使|特别代表|女儿|儿子|个人代表|遗孀)")
#: A meeting and where it is held.
_HELD = re.compile(rf"在(?P<place>{PLACE}+)[^,。;:、\n{PERSON}“”]{{0,12}}?(?:举行|召开|举办|开幕|闭幕)")


@dataclass(frozen=True, slots=True)
class Visit:
    """One person in one place: what becomes a claim."""

    person: Person
    target: Target
    evidence: Span
    rule: str
    status: Status
    date: Date | None
    explicit: bool
    site: bool = False


@dataclass(frozen=True, slots=True)
class Company:
    """What is needed of a text to tell where companions go: ``reported`` says whether the report itself speaks at a
    place of the mask, ``meetings`` names the rules of meetings.
    """

    reading: Reading
    seats: Seats
    reported: Callable[[int], bool]
    meetings: frozenset[str]

    def of(self, rule: Rule, match: re.Match[str], leaders: Sequence[Visit]) -> Iterator[Visit]:
        """Those who accompany go where the last traveller named before them went: abroad to every stop, at home to
        the first; to a meeting, those whom the text names with it.
        """
        offset = self.reading.mask.start(match.start())
        kind = rule.values.get("kind")
        if kind == "flight":
            leaders = [visit for visit in leaders if visit.status == "asserted"]
        if kind == "meeting":
            leaders = [v for v in leaders if v.rule in self.meetings and offset - v.evidence.end <= MEETING_REACH]
            if not leaders:
                yield from self._present(rule, match)
                return
        at = bisect_right(leaders, offset, key=lambda visit: visit.evidence.start)
        if at == 0 or not self.reported(match.start()):
            return
        stops = [visit for visit in leaders[:at] if visit.person.text == leaders[at - 1].person.text]
        shared = _shared(stops)
        first = self._first(match)
        evidence = self.reading.mask.span(min(first, match.start()), match.end())
        for leader in shared:
            for person in self._people(first, match.end("person")):
                away = kind != "hosts" or not self.seats.receives(person, [visit.target for visit in shared])
                met = kind == "meeting" or leader.rule in self.meetings
                known = kind != "meeting" or person.text in self.seats.codes
                if away and person.text != leader.person.text and self._goes(person, leader.target, met, known):
                    yield replace(leader, person=person, evidence=evidence, rule=rule.name, explicit=False)

    def _goes(self, person: Person, target: Target, meeting: bool, known: bool) -> bool:
        """Whether somebody is no host in a place: to China only guests come, abroad nobody goes where he is at home.

        ``known``: the text tells what office he holds, or that he goes with the traveller.
        """
        if target.code == CHINA:
            return self.seats.abroad(person)
        abroad = target.code is not None and target.code.startswith("x-")
        if meeting and abroad and not known:
            return False
        if (abroad or meeting) and self.seats.at_home(person, target):
            return False
        return abroad or not self.seats.is_inside(person, target)

    def _first(self, match: re.Match[str]) -> int:
        """Where the list of people begins that the match ends."""
        first = match.start("person")
        listed = LISTED.search(self.reading.mask.text[max(0, first - 120) : first])
        return first - (listed.end() - listed.start()) if listed is not None else first

    def _people(self, start: int, end: int) -> Iterator[Person]:
        for at, token in self.reading.mask.held(start, end):
            if isinstance(token, Person) and not _OF_ANOTHER.match(self.reading.mask.text, at + 1):
                yield token

    def _present(self, rule: Rule, match: re.Match[str]) -> Iterator[Visit]:
        """Those who attend what was said to be held in a place: 会议在甲县召开.…乙出席会议."""
        text, first = self.reading.mask.text, self._first(match)
        held = list(_HELD.finditer(text, max(0, first - ONE_MEETING_REACH), first))
        if len(held) > 1 and first - held[-1].end() > MEETING_REACH:
            return
        if not held or "\n\n" in text[held[-1].end() : first] or not self.reported(match.start()):
            return
        evidence = self.reading.mask.span(first, match.end())
        date = visit_date(self.reading, held[-1].start(), held[-1].start("place"))
        for target in targets(self.reading, *held[-1].span("place"))[:1]:
            for person in self._people(first, match.end("person")):
                if target.kind == "District" and self.seats.comes(person, target):
                    yield Visit(person, target, evidence, rule.name, "asserted", date, False)


def _shared(stops: Sequence[Visit]) -> list[Visit]:
    """The stops that company goes to: abroad every one that lies in no other (a state, not a city of it), at home
    those told with the first."""
    if not (stops[0].target.code or "x-").startswith("x-"):
        return [visit for visit in stops if visit.evidence.overlaps(stops[0].evidence)]
    return _outermost(visit for visit in stops if (visit.target.code or "x-").startswith("x-"))


def _outermost(stops: Iterable[Visit]) -> list[Visit]:
    found = list(stops)
    codes = {visit.target.code for visit in found if visit.target.code}
    around = {code: {unit.code for unit in gazetteer().ancestors(code)} for code in codes}
    return [visit for visit in found if not around.get(visit.target.code or "", set()) & codes]
