"""Who is away gets no leads for as long, and is back on duty after."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.worker import drain
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.org import queries, services
from dabiao.modules.org.models import Absence, Employee
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 18)
DAY = timedelta(days=1)


@pytest.fixture
def company() -> Company:
    return make_company()


def away(company: Company, first: int, last: int, who: str = "sales1", by: str = "", **facts: Any) -> Absence:
    """From so many days after today to so many."""
    return services.enter_absence(
        company[who].id,
        **{"kind": "annual", "first_on": TODAY + first * DAY, "last_on": TODAY + last * DAY, **facts},
        actor=company[by or who].actor,
        now=NOW,
    )


def on_duty(company: Company, who: str = "sales1") -> bool:
    return Employee.objects.get(pk=company[who].id).on_duty


def midnight(days: int) -> datetime:
    return datetime(2026, 3, 18, 16, 0, 5, tzinfo=UTC) + (days - 1) * DAY


def test_leave_that_begins_today_takes_off_duty_at_once(company: Company) -> None:
    away(company, 0, 1)
    assert not on_duty(company)
    drain(midnight(1))
    assert not on_duty(company)
    drain(midnight(2))
    assert on_duty(company)


def test_leave_that_is_to_come_begins_at_midnight(company: Company) -> None:
    away(company, 2, 3)
    assert on_duty(company)
    drain(midnight(1))
    assert on_duty(company)
    drain(midnight(2))
    assert not on_duty(company)
    drain(midnight(4))
    assert on_duty(company)


def test_who_was_off_duty_before_stays_so(company: Company) -> None:
    person = company["sales1"]
    services.switch_duty(person.id, on_duty=False, actor=person.actor, now=NOW)
    away(company, 0, 0)
    drain(midnight(1))
    assert not on_duty(company)


def test_one_leave_after_the_other_is_one_time_off_duty(company: Company) -> None:
    away(company, 0, 0)
    away(company, 1, 1, kind="sick")
    drain(midnight(1))
    assert not on_duty(company)
    drain(midnight(2))
    assert on_duty(company)


def test_who_has_left_meanwhile_does_not_come_back(company: Company) -> None:
    away(company, 0, 0)
    Employee.objects.filter(pk=company["sales1"].id).update(status="left", left_on=TODAY)
    drain(midnight(1))
    assert not on_duty(company)


def test_turning_twice_changes_nothing_more(company: Company) -> None:
    absence = away(company, 0, 0)
    services.turn(absence.pk, actor=SYSTEM, now=midnight(1))
    person = company["sales1"]
    services.switch_duty(person.id, on_duty=False, actor=person.actor, now=midnight(1))
    services.turn(absence.pk, actor=SYSTEM, now=midnight(1))
    assert not on_duty(company)


def test_leave_ended_early_keeps_the_days_behind_it(company: Company) -> None:
    absence = away(company, -2, 5)
    services.end_absence(absence.pk, actor=company["sales1"].actor, now=NOW)
    absence.refresh_from_db()
    assert (absence.last_on, on_duty(company)) == (TODAY - DAY, True)
    with pytest.raises(Conflict, match="org.absence_over"):
        services.end_absence(absence.pk, actor=company["sales1"].actor, now=NOW)


def test_leave_that_has_not_begun_goes_without_a_trace(company: Company) -> None:
    absence = away(company, 3, 5)
    services.end_absence(absence.pk, actor=company["sales1"].actor, now=NOW)
    drain(midnight(4))
    assert not Absence.objects.exists()
    assert on_duty(company)


def test_overlaps_and_days_in_the_wrong_order_are_refused(company: Company) -> None:
    away(company, 2, 4)
    with pytest.raises(Conflict) as refused:
        away(company, 4, 6)
    assert refused.value.params == {"first": "2026-03-20", "last": "2026-03-22"}
    with pytest.raises(Invalid, match="org.absence_ends_before"):
        away(company, 3, 2)
    with pytest.raises(Invalid, match="org.absence_far"):
        away(company, 3, 400)


def test_a_lead_enters_for_their_team_and_a_colleague_not(company: Company) -> None:
    away(company, 1, 1, by="lead1")
    with pytest.raises((Forbidden, NotFound)):
        away(company, 3, 3, by="sales2")
    told = Notification.objects.filter(kind="employee.absence_entered")
    drain(NOW)
    assert list(told.values_list("user_id", flat=True)) == [company["sales1"].id]


def test_why_is_read_by_who_may_enter_it(company: Company) -> None:
    away(company, 1, 1, kind="sick", note="复查")
    seen = queries.absences(company["sales1"].id, today=TODAY, actor=company["lead1"].actor)
    assert (seen["items"][0]["kind"], seen["items"][0]["note"]) == ("sick", "复查")
    boss = queries.absences(company["sales1"].id, today=TODAY, actor=company["boss"].actor)
    assert (boss["items"][0]["kind"], boss["items"][0]["note"], boss["actions"]) == (None, "", [])


def test_days_away_are_cut_to_what_was_asked(company: Company) -> None:
    away(company, 2, 10)
    found = queries.absent_on([company["sales1"].id, company["sales2"].id], TODAY, TODAY + 4 * DAY)
    assert found == {company["sales1"].id: [(TODAY + 2 * DAY, TODAY + 4 * DAY)]}


def test_half_a_day_is_of_one_day_and_leaves_duty_alone(company: Company) -> None:
    with pytest.raises(Invalid, match="org.absence_half_of_one_day"):
        away(company, 0, 1, part="am")
    away(company, 0, 0, part="am")
    away(company, 0, 0, part="pm", kind="sick")
    for part in ("", "pm"):
        with pytest.raises(Conflict, match="org.absence_overlaps"):
            away(company, 0, 0, part=part)
    assert on_duty(company)
    sales1 = company["sales1"].id
    assert queries.absent_on([sales1], TODAY, TODAY) == {}
    assert [one.part for one in queries.away_on([sales1], TODAY, TODAY)[sales1]] == ["am", "pm"]


def test_everybody_on_leave_is_read_at_once_and_why_only_by_who_may(company: Company) -> None:
    away(company, 1, 2, kind="sick", note="复查")
    span = {"first": TODAY.isoformat(), "last": (TODAY + 7 * DAY).isoformat()}
    [seen] = company["lead1"].client.read("/absences", **span)["items"]
    assert (seen["employee_id"], seen["kind"], seen["note"]) == (company["sales1"].id, "sick", "复查")
    [seen] = company["boss"].client.read("/absences", **span)["items"]
    assert (seen["kind"], seen["note"], seen["actions"]) == (None, "", [])
    assert company["lead1"].client.read("/absences", first="2020-01-01", last="2020-01-31")["items"] == []


@pytest.mark.django_db(transaction=True)
def test_two_who_enter_at_once_do_not_overlap(tmp_path: Path) -> None:
    company = make_company()
    with real_database(tmp_path) as together:
        said = together(*(lambda last=last: away(company, 1, last) for last in (2, 3, 4)))
        assert [type(one) for one in said if isinstance(one, Exception)] == [Conflict, Conflict]
        assert Absence.objects.count() == 1
