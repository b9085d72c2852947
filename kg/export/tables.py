"""Import tables for a graph database: a ``Network`` in, the bytes of ``nodes.csv`` and ``relationships.csv`` out.

The heads are those of ``neo4j-admin database import`` (Neo4j Operations Manual, Import, Header
format); any other tool reads them as plain CSV (RFC 4180, UTF-8, one line a record).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Final

from kg.export.network import Edge, Network, Node

NODES: Final = "nodes.csv"
RELATIONSHIPS: Final = "relationships.csv"

_DELIMITER: Final = ";"
_FULL_WIDTH: Final = "\uff1b"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NODE_HEAD: Final = ("iri:ID", ":LABEL", "label", "type", "typeLabel", "pinyin", "code")
_EDGE_HEAD: Final = (
    ":START_ID", ":END_ID", ":TYPE", "id", "relation", "label", "weight:int", "post", "postIri", "organization",
    "status:string[]", "startDate", "endDate", "dateText", "modality", "speaker", "origin", "confidence:double",
    "documents:string[]", "evidence:string[]", "quotes",
)  # fmt: skip


def tables(network: Network) -> Mapping[str, bytes]:
    """The content of each file by its name."""
    return {
        NODES: _csv(_NODE_HEAD, map(_node, network.nodes)),
        RELATIONSHIPS: _csv(_EDGE_HEAD, map(_edge, network.edges)),
    }


def type_of(relation: str) -> str:
    """The type of a relationship as Neo4j writes it.

    >>> type_of("secondedTo")
    'SECONDED_TO'
    """
    return _CAPITAL.sub("_", relation).upper()


def _node(node: Node) -> Iterable[str]:
    first = node.types[0] if node.types else ""
    return node.iri, _list(node.types), node.label, first, node.type_label, node.pinyin, node.code


def _edge(edge: Edge) -> Iterable[str]:
    confidence = "" if edge.confidence is None else str(edge.confidence)
    ends = edge.source, edge.target, type_of(edge.relation), edge.id, edge.relation, edge.label, str(edge.weight)
    post = edge.post, edge.post_iri, edge.organization, _list(edge.status), edge.start_date, edge.end_date
    said = "、".join(edge.date_text), edge.modality, "、".join(edge.speaker), edge.origin, confidence
    return *ends, *post, *said, _list(edge.documents), _list(edge.evidence), " ¶ ".join(edge.quotes)


def _list(values: Iterable[str]) -> str:
    """Neo4j splits a list at each semicolon, and knows no escape for it: a full-width one stands for it."""
    return _DELIMITER.join(value.replace(_DELIMITER, _FULL_WIDTH) for value in values)


def _csv(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(map(_guarded, row) for row in rows)
    return out.getvalue().encode()


def _guarded(cell: str) -> str:
    """An apostrophe before what a spreadsheet would run as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
