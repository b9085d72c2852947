"""Where a heading says another state of an undertaking than the text below it: 甲县启动某工程, 该工程正在筹备.

Records in, conflicts out.  Both claims stay; the text is believed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg import lazy_re as re
from kg import vocab
from kg.conflicts.sides import Conflict, Side, Told, settle, told_of
from kg.identity import DocumentRecord, State

#: The stages that a status leaves open: 0 not begun, 1 begun, 2 finished.
_STAGES: Mapping[str, frozenset[int]] = {
    "Proposed": frozenset({0}),
    "PlannedUndertaking": frozenset({0}),
    "InPreparation": frozenset({0}),
    "UnderWay": frozenset({1, 2}),
    "CompletionExpected": frozenset({0, 1}),
    "InUse": frozenset({1, 2}),
    "Completed": frozenset({1, 2}),
}
_FINISHED = frozenset({"InUse", "Completed"})
#: The plan of an undertaking goes by its name: 符合实际的“凝聚力工程”建设方案.
_PLAN = re.compile(r"(?:建设|实施|工作|推进|改革|改造)*(?:方案|计划|规划)$")
_QUOTED = re.compile(r"“([^“”]{3,})”")


def states(documents: Iterable[DocumentRecord]) -> Iterator[Conflict]:
    """The conflicts between the headings and the texts of documents, in a fixed order."""
    for doc in documents:
        named: dict[str, list[State]] = defaultdict(list)
        for state in doc.states:
            if state.modality != "Negated" and state.status in _STAGES:
                named[_name(state.label)].append(state)
        for name in sorted(named):
            yield from _between(doc, name, named[name])


def _name(label: str) -> str:
    """What an undertaking goes by, whatever marks, adjectives and 建设方案 stand around it."""
    quoted = _QUOTED.findall(label)
    core = quoted[0] if len(quoted) == 1 else label
    return _PLAN.sub("", core.strip("“”")) or core


def _between(doc: DocumentRecord, name: str, told: Sequence[State]) -> Iterator[Conflict]:
    headed = [state for state in told if state.heading]
    for status in sorted({state.status for state in headed}):
        above = [state for state in headed if state.status == status]
        below = [state for state in told if not state.heading and any(_one_place(state, other) for other in above)]
        if below and all(_disagree(status, state.status) for state in below):
            yield settle("ConflictingStatus", name, [_side(doc, above), _side(doc, below)])


def _one_place(one: State, other: State) -> bool:
    """Whether two undertakings of one name may be one: two places have two."""
    first, second = one.stated.subject, other.stated.subject
    if one.label == other.label and first != second and first.rpartition("/")[0] == second.rpartition("/")[0]:
        return False
    return not one.places or not other.places or not set(one.places).isdisjoint(other.places)


def _disagree(heading: str, text: str) -> bool:
    if _STAGES[heading].isdisjoint(_STAGES[text]):
        return True
    return heading in _FINISHED and text == "CompletionExpected"


def _side(doc: DocumentRecord, told: Sequence[State]) -> Side:
    labels = [label for status, label in vocab.UNDERTAKING_STATUS.items() if any(s.status == status for s in told)]
    return Side("与".join(labels), tuple(_told(doc, state) for state in told))


def _told(doc: DocumentRecord, state: State) -> Told:
    return told_of(doc, state.stated, triple=state.modality == vocab.ASSERTED, heading=state.heading)
