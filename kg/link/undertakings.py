"""Undertakings of one name in two places of a document: which of them a mention means.

Claims in; for a name and where it stands, the division that tells its undertaking from the others of that name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from kg.lexicon.divisions import gazetteer
from kg.model import Claim, Span

KINDS = frozenset({"Programme", "InformationSystem", "PolicyMeasure"})


class Namesakes:
    """The names that undertakings of several places bear, with where the text tells of which place."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        marks: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        for made in claims:
            code = _place(made)
            if code is not None:
                marks[made.subject.text].append((made.evidence.span, code))
        self._marks: Mapping[str, Sequence[tuple[Span, str]]] = {
            name: sorted(found) for name, found in marks.items() if _apart({code for _, code in found})
        }

    def place(self, name: str, span: Span) -> str | None:
        """The code of the place whose undertaking ``name`` means at ``span``: of the claim that covers it, else of the
        last before it; None where the document has but one of that name."""
        marks = self._marks.get(name)
        if marks is None:
            return None
        covering = [code for mark, code in marks if mark.covers(span)]
        before = [code for mark, code in marks if mark.start <= span.start]
        return (covering or before[-1:] or [marks[0][1]])[0]


def _place(made: Claim) -> str | None:
    """The division below the country in which a claim says that an undertaking is."""
    if made.subject.kind not in KINDS:
        return None
    code = made.object.code if made.predicate == "implementedIn" else made.qualifiers.get("district_code")
    return str(code) if code and str(code)[0].isdigit() else None


def _apart(codes: set[str]) -> bool:
    """Whether some of the divisions lie in no other of them: 某市某区 and 某市 are one place told twice."""
    known = gazetteer()
    return any(
        not (known.is_below(one, other) or known.is_below(other, one)) for one, other in combinations(sorted(codes), 2)
    )
