"""What the commands that record decisions share: who and when, the claim or the people meant, the line they print."""

from __future__ import annotations

import getpass
import os
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import typer

from kg.cli._messages import warn
from kg.config import decisions_file
from kg.decisions import ClaimDecision, Decision, Decisions, PersonDecision, Verdict, add, anchor, load, wording
from kg.errors import KgError, QueryError
from kg.model import Act, Claim
from kg.query import visible
from kg.review import Claims, People


def who(given: str) -> str:
    """``given``, else KG_BY, else git's user.name, else the name of the account."""
    name = given.strip() or os.environ.get("KG_BY", "").strip() or _git_name()
    try:
        return name or getpass.getuser()
    except (KeyError, OSError) as error:
        raise KgError("nobody knows who decides", mend="say it with --by") from error


def now(after: str = "") -> str:
    """The time in UTC, as xsd:dateTime has it, at least a second after ``after``: the later decision counts."""
    found = datetime.now(UTC).replace(microsecond=0)
    if after:
        found = max(found, datetime.fromisoformat(after) + timedelta(seconds=1))
    return found.strftime("%Y-%m-%dT%H:%M:%SZ")


def decisions_of(path: Path) -> Decisions:
    """The decisions in ``path``; each line that cannot be read is told on standard error."""
    found = load(path)
    for fault in found.faults:
        warn(f"{fault.where}: {fault.what}")
    return found


def decide(
    act: Act, claim: str, store: Path, given: Path | None, by: str, why: str, changes: Mapping[str, str] | None = None
) -> None:
    """Record a decision about the claim whose id begins with ``claim`` and print it.

    A fix of a claim that was fixed before keeps what the earlier one set.
    """
    path = decisions_file(store, given)
    known = decisions_of(path)
    found = Claims(store, known).find(claim)
    if act == "accept" and not found.id.startswith(claim):
        raise QueryError(f"{claim} is what a fix of {found.id} made: it is curated already")
    if changes:
        changes = _earlier(known, found) | dict(changes)
        check_fix(found, changes)
    record(path, known, about_claim(act, found, who(by), why, changes))


def about_claim(act: Act, claim: Claim, by: str, why: str, changes: Mapping[str, str] | None = None) -> ClaimDecision:
    """The decision; its id and its time come with the writing."""
    return ClaimDecision("", act, anchor(claim), by, "", why.strip() or None, changes or {})


def check_fix(claim: Claim, changes: Mapping[str, str]) -> None:
    """See that the fix can be made.  Raises KgError with what is in the way."""
    from kg.decisions.correcting import corrected
    from kg.decisions.fields import check

    corrected(claim.evidence.doc, claim, check(claim.predicate, changes))


def record(path: Path, known: Decisions, decision: Decision) -> None:
    """Write the decision, made now, and print it; say which earlier one about the same it overrules."""
    earlier = [other for other in known.every if wording.same_matter(other, decision)]
    written = add(path, replace(decision, when=now(max((other.when for other in earlier), default=""))))
    typer.echo(visible(f"{written.id}  {wording.line(written)}"))
    for other in earlier[-1:]:
        warn(f"this overrules {other.id}: {wording.line(other)} ({other.by}, {other.when})")
    warn(f"wrote {path}; in effect with the next kg build")


def same_or_different(act: Verdict, names: tuple[str, str], store: Path, given: Path | None, by: str, why: str) -> None:
    """Record whether two people are one and print the decision."""
    path = decisions_file(store, given)
    known = decisions_of(path)
    people = People(store)
    one, other = sorted(people.find(name) for name in names)
    if one.iri == other.iri:
        raise QueryError(f"both are {one.iri}", mend="give the IRIs of two documents, which kg:sameEntityAs joins")
    record(path, known, PersonDecision("", act, one, other, who(by), "", why.strip() or None))


def _earlier(known: Decisions, claim: Claim) -> dict[str, str]:
    """What the fix in force sets already."""
    about = [one for one in known.claims if one.about.claim == claim.id]
    return dict(about[-1].changes) if about and about[-1].act == "fix" else {}


def _git_name() -> str:
    try:
        found = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, check=False)  # noqa: S607
    except OSError:
        return ""
    return found.stdout.strip()
