"""The shapes against a graph: a store in, findings out, by the fastest engine that is installed.

pySHACL is the reference and always there; ``shacl`` (a compiled engine, the extra ``fast``) is some
thirty times as fast.  A test holds them together on every graph in tests/shapes; docs/adr/0003 has
the figures.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, TypeAlias

from kg.check.findings import Raw, Severity, saved

if TYPE_CHECKING:
    from pyoxigraph import Store

Engine: TypeAlias = Literal["pyshacl", "shacl"]


def shape_findings(store: Store, engine: Engine | None = None) -> list[Raw]:
    """What the shapes find in the default graph (SHACL Core, W3C Recommendation 2017).

    Without ``engine`` it is ``shacl`` where that is installed, else ``pyshacl``.
    """
    chosen = engine or ("shacl" if _installed("shacl") else "pyshacl")
    shapes = list(saved("ontology", "shapes").values())
    return _by_shacl(store, shapes) if chosen == "shacl" else _by_pyshacl(store, shapes)


def _installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ValueError:  # a module that was switched off: its name is known and it is none
        return False


def _triples(store: Store) -> bytes:
    from pyoxigraph import DefaultGraph, RdfFormat

    return store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()) or b""


def _by_shacl(store: Store, texts: list[str]) -> list[Raw]:
    import shacl

    # Each file begins with its own prefixes; in Turtle a prefix may be declared again.
    shapes = shacl.Shapes.from_turtle("\n".join(texts))
    report = shapes.validate_text(_triples(store).decode(), format="ntriples", allow_warnings=True)
    return [
        _raw(one.severity == "Violation", _plain(one.root_shape or ""), _plain(one.focus_node), one.messages)
        for one in report.results
    ]


def _plain(term: str) -> str:
    """The IRI or the text of a term in the syntax of N-Triples."""
    from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

    for quad in parse(f"<urn:a> <urn:b> {term} .".encode(), RdfFormat.N_TRIPLES):
        if isinstance(quad.object, BlankNode | Literal | NamedNode):
            return quad.object.value
    return term


def _by_pyshacl(store: Store, texts: list[str]) -> list[Raw]:
    import pyshacl
    from rdflib import Graph, Namespace, URIRef

    data, shapes = Graph().parse(data=_triples(store), format="nt"), Graph()
    for text in texts:
        shapes.parse(data=text, format="turtle")
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, allow_warnings=True)
    sh = Namespace("http://www.w3.org/ns/shacl#")
    owners = {part: shape for shape, part in shapes.subject_objects(sh.property) if isinstance(shape, URIRef)}
    found = []
    for result in set(results.objects(None, sh.result)) - set(results.objects(None, sh.detail)):
        source = results.value(result, sh.sourceShape)
        broken = results.value(result, sh.resultSeverity) == sh.Violation
        messages = [str(message) for message in results.objects(result, sh.resultMessage)]
        found.append(_raw(broken, str(owners.get(source, source)), str(results.value(result, sh.focusNode)), messages))
    return found


def _raw(broken: bool, shape: str, node: str, messages: list[str]) -> Raw:
    """A finding with its message in Chinese before the one in English."""
    severity: Severity = "violation" if broken else "warning"
    ordered = sorted(set(messages), key=lambda message: (message.isascii(), message))
    return Raw(severity, shape.rpartition("#")[2], node, " / ".join(ordered))
