"""An item as people see it: lines for the terminal, or one JSON object; nothing of a text is obeyed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict

import typer

from kg.decisions import lines, wording
from kg.decisions.records import anchor
from kg.facts.quotes import context
from kg.model import Claim
from kg.query import visible
from kg.review.items import Item, Quote


def as_json(item: Item) -> str:
    """The item as one line of JSON."""
    return lines.safe(json.dumps(asdict(item), ensure_ascii=False))


def as_line(item: Item) -> str:
    """The item in one line: worth, kind, what, why, where."""
    where = ", ".join(f"{quote.file}:{quote.start}-{quote.end}" for quote in item.quotes[:3])
    parts = (f"{item.worth:.2f}", item.kind, " / ".join(item.what), item.why, where, " ".join(item.claims))
    return visible("  ".join(filter(None, parts)))


def in_full(item: Item, claims: list[Claim], text_of: Callable[[str], str], *, colour: bool) -> Iterator[str]:
    """The item with each claim, or each of its quotes, in its sentence; the evidence is in bold or in 【】."""
    yield visible(f"{item.kind}: {item.why}")
    if claims:
        for number, claim in enumerate(claims, 1):
            mark = f"{number}. " if len(claims) > 1 else ""
            yield visible(f"  {mark}{wording.claim(anchor(claim))}")
            evidence = claim.evidence
            span = evidence.span
            quote = Quote(evidence.doc_id, evidence.doc.path, span.start, span.end, evidence.quote)
            yield f"     {sentence(quote, evidence.doc.text, colour=colour)}"
        return
    for said in item.what:
        yield visible(f"  {said}")
    for quote in item.quotes:
        yield f"     {sentence(quote, text_of(quote.document), colour=colour)}"


def sentence(quote: Quote, text: str, *, colour: bool) -> str:
    """``file:start-end`` and the sentence around a quote, harmless for a terminal."""
    before, behind = map(visible, context(text, quote.start, quote.end))
    words = visible(text[quote.start : quote.end])
    words = typer.style(words, bold=True, underline=True) if colour else f"【{words}】"
    return f"{visible(quote.file)}:{quote.start}-{quote.end}  {before}{words}{behind}"
