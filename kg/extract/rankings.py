"""ranking: which place a text gives a place in a ranking, 茶叶产量居全省第二.  Rules: kg/rules/rankings.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from kg import lazy_re as re
from kg.extract.claims import claim
from kg.extract.indicators import measured
from kg.extract.mask import Mask
from kg.extract.quantified import sentences_with
from kg.extract.reading import Reading
from kg.extract.topics import Clause, clauses, may_have_topic
from kg.model import Argument, Claim, Scalar, Span
from kg.rules import load
from kg.text.dates import Date
from kg.text.numbers import value

_CUE = re.compile(r"第[一二三四五六七八九十百\d]{1,4}(?:[位名]|的[位地水好名]|[,。;:!?、)”\n]|$)|首位|榜首|之首")


def extract(reading: Reading) -> Iterator[Claim]:
    """The ranks of a document, each said of one place."""
    seen: set[tuple[str, str, str]] = set()
    for mask in sentences_with(reading, _CUE, may_have_topic):
        for clause in clauses(reading, mask, 0, len(mask.text)):
            if clause.topic is None or len(clause.topic.places) != 1:
                continue
            for made in _clause(reading, mask, clause, clause.topic.places[0]):
                key = (made.subject.text, str(made.qualifiers["indicator"]), str(made.qualifiers["scope"]))
                if key not in seen:
                    seen.add(key)
                    yield made


def _clause(reading: Reading, mask: Mask, clause: Clause, place: Argument) -> Iterator[Claim]:
    for rule in load("rankings", frozenset()):
        match = rule.pattern.match(mask.text, clause.body)
        if match is None or (indicator := measured(match["what"])) is None:
            continue
        rank = 1 if match["first"] else value(match["rank"])
        if not rank:
            continue
        named = clause.named and place.span is not None
        low = mask.position(place.span.start) if named and place.span else match.start()
        evidence = mask.span(min(low, match.start()), match.end())
        printed = mask.span(match.start("scope"), max(match.end("rank"), match.end("first")))
        scope = mask.span(*match.span("scope"))
        qualifiers: dict[str, Scalar] = {
            "indicator": indicator,
            "value": int(rank),
            "scope": reading.doc.text[scope.start : scope.end].removesuffix("的"),
        }
        date = _date(mask, match.start())
        if date is not None:
            qualifiers |= {"date": date.edtf, "date_text": reading.doc.text[date.span.start : date.span.end].strip()}
        yield claim(
            reading.doc,
            "ranking",
            place,
            Argument("Figure", reading.doc.text[printed.start : printed.end], Span(printed.start, printed.end)),
            evidence,
            f"rankings/{rule.name}",
            qualifiers=qualifiers,
            explicit=clause.named,
            confidence=0.9 if clause.named else 0.8,
        )
        return


def _date(mask: Mask, stop: int) -> Date | None:
    """The last date that the sentence names before the rank."""
    dates = [token for _, token in mask.held(0, stop) if isinstance(token, Date)]
    return dates[-1] if dates and not dates[-1].ranged else None
