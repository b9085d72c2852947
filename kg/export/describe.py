"""What a set holds, for catalogues and for readers: its quads in, a description in VoID and DCAT out, no dates.

Sources: Describing Linked Datasets with the VoID Vocabulary (W3C Note 2011), sections 2 and 4; Data Catalog
Vocabulary 3 (W3C Recommendation 2024).  Every node has an IRI made from what it counts, so the same set is
described in the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from kg import vocab
from kg.errors import KgError

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Quad, Triple

_TITLE: Final = {"zh": "干部任职与挂职知识图谱", "en": "Knowledge graph of posts and secondments of cadres"}
_ABOUT: Final = {
    "zh": "由 cadre-kg {version} 从 {documents} 份文献中抽取;每条陈述都指向说出它的原文字符。",
    "en": "Drawn from {documents} documents by cadre-kg {version}; every statement leads to its words in the text.",
}


def description(quads: Sequence[Quad], base: str, licence: str | None = None, *, in_detail: bool = False) -> list[Quad]:
    """Quads of the default graph that describe the set ``quads``.

    They count triples, entities, documents, classes, properties, distinct subjects and objects, and
    ``in_detail`` also each class and property in use; they name the vocabularies, the version of the
    program and, where it is given, the ``licence`` of the data.  Raises KgError where that is no absolute IRI.
    """
    from pyoxigraph import DefaultGraph, Quad

    made = _Description({quad.triple for quad in quads}, base)
    triples = [*made.dataset(), *made.counts(), *made.vocabularies()]
    if in_detail:
        triples += [*made.classes(), *made.properties()]
    if licence is not None:
        triples.append(made.licence(licence))
    return [Quad(triple.subject, triple.predicate, triple.object, DefaultGraph()) for triple in triples]


class _Description:
    """The triples that describe one set of triples."""

    def __init__(self, triples: set[Triple], base: str) -> None:
        from kg.rdf import terms

        self._triples, self._base = triples, base
        self._set = terms.iri(f"{base}id/dataset")
        typed = [triple for triple in triples if triple.predicate.value == vocab.TYPE]
        self._classes = Counter(triple.object.value for triple in typed)  # type: ignore[union-attr]
        self._properties = Counter(triple.predicate.value for triple in triples)
        self._entities = {triple.subject for triple in typed}
        self._documents = self._classes[vocab.kg("SourceDocument")]

    def dataset(self) -> Iterator[Triple]:
        import kg
        from kg.rdf.documents import run

        for kind in (vocab.VOID + "Dataset", vocab.DCAT + "Dataset"):
            yield self._says(vocab.TYPE, self._iri(kind))
        for language, title in _TITLE.items():
            yield self._says(vocab.TITLE, self._words(title, language))
            text = _ABOUT[language].format(version=kg.__version__, documents=self._documents)
            yield self._says(vocab.DCTERMS + "description", self._words(text, language))
        yield self._says(vocab.DCAT + "version", self._text(kg.__version__))
        yield self._says(vocab.DCTERMS + "conformsTo", self._iri(vocab.ONTOLOGY))
        yield self._says(vocab.DCTERMS + "language", self._text("zh"))
        yield self._says(vocab.GENERATED_BY, run(self._base))
        yield self._says(vocab.VOID + "uriSpace", self._text(f"{self._base}id/"))

    def counts(self) -> Iterator[Triple]:
        """VoID section 4: statistics of the set as a whole."""
        found = {
            "classes": len(self._classes),
            "distinctObjects": len({triple.object for triple in self._triples}),
            "distinctSubjects": len({triple.subject for triple in self._triples}),
            "documents": self._documents,
            "entities": len(self._entities),
            "properties": len(self._properties),
            "triples": len(self._triples),
        }
        for name, count in found.items():
            yield self._says(vocab.VOID + name, self._number(count))

    def classes(self) -> Iterator[Triple]:
        """One partition a class: how many entities it has."""
        for iri, count in sorted(self._classes.items()):
            yield from self._partition("class", iri, "entities", count)

    def properties(self) -> Iterator[Triple]:
        """One partition a property: in how many triples it stands."""
        for iri, count in sorted(self._properties.items()):
            yield from self._partition("property", iri, "triples", count)

    def vocabularies(self) -> Iterator[Triple]:
        """The known namespaces whose classes or properties the set uses."""
        used = {*self._classes, *self._properties}
        for space in sorted(vocab.PREFIXES.values()):
            if any(iri.startswith(space) for iri in used):
                yield self._says(vocab.VOID + "vocabulary", self._iri(space))

    def licence(self, address: str) -> Triple:
        try:
            return self._says(vocab.DCTERMS + "license", self._iri(address))
        except KgError as error:
            mend = "give an address, such as https://creativecommons.org/licenses/by/4.0/"
            raise KgError(f"the licence {address!r} is no address", mend=mend) from error

    def _partition(self, kind: str, iri: str, unit: str, count: int) -> Iterator[Triple]:
        from pyoxigraph import Triple

        from kg.rdf import terms

        name = iri.removeprefix(vocab.KG) if iri.startswith(vocab.KG) else terms.digest(iri)
        node = terms.iri(f"{self._base}id/dataset/{kind}/{name}")
        yield self._says(f"{vocab.VOID}{kind}Partition", node)
        yield Triple(node, terms.iri(vocab.VOID + kind), terms.iri(iri))
        yield Triple(node, terms.iri(vocab.VOID + unit), terms.integer(count))

    def _says(self, predicate: str, value: NamedNode | Literal) -> Triple:
        from pyoxigraph import Triple

        return Triple(self._set, self._iri(predicate), value)

    def _iri(self, value: str) -> NamedNode:
        from kg.rdf import terms

        return terms.iri(value)

    def _text(self, value: str) -> Literal:
        from kg.rdf import terms

        return terms.string(value)

    def _number(self, value: int) -> Literal:
        from kg.rdf import terms

        return terms.integer(value)

    def _words(self, value: str, language: str) -> Literal:
        from pyoxigraph import Literal

        return Literal(value, language=language)
