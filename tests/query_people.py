"""One more article for the store that the tests of queries ask: somebody's life, groups, bodies, places and aims."""

from __future__ import annotations

import hashlib

from kg.model import Argument, Claim, Document, Entity, LinkedDocument, Scalar, ground
from tests import sample
from tests.query_events import TALK

TEXT = """记者在云溪县采访了顾青岚。顾青岚(女,回族,1972年3月生)是云溪县人,医学工作者,正科级,为架桥出了大力。
她是四名援建干部中的一员,由柳泉市委组织部选派,挂职两年,即将期满。该部是柳泉市委的工作部门,顾青岚在部里工作。
山货馆位于云溪县。柳泉市是云岭省的省会、山货大市,要建成山货之都,以海澄市为标杆,把竹编产业转移到望海区。
柳泉市每月召开项目协调会,柳泉市副市长到会。为交流经验,山货交流会开了三天,议定了竹编扶持计划。
《山货志》介绍山货产业,已送柳泉市委。山货产业是柳泉市的支柱,老街修缮座谈会落实了竹编扶持计划。
"""
GU, ENVOYS, DEPARTMENT, CITY = (
    "person/gu-qinglan-2d3e4f50",
    "group/3e4f50617283",
    "org/CN-990100/cpc/zzb",
    "org/CN-990100/cpc",
)
RANK, BRIDGE, HALL, CAPITAL = "rank/4f5061728394", "topic/506172839405", "place/x-617283940516", "goal/728394051627"
TALKS, FAIR, PLAN, CHRONICLE = (
    "event/839405162738",
    "event/940516273849",
    "initiative/051627384950",
    "report/162738495061",
)
WARES = "topic/7c8d9e0f1a2b"


def people(base: str = sample.BASE) -> LinkedDocument:
    """An invented text: one claim of each relation that the other articles do not have."""
    ids = f"{base}id/"
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    doc = Document(sha[:16], sha, "sample/renwu.txt", TEXT, title="山货之乡的人", published="2023-08-01")

    def node(kind: str, text: str, iri: str) -> Argument:
        return Argument(kind, text, None, ids + iri)

    def said(predicate: str, subject: Argument, target: Argument | str, quote: str, **more: Scalar) -> Claim:
        if isinstance(target, str):
            target = Argument("Text", target)
        start = doc.text.index(quote)
        evidence = ground(doc, start, start + len(quote), "invented")
        return Claim(f"{predicate}-{target.text}", predicate, subject, target, evidence, more, confidence=0.95)

    gu, envoys = node("Person", "顾青岚", GU), node("Group", "四名援建干部", ENVOYS)
    department, city = node("Organization", "柳泉市委组织部", DEPARTMENT), node("Organization", "柳泉市委", CITY)
    yunxi, liuquan = node("District", "云溪县", sample.YUNXI), node("District", "柳泉市", sample.LIUQUAN)
    yunling, haicheng = node("District", "云岭省", sample.YUNLING), node("District", "海澄市", sample.HAICHENG)
    wanghai = node("District", "望海区", sample.WANGHAI)
    article = Argument("SourceDocument", doc.title or "", None, ids + f"doc/{doc.id}")
    talks, fair = node("RecurringMeeting", "项目协调会", TALKS), node("Meeting", "山货交流会", FAIR)
    plan, chronicle = node("Initiative", "竹编扶持计划", PLAN), node("Report", "山货志", CHRONICLE)
    claims = (
        said("interviewed", article, gu, "采访了顾青岚"),
        said("sex", gu, "女", "顾青岚(女"),
        said("ethnicGroup", gu, "回族", "顾青岚(女,回族"),
        said("birthDate", gu, Argument("Date", "1972-03"), "顾青岚(女,回族,1972年3月生", date="1972-03"),
        said("nativeOf", gu, yunxi, "是云溪县人"),
        said("occupationText", gu, "医学工作者", "是云溪县人,医学工作者"),
        said("hasRank", gu, node("Rank", "正科级", RANK), "医学工作者,正科级"),
        said("contributedTo", gu, node("Topic", "架桥", BRIDGE), "为架桥出了大力"),
        said("memberOfGroup", gu, envoys, "她是四名援建干部中的一员"),
        said("secondedBy", envoys, department, "由柳泉市委组织部选派"),
        said("secondmentDuration", gu, Argument("Duration", "P2Y"), "挂职两年"),
        said("secondmentStatusText", gu, "即将期满", "挂职两年,即将期满"),
        said("unitOf", department, city, "该部是柳泉市委的工作部门"),
        said("jurisdiction", department, liuquan, "由柳泉市委组织部选派"),
        said("staffOf", gu, department, "顾青岚在部里工作"),
        said("locatedIn", node("Facility", "山货馆", HALL), yunxi, "山货馆位于云溪县"),
        said("capitalOf", liuquan, yunling, "柳泉市是云岭省的省会"),
        said("categoryText", liuquan, "山货大市", "柳泉市是云岭省的省会、山货大市"),
        said("hasGoal", liuquan, node("Goal", "山货之都", CAPITAL), "要建成山货之都"),
        said("benchmarksAgainst", liuquan, haicheng, "以海澄市为标杆"),
        said("transfersIndustryTo", liuquan, wanghai, "把竹编产业转移到望海区"),
        said("pillarIndustry", liuquan, node("Topic", "山货产业", WARES), "山货产业是柳泉市的支柱"),
        said("realizedBy", plan, node("Meeting", "老街修缮座谈会", TALK), "老街修缮座谈会落实了竹编扶持计划"),
        said("recurringIn", talks, liuquan, "柳泉市每月召开项目协调会"),
        said("mentionedPost", node("Post", "柳泉市副市长", sample.DEPUTY_MAYOR), liuquan, "柳泉市副市长到会"),
        said("eventPurpose", fair, "为交流经验", "为交流经验,山货交流会"),
        said("eventDuration", fair, Argument("Duration", "P3D"), "山货交流会开了三天"),
        said("resultedIn", fair, plan, "山货交流会开了三天,议定了竹编扶持计划"),
        said("reportAbout", chronicle, node("Topic", "山货产业", WARES), "《山货志》介绍山货产业"),
        said("received", city, chronicle, "已送柳泉市委"),
    )
    entities = (
        Entity(ids + GU, "Person", "顾青岚"),
        Entity(ids + ENVOYS, "PersonGroup", "四名援建干部", {"size": 4}),
        Entity(ids + DEPARTMENT, "PartyDepartment", "柳泉市委组织部"),
        Entity(ids + CITY, "PartyCommittee", "中共柳泉市委员会", {"short_name": "柳泉市委"}),
        Entity(ids + RANK, "Rank", "正科级"),
        Entity(ids + BRIDGE, "Topic", "架桥"),
        Entity(ids + HALL, "Facility", "山货馆"),
        Entity(ids + CAPITAL, "Goal", "山货之都"),
        Entity(ids + TALKS, "RecurringMeeting", "项目协调会", {"recurrence": "R/P1M", "recurrence_text": "每月"}),
        Entity(ids + FAIR, "Meeting", "山货交流会"),
        Entity(ids + PLAN, "Initiative", "竹编扶持计划"),
        Entity(ids + CHRONICLE, "Report", "山货志", {"title": "山货志"}),
        Entity(ids + WARES, "Topic", "山货产业"),
    )
    return LinkedDocument(doc, claims, entities)
