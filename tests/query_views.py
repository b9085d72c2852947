"""One more article for the store that the tests of queries ask: what somebody saw, how things are described."""

from __future__ import annotations

import hashlib

from kg.model import Argument, Claim, Document, Entity, LinkedDocument, ground
from tests import sample

TEXT = """周平野对旧巷清淤工程很有兴趣。柳泉市是山货的集散地。山货产业又称林下产业,分为菌类和茶类两类。
柳泉市林业局要求干部每周进山。
"""
ZHOU, DREDGING = "person/zhou-pingye-5a6b7c8d", "programme/6b7c8d9e0f1a"
TRADE, FUNGI, TEA, BUREAU = "topic/7c8d9e0f1a2b", "topic/8d9e0f1a2b3c", "topic/9e0f1a2b3c4d", "org/x-0f1a2b3c4d5e"


def views(base: str = sample.BASE) -> LinkedDocument:
    """An invented text: a programme that was seen, a place and a trade that are described, a demand."""
    ids = f"{base}id/"
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    doc = Document(sha[:16], sha, "sample/jianwen.txt", TEXT, published="2023-07-01")

    def said(predicate: str, subject: Argument, target: Argument, quote: str) -> Claim:
        start = doc.text.index(quote)
        evidence = ground(doc, start, start + len(quote), "invented")
        return Claim(f"{predicate}-{target.text}", predicate, subject, target, evidence, confidence=0.95)

    trade = Argument("Topic", "山货产业", None, ids + TRADE)
    kinds = "山货产业又称林下产业,分为菌类和茶类两类"
    claims = (
        said(
            "observedProject",
            Argument("Person", "周平野", None, ids + ZHOU),
            Argument("Programme", "旧巷清淤工程", None, ids + DREDGING),
            "周平野对旧巷清淤工程很有兴趣",
        ),
        said(
            "describedAs",
            Argument("District", "柳泉市", None, ids + sample.LIUQUAN),
            Argument("Text", "是山货的集散地"),
            "柳泉市是山货的集散地",
        ),
        said("alsoCalled", trade, Argument("Text", "林下产业"), kinds[:10]),
        said("hasSubcategory", trade, Argument("Topic", "菌类", None, ids + FUNGI), kinds),
        said("hasSubcategory", trade, Argument("Topic", "茶类", None, ids + TEA), kinds),
        said(
            "requires",
            Argument("Organization", "柳泉市林业局", None, ids + BUREAU),
            Argument("Text", "干部每周进山"),
            "柳泉市林业局要求干部每周进山",
        ),
    )
    entities = (
        Entity(ids + ZHOU, "Person", "周平野"),
        Entity(ids + DREDGING, "Programme", "旧巷清淤工程"),
        Entity(ids + TRADE, "Topic", "山货产业"),
        Entity(ids + FUNGI, "Topic", "菌类"),
        Entity(ids + TEA, "Topic", "茶类"),
        Entity(ids + BUREAU, "Organization", "柳泉市林业局"),
    )
    return LinkedDocument(doc, claims, entities)
