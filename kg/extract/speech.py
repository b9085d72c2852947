"""Who says what: quotations with their speakers, and whose words the other claims of a text stand in.

A quotation is speech where a rule names its speaker, where it fills a line of its own behind one that
has a speaker, or where it ends like a sentence and stands beside one person.  Names and catchwords
between quotation marks are none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.reading import Reading, kept
from kg.mentions.persons import Person
from kg.model import Argument, Claim, Scalar, Span
from kg.rules import Rule, load
from kg.text.quotations import Quoted, quotations

RULES = frozenset({"side", "speaker"})
#: What a quoted sentence ends with; a name or a catchword does not.
_SENTENCE_END = re.compile(r"[。!?…~—;,]$")
#: Behind these stand the words of a thing, not of a person.
_WRITTEN = re.compile(
    r"(?:写着|写有|印着|印有|贴着|挂着|悬挂|标语|横幅|口号|题为|名为|叫做|叫作|称为|称作|誉为|主题(?:是|为)|以|题写|刻着|匾额|演唱|歌曲|朗诵|宣读|播放|打出|展板|牌子)[^。;!?\n“”]{0,4}$"
)
_STOP = re.compile(r"[。!?\n“]")
#: The fewest characters that a quotation without a named speaker has.
_LONG = 12
_SHORTEST = 4
#: The fewest that one has without a full stop and without a mark in front: a catchword is shorter.
_WHOLE = 7
_UNSAID = re.compile(r"(?:不|没|未|别|难|可以|如果|若|就是|都|也)[能会要好敢可]?(?:再)?(?:说|讲)过?$")
_VERBS = ("说", "说过", "讲过", "坦言", "感慨", "感叹", "回答")
#: How close behind a quotation of its own line its speaker stands: ”让甲触动的是….
_CLOSE = 6
#: How many lines a speaker is carried on for.
_NEAR = 6
#: Persons of a clause who do not speak in it: 会见甲时, 对甲说, 甲的.
_NOT_SPEAKING = re.compile(r"(?:会见|会晤|接见|陪同|同|与|和|对|向|跟|给|为|由)$")
_MET = re.compile(r"(?:夫妇|一行)?(?:时|的|等|后)")
_OWN_ACTS = frozenset({"quote", "proposes", "measureText", "aimText", "partOf", "writtenBy", "interviewed"})
#: What a proposal in one's own words consists of.
_OWN_STEPS = frozenset({"learnsFrom", "usesAsset"})
#: 据甲介绍: the rest of the sentence is his.
_ACCORDING = re.compile(
    r"据(?:\ue002|\ue003)*(?P<who>\ue001|他|她)(?:的?(?:介绍|了解|说|称|透露|讲述|回忆|统计|分析)),?"
)


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words of one speaker: the quotation, who says it, who relays it, the rule, what shows who it is."""

    quoted: Quoted
    speaker: Person
    rule: str
    evidence: Span
    explicit: bool
    relayed_by: Person | None = None
    medium: str | None = None
    part: int | None = None


@kept
def extract(reading: Reading) -> Iterator[Claim]:
    """One claim a quotation: the speaker, the words, who relays them, where they were said."""
    found = [quoted for quoted in quotations(reading.shadow) if _may_be_speech(reading.shadow, quoted)]
    for said in _Finder(reading).find(found) if found else ():
        inner = said.quoted.inner
        qualifiers: dict[str, Scalar] = {
            "medium": said.medium,
            "part": said.part,
            "reported_by": said.relayed_by.text if said.relayed_by else None,
        }
        yield claim(
            reading.doc,
            "quote",
            Argument("Person", said.speaker.text, said.speaker.span),
            Argument("Text", reading.doc.text[inner.start : inner.end], inner),
            said.evidence,
            f"speech/{said.rule}",
            qualifiers={key: value for key, value in qualifiers.items() if value is not None},
            explicit=said.explicit,
            confidence=0.95 if said.explicit else 0.8,
        )


def _may_be_speech(shadow: str, quoted: Quoted) -> bool:
    """Whether it is long enough, and ends like a sentence or stands behind a mark that may open speech."""
    if len(quoted.inner) < _SHORTEST:
        return False
    if _is_sentence(shadow, quoted) or shadow[: quoted.span.start].rstrip().endswith((":", ",")):
        return True
    return _said_whole(shadow, quoted)


def _said_whole(shadow: str, quoted: Quoted) -> bool:
    """Whether a verb of speech stands right in front of words that end the sentence: 甲曾说“青川不能只有茶”。"""
    behind = shadow[quoted.span.end : quoted.span.end + 1]
    return (
        len(quoted.inner) >= _WHOLE
        and behind in ("", *"。!?\n")
        and shadow.endswith(_VERBS, max(0, quoted.span.start - 3), quoted.span.start)
        and not _UNSAID.search(shadow, max(0, quoted.span.start - 8), quoted.span.start)
    )


def _is_sentence(shadow: str, quoted: Quoted) -> bool:
    return quoted.goes_on or _SENTENCE_END.search(shadow, quoted.inner.start, quoted.inner.end) is not None


def attributed(reading: Reading, claims: Iterable[Claim]) -> list[Claim]:
    """The claims, those in somebody's words marked as reported with that speaker.

    What one proposes in one's own words is still one's own act.
    """
    claims = list(claims)
    if not claims:
        return claims
    said = [found for found in claims if found.predicate == "quote" and found.object.span]
    scopes = [(found.object.span, found.subject.text) for found in said if found.object.span]
    scopes += [(span, person.text) for span, person in _according(reading)]
    scopes.sort(key=lambda scope: len(scope[0]))
    return [_attributed(found, scopes) for found in claims]


def _attributed(found: Claim, scopes: Sequence[tuple[Span, str]]) -> Claim:
    own = found.predicate in _OWN_ACTS or (found.predicate in _OWN_STEPS and found.subject.kind == "Initiative")
    if own or found.speaker is not None or found.status != "asserted":
        return found
    for span, speaker in scopes:
        if span.covers(found.evidence.span):
            return replace(found, status="reported", speaker=speaker)
    return found


def _according(reading: Reading) -> Iterator[tuple[Span, Person]]:
    """What follows 据甲介绍 up to the end of its sentence."""
    if "据" not in reading.shadow:
        return
    for match in _ACCORDING.finditer(reading.mask.text):
        token = reading.mask.tokens.get(match.start("who"))
        start = reading.mask.start(match.end())
        person = token if isinstance(token, Person) else reading.subject_at(reading.mask.start(match.start()))
        end = reading.sentence_at(start).end
        if person is not None and start < end:
            yield Span(start, end), person


class _Finder:
    """Finds the quotations of one text that somebody says."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.shadow, self.mask = reading.shadow, reading.mask
        self._line_starts = [line.start for line in reading.lines]
        self._titles = [Span(*match.span()) for match in re.finditer("《[^》\n]*》", self.shadow)]
        spans = {line.start: line for line in reading.lines}
        self._headings = [p for p in reading.persons if spans.get(p.span.start) == p.span]

    def find(self, quotes: Iterable[Quoted]) -> list[Utterance]:
        """The utterances among some quotations, in text order."""
        found: list[Utterance] = []
        last: Utterance | None = None
        for quoted in quotes:
            outer = next((said for said in reversed(found) if said.quoted.inner.covers(quoted.span)), None)
            said = self._said(quoted, last, outer)
            if said is not None:
                found.append(said)
                last = said if outer is None else last
        return self._numbered(found)

    def _said(self, quoted: Quoted, last: Utterance | None, outer: Utterance | None) -> Utterance | None:
        if any(title.covers(quoted.span) for title in self._titles):
            return None
        said = self._behind(quoted) or self._before(quoted, outer)
        if outer is not None:
            return replace(said, relayed_by=outer.speaker) if said and said.explicit else None
        return said or self._alone(quoted, last) or self._beside(quoted)

    def _is_sentence(self, quoted: Quoted) -> bool:
        return _is_sentence(self.shadow, quoted)

    def _closes_clause(self, quoted: Quoted, before: str) -> bool:
        """Whether words without a full stop are all that is said: 指出,“…”。 but not 指出,“两个一百年”奋斗目标…"""
        behind = self.shadow[quoted.span.end : quoted.span.end + 1]
        if _said_whole(self.shadow, quoted):
            return True
        return before.endswith((":", ",")) and behind in ("", *"。,;!?\n")

    def _behind(self, quoted: Quoted) -> Utterance | None:
        """The speaker that the words behind the closing mark name."""
        if quoted.goes_on or not self._is_sentence(quoted):
            return None
        start = self.mask.position(quoted.span.end)
        for rule in _rules("behind"):
            match = rule.pattern.match(self.mask.text, start)
            person = (self._speaker(rule, match) or self.reading.subject_at(quoted.span.start)) if match else None
            if match and person:
                span = Span(quoted.span.start, max(self.mask.span(*match.span()).end, quoted.span.end))
                return self._utterance(quoted, person, rule, match, span)
        return None

    def _before(self, quoted: Quoted, outer: Utterance | None) -> Utterance | None:
        """The speaker that the clause before the opening mark names."""
        stop = quoted.span.start
        while stop and self.shadow[stop - 1].isspace():
            stop -= 1
        if not self.shadow.endswith(":", 0, stop):
            stop = quoted.span.start  # only a colon reaches over the end of a line
        low = outer.quoted.inner.start if outer else self._clause_start(stop)
        start, end = self.mask.position(low), self.mask.position(stop)
        if start >= end or _WRITTEN.search(self.mask.text, start, end):
            return None
        for rule in _rules("before"):
            match = rule.pattern.search(self.mask.text, start, end)
            if match is None or not (self._is_sentence(quoted) or self._closes_clause(quoted, match[0])):
                continue
            person = self._speaker(rule, match)
            if person is not None:
                begin = self.mask.span(*match.span()).start if _explicit(rule) else quoted.span.start
                return self._utterance(quoted, person, rule, match, Span(begin, quoted.span.end))
        return None

    def _utterance(self, quoted: Quoted, person: Person, rule: Rule, match: re.Match[str], evidence: Span) -> Utterance:
        groups = match.groupdict()
        relay = self.mask.tokens.get(match.start("person2")) if groups.get("person2") else None
        by = relay if isinstance(relay, Person) else None
        return Utterance(quoted, person, rule.name, evidence, _explicit(rule), by, groups.get("medium"))

    def _speaker(self, rule: Rule, match: re.Match[str]) -> Person | None:
        if not _explicit(rule):
            return self.reading.subject_at(self.mask.start(match.start()))
        token = self.mask.tokens.get(match.start("person"))
        if rule.name == "speaker before":
            # of several people in the clause, the nearest one before the verb who is not met, addressed or owned
            for at, one in reversed(self.mask.held(match.start(), match.end())):
                met = _NOT_SPEAKING.search(self.mask.text, max(0, at - 2), at) or _MET.match(self.mask.text, at + 1)
                if isinstance(one, Person) and not met:
                    return one
        return token if isinstance(token, Person) else None

    def _alone(self, quoted: Quoted, last: Utterance | None) -> Utterance | None:
        """A quotation that fills its line, said by whoever spoke last or by the one whom the section is about."""
        line = self.reading.lines[max(0, self._line_of(quoted.span.start))]
        behind = self.shadow[quoted.span.end : line.end].strip()
        goes_on = (
            last is not None and last.quoted.goes_on and not self.shadow[last.quoted.span.end : line.start].strip()
        )
        short = len(quoted.inner) < _LONG and not goes_on
        if quoted.span.start != line.start or short or not self._is_sentence(quoted):
            return None
        named = [p for p in self.reading.persons if quoted.span.end <= p.span.start < quoted.span.end + _CLOSE]
        speaker = named[0] if named else None if behind else self._last_speaker(quoted, last, line)
        if speaker is None:
            return None
        return Utterance(quoted, speaker, "quotation of its own", quoted.span, explicit=False)

    def _last_speaker(self, quoted: Quoted, last: Utterance | None, line: Span) -> Person | None:
        """Who spoke last, not many lines above, unless a heading has turned to somebody else since."""
        heading = next((p for p in reversed(self._headings) if p.span.end <= quoted.span.start), None)
        if heading is not None and (last is None or heading.span.start >= last.quoted.span.end):
            return heading
        if last is None or self._line_of(line.start) - self._line_of(last.quoted.span.start) > _NEAR:
            return None
        return last.relayed_by or last.speaker

    def _line_of(self, at: int) -> int:
        return bisect_right(self._line_starts, at) - 1

    def _beside(self, quoted: Quoted) -> Utterance | None:
        """A quoted sentence in a sentence about one person."""
        if len(quoted.inner) < _LONG or not self._is_sentence(quoted):
            return None
        low = self._clause_start(quoted.span.start)
        if _WRITTEN.search(self.shadow, low, quoted.span.start) or self.shadow.endswith(":", low, quoted.span.start):
            return None  # behind a colon: whoever it stands behind was not recognised
        stop = _STOP.search(self.shadow, quoted.span.end)
        high = stop.start() if stop else len(self.shadow)
        people = {
            p.text: p for p in self.reading.persons if low <= p.span.start < high and not quoted.inner.covers(p.span)
        }
        if len(people) != 1:
            return None
        person = next(iter(people.values()))
        evidence = Span(min(person.span.start, quoted.span.start), max(person.span.end, quoted.span.end))
        return Utterance(quoted, person, "beside one person", evidence, explicit=False)

    def _clause_start(self, at: int) -> int:
        """Where the sentence before an opening mark starts, behind a quotation that ends there."""
        return max(self.shadow.rfind(mark, 0, at) for mark in "。!?\n”") + 1

    def _numbered(self, found: list[Utterance]) -> list[Utterance]:
        """The utterances, parts of one saying that 甲说 stands between numbered: “…,”甲说,“…”."""
        numbered = list(found)
        for at in range(1, len(found)):
            first, second = numbered[at - 1], found[at]
            between = self.shadow[first.quoted.span.end : second.quoted.span.start]
            same = first.speaker.text == second.speaker.text and not first.quoted.depth and not second.quoted.depth
            if same and 0 < len(between) <= 24 and not _STOP.search(between):
                numbered[at - 1] = replace(first, part=first.part or 1)
                numbered[at] = replace(second, part=(first.part or 1) + 1)
        return numbered


def _explicit(rule: Rule) -> bool:
    return rule.values.get("speaker") != "clause"


@cache
def _rules(side: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load("speech", RULES) if rule.values["side"] == side)
