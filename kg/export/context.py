"""The JSON-LD context: the ontology in, ``ontology/context.jsonld`` out.

``python -m kg.export.context > ontology/context.jsonld``; a test fails when the file is not current.
Each property is a term of its local name, coerced to what its values are, so that a document
reads like plain JSON (JSON-LD 1.1, section 4.2.3, Type Coercion).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Final, TypeAlias

from kg import resources, vocab

Definition: TypeAlias = str | dict[str, str]

FILE: Final = "context.jsonld"
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_STRING: Final = vocab.XSD + "string"
_ID: Final = {"@type": "@id"}
_CHINESE: Final = {"@language": "zh"}
_BORROWED: Final[Mapping[str, dict[str, str]]] = {
    vocab.ALT_LABEL: _CHINESE,
    vocab.AUTHOR: _ID,
    vocab.DERIVED_FROM: _ID,
    vocab.END: {"@type": "xsd:integer"},
    vocab.ENDED: {"@type": "xsd:dateTime"},
    vocab.EXACT: {},
    vocab.GENERATED_BY: _ID,
    vocab.ISSUED: {"@type": vocab.EDTF},
    vocab.LABEL: _CHINESE,
    vocab.MEMBER: _ID,
    vocab.OBJECT: _ID,
    vocab.ORGANIZATION: _ID,
    vocab.POST_IN: _ID,
    vocab.PREDICATE: _ID,
    vocab.PREF_LABEL: _CHINESE,
    vocab.START: {"@type": "xsd:integer"},
    vocab.SUBJECT: _ID,
    vocab.TITLE: _CHINESE,
    vocab.URL: {"@type": "xsd:anyURI"},
    vocab.VERSION: {},
}
"""The properties of other vocabularies that the data use, and what their values are."""


def context() -> dict[str, Definition]:
    """The context as the ontology gives it: prefixes, our vocabulary as the default, one term a property."""
    prefixes: dict[str, Definition] = dict(sorted(vocab.PREFIXES.items()))
    terms: dict[str, Definition] = {}
    for iri, coercion in sorted({**_BORROWED, **_own()}.items()):
        short = _short(iri)
        terms[short.partition(":")[2]] = {"@id": short, **coercion} if coercion else short
    return {"@vocab": vocab.KG, **prefixes, **dict(sorted(terms.items()))}


def stored() -> dict[str, Definition]:
    """The context as it is shipped."""
    found: dict[str, Definition] = json.loads((resources.data("ontology") / FILE).read_text("utf-8"))["@context"]
    return found


def _own() -> dict[str, dict[str, str]]:
    """The properties of our vocabulary: those with nodes as values, and the types of the others."""
    from pyoxigraph import NamedNode, RdfFormat, parse

    kinds: dict[str, set[str]] = {}
    ranges: dict[str, str] = {}
    for quad in parse((resources.data("ontology") / "kg.ttl").read_bytes(), RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode):
            continue
        if quad.predicate.value == vocab.TYPE and value.value.startswith(_OWL):
            kinds.setdefault(subject.value, set()).add(value.value.removeprefix(_OWL))
        elif quad.predicate.value == vocab.RDFS + "range":
            ranges[subject.value] = value.value
    found: dict[str, dict[str, str]] = {}
    for iri in kinds:
        if iri.startswith(vocab.KG) and "ObjectProperty" in kinds[iri]:
            found[iri] = _ID
        elif iri.startswith(vocab.KG) and "DatatypeProperty" in kinds[iri]:
            found[iri] = _coercion(iri, ranges.get(iri, _STRING))
    return found


def _coercion(iri: str, kind: str) -> dict[str, str]:
    if kind == vocab.RDF + "langString":
        return {"@language": "zh-Latn-pinyin"} if iri == vocab.kg("pinyin") else _CHINESE
    return {} if kind in {_STRING, vocab.RDFS + "Literal"} else {"@type": _short(kind)}


def _short(iri: str) -> str:
    name = next((name for name, space in vocab.PREFIXES.items() if iri.startswith(space)), None)
    return f"{name}:{iri.removeprefix(vocab.PREFIXES[name])}" if name else iri


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"@context": context()}, ensure_ascii=False, indent=1) + "\n")
