"""On which days of a month deals are won: a burst at its end is learnt, no month is longer for it, and nothing later tells."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.modules.forecasts.rules import rhythm
from dabiao.modules.forecasts.rules.rhythm import Rhythm

ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
START = datetime(2025, 1, 1, tzinfo=ZONE)
NOW = datetime(2026, 3, 10, 9, tzinfo=ZONE)
rhythms = st.builds(Rhythm, st.tuples(*[st.floats(0.05, 20)] * rhythm.KINDS))
moments = st.integers(0, 10**8).map(lambda seconds: START + timedelta(seconds=seconds))


def month_ends(count: int) -> list[datetime]:
    """On the last day of each month, at noon."""
    firsts = (datetime(2025 + place // 12, place % 12 + 1, 1, 12, tzinfo=ZONE) for place in range(1, 13))
    return [first - DAY for first in firsts for _ in range(count)]


def test_who_wins_at_the_end_of_months_has_the_last_days_count_more() -> None:
    learnt = rhythm.learn(month_ends(10), NOW, ZONE)
    last, *others = learnt.weights
    assert last > 5 > 1 > max(others)
    days = [learnt.days(START + n * DAY, START + (n + 1) * DAY, ZONE) for n in range(31)]
    assert sum(days) == pytest.approx(31)
    assert min(days[-3:]) > 4 > 1 > max(days[:-3])


def test_who_wins_evenly_or_seldom_counts_days_as_they_are() -> None:
    evenly = [START + n * DAY for n in range(424)] * 20
    assert rhythm.learn(evenly, NOW, ZONE).weights == pytest.approx([1.0] * rhythm.KINDS, abs=0.01)
    assert rhythm.learn([], NOW, ZONE) == rhythm.EVEN
    seldom = rhythm.learn(month_ends(1)[:1], NOW, ZONE).weights
    assert max(seldom) < 1.3


def test_wins_of_the_present_month_wait_until_it_is_over() -> None:
    """Else its first days would seem rich, for its last ones were not yet."""
    early = [NOW - n * DAY for n in range(1, 9) for _ in range(9)]
    assert rhythm.learn([*month_ends(3), *early], NOW, ZONE) == rhythm.learn(month_ends(3), NOW, ZONE)


@given(rhythms, moments, moments, moments)
def test_time_goes_on_and_adds_up(found: Rhythm, one: datetime, two: datetime, three: datetime) -> None:
    first, middle, last = sorted((one, two, three))
    whole = found.days(first, last, ZONE)
    assert found.days(first, middle, ZONE) + found.days(middle, last, ZONE) == pytest.approx(whole, abs=1e-6)
    assert whole >= 0
    assert rhythm.EVEN.days(first, last, ZONE) == pytest.approx((last - first) / DAY, abs=2e-5)


@given(rhythms, st.integers(0, 100))
def test_a_month_counts_as_many_days_as_it_has(found: Rhythm, months: int) -> None:
    since = datetime(2020 + months // 12, months % 12 + 1, 1, tzinfo=ZONE)
    until = datetime(2020 + (months + 1) // 12, (months + 1) % 12 + 1, 1, tzinfo=ZONE)
    assert found.days(since.astimezone(UTC), until.astimezone(UTC), ZONE) == pytest.approx(
        (until - since) / DAY
    )
