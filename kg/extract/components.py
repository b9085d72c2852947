"""hasComponent: what a programme or system consists of.  Rules: kg/rules/components.yaml.

Two ways: the text lists the parts, or it speaks of a digital programme named after its place and goes on about the
systems that run there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import lazy_re as re
from kg.extract import undertakings
from kg.extract.claims import claim
from kg.extract.mask import Mask
from kg.extract.quantified import sentences_with
from kg.extract.reading import Reading
from kg.mentions.places import PlaceMention
from kg.model import Argument, Claim, Span
from kg.rules import Rule, load

RULES = frozenset({"gives"})
_CUE = re.compile(
    r"等[\d两三四五六七八九十]|组成|构成|(?:工程|系统|平台|行动|计划|服务网|信息网)(?:主要|共|总体|具体)?(?:由|包括|包含|涵盖|含|下设|分设|设有)"
)
_PART = re.compile(r"(?:、|和|与|以及|及)(?![^“”]*”)")
_SYSTEM = re.compile(r"(?:系统|平台|服务网|信息网|网络|网上\S{2,4})$")
#: What is no name of a part: a sentence, a figure, a body.
_NO_PART = re.compile(r"[的了是在将把被让使对]|^(?:及|等|其)|\d|公司|集团|部门|单位|城市|地区|省|市$|县$|区$")
#: A programme of this kind consists of systems.
_DIGITAL = re.compile(r"^“?(?:数字|智慧|信息化|智能)")
#: How many lines behind its name the systems of a programme are looked for.
_LINES = 2


def extract(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The parts of a document's programmes and systems, each said once."""
    seen: set[tuple[str, str, str]] = set()
    for made in (*_listed(reading), *_running_there(reading, claims)):
        key = made.predicate, made.subject.text, made.object.text
        if key not in seen:
            seen.add(key)
            yield made


def _listed(reading: Reading) -> Iterator[Claim]:
    rules = load("components", RULES)
    if not rules.may_fit(reading.lacking):
        return
    for mask in sentences_with(reading, _CUE):
        for rule in rules.fitting_part(mask.text, reading.lacking):
            for match in rule.pattern.finditer(mask.text):
                yield from _of_list(reading, mask, rule, match)


def _of_list(reading: Reading, mask: Mask, rule: Rule, match: re.Match[str]) -> Iterator[Claim]:
    whole = next(undertakings.names(reading, mask, match), None)
    parts = list(_parts(reading, mask, *match.span("parts"))) if whole else []
    if whole is None or len(parts) < 2:
        return
    evidence = mask.span(
        match.start("parts") if rule.values["gives"] == "counted" else match.start("name"), match.end()
    )
    for part in parts:
        yield claim(reading.doc, "hasComponent", whole, part, evidence, f"components/{rule.name}", confidence=0.8)
    if rule.values["gives"] == "counted" and (place := _place(reading, mask, match.start())) is not None:
        where = mask.span(match.start(), match.end())
        yield claim(
            reading.doc, "implementedIn", whole, place, where, f"components/{rule.name}", explicit=False, confidence=0.7
        )


def _parts(reading: Reading, mask: Mask, low: int, high: int) -> Iterator[Argument]:
    """The parts of a list; none if one of them is no name."""
    cuts = [low, *(at for match in _PART.finditer(mask.text, low, high) for at in match.span()), high]
    spans = list(zip(cuts[::2], cuts[1::2], strict=True))
    if any(not 3 <= end - start <= 24 or _NO_PART.search(mask.text, start, end) for start, end in spans):
        return
    for start, end in spans:
        span = mask.span(start, end)
        text = reading.doc.text[span.start : span.end]
        yield Argument("InformationSystem" if _SYSTEM.search(text) else "Programme", text, span)


def _place(reading: Reading, mask: Mask, at: int) -> Argument | None:
    """The division that a sentence names in front of ``at``, if it is the only one."""
    before = [token for _, token in mask.held(0, at) if isinstance(token, PlaceMention)]
    return undertakings.division(reading, before[0]) if len(before) == 1 else None


def _running_there(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The systems of a place that the lines behind the name of its digital programme tell of."""
    placed = [c for c in claims if c.predicate == "implementedIn" and c.subject.span]
    programmes = [c for c in placed if _DIGITAL.match(c.subject.text) and c.subject.kind == "Programme"]
    for programme in programmes:
        for system in placed:
            if system.subject.kind != "InformationSystem" or system.object.code != programme.object.code:
                continue
            named = [at.start() for at in re.finditer(re.escape(programme.subject.text), reading.shadow)]
            assert system.subject.span is not None
            behind = [at for at in named if system.subject.span.start - at > 0]
            if behind and reading.shadow.count("\n", behind[-1], system.subject.span.start) <= _LINES:
                span = Span(system.subject.span.start, system.subject.span.end)
                yield claim(
                    reading.doc,
                    "hasComponent",
                    programme.subject,
                    system.subject,
                    span,
                    "components/systems of its place",
                    explicit=False,
                    confidence=0.5,
                )
