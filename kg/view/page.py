"""The page: a store and its texts in, one self-contained HTML file out.

Everything a text may have written reaches the page as JSON in a block that no browser runs, and
our script puts it there with ``textContent`` alone.  The page asks the network for nothing, and
its Content-Security-Policy would not let it.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import tempfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from pyoxigraph import Store

from kg.errors import KgError
from kg.facts import Fact, read_facts, read_sources
from kg.facts.names import Names
from kg.facts.quotes import Quotes
from kg.facts.wording import dates, home_posts, modality, named, post_name, states, summary, terms_used
from kg.view.drawing import SHAPES, drawing, overview, ties, wrapped
from kg.view.network import network, search_text

SCRIPTS = ("data.js", "panel.js", "canvas.js", "table.js", "main.js")
EXTERNAL = re.compile(r"""<(?:script|link|img|iframe|object|embed|base)\b[^>]*\b(?:src|href|data)\s*=""", re.IGNORECASE)
_ESCAPES = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


def write_view(store: Store, texts: Callable[[str], str], out: Path, title: str) -> tuple[int, int]:
    """Write the network of ``store`` as one HTML file (UTF-8) that needs no network.

    Returns how many nodes and how many facts the page holds.

    ``texts`` gives the stored text of a document id; ``title`` heads the page.  The default graph of
    ``store`` must be the union of its graphs.  The file is written beside ``out`` and renamed.
    Raises GroundingError where a quote differs from its text, KgError where ``out`` cannot be written.
    """
    content = payload(store, texts, title)
    _write(out, page(content, title))
    return len(content["nodes"]), len(content["facts"])


def payload(store: Store, texts: Callable[[str], str], title: str) -> dict[str, Any]:
    """Everything the page shows, as JSON values; nodes, facts, sources and edges are named by index."""
    facts, sources, names, quotes = read_facts(store), read_sources(store), Names(store), Quotes(texts)
    graph, homes = network(store, facts), home_posts(facts, names)
    # The gazetteer knows more divisions than the page shows: keep its facts about nodes of the graph.
    facts = [fact for fact in facts if fact.sources or graph.has_edge(fact.subject, fact.object, key=fact.id)]
    order = sorted(graph.nodes)
    number = {node: i for i, node in enumerate(order)}
    edges = ties(graph, number, {fact.id: i for i, fact in enumerate(facts)})
    shown = overview(graph)
    vis_nodes, vis_edges, options = drawing(graph, shown, number, edges)
    known = {source: i for i, source in enumerate(sources)}
    ends = {fact.id: number[end] for _, end, fact in graph.edges(data="fact")}

    return {
        "title": title,
        "strings": json.loads(_asset("strings.json")),
        "terms": terms_used(facts, {graph.nodes[node]["type"] for node in order}),
        "shapes": SHAPES,
        "sources": [{"title": source.title, "path": source.path, "id": source.id} for source in sources.values()],
        "nodes": [_node(iri, graph.nodes[iri]) for iri in order],
        "facts": [_fact(fact, names, homes, quotes, number, ends, known) for fact in facts],
        "edges": edges,
        "vis": {"nodes": vis_nodes, "edges": vis_edges, "options": options},
    }


def page(content: dict[str, Any], title: str) -> str:
    """The HTML around ``content``, with scripts and styles in line and their hashes in the policy."""
    import pyvis

    library = (files(pyvis) / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text("utf-8")
    scripts = [_inline(library), _inline("\n".join(["'use strict';", *map(_asset, SCRIPTS)]))]
    text = Template(_asset("page.html")).substitute(
        title=html.escape(title),
        hashes=" ".join(f"'sha256-{_digest(script)}'" for script in scripts),
        style=_asset("view.css"),
        content=embedded(content),
        library=scripts[0],
        script=scripts[1],
    )
    if EXTERNAL.search(text.replace(scripts[0], "").replace(scripts[1], "")):
        raise KgError("the page would load something from outside", mend="keep scripts and styles in line")
    return text


def embedded(content: dict[str, Any]) -> str:
    """JSON that cannot end its script block: ``<``, ``>``, ``&``, U+2028 and U+2029 escaped.

    Source: HTML Standard, 4.12.1.3, restrictions for contents of script elements.
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_ESCAPES)


def _node(iri: str, node: dict[str, Any]) -> dict[str, Any]:
    return {
        "iri": iri,
        "label": node["label"],
        "lines": wrapped(node["label"]),
        "kind": node["kind"],
        "type": node["type"],
        "code": node["code"],
        "find": search_text(node["label"], node["pinyin"], node["code"]),
    }


def _fact(
    fact: Fact,
    name_of: Names,
    homes: dict[str, str],
    quotes: Quotes,
    number: dict[str, int],
    ends: dict[str, int],
    known: dict[str, int],
) -> dict[str, Any]:
    return {
        "s": number.get(fact.subject),
        "o": ends.get(fact.id),
        "subject": name_of(fact.subject),
        "p": fact.relation,
        "object": fact.object if fact.ends_in_text else name_of(fact.object),
        "post": post_name(fact, name_of),
        "printed": "、".join(fact.titles) or None,
        "status": states(fact),
        "dates": dates(fact),
        "modality": modality(fact),
        "unsettled": fact.unsettled,
        "speaker": named(fact.speakers[0], name_of) if fact.speakers else None,
        "origin": {"t": fact.origin} if fact.origin else None,
        "rule": ", ".join(fact.rules) or None,
        "confidence": None if fact.confidence is None else f"{fact.confidence:g}",
        "explicit": fact.explicit,
        "summary": summary(fact, name_of, home_of=homes.get, full_name=name_of.full),
        "quotes": [
            {"d": known.get(q.document), "start": q.start, "end": q.end, "text": [q.before, q.exact, q.after]}
            for q in quotes.of(fact.sources)
        ],
    }


def _asset(name: str) -> str:
    return (files("kg.view") / "pages" / name).read_text("utf-8")


def _inline(script: str) -> str:
    """The script as the page holds it; the parser would end it early at these two strings."""
    if "</script" in script.lower() or "<!--" in script:
        raise KgError("a script of the page holds </script or <!--", mend="split the string in the script")
    return script.replace("\r\n", "\n")


def _digest(script: str) -> str:
    """Source: Content Security Policy Level 3, 2.3.1 (hash-source), over the UTF-8 of the script."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _write(out: Path, text: str) -> None:
    beside = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=out.parent, prefix=f".{out.name}.", delete=False
        ) as file:
            beside = Path(file.name)
            file.write(text)
        beside.chmod(0o644)
        beside.replace(out)
    except OSError as error:
        if beside:
            beside.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise KgError(
            f"the page cannot be written: {reason}", where=str(out), mend="name a file in a folder you may write to"
        ) from error
