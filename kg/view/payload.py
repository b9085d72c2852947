"""What the page holds: a store and its texts in, JSON values in columns out.

Nodes, facts and documents are named by their places in the columns.  What the page needs at once stands
in ``core``; ``scenes`` and ``details`` (sentences and evidence) are looked at piece by piece, so the page
unpacks them when they are asked for.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final, TypeAlias

from pyoxigraph import Store

from kg import vocab
from kg.facts import Fact, read_sources
from kg.facts.names import Names
from kg.facts.quotes import Quotes
from kg.facts.sentences import LANGUAGES, date, object_of, plain, sentence
from kg.facts.terms import local, ontology
from kg.facts.wording import SECONDED, home_posts, post_name, short_post, summary
from kg.query import visible
from kg.store.properties import Properties
from kg.view.chips import GLYPHS, size_of
from kg.view.drawing import HEIGHTS, drawing
from kg.view.network import Network, all_facts, network, search_text
from kg.view.regions import REGIONS
from kg.view.scenes import Scene, scenes
from kg.view.tree import DRAWN, tree

Values: TypeAlias = dict[str, Any]

PIECE: Final = 100
"""Facts whose sentences and evidence are unpacked together."""
KINDS: Final = tuple(GLYPHS)
FACT_COLUMNS: Final = ("s", "o", "p", "text", "post", "states", "dates", "from", "to", "sure", "docs")
_AWAY: Final = SECONDED | {"secondedFrom"}
_YEAR: Final = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Payload:
    """The parts of the page, all JSON values; ``details`` has one list for every ``PIECE`` facts."""

    core: Values
    scenes: list[Values]
    details: list[list[Any]]


def payload(store: Store, texts: Callable[[str], str] | None, title: str) -> Payload:
    """Everything the page shows of ``store``; ``texts`` gives the text of a document id, None where there are none.

    Raises GroundingError where a quote differs from its text.
    """
    return _Writer(store, network(store, all_facts(store)), Quotes(texts)).payload(title)


class _Writer:
    """Turns the graph and its facts into columns."""

    def __init__(self, store: Store, net: Network, quotes: Quotes) -> None:
        self._graph, self._facts, self._ends, self._quotes = net.graph, net.facts, net.ends, quotes
        self._names = Names(store)
        self._tree = tree(net.graph)
        self._order = sorted(node for node in net.graph if node not in REGIONS or node in self._tree.above)
        self._number = {node: i for i, node in enumerate(self._order)}
        self._sources = read_sources(store)
        self._source = {name: i for i, name in enumerate(self._sources)}
        issued = Properties(store).values(vocab.ISSUED)
        self._issued = {local(iri): values[0] for iri, values in issued.items()}
        self._terms: dict[str, int] = {}

    def payload(self, title: str) -> Payload:
        """The columns of the page."""
        drawn = [self._scene(scene) for scene in scenes(self._graph, self._tree)]
        core = {
            "title": title,
            "strings": json.loads((files("kg.view") / "pages" / "strings.json").read_text("utf-8")),
            "glyphs": GLYPHS,
            "drawn": [KINDS.index(kind) for kind in DRAWN],
            "chip": HEIGHTS,
            "options": drawn[0].pop("options"),
            "scenes": [scene["of"] for scene in drawn],
            "piece": PIECE,
            "sources": self._source_columns(),
            "nodes": self._node_columns(),
            "facts": self._fact_columns(),
        }
        core["terms"] = [[name, *_words(name)] for name in self._terms]
        core |= _counted(core)
        details = [self._detail(fact) for fact in self._facts]
        pieces = [details[i : i + PIECE] for i in range(0, len(details), PIECE)]
        return Payload(shown(core), shown(drawn), shown(pieces))

    def _scene(self, scene: Scene) -> Values:
        number = self._number
        nodes, options = drawing(self._graph, scene, number)
        return {
            "of": number.get(scene.container, -1),
            "nodes": nodes,
            "frames": [[number[node], *corner] for node, *corner in scene.frames],
            "folded": [number[node] for node in scene.folded],
            "rim": [number[node] for node in scene.rim],
            "blank": scene.blank,
            "rest": scene.rest,
            "options": options,
        }

    def _term(self, name: str) -> int:
        return self._terms.setdefault(name, len(self._terms)) if name else -1

    def _source_columns(self) -> Values:
        documents = list(self._sources.values())
        return {
            "id": [document.id for document in documents],
            "title": [document.title for document in documents],
            "path": [document.path if document.path != document.title else "" for document in documents],
            "date": [self._issued.get(document.id, "") for document in documents],
        }

    def _node_columns(self) -> Values:
        number, data = self._number, [self._graph.nodes[node] for node in self._order]
        return {
            "id": [node.partition("/id/")[2] or node for node in self._order],
            "label": [one["label"] for one in data],
            "english": {number[region]: words["en"] for region, words in REGIONS.items() if region in number},
            "lines": {i: one["lines"] for i, one in enumerate(data) if one["lines"] != one["label"]},
            "width": [size_of(self._graph, node)[0] for node in self._order],
            "kind": [KINDS.index(one["kind"]) for one in data],
            "type": [self._term(one["type"]) for one in data],
            "code": {i: one["code"] for i, one in enumerate(data) if one["code"]},
            "find": [search_text(one["label"], one["pinyin"], one["code"]) for one in data],
            "up": [number.get(self._tree.above.get(node, ""), -1) for node in self._order],
            "post": self._profiles(),
        }

    def _profiles(self) -> dict[int, str]:
        """What a person is, in one line: the post at home, and where seconded to."""
        homes = home_posts(self._facts, self._names)
        away: dict[str, tuple[bool, str]] = {}
        for fact in self._facts:
            if fact.relation in SECONDED and not fact.unsettled:
                told = summary(fact, self._names, full_name=self._names.full)[1]
                if isinstance(told, dict):
                    better = (not (fact.post or fact.relation == "secondedPost"), f"挂职 {told['of']}")
                    away[fact.subject] = min(better, away.get(fact.subject, better))
        return {
            self._number[person]: " · ".join(filter(None, [homes.get(person), *away.get(person, (0, ""))[1:]]))
            for person in sorted({*homes, *away})
        }

    def _fact_columns(self) -> Values:
        rows = [self._row(fact, end) for fact, end in zip(self._facts, self._ends, strict=True)]
        columns: Values = {name: [row[i] for row in rows] for i, name in enumerate(FACT_COLUMNS)}
        return {**columns, "home": self._at_home()}

    def _at_home(self) -> list[int]:
        """The facts by which somebody who is seconded away holds the post where he or she stands on the map."""
        away = {fact.subject for fact in self._facts if fact.relation in _AWAY and not fact.unsettled}
        return [
            key
            for key, (fact, end) in enumerate(zip(self._facts, self._ends, strict=True))
            if fact.relation == "heldPost"
            and not fact.unsettled
            and fact.subject in away
            and end is not None
            and self._tree.above.get(fact.subject) == end
        ]

    def _row(self, fact: Fact, end: str | None) -> tuple[Any, ...]:
        documents = sorted({self._source[source.document] for source in fact.sources})
        first, last = self._years(fact)
        return (
            self._number[fact.subject],
            self._number[end] if end else -1,
            self._term(fact.relation),
            "" if end == fact.object else self._object(fact),
            post_name(fact, self._names) or "",
            [self._term(name) for name in states(fact)],
            [date(fact, "zh"), date(fact, "en")] if date(fact, "zh") else 0,
            first,
            last,
            -1 if fact.confidence is None else round(fact.confidence * 100),
            documents,
        )

    def _object(self, fact: Fact) -> str | list[str]:
        """What the fact ends in; in Chinese and English where they differ, as with dates and lengths of time."""
        said = [object_of(fact).words(language, self._names) for language in LANGUAGES]
        return said if said[0] != said[1] else said[0]

    def _years(self, fact: Fact) -> tuple[int, int]:
        """The first and the last year of the fact, else those of its documents; 0 where neither is known."""
        years = _YEAR.findall(f"{fact.start} {fact.end}")
        if not years:
            dated = (self._issued.get(source.document, "") for source in fact.sources)
            years = [year for text in dated for year in _YEAR.findall(text[:4])]
        return (int(min(years)), int(max(years))) if years else (0, 0)

    def _detail(self, fact: Fact) -> list[Any]:
        """Sentences in Chinese and English, what is printed, the speaker, the rules, and the evidence."""

        def name(iri: str) -> str:
            return short_post(self._names.in_sentence(iri))

        return [
            sentence(fact, "zh", name),
            sentence(fact, "en", name),
            "、".join(fact.titles),
            "、".join(name(one) if "://" in one else one for one in fact.speakers),
            ", ".join(fact.rules),
            int(fact.explicit),
            [
                [self._source[one.document], one.start, one.end, one.before, one.exact, one.after]
                for one in self._quotes.of(fact.sources)
            ],
        ]


def _counted(core: Values) -> Values:
    """What the page says of the whole graph: how many there are of everything, the most frequent terms first."""
    facts, nodes = core["facts"], core["nodes"]
    relations = Counter(facts["p"])
    states = Counter(term for terms in facts["states"] for term in terms)
    return {
        "counts": {"nodes": len(nodes["id"]), "facts": len(facts["s"]), "sources": len(core["sources"]["id"])},
        "kinds": Counter(KINDS[kind] for kind in nodes["kind"]),
        "relations": sorted(relations.items(), key=lambda pair: (-pair[1], pair[0])),
        "states": sorted(states.items(), key=lambda pair: (-pair[1], pair[0])),
    }


def states(fact: Fact) -> list[str]:
    """What a filter by state asks for, as terms: the state of a post, secondment, and how certain it is."""
    found: list[str] = []
    if fact.relation == "heldPost":
        found += fact.status or ("HomeTenure",)
    if fact.relation in SECONDED:
        found += ["Secondment", *fact.status]
    return [*found, fact.modality] if fact.unsettled else found


def _words(name: str) -> tuple[str, str]:
    """A term in Chinese and in English."""
    zh, en = (plain(ontology().words(name)[language]) for language in LANGUAGES)
    return zh, en[:1].upper() + en[1:]


def shown(value: Any) -> Any:
    """JSON with every text as it may stand on a page: nothing hidden, nothing that turns what is beside it around."""
    if isinstance(value, str):
        return value if value.isprintable() else "\n".join(map(visible, value.replace("\r", "").split("\n")))
    if isinstance(value, dict):
        return {name: shown(part) for name, part in value.items()}
    return [shown(part) for part in value] if isinstance(value, list | tuple) else value
