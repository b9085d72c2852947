"""The ontology as one page to read: the ontology and its shapes in, HTML in Chinese and English out.

``make docs`` writes docs/ontology/index.html, which needs no network and no script; docs/adr/0006 says why
no library makes it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kg import resources, vocab

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_PREFIXES: Final = {
    **vocab.PREFIXES,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "edtf": "http://id.loc.gov/datatypes/",
}
_SECTIONS: Final = (
    ("classes", "类", "Classes"),
    ("relations", "直连属性", "Direct relations"),
    ("details", "细节属性", "Properties of nodes"),
    ("concepts", "受控词表", "Controlled lists"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A term in a list: ``anchor`` is empty where it is of another vocabulary; ``href`` leads there."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One term: its names and comments by language, and the rows of its table (Chinese head, English head, links)."""

    name: str
    iri: str
    kind: str
    zh: str
    en: str
    comment_zh: str
    comment_en: str
    rows: tuple[tuple[str, str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A class in the tree of classes."""

    link: Link
    zh: str
    below: tuple[Branch, ...]


def page() -> str:
    """The page as HTML 5, the same bytes for the same ontology."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = _Page()
    loader = PackageLoader("kg.export", ".")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = environment.get_template("ontology.html.j2")
    sections = [(key, zh, en, made.section(key)) for key, zh, en in _SECTIONS]
    return template.render(page=made, sections=sections, prefixes=sorted(_PREFIXES.items())) + "\n"


class _Page:
    """What the template asks for."""

    @cached_property
    def graph(self) -> Graph:
        from rdflib import Graph

        return Graph().parse(data=(resources.data("ontology") / "kg.ttl").read_text("utf-8"), format="turtle")

    @cached_property
    def shapes(self) -> Graph:
        from rdflib import Graph

        found = Graph()
        for file in sorted((resources.data("ontology") / "shapes").iterdir(), key=lambda file: file.name):
            if file.name.endswith(".ttl"):
                found.parse(data=file.read_text("utf-8"), format="turtle")
        return found

    iri = vocab.ONTOLOGY

    def scheme(self, name: str) -> str:
        """The name of a controlled list in both languages."""
        words = self._words(vocab.kg(name), "label")
        return f"{words['zh']} / {words['en']}"

    @property
    def title(self) -> dict[str, str]:
        return self._words(vocab.ONTOLOGY, "label")

    @property
    def about(self) -> dict[str, str]:
        return self._words(vocab.ONTOLOGY, "comment")

    @property
    def version(self) -> str:
        from rdflib import OWL, URIRef

        return str(self.graph.value(URIRef(vocab.ONTOLOGY), OWL.versionInfo))

    @property
    def licence(self) -> str:
        from rdflib import DCTERMS, URIRef

        return str(self.graph.value(URIRef(vocab.ONTOLOGY), DCTERMS.license))

    def section(self, key: str) -> list[Entry]:
        """The entries of a section, by name; concepts by their list and then by name."""
        names = {
            "classes": vocab.CLASSES,
            "relations": vocab.RELATIONS,
            "details": self._properties() - vocab.RELATIONS,
            "concepts": self._concepts(),
        }[key]
        entries = [self._entry(name) for name in names]
        return sorted(entries, key=lambda entry: (entry.kind if key == "concepts" else "", entry.name))

    def tree(self) -> tuple[Branch, ...]:
        """The classes under the classes they stand below."""
        below: dict[str, list[str]] = {}
        for name in vocab.CLASSES:
            above = vocab.lineage(name)[1:2]
            below.setdefault(above[0] if above else "", []).append(name)

        def branch(name: str) -> Branch:
            children = tuple(branch(child) for child in sorted(below.get(name, ())))
            return Branch(self._link(vocab.kg(name)), self._words(vocab.kg(name), "label").get("zh", ""), children)

        return tuple(branch(name) for name in sorted(below[""]))

    def _properties(self) -> set[str]:
        from rdflib import OWL, RDF

        kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
        found = {str(term) for kind in kinds for term in self.graph.subjects(RDF.type, kind)}
        return {term.removeprefix(vocab.KG) for term in found}

    def _concepts(self) -> set[str]:
        from rdflib import SKOS

        return {str(term).removeprefix(vocab.KG) for term in self.graph.subjects(SKOS.inScheme)}

    def _entry(self, name: str) -> Entry:
        iri = vocab.kg(name)
        label, comment = self._words(iri, "label"), self._words(iri, "comment")
        return Entry(
            name, iri, self._kind(iri), label["zh"], label["en"], comment["zh"], comment["en"], tuple(self._rows(iri))
        )

    def _kind(self, iri: str) -> str:
        from rdflib import OWL, RDF, SKOS, URIRef

        scheme = self.graph.value(URIRef(iri), SKOS.inScheme)
        if scheme is not None:
            return str(scheme).removeprefix(vocab.KG)
        types = set(self.graph.objects(URIRef(iri), RDF.type))
        return "class" if OWL.Class in types else "object" if OWL.ObjectProperty in types else "data"

    def _rows(self, iri: str) -> Iterator[tuple[str, str, tuple[Link, ...]]]:
        from rdflib import RDFS, SKOS, URIRef

        term = URIRef(iri)
        uppers = [*self.graph.objects(term, RDFS.subClassOf), *self.graph.objects(term, RDFS.subPropertyOf)]
        lower = [*self.graph.subjects(RDFS.subClassOf, term), *self.graph.subjects(RDFS.subPropertyOf, term)]
        rows = (
            ("上位", "Below", self._links(upper for upper in uppers if str(upper).startswith(vocab.KG))),
            ("对应", "Aligned with", self._links(upper for upper in uppers if not str(upper).startswith(vocab.KG))),
            ("下位", "Above", self._links(lower)),
            ("定义域", "Domain", self._links(self._members(self.graph.value(term, RDFS.domain)))),
            ("值域", "Range", self._links(self._members(self.graph.value(term, RDFS.range)))),
            ("属性", "Has", self._links(self._domains.get(iri, ()))),
            ("被指向", "Value of", self._links(self._ranges.get(iri, ()))),
            ("近似", "Close to", self._links(self.graph.objects(term, SKOS.closeMatch))),
            ("形状", "Shapes", tuple(Link(name, "") for name in self._checked_by(iri))),
        )
        return (row for row in rows if row[2])

    @cached_property
    def _domains(self) -> dict[str, list[Node]]:
        """The properties whose domain names a class, by the class."""
        return self._naming("domain")

    @cached_property
    def _ranges(self) -> dict[str, list[Node]]:
        """The properties whose range names a class, by the class."""
        return self._naming("range")

    def _naming(self, end: str) -> dict[str, list[Node]]:
        from rdflib import RDFS

        found: dict[str, list[Node]] = {}
        for name, value in self.graph.subject_objects(RDFS[end]):
            for member in self._members(value):
                found.setdefault(member, []).append(name)
        return found

    def _members(self, value: Node | None) -> list[str]:
        from rdflib import OWL
        from rdflib.collection import Collection

        if value is None:
            return []
        union = self.graph.value(value, OWL.unionOf)
        return [str(value)] if union is None else [str(name) for name in Collection(self.graph, union)]

    def _checked_by(self, iri: str) -> list[str]:
        """The shapes that look at a class or a property."""
        from rdflib import Namespace, URIRef

        sh = Namespace("http://www.w3.org/ns/shacl#")
        targets = (sh.targetClass, sh.targetSubjectsOf, sh.targetObjectsOf)
        owners = {shape for target in targets for shape in self.shapes.subjects(target, URIRef(iri))}
        parts = set(self.shapes.subjects(sh.path, URIRef(iri)))
        owners |= {shape for part in parts for shape in self.shapes.subjects(sh.property, part)}
        return sorted({str(shape).removeprefix(vocab.KG) for shape in owners if str(shape).startswith(vocab.KG)})

    def _words(self, iri: str, name: str) -> dict[str, str]:
        from rdflib import RDFS, URIRef

        values = self.graph.objects(URIRef(iri), RDFS[name])
        return {str(getattr(value, "language", None) or ""): str(value) for value in values}

    def _links(self, terms: Iterable[object]) -> tuple[Link, ...]:
        found = {str(term) for term in terms}
        return tuple(self._link(term) for term in sorted(found, key=lambda term: (not term.startswith(vocab.KG), term)))

    def _link(self, iri: str) -> Link:
        if iri.startswith(vocab.KG):
            name = iri.removeprefix(vocab.KG)
            return Link(name, f"#{name}")
        fitting = [(len(space), prefix) for prefix, space in _PREFIXES.items() if iri.startswith(space)]
        if not fitting:
            return Link(iri, iri)
        length, prefix = max(fitting)
        return Link(f"{prefix}:{iri[length:]}", iri)


if __name__ == "__main__":
    sys.stdout.write(page())
