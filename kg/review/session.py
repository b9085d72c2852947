"""A session of review: items and answers in, decisions written at once out.

What the person types comes from a ``Screen``, so the session is the same in a terminal, behind a
pipe and in a test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pyoxigraph import Store

from kg.decisions import Decision, Verdict, wording
from kg.decisions.ledger import Ledger, Recorded
from kg.errors import KgError
from kg.model import Act, Claim
from kg.query import visible
from kg.review.claims import Claims
from kg.review.items import Item
from kg.review.people import People
from kg.review.shown import in_full
from kg.store import texts

_OF_CLAIMS = "a accept  r reject  f fix"
_OF_PEOPLE = "s same  d different"
_ALWAYS = "n next  b back  u undo  q quit"
_ACTS: Mapping[str, Act] = {"a": "accept", "r": "reject", "f": "fix"}
_VERDICTS: Mapping[str, Verdict] = {"s": "same", "d": "different"}


class Screen(Protocol):
    """Where a session is shown and what is typed."""

    colour: bool

    def show(self, line: str) -> None:
        """Show one line."""

    def key(self) -> str:
        """One key, in small letters; empty where there will be no more."""

    def ask(self, prompt: str) -> str | None:
        """A line; None where the person thinks better of it."""


class _Desk:
    """What a session looks things up in, opened once."""

    def __init__(self, folder: Path, store: Store, ledger: Ledger) -> None:
        self.claims = Claims(folder, ledger.known(), store)
        self.people = People(folder, store)
        self.text_of = texts(folder)


@dataclass(slots=True)
class Session:
    """Goes through ``items`` one at a time; ``skipped`` is a file that keeps which were passed over."""

    folder: Path
    store: Store
    items: Sequence[Item]
    ledger: Ledger
    screen: Screen
    skipped: Path
    made: list[tuple[int, str]] = field(default_factory=list)
    """Where in the list each decision of the session was made, and its id."""

    def run(self) -> int:
        """Show, ask and write until the list or the answers end; the number of decisions that stand."""
        desk = _Desk(self.folder, self.store, self.ledger)
        at = 0
        while 0 <= at < len(self.items):
            at = self._at(at, desk)
        return len(self.made)

    def _at(self, at: int, desk: _Desk) -> int:
        """Deal with one item; where to go on, past the end to stop."""
        item = self.items[at]
        found, fault = self._claims(item, desk)
        keys = [_OF_CLAIMS] * bool(found) + [_OF_PEOPLE] * bool(item.people) + [_ALWAYS]
        self.screen.show("")
        self.screen.show(f"[{at + 1}/{len(self.items)}] {item.worth:.2f}")
        for line in in_full(item, found, desk.text_of, colour=self.screen.colour):
            self.screen.show(line)
        if fault:
            self.screen.show(fault)
        while True:
            self.screen.show("  ".join(keys))
            key = self.screen.key()
            if key in ("", "q"):
                return len(self.items)
            if key == "b":
                return max(at - 1, 0)
            if key == "n":
                skip(self.skipped, item.key)
                return at + 1
            if key == "u":
                if (earlier := self._undone()) is not None:
                    return earlier
                continue
            if key in _ACTS and found:
                done = self._judge(at, _ACTS[key], found)
            elif key in _VERDICTS and item.people:
                done = self._settle(at, _VERDICTS[key], item, desk.people)
            else:
                self.screen.show(visible(f"no key {key!r} here"))
                continue
            if done:
                return at + 1

    def _claims(self, item: Item, desk: _Desk) -> tuple[list[Claim], str]:
        """The claims of the item; or none, and why they cannot be decided about."""
        try:
            return [desk.claims.find(one) for one in item.claims], ""
        except KgError as error:
            return [], visible(str(error))

    def _judge(self, at: int, act: Act, found: Sequence[Claim]) -> bool:
        """Whether something was decided; what cannot be done is told, and the item stays."""
        if len(found) > 1 and (found := self._which(found)) == []:
            return False
        changes: dict[str, str] = {}
        if act == "fix":
            given = self.screen.ask("set (key=value, several with ;): ")
            pairs = [part.strip().partition("=") for part in (given or "").split(";") if part.strip()]
            if not pairs or not all(name and equals for name, equals, _ in pairs):
                self.screen.show("nothing fixed: write it like end=2023-05;status=former")
                return False
            changes = {name.strip(): value.strip() for name, _, value in pairs}
        why = self.screen.ask("why: ")
        if why is None or (act == "reject" and not why.strip()):
            self.screen.show("nothing decided: a rejection needs a reason" if why is not None else "nothing decided")
            return False
        try:
            for claim in found:
                self._made(at, self.ledger.judge(act, claim, why, changes))
        except KgError as error:
            self.screen.show(visible(str(error)))
            return False
        return True

    def _which(self, found: Sequence[Claim]) -> list[Claim]:
        given = self.screen.ask(f"which (1-{len(found)}, empty for all): ")
        if given is None or not given.strip():
            return list(found) if given is not None else []
        numbers = [int(part) for part in given.replace(",", " ").split() if part.isdecimal()]
        chosen = [found[number - 1] for number in numbers if 0 < number <= len(found)]
        if not chosen:
            self.screen.show("nothing decided: no such number")
        return chosen

    def _settle(self, at: int, verdict: Verdict, item: Item, people: People) -> bool:
        why = self.screen.ask("why: ")
        if why is None:
            return False
        one, other = (people.find(iri) for iri in item.people)
        self._made(at, self.ledger.settle(verdict, one, other, why))
        return True

    def _made(self, at: int, recorded: Recorded) -> None:
        self.made.append((at, recorded.decision.id))
        self.screen.show(_told(recorded.decision))

    def _undone(self) -> int | None:
        """Take back the last decision of the session; where it was made."""
        if not self.made:
            self.screen.show("nothing to undo in this session; kg undo takes back earlier decisions")
            return None
        at, decision = self.made.pop()
        self.ledger.take_back(decision)
        self.screen.show(f"taken back: {decision}")
        return at


def undecided(items: Sequence[Item], ledger: Ledger, skipped: Path) -> list[Item]:
    """The items that nobody has decided yet, those passed over in an earlier session last."""
    known = ledger.known()
    claims = {one.about.claim for one in known.claims}
    people = {frozenset((one.one.iri, one.other.iri)) for one in known.people}
    left = [
        item
        for item in items
        if not (item.claims and claims >= set(item.claims))
        and not (item.people and frozenset(iri.partition("/id/")[2] for iri in item.people) in people)
    ]
    passed = set(skipped.read_text("utf-8").splitlines()) if skipped.exists() else set()
    return sorted(left, key=lambda item: item.key in passed)


def skip(skipped: Path, key: str) -> None:
    """Remember that an item was passed over.  Raises OSError."""
    skipped.parent.mkdir(parents=True, exist_ok=True)
    known = skipped.read_text("utf-8").splitlines() if skipped.exists() else []
    if key not in known:
        with skipped.open("a", encoding="utf-8") as file:
            file.write(f"{key}\n")


def _told(decision: Decision) -> str:
    return visible(f"{decision.id}  {wording.line(decision)}")
