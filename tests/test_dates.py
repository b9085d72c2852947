"""Printed dates against a table of readings in EDTF."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.dates import find_dates, number
from kg.text.shadow import shadow


def read(text: str, year: str | None = None) -> list[str]:
    """Each date as printed=EDTF, a range as printed=start..end, an inferred year with a trailing '!'."""
    plain = shadow(text)
    return [
        f"{plain[d.span.start : d.span.end]}={d.edtf}"
        + (f"..{d.until or ''}" if d.ranged else "")
        + ("!" if d.inferred else "")
        for d in find_dates(plain, year)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020年3月5日开会", ["2020年3月5日=2020-03-05"]),
        ("1999年12月31号", ["1999年12月31号=1999-12-31"]),
        ("二〇〇九年四月三日", ["二〇〇九年四月三日=2009-04-03"]),
        ("一九五六年参加工作", ["一九五六年=1956"]),
        ("一九七八年十二月二十二日", ["一九七八年十二月二十二日=1978-12-22"]),
        ("１９９８年７月", ["1998年7月=1998-07"]),
        ("2016 年 3 月 4 日", ["2016 年 3 月 4 日=2016-03-04"]),
        ("2021-06-08", ["2021-06-08=2021-06-08"]),
        ("2021.6", ["2021.6=2021-06"]),
        ("4月3日", ["4月3日=XXXX-04-03"]),
        ("今年四月", ["四月=XXXX-04"]),
        ("西安一月十七日电", ["一月十七日=XXXX-01-17"]),
        ("2011年春", ["2011年春=2011-21"]),
        ("2011年春节", ["2011年=2011"]),
        ("2020年初", ["2020年初=2020-01~/2020-03~"]),
        ("2015年底", ["2015年底=2015-10~/2015-12~"]),
        ("2016年上半年", ["2016年上半年=2016-01~/2016-06~"]),
        ("2016年下半年", ["2016年下半年=2016-07~/2016-12~"]),
        ("5月上旬", ["5月上旬=XXXX-05-01/XXXX-05-10"]),
        ("2019年6月中旬", ["2019年6月中旬=2019-06-11/2019-06-20"]),
        ("2019年6月下旬", ["2019年6月下旬=2019-06-21/2019-06-30"]),
        ("2020年2月底", ["2020年2月底=2020-02-21/2020-02-29"]),
        ("2011年3月左右", ["2011年3月左右=2011-03~"]),
        ("光绪三十二年任知县", ["光绪三十二年=1906"]),
        ("民国元年、民国17年", ["民国元年=1912", "民国17年=1928"]),
        ("民国九十年", []),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    """One printed date, one reading; what is not printed is not filled in."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1990.07—1994.05", ["1990.07-1994.05=1990-07..1994-05"]),
        ("1990.07--1994.05", ["1990.07--1994.05=1990-07..1994-05"]),
        ("1995年9月—1999年6月", ["1995年9月-1999年6月=1995-09..1999-06"]),
        ("2000年3月至5月", ["2000年3月至5月=2000-03..2000-05"]),
        ("3月5日至8日", ["3月5日至8日=XXXX-03-05..XXXX-03-08"]),
        ("1998年至2003年", ["1998年至2003年=1998..2003"]),
        ("1968-1971年", ["1968-1971年=1968..1971"]),
        ("1978—82年", ["1978-82年=1978..1982"]),
        ("2008.04至今", ["2008.04至今=2008-04..now"]),
        ("2008年4月—今", ["2008年4月-今=2008-04..now"]),
        ("2001.11—榆次", ["2001.11-=2001-11.."]),
    ],
)
def test_ranges(text: str, expected: list[str]) -> None:
    """A range has a start, and an end, 至今 or nothing."""
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "第3日",
        "三日后",
        "两个月",
        "近几个月",
        "3.5",
        "192.168.1.1",
        "2010元",
        "5日报",
        "生日",
        "13月5日",
        "1月球",
        "1800人",
    ],
)
def test_no_dates(text: str) -> None:
    """Numbers, counts and words that only look like dates are none."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5月3日", ["5月3日=2020-05-03!"]),
        ("一月十七日", ["一月十七日=2020-01-17!"]),
        ("2019年5月3日", ["2019年5月3日=2019-05-03"]),
        ("5月", ["5月=2020-05!"]),
    ],
)
def test_year_of_the_document(text: str, expected: list[str]) -> None:
    """A year that is not printed comes from the document, and the date says so."""
    assert read(text, "2020") == expected


def test_day_without_a_month_is_none() -> None:
    """A day alone says too little."""
    assert read("5日上午，会议开幕。", "2020") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3), ("12", 12), ("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("二十九", 29), ("三十一", 31)],
)
def test_number(text: str, value: int) -> None:
    assert number(text) == value


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_round_trip(day: date) -> None:
    """Any day of two centuries is read back from its usual print and from the print of notices."""
    assert [d.edtf for d in find_dates(f"{day.year}年{day.month}月{day.day}日")] == [day.isoformat()]
    assert [d.edtf for d in find_dates(f"在{day.isoformat()}召开")] == [day.isoformat()]


def bounds(edtf: str) -> list[str]:
    """The full days that a reading names."""
    return [part for part in edtf.replace("~", "").split("/") if part.count("-") == 2 and part[:4].isdecimal()]


@given(st.integers(1900, 2099), st.integers(1, 12), st.sampled_from(["上旬", "中旬", "下旬", "初", "底"]))
def test_parts_of_months_exist(year: int, month: int, part: str) -> None:
    """The days that bound a part of a month are days of the calendar, February's too."""
    [found] = find_dates(f"{year}年{month}月{part}")
    assert found.edtf.startswith(f"{year}-{month:02}")
    for day in bounds(found.edtf):
        date.fromisoformat(day)


@given(st.integers(1900, 2099), st.integers(1, 12), st.integers(29, 31))
def test_impossible_days_are_not_read(year: int, month: int, day: int) -> None:
    """A misprinted day (2020年2月31日) never becomes a date that does not exist."""
    exists = day <= monthrange(year, month)[1]
    read = [full for found in find_dates(f"{year}年{month}月{day}日") for full in bounds(found.edtf)]
    assert read == ([f"{year}-{month:02}-{day}"] if exists else [])


@given(st.text(alphabet="0123456789年月日-.至今〇一二三十 初底上旬"))
def test_any_text(text: str) -> None:
    """Dates come in order, inside the text, without overlap."""
    position = 0
    for found in find_dates(text, "2020"):
        assert position <= found.span.start < found.span.end <= len(text)
        position = found.span.end


RELATIVE: list[tuple[str, str | None, list[str]]] = [
    ("去年11月,他到任。", "2012-03-01", ["2011-11"]),
    ("今天上午开会,昨天报到。", "2012-03-01", ["2012-03-01", "2012-02-29"]),
    ("去年到任。", "2012", ["2011"]),
    ("新华社西安一月十七日电 今天选举。", None, ["XXXX-01-17", "XXXX-01-17"]),
    ("新华社西安三月一日电 昨天选举。", None, ["XXXX-03-01"]),
    ("今天选举,去年到任。", None, []),
]


@pytest.mark.parametrize(("text", "published", "expected"), RELATIVE)
def test_dates_told_from_the_day_of_the_text(text: str, published: str | None, expected: list[str]) -> None:
    """去年 and 今天 are dates only where the document or its dateline gives the day, and then inferred."""
    found = find_dates(shadow(text), published)
    assert [day.edtf for day in found] == expected
    assert all(day.inferred for day in found[1:])
