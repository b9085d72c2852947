"""implementedIn, outcomeText: where programmes and systems are carried out and what came of them.

Rules: kg/rules/undertakings.yaml.  Only divisions of China below the country count as places: what a state does
need not be done in it.  What came of it is read from the clauses behind the name, up to one that is not understood.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import cast

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.mask import Mask
from kg.extract.quantified import sentences_with
from kg.extract.reading import Reading
from kg.extract.topics import place_argument
from kg.lexicon.divisions import gazetteer
from kg.lexicon.tables import words
from kg.link.places import BareLevel
from kg.mentions.places import PlaceMention
from kg.model import Argument, Claim, Scalar, Span
from kg.rules import Rule, load
from kg.text.durations import duration

RULES = frozenset({"gives"})
_CUE = re.compile(r"工程|行动|计划|系统|平台|服务网|信息网|“[\u4e00-\u9fff、]{3,12}”")
_QUOTED = re.compile(r"“[^“”]+”")
_HEAD = re.compile(r"(?P<system>系统|平台|服务网|信息网)$|(?:工程|行动|计划|项目|试点|改造|专项|政策|举措)$")
#: What shows a sentence or another thing inside what looks like a name.
_NO_NAME = re.compile(
    r"^[至到经港舰号]|位于|[的是有在和与对把将让被这那该其各每了着]|一批|以上|等|作为|还|也|已|随着|通过|[多几个]项|[多几]个|进行|提供|开始|军事|袭击|推进|推动|加快|促进|两地|多地|各地"
)
#: What a name does not begin with: how it compares, and the body whose it is in front of a name in quotation marks.
_LEADING = re.compile(
    r"(?:度|一[个项条座]|(?:规模|面积|里程)?最[大长高早]的?|首[个座条批套]|第一[个座条套]|[全我][国省市县]|国内)+|[\u4e00-\u9fff\ue005]{1,10}?(?:局|部|厅|委)(?=“)"
)
#: What may stand between a name and what came of it.
_BETWEEN = re.compile(r"\ue007|通过|利用|依托|借助|覆盖|[^,;了]{2,10}$")
_CLAUSE = re.compile(r"[^,;]+")


@dataclass(frozen=True, slots=True)
class Named:
    """An undertaking that a sentence names up to ``end`` of its mask; ``inferred``: its place stands elsewhere."""

    argument: Argument
    place: Argument | None
    evidence: Span
    end: int
    rule: str
    lasting: str | None
    inferred: bool


def extract(reading: Reading) -> Iterator[Claim]:
    """The undertakings of a document with their places and outcomes, each said once."""
    seen: set[tuple[str, str, str]] = set()
    for mask in sentences_with(reading, _CUE, partial(_naming, reading)):
        for named in _named(reading, mask):
            for made in _claims(reading, mask, named):
                key = (made.predicate, made.subject.text, made.object.text)
                if key not in seen:
                    seen.add(key)
                    yield made


def _naming(reading: Reading, text: str) -> list[Rule]:
    """The rules that may name an undertaking in a masked sentence, whatever quantities it holds."""
    fitting = load("undertakings", RULES).fitting_part(text, reading.lacking)
    return [rule for rule in fitting if rule.values["gives"] != "outcome"]


def _named(reading: Reading, mask: Mask) -> Iterator[Named]:
    for rule in _naming(reading, mask.text):
        for match in rule.pattern.finditer(mask.text):
            place = _place(reading, mask, rule, match)
            if place is None and rule.values["gives"] != "nowhere":
                continue
            lasting = match.groupdict().get("lasting")
            printed = mask.span(*match.span("lasting")) if lasting else None
            for name in names(reading, mask, match):
                yield Named(
                    name,
                    place,
                    mask.span(*match.span()),
                    match.end(),
                    f"undertakings/{rule.name}",
                    reading.doc.text[printed.start : printed.end] if printed else None,
                    rule.values["gives"] == "sentence",
                )


def _place(reading: Reading, mask: Mask, rule: Rule, match: re.Match[str]) -> Argument | None:
    """The division in which a match says that something is carried out."""
    if rule.values["gives"] == "place":
        return division(reading, mask.tokens[match.end("place") - 1])
    if rule.values["gives"] == "level":
        return _spoken_of(reading, mask.span(*match.span("level")))
    if rule.values["gives"] == "name":
        token = mask.tokens[match.end("place") - 1]
        return division(reading, token._replace(in_name=False) if isinstance(token, PlaceMention) else token)
    before = [token for _, token in mask.held(0, match.start()) if isinstance(token, PlaceMention)]
    return division(reading, before[0]) if rule.values["gives"] == "sentence" and len(before) == 1 else None


def _spoken_of(reading: Reading, span: Span) -> Argument | None:
    """该区, 我市: the unit of that level that the text speaks of."""
    code = reading.linked_places.context(span.start, cast("BareLevel", reading.shadow[span.end - 1])).code
    if code is None or not code[0].isdigit():
        return None
    return Argument("District", gazetteer()[code].name, span, code=code)


def division(reading: Reading, token: object) -> Argument | None:
    """The division below the country that a mention means, if the text settles which it is."""
    place = place_argument(reading, token)
    if place is None or place.code is None or not place.code[0].isdigit():
        return None
    return None if gazetteer()[place.code].level in ("country", "region") else place


def names(reading: Reading, mask: Mask, match: re.Match[str]) -> Iterator[Argument]:
    """What a match names, each with its kind; nothing where it names only a class of things."""
    if match.groupdict().get("names"):
        kind = "Programme" if match["programme"] is not None else "PolicyMeasure"
        for quoted in _QUOTED.finditer(mask.text, *match.span("names")):
            yield _argument(reading, kind, mask.span(quoted.start() + 1, quoted.end() - 1))
        return
    head = _HEAD.search(match["name"])
    content = match["name"][: head.start()] if head else ""
    if match["name"].count("“") != match["name"].count("”"):
        return
    leading = _LEADING.match(match["name"])
    at = leading.end() if leading else 0
    content = content[at:]
    least = 2 if head and head[0].endswith("网") else 3
    plain = _QUOTED.sub("", content)
    if _NO_NAME.search(plain) or ("“" not in content and len(_vague().sub("", content)) < least):
        return
    kind = "InformationSystem" if head and head["system"] else "Programme"
    yield _argument(reading, kind, mask.span(match.start("name") + at, match.end("name")))


@cache
def _vague() -> re.Pattern[str]:
    found = sorted(words("initiative_vague.txt"), key=lambda word: (-len(word), word))
    return re.compile("|".join(found))


def _argument(reading: Reading, kind: str, span: Span) -> Argument:
    return Argument(kind, reading.doc.text[span.start : span.end], span)


def _claims(reading: Reading, mask: Mask, named: Named) -> Iterator[Claim]:
    if named.place is not None:
        low = min(named.evidence.start, named.place.span.start if named.place.span else named.evidence.start)
        qualifiers: dict[str, Scalar] = {"duration": named.lasting, "duration_iso": duration(named.lasting or "")}
        yield claim(
            reading.doc,
            "implementedIn",
            named.argument,
            named.place,
            Span(low, named.evidence.end),
            named.rule,
            qualifiers=qualifiers,
            explicit=not named.inferred,
            confidence=0.8 if named.inferred else 0.9,
        )
    for rule, span in outcomes(mask, named.end):
        text = _argument(reading, "Text", span)
        evidence = Span(min(named.evidence.start, span.start), span.end)
        yield claim(reading.doc, "outcomeText", named.argument, text, evidence, f"undertakings/{rule}", confidence=0.8)


def outcomes(mask: Mask, at: int, years: bool = False) -> list[tuple[str, Span]]:
    """What the clauses from place ``at`` of a mask on say came of what is named in front of it, with the rule's name.

    Clauses of one rule that follow each other are one outcome.  ``years``: they stand behind 的15年.
    """
    found: list[tuple[str, int, int]] = []
    for clause in _CLAUSE.finditer(mask.text, at, _stop(mask.text, at)):
        rule = _outcome(mask.text, *clause.span(), years)
        if rule is None:
            if not _BETWEEN.match(clause[0]):
                break
        elif found and found[-1][0] == rule == "came of it":
            found[-1] = (rule, found[-1][1], clause.end())
        else:
            found.append((rule, *clause.span()))
    return [(rule, mask.span(low, high)) for rule, low, high in found]


def _stop(text: str, at: int) -> int:
    """Where the part of the sentence ends that ``at`` stands in."""
    return min((at_mark for mark in "。;!?”\n" if (at_mark := text.find(mark, at)) >= 0), default=len(text))


def _outcome(text: str, low: int, high: int, years: bool) -> str | None:
    for rule in load("undertakings", RULES):
        if (
            rule.values["gives"] == "outcome"
            and (years or rule.name != "years of")
            and rule.pattern.fullmatch(text, low, high)
        ):
            return rule.name
    return None
