"""The stores the tests of queries ask: the invented article, one that disagrees with it, one about a model."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import chain

from pyoxigraph import Quad, Store

from kg import vocab
from kg.conflicts import conflict_quads, conflicts
from kg.identity import from_quads, identify
from kg.model import Argument, Claim, Document, Entity, Judgement, LinkedDocument, Scalar, ground
from kg.rdf import quads
from tests import sample
from tests.query_events import meeting
from tests.query_people import people
from tests.query_views import views

SECOND_TEXT = """望海区召开会议(2023年6月2日)
望海区区长赵清河讲话。云溪县委副书记孙望山介绍了经验。
“老街要修,人要留下。”赵清河说。
2022年,望海区常住人口超过12.5万人。2030年将达到15万人。
望海区海产品产量居全市第二。
"""
THIRD_TEXT = """望海区的老店改造做了五年。云溪县学习望海区老店改造,打算修缮云溪老街。
一是清理河道,二是翻修门面,为的是留住老人。老店改造已经完工。
"""
FOURTH_TEXT = "老戏台修缮工程启动\n老戏台修缮工程还在筹备。\n"
STAGE = "programme/5f6e7d8c9b0a"
PROGRAMME, STREET = "programme/0d1e2f3a4b5c", "initiative/1a2b3c4d5e6f"
ZHAO, SUN = "person/zhao-qinghe-0c0d0e0f", "person/sun-wangshan-0a0b0c0d"
DEPUTY = "post/CN-990102/cpc/deputy-secretary"
REJECTED = Judgement("0a0b0c0d", "reject", "甲", "2026-05-31T08:00:00Z", "别处的老店")


def store_of(*documents: LinkedDocument, base: str = sample.BASE) -> Store:
    """A store as ``kg.store.load`` gives it: named graphs, and a default graph with each triple once.

    Conflicts are in it; the triples of what they leave unbelieved stay, so that both sides can be asked for.
    """
    store = Store()
    of_documents = [quads(linked, base) for linked in documents]
    records = [from_quads(found) for found in of_documents]
    of_corpus = conflict_quads(conflicts(records, identify(records).canonical()), base)
    for quad in {*chain.from_iterable(of_documents), *of_corpus}:
        store.add(quad)
        store.add(Quad(quad.subject, quad.predicate, quad.object))
    return store


def second(base: str = sample.BASE) -> LinkedDocument:
    """An invented text: another head of the same district, and a colleague in the same committee."""
    ids = f"{base}id/"
    sha = hashlib.sha256(SECOND_TEXT.encode()).hexdigest()
    doc = Document(sha[:16], sha, "sample/huiyi.txt", SECOND_TEXT, published="2023-06-02")

    def held(name: str, person: str, place: str, place_iri: str, quote: str, qualifiers: dict[str, Scalar]) -> Claim:
        start = doc.text.index(quote)
        return Claim(
            id=hashlib.sha256(f"{doc.id}|{quote}".encode()).hexdigest()[:16],
            predicate="heldPost",
            subject=Argument("Person", name, None, ids + person),
            object=Argument("District", place, None, ids + place_iri),
            evidence=ground(doc, start, start + len(quote), "post_before_name"),
            qualifiers={"status": "incumbent", "kind": "regular", **qualifiers},
        )

    head: dict[str, Scalar] = {"post_iri": ids + sample.HEAD, "organization_iri": ids + sample.GOV_WANGHAI}
    deputy: dict[str, Scalar] = {
        "post_iri": ids + DEPUTY,
        "organization_iri": ids + sample.CPC_YUNXI,
        "start": "2021-09",
        "date_text": "2021年9月",
    }

    rank = Claim(
        id="rank",
        predicate="ranking",
        subject=Argument("District", "望海区", None, ids + sample.WANGHAI),
        object=Argument("Figure", "全市第二"),
        evidence=ground(doc, *_found(doc, "望海区海产品产量居全市第二"), "rankings/is in such a place"),
        qualifiers={"indicator": "海产品产量", "value": 2, "scope": "全市"},
    )

    def people(value: int, printed: str, quote: str, **more: Scalar) -> Claim:
        start = doc.text.index(quote)
        return Claim(
            id=hashlib.sha256(f"{doc.id}|{quote}".encode()).hexdigest()[:16],
            predicate="statistic",
            subject=Argument("District", "望海区", None, ids + sample.WANGHAI),
            object=Argument("Figure", printed),
            evidence=ground(doc, start, start + len(quote), "figures/what is how much"),
            qualifiers={"indicator": "常住人口", "value": value, "unit": "人", **more},
            status="planned" if "将" in quote else "asserted",
        )

    claims = (
        rank,
        people(125_000, "超过12.5万人", "2022年,望海区常住人口超过12.5万人", comparator=">", date="2022"),
        people(150_000, "15万人", "2030年将达到15万人", comparator="=", date="2030"),
        held("赵清河", ZHAO, "望海区", sample.WANGHAI, "望海区区长赵清河", head),
        held("孙望山", SUN, "云溪县", sample.YUNXI, "云溪县委副书记孙望山", deputy),
        Claim(
            id="quote",
            predicate="quote",
            subject=Argument("Person", "赵清河", None, ids + ZHAO),
            object=Argument("Text", "老街要修,人要留下。"),
            evidence=ground(doc, *_found(doc, "“老街要修,人要留下。”赵清河说"), "speech/speaker behind"),
        ),
    )
    entities = (
        Entity(ids + ZHAO, "Officer", "赵清河"),
        Entity(ids + SUN, "Officer", "孙望山"),
        Entity(ids + sample.GOV_WANGHAI, "Government", "望海区人民政府"),
        Entity(
            ids + sample.HEAD,
            "Post",
            "望海区区长",
            {"organization_iri": ids + sample.GOV_WANGHAI, "duty": "区长", "chief": True},
        ),
        Entity(ids + DEPUTY, "Post", "云溪县委副书记", {"organization_iri": ids + sample.CPC_YUNXI, "duty": "副书记"}),
    )
    return LinkedDocument(doc, claims, entities)


def _found(doc: Document, quote: str) -> tuple[int, int]:
    start = doc.text.index(quote)
    return start, start + len(quote)


def third(base: str = sample.BASE) -> LinkedDocument:
    """An invented text: a county's initiative takes a programme of another district as its model."""
    ids = f"{base}id/"
    sha = hashlib.sha256(THIRD_TEXT.encode()).hexdigest()
    doc = Document(sha[:16], sha, "sample/laodian.txt", THIRD_TEXT)
    programme = Argument("Programme", "望海区老店改造", None, ids + PROGRAMME)
    street = Argument("Initiative", "云溪老街", None, ids + STREET)

    def said(predicate: str, subject: Argument, object_: Argument, quote: str) -> Claim:
        start = doc.text.index(quote)
        evidence = ground(doc, start, start + len(quote), "invented")
        return Claim(f"{predicate}-{start}", predicate, subject, object_, evidence, confidence=0.95)

    def text(predicate: str, words: str, quote: str, **more: Scalar) -> Claim:
        return replace(said(predicate, street, Argument("Text", words), quote), qualifiers=more)

    wanghai = Argument("District", "望海区", None, ids + sample.WANGHAI)
    done = Argument("UndertakingStatus", "已经完工", None, vocab.kg("Completed"))
    claims = (
        text("measureText", "清理河道", "一是清理河道", order=1),
        text("measureText", "翻修门面", "二是翻修门面", order=2),
        text("aimText", "留住老人", "为的是留住老人"),
        replace(said("undertakingStatus", programme, done, "老店改造已经完工"), qualifiers={"status": "Completed"}),
        said("implementedIn", programme, wanghai, "望海区的老店改造"),
        said("learnsFrom", street, programme, "学习望海区老店改造,打算修缮云溪老街"),
        replace(said("implementedIn", street, wanghai, "望海区的老店改造"), id="rejected", judgement=REJECTED),
    )
    entities = (
        Entity(ids + PROGRAMME, "Programme", "望海区老店改造", {"duration": "P5Y", "duration_text": "五年"}),
        Entity(vocab.kg("Completed"), "UndertakingStatus", "完成"),
        Entity(ids + STREET, "Initiative", "云溪老街", {"target_iri": ids + sample.YUNXI}),
    )
    return LinkedDocument(doc, claims, entities)


def headed(base: str = sample.BASE) -> LinkedDocument:
    """An invented text whose heading says another state of a work than the text."""
    ids = f"{base}id/"
    sha = hashlib.sha256(FOURTH_TEXT.encode()).hexdigest()
    doc = Document(sha[:16], sha, "sample/yantai.txt", FOURTH_TEXT)
    stage = Argument("Programme", "老戏台修缮工程", None, ids + STAGE)

    def told(status: str, quote: str) -> Claim:
        state = Argument("UndertakingStatus", quote, None, vocab.kg(status))
        evidence = ground(doc, *_found(doc, quote), "invented")
        return Claim(
            f"stage-{status}", "undertakingStatus", stage, state, evidence, {"status": status}, confidence=0.95
        )

    claims = (told("UnderWay", "老戏台修缮工程启动"), told("InPreparation", "老戏台修缮工程还在筹备"))
    labels = {status: vocab.UNDERTAKING_STATUS[status] for status in ("UnderWay", "InPreparation")}
    entities = (
        Entity(ids + STAGE, "Programme", "老戏台修缮工程"),
        *(Entity(vocab.kg(status), "UndertakingStatus", label) for status, label in labels.items()),
    )
    return LinkedDocument(doc, claims, entities)


def every(base: str = sample.BASE) -> Store:
    """All the articles in one store."""
    told = sample.sample(base), second(base), third(base), meeting(base), views(base), people(base), headed(base)
    return store_of(*told, base=base)


def both(base: str = sample.BASE) -> Store:
    """The two articles in one store."""
    return store_of(sample.sample(base), second(base), base=base)
