"""What days and periods mean, in the company's calendar."""

from datetime import date

import pytest

from dabiao.core.conditions.spans import Days, days, is_span

SUNDAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-02-28", "2026-02-28", "2026-03-01"),
        ("today", "2026-03-01", "2026-03-02"),
        ("yesterday", "2026-02-28", "2026-03-01"),
        ("tomorrow", "2026-03-02", "2026-03-03"),
        ("this_week", "2026-02-23", "2026-03-02"),
        ("last_week", "2026-02-16", "2026-02-23"),
        ("next_week", "2026-03-02", "2026-03-09"),
        ("this_month", "2026-03-01", "2026-04-01"),
        ("last_month", "2026-02-01", "2026-03-01"),
        ("next_month", "2026-04-01", "2026-05-01"),
        ("this_quarter", "2026-01-01", "2026-04-01"),
        ("last_quarter", "2025-10-01", "2026-01-01"),
        ("next_quarter", "2026-04-01", "2026-07-01"),
        ("this_year", "2026-01-01", "2027-01-01"),
        ("last_year", "2025-01-01", "2026-01-01"),
        ("next_year", "2027-01-01", "2028-01-01"),
        ("last_1_days", "2026-03-01", "2026-03-02"),
        ("last_7_days", "2026-02-23", "2026-03-02"),
        ("next_7_days", "2026-03-01", "2026-03-08"),
        ("30_days_ago", "2026-01-30", "2026-01-31"),
        ("in_30_days", "2026-03-31", "2026-04-01"),
    ],
)
def test_a_period_is_its_days(text: str, first: str, last: str) -> None:
    assert is_span(text)
    assert days(text, today=SUNDAY) == Days(date.fromisoformat(first), date.fromisoformat(last))


def test_the_last_quarter_of_a_year_ends_with_it() -> None:
    assert days("this_quarter", today=date(2026, 12, 31)) == Days(date(2026, 10, 1), date(2027, 1, 1))
    assert days("this_quarter", today=date(2024, 2, 29)) == Days(date(2024, 1, 1), date(2024, 4, 1))


@pytest.mark.parametrize(
    "text",
    ["", "now", "this_day", "last_0_days", "last_3651_days", "last_99999_days", "2026-02-29", "1899-12-31"],
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert not is_span(text)
