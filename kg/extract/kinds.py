"""alsoCalled, hasSubcategory: other names of trades and ideas, and the kinds they fall into.

Rules: kg/rules/kinds.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.mask import Mask
from kg.extract.progress import KINDS
from kg.extract.quantified import sentences_with
from kg.extract.quantities import Quantity
from kg.extract.reading import Reading
from kg.model import Argument, Claim
from kg.rules import load
from kg.text.numbers import value

RULES = frozenset({"gives"})
_CUE = re.compile(r"又称|又叫|又名|也称|也叫|也被称|亦称|俗称|简称|称为|[分划]为|[分划]成|归为|归纳为")
_PREDICATES = {"names": "alsoCalled", "kinds": "hasSubcategory"}
_COMMA = re.compile("、")
_JOINT = re.compile(r"、|或者?|和|与|以及|及")
#: What somebody says is no name: 政府又称将….
_NO_NAME = re.compile(r"[的了将在是有把被让]|将要|不会|^\d+$|^(?:该|这|那|其|此|各|有关|行动计划)|表示|认为")


def extract(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The other names and the kinds that a document tells, each once."""
    rules = load("kinds", RULES)
    if not rules.may_fit(reading.lacking):
        return
    known = {side.text.strip("“”"): side for c in claims for side in (c.subject, c.object) if side.kind in KINDS}
    seen: set[tuple[str, str, str]] = set()
    for mask in sentences_with(reading, _CUE):
        for rule in rules.fitting_part(mask.text, reading.lacking):
            for match in rule.pattern.finditer(mask.text):
                predicate = _PREDICATES[str(rule.values["gives"])]
                topic = _topic(reading, mask, match)
                if topic is None:
                    continue
                if predicate == "alsoCalled":
                    topic = known.get(topic.text, topic)
                evidence = mask.span(match.start("topic"), match.end())
                for low, high in _items(mask, match):
                    what = _argument(reading, mask, low, high)
                    if predicate == "alsoCalled":
                        what = replace(what, kind="Text")
                    key = predicate, topic.text, what.text
                    if key not in seen and topic.text != what.text:
                        seen.add(key)
                        yield claim(reading.doc, predicate, topic, what, evidence, f"kinds/{rule.name}", confidence=0.8)


def _topic(reading: Reading, mask: Mask, match: re.Match[str]) -> Argument | None:
    printed = match["topic"]
    if _NO_NAME.search(printed) or printed.count("“") != printed.count("”"):
        return None
    return _argument(reading, mask, *_inner(mask, *match.span("topic")))


def _items(mask: Mask, match: re.Match[str]) -> list[tuple[int, int]]:
    """The parts of a list; none if one of them is no name.

    Where the text counts them, 、 alone parts them if that gives so many: 甲、乙、丙及丁三大类.
    """
    low, high = match.span("list")
    commas = _parts(mask, low, high, _COMMA)
    found = commas if len(commas) > 1 and len(commas) == _count(mask, match) else _parts(mask, low, high, _JOINT)
    whole = all(2 <= end - start <= 16 and not _NO_NAME.search(mask.text, start, end) for start, end in found)
    return found if whole else []


def _parts(mask: Mask, low: int, high: int, joint: re.Pattern[str]) -> list[tuple[int, int]]:
    cuts = [low, *(at for match in joint.finditer(mask.text, low, high) for at in match.span()), high]
    return [_inner(mask, *pair) for pair in zip(cuts[::2], cuts[1::2], strict=True)]


def _count(mask: Mask, match: re.Match[str]) -> int | None:
    """How many kinds the text says there are."""
    if not match.groupdict().get("count"):
        return None
    token = mask.tokens.get(match.start("count"))
    if isinstance(token, Quantity):
        return int(token.value)
    number = value(match["count"].removesuffix("大"))
    return int(number) if number else None


def _inner(mask: Mask, low: int, high: int) -> tuple[int, int]:
    """The stretch without quotation marks around it."""
    quoted = mask.text[low] == "“" and mask.text[high - 1] == "”"
    return (low + 1, high - 1) if quoted else (low, high)


def _argument(reading: Reading, mask: Mask, low: int, high: int) -> Argument:
    span = mask.span(low, high)
    return Argument("Topic", reading.doc.text[span.start : span.end], span)
