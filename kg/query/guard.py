"""Refuses a query that would write or reach out of the store, before the engine sees it.

Text in; QueryError or nothing out.  Oxigraph follows SERVICE and has no switch against it, so the
text is cut into the terminals of the grammar (SPARQL 1.1 section 19.8) and the keywords are looked
at, never a word inside a literal, an IRI or a comment.  A second parser would not do: Oxigraph reads without
word boundaries (``SERVICEex:x{}`` is a service call) and settles ``?a<?b#x>`` by context, so another
parser can be made to see a comment or a string where the engine sees a SERVICE.  Where the letters
of SERVICE stand anywhere in a text, what could be read two ways is therefore refused with the way
to write it plainly; the engine knows no other spelling of the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import QueryError
from kg.query.escape import quoted

_ESCAPE = r"\\[uU][0-9A-Fa-f]{4,8}"
_LOCAL_ESCAPE = r"\\[_~.\-!$&'()*+,;=/?\#@%]"
_TERMINALS = re.compile(
    rf"""
    (?P<space>[\x20\t\r\n]+)
  | (?P<comment>\#[^\r\n]*)
  | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_ESCAPE})*>)
  | (?P<string>\"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
      |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<blank>_:[\w.·-]*)
  | (?P<pname>(?:[^\W\d_][\w.·-]*)?:(?:(?:[\w:%]|{_LOCAL_ESCAPE})
      (?:[\w:%.·-]|{_LOCAL_ESCAPE})*)?)
  | (?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<word>[^\W\d]\w*)
  | (?P<number>\d+)
  | (?P<mark>[<>{{}}()\[\].,;*/+!=&|^?~-])
    """,
    re.VERBOSE | re.DOTALL,
)
# Read as "less than", what follows "<" would have to be an operand: no operand holds "//", and the
# characters below neither open a string nor a comment, so both readings go on at the same place.
_PLAIN_IRI = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*://[^>]*|[\w:./%~-]*)>")
_FULL_WIDTH = dict(zip("？｛｝（）；：，。．＜＞＝！＆｜＃＠／＊＋－［］　", "?{}();:,..<>=!&|#@/*+-[] ", strict=True))
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])


@dataclass(frozen=True, slots=True)
class Token:
    """One terminal; ``kind`` is a group of the pattern above, ``start`` its code point in the text."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """The terminals of a query without blanks and comments.

    Raises QueryError at a character no terminal begins with.
    """
    at = 0
    while at < len(text):
        match = _TERMINALS.match(text, at)
        if match is None:
            raise QueryError(f"{quoted(text[at])} cannot stand here", where=position(text, at), mend=_mend(text[at]))
        kind = match.lastgroup or ""
        if kind not in {"space", "comment"}:
            yield Token(kind, match[0], at)
        at = match.end()


def position(text: str, at: int) -> str:
    """``line 2, column 5`` of a code point, both counted from 1."""
    before = text[:at]
    return f"line {before.count(chr(10)) + 1}, column {at - before.rfind(chr(10))}"


def check_reads_only(text: str, *, datasets: bool = False) -> tuple[Token, ...]:
    """The terminals of a query that only reads this store.

    Raises QueryError for an update and SERVICE, for FROM and FROM NAMED unless ``datasets`` allows
    them, and for a ``<`` that could be both an operator and the start of an IRI and hide a SERVICE.
    """
    found = tuple(tokens(text))
    prologue = _prologue(found)
    first = found[prologue] if prologue < len(found) else None
    if first is not None and first.kind == "word" and first.text.upper() in _UPDATES:
        raise QueryError(
            f"{first.text.upper()} would change the store, a query only reads",
            where=position(text, first.start),
            mend="change the texts and run kg build",
        )
    ambiguous = "service" in text.lower()
    for token in found[prologue:]:
        _check_service(token, text)
        if not datasets:
            _check_from(token, text)
        if ambiguous:
            _check_iri(token, text)
    for token in found[:prologue]:
        _check_service(token, text)
    return found


def _prologue(found: tuple[Token, ...]) -> int:
    """How many terminals the PREFIX and BASE lines take."""
    at = 0
    while True:
        kinds = [token.kind for token in found[at : at + 3]]
        word = found[at].text.upper() if kinds[:1] == ["word"] else ""
        if word == "PREFIX" and kinds == ["word", "pname", "iri"]:
            at += 3
        elif word == "BASE" and kinds[:2] == ["word", "iri"]:
            at += 2
        else:
            return at


def _check_from(token: Token, text: str) -> None:
    if token.kind == "word" and token.text.upper() in {"FROM", "FROMNAMED"}:
        raise QueryError(
            "FROM is refused: a query answers from this store",
            where=position(text, token.start),
            mend="for one graph write GRAPH <…> { … }",
        )


def _check_iri(token: Token, text: str) -> None:
    if token.kind == "iri" and not _PLAIN_IRI.fullmatch(token.text):
        raise QueryError(
            f"{quoted(token.text)} could be an IRI or a comparison",
            where=position(text, token.start),
            mend="write a comparison with blanks around < and >, an IRI in full or with a PREFIX",
        )


def _check_service(token: Token, text: str) -> None:
    name = token.text.partition(":")[0]
    glued = token.kind in {"pname", "blank"} and ".SERVICE" in token.text.upper()
    if glued or (token.kind in {"word", "pname"} and "SERVICE" in name.upper()):
        mend = "leave it out" if name.upper() in {"SERVICE", "SERVICESILENT"} else "rename the prefix"
        raise QueryError(
            "SERVICE is refused: a query answers from this store, without the network",
            where=position(text, token.start),
            mend=mend,
        )


def _mend(character: str) -> str:
    if character in "\"'":
        return "close the string"
    if character in "“”‘’":
        return "straight quotes mark a string"
    if character in _FULL_WIDTH:
        return f"write {_FULL_WIDTH[character]} instead, the half-width mark"
    if character == "@":
        return "a language follows: @zh"
    if character == "\\":
        return "a backslash belongs into a string"
    return "see SPARQL 1.1 section 19.8"


def is_ordered(found: tuple[Token, ...]) -> bool:
    """Whether the query itself, not only a subquery, has an ORDER BY."""
    depth = 0
    for token in found:
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0 and token.kind == "word" and token.text.upper().startswith("ORDER"):
            return True
    return False


def variables(found: tuple[Token, ...]) -> frozenset[str]:
    """The names of the variables, without ``?``."""
    return frozenset(token.text[1:] for token in found if token.kind == "variable")


def star_order(found: tuple[Token, ...]) -> tuple[str, ...]:
    """The names of the variables of a ``SELECT *`` as the query first has them, none where it is no such query.

    SPARQL 1.1 section 18.2.4.4 leaves the order open, and the engine takes that of the alphabet.
    """
    words = [token.text.upper() for token in found[_prologue(found) :][:3]]
    star = words[:2] == ["SELECT", "*"] or words in (["SELECT", "DISTINCT", "*"], ["SELECT", "REDUCED", "*"])
    return tuple(dict.fromkeys(token.text[1:] for token in found if token.kind == "variable")) if star else ()


def form(found: tuple[Token, ...]) -> str | None:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; None when the text is no query at all."""
    at = _prologue(found)
    word = found[at].text.upper() if at < len(found) else ""
    return next((name for name in _FORMS if word.startswith(name)), None)


def body_start(found: tuple[Token, ...], text: str) -> int:
    """The code point of ``text`` at which its PREFIX and BASE lines have ended."""
    at = _prologue(found)
    return found[at].start if at < len(found) else len(text)


def depth(found: tuple[Token, ...]) -> int:
    """How deeply brackets of any kind are nested."""
    deepest = now = 0
    for token in found:
        now += (token.text in {"{", "(", "["}) - (token.text in {"}", ")", "]"})
        deepest = max(deepest, now)
    return deepest
