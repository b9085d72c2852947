"""Looks for what is legal SPARQL and still a slip: a query in, notes with line and column out.

Notes are no errors: the query is run.  They name terms that the ontology does not have, columns
that nothing can fill, and patterns that stand behind an OPTIONAL.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache

from kg import resources
from kg.query.escape import quoted
from kg.query.guard import Token, check_reads_only, position

_TERM = re.compile(r"^kg:(\w+)\b", re.MULTILINE)
_MODIFIERS = frozenset({"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})


def notes(text: str) -> list[str]:
    """What is odd about a query that can be run, each with its place.  Raises QueryError as the guard does."""
    found = check_reads_only(text)
    return [f"{position(text, at)}: {what}" for at, what in sorted({*_terms(found), *_columns(found), *_late(found)})]


@cache
def ontology_terms() -> frozenset[str]:
    """The names of the classes, properties and concepts that the ontology declares."""
    return frozenset(_TERM.findall((resources.data("ontology") / "kg.ttl").read_text(encoding="utf-8")))


def nearest(name: str) -> str | None:
    """The term of the ontology that is spelt most like ``name``, capitals aside."""
    folded = {term.lower(): term for term in sorted(ontology_terms())}
    alike = difflib.get_close_matches(name.lower(), folded, n=1, cutoff=0.75)
    return folded[alike[0]] if alike else None


def _terms(found: tuple[Token, ...]) -> Iterator[tuple[int, str]]:
    for token in found:
        prefix, colon, name = token.text.partition(":")
        if token.kind == "pname" and colon and prefix == "kg" and name and name not in ontology_terms():
            near = nearest(name)
            yield token.start, f"kg:{name} is not in the ontology" + (f" (did you mean kg:{near}?)" if near else "")


def _columns(found: tuple[Token, ...]) -> Iterator[tuple[int, str]]:
    """The variables after SELECT that stand nowhere else."""
    words = [token.text.upper() for token in found]
    if "SELECT" not in words or "{" not in words:
        return
    first, body = words.index("SELECT"), words.index("{")
    rest = {token.text[1:] for token in found[body:] if token.kind == "variable"}
    depth = 0
    for token in found[first:body]:
        depth += (token.text == "(") - (token.text == ")")
        if token.kind == "variable" and depth == 0 and token.text[1:] not in rest:
            near = difflib.get_close_matches(token.text[1:], sorted(rest), n=1)
            mend = f" (did you mean ?{near[0]}?)" if near else ""
            yield token.start, f"{quoted(token.text)} stands nowhere in the query: its column stays empty{mend}"


def _late(found: tuple[Token, ...]) -> Iterator[tuple[int, str]]:
    mend = "put required patterns before every OPTIONAL: behind it they can cost ten thousand times as much"
    for token in late_patterns(found):
        yield token.start, f"{quoted(token.text)} stands behind an OPTIONAL ({mend})"


def late_patterns(found: tuple[Token, ...]) -> list[Token]:
    """The first terminal of each required pattern that follows an OPTIONAL of its group."""
    late: list[Token] = []
    seen = [False]  # for each open group: has it had an OPTIONAL
    pending = False
    before = ""
    parens = 0
    for token in found:
        parens += (token.text == "(") - (token.text == ")")
        if parens or token.text == ")":
            continue
        word = token.text.upper() if token.kind == "word" else ""
        if token.text == "{":
            if pending:
                seen[-1] = True
            elif seen[-1] and before not in {"EXISTS", "MINUS"}:
                late.append(token)
            pending = False
            seen.append(False)
        elif token.text == "}":
            if len(seen) > 1:
                seen.pop()
        elif word:
            pending = word == "OPTIONAL"
            if word in _MODIFIERS and len(seen) == 1:
                break
        elif seen[-1] and len(seen) > 1 and token.kind in {"variable", "iri", "pname"}:
            late.append(token)
            seen[-1] = False
        before = word or token.text
    return late
