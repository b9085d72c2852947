"""The index of the search box: a corpus in, one small script out, since a page of a disk may fetch nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from kg import vocab
from kg.facts import sentences
from kg.site.corpus import Corpus, shown
from kg.site.listings import sound_of

_ESCAPES: Final = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


def index(corpus: Corpus, paths: Mapping[str, str]) -> bytes:
    """A script that hands the rows to the search box: path, kind, name, pinyin, what tells namesakes apart.

    ``paths`` are the addresses of the things without ``.html``, as the pages take them.
    """
    rows = "\n".join(
        "\t".join((paths[iri], corpus.kind(iri), corpus.label(iri), sound_of(corpus, iri), _hint(corpus, iri)))
        for iri in corpus.things()
        if iri in paths and corpus.kind(iri) != "post"
    )
    return f"kgFind({_script(rows)});\n".encode()


def templates() -> bytes:
    """The ways to say each relation, for the language switch."""
    return f"const SENTENCES = {_script(sentences.templates())};\n".encode()


def _hint(corpus: Corpus, iri: str) -> str:
    """Where a place lies, which post a person has, when a document is from."""
    graph, kind = corpus.graph, corpus.kind(iri)
    if kind == "place":
        return " ".join(map(corpus.label, reversed(corpus.above(iri))))
    if kind == "person":
        posts = (post for tenure in graph.having(vocab.MEMBER, iri) for post in graph.get("post", tenure))
        return corpus.label(first) if (first := next(posts, "")) else ""
    if kind == "document":
        return shown(graph.one(vocab.ISSUED, iri))
    return ""


def _script(content: object) -> str:
    """JSON that is also JavaScript and cannot end a script block (HTML Standard, 4.12.1.3)."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).translate(_ESCAPES)
