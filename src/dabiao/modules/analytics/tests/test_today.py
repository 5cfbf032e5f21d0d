"""The day of one person: what stands in it, in which order, and that everything is found that should be."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from dabiao.core.days import local_day
from dabiao.modules.activities.models import Task
from dabiao.modules.activities.services import tasks
from dabiao.modules.analytics import queries, schemas
from dabiao.modules.analytics.tests import recount
from dabiao.modules.analytics.tests.world import SELLERS, TICK
from dabiao.modules.contracts.models import Contract
from dabiao.modules.customers.models import Customer
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import Opportunity, Stage
from dabiao.modules.plans import services as plans
from dabiao.modules.plans.services.drafting import Taken
from dabiao.modules.receivables.models import Instalment
from dabiao.testing.people import NOW, ApiClient, Company
from dabiao.testing.statements import counted

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TONIGHT = datetime(2026, 3, 18, 16, 0, tzinfo=UTC)  # midnight in Shanghai
TODAY = date(2026, 3, 18)


class Desk:
    """Records of one seller, each with only what a test says of it."""

    def __init__(self, company: Company, who: str = "sales1") -> None:
        self.who = company[who]
        moments = {"created_at": NOW, "updated_at": NOW}
        self.held: dict[str, Any] = {
            "owner_id": self.who.id,
            "unit_id": self.who.employee.unit_id,
            **moments,
        }
        pipeline = opportunities.ensure_default_pipeline(actor=self.who.actor, now=NOW)
        self.stage = Stage.objects.filter(pipeline=pipeline, kind="open").order_by("position")[0]

    def lead(self, **facts: Any) -> Lead:
        given = {"status": "assigned", "received_at": NOW - HOUR, "assigned_at": NOW - HOUR}
        return Lead.objects.create(**{**self.held, "name": "王芳", **given, **facts})

    def customer(self, **facts: Any) -> Customer:
        return Customer.objects.create(**{**self.held, "name": "杭州云岚科技有限公司", **facts})

    def deal(self, customer: Customer | None = None, **facts: Any) -> Opportunity:
        stage = {"pipeline_id": self.stage.pipeline_id, "stage": self.stage, "stage_entered_at": NOW}
        about = {"name": "CRM 采购", "customer": customer or self.customer()}
        return Opportunity.objects.create(**{**self.held, **about, **stage, **facts})

    def task(self, **facts: Any) -> Task:
        return Task.objects.create(**{**self.held, "title": "寄样品", **facts})

    def instalment(self, due_on: date, *, status: str = "signed", paid: int = 0) -> Instalment:
        number = f"T-{Contract.objects.count()}"
        about = {"number": number, "title": "服务合同", "customer": self.customer(), "status": status}
        contract = Contract.objects.create(**self.held, **about, amount_minor=500, signed_on=TODAY)
        moments = {"created_at": NOW, "updated_at": NOW}
        line = {"seq": 1, "due_on": due_on, "amount_minor": 500, "allocated_minor": paid}
        return Instalment.objects.create(contract=contract, **line, **moments)

    def planned(self, **facts: Any) -> Any:
        place = {"grain": "day", "on": TODAY, **facts.pop("place", {})}
        return plans.add(**place, values={"title": "过一遍报价", **facts}, actor=self.who.actor, now=NOW)

    def today(self) -> list[tuple[str, int, str]]:
        return said(self.who.client)


def said(client: ApiClient) -> list[tuple[str, int, str]]:
    return [(row["kind"], row["id"], row["urgency"]) for row in client.read("/dashboards/today")["items"]]


@pytest.fixture
def desk(company: Company) -> Desk:
    return Desk(company)


def test_everything_that_presses_stands_in_one_list_the_most_urgent_first(desk):
    risk = desk.deal(pushes=2, amount_minor=500)
    gravest = desk.deal(expected_win_on=TODAY - DAY, amount_minor=1)
    larger = desk.deal(pushes=3, amount_minor=501)
    tonight = desk.instalment(TODAY)
    soon = desk.deal(next_contact_at=NOW + HOUR)
    later = desk.customer(next_contact_at=NOW + 2 * HOUR)
    task = desk.task(due_at=NOW - 2 * HOUR)
    late = desk.lead(first_contact_at=NOW - DAY, next_contact_at=NOW - HOUR, status="contacted")
    money = desk.instalment(TODAY - 3 * DAY)
    older, newest = desk.lead(assigned_at=NOW - DAY), desk.lead(assigned_at=NOW - TICK)
    assert desk.today() == [
        ("lead", newest.pk, "answer"),
        ("lead", older.pk, "answer"),
        ("instalment", money.pk, "overdue"),
        ("task", task.pk, "overdue"),
        ("lead", late.pk, "overdue"),
        ("opportunity", soon.pk, "today"),
        ("customer", later.pk, "today"),
        ("instalment", tonight.pk, "today"),
        ("opportunity", gravest.pk, "risk"),
        ("opportunity", larger.pk, "risk"),
        ("opportunity", risk.pk, "risk"),
    ]
    board = desk.who.client.read("/dashboards/today")
    assert board["counts"] == {"answer": 2, "overdue": 3, "today": 3, "risk": 3}
    assert board["capped"] is False
    schemas.Today.model_validate(board)
    assert set(board["items"][0]) == set(schemas.TodayRow.model_fields)


def test_a_deal_stands_once_with_its_plan_its_signs_and_without_its_customer_beside(desk):
    customer = desk.customer(next_contact_at=NOW - HOUR)
    deal = desk.deal(customer, next_contact_at=NOW - HOUR, pushes=2, amount_cut_minor=5)
    [row] = desk.who.client.read("/dashboards/today")["items"]
    assert (row["kind"], row["id"], row["urgency"]) == ("opportunity", deal.pk, "overdue")
    assert row["signs"] == ["pushed", "amount_cut"]
    assert row["due_at"] == row["planned_at"] == "2026-03-18T01:00:00Z"
    assert row["actions"] == ["log", "plan"]


def test_what_is_of_another_day_ended_done_paid_or_somebody_elses_is_left_out(desk, company):
    desk.lead(next_contact_at=TONIGHT)
    desk.lead(status="invalid", invalid_reason="spam")
    desk.lead(first_contact_at=NOW, next_contact_at=None)
    desk.customer(next_contact_at=TONIGHT)
    desk.deal(closed_at=NOW, next_contact_at=NOW - HOUR, pushes=5)
    desk.task(due_at=TONIGHT)
    desk.task(due_at=NOW, done_at=NOW)
    desk.task(due_at=NOW, removed_at=NOW)
    desk.task()
    desk.instalment(TODAY + DAY)
    desk.instalment(TODAY, paid=500)
    desk.instalment(TODAY, status="draft")
    other = Desk(company, "sales1b")
    other.lead()
    other.task(due_at=NOW)
    other.deal(pushes=2)
    assert desk.today() == []
    assert len(other.today()) == 3
    assert said(company["lead1"].client) == []


def test_a_task_names_its_record_and_a_masked_number_says_where_it_is_shown_in_full(desk):
    lead = desk.lead(phone="+8613812345678")
    desk.task(due_at=NOW, about_kind="lead", about_id=lead.pk, priority="high")
    first, task = desk.who.client.read("/dashboards/today")["items"]
    assert (first["phone"], first["phone_of"]) == ("+86*******5678", {"kind": "lead", "id": lead.pk})
    assert (task["subject_kind"], task["subject_id"], task["subject_title"]) == ("lead", lead.pk, "王芳")
    assert (task["priority"], task["actions"]) == ("high", ["finish"])


def wanted(who: int) -> set[tuple[str, int]]:
    """The same things found again in the bare rows."""
    live = ("new", "assigned", "contacted", "qualified")
    found = set()
    for lead in Lead.objects.filter(owner_id=who, status__in=live):
        planned = lead.next_contact_at
        later = planned is not None and planned >= TONIGHT
        if (planned is not None and planned < TONIGHT) or (lead.first_contact_at is None and not later):
            found.add(("lead", lead.pk))
    for deal in Opportunity.objects.filter(owner_id=who, closed_at=None):
        if (deal.next_contact_at and deal.next_contact_at < TONIGHT) or recount.slips(deal):
            found.add(("opportunity", deal.pk))
    for line in Instalment.objects.select_related("contract"):
        signed = line.contract.owner_id == who and line.contract.status == "signed"
        if signed and line.due_on <= TODAY and line.allocated_minor < line.amount_minor:
            found.add(("instalment", line.pk))
    return found


def test_everything_is_found_that_the_bare_rows_hold_and_nothing_more(world):
    for who in (*SELLERS, "lead1"):
        rows = said(world.company[who].client)
        assert {(kind, id) for kind, id, _ in rows} == wanted(world.company[who].id), who
        assert len(rows) == len({(kind, id) for kind, id, _ in rows})
        assert len(rows) > 10


def test_what_was_planned_for_today_stands_in_the_day_until_it_is_settled(desk):
    late = desk.planned(from_time=time(9))
    week = desk.planned(day=TODAY, place={"grain": "week"})
    desk.planned(place={"on": TODAY + DAY})
    done = desk.planned()
    plans.finish(done.pk, actor=desk.who.actor, now=NOW)
    assert desk.today() == [("plan_item", late.pk, "overdue"), ("plan_item", week.pk, "today")]
    desk.who.client.write("POST", f"/plan-items/{late.pk}/completions", {})
    assert desk.today() == [("plan_item", week.pk, "today")]


def test_a_long_list_ends_after_a_hundred_and_says_so(desk):
    for number in range(101):
        desk.task(due_at=NOW + number * TICK)
    board = desk.who.client.read("/dashboards/today")
    assert (len(board["items"]), board["capped"]) == (100, True)


def test_more_rows_cost_no_more_queries(desk):
    def cost() -> int:
        return counted(lambda: queries.today(actor=actor, now=NOW))

    actor, costs = desk.who.actor, []
    for many in (1, 2):
        for _ in range(many):
            customer = desk.customer(next_contact_at=NOW)
            desk.deal(customer, pushes=2)
            desk.lead()
            desk.task(due_at=NOW, about_kind="customer", about_id=customer.pk)
            desk.instalment(TODAY)
            desk.planned()
        costs.append(cost())
    assert costs == [12, 12]


def test_the_day_is_for_those_who_may_read_figures(company):
    assert ApiClient().problem("GET", "/dashboards/today")[:2] == (401, "access.unauthenticated")
    assert company["inspector"].client.problem("GET", "/dashboards/today")[:2] == (403, "access.forbidden")


def test_a_task_that_was_planned_stands_once_and_is_done_with_what_it_was_planned_as(desk: Desk) -> None:
    me, day = desk.who.actor, local_day(NOW)
    task = tasks.create(title="寄样品", due_on=day, actor=me, now=NOW)
    plans.take(grain="day", on=day, taken=[Taken("task", task.pk)], actor=me, now=NOW)

    def shown() -> list[str]:
        rows = queries.today(actor=me, now=NOW)["items"]
        return [one["kind"] for one in rows if one["title"] == "寄样品"]

    assert shown() == ["task"]
    tasks.complete(task.pk, actor=me, now=NOW)
    assert shown() == []
