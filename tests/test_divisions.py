"""The gazetteer: names, codes, history, and how cheap it is to load."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError

import pytest

from kg.lexicon import divisions
from kg.lexicon.divisions import Gazetteer, gazetteer
from kg.lexicon.short_forms import aliases_of, short_of
from kg.lexicon.tables import read
from kg.mentions import places as places_module


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("长宁", "310105"),
        ("榆次", "140702"),
        ("内蒙古", "150000"),
        ("新疆", "650000"),
        ("黔东南", "522600"),
        ("恩施", "422800"),
        ("阿坝", "513200"),
        ("长宁区", "310105"),
        ("济源市", "419001"),
        ("香港", "810000"),
        ("澳门特别行政区", "820000"),
        ("台湾", "710000"),
        ("高雄市", "830600"),
        ("美国", "x-US"),
        ("印尼", "x-ID"),
    ],
)
def test_the_first_unit_of_a_name(surface: str, code: str) -> None:
    assert gazetteer().by_name(surface)[0].code == code


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("东乡族自治县", "东乡"),
        ("鄂伦春自治旗", "鄂伦春"),
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("广西壮族自治区", "广西"),
        ("瀍河回族区", "瀍河"),
        ("祁县", ""),
        ("滨海新区", ""),
        ("巴林右旗", ""),
    ],
)
def test_short_forms(name: str, short: str) -> None:
    assert short_of(name) == short


def test_other_forms_of_autonomous_units() -> None:
    assert aliases_of("陵水黎族自治县") == ("陵水县",)
    assert aliases_of("香港特别行政区") == ("香港特区",)
    assert aliases_of("长宁区") == ()


def test_units_of_account_are_no_places() -> None:
    places = gazetteer()
    assert places.by_code("310100") is None
    assert places.by_name("市辖区") == ()
    assert places["310105"].parent == "310000"
    assert places["419001"].parent == "410000"
    assert [unit.name for unit in places.ancestors("310105002")] == ["长宁区", "上海市"]


def test_history() -> None:
    places = gazetteer()
    yuci, zhabei = places["142401"], places["310108"]
    assert yuci.ended
    assert (yuci.existed(1998), yuci.existed(1999), yuci.existed(1975)) == (True, False, True)
    assert (zhabei.ended, zhabei.successors) == (True, ("310106",))
    assert places["142401"].parent == "142400"
    assert not places["310105"].ended


@pytest.mark.parametrize(
    ("surface", "code", "years", "successors"),
    [
        ("平原省", "h-pingyuan", (1949, 1952), ("410000", "370000")),
        ("察哈尔省", "h-chahar", (1928, 1952), ("130000", "140000")),
        ("热河省", "h-rehe", (1928, 1955), ("130000", "210000", "150000")),
        ("川西行署区", "h-chuanxi", (1950, 1952), ("510000",)),
        ("北平", "h-beiping", (1928, 1949), ("110000",)),
        ("锡山市", "320283", (1995, 1999), ("320205",)),
        ("晋中地区", "142400", (1980, 1998), ("140700",)),
        ("晋中专区", "142400", (1980, 1998), ("140700",)),
        ("苏联", "x-SUHH", (1922, 1991), ()),
        ("东德", "x-DDDE", (1949, 1990), ("x-DE",)),
        ("捷克斯洛伐克", "x-CSHH", (1918, 1992), ("x-CZ", "x-SK")),
    ],
)
def test_units_of_the_past(surface: str, code: str, years: tuple[int, int], successors: tuple[str, ...]) -> None:
    (unit,) = gazetteer().by_name(surface)
    assert (unit.code, (unit.first, unit.last), unit.ended) == (code, years, True)
    assert unit.successors == successors or len(unit.successors) > 10


def test_every_unit_that_ended_in_the_lists_has_a_successor_that_leads_to_today() -> None:
    places = gazetteer()
    names = [name for head in places.heads for name in places.names_at(head)]
    units = {code: places[code] for name in names for code in name.codes}
    without = {unit.code for unit in units.values() if unit.last and not unit.successors and unit.level != "region"}
    assert without == {"652403"}  # 二区 of 奎屯
    for unit in units.values():
        seen, ahead = {unit.code}, list(unit.successors)
        while ahead:
            code = ahead.pop()
            assert code not in seen or places[code].ended is False
            seen.add(code)
            ahead += places[code].successors


@pytest.mark.parametrize(
    ("surface", "parent"), [("西咸新区", "610000"), ("贵安新区", "520000"), ("横琴", "440400"), ("新界", "810000")]
)
def test_zones_lie_in_a_division(surface: str, parent: str) -> None:
    (unit,) = gazetteer().by_name(surface)
    assert (unit.level, unit.parent) == ("zone", parent)


def test_zones_that_are_divisions() -> None:
    places = gazetteer()
    assert [unit.code for unit in places.by_name("浦东")] == ["310115"]
    assert [unit.code for unit in places.by_name("雄安")] == ["133100"]
    assert not places["133100"].ended
    assert places["130629"].successors == ()


def test_townships() -> None:
    places = gazetteer()
    assert [unit.name for unit in places.townships("310105")][:2] == ["华阳路街道", "江苏路街道"]
    assert places.townships_below("310105")["华阳街道"] == ("310105001",)
    assert "华阳街道" not in places.townships_below("310117")
    assert places.townships("999999") == ()
    assert places.by_code("310105999") is None
    assert len(places.townships_below("310000")) > 200


def test_every_row_can_be_read_and_every_parent_exists() -> None:
    places = gazetteer()
    names = [name for head in places.heads for name in places.names_at(head)]
    units = {code: places[code] for name in names for code in name.codes}
    assert len(units) > 7000
    for unit in units.values():
        assert len(unit.short) >= 2
        assert all(places[parent.code] for parent in places.ancestors(unit.code))
        assert all(places.by_code(code) for code in unit.successors)
    assert sum(not unit.ended and unit.level == "province" for unit in units.values()) == 34


def test_every_country_has_its_iso_code() -> None:
    places = gazetteer()
    names = [name for head in places.heads for name in places.names_at(head)]
    countries = {code for name in names for code in name.codes if places[code].level == "country"}
    ended = {code for code in countries if places[code].ended}
    assert (len(countries - ended), len(ended)) == (197, 6)
    assert all(len(code) == 4 and code[2:].isupper() for code in countries - ended)
    assert all(len(code) == 6 and code[2:].isupper() for code in ended)


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        gazetteer()["000000"]
    with pytest.raises(FrozenInstanceError):
        gazetteer()["310000"].name = "x"  # type: ignore[misc]


def test_the_heavy_table_is_read_only_for_a_text_that_names_a_township(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    fresh = Gazetteer()

    def noted(name: str) -> str:
        asked.append(name)
        return read(name)

    monkeypatch.setattr(divisions, "read", noted)
    monkeypatch.setattr(places_module, "gazetteer", lambda: fresh)
    assert places_module.find_places("晋中市榆次区委书记张云舟到上海市长宁区调研。")
    assert asked == []
    assert places_module.find_places("上海市长宁区江苏路街道")
    assert asked == ["divisions.townships.tsv"]


def test_a_short_text_needs_little_time() -> None:
    """Import, tables and a first text in a fresh process take no longer than eight million multiplications there."""
    code = (
        "import time; t = time.process_time(); from kg.mentions.places import find_places;"
        "find_places('晋中市榆次区委书记张云舟到上海市长宁区江苏路街道调研。'); u = time.process_time();"
        "sum(i * i for i in range(1_000_000)); print((u - t) / (time.process_time() - u))"
    )
    times = [float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(3)]  # noqa: S603
    assert min(times) < 8
