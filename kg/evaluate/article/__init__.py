"""One article with every fact an expert reads in it, and claims in; precision and recall by relation out.

docs/evaluation.md describes the files (gold.json, entities.json) and how matches are decided.
"""

from kg.evaluate.article.gold import Article, is_article, read_article
from kg.evaluate.article.said import read_said
from kg.evaluate.article.scoring import score_article
from kg.evaluate.article.traps import Trap, committed, read_traps

__all__ = [
    "Article",
    "Trap",
    "committed",
    "is_article",
    "read_article",
    "read_said",
    "read_traps",
    "score_article",
]
