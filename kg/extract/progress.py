"""undertakingStatus, outcomeText, usesAsset: how far undertakings have come, wherever the text speaks of them.

Rules: kg/rules/progress.yaml; what came of them by the rules of :mod:`kg.extract.undertakings`.  An undertaking is one
that a claim names, wherever its name stands again, or a project that a clause opens with and tells the state of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg import lazy_re as re
from kg.extract import undertakings
from kg.extract.claims import claim
from kg.extract.mask import Mask
from kg.extract.models import thing
from kg.extract.quantified import sentences_with
from kg.extract.reading import Reading
from kg.mentions.places import PlaceMention
from kg.model import Argument, Claim, Scalar, Span
from kg.rules import Rule, load

RULES = frozenset({"side", "status", "gives"})
KINDS = frozenset({"Programme", "InformationSystem", "PolicyMeasure"})
_CUE = re.compile(
    r"(?:工程|系统|平台|项目|行动|计划|试点|改造|专项)[^,。;\n]{0,24}?"
    r"(?:完工|竣工|建成|收官|贯通|验收|完成|使用|投用|投运|投产|运行|运营|上线|启用|开通|通水|启动|开工|动工|开建|展开|推进|推开|开展|实施|铺开|进行|建设|施工|通车|筹备|筹划|谋划|筹建|论证|编制|酝酿|策划|规划|实践|推行|试行)"
    r"|(?:启动|开启|开工建设|实施|推出|开展|筹备|筹划|谋划|筹建|论证|编制|酝酿|策划|规划)[^,。;\n]{2,30}"
    r"(?:工程|系统|平台|项目|行动|计划|试点|改造|专项)(?:建设)?(?:[,。;:!?”\n]|$)"
)
_JOINT = r"(?:[、和与及]|以及)"
#: What may stand between a name and what is said of it: 甲工程建设的15年.
_YEARS = re.compile(r"(?:建设|实施|推行|开展|推进)*的(?:这)?(?:\ue007|\ue004|\d+年|[一二三四五六七八九十]+年),?")
_MEANS = re.compile(r",(?:通过|利用|借助|依托|采用|运用)(?P<asset>[^,。;:!?\n]{3,24}),")
_LONGEST = 30
_SHORTEST = 3


def extract(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The states, outcomes and means of the undertakings of a document, each said once."""
    seen = {(c.predicate, c.subject.text, c.object.text, c.qualifiers.get("district_code")) for c in claims}
    read: set[tuple[Span | None, str]] = set()
    outcomes = [c.object.span for c in claims if c.predicate == "outcomeText" and c.object.span]
    for made in (*_told(reading, claims), *_of_known(reading, _known(claims))):
        key = made.predicate, made.subject.text, made.object.text, made.qualifiers.get("district_code")
        span = made.object.span
        if key in seen or (made.predicate == "outcomeText" and any(span and span.overlaps(o) for o in outcomes)):
            continue
        if (span, made.subject.text) in read:
            continue
        seen.add(key)
        read.add((span, made.subject.text))
        yield made


def _told(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The projects that a clause opens with and tells the state of."""
    for mask in sentences_with(reading, _CUE):
        taken: set[object] = set()
        for rule in _rules("names"):
            for match in rule.pattern.finditer(mask.text):
                told = match.start("name"), rule.values["status"]
                if told in taken:
                    continue
                taken.add(told)
                for name in list(undertakings.names(reading, mask, match)) or _of_site(reading, mask, match):
                    yield _state(reading, mask, rule, match, _meant(reading, mask, match, name, claims))


def _meant(reading: Reading, mask: Mask, match: re.Match[str], name: Argument, claims: Sequence[Claim]) -> Argument:
    """The initiative for the place in which a match says that it begins, if the text puts forward one of that name:
    another place has an undertaking of its own."""
    if not match.groupdict().get("where"):
        return name
    place = undertakings.division(reading, mask.tokens[match.end("where") - 1])
    proposed = [made for made in claims if place and made.predicate == "proposes"]
    for made in proposed:
        same = made.object.text.strip("“”") == name.text.strip("“”")
        if same and place and made.qualifiers.get("district_code") == place.code:
            return Argument("Initiative", made.object.text, name.span)
    return name


def _of_site(reading: Reading, mask: Mask, match: re.Match[str]) -> list[Argument]:
    """A project that goes by the site it is part of: 青川茶叶产业园二期工程."""
    token = mask.tokens[match.end("place") - 1] if match["place"] else None
    if not isinstance(token, PlaceMention) or not reading.linked_places.resolve(token).unlisted:
        return []
    span = Span(token.span.start, mask.span(*match.span("name")).end)
    return [Argument("Programme", reading.doc.text[span.start : span.end], span)]


def _known(claims: Sequence[Claim]) -> dict[str, Argument]:
    """The undertakings that claims name, by their bare names; the first argument of each."""
    found: dict[str, Argument] = {}
    for made in sorted(claims, key=lambda made: made.evidence.span):
        for side in (made.subject, made.object):
            if side.kind in KINDS and side.span is not None:
                bare = side.text.strip("“”")
                if _SHORTEST <= len(bare) <= _LONGEST:
                    found.setdefault(bare, side)
    return found


def _of_known(reading: Reading, known: Mapping[str, Argument]) -> Iterator[Claim]:
    if not known:
        return
    names = "|".join(re.escape(name) for name in sorted(known, key=lambda name: (-len(name), name)))
    one = re.compile(names)
    run = re.compile(rf"“?(?:{names})”?(?:{_JOINT}“?(?:{names})”?)*")
    for mask in sentences_with(reading, one):
        for match in run.finditer(mask.text):
            named = [known[found[0]] for found in one.finditer(mask.text, *match.span())]
            for undertaking in named:
                yield from _about(reading, mask, match, undertaking)


def _about(reading: Reading, mask: Mask, match: re.Match[str], undertaking: Argument) -> Iterator[Claim]:
    """What is said around the place where an undertaking is named."""
    for rule in _rules("before"):
        if (said := rule.pattern.search(mask.text, 0, match.start())) is not None:
            yield _state(reading, mask, rule, said, undertaking, match.end())
    for rule in _rules("behind"):
        if (said := rule.pattern.match(mask.text, match.end())) is not None:
            yield _state(reading, mask, rule, said, undertaking, said.end(), match.start())
            break
    years = _YEARS.match(mask.text, match.end())
    found = undertakings.outcomes(mask, years.end() if years else match.end(), bool(years))
    for name, said_span in found:
        text = reading.doc.text[said_span.start : said_span.end]
        evidence = Span(mask.start(match.start()), said_span.end)
        what = Argument("Text", text, said_span)
        yield claim(reading.doc, "outcomeText", undertaking, what, evidence, f"undertakings/{name}", confidence=0.8)
    if found and (means := _MEANS.match(mask.text, match.end())):
        asset = thing(reading, mask, *means.span("asset"))
        if asset is not None:
            evidence = mask.span(match.start(), means.end() - 1)
            yield claim(reading.doc, "usesAsset", undertaking, asset, evidence, "progress/by means of", confidence=0.8)


def _state(
    reading: Reading,
    mask: Mask,
    rule: Rule,
    match: re.Match[str],
    undertaking: Argument,
    end: int | None = None,
    start: int | None = None,
) -> Claim:
    printed = mask.span(*match.span("said"))
    text = reading.doc.text[printed.start : printed.end]
    evidence = mask.span(match.start() if start is None else start, match.end() if end is None else end)
    if rule.values.get("gives") == "description":
        what = Argument("Text", text, printed)
        return claim(reading.doc, "describedAs", undertaking, what, evidence, f"progress/{rule.name}", confidence=0.8)
    return claim(
        reading.doc,
        "undertakingStatus",
        undertaking,
        Argument("UndertakingStatus", text, printed),
        evidence,
        f"progress/{rule.name}",
        qualifiers={"status": str(rule.values["status"]), **_district(reading, mask, match)},
        confidence=0.8,
    )


def _district(reading: Reading, mask: Mask, match: re.Match[str]) -> dict[str, Scalar]:
    """The division that a match names as the place of the undertaking."""
    for name in ("where", "place"):
        if match.groupdict().get(name):
            place = undertakings.division(reading, mask.tokens[match.end(name) - 1])
            return {"district": place.text, "district_code": place.code} if place else {}
    return {}


def _rules(side: str) -> Sequence[Rule]:
    return [rule for rule in load("progress", RULES) if rule.values["side"] == side]
