"""Which body a place, or a bare 省委 or 当地, stands for where it acts.

A :class:`Reading` and where the words stand in; the body, without an IRI, out; None where it is not known.
"""

from __future__ import annotations

from kg import lazy_re as re
from kg.extract.reading import Reading
from kg.lexicon.divisions import gazetteer
from kg.link.places import BareLevel
from kg.mentions.bodies import is_body
from kg.mentions.places import PlaceMention
from kg.model import Argument, Span

LEVELS: tuple[BareLevel, ...] = ("自治区", "省", "市", "县", "区", "州", "盟", "旗")
LEVEL = re.compile(
    r"(?:当地|本|我|该)?(?P<level>自治区|[省市县区州盟旗])(?:里|(?P<body>党委政府|党委|委县政府|委市政府|委区政府|委省政府|委|政府|人大常委会|人大|政协|纪委)|$)"
)


def government(reading: Reading, token: object, span: Span) -> Argument | None:
    """A bare place that acts is its government; abroad it is the state."""
    if not isinstance(token, PlaceMention) or token.in_name:
        return None
    printed = reading.doc.text[span.start : span.end]
    code = reading.linked_places.resolve(token).code
    if code is None or not token.parts[-1].candidates:
        return None
    division = gazetteer()[code]
    if not code[0].isdigit():
        known = is_body(division.name) or division.level == "country"
        return Argument("Organization", printed, span, code=code) if known else None
    name = division.name if is_body(division.name) else f"{division.name}人民政府"
    if len(token.parts) > 1:  # 甲省乙市丙县: as it is printed, the units above it and all
        name = reading.doc.text[span.start : token.parts[-1].span.start] + name
    return Argument("Organization", name, span, code=code)


def of_level(reading: Reading, level: re.Match[str], span: Span) -> Argument | None:
    """县委, 市政府, 省里, by a match of LEVEL: the body of the place in question."""
    link = reading.linked_places.context(span.start, next(unit for unit in LEVELS if unit == level["level"]))
    if link.code is None:
        return None
    name = gazetteer()[link.code].name
    body = level["body"] or ""
    full = name + (body if body and body != "政府" and not body.endswith("府") else "人民政府")
    return Argument("Organization", full, span, code=link.code)


def of_context(reading: Reading, span: Span) -> Argument | None:
    """政府, 当地: of the county or higher unit that the paragraph, or the one before, has named last."""
    line = reading.shadow.rfind("\n", 0, max(0, reading.shadow.rfind("\n", 0, span.start))) + 1
    for mention in reversed([place for place in reading.places if line <= place.span.start < span.start]):
        code = reading.linked_places.resolve(mention).code
        if code is None or not code[0].isdigit():
            continue
        units = (gazetteer()[code], *gazetteer().ancestors(code))
        unit = next(unit for unit in units if unit.level != "township")
        return Argument("Organization", f"{unit.name}人民政府", span, code=unit.code)
    return None
