"""Printed quantities: number, unit after normalisation, comparator; and what only looks like one."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from kg.extract.quantities import find_quantities, numerals
from kg.text.numbers import value
from kg.text.shadow import shadow

NUMBERS = [
    ("38", "38"), ("61万", "610000"), ("1.2万", "12000"), ("2.28万亿", "2280000000000"), ("3千万", "30000000"),
    ("５千", "5000"), ("1,234", "1234"), ("12,345.6", "12345.6"), ("99.52万", "995200.00"), ("0.23", "0.23"),
    ("四", "4"), ("十", "10"), ("十二", "12"), ("二十", "20"), ("三十五", "35"), ("一百", "100"), ("一百零五", "105"),
    ("一百一十", "110"), ("两百", "200"), ("二百五", "250"), ("三千五百", "3500"), ("两千零一十", "2010"),
    ("两万五千", "25000"), ("三万五", "35000"), ("十万", "100000"), ("三十八万", "380000"), ("一千二百万", "12000000"),
    ("一亿", "100000000"), ("两亿三千万", "230000000"), ("十四亿", "1400000000"), ("三点五万", "35000.0"),
    ("8万7千", "87000"), ("2亿5000万", "250000000"), ("九千五百九十六万一千", "95961000"),
]  # fmt: skip
QUANTITIES = [
    ("面积38平方公里", "38平方公里", "38", None, "平方公里", "="),
    ("61万人口", "61万", "610000", None, "人", "="),
    ("200多个项目", "200多个", "200", None, "个", ">"),
    ("1万多字", "1万多字", "10000", None, "字", ">"),
    ("近1.5亿亩", "近1.5亿亩", "150000000.0", None, "亩", "≈"),
    ("约八万户", "约八万户", "80000", None, "户", "≈"),
    ("超过19.3%", "超过19.3%", "19.3", None, "%", ">"),
    ("不足5000平方米", "不足5000平方米", "5000", None, "平方米", "<"),
    ("5万元以上", "5万元以上", "50000", None, "元", "≥"),
    ("至少30家", "至少30家", "30", None, "家", "≥"),
    ("不超过8公里", "不超过8公里", "8", None, "公里", "≤"),
    ("900人左右", "900人左右", "900", None, "人", "≈"),
    ("25—30公里", "25—30公里", "25", "30", "公里", "="),
    ("3至5万人", "3至5万人", "30000", "50000", "人", "="),
    ("15%到20%", "15%到20%", "15", "20", "%", "="),
    ("七成以上", "七成以上", "70", None, "%", "≥"),
    ("百分之十二点五", "百分之十二点五", "12.5", None, "%", "="),
    ("约三分之一", "约三分之一", "33.33", None, "%", "≈"),
    ("1.1个百分点", "1.1个百分点", "1.1", None, "百分点", "="),
    ("20千米", "20千米", "20", None, "公里", "="),
    ("5兆瓦", "5兆瓦", "5000", None, "千瓦", "="),
    ("3.7万多起", "3.7万多起", "37000.0", None, "起", ">"),
    ("316.6万人次", "316.6万人次", "3166000.0", None, "人次", "="),
    ("500多万党员", "500多万", "5000000", None, "人", ">"),
]
NONE = [
    "第12个", "第三届", "一个人", "两项", "几十家", "上百户", "十几个", "三四个", "数百人", "2012年", "5月28日",
    "9点30分", "PM2.5浓度", "96123平台", "15号文件", "A380架", "二〇一二年", "3个人大代表团", "2个体户", "5部门",
    "6家庭", "1条例",
    "一批", "百货公司", "千家万户", "500党员",
]  # fmt: skip


@pytest.mark.parametrize(("printed", "expected"), NUMBERS)
def test_value(printed: str, expected: str) -> None:
    """The value of a number, whichever numerals it is printed in."""
    assert value(shadow(printed)) == Decimal(expected)


@pytest.mark.parametrize("printed", ["二〇二〇", "三四", "一九九八"])
def test_digits_in_a_row_have_no_value(printed: str) -> None:
    """They are a year or an estimate."""
    assert value(printed) is None


@pytest.mark.parametrize(("text", "printed", "low", "upper", "unit", "comparator"), QUANTITIES)
def test_quantity(text: str, printed: str, low: str, upper: str | None, unit: str, comparator: str) -> None:
    """Exactly one quantity, in its unit, with what the words around make of it."""
    plain = shadow(text)
    (found,) = find_quantities(plain, 0, len(plain))
    assert text[found.span.start : found.span.end] == printed
    assert (found.value, found.unit, found.comparator) == (Decimal(low), unit, comparator)
    assert found.upper == (None if upper is None else Decimal(upper))


@pytest.mark.parametrize("text", NONE)
def test_no_quantity(text: str) -> None:
    """Ordinals, dates, names, estimates and 一个 are none."""
    plain = shadow(text)
    assert list(find_quantities(plain, 0, len(plain))) == []


def test_a_long_run_of_digits_takes_time_in_proportion() -> None:
    """Ten times the digits take about ten times as long, not a hundred times."""

    def spent(digits: int) -> float:
        start = time.process_time()
        assert numerals().search("1" * digits) is None
        return time.process_time() - start

    assert min(spent(40_000) for _ in range(3)) < 40 * min(spent(4_000) for _ in range(3))
