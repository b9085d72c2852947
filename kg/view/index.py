"""The network of a store as a file that answers questions: what ``kg.view.payload`` holds in, SQLite out.

For graphs that no single page should hold: ``kg.view.asked`` reads neighbourhoods, scenes and rows from it.
Numbers of nodes, facts and documents are those of the payload, so a link means the same in both.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from kg.facts.sentences import LANGUAGES, Language
from kg.view.payload import FACT_COLUMNS, Payload, Values

SORTED: Final = ("subject", "relation", "object", "post", "status", "dates", "source")
"""The columns that the table of the page can be sorted by."""
QUOTES: Final = 20
"""So many pieces of evidence of one fact are handed out."""
UNSETTLED: Final = frozenset({"Planned", "Relayed", "Negated", "Required"})
_COLUMNS: Final = ("nodes", "facts", "sources")
_NUMBERS: Final = re.compile(r"([0-9]{1,18})")
_TABLES: Final = f"""
CREATE TABLE part (name TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE node (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, up INTEGER NOT NULL, kind INTEGER NOT NULL,
  degree INTEGER NOT NULL, label TEXT NOT NULL, find TEXT NOT NULL, content TEXT NOT NULL);
CREATE TABLE fact (id INTEGER PRIMARY KEY, s INTEGER NOT NULL, o INTEGER NOT NULL, p INTEGER NOT NULL,
  since INTEGER NOT NULL, until INTEGER NOT NULL, sure INTEGER NOT NULL, unsettled INTEGER NOT NULL,
  home INTEGER NOT NULL, words TEXT NOT NULL, content TEXT NOT NULL,
  {", ".join(f"{name}_{language} INTEGER NOT NULL" for name in SORTED for language in LANGUAGES)});
CREATE TABLE state (fact INTEGER NOT NULL, term INTEGER NOT NULL, PRIMARY KEY (fact, term)) WITHOUT ROWID;
CREATE TABLE told (fact INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (fact, document)) WITHOUT ROWID;
CREATE TABLE document (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, find TEXT NOT NULL, content TEXT NOT NULL);
CREATE TABLE detail (fact INTEGER PRIMARY KEY, content TEXT NOT NULL);
CREATE TABLE member (scene INTEGER NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (scene, node)) WITHOUT ROWID;
"""
_INDEXES: Final = """
CREATE INDEX fact_s ON fact (s);
CREATE INDEX fact_o ON fact (o);
CREATE INDEX node_up ON node (up);
"""


def write_index(content: Payload, file: Path) -> bytes:
    """Write ``content`` to ``file``, beside it first; returns the start of the page as JSON, with its ``version``.

    The version is a hash of all that the page can show: the same graph has the same.
    Raises OSError, sqlite3.Error where the file cannot be written.
    """
    version = hashlib.sha256(_packed([content.core, content.scenes, content.details]).encode()).hexdigest()[:16]
    core = {name: value for name, value in content.core.items() if name not in _COLUMNS}
    start = _packed({**core, "version": version})
    beside = file.with_name(f".{file.name}.part")
    beside.unlink(missing_ok=True)
    with sqlite3.connect(beside, isolation_level=None) as base:
        base.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")
        base.execute("BEGIN")
        base.execute("INSERT INTO part VALUES ('core', ?)", (start,))
        scenes = enumerate(content.scenes)
        base.executemany("INSERT INTO part VALUES (?, ?)", ((f"scene{i}", _packed(scene)) for i, scene in scenes))
        details = enumerate(detail for piece in content.details for detail in piece)
        base.executemany("INSERT INTO detail VALUES (?, ?)", ((i, _packed(_cut(detail))) for i, detail in details))
        members = {(i, node["id"]) for i, scene in enumerate(content.scenes) for node in scene["nodes"]}
        base.executemany("INSERT INTO member VALUES (?, ?)", sorted(members))
        base.executemany(f"INSERT INTO node VALUES ({_marks(8)})", _nodes(content.core))
        facts = _facts(content.core)
        base.executemany(f"INSERT INTO fact VALUES ({_marks(11 + 2 * len(SORTED))})", facts)
        columns = content.core["facts"]
        states = ((i, term) for i, terms in enumerate(columns["states"]) for term in sorted(set(terms)))
        base.executemany("INSERT INTO state VALUES (?, ?)", states)
        told = ((i, document) for i, documents in enumerate(columns["docs"]) for document in documents)
        base.executemany("INSERT INTO told VALUES (?, ?)", told)
        base.executemany("INSERT INTO document VALUES (?, ?, ?, ?)", _documents(content.core["sources"]))
        base.execute("COMMIT")
        base.executescript(f"{_INDEXES} ANALYZE;")
    base.close()
    beside.replace(file)
    return start.encode()


def _nodes(core: Values) -> Iterator[tuple[Any, ...]]:
    """A node's content is its row in the page: number, then its columns in the order of ``NODE_ROW`` in served.js."""
    nodes, facts = core["nodes"], core["facts"]
    degree = [0] * len(nodes["id"])
    for s, o in zip(facts["s"], facts["o"], strict=True):
        degree[s] += 1
        if o >= 0 and o != s:
            degree[o] += 1
    for i, name in enumerate(nodes["id"]):
        optional = [nodes[column].get(i, 0) for column in ("english", "lines", "code", "post")]
        fixed = [nodes[column][i] for column in ("label", "width", "kind", "type", "up")]
        row = _packed([i, name, *fixed, degree[i], *optional])
        label = nodes["label"][i].lower()
        yield i, name, nodes["up"][i], nodes["kind"][i], degree[i], label, nodes["find"][i], row


def _facts(core: Values) -> Iterator[tuple[Any, ...]]:
    columns, terms = core["facts"], core["terms"]
    home = set(columns["home"])
    shown = {language: _shown(core, language) for language in LANGUAGES}
    ranks = [_ranks(shown[language][name], language) for name in SORTED for language in LANGUAGES]
    for i, (s, o, p) in enumerate(zip(columns["s"], columns["o"], columns["p"], strict=True)):
        unsettled = any(terms[term][0] in UNSETTLED for term in columns["states"][i])
        words = " ".join(shown[language][name][i] for language in LANGUAGES for name in SORTED).lower()
        row = _packed([i, *(columns[name][i] for name in FACT_COLUMNS), int(i in home)])
        since, until, sure = columns["from"][i], columns["to"][i], columns["sure"][i]
        yield i, s, o, p, since, until, sure, int(unsettled), int(i in home), words, row, *(rank[i] for rank in ranks)


def _shown(core: Values, language: Language) -> dict[str, list[str]]:
    """The cells of the table, as table.js shows them."""
    at = 1 + LANGUAGES.index(language)
    nodes, facts, titles = core["nodes"], core["facts"], core["sources"]["title"]
    terms = [term[at] for term in core["terms"]]
    labels = [nodes["english"].get(i, label) if language == "en" else label for i, label in enumerate(nodes["label"])]
    objects = zip(facts["text"], facts["o"], strict=True)
    return {
        "subject": [labels[s] for s in facts["s"]],
        "relation": [terms[p] for p in facts["p"]],
        "object": [(text if isinstance(text, str) else text[at - 1]) or labels[o] for text, o in objects],
        "post": facts["post"],
        "status": [" · ".join(terms[term] for term in states) for states in facts["states"]],
        "dates": [dates[at - 1] if dates else "" for dates in facts["dates"]],
        "source": ["; ".join(titles[document] for document in documents) for documents in facts["docs"]],
    }


def _ranks(cells: list[str], language: str) -> list[int]:
    """The place of each cell among all when sorted as the page sorts them, which asks the browser (CLDR).

    Chinese before Latin in Chinese, behind it in English; GB 18030 has the common characters in the order
    of pinyin; numbers by what they count.
    """

    def key(cell: str) -> tuple[Any, ...]:
        parts = _NUMBERS.split(cell.lower())
        spelled = [tuple(_place(char, language) for char in part) for part in parts[::2]]
        counted = [int(part) for part in parts[1::2]]
        return [*zip(spelled, [*counted, -1], strict=True)], cell

    order = sorted(set(cells), key=key)
    rank = {cell: i for i, cell in enumerate(order)}
    return [rank[cell] for cell in cells]


def _cut(detail: list[Any]) -> list[Any]:
    """What is said of a fact, with some of its evidence and how much there is."""
    return [*detail[:-1], detail[-1][:QUOTES], len(detail[-1])]


def _place(char: str, language: str) -> tuple[int, bytes]:
    is_han = unicodedata.name(char, "").startswith("CJK UNIFIED")
    script = 0 if not char.isalpha() else 1 if is_han == (language == "zh") else 2
    return script, char.encode("gb18030", "replace")


def _documents(columns: Values) -> Iterator[tuple[Any, ...]]:
    names = ("id", "title", "path", "date")
    for i, (name, title, path, date) in enumerate(zip(*(columns[name] for name in names), strict=True)):
        yield i, name, f"{title} {path}".lower(), _packed([i, name, title, path, date])


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _packed(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def rows_of(found: Iterable[tuple[str]]) -> list[Any]:
    """The contents that a question found, as JSON values."""
    rows: list[Any] = json.loads(f"[{','.join(content for (content,) in found)}]")
    return rows
