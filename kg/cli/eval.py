"""``kg eval``: gold facts and texts in, precision, recall and F1 out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kg.cli._messages import FAILED, warn
from kg.errors import SourceError

if TYPE_CHECKING:
    from kg.evaluate import ClaimLine, Fact, Score

_Item = TypeVar("_Item")


def eval(  # noqa: A001 (the command's name)
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="The folder with one NAME.json a passage.")],
    texts: Annotated[Path, typer.Option("--texts", metavar="DIR", help="The folder with the texts, NAME.txt.")],
    misses: Annotated[int, typer.Option("--misses", metavar="N", min=0, help="How many differences to list.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")] = False,
    claims: Annotated[
        Path | None,
        typer.Option("--claims", metavar="FILE.jsonl", help="Compare these claims; nothing is extracted."),
    ] = None,
    traps: Annotated[
        Path | None,
        typer.Option("--traps", metavar="FILE.yaml", help="Wrong readings of an article to look for."),
    ] = None,
) -> None:
    """Compare what the extraction finds with facts that people marked.

    Prints precision, recall and F1 of each relation, and how many claims do not quote their text exactly.
    A passage without a readable text is named and left out, and the exit status is 1.
    A folder with gold.json and entities.json is one article with every fact in it, compared by entities.
    docs/evaluation.md describes the files and how matches are decided.

    \b
    Example:
      kg eval gold --texts gold --misses 20
      kg eval gold --texts gold --claims claims.jsonl --json
      kg eval article --texts texts --traps traps.yaml --misses 50
    """
    from kg.evaluate import is_grounded, read_gold, score, wrong_offsets
    from kg.evaluate.article import is_article

    failed: list[str] = []
    if not texts.is_dir():
        raise SourceError("no such folder", where=str(texts), mend="name the folder with the texts")
    if is_article(gold):
        _article(gold, texts, claims, traps, misses, as_json)
        return
    if traps is not None:
        raise SourceError("traps are for an article", where=str(gold), mend="docs/evaluation.md describes its files")
    passages = {passage.id: passage for passage in _sound(read_gold(gold), failed)}
    if claims is None:
        made, contents = _extract(texts, passages, failed)
    else:
        made = _given(claims, failed)
        contents = _contents(texts, {*passages, *(line.passage for line in made)}, failed)
    for name, passage in passages.items():
        if name in contents:
            list(_sound(wrong_offsets(passage, contents[name]), failed))
    kept = {name: passage.facts for name, passage in passages.items() if name in contents}
    if not kept:
        raise SourceError("no passage could be read, so nothing was compared", where=str(gold), mend="see above")
    found: dict[str, list[Fact]] = defaultdict(list)
    ungrounded = 0
    for line in made:
        if line.passage in contents:
            found[line.passage].append(line.fact)
            ungrounded += not is_grounded(line.fact, contents[line.passage])
    _print(score(kept, found), ungrounded, misses, as_json)
    if failed:
        raise typer.Exit(FAILED)


def _print(result: Score, ungrounded: int, misses: int, as_json: bool) -> None:
    from kg.evaluate import as_json as to_json
    from kg.evaluate import listing, table
    from kg.query import visible

    if as_json:
        typer.echo(to_json(result, ungrounded, misses))
    else:
        for text in (*table(result, ungrounded), *listing(result, misses)):
            typer.echo(visible(text))


def _article(gold: Path, texts: Path, claims: Path | None, traps: Path | None, misses: int, as_json: bool) -> None:
    """Compare the claims of one text with every fact that an expert reads in it."""
    from kg.cli.extract import json_line
    from kg.config import base_iri
    from kg.evaluate.article import committed, read_article, read_said, read_traps, score_article
    from kg.pipeline import analyse
    from kg.query import visible
    from kg.sources import read

    article = read_article(gold)
    wrong = read_traps(traps) if traps else ()
    doc = read(texts / article.file)
    lines = [json_line(claim) for claim in analyse(doc, base_iri()).claims] if claims is None else _lines(claims)
    said = read_said(lines, article.file)
    ungrounded = sum(each.quote != doc.text[each.start : each.end] for each in said)
    _print(score_article(article, said), ungrounded, misses, as_json)
    if traps and not as_json:
        found = list(committed(wrong, said))
        checked = sum(bool(trap.forbid) for trap in wrong)
        typer.echo(f"traps: {len(wrong)}, checked {checked}, committed {len({trap.id for trap, _ in found})}")
        for trap, each in found:
            typer.echo(
                visible(f"trap    {trap.id}  {each.type}  {each.subject.text}  {each.obj.text}  “{each.quote[:60]}”")
            )


def _sound(items: Iterable[_Item | SourceError], failed: list[str]) -> Iterator[_Item]:
    """The items; each error among them is told and noted instead."""
    for item in items:
        if isinstance(item, SourceError):
            failed.append(str(item))
            warn(str(item))
        else:
            yield item


def _extract(texts: Path, names: Iterable[str], failed: list[str]) -> tuple[list[ClaimLine], dict[str, str]]:
    """The claims of the texts, read back from the lines that kg extract prints, and the texts."""
    from kg.cli._texts import linked_documents
    from kg.cli.extract import json_line
    from kg.config import base_iri
    from kg.evaluate import read_claims

    paths = list(_sound((_text_path(texts, name) for name in names), failed))
    lines: list[str] = []
    contents: dict[str, str] = {}
    for linked in linked_documents(paths, base_iri(), failed):
        contents[Path(linked.doc.path).stem] = linked.doc.text
        lines.extend(json_line(claim) for claim in linked.claims)
    return list(_sound(read_claims(lines, "claims"), failed)), contents


def _given(path: Path, failed: list[str]) -> list[ClaimLine]:
    from kg.evaluate import read_claims

    return list(_sound(read_claims(_lines(path), str(path)), failed))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise SourceError(f"not UTF-8 at byte {error.start}", where=str(path), mend="save it as UTF-8") from error


def _contents(texts: Path, names: Iterable[str], failed: list[str]) -> dict[str, str]:
    """The texts by name, as the extraction reads them: without translation of line ends."""
    from kg.sources import read

    def contents() -> Iterator[tuple[str, str] | SourceError]:
        for name in sorted(names):
            path = _text_path(texts, name)
            try:
                yield path if isinstance(path, SourceError) else (name, read(path).text)
            except SourceError as error:
                yield error

    return dict(_sound(contents(), failed))


def _text_path(texts: Path, name: str) -> Path | SourceError:
    path = texts / f"{name}.txt"
    # A claim may name a file that cannot be: too long, with NUL or half a surrogate pair.
    with suppress(OSError, ValueError):
        if path.exists():
            return path
    return SourceError("the passage has no text, so it is left out", where=name, mend=f"put its text into {path}")
