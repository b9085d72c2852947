"""The facts of an article and what claims say in, counts by type and the differences out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from kg.evaluate.article.gold import Article, GoldFact
from kg.evaluate.article.matching import qualifiers, same
from kg.evaluate.article.said import Said
from kg.evaluate.facts import Fact
from kg.evaluate.scoring import Counts, Difference, Score


def score_article(article: Article, said: Sequence[Said]) -> Score:
    """Compare; what is said of a type that the gold covers and matches no fact counts as wrong.

    ``status_ok`` of ``status_n`` are the qualifiers of matched facts.
    """
    passage = PurePath(article.file).stem
    counts = {name: Counts() for name in article.types}
    found: list[Difference] = []
    for name in article.types:
        gold = [fact for fact in article.facts if fact.type == name]
        claims = [claim for claim in said if claim.type == name]
        found.extend(_compare(passage, gold, claims, counts[name]))
    return Score(1, counts, tuple(found))


def _compare(passage: str, gold: Sequence[GoldFact], claims: Sequence[Said], counts: Counts) -> list[Difference]:
    free = dict(enumerate(gold))
    found: list[Difference] = []
    for claim in sorted(claims, key=lambda claim: claim.free):
        matching = [at for at, fact in enumerate(gold) if same(fact, claim)]
        open_ = [at for at in matching if at in free]
        if not open_:
            counts.repeat += bool(matching)
            if not matching and not claim.free:
                counts.fp += 1
                found.append(Difference(passage, "extra", _shown(claim)))
            continue
        # where two facts would do, the one said at the same place
        at = min(open_, key=lambda at: (-_common(gold[at], claim), at))
        fact = free.pop(at)
        counts.tp += 1
        right, among = qualifiers(fact, claim)
        counts.status_ok += right
        counts.status_n += among
    for fact in free.values():
        counts.fn += 1
        sides = {"subject": fact.subject.names[0], "object": fact.obj.names[0]}
        shown = Fact(fact.type, sides, start=fact.start, end=fact.end, quote=fact.evidence)
        found.append(Difference(passage, "missed", shown))
    return found


def _common(fact: GoldFact, claim: Said) -> int:
    return min(fact.end, claim.end) - max(fact.start, claim.start)


def _shown(claim: Said) -> Fact:
    fields = {"subject": claim.subject.text, "object": claim.obj.text}
    if indicator := claim.qualifiers.get("indicator"):
        fields["indicator"] = str(indicator)
    return Fact(claim.type, fields, start=claim.start, end=claim.end, quote=claim.quote, rule=claim.rule)
