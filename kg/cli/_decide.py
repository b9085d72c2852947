"""What the commands that record decisions share: who decides, the claim or the people meant, the line they print."""

from __future__ import annotations

import getpass
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import typer

from kg.cli._messages import warn
from kg.config import decisions_file
from kg.decisions import Decisions, Verdict, load, wording
from kg.decisions.ledger import Ledger, Recorded
from kg.errors import KgError, QueryError
from kg.model import Act
from kg.query import visible
from kg.review import Claims, People


def who(given: str) -> str:
    """``given``, else KG_BY, else git's user.name, else the name of the account."""
    name = given.strip() or os.environ.get("KG_BY", "").strip() or _git_name()
    try:
        return name or getpass.getuser()
    except (KeyError, OSError) as error:
        raise KgError("nobody knows who decides", mend="say it with --by") from error


def decisions_of(path: Path) -> Decisions:
    """The decisions in ``path``; each line that cannot be read is told on standard error."""
    found = load(path)
    for fault in found.faults:
        warn(f"{fault.where}: {fault.what}")
    return found


def decide(
    act: Act, claim: str, store: Path, given: Path | None, by: str, why: str, changes: Mapping[str, str] | None = None
) -> None:
    """Record a decision about the claim whose id begins with ``claim`` and print it."""
    path = decisions_file(store, given)
    found = Claims(store, decisions_of(path)).find(claim)
    if act == "accept" and not found.id.startswith(claim):
        raise QueryError(f"{claim} is what a fix of {found.id} made: it is curated already")
    _tell(path, Ledger(path, who(by)).judge(act, found, why, changes))


def settle(verdict: Verdict, names: tuple[str, str], store: Path, given: Path | None, by: str, why: str) -> None:
    """Record whether two people are one and print the decision."""
    path = decisions_file(store, given)
    decisions_of(path)
    people = People(store)
    one, other = (people.find(name) for name in names)
    if one.iri == other.iri:
        mend = "give the IRIs of two documents, which kg:sameEntityAs joins"
        raise QueryError(f"both are id:{one.iri}", mend=mend)
    _tell(path, Ledger(path, who(by)).settle(verdict, one, other, why))


def _tell(path: Path, made: Recorded) -> None:
    typer.echo(visible(f"{made.decision.id}  {wording.line(made.decision)}"))
    if made.note:
        warn(made.note)
    if old := made.overruled:
        warn(f"this overrules {old.id}: {wording.line(old)} ({old.by}, {old.when})")
    warn(f"wrote {path}; in effect with the next kg build")


def _git_name() -> str:
    try:
        found = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, check=False)  # noqa: S607
    except OSError:
        return ""
    return found.stdout.strip()
