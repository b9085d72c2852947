"""``export``: a store to files of one format, in an order that never varies.

A dump of Oxigraph comes in no particular order, so the lines of its N-Triples or N-Quads are
sorted first and then written in the format asked for: same store, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from kg import vocab
from kg.errors import KgError
from kg.export.describe import description
from kg.export.jsonld import compact
from kg.export.writing import write, write_folder
from kg.store import load, manifest

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store

Flavour: TypeAlias = Literal["all", "knowledge", "provenance", "description"]

FORMATS: Final[Mapping[str, str]] = {
    ".jsonld": "JSON-LD",
    ".nq": "N-Quads",
    ".nt": "N-Triples",
    ".trig": "TriG",
    ".ttl": "Turtle",
}
"""Suffix of the file to name of the RDF format."""

NETWORKS: Final[Mapping[str, str]] = {".gexf": "GEXF", ".graphml": "GraphML"}
"""Suffix of the file to name of the network format."""

NEO4J: Final = "neo4j"
"""The format that no suffix names: a folder with two CSV tables."""

_WITH_GRAPHS: Final = frozenset({".nq", ".trig", ".jsonld"})
_PROVENANCE: Final = (
    "Conflict", "CurationAct", "EvidenceSpan", "ExtractionRun", "IdentityLink", "PossibleMatch", "RejectedStatement",
    "SourceDocument", "Statement",
)  # fmt: skip
_FOLDERS: Final = (
    "decision", "doc", "group", "identity", "initiative", "person", "place", "proposal", "rejected", "report",
    "secondment", "statement", "tenure",
)  # fmt: skip
"""Folders of the data that hold no folders: each gets a prefix, so that ``place:CN-310105`` can be read."""


def export(
    folder: Path | str,
    out: Path | str,
    flavour: Flavour = "all",
    form: str | None = None,
    licence: str | None = None,
) -> int:
    """Write the store in ``folder`` to ``out`` and return the number of triples, quads or edges written.

    ``form`` is a suffix of ``FORMATS`` or ``NETWORKS`` without its dot, or ``neo4j``, for which ``out``
    is a folder; without it the suffix of ``out`` says the format.

    ``knowledge`` leaves out statements, evidence, documents and what people decided or a comparison
    found, and what points to them; ``provenance`` is the rest; ``description`` says what the set holds
    (:func:`kg.export.describe.description`), with ``licence`` as the address of the licence of the data;
    ``all`` is the first two, with the counts of the description.  Turtle and N-Triples hold each triple
    once and name no graphs; N-Quads, TriG and JSON-LD keep the graphs.  Networks and tables know ``all`` only.

    Raises KgError for an unknown format or flavour, a licence that is no address or a file that cannot be
    written, StoreError for a store that cannot be read.
    """
    path = Path(out)
    chosen = _format(path, form)
    if flavour not in get_args(Flavour):
        raise KgError(f"unknown flavour {flavour!r}", mend="take one of " + ", ".join(get_args(Flavour)))
    if chosen not in FORMATS:
        if flavour != "all":
            mend = "leave out the flavour, or take an RDF format"
            raise KgError(f"{chosen.removeprefix('.')} has no flavours", where=str(path), mend=mend)
        return _export_network(load(folder), path, chosen)
    base = manifest(folder).base
    wanted = "all" if flavour == "description" else flavour
    quads = _chosen(load(folder), wanted, with_graphs=chosen in _WITH_GRAPHS)
    if flavour == "description":
        made = description(quads, base, licence, in_detail=True)
    else:
        made = quads + (description(quads, base, licence) if flavour == "all" else [])
    write(path, _serialise(made, chosen, base))
    return len(made)


def unit(out: Path | str, form: str | None = None) -> str:
    """What :func:`export` counts: triple, quad or edge.  Raises KgError for an unknown format."""
    chosen = _format(Path(out), form)
    if chosen not in FORMATS:
        return "edge"
    return "quad" if chosen in _WITH_GRAPHS else "triple"


def _format(path: Path, form: str | None) -> str:
    """The suffix that names the format, or ``NEO4J``."""
    suffixes = {*FORMATS, *NETWORKS}
    suffix = path.suffix.lower() if form is None else f".{form}"
    if form == NEO4J:
        return NEO4J
    if suffix in suffixes:
        return suffix
    if form is not None:
        known = ", ".join(sorted([name[1:] for name in suffixes] + [NEO4J]))
        raise KgError(f"unknown format {form!r}", mend=f"take one of {known}")
    if suffix == ".csv":
        raise KgError("CSV tables are two files", where=str(path), mend="name a folder and add --format neo4j")
    mend = "end it in " + ", ".join(sorted(suffixes)) + ", or add --format"
    what = f"the suffix {suffix!r} names no format" if suffix else "no suffix names the format"
    raise KgError(what, where=str(path), mend=mend)


def _export_network(store: Store, path: Path, chosen: str) -> int:
    from kg.export.graphs import gexf, graphml
    from kg.export.network import network
    from kg.export.tables import tables

    found = network(store)
    if chosen == NEO4J:
        write_folder(path, tables(found))
    else:
        write(path, graphml(found) if chosen == ".graphml" else gexf(found))
    return len(found.edges)


def _chosen(store: Iterable[Quad], flavour: Flavour, *, with_graphs: bool) -> list[Quad]:
    """The distinct quads of one flavour, from the named graphs or from the default graph."""
    from pyoxigraph import DefaultGraph

    from kg.rdf import terms

    quads = [quad for quad in store if (quad.graph_name == DefaultGraph()) != with_graphs]
    if flavour == "all":
        return quads
    kinds = {*map(terms.term, _PROVENANCE), terms.iri(vocab.BUNDLE)}
    nodes = {quad.subject for quad in quads if quad.predicate.value == vocab.TYPE and quad.object in kinds}
    wanted = flavour == "provenance"
    return [quad for quad in quads if (quad.subject in nodes or quad.object in nodes) == wanted]


def _serialise(quads: Iterable[Quad], suffix: str, base: str) -> bytes:
    from pyoxigraph import RdfFormat, parse, serialize

    lines = (serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    data = b"".join(sorted(lines))
    if suffix in {".nq", ".nt"}:
        return data
    prefixes = {**vocab.PREFIXES, "id": f"{base}id/", **{name: f"{base}id/{name}/" for name in _FOLDERS}}
    ordered = parse(data, format=RdfFormat.N_QUADS)
    if suffix == ".ttl":
        triples = (quad.triple for quad in ordered)
        return _sort_prefixes(serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes) or b"")
    by_graph = sorted(ordered, key=lambda quad: str(quad.graph_name))
    if suffix == ".trig":
        return _sort_prefixes(serialize(by_graph, format=RdfFormat.TRIG, prefixes=prefixes) or b"")
    return compact(by_graph, base)


def _sort_prefixes(data: bytes) -> bytes:
    """The same file with its leading @prefix lines sorted: Oxigraph promises no order of its own."""
    lines = data.splitlines(keepends=True)
    count = next((i for i, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"".join(sorted(lines[:count]) + lines[count:])
