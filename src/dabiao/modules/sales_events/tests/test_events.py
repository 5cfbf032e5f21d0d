"""Events are planned, opened, closed with their figures, and seen by whom they concern."""

from datetime import timedelta
from typing import Any

import pytest

from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from dabiao.core.scoping import fetch
from dabiao.core.timers.models import Timer
from dabiao.core.timers.worker import drain
from dabiao.modules.channels import services as channels
from dabiao.modules.org import services as org
from dabiao.modules.sales_events import queries, services
from dabiao.modules.sales_events.models import SalesEvent
from dabiao.modules.sales_events.tests.world import DOOR, START, a_customer, an_event, invited
from dabiao.testing.people import NOW, Company

pytestmark = pytest.mark.django_db


def test_it_is_seen_by_its_own_people_and_those_above_but_not_beside(company: Company) -> None:
    event = an_event(company)
    services.set_helper(
        event.pk, user_id=company["sales3"].id, part="door", actor=company["lead1"].actor, now=NOW
    )
    seeing = {
        name
        for name in ("sales1", "sales2", "sales3", "lead1", "manager", "ops")
        if queries.visible_to(company[name].actor).filter(pk=event.pk).exists()
    }
    assert seeing == {"sales3", "lead1", "manager", "ops"}


def test_a_helper_taken_out_sees_it_no_more(company: Company) -> None:
    event, lead = an_event(company), company["lead1"].actor
    services.set_helper(event.pk, user_id=company["sales3"].id, part="door", actor=lead, now=NOW)
    services.remove_helper(event.pk, user_id=company["sales3"].id, actor=lead, now=NOW)
    with pytest.raises(NotFound):
        fetch(queries.visible_to(company["sales3"].actor), event.pk)


def test_a_helper_may_not_change_the_event_itself(company: Company) -> None:
    event, lead = an_event(company), company["lead1"].actor
    services.set_helper(event.pk, user_id=company["sales3"].id, part="door", actor=lead, now=NOW)
    with pytest.raises(Forbidden):
        services.edit(
            event.pk, changes={"place": "x"}, version=event.version, actor=company["sales3"].actor, now=NOW
        )


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"name": " "}, "core.required", "name"),
        ({"ends_at": START}, "sales_events.ends_before_start", "ends_at"),
        ({"ends_at": START + timedelta(days=60)}, "sales_events.too_long", "ends_at"),
        ({"campaign_id": 999}, "core.not_found_here", "campaign_id"),
    ],
)
def test_what_is_wrong_with_an_event_is_said_at_its_field(
    company: Company, facts: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        an_event(company, **facts)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_a_campaign_is_that_of_one_event_so_its_spend_counts_once(company: Company) -> None:
    ops = company["ops"].actor
    campaign = channels.create_campaign(name="春季沙龙", source="event", actor=ops, now=NOW)
    day = NOW.date()
    channels.enter(campaign="春季沙龙", first_on=day, last_on=day, amount_minor=50_000, actor=ops, now=NOW)
    event = an_event(company, "ops", campaign_id=campaign.pk)
    services.add_cost(event.pk, item="place", amount_minor=100_000, actor=ops, now=NOW)
    shown = queries.figures(event.pk, actor=ops)["now"]
    assert (shown["cost_minor"], shown["spend_minor"], shown["paid_minor"]) == (100_000, 50_000, 150_000)
    with pytest.raises(Conflict) as refused:
        an_event(company, "ops", campaign_id=campaign.pk)
    assert refused.value.code == "sales_events.campaign_taken"


def test_cancelling_needs_a_reason_and_frees_the_campaign(company: Company) -> None:
    ops = company["ops"].actor
    campaign = channels.create_campaign(name="春季沙龙", source="event", actor=ops, now=NOW)
    event = an_event(company, "ops", campaign_id=campaign.pk)
    with pytest.raises(Invalid):
        services.move(event.pk, to="cancelled", actor=ops, now=NOW)
    services.move(event.pk, to="cancelled", reason="场地取消", actor=ops, now=NOW)
    assert an_event(company, "ops", campaign_id=campaign.pk).campaign_id == campaign.pk


def test_figures_are_frozen_at_close_and_kept_until_counted_anew(company: Company) -> None:
    lead, sales = company["lead1"].actor, company["sales1"]
    event = an_event(company)
    services.set_helper(event.pk, user_id=sales.id, part="inviter", actor=lead, now=NOW)
    came, missed = invited(event, company["lead1"], a_customer(sales, 1), a_customer(sales, 2))
    services.sign_in(event.pk, guest_id=came.pk, actor=lead, now=DOOR)
    services.move(event.pk, to="closed", actor=lead, now=DOOR)
    services.add_cost(event.pk, item="food", amount_minor=70_000, actor=lead, now=DOOR)
    missed.refresh_from_db()
    shown = queries.figures(event.pk, actor=lead)
    assert missed.state == "absent"
    assert (shown["frozen"]["attended"], shown["frozen"]["paid_minor"], shown["now"]["paid_minor"]) == (
        1,
        0,
        70_000,
    )
    services.recount(event.pk, actor=lead, now=DOOR)
    assert queries.figures(event.pk, actor=lead)["frozen"]["per_attended_minor"] == 70_000


def test_an_open_event_begins_at_its_hour_by_itself(company: Company) -> None:
    event = an_event(company)
    drain(START + timedelta(seconds=1))
    event.refresh_from_db()
    assert event.state == "running"


def test_an_event_put_off_begins_at_its_new_hour(company: Company) -> None:
    event, later = an_event(company), START + timedelta(days=1)
    changes = {"starts_at": later, "ends_at": later + timedelta(hours=2)}
    services.edit(event.pk, changes=changes, version=event.version, actor=company["lead1"].actor, now=NOW)
    drain(START + timedelta(seconds=1))
    event.refresh_from_db()
    assert event.state == "open"
    assert Timer.objects.get(key=f"sales_event.begin/{event.pk}").due_at == later


def test_inviters_hear_once_of_guests_who_said_nothing(company: Company) -> None:
    sales = company["sales1"]
    event = an_event(company, remind_days=0)
    services.edit(
        event.pk, changes={"remind_days": 0}, version=event.version, actor=company["lead1"].actor, now=NOW
    )
    first, _ = invited(event, company["lead1"], a_customer(sales, 1), a_customer(sales, 2))
    change = services.Change(answer="accepted")
    services.change_guests(event.pk, ids=[first.pk], change=change, actor=company["lead1"].actor, now=NOW)
    SalesEvent.objects.filter(pk=event.pk).update(state="open")
    from dabiao.modules.sales_events.jobs import remind

    for _ in range(2):
        remind({"event_id": event.pk}, START - timedelta(days=1))
    told = sales.client.read("/notifications")["items"]
    assert [
        (one["kind"], one["params"]["count"]) for one in told if one["kind"] == "sales_event.unanswered"
    ] == [("sales_event.unanswered", 1)]


def test_who_leaves_hands_events_and_guests_over_and_has_no_part_any_more(company: Company) -> None:
    lead, ops = company["lead1"], company["ops"].actor
    event = an_event(company)
    (guest,) = invited(event, lead, a_customer(lead, 1))
    org.depart(lead.id, successor_id=company["manager"].id, left_on=NOW.date(), actor=ops, now=NOW)
    drain(NOW)
    event.refresh_from_db()
    guest.refresh_from_db()
    assert (event.owner_id, guest.inviter_id) == (company["manager"].id, company["manager"].id)


def test_a_list_costs_the_same_queries_for_one_and_three(
    company: Company, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = company["lead1"].client
    counts = []
    for more in (1, 2):
        for _ in range(more):
            event = an_event(company)
            invited(event, company["lead1"], a_customer(company["lead1"], event.pk + 100))
        client.read("/sales-events")
        with CaptureQueriesContext(connection) as caught:
            client.read("/sales-events")
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_a_move_that_is_not_foreseen_is_refused(company: Company) -> None:
    event = an_event(company, state="draft")
    with pytest.raises(DomainError) as refused:
        services.move(event.pk, to="closed", actor=company["lead1"].actor, now=NOW)
    assert refused.value.code == "sales_events.no_such_move"


def test_conditions_offer_the_events_that_one_may_see(company: Company) -> None:
    ours, theirs = an_event(company, "lead1"), an_event(company, "manager")
    for who, known in (("lead1", {ours.pk}), ("manager", {ours.pk, theirs.pk})):
        words = company[who].client.get("/api/v1/vocabularies/contract").json()["words"]
        (event,) = [one for one in words if one["name"] == "sales_events"]
        assert {one["value"] for one in event["choices"]} == known, who
