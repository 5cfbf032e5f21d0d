from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from dabiao.modules.activities import services as activities
from dabiao.modules.activities.tests.builders import a_customer
from dabiao.modules.org import services as org
from dabiao.modules.plans import queries, services
from dabiao.modules.plans.models import Plan, PlanItem
from dabiao.modules.plans.queries import reading
from dabiao.modules.plans.queries.team import team
from dabiao.modules.plans.services.drafting import Taken
from dabiao.modules.plans.tests.world import SATURDAY, TODAY, WORK, planned
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def refused(code: str, error: type[DomainError] = Invalid) -> "pytest.RaisesExc[DomainError]":
    return pytest.raises(error, match=code)


def leave(company: Company) -> None:
    heir = company["sales1b"].id
    org.depart(company["sales1"].id, left_on=TODAY, successor_id=heir, actor=company["ops"].actor, now=NOW)


def test_the_first_item_begins_the_plan_and_the_second_joins_it(company: Company) -> None:
    one, two = planned(company), planned(company, title="给赵总发报价")
    assert one.plan_id == two.plan_id
    assert (one.position, two.position) == (1, 2)
    plan = Plan.objects.get()
    assert (plan.owner_id, plan.unit_id) == (company["sales1"].id, company.team1.pk)


def test_the_database_keeps_one_plan_per_person_and_period(company: Company) -> None:
    plan = planned(company).plan
    again = {"owner_id": plan.owner_id, "grain": "day", "starts_on": TODAY, "ends_on": TODAY, "name": "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(**again, created_at=NOW, updated_at=NOW)


def test_a_plan_shows_what_was_written_with_the_name_of_its_record(company: Company) -> None:
    customer = a_customer(company["sales1"])
    planned(
        company,
        about_kind="customer",
        about_id=customer.pk,
        purpose="确认预算",
        from_time=time(9, 30),
        goal=3,
    )
    seen = reading.plan_at(grain="day", on=TODAY, owner_id=None, actor=company["sales1"].actor)
    (item,) = seen["items"]
    assert (item["about_title"], item["purpose"], item["goal"]) == (customer.name, "确认预算", 3)
    assert item["actions"] == ["edit", "finish", "drop", "carry", "remove"]
    assert seen["counts"] == {"total": 1, "planned": 1, "done": 0, "dropped": 0, "carried": 0}


def test_a_record_that_one_does_not_see_cannot_be_planned(company: Company) -> None:
    foreign = a_customer(company["sales3"])
    with refused("core.not_found_here"):
        planned(company, about_kind="customer", about_id=foreign.pk)


def test_a_lead_gives_items_to_their_people_and_nobody_to_strangers(company: Company) -> None:
    given = planned(company, owner_id=company["sales1"].id, by="lead1")
    assert given.given_by_id == company["lead1"].id
    assert "remove" not in reading.item(given.pk, actor=company["sales1"].actor)["actions"]
    with refused("plans.given", Conflict):
        services.remove(given.pk, actor=company["sales1"].actor, now=NOW)
    with refused("core.not_found", NotFound):
        planned(company, owner_id=company["sales3"].id, by="lead1")
    with refused("access.forbidden", Forbidden):
        planned(company, owner_id=company["sales1"].id, by="boss")


def test_a_day_off_is_asked_about_and_then_planned(company: Company) -> None:
    with refused("plans.day_off", Conflict):
        planned(company, on=SATURDAY)
    made = services.add(
        grain="day",
        on=SATURDAY,
        values={"title": "展会"},
        on_day_off=True,
        actor=company["sales1"].actor,
        now=NOW,
    )
    assert made.starts_on == SATURDAY


def test_leave_is_asked_about_and_owes_no_plan(company: Company) -> None:
    seller = company["sales1"]
    days = {"first_on": TODAY, "last_on": TODAY}
    org.enter_absence(seller.id, kind="annual", **days, actor=seller.actor, now=NOW)
    with refused("plans.on_leave", Conflict):
        planned(company, on=TODAY)
    shown = team(grain="day", on=TODAY, actor=company["lead1"].actor)["rows"]
    how = {row["owner_id"]: (row["on_leave"], row["standing"]) for row in shown}
    assert how[seller.id] == (True, "none")
    assert how[company["sales1b"].id][0] is False
    week = team(grain="week", on=TODAY, actor=company["lead1"].actor)["rows"]
    assert not any(row["on_leave"] for row in week), "a day of a week is no week"


def test_nobody_plans_for_after_they_have_left_or_before_they_came(company: Company) -> None:
    leave(company)
    with refused("org.not_working|plans.after_leaving"):
        planned(company, owner_id=company["sales1"].id, by="lead1", on=TODAY + timedelta(days=1))
    with refused("plans.before_joining"):
        planned(company, "sales1b", on=date(2025, 1, 3))


def test_what_does_not_fit_the_plan_is_refused(company: Company) -> None:
    with refused("plans.outside_the_plan"):
        planned(company, day=TODAY + timedelta(days=1))
    with refused("plans.ends_before_it_begins"):
        planned(company, from_time=time(10), to_time=time(9))
    with refused("plans.time_without_day"):
        planned(company, grain="week", from_time=time(10))
    with refused("core.unknown_figure"):
        planned(company, metric="nobody.offers")
    with refused("core.required"):
        planned(company, title=" ")


def test_a_weeks_item_has_parts_in_the_days_of_that_week(company: Company) -> None:
    whole = planned(company, grain="week", title="三家客户到报价")
    part = planned(company, parent_id=whole.pk)
    services.finish(part.pk, actor=company["sales1"].actor, now=NOW)
    planned(company, title="第二家", parent_id=whole.pk)
    seen = reading.item(whole.pk, actor=company["sales1"].actor)
    assert (seen["parts"], seen["parts_done"]) == (2, 1)
    with refused("core.not_found_here"):
        planned(company, on=TODAY + timedelta(days=7), parent_id=whole.pk)
    with refused("core.not_found_here"):
        planned(company, grain="month", parent_id=whole.pk)


def test_done_keeps_what_came_of_it_and_can_be_put_right(company: Company) -> None:
    actor, item = company["sales1"].actor, planned(company)
    services.finish(item.pk, outcome="王总要方案", reached=1, lesson="带案例去", actor=actor, now=NOW)
    services.finish(item.pk, outcome="再说一次", actor=actor, now=NOW)
    item.refresh_from_db()
    assert (item.state, item.outcome, item.lesson) == ("done", "王总要方案", "带案例去")
    services.edit(item.pk, changes={"outcome": "王总要报价"}, version=item.version, actor=actor, now=NOW)
    with refused("plans.settled", Conflict):
        services.edit(item.pk, changes={"title": "改史"}, version=item.version + 1, actor=actor, now=NOW)
    assert services.reopen(item.pk, actor=actor, now=NOW).state == "planned"


def test_what_was_not_done_says_why(company: Company) -> None:
    actor, item = company["sales1"].actor, planned(company)
    with refused("core.required"):
        services.drop(item.pk, reason="", actor=actor, now=NOW)
    with refused("core.required"):
        services.drop(item.pk, reason="other", actor=actor, now=NOW)
    with refused("core.not_a_choice"):
        services.drop(item.pk, reason="tired", actor=actor, now=NOW)
    dropped = services.drop(item.pk, reason="customer", note="客户改期", actor=actor, now=NOW)
    assert (dropped.state, dropped.reason, dropped.reason_note) == ("dropped", "customer", "客户改期")
    with refused("plans.settled", Conflict):
        services.carry(item.pk, reason="no_time", actor=actor, now=NOW)


def test_the_chain_of_what_is_carried_over_is_kept(company: Company) -> None:
    actor, item = company["sales1"].actor, planned(company, on=date(2026, 3, 19), purpose="确认预算")
    first = services.carry(item.pk, reason="no_time", actor=actor, now=NOW)
    second = services.carry(first.pk, reason="customer", actor=actor, now=NOW)
    assert (first.starts_on, second.starts_on) == (date(2026, 3, 20), date(2026, 3, 23))  # over the weekend
    assert (second.carries, second.carried_from_id, second.purpose) == (2, first.pk, "确认预算")
    assert services.carry(item.pk, reason="no_time", actor=actor, now=NOW).pk == first.pk
    with refused("plans.goes_on", Conflict):
        services.reopen(item.pk, actor=actor, now=NOW)
    with refused("plans.carried_here", Conflict):
        services.remove(second.pk, actor=actor, now=NOW)
    with refused("plans.not_later"):
        services.carry(second.pk, reason="no_time", to=TODAY, actor=actor, now=NOW)


def test_items_are_put_in_order_and_those_added_meanwhile_stay_behind(company: Company) -> None:
    actor = company["sales1"].actor
    one, two, three = (planned(company, title=title) for title in "一二三")
    services.order(one.plan_id, ids=[three.pk, one.pk], actor=actor, now=NOW)
    order = PlanItem.objects.order_by("position").values_list("pk", flat=True)
    assert list(order) == [three.pk, one.pk, two.pk]
    other = planned(company, "sales1b")
    with refused("plans.foreign_item"):
        services.order(one.plan_id, ids=[other.pk], actor=actor, now=NOW)


def test_two_who_edit_one_item_meet_only_at_the_same_field(company: Company) -> None:
    item = planned(company, owner_id=company["sales1"].id, by="lead1")
    version, lead, own = item.version, company["lead1"].actor, company["sales1"].actor
    services.edit(item.pk, changes={"risks": "竞品在场"}, version=version, actor=lead, now=NOW)
    changes = {"expected": "拿到预算"}
    services.edit(item.pk, changes=changes, base={"expected": ""}, version=version, actor=own, now=NOW)
    with refused("edit.conflict", Conflict):
        services.edit(
            item.pk, changes={"risks": "无"}, base={"risks": ""}, version=version, actor=own, now=NOW
        )
    item.refresh_from_db()
    assert (item.risks, item.expected) == ("竞品在场", "拿到预算")


def test_what_another_room_decided_comes_once_however_often_it_is_said(company: Company) -> None:
    owner = company["sales1"].id
    said = {
        "owner_id": owner,
        "grain": "week",
        "on": TODAY,
        "title": "补齐竞品对比",
        "due": date(2026, 3, 20),
    }
    source = {"source_kind": "decision", "source_id": 7, "actor": company["lead1"].actor, "now": NOW}
    one = services.add_item(**said, **source)
    onward = services.carry(one.pk, reason="waiting", actor=company["sales1"].actor, now=NOW)
    again = services.add_item(**said, **source)
    assert again.pk == onward.pk
    assert one.given_by_id == company["lead1"].id


def test_who_leaves_hands_open_items_on_and_nothing_stays(company: Company) -> None:
    old = planned(company, on=date(2026, 3, 2), title="上月没做完")
    now_ = planned(company, title="今天的")
    done = planned(company, title="做完的")
    services.finish(done.pk, actor=company["sales1"].actor, now=NOW)
    assert queries.holdings(company["sales1"].id) == 2
    heir = company["sales1b"].id
    leave(company)
    assert queries.holdings(company["sales1"].id) == 0
    moved = PlanItem.objects.filter(owner_id=heir).order_by("position")
    assert [(one.title, one.starts_on) for one in moved] == [("上月没做完", TODAY), ("今天的", TODAY)]
    assert {old.pk, now_.pk} == set(moved.values_list("pk", flat=True))


def test_running_plans_follow_who_moves_and_the_new_lead_sees_them(company: Company) -> None:
    planned(company, on=date(2026, 3, 2))
    item = planned(company)
    employee = company["sales1"].employee
    employee.refresh_from_db()
    org.edit_employee(
        employee.pk,
        changes={"unit_id": company.team2.pk},
        base=None,
        version=employee.version,
        actor=company["ops"].actor,
        now=NOW,
    )
    item.refresh_from_db()
    assert item.unit_id == company.team2.pk
    assert set(Plan.objects.values_list("starts_on", "unit_id")) == {
        (date(2026, 3, 2), company.team1.pk),
        (TODAY, company.team2.pk),
    }


def test_a_task_and_what_was_planned_as_it_are_done_together_either_way(company: Company) -> None:
    me = company["sales1"].actor
    for by_task in (True, False):
        task = activities.tasks.create(title=f"寄样品 {by_task}", due_on=TODAY, actor=me, now=NOW)
        services.take(**WORK, taken=[Taken("task", task.pk)], actor=me, now=NOW)
        item = PlanItem.objects.get(source_kind="task", source_id=task.pk)
        if by_task:
            activities.tasks.complete(task.pk, actor=me, now=NOW)
        else:
            services.finish(item.pk, actor=me, now=NOW)
        task.refresh_from_db()
        item.refresh_from_db()
        assert (task.done_at, item.state) == (NOW, "done")
