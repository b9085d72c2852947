"""``kg show``: the name of a thing in, what the graph says of it out."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from kg.cli._messages import NOT_UNDERSTOOD, warn
from kg.cli._options import STORE, Store
from kg.errors import QueryError


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, its pinyin or initials, or an IRI.")],
    store: Store = STORE,
    whole: Annotated[bool, typer.Option("--all", help="Every entry with all of its evidence.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of lines.")] = False,
) -> None:
    """Say what the graph knows of a person, place, body, report or other thing, each fact with its words.

    A name that several things have lists them and exits with 2; one that none has names those that are like it.

    \b
    Example:
      kg show 王建林
      kg show 长宁区 --all
      kg show wjl --json
    """
    from rich.console import Console

    from kg import vocab
    from kg.decisions.lines import safe
    from kg.query import visible
    from kg.query.escape import quoted
    from kg.site import told
    from kg.site.corpus import Corpus
    from kg.site.find import find, hint
    from kg.store import load, manifest, texts
    from kg.store.properties import Properties

    graph = load(store)
    corpus = Corpus(graph, Properties(graph), texts(store), manifest(store).base)
    found = find(corpus, name)
    if not found.things:
        mend = f"did you mean {'、'.join(found.near)}?" if found.near else "kg query people lists the people"
        raise QueryError(f"nothing is called {quoted(name)}", mend=mend)
    if len(found.things) > 1:
        warn(f"{len(found.things)} things are called {quoted(name)}; name one by its IRI:")
        said = {iri: len(corpus.graph.having(vocab.SUBJECT, iri)) for iri in found.things}
        for iri in sorted(said, key=lambda iri: (-said[iri], iri)):  # the one that most is said of first
            typer.echo(f"{corpus.label(iri)}  {visible(hint(corpus, iri))}")
        raise typer.Exit(NOT_UNDERSTOOD)
    if as_json:
        typer.echo(safe(json.dumps(told.as_json(corpus, found.things[0]), ensure_ascii=False, indent=1)))
        return
    console = Console(highlight=False, markup=False, emoji=False)
    for line in told.lines(corpus, found.things[0], whole=whole, marked=console.is_terminal):
        console.print(line, soft_wrap=not console.is_terminal)
