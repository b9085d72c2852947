"""Whether the data of a store are sound: ``check`` gives a ``Report`` of findings."""

from kg.check.checks import check, check_endpoint, query_findings
from kg.check.findings import Finding, Report
from kg.check.shapes import shape_findings

__all__ = ["Finding", "Report", "check", "check_endpoint", "query_findings", "shape_findings"]
