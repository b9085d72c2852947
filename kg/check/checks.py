"""Whether the data of a store are sound: a store in, a ``Report`` of findings out.

Three kinds of checks: the quotes against the stored texts, the shapes of ontology/shapes (SHACL
Core, one node at a time), and the queries of queries/checks, which must return nothing and see
several nodes at once, because SPARQL constraints inside SHACL are ten times slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg import vocab
from kg.check.findings import Finding, Raw, Report, Severity, saved
from kg.check.shapes import shape_findings
from kg.errors import QueryError, StoreError

if TYPE_CHECKING:
    from pyoxigraph import QuerySolution, Store

_HEADER: Final = re.compile(r"^#\+ (\w+): (.+)$", re.MULTILINE)
_KG: Final = f"PREFIX kg: <{vocab.KG}> PREFIX skos: <{vocab.SKOS}> PREFIX oa: <{vocab.OA}>"
_QUOTES: Final = f"""{_KG}
SELECT ?node ?sha ?start ?end ?exact WHERE {{
  ?node a kg:EvidenceSpan ; kg:inDocument ?doc ; oa:start ?start ; oa:end ?end ; oa:exact ?exact .
  ?doc kg:sha256 ?sha
}}"""
_LABELS: Final = f"""{_KG}
SELECT ?node ?label WHERE {{
  {{ ?node skos:prefLabel ?label }} UNION {{ ?node kg:evidence/oa:exact ?label }} UNION {{ ?node oa:exact ?label }}
}}"""


def check(folder: Path | str) -> Report:
    """Check the store in ``folder``.  Raises StoreError where it cannot be read."""
    from kg.store import load_memory

    store = load_memory(folder)  # a snapshot is a copy: the check reads the graphs themselves, hashes and all
    raw = [*_quote_findings(store, Path(folder)), *shape_findings(store), *query_findings(store)]
    labels = _labels(store) if raw else {}
    paths = _paths(store, Path(folder)) if raw else {}
    findings = {
        Finding(one.severity, one.check, one.node, labels.get(one.node, ""), one.message, paths.get(one.node))
        for one in raw
    }
    return Report(
        tuple(sorted(findings, key=_order)), 1 + len(saved("ontology", "shapes")) + len(saved("queries", "checks"))
    )


def check_endpoint(store: Store) -> Report:
    """What the queries of queries/checks find behind an endpoint, which has no texts to hold the quotes against."""
    raw = query_findings(store)
    labels = _labels(store) if raw else {}
    findings = {Finding(one.severity, one.check, one.node, labels.get(one.node, ""), one.message, None) for one in raw}
    return Report(tuple(sorted(findings, key=_order)), len(saved("queries", "checks")))


def query_findings(store: Store) -> list[Raw]:
    """What the queries of queries/checks return: each row's ?node is wrong."""
    found = []
    for name, text in saved("queries", "checks").items():
        header = dict(_HEADER.findall(text))
        severity: Severity = "violation" if header["severity"] == "violation" else "warning"
        message = f"{header['title']}: {header['description']}"
        found += [Raw(severity, name, row["node"].value, message) for row in _rows(store, text)]
    return found


def _quote_findings(store: Store, folder: Path) -> Iterator[Raw]:
    """Evidence whose words are not the characters of the stored text at its offsets."""
    from kg.store import manifest, texts

    ids = {record.sha256: record.id for record in manifest(folder).documents}
    text_of = texts(folder)
    read: dict[str, str] = {}
    for row in _rows(store, _QUOTES):
        sha = row["sha"].value
        if sha not in ids:
            raise StoreError(f"evidence of a document that the manifest does not name: {sha}", where=str(folder))
        if sha not in read:
            read[sha] = text_of(ids[sha])
        start, end = int(row["start"].value), int(row["end"].value)
        if read[sha][start:end] != row["exact"].value:
            message = "证据与原文不符 / the quote is not what the text says there"
            mend = "remove the store's folder, then build it again"
            yield Raw("violation", "quote", row["node"].value, f"{message}: {mend}")


def _rows(store: Store, query: str) -> Iterator[QuerySolution]:
    from pyoxigraph import QuerySolutions

    rows = store.query(query)
    if not isinstance(rows, QuerySolutions):
        raise QueryError("a check must be a SELECT query")
    yield from rows


def _labels(store: Store) -> dict[str, str]:
    labels: dict[str, str] = {}
    for row in _rows(store, _LABELS):
        node, label = row["node"].value, row["label"].value
        labels[node] = min(labels.get(node, label), label)
    return labels


def _paths(store: Store, folder: Path) -> dict[str, str]:
    """The path of the source by node, the first in order where several say something of it."""
    from kg.store import manifest

    found = manifest(folder)
    paths: dict[str, str] = {}
    for record in found.documents:
        query = f"SELECT DISTINCT ?node WHERE {{ GRAPH <{found.base}id/graph/doc/{record.id}> {{ ?node ?p ?o }} }}"
        for row in _rows(store, query):
            paths.setdefault(row["node"].value, record.path)
    return paths


def _order(finding: Finding) -> tuple[bool, str, str, str, str]:
    return finding.severity != "violation", finding.document or "", finding.check, finding.node, finding.message
