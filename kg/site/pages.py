"""The pages: what they show in, HTML out.  Every string of a text is escaped by the templates (Jinja2 autoescape)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

import kg
from kg import vocab
from kg.facts import sentences
from kg.facts.record import Fact, Source
from kg.facts.terms import local
from kg.site import around, beside, cities, flows, listings, timeline
from kg.site.corpus import Corpus, shown
from kg.site.document import PART, paragraphs, parts
from kg.site.links import Links, fragment
from kg.site.sections import Entry, Section, flat, paged, post_of, sections
from kg.site.words import attributes, both, term, two

if TYPE_CHECKING:
    from jinja2 import Environment

SHOWN: Final = 2
"""Pieces of evidence of an entry that stand open."""
FOLDED: Final = 30
"""Pieces of evidence that may be unfolded; of more, only the documents are named."""
MENU: Final = ("people", "places", "bodies", "documents", "reports", "undertakings", "events", "flows", "timeline")
NAMED: Final = 12
"""Documents named beside the facts before the rest is folded."""


class Pages:
    """Makes the pages of a corpus; ``links`` says where they stand, ``frame`` what surrounds them.

    ``frame``: ``title``; ``policy``, the Content-Security-Policy for a page that no server sends with one,
    or None; ``more``, further links of the menu as pairs of address and name of the words; ``network``, the
    file of the network or None; ``index``, the script of the search box; ``find``, where the addresses of
    found things begin; ``formats``, names and addresses of the same as data.
    """

    def __init__(self, corpus: Corpus, links: Links, frame: Mapping[str, Any]) -> None:
        self._corpus, self._links = corpus, links
        self._frame = {**frame, "title": shown(str(frame["title"]))}
        self._names: dict[str, Markup] = {}
        self._split: bool | None = None
        """Whether the index of documents is on several pages, once it is known."""

    def moved(self, links: Links) -> Pages:
        """The same pages with other links."""
        return Pages(self._corpus, links, self._frame)

    # --- things

    def thing(self, iri: str, only: int | None = None) -> list[bytes]:
        """The pages about a thing; ``only`` the one of that number, from 1, where given."""
        corpus = self._corpus
        if corpus.kind(iri) == "document":
            return self.document(iri, only)
        facts = corpus.facts(iri)
        found = sections(corpus, iri, facts)
        pages = paged(found)
        first = [self._first_page(name, pages) for name in dict.fromkeys(section.name for section in found)]
        near = self._beside(iri, facts, found)
        return [
            self._rendered("thing.html", iri=iri, sections=page, number=number, all=len(pages), toc=first, **near)
            for number, page in enumerate(pages, 1)
            if only in (None, number)
        ]

    def document(self, iri: str, only: int | None = None) -> list[bytes]:
        """The pages of a document: its text with every fact marked."""
        corpus, name = self._corpus, local(iri)
        text = corpus.text_of(name)
        facts = corpus.facts_of_document(name)
        starts = self.parts(name)
        bounds = [0, *starts, len(text)]
        made = []
        for number, (start, end) in enumerate(pairwise(bounds), 1):
            if only not in (None, number):
                continue
            here = [fact for fact in facts if any(_within(source, name, start, end) for source in fact.sources)]
            made.append(
                self._rendered(
                    "document.html",
                    iri=iri,
                    facts=here,
                    paragraphs=list(paragraphs(text, here, name, start, end)),
                    number=number,
                    all=len(starts) + 1,
                    about=beside.about(corpus, iri, self.name, self.date),
                    own=lambda fact: [source for source in fact.sources if source.document == name],
                )
            )
        return made

    def parts(self, doc_id: str) -> tuple[int, ...]:
        """The offsets at which the further pages of a document begin."""
        text = self._corpus.text_of(doc_id)
        if len(text) <= PART:
            return ()
        sources = [source for fact in self._corpus.facts_of_document(doc_id) for source in fact.sources]
        return parts(text, [source for source in sources if source.document == doc_id])

    # --- indexes

    def index(self) -> bytes:
        """The first page."""
        corpus = self._corpus
        documents = [row for group in listings.documents(corpus) for row in group.rows]
        counts = [(name, len(corpus.graph.of_class(kind)), name) for name, kind in beside.COUNTED]
        statements = sum(len(corpus.graph.of_class(name)) for name in ("Statement", "Quotation", "Observation"))
        return self._rendered(
            "index.html",
            counts=counts,
            statements=statements,
            latest=documents[:8],
            people=beside.busiest(corpus, "Officer", vocab.SUBJECT),
            places=beside.busiest(corpus, "AdministrativeDivision", vocab.OBJECT),
        )

    def listing(self, name: str, key: str = "", number: int = 1) -> bytes | None:
        """One page of an index: all of it, or the group ``key`` of one with many rows; None where there is none."""
        groups = listings.LISTS[name](self._corpus)
        pages = listings.paged(groups)
        if len(pages) == 1:
            return self._listing(name, groups, groups, "", 1, 1) if not key and number == 1 else None
        same = [page for page in pages if page[0].key == (key or groups[0].key)]
        if number > len(same):
            return None
        return self._listing(name, groups, same[number - 1], same[0][0].key, number, len(same))

    def listed(self, name: str) -> list[tuple[str, bytes]]:
        """Every page of an index with the name of its file."""
        groups = listings.LISTS[name](self._corpus)
        pages = listings.paged(groups)
        if len(pages) == 1:
            return [(name, self._listing(name, groups, groups, "", 1, 1))]
        made = []
        for key in dict.fromkeys(page[0].key for page in pages):
            same = [page for page in pages if page[0].key == key]
            for number, page in enumerate(same, 1):
                content = self._listing(name, groups, page, key, number, len(same))
                made.append((listing_name(name, key, number), content))
        return [(name, made[0][1]), *made]

    def _listing(self, name: str, groups: list[Any], page: list[Any], key: str, number: int, all_pages: int) -> bytes:
        total = sum(len(group.rows) for group in groups)
        return self._rendered(
            "listing.html",
            name_of_list=name,
            groups=groups,
            page_groups=page,
            key=key,
            number=number,
            all=all_pages,
            total=total,
        )

    def places(self) -> bytes:
        """The places: a tree of divisions, and the others."""
        tree, others = listings.places(self._corpus)
        return self._rendered("places.html", tree=tree, others=others)

    def flows(self) -> bytes:
        """The map of secondments and its tables."""
        corpus = self._corpus
        trips = flows.trips(corpus)
        provinces = flows.flows(corpus, trips, "ProvinceLevelDivision")
        between = flows.flows(corpus, trips, "PrefectureLevelDivision")
        placed = {trip for flow in provinces for trip in flow.trips}
        return self._rendered(
            "flows.html",
            tiles=flows.tiles(corpus, provinces),
            arrows=flows.arrows(provinces),
            side=flows.SIDE,
            width=flows.WIDTH,
            provinces=provinces,
            cities=between,
            sides=cities.drawing(corpus, between),
            unplaced=[trip for trip in trips if trip not in placed],
        )

    def timeline(self) -> bytes:
        """The documents and dated facts of each year."""
        return self._rendered("timeline.html", **timeline.content(self._corpus))

    # --- what stands beside

    def _beside(self, iri: str, facts: list[Fact], found: list[Section]) -> dict[str, Any]:
        corpus, kind = self._corpus, self._corpus.kind(iri)
        person = kind == "person"
        return {
            "kind": kind,
            "about": beside.about(corpus, iri, self.name, self.date),
            "lede": beside.lede(found) if person else [],
            "near": around.near(corpus, iri, facts) if person else [],
            "disputes": around.disputes(corpus, flat(found)),
            "merged": around.merged(corpus, iri) if person else [],
            "possible": around.possible(corpus, iri) if person else [],
            "sources": beside.sources(corpus, facts),
            "lists": beside.lists(corpus, iri, kind),
            "above": list(reversed(corpus.above(iri))) if kind == "place" else [],
        }

    @staticmethod
    def _first_page(name: str, pages: list[list[Section]]) -> tuple[str, int]:
        return name, next(number for number, page in enumerate(pages, 1) if any(part.name == name for part in page))

    # --- for the templates

    def name(self, iri: str, *, short: bool = False) -> Markup:
        """The name of a thing with a link to its page."""
        if iri not in self._names:
            self._names[iri] = self._linked(iri, self._corpus.label(iri))
        label = self._corpus.label(iri)
        return self._linked(iri, label[:23] + "…") if short and len(label) > 24 else self._names[iri]

    def _linked(self, iri: str, label: str, mark: str = "") -> Markup:
        address = self._links.thing(iri)
        if address is None:
            return Markup(f"<span{mark}>{escape(label)}</span>") if mark else escape(label)  # noqa: S704 (escaped)
        return Markup(f'<a{mark} href="{escape(address)}">{escape(label)}</a>')  # noqa: S704 (both are escaped)

    def said(self, fact: Fact) -> Markup:
        """The sentence of a fact, its parts marked for the other language."""
        way = sentences.way_of(fact)
        made = [self._part(part) for part in sentences.parts(fact, "zh")]
        key = "" if way.words["zh"] == way.words["en"] else Markup(' data-k="{}"').format(way.key)
        return Markup('<p class="say"{}>{}</p>').format(key, Markup("").join(made))

    def _part(self, part: sentences.Part) -> Markup:
        if isinstance(part, str):
            return Markup("{}").format(part)
        if part.kind in ("date", "duration"):
            zh, en = (shown(part.words(language, str)) for language in sentences.LANGUAGES)
            return Markup('<span data-s="{}" data-en="{}">{}</span>').format(part.name, en, zh)
        if part.kind == "text":
            return Markup('<span data-s="{}">{}</span>').format(part.name, shown(part.value, 2000))
        return self._linked(part.value, self._corpus.titled(part.value), f' data-s="{part.name}"')

    def when(self, fact: Fact) -> Markup:
        """When it was, empty where it is not known."""
        zh, en = shown(sentences.date(fact, "zh")), shown(sentences.date(fact, "en"))
        return both(zh, en) if zh else Markup("")

    def date(self, edtf: str) -> Markup:
        """A date in words."""
        return both(shown(sentences.spelled(edtf, "zh")), shown(sentences.spelled(edtf, "en")))

    def speakers(self, fact: Fact) -> list[Markup]:
        """Who says it, with links."""
        return [self.name(one) if "://" in one else Markup("{}").format(shown(one)) for one in fact.speakers]

    def proofs(self, entry: Entry) -> list[tuple[Fact, list[Source]]]:
        """The facts of an entry with their evidence, each piece of which stands once."""
        seen: set[Source] = set()
        found = []
        for fact in entry.facts:
            fresh = [source for source in fact.sources if source not in seen]
            seen.update(fresh)
            if fresh:
                found.append((fact, fresh))
        return found

    def target(self, fact: Fact) -> str | None:
        """Where a click on the evidence of a fact leads: what the fact ends in, else what it is about."""
        ends = [fact.subject] if fact.ends_in_text else [fact.object, fact.post, fact.subject]
        addresses = (self._links.thing(iri) for iri in ends if iri and self._corpus.kind(iri) != "document")
        return next(filter(None, addresses), None)

    def numbered(self, iri: str) -> Callable[[int], str | None]:
        """The address of a page of a thing by its number."""
        return lambda number: self._links.thing(iri, number)

    def of_list(self, name: str, key: str) -> Callable[[int], str]:
        """The address of a page of an index by its number."""
        return lambda number: self._links.page(listing_name(name, key, number))

    def documents_of(self, key: str) -> str:
        """The address of the documents of a year."""
        if self._split is None:
            self._split = len(listings.paged(listings.documents(self._corpus))) > 1
        if self._split:
            return self._links.page(listing_name("documents", key))
        return f"{self._links.page('documents')}#g-{key}"

    def _rendered(self, template: str, **values: Any) -> bytes:
        corpus = self._corpus
        helpers = {
            "kg_version": kg.__version__,
            "menu": MENU,
            "frame": self._frame,
            "links": self._links,
            "page": self,
            "corpus": corpus,
            "label": corpus.label,
            "name": self.name,
            "said": self.said,
            "when": self.when,
            "date": self.date,
            "speakers": self.speakers,
            "doubted": lambda fact: around.doubted(corpus, fact),
            "two": two,
            "attributes": attributes,
            "term": term,
            "both": both,
            "short": shown,
            "romanised": listings.romanised,
            "post_of": lambda fact: post_of(corpus, fact),
            "fragment": fragment,
            "listing_name": listing_name,
            "shown": SHOWN,
            "folded": FOLDED,
            "named": NAMED,
        }
        return environment().get_template(template).render({**helpers, **values}).encode()


def listing_name(name: str, key: str, number: int = 1) -> str:
    """The name of a page of an index, as links take it."""
    tail = "" if number == 1 else f".p{number}"
    return f"{name}-{key}{tail}" if key else f"{name}{tail}"


def _within(source: Source, document: str, start: int, end: int) -> bool:
    return source.document == document and source.start < end and source.end > start


@cache
def environment() -> Environment:
    """The templates."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("kg.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["runs"] = _runs
    return made


def _runs(entries: Iterable[Entry], key: Callable[[Fact], str]) -> list[tuple[str, list[Entry]]]:
    """Entries that follow one another and have the same key, together."""
    return [(shared, list(run)) for shared, run in groupby(entries, lambda entry: key(entry.lead))]
