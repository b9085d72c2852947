"""What the page asks of a graph it does not hold: the file of ``kg.view.index`` in, JSON values out.

Every answer is bounded, names what it speaks of by its numbers, and brings the nodes, facts and documents
that the page needs to show it.  The page does the same by itself where its file holds the whole graph
(whole.js); a test compares the two.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from kg.errors import KgError
from kg.view.index import SORTED, rows_of
from kg.view.payload import KINDS, Values

Rows: TypeAlias = list[tuple[Any, ...]]

HITS: Final = 12
MEMBERS: Final = 200
FACTS: Final = 1000
"""So many facts of one node are handed out."""
ALL_FACTS: Final = 6000
"""So many facts are handed out at once, shared among the nodes asked for."""
OF_LINE: Final = 100
"""As many facts of one bundle are named."""
SEARCHED: Final = 100
_GIVEN: Final = "(SELECT value FROM json_each(?))"
REACHED: Final = 200_000
"""So many nodes a path is looked for among."""
ROWS: Final = 1000


@dataclass(frozen=True, slots=True)
class Filters:
    """What the page leaves out: numbers of terms, of a place with all that lies in it, years, a document, percent."""

    relations: tuple[int, ...] = ()
    states: tuple[int, ...] = ()
    place: int | None = None
    since: int | None = None
    until: int | None = None
    document: int | None = None
    sure: int = 0

    def sql(self) -> tuple[str, list[object]]:
        """A condition on the table ``fact`` and its values."""
        found: list[tuple[str, list[object]]] = []
        if self.relations:
            found.append((f"fact.p IN {_GIVEN}", [json.dumps(self.relations)]))
        if self.states:
            found.append((f"fact.id IN (SELECT fact FROM state WHERE term IN {_GIVEN})", [json.dumps(self.states)]))
        if self.place is not None:
            below = _below("?")
            found.append((f"(fact.s IN ({below}) OR fact.o IN ({below}))", [self.place, self.place]))
        if self.since is not None or self.until is not None:
            years: list[object] = [self.until or 9999, self.since or 0]
            found.append(("fact.since > 0 AND fact.since <= ? AND fact.until >= ?", years))
        if self.document is not None:
            found.append(("fact.id IN (SELECT fact FROM told WHERE document = ?)", [self.document]))
        if self.sure:
            found.append(("fact.sure >= ?", [self.sure]))
        if not found:
            return "1", []
        return " AND ".join(f"({condition})" for condition, _ in found), [one for _, values in found for one in values]


class Asked:
    """The questions that a page may ask of the index in ``file``.  Numbers that mean nothing find nothing."""

    def __init__(self, file: Path) -> None:
        self._base = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)

    def scene(self, number: int) -> Values | None:
        """Where everything of a scene stands; None for a scene too many."""
        part = self._part(f"scene{number}")
        if part is None:
            return None
        return {"scene": part, **self._brought([node["id"] for node in part["nodes"]])}

    def details(self, facts: Sequence[int]) -> Values:
        """Sentences and evidence of some facts: at most ``kg.view.index.QUOTES`` quotes, and how many there are."""
        query = f"SELECT fact, content FROM detail WHERE fact IN {_GIVEN} ORDER BY fact"
        found = {fact: json.loads(content) for fact, content in self._all(query, [json.dumps(list(facts))])}
        documents = {quote[0] for detail in found.values() for quote in detail[-2]}
        return {"details": found, **self._brought([], documents=documents)}

    def tally(self, number: int, filters: Filters) -> Values:
        """What the filters leave of a scene, by what stands there for what lies in it.

        ``bundles`` are facts between two that stand there, of one relation, as settled as each other and by
        which somebody is at home or not: from, to, relation, unsettled, home, how many, and the first of them.
        ``living`` are those that stand there and have a fact themselves, ``within`` counts what else lies in
        them by kind.
        """
        where, values = filters.sql()
        standing = f"WITH RECURSIVE {_STANDING}"
        bundles = self._all(
            f"""{standing} SELECT a.stand, b.stand, p, unsettled, home, count(*), group_concat(fact.id)
                FROM fact JOIN standing a ON a.node = fact.s JOIN standing b ON b.node = fact.o
                WHERE a.stand <> b.stand AND {where} GROUP BY 1, 2, 3, 4, 5 ORDER BY min(fact.id)""",
            [number, number, *values],
        )
        alive, counted = _living("standing.node", filters)
        within = self._all(
            f"""{standing} SELECT stand, kind, sum(stand = node), count(*)
                FROM standing JOIN node ON node.id = standing.node WHERE {alive} GROUP BY 1, 2 ORDER BY 1, 2""",
            [number, number, *counted],
        )
        lying: dict[int, dict[int, int]] = {}
        for stand, kind, own, count in within:
            if count > own:
                lying.setdefault(stand, {})[kind] = count - own
        return {
            "bundles": [[*row[:6], sorted(map(int, row[6].split(",")))[:OF_LINE]] for row in bundles],
            "living": sorted({stand for stand, _, own, _ in within if own}),
            "within": lying,
        }

    def facts(self, nodes: Sequence[int], filters: Filters, *, among: bool = False) -> Values:
        """The facts that end at some nodes, or lie among them: ``counts`` says how many there are at each.

        At most ``FACTS`` of one node, fewer where many are asked for.
        """
        where, values = filters.sql()
        asked = json.dumps(list(nodes))
        if among:
            found = self._all(
                f"SELECT id FROM fact WHERE s IN {_GIVEN} AND o IN {_GIVEN} AND {where} ORDER BY id LIMIT ?",
                [asked, asked, *values, ALL_FACTS],
            )
            return self._brought([], [fact for (fact,) in found])
        most = max(20, min(FACTS, ALL_FACTS // max(1, len(nodes))))
        ends = f"""SELECT node, id FROM (
            SELECT s AS node, id FROM fact WHERE s IN {_GIVEN} AND {where}
            UNION SELECT o, id FROM fact WHERE o IN {_GIVEN} AND {where}) ORDER BY node, id"""
        kept: dict[int, list[int]] = {node: [] for node in nodes}
        counts = dict.fromkeys(nodes, 0)
        for node, fact in self._all(ends, [asked, *values, asked, *values]):
            counts[node] += 1
            if len(kept[node]) < most:
                kept[node].append(fact)
        numbers = sorted({fact for facts in kept.values() for fact in facts})
        return {"counts": counts, "most": most, **self._brought(nodes, numbers)}

    def held(self, facts: Sequence[int]) -> Values:
        """Some facts by their numbers."""
        return self._brought([], facts)

    def find(self, words: str, kinds: Sequence[int]) -> Values:
        """Nodes whose name, pinyin, initials or code holds ``words``, the best first."""
        wanted = words[:SEARCHED].lower()
        which = f"AND kind IN {_GIVEN}" if kinds else ""
        found = self._all(
            f"""SELECT id FROM node WHERE instr(find, ?) > 0 {which} ORDER BY
                CASE WHEN label = ? THEN 0 WHEN instr(label, ?) = 1 THEN 1
                     WHEN instr(' ' || find, ' ' || ?) > 0 THEN 2 ELSE 3 END, -degree, id LIMIT ?""",
            [wanted, *([json.dumps(list(kinds))] if kinds else []), wanted, wanted, wanted, HITS],
        )
        hits = [node for (node,) in found]
        return {"hits": hits, **self._brought(hits)}

    def documents(self, words: str, most: int) -> Values:
        """Documents whose title or file name holds ``words``, in their order."""
        query = "SELECT id FROM document WHERE instr(find, ?) > 0 ORDER BY id LIMIT ?"
        hits = [one for (one,) in self._all(query, [words[:SEARCHED].lower(), most])]
        return {"hits": hits, **self._brought([], documents=hits)}

    def named(self, names: Sequence[str], document: str) -> Values:
        """Nodes and a document by the ids that a link has."""
        inside = f"SELECT name, id FROM node WHERE name IN {_GIVEN} ORDER BY id"
        nodes: dict[str, int] = dict(self._all(inside, [json.dumps(list(names))]))
        documents: dict[str, int] = dict(self._all("SELECT name, id FROM document WHERE name = ?", [document]))
        brought = self._brought(nodes.values(), documents=documents.values())
        return {"named": nodes, "documented": documents, **brought}

    def members(self, node: int, filters: Filters) -> Values:
        """The people in a place or body, those with most facts first."""
        alive, counted = _living("node.id", filters)
        person = KINDS.index("person")
        query = f"""SELECT id FROM node WHERE kind = ? AND id IN ({_below("?")})
            AND {alive} ORDER BY degree DESC, id"""
        found = [one for (one,) in self._all(query, [person, node, *counted])]
        return {"count": len(found), "people": found[:MEMBERS], **self._brought(found[:MEMBERS])}

    def path(self, start: int, end: int, filters: Filters) -> Values:
        """The nodes on a shortest way along facts; containment only where nothing else leads there.

        ``path`` is None where there is none, or none within ``REACHED`` nodes.
        """
        for contained in (False, True):
            way = self._way(start, end, filters, contained=contained)
            if way:
                pairs = itertools.pairwise(way)
                return {"path": way, **self._brought(way, self._between(pairs, filters))}
        return {"path": None, **self._brought([start, end])}

    def rows(
        self,
        filters: Filters,
        *,
        words: str = "",
        column: str = "",
        ascending: bool = True,
        language: str = "zh",
        drawn: Sequence[int] | None = None,
        most: int = 50,
    ) -> Values:
        """Rows of the table: facts that hold ``words``, sorted by a column, among nodes that are drawn."""
        where, values = filters.sql()
        if words:
            ends = "SELECT id FROM node WHERE instr(find, ?) > 0"
            where += f" AND (instr(words, ?) > 0 OR s IN ({ends}) OR o IN ({ends}))"
            values += [words[:SEARCHED].lower()] * 3
        if drawn is not None:
            where += f" AND s IN {_GIVEN} AND (o < 0 OR o IN {_GIVEN})"
            values += [json.dumps(list(drawn))] * 2
        order = f"{column}_{language} {'ASC' if ascending else 'DESC'}, id" if column in SORTED else "id"
        count = self._all(f"SELECT count(*) FROM fact WHERE {where}", values)[0][0]
        found = self._all(f"SELECT id FROM fact WHERE {where} ORDER BY {order} LIMIT ?", [*values, min(most, ROWS)])
        rows = [fact for (fact,) in found]
        return {"rows": rows, "count": count, **self._brought([], rows)}

    def _way(self, start: int, end: int, filters: Filters, *, contained: bool) -> list[int] | None:
        where, values = filters.sql()
        part_of = self._term("partOf")
        if not contained and part_of is not None:
            where, values = f"{where} AND p <> ?", [*values, part_of]
        step = f"""SELECT edge.near, edge.far FROM (
            SELECT s AS near, o AS far, id FROM fact WHERE s IN {_GIVEN} AND o >= 0 AND {where}
            UNION ALL SELECT o, s, id FROM fact WHERE o IN {_GIVEN} AND {where}) edge
            JOIN node ON node.id = edge.far WHERE node.kind <> {KINDS.index("document")}"""
        before: dict[int, int | None] = {start: None}
        edge = [start]
        while edge and end not in before and len(before) < REACHED:
            place = {node: i for i, node in enumerate(edge)}
            asked = json.dumps(edge)
            found = self._all(step, [asked, *values, asked, *values])
            edge = []
            for near, far in sorted(found, key=lambda pair: (place[pair[0]], pair[1])):
                if far not in before:
                    before[far] = near
                    edge.append(far)
        if end not in before:
            return None
        way: list[int] = []
        node: int | None = end
        while node is not None:
            way.append(node)
            node = before[node]
        return way[::-1]

    def _between(self, pairs: Iterable[tuple[int, int]], filters: Filters) -> list[int]:
        where, values = filters.sql()
        query = f"SELECT id FROM fact WHERE ((s = ? AND o = ?) OR (s = ? AND o = ?)) AND {where} ORDER BY id LIMIT ?"
        return [
            fact for one, other in pairs for (fact,) in self._all(query, [one, other, other, one, *values, OF_LINE])
        ]

    def _brought(
        self, nodes: Iterable[int], facts: Iterable[int] = (), documents: Iterable[int] = ()
    ) -> dict[str, list[Any]]:
        """The rows of what an answer speaks of: facts with their ends and documents, nodes with what they lie in."""
        numbers = json.dumps(sorted(set(facts)))
        rows = rows_of(self._all(f"SELECT content FROM fact WHERE id IN {_GIVEN} ORDER BY id", [numbers]))
        wanted = {*nodes, *(row[1] for row in rows), *(row[2] for row in rows if row[2] >= 0)}
        chain = """WITH RECURSIVE chain(id) AS (SELECT value FROM json_each(?)
            UNION SELECT up FROM node JOIN chain ON node.id = chain.id WHERE up >= 0)
            SELECT content FROM node WHERE id IN (SELECT id FROM chain) ORDER BY id"""
        told = {*documents, *(document for row in rows for document in row[11])}
        named = f"SELECT content FROM document WHERE id IN {_GIVEN} ORDER BY id"
        return {
            "nodes": rows_of(self._all(chain, [json.dumps(sorted(wanted))])),
            "facts": rows,
            "documents": rows_of(self._all(named, [json.dumps(sorted(told))])),
        }

    def _term(self, name: str) -> int | None:
        core: Mapping[str, Any] = self._part("core") or {}
        return next((i for i, term in enumerate(core["terms"]) if term[0] == name), None)

    def _part(self, name: str) -> Any:
        found = self._all("SELECT content FROM part WHERE name = ?", [name])
        return json.loads(found[0][0]) if found else None

    def _all(self, query: str, values: Sequence[object]) -> Rows:
        try:
            return self._base.execute(query, list(values)).fetchall()
        except sqlite3.Error as error:
            raise KgError(f"the network cannot be read: {error}", mend="open the store again") from error


def _below(node: str) -> str:
    """A node and all that lies in it."""
    return f"""WITH RECURSIVE below(id) AS (
        SELECT {node} UNION SELECT node.id FROM node JOIN below ON node.up = below.id) SELECT id FROM below"""


def _living(node: str, filters: Filters) -> tuple[str, list[object]]:
    """A condition on a node, and its values: that a fact which the filters leave ends there, if there are any."""
    where, values = filters.sql()
    if filters == Filters():
        return "1", []
    ends = (f"{node} IN (SELECT {end} FROM fact WHERE {where})" for end in ("s", "o"))
    return f"({' OR '.join(ends)})", [*values, *values]


_STANDING: Final = """standing(node, stand) AS (
    SELECT node, node FROM member WHERE scene = ?
    UNION ALL SELECT node.id, standing.stand FROM node JOIN standing ON node.up = standing.node
      WHERE node.id NOT IN (SELECT node FROM member WHERE scene = ?))"""
