"""learnsFrom: which body or person learns from which place, site or programme.  Rules: kg/rules/learns_from.yaml.

Where the words stand in a passage that puts an initiative forward, it is the initiative that learns
(:mod:`kg.extract.steps`); what a speaker calls worth learning from, the speaker learns from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import lazy_re as re
from kg.extract.agents import agents_before
from kg.extract.claims import claim
from kg.extract.models import models
from kg.extract.reading import Reading
from kg.extract.topics import clauses
from kg.mentions.persons import Person
from kg.model import Argument, Claim, Span
from kg.rules import PERSON, Rule, load

RULES = frozenset({"who"})
_CUE = re.compile(r"借鉴|学习|参照|参考|仿照|效仿|取经|推广|学到|学来|取回|看齐|学\S{0,12}经验")
_SAYS = re.compile(
    rf"(?P<who>{PERSON})(?:[^,。;:“”]{{0,12}})?"
    r"(?:说|表示|认为|介绍|谈到|坦言|感慨|强调|指出|要求|提出|告诉记者)[,:]"
)
#: What is only wished, or said to be good for others.
_WISH = re.compile(r"希望|愿|期待|呼吁|建议|可以|可供|应当?|值得|鼓励|要求|倡导|欢迎|表示|认为|指出|强调|相互|互相|供")


def extract(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Who learns from what, outside the passages in which an initiative does."""
    rules = load("learns_from", RULES)
    if not rules.may_fit(reading.lacking) or not _CUE.search(reading.shadow):
        return
    taken = [found.evidence.span for found in claims if found.predicate == "learnsFrom"]
    seen: set[tuple[str, str]] = set()
    for rule in rules.fitting(reading.mask.text, reading.lacking):
        for match in rule.pattern.finditer(reading.mask.text):
            evidence = reading.mask.span(*match.span())
            if any(span.overlaps(evidence) for span in taken):
                continue
            for made in _claims(reading, claims, rule, match):
                key = made.subject.text, made.object.text
                if key not in seen and made.subject.text != made.object.text:
                    seen.add(key)
                    yield made


def _claims(reading: Reading, claims: Sequence[Claim], rule: Rule, match: re.Match[str]) -> Iterator[Claim]:
    if rule.values["who"] == "topic":
        yield from _worth(reading, claims, rule, match)
        return
    found = list(models(reading, *match.span("model")))
    if not found:
        return
    if rule.values["who"] == "speaker":
        yield from _meant(reading, claims, rule, match, found)
        return
    if _WISH.search(reading.mask.text, _sentence_start(reading, match), match.start("act")):
        return
    actors = agents_before(reading, match.start("act"))
    for agent in actors.agents:
        evidence = _joined(reading, agent.span, reading.mask.span(match.start("act"), match.end()))
        for model in found:
            yield claim(
                reading.doc,
                "learnsFrom",
                agent.argument,
                model,
                evidence,
                f"learns_from/{rule.name}",
                status="asserted" if actors.factual else "planned",
                explicit=not agent.inferred,
                confidence=0.8,
            )


def _sentence_start(reading: Reading, match: re.Match[str]) -> int:
    return reading.mask.position(reading.sentence_at(reading.mask.start(match.start("act"))).start)


def _meant(
    reading: Reading, claims: Sequence[Claim], rule: Rule, match: re.Match[str], found: Sequence[Argument]
) -> Iterator[Claim]:
    """The speaker means to learn."""
    act = reading.mask.span(match.start("act"), match.end())
    speaker, start = _speaker(reading, claims, reading.sentence_at(act.start), act)
    if speaker is None:
        return
    evidence = Span(min(reading.mask.start(start), act.start), act.end)
    name = f"learns_from/{rule.name}"
    for model in found:
        yield claim(
            reading.doc,
            "learnsFrom",
            speaker,
            model,
            evidence,
            name,
            status="planned",
            explicit=False,
            confidence=0.7,
        )


def _worth(reading: Reading, claims: Sequence[Claim], rule: Rule, match: re.Match[str]) -> Iterator[Claim]:
    """The speaker learns from what his sentence is about."""
    act = reading.mask.span(match.start("act"), match.end())
    sentence = reading.sentence_at(act.start)
    speaker, start = _speaker(reading, claims, sentence, act)
    named = [c for c in clauses(reading, reading.mask, start, match.end()) if c.named and c.topic] if speaker else []
    if speaker is None or not named or named[-1].topic is None:
        return
    topic = named[-1].topic
    for place in topic.places:
        if place.code and place.code != "x-CN":
            evidence = Span(topic.span.start, act.end)
            rule_name = f"learns_from/{rule.name}"
            yield claim(reading.doc, "learnsFrom", speaker, place, evidence, rule_name, explicit=False, confidence=0.7)


def _speaker(reading: Reading, claims: Sequence[Claim], sentence: Span, act: Span) -> tuple[Argument | None, int]:
    """Whose words those at ``act`` are, and where in the mask the sentence of these words starts."""
    for found in claims:
        if found.predicate == "quote" and found.object.span and found.object.span.covers(act):
            return found.subject, reading.mask.position(max(sentence.start, found.object.span.start))
    low = reading.mask.position(sentence.start)
    stop = reading.mask.position(act.start)
    for said in reversed(list(_SAYS.finditer(reading.mask.text, low, stop))):
        token = reading.mask.tokens[said.start("who")]
        if isinstance(token, Person):
            return Argument("Person", token.text, token.span), said.end()
    return None, low


def _joined(reading: Reading, agent: Span, said: Span) -> Span:
    """Both, where they stand in one sentence."""
    return Span(agent.start, said.end) if reading.sentence_at(said.start).covers(agent) and agent < said else said
