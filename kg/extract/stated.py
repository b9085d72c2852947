"""Relations that one clause states by itself: a rule names the groups of its pattern that are the two sides.

A :class:`Reading` and the rules of one family in, claims out.  What a group holds tells what it is: a group named
``person`` (``person2``, …) the people in it, or whoever 他 and 我 mean; ``place`` the last place in it; any other
group the words themselves, of the kind that the rule gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.reading import Reading
from kg.extract.scope import quotation_marks
from kg.extract.topics import place_argument
from kg.extract.windows import cue_windows
from kg.mentions.persons import Person
from kg.mentions.places import PlaceMention
from kg.model import Argument, Claim, Scalar, Span, Status
from kg.rules import Rule, load
from kg.text.durations import duration

RULES = frozenset({"predicate", "subject", "object", "kind", "status", "unless"})
_THIRD, _FIRST = frozenset({"他", "她"}), frozenset({"我", "我们"})


@dataclass(frozen=True)
class Scene:
    """One text, as the rules of a family read it."""

    reading: Reading

    @cached_property
    def quoted(self) -> bytearray:
        """One for each masked character inside a quotation."""
        return quotation_marks(self.reading.mask.text)

    @cached_property
    def _said(self) -> list[tuple[Span, Argument]]:
        from kg.extract import speech

        found = speech.extract(self.reading)
        return [(made.object.span, made.subject) for made in found if made.object.span is not None]

    def speaker(self, at: int) -> Argument | None:
        """Who says the words at masked place ``at``, which stands inside a quotation."""
        offset = self.reading.mask.start(at)
        inside = [(len(span), who) for span, who in self._said if span.start <= offset < span.end]
        return min(inside, key=lambda found: found[0])[1] if inside else None

    def matches(
        self, family: str, cue: re.Pattern[str], keys: frozenset[str] = RULES
    ) -> list[tuple[re.Match[str], Rule]]:
        """Where the rules of a family match the sentences that hold a cue, in text order."""
        if not load(family, keys).may_fit(self.reading.lacking) or not cue.search(self.reading.shadow):
            return []
        text = self.reading.mask.text
        rules = load(family, keys).fitting(text, self.reading.lacking)
        windows = cue_windows(text, cue) if rules else []
        found = [(m, rule) for rule in rules for low, high in windows for m in rule.pattern.finditer(text, low, high)]
        return sorted(found, key=lambda pair: pair[0].start())

    def sides(self, match: re.Match[str], group: str, rule: Rule) -> list[Argument]:
        """What one group of a match stands for; nothing where it stands for nobody and nothing known."""
        if match.start(group) < 0:
            return []
        if group.startswith("person"):
            return self._people(match, group)
        if group.startswith("place"):
            held = [token for _, token in self.reading.mask.held(*match.span(group)) if isinstance(token, PlaceMention)]
            place = place_argument(self.reading, held[-1]) if held else None
            return [place] if place is not None else []
        return [self.words(match.start(group), match.end(group), str(rule.values.get("kind") or "Text"))]

    def words(self, start: int, end: int, kind: str) -> Argument:
        """The words of a masked stretch as an argument."""
        span = self.reading.mask.span(start, end)
        printed = self.reading.doc.text[span.start : span.end]
        if kind == "Duration":
            return Argument(kind, duration(self.reading.shadow[span.start : span.end]) or "", span)
        return Argument(kind, printed, span)

    def _people(self, match: re.Match[str], group: str) -> list[Argument]:
        start, end = match.span(group)
        held = [token for _, token in self.reading.mask.held(start, end) if isinstance(token, Person)]
        if held:
            return [Argument("Person", self.reading.printed(token), token.span) for token in held]
        said = match[group]
        if said in _FIRST:
            who = self.speaker(start) if self.quoted[start] else None
            return [who] if who is not None else []
        person = self.reading.subject_at(self.reading.mask.start(start)) if said in _THIRD else None
        return [Argument("Person", person.text, person.span)] if person is not None else []


def stated(
    scene: Scene, family: str, match: re.Match[str], rule: Rule, *, qualifiers: Mapping[str, Scalar] | None = None
) -> Iterator[Claim]:
    """The claims of one match of a rule that names predicate, subject and object."""
    reading = scene.reading
    whole = reading.mask.span(*match.span())
    sentence = reading.sentence_at(whole.start)
    status: Status = "planned" if rule.values.get("status") == "planned" else "asserted"
    for subject in scene.sides(match, str(rule.values["subject"]), rule):
        for target in scene.sides(match, str(rule.values["object"]), rule):
            if not target.text or subject.text == target.text:
                continue
            near = [span for side in (subject, target) if (span := side.span) and sentence.covers(span)]
            evidence = (
                Span(min(whole.start, *(s.start for s in near)), max(whole.end, *(s.end for s in near)))
                if near
                else whole
            )
            inferred = any(match[name] in _THIRD | _FIRST for name in match.groupdict() if name.startswith("person"))
            yield claim(
                reading.doc,
                str(rule.values["predicate"]),
                subject,
                target,
                evidence,
                f"{family}/{rule.name}",
                qualifiers=qualifiers or {},
                status=status,
                explicit=not inferred,
                confidence=0.8 if inferred else 0.9,
            )


def once(claims: Iterator[Claim]) -> Iterator[Claim]:
    """The claims, each relation of two sides the first time that it is said."""
    seen: set[tuple[str, str, str]] = set()
    for made in claims:
        key = (made.predicate, made.subject.text, made.object.text)
        if key not in seen:
            seen.add(key)
            yield made
