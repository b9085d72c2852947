"""Figures and ranks to the triples of their kg:Observation nodes (SDMX and schema.org call it an observation).

A linked claim of ``vocab.OBSERVATIONS`` in, the properties of its node out; what every claim node carries
(evidence, confidence, modality) is written by :mod:`kg.rdf.claims`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from kg import vocab
from kg.model import Claim
from kg.rdf import terms


def observation_key(claim: Claim) -> tuple[str, ...]:
    """What is equal where two claims of one document are one observation."""
    values = claim.qualifiers
    names = ("indicator", "value", "upper", "unit", "comparator", "comparison", "scope", "date")
    return claim.predicate, str(claim.subject.iri), claim.status, *(str(values.get(name)) for name in names)


def observation(node: NamedNode, claim: Claim) -> Iterator[Triple]:
    """What is measured of what, how much it is, and when.

    ``numericValue`` is in units of ``unit``; a rank has ``rankPosition`` and ``scopeText`` instead.
    """
    yield Triple(node, terms.term("ofFeature"), terms.iri(str(claim.subject.iri)))
    yield Triple(node, terms.term("valueText"), terms.string(claim.object.text))
    for name, value in _values(claim):
        yield Triple(node, terms.term(name), value)


def _values(claim: Claim) -> Iterator[tuple[str, Literal]]:
    values = claim.qualifiers
    yield "indicator", terms.string(str(values["indicator"]))
    if claim.predicate == vocab.RANKING:
        yield "rankPosition", terms.integer(int(values["value"] or 0))
    else:
        yield "numericValue", _decimal(values["value"])
        if values.get("upper") is not None:
            yield "numericUpper", _decimal(values["upper"])
    for key, name in (("unit", "unit"), ("comparator", "comparator"), ("comparison", "comparisonText")):
        if values.get(key):
            yield name, terms.string(str(values[key]))
    if values.get("scope"):
        yield "scopeText", terms.string(str(values["scope"]))
    if values.get("date"):
        yield "date", terms.edtf(str(values["date"]))
    if values.get("date_text"):
        yield "dateText", terms.string(str(values["date_text"]))


def _decimal(value: object) -> Literal:
    """An xsd:decimal with all its printed digits, in canonical form."""
    text = format(Decimal(str(value)).normalize(), "f")
    return Literal(text, datatype=terms.iri(vocab.XSD + "decimal"))
