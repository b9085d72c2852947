"""Where an initiative is to be carried out, where the text tells.

The subject of a proposal and its evidence in, name and code of a division out.
"""

from __future__ import annotations

from kg import lazy_re as re
from kg.extract.reading import Reading
from kg.lexicon.divisions import gazetteer
from kg.mentions.places import PlaceMention
from kg.model import Argument, Span

#: 联系本区实际: what follows is meant for that place, whatever place it learns from.
_OWN_CASE = re.compile(r"(?:联系|结合|针对|从|根据|符合|立足)$")
#: 我们青川: the speaker's own place.
_OURS = re.compile(r"(?:[我咱]们|[我本][省市县区州])$")


#: How far before a report's own words the place they are meant for may be named, in code points.
REACH = 300


def target(reading: Reading, subject: Argument, evidence: Span) -> tuple[str, str] | None:
    """The division an initiative is for: one whose own case is spoken of, else that of the body that acts."""
    own = [(mention, code) for mention in reading.places if (code := _own_case(reading, mention)) is not None]
    inside = [code for mention, code in own if evidence.covers(mention.span)]
    codes = {code for _, code in own}
    inside += [
        code
        for mention in reading.places
        if evidence.covers(mention.span) and (code := reading.linked_places.resolve(mention).code) in codes
    ]
    ours = [(mention, code) for mention in reading.places if (code := _ours(reading, mention)) is not None]
    if subject.kind == "Report":
        inside += [code for mention, code in reversed(own) if 0 <= evidence.start - mention.span.end <= REACH]
    if subject.kind == "Person" and not inside:
        inside = [code for mention, code in ours if 0 <= mention.span.start - evidence.end <= REACH]
    if inside:
        return gazetteer()[inside[0]].name, inside[0]
    if subject.kind == "Organization" and subject.code and subject.code[0].isdigit():
        return gazetteer()[subject.code].name, subject.code
    return None


def _ours(reading: Reading, mention: PlaceMention) -> str | None:
    """The code of a place that a speaker calls his own."""
    if not _OURS.search(reading.shadow, max(0, mention.span.start - 4), mention.span.start):
        return None
    code = reading.linked_places.resolve(mention).code
    return code if code is not None and code[0].isdigit() else None


def _own_case(reading: Reading, mention: PlaceMention) -> str | None:
    """The code of a place whose own case a text speaks of."""
    if not reading.shadow.startswith("实际", mention.span.end) or not _OWN_CASE.search(
        reading.shadow, 0, mention.span.start
    ):
        return None
    code = reading.linked_places.resolve(mention).code
    return code if code is not None and code[0].isdigit() else None
