"""GraphML and GEXF, for Gephi, yEd, Cytoscape and networkx: a ``Network`` in, the bytes of one file out.

Attributes have the same names in both.  Lists are joined: names with ``、``, evidence with a blank,
quotes with a blank, a pilcrow and a blank.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

from kg.export.network import Edge, Network, Node

Value = str | int | float
_DATE: Final = "lastmodifieddate"


def graphml(network: Network) -> bytes:
    """GraphML 1.0 by networkx, with the names of the attributes as the ids of their keys."""
    from networkx.readwrite.graphml import GraphMLWriter

    writer = GraphMLWriter(prettyprint=True, named_key_ids=True)
    writer.add_graph_element(_graph(network))
    out = BytesIO()
    writer.dump(out)
    return out.getvalue()


def gexf(network: Network) -> bytes:
    """GEXF 1.2 by networkx, without the date of the day, so that the same store gives the same bytes."""
    from networkx.readwrite.gexf import GEXFWriter

    from kg import __version__

    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(_graph(network, with_ids=True))
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop(_DATE, None)
        for creator in meta.iter("creator"):
            creator.text = f"cadre-kg {__version__}"
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _graph(network: Network, *, with_ids: bool = False) -> Any:
    """A multigraph whose edges have the key that GraphML takes as their id; GEXF wants it among the attributes."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    graph.add_nodes_from((node.iri, _node(node)) for node in network.nodes)
    for edge in network.edges:
        ids = {"id": edge.id} if with_ids else {}
        graph.add_edge(edge.source, edge.target, key=edge.id, **ids, **_edge(edge))
    return graph


def _node(node: Node) -> Mapping[str, Value]:
    """Every node has every attribute: Gephi makes a column of each."""
    types = " ".join(node.types)
    return {
        "label": node.label,
        "node_type": node.types[0] if node.types else "",
        "type_label": node.type_label,
        "types": types,
        "pinyin": node.pinyin,
        "code": node.code,
    }


def _edge(edge: Edge) -> Mapping[str, Value]:
    """``start`` and ``end`` would make GEXF's a graph in time, whose dates EDTF is not; ``type`` is directed there."""
    return {
        "label": edge.label,
        "weight": edge.weight,
        "relation": edge.relation,
        "post": edge.post,
        "post_iri": edge.post_iri,
        "organization": edge.organization,
        "status": " ".join(edge.status),
        "start_date": edge.start_date,
        "end_date": edge.end_date,
        "date_text": "、".join(edge.date_text),
        "modality": edge.modality,
        "speaker": "、".join(edge.speaker),
        "origin": edge.origin,
        "confidence": "" if edge.confidence is None else str(edge.confidence),
        "documents": "、".join(edge.documents),
        "evidence": " ".join(edge.evidence),
        "quotes": " ¶ ".join(edge.quotes),
    }
