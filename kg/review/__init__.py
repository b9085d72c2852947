"""What a person may look at and decide: a store in; claims by their ids, what is worth a look, and sessions out."""

from kg.review.claims import Claims
from kg.review.people import People
from kg.review.stale import stale_documents
from kg.review.standing import Standing, standing

__all__ = ["Claims", "People", "Standing", "stale_documents", "standing"]
