"""One invented article as a ``LinkedDocument``: the fixture of the stages after linking.

Two officers, one of them seconded, a report with an initiative, a visit, a planned post that is
only reported, and the places with their ancestors.  People, places and codes are inventions:
98 and 99 are no province codes of GB/T 2260.
"""

from __future__ import annotations

import hashlib

from kg.model import Argument, Claim, Document, Entity, Link, LinkedDocument, Scalar, Span, Status, ground

BASE = "https://kg.example.org/"
PATH = "sample/guazhi.txt"
TEXT = """挂职归来话发展
(2023年5月20日)

张云舟
柳泉市云溪县委书记
挂职地:海澄市望海区

张云舟是云溪县委书记。2023年3月至5月,他到海澄市望海区挂职,任青石街道党工委副书记。
挂职期间,张云舟撰写了《关于望海区社区服务的思考》一文,建议在云溪县建设为民服务窗口。
李望川现任望海区区长,她陪同张云舟考察了青石街道。
李望川说:“张云舟拟任柳泉市副市长。”
"""

YUNLING, LIUQUAN, YUNXI = "place/CN-990000", "place/CN-990100", "place/CN-990102"
HAICHENG, WANGHAI, QINGSHI = "place/CN-980000", "place/CN-980105", "place/CN-980105002"
ZHANG, LI = "person/zhang-yunzhou-1a2b3c4d", "person/li-wangchuan-5e6f7a8b"
CPC_YUNXI, CPCWC_QINGSHI = "org/CN-990102/cpc", "org/CN-980105002/cpcwc"
GOV_WANGHAI, GOV_LIUQUAN = "org/CN-980105/gov", "org/CN-990100/gov"
SECRETARY, DEPUTY_SECRETARY = "post/CN-990102/cpc/secretary", "post/CN-980105002/cpcwc/deputy-secretary"
HEAD, DEPUTY_MAYOR = "post/CN-980105/gov/district-head", "post/CN-990100/gov/deputy-mayor"
REPORT, INITIATIVE = "report/0a1b2c3d4e5f", "initiative/5f4e3d2c1b0a"


def sample(base: str = BASE, path: str = PATH, text: str = TEXT) -> LinkedDocument:
    """The article, linked.  ``text`` must hold the sentences of ``TEXT``; offsets are found in it."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    doc = Document(sha[:16], sha, path, text, title="挂职归来话发展", published="2023-05-20", publisher="云岭日报")
    return LinkedDocument(doc, _claims(doc, f"{base}id/"), _entities(f"{base}id/"), _links(doc, f"{base}id/"))


def _find(doc: Document, phrase: str, after: str = "") -> Span:
    start = doc.text.index(phrase, doc.text.index(after) if after else 0)
    return Span(start, start + len(phrase))


def _claims(doc: Document, ids: str) -> tuple[Claim, ...]:
    def about(kind: str, text: str, iri: str, code: str | None = None) -> Argument:
        return Argument(kind, text, _find(doc, text) if text in doc.text else None, ids + iri, code)

    def claim(
        predicate: str,
        subject: Argument,
        obj: Argument,
        quote: str,
        rule: str,
        qualifiers: dict[str, Scalar] | None = None,
        *,
        status: Status = "asserted",
        speaker: str | None = None,
        explicit: bool = True,
        confidence: float = 0.9,
    ) -> Claim:
        span = _find(doc, quote)
        raw = f"{doc.id}|{predicate}|{subject.text}|{obj.text}|{span.start}|{span.end}"
        return Claim(
            id=hashlib.sha256(raw.encode()).hexdigest()[:16],
            predicate=predicate,
            subject=subject,
            object=obj,
            evidence=ground(doc, span.start, span.end, rule),
            qualifiers=qualifiers or {},
            status=status,
            speaker=speaker,
            explicit=explicit,
            confidence=confidence,
        )

    zhang, li = about("Person", "张云舟", ZHANG), about("Person", "李望川", LI)
    yunxi, liuquan = about("District", "云溪县", YUNXI, "990102"), about("District", "柳泉市", LIUQUAN, "990100")
    wanghai = about("District", "望海区", WANGHAI, "980105")
    qingshi = about("District", "青石街道", QINGSHI, "980105002")
    report = about("Report", "关于望海区社区服务的思考", REPORT)
    initiative = about("Initiative", "为民服务窗口", INITIATIVE)
    secretary: dict[str, Scalar] = {
        "post": "云溪县委书记",
        "post_iri": ids + SECRETARY,
        "role": "书记",
        "organization": "云溪县委",
        "organization_iri": ids + CPC_YUNXI,
        "district": "云溪县",
        "status": "incumbent",
        "kind": "regular",
        "start": None,
        "end": None,
    }
    months: dict[str, Scalar] = {"start": "2023-03", "end": "2023-05", "date_text": "2023年3月至5月"}
    return (
        claim(
            "heldPost",
            zhang,
            yunxi,
            "张云舟\n柳泉市云溪县委书记",
            "heading_block",
            secretary | {"title_text": "柳泉市云溪县委书记"},
            explicit=False,
        ),
        claim(
            "heldPost",
            zhang,
            yunxi,
            "张云舟是云溪县委书记",
            "name_is_post",
            secretary | {"title_text": "云溪县委书记"},
            confidence=0.95,
        ),
        claim("partOf", yunxi, liuquan, "柳泉市云溪县", "place_chain"),
        claim("partOf", wanghai, about("District", "海澄市", HAICHENG, "980000"), "海澄市望海区", "place_chain"),
        claim(
            "secondedTo",
            zhang,
            wanghai,
            "他到海澄市望海区挂职,任青石街道党工委副书记",
            "to_place_second",
            months
            | {
                "host_post": "青石街道党工委副书记",
                "host_post_iri": ids + DEPUTY_SECRETARY,
                "home": "云溪县",
                "home_iri": ids + YUNXI,
            },
            explicit=False,
        ),
        claim(
            "heldPost",
            zhang,
            qingshi,
            "挂职,任青石街道党工委副书记",
            "seconded_as_post",
            months
            | {
                "post": "青石街道党工委副书记",
                "post_iri": ids + DEPUTY_SECRETARY,
                "role": "副书记",
                "organization": "青石街道党工委",
                "organization_iri": ids + CPCWC_QINGSHI,
                "district": "青石街道",
                "status": "incumbent",
                "kind": "seconded",
            },
            explicit=False,
        ),
        claim("wroteReport", zhang, report, "张云舟撰写了《关于望海区社区服务的思考》一文", "wrote_title"),
        claim(
            "proposes",
            report,
            initiative,
            "《关于望海区社区服务的思考》一文,建议在云溪县建设为民服务窗口",
            "report_suggests",
            {"district": "云溪县", "district_iri": ids + YUNXI, "status": None},
        ),
        claim(
            "heldPost",
            li,
            wanghai,
            "李望川现任望海区区长",
            "name_holds_post",
            {
                "post": "望海区区长",
                "post_iri": ids + HEAD,
                "role": "区长",
                "organization": "望海区人民政府",
                "organization_iri": ids + GOV_WANGHAI,
                "district": "望海区",
                "status": "incumbent",
                "kind": "regular",
                "title_text": "望海区区长",
            },
        ),
        claim("visited", zhang, qingshi, "张云舟考察了青石街道", "visited_place"),
        claim(
            "heldPost",
            zhang,
            liuquan,
            "张云舟拟任柳泉市副市长",
            "planned_post",
            {
                "post": "柳泉市副市长",
                "post_iri": ids + DEPUTY_MAYOR,
                "role": "副市长",
                "organization": "柳泉市人民政府",
                "organization_iri": ids + GOV_LIUQUAN,
                "district": "柳泉市",
                "status": "proposed",
                "kind": "regular",
            },
            status="planned",
            speaker="李望川",
        ),
    )


def _entities(ids: str) -> tuple[Entity, ...]:
    def place(iri: str, kind: str, label: str, parent: str | None) -> Entity:
        code = iri.rpartition("-")[2]
        return Entity(ids + iri, kind, label, {"code": code, "part_of_iri": ids + parent if parent else None})

    def body(iri: str, kind: str, label: str, short: str, place_iri: str) -> Entity:
        props: dict[str, Scalar] = {"short_name": short, "jurisdiction_iri": ids + place_iri, "parent_iri": None}
        return Entity(ids + iri, kind, label, props)

    def post(iri: str, label: str, org: str, duty: str, *, chief: bool) -> Entity:
        return Entity(ids + iri, "Post", label, {"organization_iri": ids + org, "duty": duty, "chief": chief})

    return (
        Entity(ids + ZHANG, "Officer", "张云舟", {"pinyin": "zhāng yún zhōu"}),
        Entity(ids + LI, "Officer", "李望川", {"pinyin": "lǐ wàng chuān"}),
        place(YUNLING, "ProvinceLevelDivision", "云岭省", None),
        place(LIUQUAN, "PrefectureLevelDivision", "柳泉市", YUNLING),
        place(YUNXI, "CountyLevelDivision", "云溪县", LIUQUAN),
        place(HAICHENG, "ProvinceLevelDivision", "海澄市", None),
        place(WANGHAI, "CountyLevelDivision", "望海区", HAICHENG),
        place(QINGSHI, "TownshipLevelDivision", "青石街道", WANGHAI),
        body(CPC_YUNXI, "PartyCommittee", "中共云溪县委员会", "云溪县委", YUNXI),
        body(CPCWC_QINGSHI, "PartyWorkCommittee", "中共青石街道工作委员会", "青石街道党工委", QINGSHI),
        body(GOV_WANGHAI, "Government", "望海区人民政府", "望海区政府", WANGHAI),
        body(GOV_LIUQUAN, "Government", "柳泉市人民政府", "柳泉市政府", LIUQUAN),
        post(SECRETARY, "云溪县委书记", CPC_YUNXI, "书记", chief=True),
        post(DEPUTY_SECRETARY, "青石街道党工委副书记", CPCWC_QINGSHI, "副书记", chief=False),
        post(HEAD, "望海区区长", GOV_WANGHAI, "区长", chief=True),
        post(DEPUTY_MAYOR, "柳泉市副市长", GOV_LIUQUAN, "副市长", chief=False),
        Entity(
            ids + REPORT,
            "Report",
            "关于望海区社区服务的思考",
            {"title": "关于望海区社区服务的思考", "genre": "思考", "date": None, "author_iri": ids + ZHANG},
        ),
        Entity(ids + INITIATIVE, "Initiative", "为民服务窗口", {"target_iri": ids + YUNXI}),
    )


def _links(doc: Document, ids: str) -> tuple[Link, ...]:
    def link(name: str, iri: str, reason: str) -> Link:
        return Link(_find(doc, name), ids + iri, reason, 1.0)

    return (
        link("张云舟", ZHANG, "full name"),
        link("云溪县", YUNXI, "only one of that name"),
        link("望海区", WANGHAI, "below the place named before it"),
    )
