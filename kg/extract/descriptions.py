"""describedAs: how a text describes places and trades.  Rules: kg/rules/descriptions.yaml.

Clauses that follow each other and describe the same thing are one description.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.mask import Mask
from kg.extract.quantified import sentences_with
from kg.extract.reading import Reading
from kg.extract.topics import CHINA, Clause, clauses, may_have_topic
from kg.lexicon.divisions import gazetteer
from kg.lexicon.tables import words
from kg.model import Argument, Claim
from kg.rules import Rule, load

RULES = frozenset({"gives"})
_CUE = re.compile(
    r"是|堪称|誉为|称为|素有|享有|作为|深厚|悠久|丰[富厚沛]|充[足沛裕]|便[利捷]|发达|优[越良美异]|良好|独特|突出|雄厚|坚实|扎实|密集|集中|云集|林立|众多|"
    r"广阔|肥沃|宜人|薄弱|落后|滞后|匮乏|贫瘠|脆弱|闭塞|迅[速猛]|较[快早晚大小高低好差]|四通八达|得天独厚"
)
#: A single character that can end a description of a trade.
_SHORT = "快慢大小高低好差强弱早晚广"
_SHAPED = re.compile(r"[\ue001-\ue003\ue006]|什么|怎[么样]|是否|不是|如果|只要|要求|希望|目标")


@dataclass(frozen=True, slots=True)
class Described:
    """What clauses at ``low..high`` of a mask say of ``of``; ``explicit``: the first of them names it."""

    of: Argument
    rule: str
    low: int
    high: int
    start: int
    explicit: bool


def extract(reading: Reading) -> Iterator[Claim]:
    """The descriptions of a document, each said once."""
    if not load("descriptions", RULES).may_fit(reading.lacking):
        return
    seen: set[tuple[str, str]] = set()
    for mask in sentences_with(reading, _CUE, partial(_worth, reading)):
        for found in _joined(_described(reading, mask)):
            said = mask.span(found.low, found.high)
            what = Argument("Text", reading.doc.text[said.start : said.end], said)
            key = found.of.text, what.text
            if key in seen:
                continue
            seen.add(key)
            evidence = mask.span(found.start, found.high)
            yield claim(
                reading.doc,
                "describedAs",
                found.of,
                what,
                evidence,
                f"descriptions/{found.rule}",
                explicit=found.explicit,
                confidence=0.8 if found.explicit else 0.7,
            )


def _worth(reading: Reading, text: str) -> bool:
    """A cheap look: whether a masked sentence may describe a place that is its topic, or a trade."""
    if may_have_topic(text.removeprefix("“")):
        return True
    fitting = load("descriptions", RULES).fitting_part(text, reading.lacking)
    return any(rule.values["gives"] == "topic" for rule in fitting)


def _described(reading: Reading, mask: Mask) -> Iterator[Described]:
    rules = load("descriptions", RULES).fitting_part(mask.text, reading.lacking)
    for clause in clauses(reading, mask, mask.text.startswith("“"), len(mask.text)):
        for rule in rules:
            match = rule.pattern.match(mask.text, clause.body, min(len(mask.text), clause.high + 1))
            if match is None or match.end() != clause.high or not _fits(match):
                continue
            if (of := _of(reading, mask, clause, rule, match)) is not None:
                start = mask.position(of.span.start) if of.span and clause.named else match.start("said")
                low = (
                    match.start() if of.kind == "District" and rule.values["gives"] == "topic" else match.start("said")
                )
                yield Described(of, rule.name, low, match.end("said"), min(start, match.start()), clause.named)
                break
            if rule.values["gives"] == "more" or clause.topic is None:
                yield Described(_SAME, rule.name, *match.span("said"), match.start(), False)
                break


_SAME = Argument("Text", "")


def _fits(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    if _SHAPED.search(match["said"]) or match["said"].count("“") != match["said"].count("”"):
        return False
    if (role := groups.get("role")) and not role.endswith(tuple(words("described_roles.txt"))):
        return False
    return not groups.get("state") or _states().fullmatch(groups["state"]) is not None


@cache
def _states() -> re.Pattern[str]:
    """An aspect and its quality: 交通十分便利."""
    aspects, qualities = (
        "|".join(sorted(words(f"described_{name}.txt"), key=lambda word: (-len(word), word)))
        for name in ("aspects", "qualities")
    )
    return re.compile(
        rf"(?:{aspects})(?:十分|非常|特别|相当|格外|很|极为|极其|极|更加|比较|较为|较|相对|日益|愈加|都|也|最为|最)*"
        rf"(?:{qualities}|[{_SHORT}])"
    )


def _of(reading: Reading, mask: Mask, clause: Clause, rule: Rule, match: re.Match[str]) -> Argument | None:
    own = clause.topic.places if clause.topic else ()
    if rule.values["gives"] == "topic" and (not own or own[0].code == CHINA):
        span = mask.span(*match.span("topic"))
        return Argument("Topic", reading.doc.text[span.start : span.end], span)
    if rule.values["gives"] == "more" or clause.topic is None or len(clause.topic.places) != 1:
        return None
    place = clause.topic.places[0]
    if not place.code or not place.code[0].isdigit() or gazetteer()[place.code].level in ("country", "region"):
        return None
    return place


def _joined(found: Iterator[Described]) -> Iterator[Described]:
    held: Described | None = None
    for each in found:
        follows = held is not None and each.low - held.high <= 2 and each.start >= held.high
        if held is not None and follows and (each.of is _SAME or each.of.text == held.of.text):
            held = Described(held.of, held.rule, held.low, each.high, held.start, held.explicit)
            continue
        if held is not None:
            yield held
        held = None if each.of is _SAME else each
    if held is not None:
        yield held
