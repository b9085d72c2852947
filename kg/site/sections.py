"""The facts about a thing, sorted into the sections of its page; facts that say the same become one entry.

Which fact belongs where is data (``sections.yaml``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final

import yaml

from kg import vocab
from kg.facts.record import Fact
from kg.site.corpus import Corpus, is_post, shown

PER_PAGE: Final = 120
"""Entries of one page: what is beyond goes to further pages."""
UNDATED: Final = "9"
"""Sorts behind every year."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Facts that say the same, the clearest first.

    ``when`` is an EDTF date to sort by: of the facts, else of the first document that says it (``reported``),
    else empty.
    """

    facts: tuple[Fact, ...]
    when: str
    reported: str = ""

    @property
    def lead(self) -> Fact:
        """The fact whose sentence stands for all, with the status and the dates of all."""
        return self.facts[0]


@dataclass(frozen=True, slots=True)
class Section:
    """Entries below a heading; ``group`` is what a run of entries shares (a post), empty for none."""

    name: str
    layout: str
    entries: tuple[Entry, ...]
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the data."""

    name: str
    role: str
    layout: str
    relations: frozenset[str]

    def takes(self, fact: Fact, iri: str, corpus: Corpus) -> bool:
        """Whether the fact belongs to the section on the page of ``iri``."""
        if self.relations and fact.relation not in self.relations:
            return False
        if self.role == "host":
            return _hosted(fact, iri, corpus)
        ends = {"subject": (fact.subject,), "object": (fact.object,), "speaker": fact.speakers}
        return self.role == "any" or iri in ends[self.role]


@cache
def rules() -> Mapping[str, tuple[Rule, ...]]:
    """The sections of each kind of page, in order."""
    loaded = yaml.safe_load((files("kg.site") / "sections.yaml").read_text("utf-8"))
    return {
        kind: tuple(Rule(row["name"], row["as"], row["layout"], frozenset(row["relations"])) for row in found)
        for kind, found in loaded.items()
    }


def sections(corpus: Corpus, iri: str, facts: Iterable[Fact]) -> list[Section]:
    """The facts about ``iri`` in the sections of its kind of page; those without any entry are left out."""
    kind = rules()[corpus.kind(iri)]
    other = Rule("other", "any", "list", frozenset())
    sorted_in: dict[str, tuple[str, list[Fact]]] = {}
    for fact in facts:
        rule = next((rule for rule in kind if rule.takes(fact, iri, corpus)), other)
        sorted_in.setdefault(rule.name, (rule.layout, []))[1].append(fact)
    names = dict.fromkeys([*(rule.name for rule in kind), other.name])
    return [
        Section(name, layout, tuple(_arranged(corpus, layout, found)))
        for name in names
        if name in sorted_in
        for layout, found in [sorted_in[name]]
    ]


def paged(found: list[Section], most: int = PER_PAGE) -> list[list[Section]]:
    """The sections on pages of at most ``most`` entries; a section that is cut goes on with the next page."""
    pages: list[list[Section]] = [[]]
    room = most
    for section in found:
        entries, continued = section.entries, False
        while entries:
            if room == 0:
                pages.append([])
                room = most
            part, entries = entries[:room], entries[room:]
            pages[-1].append(replace(section, entries=part, continued=continued))
            room -= len(part)
            continued = True
    return pages


def entries(corpus: Corpus, facts: Iterable[Fact]) -> list[Entry]:
    """Facts that say the same as one entry each, in the order in which they come."""
    alike: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts:
        alike.setdefault(_key(fact), []).append(fact)
    return [_entry(corpus, same) for same in alike.values()]


def _arranged(corpus: Corpus, layout: str, facts: list[Fact]) -> list[Entry]:
    found = entries(corpus, facts)
    if layout == "timeline":
        return sorted(found, key=lambda entry: entry.when or UNDATED)
    if layout == "holders":
        return sorted(found, key=lambda entry: (*_rank(corpus, entry.lead), entry.when or UNDATED))
    if layout == "figures":
        return sorted(found, key=lambda entry: (entry.lead.indicator, entry.when))
    return found


def post_of(corpus: Corpus, fact: Fact) -> str:
    """The name of the post of a fact: its label, else as printed, else empty."""
    return corpus.label(fact.post) if fact.post else shown("".join(fact.titles[:1]))


def _rank(corpus: Corpus, fact: Fact) -> tuple[bool, bool, int, str]:
    """Posts before none, chiefs before others, the shorter name first: 书记 before 副书记."""
    chief = bool(fact.post) and corpus.graph.one("isChief", fact.post) == "true"
    post = post_of(corpus, fact)
    return not post, not chief, len(post), post


def _key(fact: Fact) -> tuple[str, ...]:
    post = fact.post or "".join(fact.titles[:1]) if is_post(fact) else ""
    speaker = "".join(fact.speakers) if fact.relation == "quote" else ""
    return fact.subject, fact.relation, fact.object, post, fact.indicator, fact.scope, speaker


def _entry(corpus: Corpus, same: list[Fact]) -> Entry:
    """The clearest fact first: asserted, dated, explicit, sure; it gets the statuses and the dates of all."""
    ordered = sorted(same, key=lambda f: (f.unsettled, not f.start, not f.explicit, -(f.confidence or 0)))
    lead = ordered[0]
    statuses = tuple(dict.fromkeys(name for fact in _latest_first(corpus, ordered) for name in fact.status))
    texts = tuple(dict.fromkeys(text for fact in ordered for text in fact.date_texts))
    start = lead.start or next((fact.start for fact in ordered if fact.start), "")
    end = lead.end or next((fact.end for fact in ordered if fact.end), "")
    lead = replace(
        lead, status=statuses, start=start, end=end, date_texts=texts if not lead.date_texts else lead.date_texts
    )
    documents = {source.document for fact in same for source in fact.sources}
    dates = [_day(corpus, document) for document in documents]
    reported = "" if start or end else min(filter(None, dates), default="")
    return Entry((lead, *ordered[1:]), start or end or reported, reported)


def _latest_first(corpus: Corpus, facts: list[Fact]) -> list[Fact]:
    """Facts by the day of their last report, the latest first, then by how many say the same; asserted ones first."""
    number = Counter(fact.status for fact in facts)
    days = {fact.id: max((_day(corpus, source.document) for source in fact.sources), default="") for fact in facts}
    return sorted(facts, key=lambda fact: (not fact.unsettled, days[fact.id], number[fact.status]), reverse=True)


def _day(corpus: Corpus, document: str) -> str:
    return corpus.graph.one(vocab.ISSUED, f"{corpus.base}id/doc/{document}")


def _hosted(fact: Fact, iri: str, corpus: Corpus) -> bool:
    """Whether a secondment is to the thing, or to a body or post of it."""
    graph = corpus.graph
    for node in corpus.nodes(fact):
        hosts = [*graph.get("hostDistrict", node), *graph.get("hostOrganization", node)]
        bodies = [body for post in graph.get("post", node) for body in graph.get(vocab.POST_IN, post)]
        if iri in {*hosts, *bodies, *graph.get("post", node)}:
            return True
    return fact.object == iri


def flat(found: Iterable[Section]) -> Iterator[Fact]:
    """Every fact of some sections."""
    return (fact for section in found for entry in section.entries for fact in entry.facts)
