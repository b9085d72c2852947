"""What the checks hand on: findings and the report of them; and the files the checks are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from kg import resources

Severity: TypeAlias = Literal["violation", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong with one node.

    ``check`` is the shape or the query, ``node`` an IRI, ``label`` a name or the words of the text,
    ``message`` says how to mend it, ``document`` is the path of the source, None for the gazetteer.
    """

    severity: Severity
    check: str
    node: str
    label: str
    message: str
    document: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """The findings, violations first; ``checks`` is how many shapes and queries were tried."""

    findings: tuple[Finding, ...]
    checks: int

    @property
    def violations(self) -> int:
        """How many findings break the contract; warnings do not."""
        return sum(finding.severity == "violation" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Raw:
    """A finding before the store is asked for its label and document."""

    severity: Severity
    check: str
    node: str
    message: str


def saved(folder: str, part: str) -> dict[str, str]:
    """The texts of the shapes or of the checks by name, in order of the names."""
    found = (resources.data(folder) / part).iterdir()
    ends = (".ttl", ".rq")
    return {
        f.name.rpartition(".")[0]: f.read_text("utf-8")
        for f in sorted(found, key=lambda f: f.name)
        if f.name.endswith(ends)
    }
