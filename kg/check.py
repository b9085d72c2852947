"""Whether the data of a store are sound: a store in, a ``Report`` of findings out.

Three kinds of checks: the quotes against the stored texts, the shapes of ontology/shapes (SHACL
Core, one node at a time), and the queries of queries/checks, which must return nothing and see
several nodes at once, because SPARQL constraints inside SHACL are ten times slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from kg import resources, vocab
from kg.errors import QueryError, StoreError

if TYPE_CHECKING:
    from pyoxigraph import QuerySolution, Store

Severity: TypeAlias = Literal["violation", "warning"]

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
class _Raw:
    severity: Severity
    check: str
    node: str
    message: str


def check(folder: Path | str) -> Report:
    """Check the store in ``folder``.  Raises StoreError where it cannot be read."""
    from kg.store import load

    store = load(folder)
    raw = [*_quote_findings(store, Path(folder)), *shape_findings(store), *query_findings(store)]
    labels = _labels(store) if raw else {}
    paths = _paths(store, Path(folder)) if raw else {}
    findings = {
        Finding(one.severity, one.check, one.node, labels.get(one.node, ""), one.message, paths.get(one.node))
        for one in raw
    }
    return Report(
        tuple(sorted(findings, key=_order)), 1 + len(_files("ontology", "shapes")) + len(_files("queries", "checks"))
    )


def shape_findings(store: Store) -> list[_Raw]:
    """What the shapes find in the default graph (SHACL Core, W3C Recommendation 2017)."""
    import pyshacl
    from pyoxigraph import DefaultGraph, RdfFormat
    from rdflib import Graph, Namespace, URIRef

    triples = store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()) or b""
    data = Graph().parse(data=triples, format="nt")
    shapes = Graph()
    for text in _files("ontology", "shapes").values():
        shapes.parse(data=text, format="turtle")
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, allow_warnings=True)
    sh = Namespace("http://www.w3.org/ns/shacl#")
    owners = {part: shape for shape, part in shapes.subject_objects(sh.property) if isinstance(shape, URIRef)}
    found = []
    for result in set(results.objects(None, sh.result)) - set(results.objects(None, sh.detail)):
        source = results.value(result, sh.sourceShape)
        shape = str(owners.get(source, source)).rpartition("#")[2]
        messages = sorted({str(m) for m in results.objects(result, sh.resultMessage)}, key=lambda m: (m.isascii(), m))
        severity: Severity = "violation" if results.value(result, sh.resultSeverity) == sh.Violation else "warning"
        found.append(_Raw(severity, shape, str(results.value(result, sh.focusNode)), " / ".join(messages)))
    return found


def query_findings(store: Store) -> list[_Raw]:
    """What the queries of queries/checks return: each row's ?node is wrong."""
    found = []
    for name, text in _files("queries", "checks").items():
        header = dict(_HEADER.findall(text))
        severity: Severity = "violation" if header["severity"] == "violation" else "warning"
        message = f"{header['title']}: {header['description']}"
        found += [_Raw(severity, name, row["node"].value, message) for row in _rows(store, text)]
    return found


def _quote_findings(store: Store, folder: Path) -> Iterator[_Raw]:
    """Evidence whose words are not the characters of the stored text at its offsets."""
    from kg.store import manifest, text

    ids = {record.sha256: record.id for record in manifest(folder).documents}
    texts: dict[str, str] = {}
    for row in _rows(store, _QUOTES):
        sha = row["sha"].value
        if sha not in ids:
            raise StoreError(f"evidence of a document that the manifest does not name: {sha}", where=str(folder))
        if sha not in texts:
            texts[sha] = text(folder, ids[sha])
        start, end = int(row["start"].value), int(row["end"].value)
        if texts[sha][start:end] != row["exact"].value:
            message = "证据与原文不符 / the quote is not what the text says there: build the store again"
            yield _Raw("violation", "quote", row["node"].value, message)


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


def _files(folder: str, part: str) -> dict[str, str]:
    """The texts of the shapes or of the checks by name, in order of the names."""
    found = (resources.data(folder) / part).iterdir()
    ends = (".ttl", ".rq")
    return {
        f.name.rpartition(".")[0]: f.read_text("utf-8")
        for f in sorted(found, key=lambda f: f.name)
        if f.name.endswith(ends)
    }


def _order(finding: Finding) -> tuple[bool, str, str, str, str]:
    return finding.severity != "violation", finding.document or "", finding.check, finding.node, finding.message
