"""What pages are made from: a graph, its labels, and the facts that concern each thing, in whatever way.

The same code serves a folder of files, which needs all of the graph, and one page of a server, which
needs little of it: the ``Lookup`` it is given says how the graph is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from pyoxigraph import Store

from kg import vocab
from kg.facts.quotes import Quote, Quotes
from kg.facts.read import TENURES, Facts
from kg.facts.record import Fact, Source
from kg.facts.terms import local
from kg.query.escape import visible
from kg.store.properties import Lookup

LONGEST: Final = 200
"""Characters of a name that a page shows."""
_TENURE_ENDS: Final = (
    vocab.ORGANIZATION, "post", "jurisdiction", "hostDistrict", "hostOrganization", "homeDistrict", "sendingBody",
)  # fmt: skip
_KINDS: Final = (
    ("person", {"Person", "PersonGroup"}),
    ("place", {"Place"}),
    ("body", {"Organization"}),
    ("post", {"Post"}),
    ("report", {"Report"}),
    ("undertaking", {"Undertaking", "Goal", "Topic"}),
    ("event", {"Event"}),
    ("document", {"SourceDocument"}),
)
CLASSES: Final = tuple(sorted({name for _, names in _KINDS for name in names}))
"""The classes whose members have a page."""


class Corpus:
    """The graph of ``store``; ``text_of`` gives the text of a document by its id, ``base`` is the base IRI.

    Without texts (``text_of`` is None) a quote stands without its sentence.
    """

    def __init__(self, store: Store, graph: Lookup, text_of: Callable[[str], str] | None, base: str) -> None:
        self.store, self.graph, self.base = store, graph, base
        self.has_texts = text_of is not None
        self.text_of = text_of or _no_text
        self._reader = Facts(graph)
        self._quotes = Quotes(self.text_of)
        self._read: dict[str, list[Fact]] = {}
        self._labels: dict[str, str] = {}

    def label(self, iri: str) -> str:
        """The name of a thing, harmless and at most ``LONGEST`` characters long."""
        if iri not in self._labels:
            found = (self.graph.one(name, iri) for name in (vocab.PREF_LABEL, vocab.TITLE, vocab.LABEL))
            self._labels[iri] = shown(next(filter(None, found), "") or local(iri))
        return self._labels[iri]

    def titled(self, iri: str) -> str:
        """The name as it stands in a sentence: that of a report or a document in 《》."""
        return f"《{self.label(iri)}》" if self.kind(iri) in {"report", "document"} else self.label(iri)

    def classes(self, iri: str) -> list[str]:
        """The classes of a thing, the most specific first."""
        names = [local(kind) for kind in self.graph.get(vocab.TYPE, iri) if kind.startswith(vocab.KG)]
        return sorted(names, key=lambda name: (-len(vocab.lineage(name)), name))

    def kind(self, iri: str) -> str:
        """Which kind of page a thing has, empty for none."""
        names = set(self.classes(iri))
        return next((kind for kind, classes in _KINDS if classes & names), "")

    def things(self) -> Iterator[str]:
        """Everything that has a page, sorted by IRI."""
        return iter(sorted({iri for name in CLASSES for iri in self.graph.of_class(name)}))

    def facts(self, iri: str) -> list[Fact]:
        """The facts that concern a thing, each once, in the order of their documents."""
        nodes = [*self.graph.having(vocab.SUBJECT, iri), *self.graph.having(vocab.OBJECT, iri)]
        nodes += [*self.graph.having("speaker", iri), *self.graph.having("ofFeature", iri)]
        found = [fact for node in dict.fromkeys(nodes) for fact in self._of(node) if _concerns(fact, iri)]
        found += self._through_tenures(iri)
        proposals = [node for name in ("initiative", "proposalTarget") for node in self.graph.having(name, iri)]
        found += [fact for node in dict.fromkeys(proposals) for fact in self._of(node) if _concerns(fact, iri)]
        return in_order(found)

    def facts_of_document(self, doc_id: str) -> list[Fact]:
        """The facts that a document says, in the order of the text."""
        nodes = self.graph.having("fromDocument", f"{self.base}id/doc/{doc_id}")
        return in_order(fact for node in nodes for fact in self._of(node))

    def nodes(self, fact: Fact) -> list[str]:
        """The IRIs of the claim nodes behind a fact."""
        return [iri for iri in fact.id.split(" ") if "://" in iri]

    def quote(self, source: Source) -> Quote:
        """A source in its sentence, harmless.  Raises GroundingError where the text was changed."""
        if not self.has_texts:
            return Quote(source.document, source.start, source.end, "", shown(source.quote, 4 * LONGEST), "")
        found = self._quotes.of([source])[0]
        before, exact, after = (shown(part, 4 * LONGEST) for part in (found.before, found.exact, found.after))
        return Quote(found.document, found.start, found.end, before, exact, after)

    def posts_of(self, body: str) -> tuple[str, ...]:
        """The posts in a body."""
        return self.graph.having(vocab.POST_IN, body)

    def secondments(self) -> list[str]:
        """The nodes of all secondments."""
        return self.graph.of_class("Secondment")

    def above(self, place: str) -> list[str]:
        """The units a place lies in, the nearest first."""
        found: list[str] = []
        here = self.graph.get("partOf", place)
        while here and here[0] not in found:
            found.append(here[0])
            here = self.graph.get("partOf", here[0])
        return found

    def documents(self) -> dict[str, str]:
        """Every document by its IRI: when it was published (EDTF), empty where it does not say."""
        return {iri: self.graph.one(vocab.ISSUED, iri) for iri in self.graph.of_class("SourceDocument")}

    def _of(self, node: str) -> list[Fact]:
        """The facts that a claim node stands for."""
        if node not in self._read:
            names = set(self.classes(node))
            makers = {
                "Statement": self._reader.statement,
                "Quotation": self._reader.quotation,
                "Observation": self._reader.observation,
                "Proposal": self._reader.target,
            }
            self._read[node] = [fact for name, make in makers.items() if name in names for fact in make(node)]
        return self._read[node]

    def _through_tenures(self, iri: str) -> Iterator[Fact]:
        """Facts about posts in a body, or held on secondment from or to it, whose ends are other things."""
        ends = [iri, *self.posts_of(iri)]
        tenures = {node for end in ends for name in _TENURE_ENDS for node in self.graph.having(name, end)}
        for tenure in sorted(tenures):
            for member in self.graph.get(vocab.MEMBER, tenure):
                for node in self.graph.having(vocab.SUBJECT, member):
                    yield from (fact for fact in self._of(node) if tenure in fact.id)


def _no_text(_: str) -> str:
    return ""


def shown(text: str, longest: int = LONGEST) -> str:
    """Text of a document for a page: harmless, a line break as a blank, cut where it is too long."""
    line = visible(" ".join(text[: longest + 1].split()))
    return f"{line[:longest]}…" if len(text) > longest else line


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Facts, each once: by document and place in it, those without a source last."""
    unique = {(fact.id, fact.relation, fact.object): fact for fact in facts}
    return sorted(unique.values(), key=lambda fact: (not fact.sources, fact.sources, fact.relation, fact.id))


def is_post(fact: Fact) -> bool:
    """Whether the fact is about a post, held or taken on secondment."""
    return fact.relation in TENURES


def _concerns(fact: Fact, iri: str) -> bool:
    return iri in {fact.subject, fact.object, *fact.speakers}
