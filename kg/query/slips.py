"""Frequent slips in SPARQL: the terminals of a query that the engine cannot read in, place and mend out.

The engine names the place where it gave up, often the end of the query; a slip that is known by its
form is named where it stands.  The first one in the order of ``_CHECKS`` is taken.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from typing import Final

from kg.query.escape import quoted
from kg.query.guard import Token
from kg.query.lint import nearest, ontology_terms

KEYWORDS: Final = frozenset(
    {
        "ASC", "ASK", "BASE", "BIND", "BY", "CONSTRUCT", "DESC", "DESCRIBE", "DISTINCT", "EXISTS", "FILTER", "GRAPH",
        "GROUP", "HAVING", "LIMIT", "MINUS", "NOT", "OFFSET", "OPTIONAL", "ORDER", "PREFIX", "REDUCED", "SELECT",
        "UNDEF", "UNION", "VALUES", "WHERE",
    }
)  # fmt: skip
_AGGREGATES: Final = frozenset({"AVG", "COUNT", "GROUP_CONCAT", "MAX", "MIN", "SAMPLE", "SUM"})
_FUNCTIONS: Final = _AGGREGATES | frozenset(
    {
        "ABS", "BNODE", "BOUND", "CEIL", "COALESCE", "CONCAT", "CONTAINS", "DATATYPE", "DAY", "ENCODE_FOR_URI", "FLOOR",
        "HOURS", "IF", "IN", "IRI", "ISBLANK", "ISIRI", "ISLITERAL", "ISNUMERIC", "ISURI", "LANG", "LANGMATCHES",
        "LCASE", "MD5", "MINUTES", "MONTH", "NOW", "RAND", "REGEX", "REPLACE", "ROUND", "SAMETERM", "SECONDS", "SHA1",
        "SHA256", "SHA384", "SHA512", "STR", "STRAFTER", "STRBEFORE", "STRDT", "STRENDS", "STRLANG", "STRLEN",
        "STRSTARTS", "STRUUID", "SUBSTR", "TIMEZONE", "TZ", "UCASE", "URI", "UUID", "YEAR",
    }
)  # fmt: skip
_TERMS: Final = frozenset({"variable", "iri", "pname", "string", "number", "blank"})
_TRIPLE: Final = 3

Slip = tuple[int, str, str]
"""Offset, what is wrong, how to mend it."""


def slip(found: tuple[Token, ...], end: int) -> Slip | None:
    """The first slip of a query whose text is ``end`` characters long; None where its form is unknown."""
    if not found:
        return 0, "the query is empty", "begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
    for check in _CHECKS:
        for one in check(found, end):
            return one
    return None


def _braces(found: tuple[Token, ...], end: int) -> Iterator[Slip]:
    for opening, closing in ("{}", "()"):
        open_at: list[int] = []
        for token in found:
            if token.text == opening:
                open_at.append(token.start)
            elif token.text == closing:
                if not open_at:
                    yield token.start, f"a {closing} too many", f"take it out, or open it with {opening}"
                    return
                open_at.pop()
        if open_at:
            yield open_at[-1], f"a {opening} is not closed", f"write {closing} where its group ends"


def _words(found: tuple[Token, ...], end: int) -> Iterator[Slip]:
    names = {token.text[1:] for token in found if token.kind == "variable"}
    for at, token in enumerate(found):
        word = token.text.upper()
        if token.kind != "word" or word in KEYWORDS | _FUNCTIONS or token.text in {"a", "true", "false"}:
            continue
        if word in {"SEPARATOR", "AS", "SILENT", "NAMED"}:
            continue
        called = at + 1 < len(found) and found[at + 1].text == "("
        known = _FUNCTIONS if called else KEYWORDS
        if token.text in names:
            yield token.start, f"{token.text} is no variable", f"write ?{token.text}"
        elif token.text == "kg" and at + 1 < len(found) and found[at + 1].text == ".":
            yield token.start, "a prefix ends in a colon", "write kg:NAME"
        elif token.text in ontology_terms():
            yield token.start, f"{token.text} has no prefix", f"write kg:{token.text}"
        elif alike := difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.7):
            yield token.start, f"{quoted(token.text)} is no word of SPARQL", f"did you mean {alike[0]}?"
        elif near := nearest(token.text):
            yield token.start, f"{quoted(token.text)} has no prefix", f"did you mean kg:{near}?"


def _prologue(found: tuple[Token, ...], end: int) -> Iterator[Slip]:
    for at, token in enumerate(found[:-1]):
        if token.text.upper() == "PREFIX" and not found[at + 1].text.endswith(":"):
            yield found[at + 1].start, "a prefix ends in a colon", f"write PREFIX {found[at + 1].text}: <https://…>"
        if token.text == "=" and found[at + 1].text == "=":
            yield token.start, "== is no operator", "one = compares"


def _select(found: tuple[Token, ...], end: int) -> Iterator[Slip]:
    words = [token.text.upper() for token in found]
    if "SELECT" not in words:
        return
    first = words.index("SELECT")
    body = words.index("{", first) if "{" in words[first:] else len(found)
    for at in range(first + 1, body):
        before, token = found[at - 1], found[at]
        if token.text == ",":
            yield token.start, "no comma stands between the variables of SELECT", "a blank parts them"
        if words[at] in _AGGREGATES and before.text != "(":
            mend = f"write ({words[at]}(…) AS ?name)"
            yield token.start, f"{words[at]} needs brackets and a name", mend
        if token.text == "WHERE" and at + 1 < len(found) and found[at + 1].text != "{":
            yield found[at + 1].start, "a group of patterns stands in { }", "write WHERE { … }"


def _modifiers(found: tuple[Token, ...], end: int) -> Iterator[Slip]:
    depth, limited, closed = 0, False, False
    for at, token in enumerate(found):
        depth += (token.text == "{") - (token.text == "}")
        closed = closed or (token.text == "}" and depth == 0)
        word = token.text.upper() if token.kind == "word" else ""
        following = found[at + 1] if at + 1 < len(found) else None
        if word in {"ORDER", "GROUP"}:
            if following is None or following.text.upper() != "BY":
                yield token.start, f"{word} is followed by BY", f"write {word} BY"
            if limited and depth == 0:
                yield token.start, f"{word} BY stands before LIMIT and OFFSET", "put LIMIT and OFFSET last"
        if word in {"LIMIT", "OFFSET"}:
            limited = limited or depth == 0
            if following is None or following.kind != "number":
                yield (following or token).start, f"{word} takes a whole number", f"write {word} 10"
        if word in {"FILTER", "BIND", "OPTIONAL", "MINUS"} and closed and depth == 0:
            yield token.start, f"{word} stands behind the last }}", "put it inside the braces"
        if word == "FILTER" and following is not None and following.kind in _TERMS - {"iri", "pname"}:
            yield following.start, "the condition of FILTER stands in brackets", "write FILTER( … )"


def _groups(found: tuple[Token, ...], end: int) -> Iterator[Slip]:
    """Inside braces: a fourth term in a triple, a comparison outside FILTER, a variable bound twice."""
    parens = braces = terms = 0
    seen: set[str] = set()
    values = False
    for at, token in enumerate(found):
        before = found[at - 1] if at else None
        parens += (token.text == "(") - (token.text == ")")
        braces += (token.text == "{") - (token.text == "}")
        if token.text in "{}.;," or token.kind == "word":
            terms = 2 if token.text == "," else 1 if token.text == ";" else terms + 1 if token.text == "a" else 0
            values = token.text.upper() == "VALUES" or (values and token.text != "}")
        elif braces and not parens and not values and token.text in {"=", "!", ">"}:
            yield token.start, "a comparison stands in FILTER", "write FILTER(?a = ?b)"
        elif braces and not parens and not values and token.kind in _TERMS:
            path = before is not None and before.text in {"/", "|", "^"}
            terms += 0 if path else 1
            if terms > _TRIPLE:
                what = f"{quoted(token.text)} is the fourth term of a triple"
                yield token.start, what, "end the triple before it with . or ;"
        if before is not None and before.text.upper() == "AS" and token.text[1:] in seen and braces:
            yield token.start, f"{token.text} has a value already", "name another variable after AS"
        if token.kind == "variable" and braces:
            seen.add(token.text[1:])


_CHECKS: Final[tuple[Callable[[tuple[Token, ...], int], Iterator[Slip]], ...]] = (
    _prologue,
    _braces,
    _select,
    _words,
    _modifiers,
    _groups,
)
