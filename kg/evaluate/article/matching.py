"""Whether what a claim says is what a gold fact of an article says: subject, object, and the qualifiers beside."""

from __future__ import annotations

from collections.abc import Mapping

from kg.evaluate.article.gold import GoldFact, Node
from kg.evaluate.article.said import Said, Side
from kg.evaluate.names import bare, compatible, likeness, plain

#: From this share of common characters on two spans or phrases are the same; the figure is part of the measure.
SHARE = 0.5
#: Kinds of gold entities that the expert named in his own words, and the kinds of claims' entities they may be:
#: what the text prints where a fact about the entity stands is the entity.
_COINED: Mapping[str, frozenset[str]] = {
    "init": frozenset({"Initiative"}),
    "event": frozenset({"Event", "Meeting", "RecurringMeeting", "Visit", "StudyTour", "PromotionEvent", "Interview"}),
    "prog": frozenset({"Programme", "InformationSystem", "PolicyMeasure"}),
    "group": frozenset({"Group", "PersonGroup"}),
    "goal": frozenset({"Goal"}),
}
#: Qualifiers of the gold and what claims call them.
_QUALIFIERS: Mapping[str, str] = {
    "date": "date",
    "ordinal": "ordinal",
    "genre": "genre",
    "comparator": "comparator",
    "status": "status",
    "scope": "scope",
    "surface": "title_text",
    "role": "role",
}
_SYMBOLS = {"≥": ">", "≤": "<", "~": "≈"}


def same(gold: GoldFact, said: Said) -> bool:
    """Whether type, subject and object agree."""
    if gold.type != said.type:
        return False
    return _meets(gold.subject, said.subject, gold) and _object(gold, said)


def _object(gold: GoldFact, said: Said) -> bool:
    wanted = gold.obj
    if wanted.number is not None:
        indicator, printed = wanted.data.get("indicator"), said.qualifiers.get("indicator")
        alike = indicator is None or likeness(str(indicator), str(printed or "")) >= SHARE
        return said.obj.number == wanted.number and alike
    if wanted.data.get("datatype"):
        return wanted.data.get("value") == said.obj.text
    return _meets(wanted, said.obj, gold)


def _meets(node: Node, side: Side, gold: GoldFact) -> bool:
    match node.kind:
        case "place":
            if node.code and side.code:
                return node.code == side.code
            if side.kind not in ("District", "Place", "Facility", "InformalRegion", "ForeignPlace"):
                return False
            return any(_alike(name, side.text) for name in node.names)
        case "org" | "post":
            path = side.iri.replace("/CN-", ":", 1)
            return path == node.key or any(compatible(name, side.text) for name in node.names)
        case "person":
            return any(plain(name) == plain(side.text) for name in node.names)
        case "doc":
            return side.kind in ("NewsArticle", "SourceDocument")
        case "report" | "topic" | "rank" | "facility":
            return any(_alike(name, side.text) for name in node.names)
        case "":
            return any(_alike(name, side.text) for name in node.names) or _overlap(gold, side) >= SHARE
        case kind:
            return any(_alike(name, side.text) for name in node.names) or _inside(node, kind, side)


def _alike(name: str, text: str) -> bool:
    return bare(name) == bare(text) or likeness(name, text) >= SHARE


def _overlap(gold: GoldFact, side: Side) -> float:
    """What a printed phrase and the evidence have in common, as a share of what both cover."""
    if side.start is None or side.end is None:
        return 0.0
    common = min(gold.end, side.end) - max(gold.start, side.start)
    return common / (max(gold.end, side.end) - min(gold.start, side.start))


def _inside(node: Node, kind: str, side: Side) -> bool:
    """Whether a printed phrase of the right kind lies by at least half in the evidence of a fact about the entity."""
    if side.kind not in _COINED.get(kind, ()) or side.start is None or side.end is None:
        return False
    least = SHARE * (side.end - side.start)
    return any(min(span.end, side.end) - max(span.start, side.start) >= least for span in node.spans)


def qualifiers(gold: GoldFact, said: Said) -> tuple[int, int]:
    """How many qualifiers of the gold a matched claim gets right, and how many there are."""
    wanted = {**gold.obj.data, **gold.qualifiers} if not gold.obj.key else dict(gold.qualifiers)
    if gold.obj.number is not None and gold.type in ("statistic", "reportLength"):
        wanted.setdefault("comparator", "=")
    pairs: list[tuple[str, object]] = [
        (str(value), said.qualifiers.get(_QUALIFIERS[key])) for key, value in wanted.items() if key in _QUALIFIERS
    ]
    if "speaker" in wanted:
        pairs.append((str(wanted["speaker"]).partition(":")[2], said.speaker))
    right = sum(_agree(value, found) for value, found in pairs)
    return right, len(pairs)


def _agree(value: str, found: object) -> bool:
    text = "" if found is None else str(found)
    text = _SYMBOLS.get(text, text)
    return value == text or (bool(text) and likeness(value, text) >= SHARE)
