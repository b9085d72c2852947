"""writtenBy, interviewed: who wrote a text, and whom its reporters spoke with.  Rules: kg/rules/authors.yaml.

A reading in, claims about the document itself out: their subject is of kind SourceDocument and has no span.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.reading import Reading
from kg.extract.scope import quotation_marks
from kg.mentions.persons import Person
from kg.model import Argument, Claim
from kg.rules import load

RULES = frozenset({"writes"})


def extract(reading: Reading) -> Iterator[Claim]:
    """One claim a person: authors with their order, the interviewed where the report itself says so."""
    if not load("authors", RULES).may_fit(reading.lacking):
        return
    mask, doc = reading.mask, reading.doc
    rules = load("authors", RULES).fitting(mask.text, reading.lacking)
    found = [(match, rule) for rule in rules for match in rule.pattern.finditer(mask.text)]
    if not found:
        return
    quoted = quotation_marks(mask.text)
    subject = Argument("SourceDocument", doc.title or PurePath(doc.path).name, None)
    seen: set[tuple[str, str]] = set()
    authors = 0
    for match, rule in sorted(found, key=lambda pair: pair[0].start()):
        if match.groupdict().get("group"):
            if not quoted[match.start()]:
                yield _group(reading, subject, match, rule.name)
            continue
        predicate = "writtenBy" if rule.values.get("writes") else "interviewed"
        people = [token for _, token in mask.held(*match.span("person")) if isinstance(token, Person)]
        for person in people:
            if quoted[match.start()] or (predicate, person.text) in seen:
                continue
            seen.add((predicate, person.text))
            authors += predicate == "writtenBy"
            yield claim(
                doc,
                predicate,
                subject,
                Argument("Person", person.text, person.span),
                mask.span(*match.span()),
                f"authors/{rule.name}",
                qualifiers={"order": authors} if predicate == "writtenBy" else {},
            )


def _group(reading: Reading, subject: Argument, match: re.Match[str], rule: str) -> Claim:
    """The people without names whom a reporter says that he spoke with."""
    span = reading.mask.span(*match.span("group"))
    group = Argument("Group", reading.doc.text[span.start : span.end], span)
    return claim(
        reading.doc, "interviewed", subject, group, reading.mask.span(*match.span()), f"authors/{rule}", confidence=0.85
    )
