"""``kg check``: a store in, what is wrong with its graph out."""

from __future__ import annotations

import typer

from kg.cli._messages import FAILED
from kg.cli._options import STORE, Source


def check(store: Source = str(STORE)) -> None:
    """Check that the graph is sound.

    Looks at quotes against the texts, at the shapes, and at what must hold between nodes.
    Of a SPARQL endpoint only the last: it has no texts.
    The exit status is 1 when something violates them; warnings alone leave it at 0.

    \b
    Example:
      kg check --store out/store
    """
    from kg.check import check as run_checks
    from kg.check import check_endpoint
    from kg.query import visible
    from kg.remote import is_url, open_source

    report = check_endpoint(open_source(store)) if is_url(store) else run_checks(store)
    for finding in report.findings:
        where = finding.document or ("endpoint" if is_url(store) else "gazetteer")
        line = f"{finding.severity}: {where}: {finding.check}: {finding.label or finding.node}: {finding.message}"
        typer.echo(visible(line))
    warnings = len(report.findings) - report.violations
    typer.echo(f"{report.checks} checks: {report.violations} violations, {warnings} warnings")
    if report.violations:
        raise typer.Exit(FAILED)
