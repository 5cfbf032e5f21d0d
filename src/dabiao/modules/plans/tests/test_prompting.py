from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Forbidden, Invalid
from dabiao.core.notifications.models import Notification
from dabiao.modules.activities.tests.builders import a_customer, a_lead, logged
from dabiao.modules.org.models import Employee
from dabiao.modules.plans import queries, services
from dabiao.modules.plans.enums import PlanSource
from dabiao.modules.plans.models import PlanCadence, PlanPrompt
from dabiao.modules.plans.queries.proposals import proposals
from dabiao.modules.plans.services.drafting import Taken
from dabiao.modules.plans.tests.world import TODAY, climbing, planned
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


class Killed(Exception):
    pass


def deadly(at: int) -> Callable[..., object]:
    """Dies before one of the statements that write; what was not committed is gone. Whoever dies before one that reads leaves
    what who dies before the next that writes leaves: to die at these is to die at every statement."""
    left = [at]

    def run(execute: Callable[..., object], *given: object) -> object:
        left[0] -= not str(given[0]).lstrip("( ").upper().startswith("SELECT")
        if not left[0]:
            raise Killed
        return execute(*given)

    return run


@pytest.mark.django_db(transaction=True)
def test_prompts_that_die_at_any_statement_reach_everybody_once_by_the_next_round(company: Company) -> None:
    people = [newcomer(company, who) for who in ("sales1", "sales1b", "sales2")]
    Employee.objects.exclude(pk__in=people).update(hired_on=date(2027, 1, 4))  # nobody else is to hear
    day, at, died = MORNING, 0, True
    while died:
        at += 1
        Notification.objects.all().delete()
        PlanPrompt.objects.all().delete()
        PlanCadence.objects.filter(pk=1).update(morning_on=None)
        try:
            with connection.execute_wrapper(deadly(at)):
                services.prompt(actor=SYSTEM, now=day)
            died = False
        except Killed:
            services.prompt(actor=SYSTEM, now=day + timedelta(minutes=1))
        assert [len(told(one)) for one in people] == [1, 1, 1]
        assert services.prompt(actor=SYSTEM, now=day + timedelta(minutes=2)) == 0
    assert at > 3 * len(people)


def test_who_reached_a_step_hears_it_once_and_the_new_hear_of_one_when_the_week_begins(
    company: Company,
) -> None:
    me = newcomer(company)
    work = climbing(company)
    services.prompt(actor=SYSTEM, now=MORNING - timedelta(days=2))  # a Monday
    assert ("plan.steps", {"count": 1}) in told(me)
    (step,) = (one for one in proposals(**work, now=NOW) if one.kind == PlanSource.STEP)
    services.take(**work, taken=[Taken("step", step.id, "这周打 3 个电话")], now=NOW)
    services.prompt(actor=SYSTEM, now=EVENING - timedelta(days=1))
    assert "plan.step_reached" not in [kind for kind, _ in told(me)]
    for number in range(3):
        logged(company, "sales1", "customer", a_customer(company["sales1"], name=f"新{number}").pk)
    for days in (0, 1, 2):
        services.prompt(actor=SYSTEM, now=EVENING + timedelta(days=days))
        assert told(me).count(("plan.step_reached", {"title": "这周打 3 个电话"})) == 1
