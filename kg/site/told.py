"""What the graph says of a thing, for the terminal and for programs: a thing in; lines, or one JSON object, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from rich.text import Text

from kg.facts.record import Fact
from kg.facts.sentences import plain, sentence
from kg.facts.terms import ontology
from kg.query.escape import visible
from kg.site.around import doubted
from kg.site.corpus import Corpus
from kg.site.sections import Entry, sections
from kg.site.words import words

FEW: Final = 12
"""Entries of one section that are shown unless all are asked for."""


def lines(corpus: Corpus, iri: str, *, whole: bool = False, marked: bool = False) -> Iterator[Text]:
    """The facts about ``iri`` by section: each sentence, and below it the words that say it.

    Evidence is in bold where ``marked``, else in 【】.  Nothing of a text is obeyed by a terminal.
    """
    kinds = "、".join(plain(ontology().words(name)["zh"]) for name in corpus.classes(iri)[:1])
    yield Text.assemble((corpus.label(iri), "bold"), f"  {kinds}", (f"  {visible(iri)}", "dim"))
    for section in sections(corpus, iri, corpus.facts(iri)):
        yield Text()
        yield Text(words()[section.name]["zh"], "bold")
        shown = section.entries if whole else section.entries[:FEW]
        for entry in shown:
            yield from _entry(corpus, iri, entry, whole=whole, marked=marked)
        if len(section.entries) > len(shown):
            yield Text(f"  … 另有 {len(section.entries) - len(shown)} 项:--all", "dim")


def as_json(corpus: Corpus, iri: str) -> dict[str, Any]:
    """``iri``, ``label``, ``kind``, ``classes``, and every fact with its sentences, its claims and its evidence."""
    return {
        "iri": iri,
        "label": corpus.label(iri),
        "kind": corpus.kind(iri),
        "classes": corpus.classes(iri),
        "facts": [
            {"section": section.name, **_record(corpus, fact)}
            for section in sections(corpus, iri, corpus.facts(iri))
            for entry in section.entries
            for fact in entry.facts
        ],
    }


def _entry(corpus: Corpus, iri: str, entry: Entry, *, whole: bool, marked: bool) -> Iterator[Text]:
    fact = entry.lead
    if fact.relation != "quote" or fact.subject != iri:  # the evidence is the quotation and says whose it is
        said = visible(sentence(fact, "zh", corpus.titled))
        yield Text.assemble("  ", said, (" (未采信)" if doubted(corpus, fact) else "", "red"))
    sources = list(dict.fromkeys(source for one in entry.facts for source in one.sources))
    for source in sources if whole else sources[:1]:
        quote = corpus.quote(source)
        exact = (quote.exact, "bold yellow") if marked else f"【{quote.exact}】"
        where = f"  {corpus.label(f'{corpus.base}id/doc/{source.document}')}:{source.start}-{source.end}"
        yield Text.assemble("    ", quote.before, exact, quote.after, (where, "dim"))
    if not whole and len(sources) > 1:
        yield Text(f"    … 另有 {len(sources) - 1} 处依据", "dim")


def _record(corpus: Corpus, fact: Fact) -> dict[str, Any]:
    def node(iri: str) -> dict[str, str] | None:
        return {"iri": iri, "label": corpus.label(iri)} if iri else None

    return {
        "relation": fact.relation,
        "subject": node(fact.subject),
        "object": fact.object if fact.ends_in_text else node(fact.object),
        "post": node(fact.post),
        "titles": list(fact.titles),
        "indicator": fact.indicator or None,
        "status": list(fact.status),
        "start": fact.start or None,
        "end": fact.end or None,
        "modality": fact.modality,
        "speakers": [corpus.label(one) if "://" in one else one for one in fact.speakers],
        "confidence": fact.confidence,
        "believed": not doubted(corpus, fact),
        "claims": list(fact.claims),
        "zh": sentence(fact, "zh", corpus.titled),
        "en": sentence(fact, "en", corpus.titled),
        "evidence": [
            {
                "document": source.document,
                "title": corpus.label(f"{corpus.base}id/doc/{source.document}"),
                "start": source.start,
                "end": source.end,
                "quote": source.quote,
            }
            for source in fact.sources
        ],
    }
