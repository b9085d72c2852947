"""learnsFrom, usesAsset, measureText, aimText: what a passage that puts an initiative forward says of it.

Rules: kg/rules/steps.yaml, over the clauses of the passage: the quotation in which somebody puts it forward, else the
sentence.  What is said before an initiative is named is said of the next one that the passage names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from kg import lazy_re as re
from kg.extract import measures, own_words
from kg.extract.claims import claim
from kg.extract.models import models, thing
from kg.extract.reading import Reading
from kg.lexicon.tables import words
from kg.model import Argument, Claim, Scalar, Span
from kg.rules import Rule, load

RULES = frozenset({"gives", "more", "stands"})
_CLAUSE = re.compile(r"[^,。;:!?\n]+")
#: From here on a passage says what ought to be done; what stands before it describes.
_OUGHT = re.compile(
    r"(?:[我咱]们|就|当前|目前|下一步|今后|是)*(?:要|必须|应该?|应当|需要|将|拟|准备|计划|打算)|.{0,8}实际$|借鉴|学习"
)
#: What only leads in: 结合本地实际.
_NO_STEP = re.compile(r"实际$|的(?:同时|过程中|时候|背景下|情况下)$|[以之]来$|[时后]$")
#: Rules of proposals that list each step as an initiative of its own.
_LISTS = ("measures/", "work_report/")
_OWN = frozenset({own_words.AUTHOR, own_words.EXAMPLE})
#: Where a rule may ask to stand, by the kind of passage and the side of the initiative.
_OWN_SIDES: frozenset[object] = frozenset({None, "own", "before"})
_IN_FRONT: frozenset[object] = frozenset({None, "before"})
_BEHIND: frozenset[object] = frozenset({None, "behind"})
#: What has come of it already is no aim: 惠及70万人次, 带动了增收.
_DONE = re.compile(r"了|\d|[一二三四五六七八九十百千万两几]+(?:多|余)?[人户家名亿元]|已")
#: What is weighed is not told: 实施…,推动…,具有重要意义.
_WEIGHED = re.compile(r"(?:具有|有着)[^,。]{0,8}(?:意义|作用)|离不开|有助于|有利于")
#: What leads in a numbered list behind an initiative.
_LIST = re.compile(r"[^。;\n]{0,40}?[:,。;]\n?(?=一是|第一,|一要|\(一\)|首先,)")
#: A numbered step may be as short as 加装电梯.
_SHORTEST = 4
#: How far behind the start of a clause, where the one who acts stands, its verb is looked for.
_REACH = 14
_MANNER = (
    r"(?:逐一|逐个|逐步|集中|统一|分类|分批|及时|定期|重点|系统|深入|"
    r"全面|认真|主动|先行|率先|同步|重新|稳妥|由点到面|组织)?"
)
#: What runs in a place: the one that an initiative for a place builds on runs there.
_RUN = frozenset({"InformationSystem"})
_PREDICATES = {"measure": "measureText", "aim": "aimText", "asset": "usesAsset", "model": "learnsFrom"}


@dataclass(frozen=True, slots=True)
class Step:
    """What one clause says: ``gives`` as in the rules, ``said`` the words that are kept, ``clause`` all of it."""

    gives: str
    rule: Rule
    match: re.Match[str]
    said: Span
    clause: Span


def extract(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """What the passages of the proposals among ``claims`` say of each initiative."""
    proposals = [c for c in claims if c.predicate == "proposes" and c.object.span and not c.rule.startswith(_LISTS)]
    passages = [(*_passage(reading, proposal), _span(proposal), proposal) for proposal in proposals]
    ordered = sorted(passages, key=lambda found: found[:3])
    for (passage, own), group in groupby(ordered, key=lambda found: found[:2]):
        named = list({span: proposal for *_, span, proposal in group}.values())
        steps = _spoken(reading, passage) if own else _around(reading, passage, [_span(made) for made in named])
        for proposal, step in _assigned(reading, named, _joined(steps)):
            yield from _claims(reading, proposal, *step)
        for proposal in () if own else named:
            yield from _listed(reading, proposal.object)


def _passage(reading: Reading, proposal: Claim) -> tuple[Span, bool]:
    """Where it is read what a proposal consists of, and whether these are its author's own words."""
    if proposal.rule in _OWN:
        return Span(proposal.evidence.span.start + 1, proposal.evidence.span.end - 1), True
    return reading.sentence_at(_span(proposal).start), False


def _span(proposal: Claim) -> Span:
    """Where the initiative of a proposal is named."""
    assert proposal.object.span is not None
    return proposal.object.span


def _assigned(
    reading: Reading, named: Sequence[Claim], steps: Iterator[Step]
) -> Iterator[tuple[Claim, tuple[Step, int]]]:
    """Each step with the proposal that it is part of, and the how manyeth measure of it it is."""
    orders: dict[str, int] = {}
    for step in steps:
        proposal = _about(reading, named, step.clause)
        if step.gives == "measure":
            orders[proposal.id] = orders.get(proposal.id, 0) + 1
        yield proposal, (step, orders.get(proposal.id, 0))


def _claims(reading: Reading, proposal: Claim, step: Step, order: int) -> Iterator[Claim]:
    initiative, rule = proposal.object, f"steps/{step.rule.name}"
    for predicate, what in _said(reading, step):
        if what.text == initiative.text:
            continue
        qualifiers: dict[str, Scalar] = {"order": order} if predicate == "measureText" else {}
        explicit = step.clause.covers(_span(proposal))
        yield claim(
            reading.doc,
            predicate,
            initiative,
            what,
            step.clause,
            rule,
            qualifiers=qualifiers,
            explicit=explicit,
            confidence=0.7,
        )
        place = _target(proposal)
        if predicate == "usesAsset" and what.kind in _RUN and place is not None:
            yield claim(reading.doc, "implementedIn", what, place, step.clause, rule, explicit=False, confidence=0.6)


def _target(proposal: Claim) -> Argument | None:
    """The district that a proposal is for, if the text tells."""
    name, code = proposal.qualifiers.get("district"), proposal.qualifiers.get("district_code")
    return Argument("District", str(name), None, code=str(code)) if name and code else None


def _listed(reading: Reading, initiative: Argument) -> Iterator[Claim]:
    """The numbered measures that a sentence lists behind an initiative: 实施甲工程:一是…;二是…."""
    assert initiative.span is not None
    leading = _LIST.match(reading.shadow, initiative.span.end)
    if leading is None:
        return
    for order, said, evidence in measures.numbered(reading, leading.end(), _SHORTEST):
        what = Argument("Text", reading.doc.text[said.start : said.end], said)
        yield claim(
            reading.doc,
            "measureText",
            initiative,
            what,
            evidence,
            "steps/numbered",
            qualifiers={"order": order},
            explicit=False,
            confidence=0.8,
        )


def _about(reading: Reading, named: Sequence[Claim], clause: Span) -> Claim:
    """The proposal that a clause speaks of: the first of its sentence, else the next, else the last before it."""
    sentence = reading.sentence_at(clause.start)
    inside = [made for made in named if sentence.covers(_span(made))]
    behind = [made for made in named if _span(made).start >= clause.start]
    return (inside or behind or [named[-1]])[0]


def _spoken(reading: Reading, passage: Span) -> Iterator[Step]:
    """The steps of somebody's own words, from where they say what ought to be done."""
    ought = False
    for low, high in _clauses(reading, passage):
        ought = ought or _OUGHT.match(reading.mask.text, low, high) is not None
        step = _step(reading, low, high, _OWN_SIDES) if ought else None
        if step is not None:
            yield step


def _around(reading: Reading, sentence: Span, initiatives: Sequence[Span]) -> Iterator[Step]:
    """What a sentence says in front of an initiative and, up to what is not understood, behind it."""
    if _WEIGHED.search(reading.shadow, sentence.start, sentence.end):
        return
    behind = False
    for low, high in _clauses(reading, sentence):
        span = reading.mask.span(low, high)
        if any(span.overlaps(initiative) for initiative in initiatives):
            behind = True
            continue
        if behind and reading.mask.text[low - 1] in ";:":
            return
        step = _step(reading, low, high, _BEHIND) if behind else _in_front(reading, low, high)
        if step is not None and not (behind and _DONE.search(reading.mask.text, low, high)):
            yield step
        elif behind:
            return


def _in_front(reading: Reading, low: int, high: int) -> Step | None:
    """What a clause says in front of an initiative; it may open with who acts."""
    for start in range(low, min(low + _REACH, high)):
        step = _step(reading, start, high, _IN_FRONT, low)
        # what it is for stands first in its clause: 作为, 以甲为核心 are none
        if step is not None and (start == low or step.gives != "aim"):
            return step
    return None


def _clauses(reading: Reading, passage: Span) -> Iterator[tuple[int, int]]:
    mask = reading.mask
    for clause in _CLAUSE.finditer(mask.text, mask.position(passage.start), mask.position(passage.end)):
        yield clause.span()


def _step(reading: Reading, low: int, high: int, sides: frozenset[object], opening: int | None = None) -> Step | None:
    """What the clause at ``low..high`` of the mask says by the first rule that reads it; it may open before."""
    mask, opening = reading.mask, low if opening is None else opening
    until = min(len(mask.text), high + 1)
    for rule in _standing(sides):
        match = rule.pattern.match(mask.text, low, until)
        if match is not None and match.end() == high and _fits(rule, match):
            group = next((name for name in ("said", "said2") if match.groupdict().get(name)), 0)
            said = mask.span(*match.span(group))
            return Step(str(rule.values["gives"]), rule, match, said, mask.span(opening, high))
    return None


@cache
def _standing(sides: frozenset[object]) -> tuple[Rule, ...]:
    """The rules that may be asked for on some sides."""
    return tuple(rule for rule in load("steps", RULES) if rule.values.get("stands") in sides)


def _fits(rule: Rule, match: re.Match[str]) -> bool:
    said = match[0]
    if said.count("“") != said.count("”"):
        return False
    if rule.name == "does":
        return _acts().fullmatch(match["said"]) is not None and not _NO_STEP.search(match["said"])
    if rule.name == "for the sake of":
        return match["verb"] in words("purpose_verbs.txt") | words("measure_verbs.txt")
    if rule.name == "bare verbs":
        return set(match["said"].split("、")) <= words("measure_verbs.txt")
    return True


@cache
def _acts() -> re.Pattern[str]:
    """A clause that opens with a verb of what is to be done, or with 对…, 把… and one."""
    verbs = "|".join(sorted(words("measure_verbs.txt")))
    return re.compile(
        rf"(?:对|就|把|将|针对|围绕)[^,]{{2,24}}?{_MANNER}(?:{verbs})|"
        rf"(?:(?:对|就|围绕|针对|把|将|从|在|向|为|面向|按照|以)[^,]{{2,24}}?)?{_MANNER}(?:{verbs})(?!的).{{2,60}}"
    )


def _joined(steps: Iterator[Step]) -> Iterator[Step]:
    """The steps, each part together with the measure behind it and what goes on with the same rule as one."""
    held: Step | None = None
    for step in steps:
        if held is not None and step.clause.start - held.clause.end == 1:
            goes_on = held.gives == "part" and step.gives == "measure"
            again = held.rule is step.rule and bool(step.rule.values.get("more"))
            if goes_on or again:
                said, clause = Span(held.said.start, step.said.end), Span(held.clause.start, step.clause.end)
                held = Step(step.gives, step.rule, step.match, said, clause)
                continue
        if held is not None and held.gives != "part":
            yield held
        held = step
    if held is not None and held.gives != "part":
        yield held


def _said(reading: Reading, step: Step) -> Iterator[tuple[str, Argument]]:
    predicate = _PREDICATES[step.gives]
    if step.gives == "model":
        for model in models(reading, *step.match.span("model")):
            yield predicate, model
    elif step.gives == "asset":
        asset = thing(reading, reading.mask, *step.match.span("asset"))
        if asset is not None:
            yield predicate, asset
    else:
        text = reading.doc.text[step.said.start : step.said.end]
        yield predicate, Argument("Text", text, step.said)
