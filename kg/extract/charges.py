"""responsibleBody, undertakingStatus, requires, realizedBy: who is in charge, what is drawn up, what is asked.

Rules: kg/rules/charges.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import lazy_re as re
from kg.extract.agents import Agent, agents_before, agents_in
from kg.extract.claims import claim
from kg.extract.progress import KINDS
from kg.extract.reading import Reading
from kg.model import Argument, Claim, Span
from kg.rules import Rule, load

RULES = frozenset({"gives"})
_UNDERTAKINGS = KINDS | {"Initiative"}
_EVENTS = frozenset({"Event", "Meeting", "PromotionEvent", "StudyTour"})
#: What makes drawing up a thing that ought to be done.
_OUGHT = re.compile(r"(?:(?<![主重首需])要|[应须]|应当|必须|需要|下一步|将)(?:[^,。;]{0,4})$")
#: What follows a plan that is being drawn up and says what is to become of it.
_NEXT = re.compile(r",(?:并|然后)?(?:准备|拟|计划|打算|将)[^,。;\n]{3,40}")


def extract(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Charges, demands and states of plans, each said once."""
    rules = load("charges", RULES)
    seen: set[tuple[str, str, str]] = set()
    for made in (*_ruled(reading, claims), *_carried_out(reading, claims)) if rules.may_fit(reading.lacking) else ():
        key = made.predicate, made.subject.text, made.object.text
        if key not in seen:
            seen.add(key)
            yield made


def _ruled(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    for rule in load("charges", RULES).fitting(reading.mask.text, reading.lacking):
        for match in rule.pattern.finditer(reading.mask.text):
            match rule.values["gives"]:
                case "body":
                    yield from _in_charge(reading, claims, rule, match)
                case "drafting":
                    yield from _drafting(reading, claims, rule, match)
                case _:
                    yield from _asks(reading, rule, match)


def _in_charge(reading: Reading, claims: Sequence[Claim], rule: Rule, match: re.Match[str]) -> Iterator[Claim]:
    evidence = reading.mask.span(*match.span())
    undertaking = _named(reading, claims, evidence.start)
    if undertaking is None or undertaking.span is None:
        return
    for agent in agents_in(reading, *match.span("body")):
        if agent.argument.kind == "Organization":
            shown = Span(undertaking.span.start, evidence.end)
            yield _charge(reading, undertaking, agent, shown, rule)


def _charge(reading: Reading, undertaking: Argument, agent: Agent, shown: Span, rule: Rule) -> Claim:
    name = f"charges/{rule.name}"
    explicit = not agent.inferred
    return claim(
        reading.doc, "responsibleBody", undertaking, agent.argument, shown, name, explicit=explicit, confidence=0.8
    )


def _named(reading: Reading, claims: Sequence[Claim], at: int) -> Argument | None:
    """The last undertaking that the sentence names in front of an offset."""
    sentence = reading.sentence_at(at)
    sides = [side for c in claims for side in (c.subject, c.object) if side.kind in _UNDERTAKINGS and side.span]
    before = [side for side in sides if side.span and sentence.covers(side.span) and side.span.end <= at]
    return max(before, key=lambda side: (side.span.end if side.span else 0, len(side.text)), default=None)


def _drafting(reading: Reading, claims: Sequence[Claim], rule: Rule, match: re.Match[str]) -> Iterator[Claim]:
    """The state of the initiative that is drawn up, and the body whose team does so."""
    if _OUGHT.search(match.string, max(0, match.start() - 6), match.start("said")):
        return
    said = reading.mask.span(*match.span("said"))
    proposals = [c for c in claims if c.predicate == "proposes" and c.object.span and said.overlaps(c.object.span)]
    for proposal in proposals[:1]:
        initiative = proposal.object
        assert initiative.span is not None
        end = max(initiative.span.end, said.start + 1)
        follows = _NEXT.match(reading.shadow, end)
        printed = Span(said.start, follows.end() if follows else end)
        yield claim(
            reading.doc,
            "undertakingStatus",
            initiative,
            Argument("UndertakingStatus", reading.doc.text[printed.start : printed.end], printed),
            Span(min(proposal.evidence.span.start, printed.start), printed.end),
            f"charges/{rule.name}",
            qualifiers={"status": "InPreparation"},
            confidence=0.8,
        )
        if match["act"]:
            for agent in agents_before(reading, match.start("act")).agents:
                if agent.argument.kind == "Organization":
                    low = min(agent.span.start, said.start)
                    yield _charge(reading, initiative, agent, Span(low, printed.end), rule)


def _asks(reading: Reading, rule: Rule, match: re.Match[str]) -> Iterator[Claim]:
    said = reading.mask.span(*match.span("said"))
    actors = agents_before(reading, match.start("act"))
    for agent in actors.agents if actors.factual else ():
        if agent.argument.kind != "Organization" or not agent.span.start < said.start:
            continue
        what = Argument("Text", reading.doc.text[said.start : said.end], said)
        evidence = Span(agent.span.start, said.end)
        yield claim(
            reading.doc,
            "requires",
            agent.argument,
            what,
            evidence,
            f"charges/{rule.name}",
            explicit=not agent.inferred,
            confidence=0.8,
        )


def _carried_out(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """An initiative to hold something, and the event of that name that the text tells of."""
    events = {c.subject.text.strip("“”"): c for c in claims if c.subject.kind in _EVENTS}
    for proposal in claims:
        if proposal.predicate != "proposes" or proposal.qualifiers.get("status") != "planned":
            continue
        event = events.get(proposal.object.text.strip("“”"))
        if event is not None and event.evidence.span != proposal.evidence.span:
            yield claim(
                reading.doc,
                "realizedBy",
                proposal.object,
                event.subject,
                event.evidence.span,
                "charges/an event of that name",
                explicit=False,
                confidence=0.7,
            )
