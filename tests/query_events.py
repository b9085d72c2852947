"""One more article for the store that the tests of queries ask: a meeting, and who takes part in it."""

from __future__ import annotations

import hashlib

from kg.model import Argument, Claim, Document, Entity, LinkedDocument, ground
from tests import sample

TEXT = """6月9日,老街修缮座谈会在海澄市召开,何知远主持会议。
"""
TALK, HE = "event/2b3c4d5e6f70", "person/he-zhiyuan-1c2d3e4f"


def meeting(base: str = sample.BASE) -> LinkedDocument:
    """An invented text of a meeting: its date, its place, who chairs it."""
    ids = f"{base}id/"
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    doc = Document(sha[:16], sha, "sample/zuotan.txt", TEXT, published="2023-06-10")
    talk = Argument("Meeting", "老街修缮座谈会", None, ids + TALK)

    def said(predicate: str, target: Argument, quote: str) -> Claim:
        start = doc.text.index(quote)
        evidence = ground(doc, start, start + len(quote), "events/invented")
        return Claim(predicate, predicate, talk, target, evidence, {"date": "2023-06-09"}, confidence=0.95)

    claims = (
        said("eventDate", Argument("Date", "2023-06-09"), "6月9日,老街修缮座谈会"),
        said("eventPlace", Argument("District", "海澄市", None, ids + sample.HAICHENG), "老街修缮座谈会在海澄市召开"),
        said("eventLedBy", Argument("Person", "何知远", None, ids + HE), "何知远主持会议"),
    )
    entities = (Entity(ids + TALK, "Meeting", "老街修缮座谈会"), Entity(ids + HE, "Person", "何知远"))
    return LinkedDocument(doc, claims, entities)
