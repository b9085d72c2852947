"""Makes decisions and takes them back: claims or people and a verdict in, records in the file out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kg.decisions.correcting import corrected, guessed
from kg.decisions.fields import check
from kg.decisions.file import add, load, remove
from kg.decisions.records import ClaimDecision, Decision, Decisions, Person, PersonDecision, Verdict, anchor
from kg.decisions.wording import same_matter
from kg.model import Act, Claim


@dataclass(frozen=True, slots=True)
class Recorded:
    """A decision as it stands in the file, and the earlier one that it overrules; ``note``: what it guessed."""

    decision: Decision
    overruled: Decision | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The decisions of one person (``by``) in the file ``path``; each is written at once."""

    path: Path
    by: str

    def known(self) -> Decisions:
        """Everything decided so far.  Raises KgError where the file cannot be read."""
        return load(self.path)

    def judge(self, act: Act, claim: Claim, why: str = "", changes: Mapping[str, str] | None = None) -> Recorded:
        """Accept, reject or fix ``claim``; a fix of a claim that was fixed before keeps what that one set.

        Raises KgError for changes that cannot be made, and where the file cannot be written.
        """
        wanted, note = dict(changes or {}), None
        if act == "fix":
            wanted = self._set_before(claim) | wanted
            made = corrected(claim.evidence.doc, claim, check(claim.predicate, wanted))
            note = guessed(claim, made, wanted)
        decision = ClaimDecision("", act, anchor(claim), self.by, "", why.strip() or None, wanted)
        return replace(self._record(decision), note=note)

    def settle(self, verdict: Verdict, one: Person, other: Person, why: str = "") -> Recorded:
        """Say whether two people are one.  Raises KgError where the file cannot be written."""
        one, other = sorted((one, other))
        return self._record(PersonDecision("", verdict, one, other, self.by, "", why.strip() or None))

    def take_back(self, decision: str) -> None:
        """Remove the decision with the id ``decision``.  Raises KgError where the file cannot be written."""
        remove(self.path, decision)

    def _record(self, decision: Decision) -> Recorded:
        earlier = [other for other in self.known().every if same_matter(other, decision)]
        when = now(earlier[-1].when if earlier else "")
        return Recorded(add(self.path, replace(decision, when=when)), earlier[-1] if earlier else None)

    def _set_before(self, claim: Claim) -> dict[str, str]:
        """What the fix in force sets already."""
        about = [one for one in self.known().claims if one.about.claim == claim.id]
        return dict(about[-1].changes) if about and about[-1].act == "fix" else {}


def now(after: str = "") -> str:
    """The time in UTC to the millisecond, as xsd:dateTime has it, and after ``after``: the later decision counts."""
    found = datetime.now(UTC)
    if after:
        found = max(found, datetime.fromisoformat(after) + timedelta(milliseconds=1))
    return found.isoformat(timespec="milliseconds").replace("+00:00", "Z")
