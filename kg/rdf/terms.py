"""RDF terms: Python values in, pyoxigraph terms out; nothing else in the project makes a literal.

Numbers are written in their canonical form (XSD 1.1 part 2), because Oxigraph normalises what it
stores and the same fact must read the same before and after.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg import vocab
from kg.errors import KgError


@lru_cache(maxsize=4096)
def iri(value: str) -> NamedNode:
    """The node of an absolute IRI in ASCII.  Raises KgError for anything else."""
    try:
        value.encode("ascii")
        return NamedNode(value)
    except ValueError as error:
        raise KgError(f"{value!r} is not an absolute IRI in ASCII") from error


def term(name: str) -> NamedNode:
    """The term ``name`` of our own vocabulary."""
    return iri(vocab.kg(name))


def string(value: str) -> Literal:
    """A plain string, as printed."""
    return Literal(value)


def chinese(value: str) -> Literal:
    """A string in Chinese."""
    return Literal(value, language="zh")


def pinyin(value: str) -> Literal:
    """A reading in pinyin (BCP 47 variant ``pinyin``, RFC 5646)."""
    return Literal(value, language="zh-Latn-pinyin")


def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(int(value)), datatype=iri(vocab.XSD + "integer"))


def boolean(value: bool) -> Literal:
    """An xsd:boolean."""
    return Literal("true" if value else "false", datatype=iri(vocab.XSD + "boolean"))


def decimal(value: float) -> Literal:
    """An xsd:decimal of at most four decimal places, in canonical form."""
    text = format(Decimal(f"{value:.4f}").normalize(), "f")
    return Literal(text, datatype=iri(vocab.XSD + "decimal"))


def edtf(value: str) -> Literal:
    """An Extended Date/Time Format literal (ISO 8601-2, levels 0 to 2)."""
    return Literal(value, datatype=iri(vocab.EDTF))


def date_time(value: str) -> Literal:
    """An xsd:dateTime, as written."""
    return Literal(value, datatype=iri(vocab.XSD + "dateTime"))


def duration(value: str) -> Literal:
    """An xsd:duration, as written."""
    return Literal(value, datatype=iri(vocab.XSD + "duration"))


def related(relation: str, value: str) -> NamedNode | Literal:
    """What a relation ends in: a date, a length of time, a text in Chinese, or the node with the IRI ``value``."""
    if relation in vocab.DATE_RELATIONS:
        return edtf(value)
    if relation in vocab.DURATION_RELATIONS:
        return duration(value)
    return chinese(value) if relation in vocab.TEXT_RELATIONS else iri(value)


def any_uri(value: str) -> Literal:
    """An address as a literal: what a text gives as its address need not be an IRI."""
    return Literal(value, datatype=iri(vocab.XSD + "anyURI"))


def digest(*parts: object) -> str:
    """Twelve hexadecimal digits for ``parts``, whose boundaries count: the last part of a node's IRI."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]
