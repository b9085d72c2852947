"""transfersIndustryTo: where the industry and jobs of a place go.  Rules: kg/rules/transfers.yaml.

Where the words name no place of origin, it is the one that an undertaking told of right before is carried out in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.mask import Mask
from kg.extract.quantified import sentences_with
from kg.extract.reading import Reading
from kg.extract.topics import place_argument
from kg.model import Argument, Claim, Span
from kg.rules import PLACE, load

_CUE = re.compile(r"(?:转移|搬迁|外迁|迁移|迁|搬|疏解|落户)(?:到|至|往|向|去)")
_AND = re.compile("[、和与]")
#: How far before the words an undertaking may be told of, in code points.
_REACH = 80


def extract(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The transfers of a document, each said once."""
    rules = load("transfers", frozenset())
    if not rules.may_fit(reading.lacking) or not _CUE.search(reading.shadow):
        return
    seen: set[tuple[str, str]] = set()
    for mask in sentences_with(reading, _CUE):
        for rule in rules.fitting_part(mask.text, reading.lacking):
            for match in rule.pattern.finditer(mask.text):
                origin = _origin(reading, claims, mask, match)
                for target in _targets(reading, mask, match) if origin else ():
                    if origin is None or origin.text == target.text or (origin.text, target.text) in seen:
                        continue
                    seen.add((origin.text, target.text))
                    yield claim(
                        reading.doc,
                        "transfersIndustryTo",
                        origin,
                        target,
                        mask.span(*match.span()),
                        f"transfers/{rule.name}",
                        explicit="origin" in match.groupdict(),
                        confidence=0.8,
                    )


def _origin(reading: Reading, claims: Sequence[Claim], mask: Mask, match: re.Match[str]) -> Argument | None:
    if "origin" in match.groupdict():
        return place_argument(reading, mask.tokens[match.start("origin")])
    here = mask.start(match.start())
    before = [c for c in claims if c.subject.kind == "PolicyMeasure" and 0 <= here - c.evidence.span.end <= _REACH]
    if not before:
        return None
    named = max(before, key=lambda c: c.evidence.span.end).subject.text
    placed = [c.object for c in claims if c.predicate == "implementedIn" and c.subject.text == named]
    return placed[0] if placed else None


def _targets(reading: Reading, mask: Mask, match: re.Match[str]) -> Iterator[Argument]:
    """The places a list names; a part of a place that is no division is a region of its own."""
    low, high = match.span("target")
    if not match.groupdict().get("more"):
        for _, token in mask.held(low, high):
            if (place := place_argument(reading, token)) is not None:
                yield place
        return
    cuts = [low, *(at for found in _AND.finditer(mask.text, low, high) for at in found.span()), high]
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        held = mask.held(start, end)
        if end - start == 1 and held:
            if (place := place_argument(reading, held[0][1])) is not None:
                yield place
        elif mask.text[start:end].strip(PLACE):
            span: Span = mask.span(start, end)
            yield Argument("InformalRegion", reading.doc.text[span.start : span.end], span)
