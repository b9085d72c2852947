"""The article in seeds/: its three reports, and what their authors propose in them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from kg.extract import proposes, wrote_report
from kg.extract.reading import Reading
from kg.model import Document

SEED = next((Path(__file__).parents[1] / "seeds").glob("*.txt"))
FIRST = "从“数字长宁”的发展看如何推进城市信息化建设"
SECOND = "上海市发展创意产业引发的思考"
THIRD = "对上海长宁区“凝聚力工程”实践的思考"


@pytest.fixture(scope="module")
def seed() -> Reading:
    text = SEED.read_bytes().decode("utf-8").removeprefix("\ufeff")
    digest = sha256(text.encode()).hexdigest()
    return Reading(Document(digest[:16], digest, SEED.name, text))


def test_its_reports(seed: Reading) -> None:
    """Three reports with author, date and kind, and no other title is taken for one."""
    found = [
        (claim.subject.text, claim.object.text, claim.qualifiers["date"], claim.qualifiers["genre"])
        for claim in wrote_report.extract(seed)
    ]
    assert found == [
        ("毋青松", FIRST, "XXXX-05-28", "心得"),
        ("毋青松", SECOND, "XXXX-07", "心得"),
        ("王建林", THIRD, "XXXX-07-20", "一文"),
    ]


def test_what_the_reports_propose(seed: Reading) -> None:
    """Quoted wishes belong to the report of their speaker, and are meant for his own district."""
    found = {
        (claim.subject.text, claim.object.text, claim.qualifiers["district"])
        for claim in proposes.extract(seed)
        if claim.subject.kind == "Report"
    }
    assert found == {
        (FIRST, "杏花岭区为民服务窗口", "杏花岭区"),
        (FIRST, "内部办公电子化", "杏花岭区"),
        (FIRST, "公众服务网络化", "杏花岭区"),
        (FIRST, "电子政务建设", "杏花岭区"),
        (SECOND, "以创意产业为主要特征的主题园区", "杏花岭区"),
        (THIRD, "串百家门、知百家情、解百家难、暖百家心大规模走访活动", "榆次区"),
        (THIRD, "凝聚力工程", "榆次区"),
    }


def test_goals_of_cities_are_no_initiatives(seed: Reading) -> None:
    """深圳提出打造“创意设计之都” is an aim of a city, told by somebody else."""
    assert not [claim for claim in proposes.extract(seed) if "之都" in claim.object.text]
