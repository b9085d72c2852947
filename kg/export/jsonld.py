"""JSON-LD 1.1 that reads like plain JSON: sorted quads in, the bytes of one document out.

The context stands in the document, so that no reader has to fetch it.  One node a line; the nodes
of a named graph stand in that graph's own object.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from kg import vocab
from kg.export.context import Definition, stored

if TYPE_CHECKING:
    from pyoxigraph import Literal, Quad

_INTEGER: Final = vocab.XSD + "integer"
_BOOLEAN: Final = vocab.XSD + "boolean"
_STRING: Final = vocab.XSD + "string"


def compact(quads: Iterable[Quad], base: str) -> bytes:
    """``quads``, sorted by graph and subject, as one document; nodes below ``base`` are written ``id:…``.

    Source: JSON-LD 1.1 Processing Algorithms, section 6 (compaction), as far as our data need it:
    there are no blank nodes, lists or nested nodes.
    """
    from pyoxigraph import DefaultGraph

    writer = _Writer({**stored(), "id": f"{base}id/"})
    parts: list[str] = []
    for graph, members in groupby(quads, key=lambda quad: quad.graph_name):
        nodes = [
            writer.node(subject, list(group)) for subject, group in groupby(members, key=lambda quad: quad.subject)
        ]
        lines = ",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes)
        unnamed = isinstance(graph, DefaultGraph)
        parts.append(
            lines if unnamed else f'{{"@id": {json.dumps(writer.short(graph.value))}, "@graph": [\n{lines}\n]}}'
        )
    head, body = json.dumps(writer.context, ensure_ascii=False, indent=1), ",\n".join(parts)
    return f'{{"@context": {head},\n"@graph": [\n{body}\n]}}\n'.encode()


class _Writer:
    """Terms of RDF to values of JSON by one context."""

    def __init__(self, context: Mapping[str, Definition]) -> None:
        self.context = context
        simple = {name: space for name, space in context.items() if isinstance(space, str) and not name.startswith("@")}
        self._prefixes = {name: space for name, space in simple.items() if space.endswith(("/", "#"))}
        self._terms: dict[str, str] = {}
        self._coercions: dict[str, Mapping[str, str]] = {}
        for name, definition in context.items():
            if name.startswith("@") or name in self._prefixes:
                continue
            iri = self._full(definition if isinstance(definition, str) else definition["@id"])
            self._terms[iri] = name
            self._coercions[iri] = definition if isinstance(definition, dict) else {}

    def node(self, subject: Any, quads: list[Quad]) -> dict[str, Any]:
        """All that one graph says of one node."""
        found: dict[str, list[Any]] = {}
        types: list[str] = []
        for quad in quads:
            if quad.predicate.value == vocab.TYPE:
                types.append(self._kind(quad.object))
            else:
                predicate = quad.predicate.value
                key = self._terms.get(predicate) or self.short(predicate)
                found.setdefault(key, []).append(self._value(quad.object, self._coercions.get(predicate, {})))
        values = {key: value[0] if len(value) == 1 else value for key, value in found.items()}
        return {"@id": self.short(subject.value), **({"@type": types} if types else {}), **values}

    def short(self, iri: str) -> str:
        """``prefix:rest`` where a prefix fits, else the IRI itself."""
        fitting = [(len(space), name) for name, space in self._prefixes.items() if iri.startswith(space)]
        if not fitting:
            return iri
        length, name = max(fitting)
        rest = iri[length:]
        return iri if rest.startswith("//") else f"{name}:{rest}"

    def _kind(self, term: Any) -> str:
        """A class: the bare name for one of our own."""
        iri: str = term.value
        return iri.removeprefix(vocab.KG) if iri.startswith(vocab.KG) else self.short(iri)

    def _full(self, short: str) -> str:
        prefix, colon, rest = short.partition(":")
        return self._prefixes[prefix] + rest if colon and prefix in self._prefixes else short

    def _value(self, term: Any, coercion: Mapping[str, str]) -> Any:
        from pyoxigraph import Literal

        if isinstance(term, Literal):
            return self._literal(term, coercion)
        iri = self.short(term.value)
        return iri if coercion.get("@type") == "@id" else {"@id": iri}

    def _literal(self, literal: Literal, coercion: Mapping[str, str]) -> Any:
        kind = literal.datatype.value
        if literal.language:
            bare = coercion.get("@language", "").lower() == literal.language.lower()
            return literal.value if bare else {"@value": literal.value, "@language": literal.language}
        if kind == _STRING:
            return {"@value": literal.value} if coercion.keys() - {"@id"} else literal.value
        native = _native(literal.value, kind)
        if kind == self._full(coercion.get("@type", "")) or (not coercion.keys() - {"@id"} and native != literal.value):
            return native
        return {"@value": literal.value, "@type": self.short(kind)}


def _native(text: str, kind: str) -> Any:
    """Whole numbers and truth values as JSON has them, where nothing is lost; anything else as text."""
    if kind == _BOOLEAN and text in {"true", "false"}:
        return text == "true"
    if kind == _INTEGER and text.isascii() and text.isdecimal() and str(int(text)) == text and int(text) < 2**53:
        return int(text)
    return text
