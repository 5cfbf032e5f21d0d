from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.errors import Invalid
from dabiao.modules.activities import rules
from dabiao.modules.activities.enums import Bucket

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)  # 16:00 in Shanghai
MINUTES = st.integers(0, 10**7)
MOMENTS = MINUTES.map(lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))


def test_a_contact_may_be_as_far_ahead_as_a_device_clock_errs():
    rules.check_times(NOW + timedelta(minutes=5), None, NOW)


def test_a_contact_in_the_future_is_refused():
    with pytest.raises(Invalid) as refused:
        rules.check_times(NOW + timedelta(minutes=5, seconds=1), None, NOW)
    assert (refused.value.code, refused.value.field) == ("activities.in_future", "occurred_at")


@pytest.mark.parametrize("later", [timedelta(0), timedelta(seconds=-1)])
def test_the_next_contact_comes_after_this_one(later):
    with pytest.raises(Invalid) as refused:
        rules.check_times(NOW, NOW + later, NOW)
    assert (refused.value.code, refused.value.field) == ("activities.next_not_after", "next_contact_at")


def test_today_ends_at_midnight_of_the_company_not_of_greenwich():
    late = datetime(2026, 11, 21, 17, 30, tzinfo=UTC)  # 01:30 on the 22nd in Shanghai
    assert rules.spans(late, SHANGHAI) == {
        Bucket.OVERDUE: (None, late),
        Bucket.TODAY: (late, datetime(2026, 11, 22, 16, 0, tzinfo=UTC)),
        Bucket.WEEK: (late, datetime(2026, 11, 28, 16, 0, tzinfo=UTC)),
    }


@given(now=MOMENTS, due=MOMENTS)
def test_no_contact_is_both_overdue_and_due_today_and_today_lies_in_the_week(now, due):
    spans = rules.spans(now, SHANGHAI)
    within = {bucket: (since is None or since <= due) and due < to for bucket, (since, to) in spans.items()}
    same_day = due.astimezone(SHANGHAI).date() == now.astimezone(SHANGHAI).date()
    assert not (within[Bucket.OVERDUE] and within[Bucket.TODAY])
    assert not within[Bucket.TODAY] or within[Bucket.WEEK]
    assert within[Bucket.TODAY] == (due >= now and same_day)


@pytest.mark.parametrize(
    ("planned", "kept"),
    [
        (None, False),
        (NOW - timedelta(days=1), False),
        (NOW, False),
        (datetime(2026, 11, 21, 15, 59, tzinfo=UTC), False),  # 23:59 of the same day
        (datetime(2026, 11, 21, 16, 0, tzinfo=UTC), True),  # the next day's midnight
        (NOW + timedelta(days=6), True),
    ],
)
def test_a_contact_settles_the_plans_of_its_own_day_and_before(planned, kept):
    assert rules.still_planned(planned, NOW, SHANGHAI) == (planned if kept else None)


def test_a_contact_filled_in_later_leaves_what_was_planned_after_it():
    friday = NOW - timedelta(days=1)
    assert rules.still_planned(friday, NOW - timedelta(days=3), SHANGHAI) == friday


def test_the_earliest_of_nothing_is_nothing():
    assert rules.earliest([None, None]) is None
    assert rules.earliest([None, NOW, NOW - timedelta(1)]) == NOW - timedelta(1)
