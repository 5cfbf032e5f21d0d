from datetime import UTC, date, datetime, time, timedelta

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Forbidden, Invalid
from dabiao.core.notifications.models import Notification
from dabiao.modules.activities.tests.builders import a_lead
from dabiao.modules.org.models import Employee
from dabiao.modules.plans import queries, services
from dabiao.modules.plans.tests.world import TODAY, planned
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 18, 0, 31, tzinfo=UTC)  # 08:31 in Shanghai
EVENING = datetime(2026, 3, 18, 10, 1, tzinfo=UTC)


@pytest.fixture
def company() -> Company:
    return make_company()


def told(who: int) -> list[tuple[str, dict[str, int]]]:
    return list(Notification.objects.filter(user_id=who).order_by("pk").values_list("kind", "params"))


def newcomer(company: Company, who: str = "sales1") -> int:
    Employee.objects.filter(pk=company[who].id).update(hired_on=date(2026, 2, 2))
    return company[who].id


def test_who_has_no_plan_hears_in_the_morning_how_much_is_drafted_once(company: Company) -> None:
    me = newcomer(company)
    a_lead(company["sales1"], next_contact_at=NOW)
    services.prompt(actor=SYSTEM, now=MORNING - timedelta(minutes=2))
    assert told(me) == []
    services.prompt(actor=SYSTEM, now=MORNING)
    services.prompt(actor=SYSTEM, now=MORNING + timedelta(minutes=1))
    assert told(me) == [("plan.none_yet_week", {"count": 1})]


def test_the_evening_asks_what_is_open_and_leaves_alone_who_has_settled_all(company: Company) -> None:
    me, other = newcomer(company), newcomer(company, "sales1b")
    planned(company)
    done = planned(company, title="二")
    services.finish(done.pk, actor=company["sales1"].actor, now=NOW)
    settled = planned(company, "sales1b")
    services.finish(settled.pk, actor=company["sales1b"].actor, now=NOW)
    services.prompt(actor=SYSTEM, now=EVENING)
    services.prompt(actor=SYSTEM, now=EVENING + timedelta(minutes=5))
    assert told(me) == [("plan.evening", {"open": 1, "done": 1})]
    assert told(other) == []


def test_nobody_is_prompted_on_a_day_off_off_duty_suspended_or_left(company: Company) -> None:
    for who, facts in (
        ("sales1", {"on_duty": False}),
        ("sales1b", {"status": "suspended"}),
        ("sales2", {"status": "left", "left_on": TODAY, "on_duty": False}),
    ):
        Employee.objects.filter(pk=newcomer(company, who)).update(**facts)
    saturday = MORNING + timedelta(days=3)
    assert services.prompt(actor=SYSTEM, now=saturday) == 0
    services.prompt(actor=SYSTEM, now=MORNING)
    assert [told(company[who].id) for who in ("sales1", "sales1b", "sales2")] == [[], [], []]
    assert told(company["sales3"].id) != []


def test_a_prompt_that_was_missed_for_hours_is_not_made_up(company: Company) -> None:
    assert services.prompt(actor=SYSTEM, now=EVENING.replace(hour=14, minute=30)) == 0


def test_times_and_rhythms_are_set_by_who_may_and_hold_at_once(company: Company) -> None:
    ops, me = company["ops"].actor, newcomer(company)
    version = services.set_cadence(changes={"morning": time(9)}, version=1, actor=ops, now=NOW).version
    assert services.prompt(actor=SYSTEM, now=MORNING) == 0
    rhythm = {"plans": ["day"], "look": "day"}
    services.set_cadence(changes={"newcomer": rhythm}, version=version, actor=ops, now=NOW)
    services.prompt(actor=SYSTEM, now=MORNING + timedelta(minutes=30))
    assert told(me)[0][0] == "plan.none_yet_empty_day"
    assert queries.cadences_of([me], TODAY)[me].plans == ("day",)
    with pytest.raises(Forbidden):
        services.set_cadence(changes={"prompts": False}, version=1, actor=company["lead1"].actor, now=NOW)
    with pytest.raises(Invalid, match="plans.evening_first"):
        services.set_cadence(changes={"evening": time(8)}, version=version, actor=ops, now=NOW)
    services.set_cadence(changes={"prompts": False}, version=version + 1, actor=ops, now=NOW)
    assert services.prompt(actor=SYSTEM, now=EVENING) == 0
