from datetime import date, timedelta

import pytest

from dabiao.core.errors import Forbidden, Invalid, NotFound
from dabiao.core.figures import values
from dabiao.core.timers.worker import drain
from dabiao.modules.activities import services as activities
from dabiao.modules.activities.tests.builders import a_customer, a_lead, an_opportunity, logged
from dabiao.modules.plans import services
from dabiao.modules.plans.models import PlanItem
from dabiao.modules.plans.queries.proposals import proposals
from dabiao.modules.plans.services.drafting import Taken
from dabiao.modules.plans.tests.world import TODAY, WORK, planned
from dabiao.testing.people import NOW, Company, make_company
from dabiao.testing.statements import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def keys(company: Company, who: str = "sales1", **place: object) -> list[str]:
    found = proposals(**{**WORK, "owner_id": None, **place}, actor=company[who].actor, now=NOW)  # type: ignore[arg-type]
    return [one.key for one in found]


def test_what_is_due_is_proposed_with_why_each_record_once(company: Company) -> None:
    me = company["sales1"]
    late = a_lead(me, next_contact_at=NOW - timedelta(days=3), first_contact_at=NOW - timedelta(days=9))
    customer = a_customer(me)
    deal = an_opportunity(
        me, customer, next_contact_at=NOW + timedelta(hours=2), expected_win_on=TODAY, amount_minor=5_000_000
    )
    task = activities.tasks.create(title="寄样品", due_on=TODAY, actor=me.actor, now=NOW)
    a_lead(company["sales1b"], next_contact_at=NOW)
    open_before = planned(company, on=TODAY - timedelta(days=1), title="昨天没做完")
    found = {one.key: one for one in proposals(**WORK, owner_id=None, actor=me.actor, now=NOW)}
    assert list(found) == [
        f"item:{open_before.pk}",
        f"lead:{late.pk}",
        f"opportunity:{deal.pk}",
        f"task:{task.pk}",
    ]
    assert found[f"lead:{late.pk}"].whys == ({"code": "late", "days": 3},)
    assert [why["code"] for why in found[f"opportunity:{deal.pk}"].whys] == ["due", "win"]


def test_drafting_twice_doubles_nothing_and_what_is_left_stays_away(company: Company) -> None:
    me = company["sales1"]
    lead = a_lead(me, next_contact_at=NOW)
    task = activities.tasks.create(title="寄样品", due_on=TODAY, actor=me.actor, now=NOW)
    before = planned(company, on=TODAY - timedelta(days=1), title="昨天没做完")
    taken = [Taken("lead", lead.pk, "电话约王芳"), Taken("item", before.pk)]
    place = {**WORK, "actor": me.actor, "now": NOW}
    assert services.take(taken=taken, left=[Taken("task", task.pk)], **place) == 2
    assert services.take(taken=taken, **place) == 0
    assert keys(company) == []
    lines = PlanItem.objects.filter(starts_on=TODAY).order_by("position")
    assert [(one.title, one.about_kind, one.carries) for one in lines] == [
        ("电话约王芳", "lead", 0),
        ("昨天没做完", "", 1),
    ]
    before.refresh_from_db()
    assert before.state == "carried"
    assert lines[0].why["whys"][0]["code"] == "due"


def test_a_record_that_is_planned_by_hand_is_not_proposed_again(company: Company) -> None:
    lead = a_lead(company["sales1"], next_contact_at=NOW)
    planned(company, about_kind="lead", about_id=lead.pk)
    assert keys(company) == []


def test_only_what_is_proposed_can_be_taken(company: Company) -> None:
    foreign = a_lead(company["sales3"], next_contact_at=NOW)
    assert (
        services.take(**WORK, taken=[Taken("lead", foreign.pk)], actor=company["sales1"].actor, now=NOW) == 0
    )
    with pytest.raises(Invalid, match="core.not_a_choice"):
        services.take(**WORK, taken=[Taken("nonsense", 1)], actor=company["sales1"].actor, now=NOW)


def test_nothing_is_proposed_for_days_that_are_over_or_for_people_out_of_reach(company: Company) -> None:
    a_lead(company["sales1"], next_contact_at=NOW)
    assert keys(company, on=TODAY - timedelta(days=1)) == []
    assert len(keys(company, "lead1", owner_id=company["sales1"].id)) == 1
    with pytest.raises(NotFound):
        keys(company, "lead1", owner_id=company["sales2"].id)
    with pytest.raises(Forbidden):
        keys(company, "robot")


def test_proposals_cost_the_same_statements_for_one_record_as_for_three(
    company: Company, django_assert_max_num_queries: object
) -> None:

    def cost() -> int:
        return counted(lambda: keys(company, grain="week"))

    me = company["sales1"]
    a_lead(me, next_contact_at=NOW)
    an_opportunity(me, a_customer(me), next_contact_at=NOW)
    one = cost()
    for place in range(3):
        a_lead(me, next_contact_at=NOW)
        an_opportunity(me, a_customer(me, name=f"客户{place}"), next_contact_at=NOW)
    assert cost() == one


def test_a_contact_shows_at_the_item_it_was_planned_as_and_settles_nothing(company: Company) -> None:
    customer = a_customer(company["sales1"])
    item = planned(company, about_kind="customer", about_id=customer.pk)
    other = planned(company, "sales1b", title="别人的")
    deal = an_opportunity(company["sales1"], customer)
    activity = logged(company, "sales1", "opportunity", deal.pk)
    drain(NOW)
    drain(NOW)
    item.refresh_from_db()
    other.refresh_from_db()
    assert (item.evidence_id, item.state) == (activity.pk, "planned")
    assert other.evidence_id is None
    activities.remove(activity.pk, actor=company["sales1"].actor, now=NOW)
    item.refresh_from_db()
    assert item.evidence_id is None


def test_a_contact_of_another_day_or_person_is_no_evidence(company: Company) -> None:
    customer = a_customer(company["sales1"])
    item = planned(company, about_kind="customer", about_id=customer.pk)
    logged(company, "sales1", "customer", customer.pk, occurred_at=NOW - timedelta(days=1))
    logged(company, "ops", "customer", customer.pk)
    drain(NOW)
    item.refresh_from_db()
    assert item.evidence_id is None


def test_planned_is_done_dropped_carried_and_open_together(company: Company) -> None:
    me = company["sales1"].actor
    items = [planned(company, title=f"事{n}") for n in range(5)]
    services.finish(items[0].pk, actor=me, now=NOW)
    services.drop(items[1].pk, reason="no_time", actor=me, now=NOW)
    services.carry(items[2].pk, reason="no_time", actor=me, now=NOW)
    services.carry(items[3].pk, reason="no_time", to=date(2026, 3, 25), actor=me, now=NOW)
    codes = ["plan.planned", "plan.done", "plan.dropped", "plan.carried"]
    person, team = ("user", company["sales1"].id), ("unit", company.east.pk)

    def told(first: date, last: date) -> list[tuple[int, ...]]:
        found = values(codes, [person, team], (first, last), now=NOW)  # type: ignore[list-item]
        return [tuple(found.get((code, whose), 0) for code in codes) for whose in (person, team)]  # type: ignore[index]

    assert told(TODAY, TODAY) == [(5, 1, 1, 2)] * 2
    # on the two days together what went from one to the other is one item, still open
    assert told(TODAY, TODAY + timedelta(days=1)) == [(5, 1, 1, 1)] * 2
    assert told(date(2026, 3, 1), date(2026, 3, 31)) == [(5, 1, 1, 0)] * 2


def test_who_is_given_an_item_is_told_and_nobody_of_their_own(company: Company) -> None:
    from dabiao.core.notifications.models import Notification

    planned(company)
    planned(company, title="补齐竞品对比", owner_id=company["sales1"].id, by="lead1")
    drain(NOW)
    told = Notification.objects.filter(kind="plan.given").values_list("user_id", "params__title")
    assert list(told) == [(company["sales1"].id, "补齐竞品对比")]
