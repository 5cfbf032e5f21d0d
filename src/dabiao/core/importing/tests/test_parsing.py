"""From the text of a cell to a value."""

import contextlib
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.errors import DomainError, Invalid
from dabiao.core.importing.parsing import dates, months, numbers, values
from dabiao.core.importing.parsing.dates import DateReader

SHANGHAI = ZoneInfo("Asia/Shanghai")
READ = DateReader(SHANGHAI)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2024-1-5", utc(2024, 1, 4, 16)),
        ("2024/01/05 13:20", utc(2024, 1, 5, 5, 20)),
        ("2024.1.5", utc(2024, 1, 4, 16)),
        ("2024年1月5日", utc(2024, 1, 4, 16)),
        ("2024 年 1 月 5 号 13 时 20 分 5 秒", utc(2024, 1, 5, 5, 20, 5)),
        ("２０２４年１月５日　下午３：２０", utc(2024, 1, 5, 7, 20)),
        ("2024-01-05 星期五 13:20", utc(2024, 1, 5, 5, 20)),
        ("2024年1月5日（周五）9时5分", utc(2024, 1, 5, 1, 5)),
        ("2024-1-5 上午12:30", utc(2024, 1, 4, 16, 30)),
        ("2024-1-5 中午12点", utc(2024, 1, 5, 4)),
        ("2024-1-5 晚上8点", utc(2024, 1, 5, 12)),
        ("20240105", utc(2024, 1, 4, 16)),
        ("20240105132005", utc(2024, 1, 5, 5, 20, 5)),
        ("20240105T1320", utc(2024, 1, 5, 5, 20)),
        ("2024-01-05T13:20:00Z", utc(2024, 1, 5, 13, 20)),
        ("2024-01-05T13:20:00.123+08:00", utc(2024, 1, 5, 5, 20)),
        ("2024-01-05 13:20:00 -0500", utc(2024, 1, 5, 18, 20)),
        ("5 Jan 2024", utc(2024, 1, 4, 16)),
        ("Fri, 5 January 2024", utc(2024, 1, 4, 16)),
        ("Jan 5th, 2024 1:20 PM", utc(2024, 1, 5, 5, 20)),
        ("1988-06-01 12:00", utc(1988, 6, 1, 3)),  # Shanghai had summer time then
    ],
)
def test_a_moment_is_read_in_the_time_of_the_company(typed: str, moment: datetime) -> None:
    assert READ.moment(typed) == moment


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("明天", "importing.not_a_date"),
        ("2024", "importing.not_a_date"),
        ("2024-02-30", "importing.not_a_date"),
        ("2024-1-5 25:00", "importing.not_a_date"),
        ("2024-1/5", "importing.not_a_date"),
        ("45296", "importing.not_a_date"),
        ("05/01/2024", "importing.date_ambiguous"),
        ("24-1-5", "importing.date_ambiguous"),
        ("1/2/24 9:00", "importing.date_ambiguous"),
        ("1899-12-31", "importing.date_out_of_range"),
        ("9999-01-01", "importing.date_out_of_range"),
    ],
)
def test_what_is_no_clear_date_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        READ.moment(typed)
    assert (refused.value.code, refused.value.params["value"]) == (code, typed)


def test_a_day_is_the_day_in_the_company() -> None:
    assert READ.day("2024-01-05T23:30:00Z") == date(2024, 1, 6)
    assert READ.day("2024-01-05 23:30") == date(2024, 1, 5)


def test_a_format_replaces_guessing() -> None:
    reader = DateReader(SHANGHAI, dates.check_format("%d/%m/%Y %H:%M"))
    assert reader.moment("05/01/2024 08:00") == utc(2024, 1, 5)
    with pytest.raises(Invalid) as refused:
        reader.moment("2024-01-05")
    assert refused.value.code == "importing.date_not_in_format"


@pytest.mark.parametrize("format", ["", "%H:%M", "%Y-%m", "%Q", "2024-01-05", "%d/%m"])
def test_a_format_that_cannot_say_a_day_is_refused(format: str) -> None:
    with pytest.raises(Invalid) as refused:
        dates.check_format(format)
    assert refused.value.code == "importing.bad_date_format"


@pytest.mark.parametrize(
    ("typed", "epoch_1904", "moment"),
    [
        ("45296", False, utc(2024, 1, 4, 16)),
        ("45296.5", False, utc(2024, 1, 5, 4)),
        ("45296.555556", False, utc(2024, 1, 5, 5, 20)),
        ("43834", True, utc(2024, 1, 4, 16)),
    ],
)
def test_serials_count_days_in_a_workbook(typed: str, epoch_1904: bool, moment: datetime) -> None:
    assert DateReader(SHANGHAI, serials=True, epoch_1904=epoch_1904).moment(typed) == moment


@given(
    st.dates(date(1900, 1, 2), date(2199, 12, 30)),
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d", "%d %b %Y"]),
)
def test_every_spelling_of_a_day_gives_that_day(day: date, format: str) -> None:
    assert READ.day(day.strftime(format).replace(f"{day:%Y}", f"{day.year:04d}")) == day


@given(st.text(max_size=40))
def test_no_text_breaks_a_parser(text: str) -> None:
    parsers = (
        READ.moment,
        DateReader(SHANGHAI, serials=True).day,
        numbers.money,
        numbers.integer,
        values.phone,
        values.email,
        months.month_of,
    )
    for parse in parsers:
        with contextlib.suppress(DomainError):
            parse(text)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("may", 5),
        ("MAY.", 5),
        ("September", 9),
        ("Sept", 9),
        ("5", 5),
        ("05", 5),
        ("5月", 5),
        ("十一月份", 11),
        ("正月", 1),
    ],
)
def test_a_month_has_many_names(typed: str, number: int) -> None:
    assert months.month_of(typed) == number


@pytest.mark.parametrize("typed", ["13", "0", "mayor", "月", "第五"])
def test_what_is_no_month_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        months.month_of(typed)
    assert refused.value.code == "importing.not_a_month"


def test_months_in_order_advance_the_year_when_they_go_back() -> None:
    order = months.MonthsInOrder(SHANGHAI, 2008)
    assert [order.day(month) for month in ("may", "may", "nov", "mar", "dec", "jan")] == [
        date(2008, 5, 1),
        date(2008, 5, 1),
        date(2008, 11, 1),
        date(2009, 3, 1),
        date(2009, 12, 1),
        date(2010, 1, 1),
    ]
    later = months.MonthsInOrder(SHANGHAI, 1999)
    later.restore(order.state())
    assert later.moment("jan") == utc(2009, 12, 31, 16)
    assert later.day("dec") == date(2010, 12, 1)


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("1", 100),
        ("1,234.5", 123450),
        ("¥1,234.50", 123450),
        ("￥ 12元", 1200),
        ("RMB 100", 10000),
        ("1.2万", 1200000),
        ("3.1415万元", 3141500),
        ("0.5亿", 5000000000),
        ("100.00 CNY", 10000),
        ("８８．８", 8880),
        ("0", 0),
        ("12.", 1200),
    ],
)
def test_money_is_exact(typed: str, minor: int) -> None:
    assert numbers.money(typed) == minor


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("十元", "importing.not_money"),
        ("12,34", "importing.not_money"),
        ("1e5", "importing.not_money"),
        ("$5", "importing.not_money"),
        ("1.005", "importing.money_too_precise"),
        ("3.14159265万", "importing.money_too_precise"),
        ("-5", "importing.money_negative"),
        ("(5)", "importing.money_negative"),
        ("9" * 20, "importing.money_too_large"),
    ],
)
def test_what_is_no_clear_amount_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        numbers.money(typed)
    assert refused.value.code == code


@pytest.mark.parametrize(("typed", "minor"), [("-5", -500), ("(5.01)", -501), ("-¥5", -500), ("¥-5", -500)])
def test_a_negative_amount_where_it_may_be(typed: str, minor: int) -> None:
    assert numbers.money(typed, allow_negative=True) == minor


@given(st.integers(0, 10**15))
def test_every_amount_survives_being_written(minor: int) -> None:
    assert numbers.money(f"¥{minor // 100:,}.{minor % 100:02d}") == minor


@pytest.mark.parametrize(("typed", "number"), [("12", 12), ("1,200", 1200), ("12.0", 12), ("０７", 7)])
def test_whole_numbers(typed: str, number: int) -> None:
    assert numbers.integer(typed) == number


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1.5", "importing.not_an_integer"),
        ("x", "importing.not_an_integer"),
        ("-1", "importing.integer_negative"),
        ("9999999999", "importing.integer_too_large"),
    ],
)
def test_what_is_no_whole_number_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        numbers.integer(typed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13812345678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("+86 138 1234 5678", "13812345678"),
        ("'13812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("1.3812345678E10", "13812345678"),
        ("+852 9123 4567", "+85291234567"),
        ("3865286", "3865286"),
        ("(847)\n245-6715", "(847) 245-6715"),
        ("0571-88888888转801", "0571-88888888转801"),
    ],
)
def test_a_phone_has_one_spelling(typed: str, kept: str) -> None:
    assert values.phone(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1.38E+10", "importing.phone_shortened"),
        ("无", "importing.not_a_phone"),
        ("1234", "importing.not_a_phone"),
        ("138123456781381234567813812345678", "importing.not_a_phone"),
        ("a@b.cn", "importing.not_a_phone"),
    ],
)
def test_what_is_no_phone_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        values.phone(typed)
    assert refused.value.code == code


def test_an_address_keeps_its_name_and_lowers_its_domain() -> None:
    assert values.email(" Ann.Li@EXAMPLE.com ") == "Ann.Li@example.com"


@pytest.mark.parametrize(
    "typed", ["ann", "ann@x", "a b@x.cn", "ann@x.cn; bob@x.cn", "@x.cn", "x" * 250 + "@x.cn"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        values.email(typed)
    assert refused.value.code == "importing.not_an_email"


def test_a_choice_goes_by_its_value_and_spellings() -> None:
    spellings = values.spellings_of({"qualified": ("有效", "OK!"), "invalid": ()})
    assert [values.choice(typed, spellings) for typed in ("Qualified", "有 效", "ok", "INVALID")] == [
        "qualified",
        "qualified",
        "qualified",
        "invalid",
    ]
    with pytest.raises(Invalid) as refused:
        values.choice("?", spellings)
    assert refused.value.params == {"value": "?", "known": "qualified, invalid"}


def test_a_text_too_long_is_refused_with_its_limit() -> None:
    assert values.text(" 四个汉字 ", max_length=4) == "四个汉字"
    with pytest.raises(Invalid) as refused:
        values.text("五个汉字了", max_length=4)
    assert refused.value.params == {"length": 5, "limit": 4}
