"""Sources that disagree: both sides stay, one is believed by a stated rule, only it yields the direct triple."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from kg import vocab
from kg.check import check
from kg.conflicts import Conflict, conflicts
from kg.identity import DocumentRecord, from_quads, identify
from kg.pipeline import analyse
from kg.rdf import quads
from kg.sources.files import document
from kg.store import StoreWriter, load

BASE = "https://kg.example.org/"
HOLDER = "榆社县招商\n2022年3月16日\n\n榆社县县长许国庆介绍县情。"
OTHER_HOLDER = "榆社县调研\n2022年3月18日\n\n榆社县县长薛立新到企业调研。"
NEXT_YEAR = "榆社县调研\n2023年3月18日\n\n榆社县县长薛立新到企业调研。"
APPOINTED = "榆社县任免名单\n2022年3月17日\n\n任命薛立新为榆社县县长。"
ACTING = "昔阳县植树\n2022年3月12日\n\n昔阳县代县长吴晓岚参加植树。"
FULL = "昔阳县会议\n2022年3月15日\n\n昔阳县县长吴晓岚出席会议。"
BORN = "公示\n2022年7月1日\n\n韩立群,男,汉族,1968年8月生,现任和顺县县长,拟任和顺县委书记。"
BORN_ELSE = "和顺县新闻\n2022年9月1日\n\n和顺县县长韩立群,男,1969年8月生,到农村调研。"
BORN_ROUGHLY = "和顺县新闻\n2022年9月1日\n\n和顺县县长韩立群,男,1968年生,到农村调研。"
SINCE_MARCH = "简历\n2021年1月1日\n\n陆青川同志简历\n2016.03—2019.05 祁县县长\n"
SINCE_MAY = "陆青川近况\n2021年2月1日\n\n陆青川同志简历\n2016.05—2019.05 祁县县长\n"
SINCE_2016 = "陆青川近况\n2021年2月1日\n\n陆青川同志简历\n2016年至2019年任祁县县长\n"
HEADED = "青川县启动古镇保护工程\n2023年5月1日\n\n目前,古镇保护工程正在筹备。\n"
QUOTED_HEAD = "“茶香万家”行动在青川县开始实施\n\n“茶香万家”行动目前仍处于论证阶段。\n"
NOT_YET_ONLINE = "智慧茶园平台上线\n\n据介绍,智慧茶园平台预计明年6月上线。\n"
SAID = "青川县启动古镇保护工程\n\n“古镇保护工程正在筹备。”青川县县长许国庆说。\n"
AGREED = "青川县启动古镇保护工程\n\n古镇保护工程去年正在筹备。5月1日,古镇保护工程正式启动。\n"
TO_BE_READY = "青川县启动古镇保护工程\n\n古镇保护工程预计明年6月完工。\n"
ELSEWHERE = (
    "同心茶乡工程在青川县开始实施\n\n青川县委书记许国庆提出实施同心茶乡工程。"
    "平武县正在谋划同心茶乡工程。平武县委书记薛立新提出实施同心茶乡工程。\n"
)
NO_HEADING = "青川县启动古镇保护工程。古镇保护工程正在筹备。\n"


def record(text: str) -> DocumentRecord:
    return from_quads(quads(analyse(document(text, "t.txt"), BASE), BASE))


def found(*texts: str) -> list[Conflict]:
    records = [record(text) for text in texts]
    return conflicts(records, identify(records).canonical())


@pytest.mark.parametrize(
    ("texts", "kind", "values"),
    [
        ((HOLDER, OTHER_HOLDER), "ConflictingHolder", ["薛立新", "许国庆"]),
        ((ACTING, FULL), "ConflictingStatus", ["正式", "代理"]),
        ((BORN, BORN_ELSE), "ConflictingAttribute", ["1968-08", "1969-08"]),
        ((SINCE_MARCH, SINCE_MAY), "ConflictingDate", ["2016-03", "2016-05"]),
        ((HEADED,), "ConflictingStatus", ["筹备", "实施中"]),
        ((QUOTED_HEAD,), "ConflictingStatus", ["筹备", "实施中"]),
        ((NOT_YET_ONLINE,), "ConflictingStatus", ["预计完成", "投入使用"]),
        ((SAID,), "ConflictingStatus", ["筹备", "实施中"]),
    ],
)
def test_what_sources_disagree_about(texts: tuple[str, ...], kind: str, values: list[str]) -> None:
    """Each kind is found, the believed side first, whatever the order of the texts."""
    for order in permutations(texts):
        [conflict] = found(*order)
        assert conflict.kind == kind
        assert [side.value for side in conflict.sides] == values


@pytest.mark.parametrize(
    "texts",
    [
        (HOLDER, NEXT_YEAR),
        (HOLDER, APPOINTED, OTHER_HOLDER),
        (BORN, BORN_ROUGHLY),
        (SINCE_MARCH, SINCE_2016),
        (HOLDER, ACTING, BORN),
        (AGREED,),
        (TO_BE_READY,),
        (NO_HEADING,),
        ("会议\n2022年3月1日\n\n县委书记许国庆讲话。", "会议\n2022年3月2日\n\n县委书记薛立新讲话。"),
        ("会议\n2022年3月1日\n\n榆社县副县长许国庆讲话。", "会议\n2022年3月2日\n\n榆社县副县长薛立新讲话。"),
    ],
    ids=[
        "a year apart",
        "succession",
        "rougher date",
        "rougher term",
        "other things",
        "the text agrees",
        "when it ends",
        "one sentence",
        "whose",
        "several seats",
    ],
)
def test_what_is_no_disagreement(texts: tuple[str, ...]) -> None:
    """A succession, a rougher date, a post of which there are several, or of a body nobody names."""
    assert found(*texts) == []


def test_a_heading_keeps_its_claim(tmp_path: Path) -> None:
    """Where the text says another state, both statements stay and only the text's is a plain fact."""
    with StoreWriter(tmp_path, BASE) as writer:
        writer.add(analyse(document(HEADED, "t.txt"), BASE))
    triples = [quad.triple for quad in load(tmp_path)]
    told = {
        str(triple.object).rpartition("#")[2][:-1]
        for triple in triples
        if "#undertakingStatus>" in str(triple.predicate)
    }
    assert told == {"InPreparation"}
    stated = {str(triple.object) for triple in triples if str(triple.predicate).endswith("rdf-syntax-ns#object>")}
    assert {f"<{vocab.kg(name)}>" for name in ("InPreparation", "UnderWay")} <= stated
    assert {one.severity for one in check(tmp_path).findings} == {"warning"}


def test_two_places_have_two_undertakings() -> None:
    """What a heading says of one is not set against what the text says of the other of that name."""
    told = record(ELSEWHERE).states
    assert {state.status for state in told} == {"UnderWay", "InPreparation"}
    assert len({state.stated.subject for state in told}) == len(told)
    assert found(ELSEWHERE) == []


def test_a_notice_outweighs_an_article() -> None:
    """The form of the document decides before its date does."""
    [conflict] = found(BORN, BORN_ELSE)
    assert conflict.rule["by"] == "document"


def test_only_what_is_believed_is_a_fact(tmp_path: Path) -> None:
    """The other side keeps its statement and evidence, loses its direct triple, and the store stays sound."""
    with StoreWriter(tmp_path, BASE) as writer:
        for number, text in enumerate((BORN, BORN_ELSE, HOLDER, OTHER_HOLDER)):
            writer.add(analyse(document(text, f"{number}.txt"), BASE))
    triples = {str(quad.triple) for quad in load(tmp_path)}
    born = {line.rpartition("> ")[2] for line in triples if "#birthDate>" in line.split("> ")[1] + ">"}
    assert born == {'"1968-08"^^<http://id.loc.gov/datatypes/edtf>'}
    stated = [line for line in triples if "rdf-syntax-ns#object>" in line and '"1969-08"' in line]
    assert len(stated) == 1
    holders = {line.split()[0] for line in triples if "#heldPost> " in line and "CN-140721" in line}
    assert len(holders) == 1
    report = check(tmp_path)
    assert {(one.severity, one.check) for one in report.findings} == {("warning", "sources_disagree")}
    assert len(report.findings) == 2
