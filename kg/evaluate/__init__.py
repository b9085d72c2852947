"""Gold facts and claims in, precision, recall and F1 out; docs/evaluation.md says how matches are decided."""

from kg.evaluate.claims import ClaimLine, is_grounded, read_claims
from kg.evaluate.facts import Fact
from kg.evaluate.gold import Passage, read_gold, wrong_offsets
from kg.evaluate.report import as_json, listing, table
from kg.evaluate.scoring import Counts, Difference, Score, score

__all__ = [
    "ClaimLine",
    "Counts",
    "Difference",
    "Fact",
    "Passage",
    "Score",
    "as_json",
    "is_grounded",
    "listing",
    "read_claims",
    "read_gold",
    "score",
    "table",
    "wrong_offsets",
]
