"""A thing and what lies around it, for a notebook: a corpus and an IRI in, HTML without scripts out.

The drawing is a star: the thing in the middle, what its facts lead to around it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from kg.facts.record import Fact
from kg.facts.sentences import plain, sentence
from kg.facts.terms import ontology
from kg.site.corpus import Corpus, shown
from kg.site.sections import sections
from kg.site.words import words

NEIGHBOURS: Final = 14
"""Nodes around the thing."""
FEW: Final = 5
"""Entries of a section."""
_LABEL: Final = 12
_WIDTH, _HEIGHT = 760, 460


@dataclass(frozen=True, slots=True)
class Tie:
    """A neighbour, and the relation that leads to it (``out``) or from it."""

    iri: str
    relation: str
    out: bool


def ties(corpus: Corpus, iri: str, facts: list[Fact]) -> list[Tie]:
    """What the facts about a thing lead to, each once, those of other relations than containment first."""
    found: dict[str, Tie] = {}
    for fact in sorted(facts, key=lambda fact: (fact.relation == "partOf", fact.unsettled)):
        other = fact.object if fact.subject == iri else fact.subject
        if other != iri and corpus.kind(other) not in {"", "document"}:
            found.setdefault(other, Tie(other, fact.relation, fact.subject == iri))
    return list(found.values())


def card(corpus: Corpus, iri: str) -> str:
    """The thing: its name, the drawing, and the first facts of each section with their words."""
    facts = corpus.facts(iri)
    kind = "".join(plain(ontology().words(name)["zh"]) for name in corpus.classes(iri)[:1])
    made = [Markup('<div style="max-width:760px"><h3>{} <small>{}</small></h3>').format(corpus.label(iri), kind)]
    made.append(drawing(corpus, iri, facts))
    for section in sections(corpus, iri, facts):
        made.append(Markup("<h4>{}</h4><ul>").format(words()[section.name]["zh"]))
        for entry in section.entries[:FEW]:
            made.append(Markup("<li>{}").format(shown(sentence(entry.lead, "zh", corpus.titled), 2000)))
            for source in entry.lead.sources[:1]:
                quote = corpus.quote(source)
                made.append(_QUOTE.format(quote.before, quote.exact, quote.after))
            made.append(Markup("</li>"))
        if len(section.entries) > FEW:
            made.append(Markup("<li>… {}</li>").format(len(section.entries) - FEW))
        made.append(Markup("</ul>"))
    return str(Markup("").join([*made, Markup("</div>")]))


def drawing(corpus: Corpus, iri: str, facts: list[Fact]) -> Markup:
    """The thing and its neighbours as SVG; empty where it has none."""
    near = ties(corpus, iri, facts)
    drawn = near[:NEIGHBOURS]
    if not drawn:
        return Markup("")
    middle = _WIDTH / 2, _HEIGHT / 2
    lines, nodes = [], []
    for number, tie in enumerate(drawn):
        angle = 2 * math.pi * number / len(drawn) - math.pi / 2
        x, y = middle[0] + 290 * math.cos(angle), middle[1] + 190 * math.sin(angle)
        start, end = (middle, (x, y)) if tie.out else ((x, y), middle)
        label = plain(ontology().words(tie.relation)["zh"])
        lines.append(_LINE.format(*(f"{value:.0f}" for value in (*start, *end)), *_between(start, end), label))
        nodes.append(_node(corpus, tie.iri, x, y))
    nodes.append(_node(corpus, iri, *middle, main=True))
    more = Markup("<p>… {}</p>").format(len(near) - len(drawn)) if len(near) > len(drawn) else Markup("")
    name = f"{corpus.label(iri)}: {len(drawn)}"
    return _SVG.format(_WIDTH, _HEIGHT, name, Markup("").join([*lines, *nodes])) + more


def _between(start: tuple[float, float], end: tuple[float, float]) -> tuple[str, str]:
    """Where the name of a relation stands: nearer to the end, so that names around the middle lie apart."""
    return f"{start[0] + (end[0] - start[0]) * 0.52:.0f}", f"{start[1] + (end[1] - start[1]) * 0.52 - 4:.0f}"


def _node(corpus: Corpus, iri: str, x: float, y: float, *, main: bool = False) -> Markup:
    label = shown(corpus.label(iri), _LABEL)
    width = 24 + 14 * len(label)
    fill = "#9a2a20" if main else _FILLS.get(corpus.kind(iri), "#5d6068")
    return _NODE.format(f"{x - width / 2:.0f}", f"{y - 14:.0f}", width, fill, f"{x:.0f}", f"{y + 5:.0f}", label)


_FILLS: Final = {
    "person": "#24578f", "place": "#2f6b4a", "body": "#7a5217", "post": "#7a5217", "report": "#6c3f8c",
    "undertaking": "#8c3a2b", "event": "#46606e",
}  # fmt: skip
_QUOTE: Final = Markup('<br><small style="opacity:.75">{}<mark>{}</mark>{}</small>')
_LINE: Final = Markup(
    '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="#999"></line>'
    '<text x="{}" y="{}" font-size="11" fill="#777" text-anchor="middle">{}</text>'
)
_NODE: Final = Markup(
    '<rect x="{}" y="{}" width="{}" height="28" rx="14" fill="{}"></rect>'
    '<text x="{}" y="{}" font-size="14" fill="#fff" text-anchor="middle">{}</text>'
)
_SVG: Final = Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}" font-family="sans-serif">{}</svg>')
