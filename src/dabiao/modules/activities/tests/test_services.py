from datetime import timedelta

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Forbidden, Invalid
from dabiao.core.events.models import Event, EventSubject
from dabiao.modules.activities import queries, services
from dabiao.modules.activities.models import Activity
from dabiao.modules.activities.tests.builders import a_contact, a_customer, a_lead, an_opportunity, logged
from dabiao.modules.leads import services as leads
from dabiao.testing.people import NOW

FRIDAY = NOW + timedelta(days=2)
MONDAY = NOW + timedelta(days=5)


def refusal(raised):
    return raised.value.code, raised.value.field


def subjects_of(event):
    return set(EventSubject.objects.filter(event_id=event.pk).values_list("kind", "object_id"))


def test_a_logged_contact_keeps_who_did_it_and_where_they_stood(company):
    lead = a_lead(company["sales1"])
    activity = logged(company, "sales1", "lead", lead.pk, content="愿意看演示", effect="有意向")
    activity.refresh_from_db()
    assert (activity.about_kind, activity.about_id, activity.customer_id) == ("lead", lead.pk, None)
    assert (activity.owner_id, activity.unit_id) == (company["sales1"].id, company.team1.pk)
    assert (activity.occurred_at, activity.content, activity.effect) == (NOW, "愿意看演示", "有意向")


def test_a_lead_learns_of_its_first_and_latest_contact(company):
    lead = a_lead(company["sales1"])
    logged(company, "sales1", "lead", lead.pk, next_contact_at=FRIDAY)
    logged(company, "sales1", "lead", lead.pk, occurred_at=NOW - timedelta(hours=3))
    lead.refresh_from_db()
    assert (lead.first_contact_at, lead.last_contact_at) == (NOW - timedelta(hours=3), NOW)
    assert (lead.next_contact_at, lead.status) == (FRIDAY, "contacted")


def test_a_contact_about_an_opportunity_reaches_its_customer(company):
    customer = a_customer(company["sales1"])
    opportunity = an_opportunity(company["sales1"], customer)
    activity = logged(company, "sales1", "opportunity", opportunity.pk, next_contact_at=FRIDAY)
    opportunity.refresh_from_db()
    customer.refresh_from_db()
    assert activity.customer_id == customer.pk
    assert (opportunity.last_contact_at, opportunity.next_contact_at) == (NOW, FRIDAY)
    assert (customer.last_contact_at, customer.next_contact_at) == (NOW, FRIDAY)


def test_a_later_plan_of_one_deal_does_not_hide_an_earlier_one_of_the_customer(company):
    customer = a_customer(company["sales1"], next_contact_at=FRIDAY)
    opportunity = an_opportunity(company["sales1"], customer)
    logged(company, "sales1", "opportunity", opportunity.pk, next_contact_at=MONDAY)
    customer.refresh_from_db()
    assert customer.next_contact_at == FRIDAY


def test_a_contact_settles_what_was_planned_until_that_evening(company):
    lead = a_lead(company["sales1"], next_contact_at=NOW + timedelta(hours=4))
    logged(company, "sales1", "lead", lead.pk)
    lead.refresh_from_db()
    assert lead.next_contact_at is None


def test_a_plan_beyond_today_outlives_an_unplanned_contact(company):
    lead = a_lead(company["sales1"], next_contact_at=FRIDAY)
    activity = logged(company, "sales1", "lead", lead.pk)
    lead.refresh_from_db()
    assert (lead.next_contact_at, activity.next_contact_at) == (FRIDAY, None)
    assert not queries.asks_next(activity)


def test_the_contact_stands_on_the_timelines_of_the_record_and_its_customer(company):
    customer = a_customer(company["sales1"])
    opportunity = an_opportunity(company["sales1"], customer)
    contact = a_contact(customer)
    activity = logged(
        *(company, "sales1", "opportunity", opportunity.pk),
        contact_id=contact.pk,
        content="谈好了价格",
        next_contact_at=FRIDAY,
    )
    event = Event.objects.get(kind="activity.logged")
    assert subjects_of(event) == {
        ("activity", activity.pk),
        ("opportunity", opportunity.pk),
        ("customer", customer.pk),
    }
    assert event.data == {
        "activity_id": activity.pk,
        "about_kind": "opportunity",
        "about_id": opportunity.pk,
        "about_title": "云岚科技 CRM 采购",
        "method": "call",
        "purpose": "回访",
        "result": "reached",
        "effect": "",
        "content": "谈好了价格",
        "contact_id": contact.pk,
        "contact_name": "王总",
        "occurred_at": "2026-03-18T02:00:00Z",
        "next_contact_at": "2026-03-20T02:00:00Z",
        "fields": {},
        "files": [],
    }


def test_a_lead_without_a_name_is_never_titled_by_its_phone(company):
    lead = a_lead(company["sales1"], name="", company="", phone="13812345678")
    logged(company, "sales1", "lead", lead.pk)
    assert Event.objects.get(kind="activity.logged").data["about_title"] == f"#{lead.pk}"


def test_a_record_out_of_sight_is_like_an_unknown_one(company):
    lead = a_lead(company["sales3"])
    for id in (lead.pk, 999_999):
        with pytest.raises(Invalid) as raised:
            logged(company, "sales1", "lead", id)
        assert refusal(raised) == ("core.not_found_here", "subject_id")


def test_who_may_read_but_not_edit_the_record_logs_nothing(company):
    lead = a_lead(None, unit_id=company.root.pk)  # in the pool: seen by those who may claim it
    with pytest.raises(Forbidden) as raised:
        logged(company, "sales1", "lead", lead.pk)
    assert raised.value.params == {"permission": "lead.edit"}
    assert not Activity.objects.exists()


def test_who_may_not_log_logs_nothing(company):
    with pytest.raises(Forbidden):
        logged(company, "finance", "customer", a_customer(company["sales1"]).pk)


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"occurred_at": NOW + timedelta(minutes=6)}, "activities.in_future", "occurred_at"),
        ({"next_contact_at": NOW}, "activities.next_not_after", "next_contact_at"),
        ({"method": "telepathy"}, "core.not_a_choice", "method"),
        ({"result": "won"}, "core.not_a_choice", "result"),
        ({"contact_id": 999_999}, "core.not_found_here", "contact_id"),
    ],
)
def test_a_contact_that_cannot_be_is_refused_and_nothing_is_kept(company, facts, code, field):
    lead = a_lead(company["sales1"])
    with pytest.raises(Invalid) as raised:
        logged(company, "sales1", "lead", lead.pk, **facts)
    assert refusal(raised) == (code, field)
    assert not Activity.objects.exists()
    assert not Event.objects.filter(kind="activity.logged").exists()


def test_only_leads_customers_and_opportunities_are_contacted(company):
    with pytest.raises(Invalid) as raised:
        logged(company, "sales1", "employee", company["sales1"].id)
    assert refusal(raised) == ("core.not_a_choice", "subject_kind")


def test_the_person_spoken_with_belongs_to_the_customer(company):
    customer, other = a_customer(company["sales1"]), a_customer(company["sales1"], name="另一家")
    stranger = a_contact(other)
    for kind, id in (("customer", customer.pk), ("lead", a_lead(company["sales1"]).pk)):
        with pytest.raises(Invalid) as raised:
            logged(company, "sales1", kind, id, contact_id=stranger.pk)
        assert refusal(raised) == ("activities.contact_elsewhere", "contact_id")


def test_an_open_record_with_nothing_planned_asks_for_the_next_contact(company):
    customer = a_customer(company["sales1"])
    planned, unplanned = (
        logged(company, "sales1", "customer", customer.pk, next_contact_at=moment)
        for moment in (FRIDAY, None)
    )
    opportunity = an_opportunity(company["sales1"], customer)
    assert queries.asks_next(logged(company, "sales1", "opportunity", opportunity.pk))
    assert planned.next_contact_at == FRIDAY
    assert unplanned.next_contact_at is None


@pytest.mark.parametrize("ended", ["invalid lead", "won opportunity"])
def test_a_record_at_its_end_asks_for_nothing(company, ended):
    if ended == "invalid lead":
        kind, row = "lead", a_lead(company["sales1"], status="invalid", invalid_reason="spam")
    else:
        kind = "opportunity"
        row = an_opportunity(company["sales1"], a_customer(company["sales1"]), kind="won")
    assert not queries.asks_next(logged(company, "sales1", kind, row.pk))


def test_the_system_may_log_for_nobody(company):
    lead = a_lead(company["sales1"])
    activity = services.log(
        subject_kind="lead",
        subject_id=lead.pk,
        method="sms",
        purpose="",
        result="other",
        actor=SYSTEM,
        now=NOW,
    )
    assert (activity.owner_id, activity.unit_id) == (None, None)


def test_contacts_of_a_lead_follow_it_to_its_customer(company):
    lead = a_lead(company["sales1"], company="云岚科技")
    activity = logged(company, "sales1", "lead", lead.pk)
    other = logged(company, "sales1", "lead", a_lead(company["sales1"]).pk)
    conversion = leads.Conversion(opportunity_name="CRM 采购", amount_minor=1_000_000)
    made = leads.convert(lead.pk, conversion=conversion, actor=company["sales1"].actor, now=NOW)
    activity.refresh_from_db()
    other.refresh_from_db()
    assert (activity.customer_id, other.customer_id) == (made.customer_id, None)


def test_contacts_stay_with_who_made_them_when_the_record_changes_hands(company):
    lead = a_lead(company["sales1"])
    activity = logged(company, "sales1", "lead", lead.pk)
    leads.assign(lead.pk, owner_id=company["sales2"].id, actor=company["ops"].actor, now=NOW)
    activity.refresh_from_db()
    assert (activity.owner_id, activity.unit_id) == (company["sales1"].id, company.team1.pk)
