"""Everything that was found in one document before a claim is made: what extractors read.

Document in, :class:`Reading` out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from operator import attrgetter

from kg import lazy_re as re
from kg.extract.mask import Mask, mask
from kg.extract.resolve import Offices
from kg.lexicon.tables import alternation, words
from kg.link.places import Places
from kg.mentions.duties import duty_words
from kg.mentions.framed_lists import removed_before_levels
from kg.mentions.persons import Person, find_persons
from kg.mentions.places import PlaceMention, find_places
from kg.mentions.posts import Post, find_posts
from kg.mentions.rosters import Roster, rosters
from kg.mentions.shared_duties import with_shared_duties
from kg.mentions.vitae import LIFE
from kg.model import Claim, Document, Span
from kg.rules import DUTY, PERSON, POST
from kg.rules.gates import WORDS
from kg.text.dates import Date, find_dates
from kg.text.sentences import bounds, lines
from kg.text.shadow import shadow

_BOOK = re.compile(r"《[^《》\n]{0,120}(?:《[^《》\n]{0,80}》[^《》\n]{0,80}){0,4}》")
#: The person whose career a text tells: 张云舟同志简历, 张云舟,男,…, 张云舟1940年生.
_CAREER = re.compile(
    rf"(?:(?<=姓名:)|(?<=名:)(?<=姓 名:)|(?<=姓  名:)|(?<=姓    名:)|(?<=姓名: )){PERSON}(?=[\n,;。 ])"
    rf"|(?<![^\n。]){PERSON}(?:(?:先生|女士)(?: ?\([^()\n]{{1,24}}\))?[,:]"
    rf"|,(?=[^,。\n]{{0,14}}(?:{alternation(words('vita_callings.txt'))}),))"
    rf"|{PERSON}(?:同志|先生|女士)?(?:,(?:字|号|又名|原名|别名|笔名|本名)[\u4e00-\u9fff]{{1,4}}){{0,2}}"
    rf"(?:(?: ?\([^()\n]{{1,16}}\))?(?:[,:]| *\n+ *| +)(?:男|女)[,。;( ]"
    rf"|(?:个人|工作|任职)?(?:简历|履历)"
    rf"|(?:,|,?[是系])\ue005+[^。\n]{{0,4}}人[,。]"
    rf"|[^。\n]{{0,6}}\ue004(?:出生|生于|生[,。;])|,?(?:出生|生)于\ue004| ?: ?(?=\ue004)|,曾用名|的?生平"
    rf"|,?[^。\n\ue001]{{0,4}}\ue004[^。,;\n\ue001]{{0,10}}(?:参加革命|参加工作|参军|入伍|入党|加入中国共产党))"
)
#: The years of a life behind a name.
_LIVED = re.compile(rf" ?{LIFE}")
#: Whose death is told behind a name is another's: 甲致电悼念…逝世, 甲说,…不怕牺牲, 甲的父亲去世, 甲就…逝世向….
_ANOTHERS = (
    "说|表示|指出|强调|致|悼|吊唁|缅怀|纪念|怀念|凭吊|敬献|看望|得知|获悉|惊悉|闻|为[^,。;\n]{0,20}作出"
    "|(?:就|对)[^,。;\n]{0,24}(?:逝世|去世|辞世|离世|病逝)"
    "|(?:父|母|亲|儿|女|哥|弟|姐|妹|爷|奶|妻|丈夫|老伴|爱人|遗孀|(?<!\ue001)烈士|先烈)|[将战]士(?!们?的)"
)
_DIES = (
    "逝世|去世|病逝|辞世|殉职|医治无效|离世|与世长辞|夺去了?[^。\n]{0,4}生命|永远离开"
    "|(?<!怕)牺牲(?=了?[,。;:!?)”…\n]|后|时|于|在|前|年仅|$)"
)
#: A person whose death the text tells, one of several too: 甲、乙和丙英勇牺牲; 已故副总理|甲.
_DEATH = re.compile(
    rf"已故[^,。;\n{PERSON}]{{0,24}}(?={PERSON})|{PERSON}(?=(?:[、和][{POST}{DUTY}]?{PERSON})*(?:(?:(?!{_ANOTHERS})[^。\n{PERSON}]){{0,50}}?(?:{_DIES})"
    rf"|,?生前|(?:同志|{DUTY})?的?遗体|(?:同志|{DUTY})?诞辰|的?遗孀))"
)
#: What most extractors ask for, in the order in which one kind is made of another.
_KINDS = [attrgetter(name) for name in ("lacking", "places", "dates", "posts", "persons", "mask")]
_BYLINE = re.compile(rf"(?:记者|通讯员|作者|编辑|责编|摄影|撰文|文/|图/)[:/ ]?{PERSON}(?:[、 ]{{1,2}}{PERSON})*")


@dataclass(frozen=True)
class Reading:
    """A document with its mentions, all offsets into ``doc.text``.

    Each kind is looked for when it is first asked for: many a text needs no people to be read.
    """

    doc: Document

    @cached_property
    def shadow(self) -> str:
        """The normalised copy of the text."""
        return shadow(self.doc.text)

    @cached_property
    def found(self) -> dict[str, tuple[Claim, ...]]:
        """The claims of extractors that others go on from, by their modules (:func:`kept`)."""
        return {}

    @cached_property
    def lacking(self) -> int | None:
        """The sets of words needed by rules of which the text holds none: see :mod:`kg.rules.gates`."""
        return WORDS.lacking(self.shadow)

    def may_hold(self, words: frozenset[str]) -> bool:
        """A cheap look: whether the text holds one of some words, as far as that is known."""
        return self.lacking is None or not self.lacking & WORDS.bit(words)

    @cached_property
    def places(self) -> tuple[PlaceMention, ...]:
        return tuple(find_places(self.shadow))

    @cached_property
    def dates(self) -> tuple[Date, ...]:
        return tuple(find_dates(self.shadow, self.doc.published))

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        if not self.may_hold(duty_words()):
            return ()
        floors = [*(date.span.end for date in self.dates), *removed_before_levels(self.shadow)]
        return tuple(with_shared_duties(self.shadow, self.places, find_posts(self.shadow, self.places, floors)))

    @cached_property
    def persons(self) -> tuple[Person, ...]:
        return tuple(find_persons(self.shadow, self.posts, self.places))

    @cached_property
    def rosters(self) -> tuple[Roster, ...]:
        """The blocks of lines of names."""
        return tuple(rosters(self.shadow))

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        return tuple(lines(self.shadow))

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence starts and ends."""
        return bounds(self.doc.text)

    def sentences_with(self, cues: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Where the sentences start and end in which some words are found, in order: one search for each and the last.

        No match may end in another sentence than it starts in.
        """
        at = 0
        while self.sentences and (match := cues.search(self.shadow, at)):
            low, high = self.sentences[bisect_right(self._sentence_starts, match.start()) - 1]
            at = match.start() + 1  # between two sentences
            if low < at <= high:
                yield low, high
                at = high

    @cached_property
    def mask(self) -> Mask:
        """The text with symbols for posts, people, titles in 《》, dates and places."""
        books = [Span(*match.span()) for match in _BOOK.finditer(self.shadow)]
        papers = [post for post in self.posts if "《" in post.org]
        return mask(self.shadow, [papers, books, self.posts, self.persons, self.dates, self.places])

    @cached_property
    def linked_places(self) -> Places:
        years = [(date.span.start, int(date.edtf[:4])) for date in self.dates if date.edtf[:4].isdecimal()]
        own = (self.doc.published or "")[:4]
        year = int(own) if own.isdecimal() else None
        return Places(self.shadow, self.places, publisher=self.doc.publisher, year=year, dates=years)

    @cached_property
    def offices(self) -> Offices:
        return Offices(self.shadow, self.posts, self.linked_places, self.places)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def printed(self, person: Person) -> str:
        """The name as the text prints it, without blanks; the full name where only 王书记 stands."""
        text = "".join(self.doc.text[person.span.start : person.span.end].split())
        return text if len(text) == len(person.text) else person.text

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds an offset, or the one before it."""
        at = bisect_right(self._sentence_starts, offset)
        return Span(*self.sentences[max(0, at - 1)])

    @cached_property
    def careers(self) -> tuple[tuple[int, Person], ...]:
        """Where the telling of a person's career starts, and whose it is."""
        found = []
        for match in _CAREER.finditer(self.mask.text):
            person = self.mask.tokens[match.start()]
            assert isinstance(person, Person)
            found.append((person.span.start, person))
        found += [(one.span.start, one) for one in self.persons if _LIVED.match(self.shadow, one.span.end)]
        return tuple(sorted(found, key=lambda told: told[0]))

    def career_at(self, offset: int) -> Person | None:
        """The person whose career is being told at an offset."""
        found = None
        for start, person in self.careers:
            if start <= offset:
                found = person
        return found

    def opened_by_another(self, offset: int, person: Person) -> bool:
        """Whether the sentence at an offset opens with the name of somebody else than ``person``."""
        start = self.sentence_at(offset).start
        head = next((other for other in self.persons if start <= other.span.start < min(start + 2, offset)), None)
        return head is not None and head.text != person.text

    @cached_property
    def dead(self) -> frozenset[str]:
        """The people whose death the text tells."""
        found = _DEATH.finditer(self.mask.text)
        text = self.mask.text
        people = (self.mask.tokens[m.start() if text[m.start()] == PERSON else m.end()] for m in found)
        lived = (one.text for one in self.persons if (life := _LIVED.match(self.shadow, one.span.end)) and life["end"])
        return frozenset({*(person.text for person in people if isinstance(person, Person)), *lived})

    @cached_property
    def _bylines(self) -> frozenset[int]:
        """Where the people stand who wrote or edited the text."""
        found: set[int] = set()
        for match in _BYLINE.finditer(self.mask.text):
            found.update(token.span.start for _, token in self.mask.held(*match.span()) if isinstance(token, Person))
        return frozenset(found)

    def subject_at(self, offset: int) -> Person | None:
        """Who the clause at an offset is about: the person whose career is told, unless the sentence names
        somebody else first; else the nearest sentence backwards that names somebody."""
        at = bisect_right(self._sentence_starts, offset) - 1
        career = self.career_at(offset)
        for back in range(at, max(-1, at - 4), -1):
            start, end = self.sentences[back]
            inside = [p for p in self.persons if start <= p.span.start < min(end, offset)]
            inside = [person for person in inside if person.span.start not in self._bylines]
            if career is not None and (not inside or career.text in {person.text for person in inside}):
                return inside[0] if back == at and self.opened_by_another(offset, career) else career
            if inside:
                return inside[-1] if back == at else inside[0]
        return career


def read(docs: Sequence[Document]) -> list[Reading]:
    """What each document holds, found when it is first asked for; of several, what most extractors ask for is found
    at once, each kind for all of them before the next: what a kind needs then stays in the processor's caches."""
    readings = [Reading(doc) for doc in docs]
    for kind in _KINDS if len(docs) > 1 else ():
        for reading in readings:
            kind(reading)
    return readings


def kept(extractor: Callable[[Reading], Iterator[Claim]]) -> Callable[[Reading], Iterator[Claim]]:
    """An extractor that others go on from: a text is read by it once."""

    @wraps(extractor)
    def extract(reading: Reading) -> Iterator[Claim]:
        name = extractor.__module__
        if name not in reading.found:
            reading.found[name] = tuple(extractor(reading))
        return iter(reading.found[name])

    return extract
