from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.modules.activities import schemas
from dabiao.modules.activities.models import Activity
from dabiao.modules.activities.tests.builders import a_contact, a_customer, a_lead, an_opportunity, logged
from dabiao.testing.people import NOW, ApiClient


@pytest.fixture(autouse=True)
def _on_that_wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def body(kind, id, **facts):
    return {"subject_kind": kind, "subject_id": id, "method": "call", "result": "reached", **facts}


def test_logging_answers_the_whole_contact_and_asks_for_the_next(company):
    customer = a_customer(company["sales1"])
    contact = a_contact(customer)
    client = company["sales1"].client
    facts = {
        "purpose": "约见决策人",
        "content": "第一行\n第二行",
        "effect": "愿意见面",
        "contact_id": contact.pk,
    }
    made = client.write("POST", "/activities", body("customer", customer.pk, **facts))
    assert made == {
        "id": made["id"],
        "subject_kind": "customer",
        "subject_id": customer.pk,
        "subject_title": "杭州云岚科技有限公司",
        "customer_id": customer.pk,
        "customer_name": "杭州云岚科技有限公司",
        "contact_id": contact.pk,
        "contact_name": "王总",
        "method": "call",
        "purpose": "约见决策人",
        "result": "reached",
        "effect": "愿意见面",
        "content": "第一行\n第二行",
        "occurred_at": "2026-03-18T02:00:00.000Z",
        "next_contact_at": None,
        "fields": {},
        "owner_id": company["sales1"].id,
        "owner_name": "sales1",
        "unit_id": company.team1.pk,
        "unit_name": "一组",
        "version": 1,
        "created_at": "2026-03-18T02:00:00.000Z",
        "updated_at": "2026-03-18T02:00:00.000Z",
        "actions": ["edit", "remove"],
        "asks_next": True,
    }
    made.pop("asks_next")
    assert client.read(f"/activities/{made['id']}") == made


def test_with_a_next_contact_nothing_is_asked(company):
    lead = a_lead(company["sales1"])
    facts = body("lead", lead.pk, next_contact_at="2026-03-20T10:00:00+08:00")
    made = company["sales1"].client.write("POST", "/activities", facts)
    assert (made["next_contact_at"], made["asks_next"]) == ("2026-03-20T02:00:00.000Z", False)


def test_a_repeated_request_logs_once(company):
    lead = a_lead(company["sales1"])
    client = company["sales1"].client
    first, again = (
        client.write("POST", "/activities", body("lead", lead.pk), **{"Idempotency-Key": "k1"})
        for _ in range(2)
    )
    assert first == again
    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"method": "telepathy"}, "method"),
        ({"subject_kind": "contract"}, "subject_kind"),
        ({"subject_id": 0}, "subject_id"),
        ({"occurred_at": "2026-03-18T10:00:00"}, "occurred_at"),
        ({"occurred_at": "0001-01-01T00:00:00+08:00"}, "occurred_at"),
        ({"next_contact_at": "9999-12-31T23:59:59-12:00"}, "next_contact_at"),
        ({"content": "字" * 10_001}, "content"),
        ({"purpose": "字" * 201}, "purpose"),
        ({"mood": "good"}, "mood"),
    ],
)
def test_a_body_of_the_wrong_shape_is_refused_at_its_field(company, facts, field):
    lead = a_lead(company["sales1"])
    wanted = {**body("lead", lead.pk), **facts}
    status, _, found = company["sales1"].client.problem("POST", "/activities", wanted)
    assert (status, found) == (422, field)


def test_refusals_have_words_in_the_language_of_the_reader(company):
    lead = a_lead(company["sales1"])
    said = company["sales1"].client.send(
        "POST",
        "/activities",
        body("lead", lead.pk, occurred_at="2026-03-19T10:00:00Z"),
        **{"Accept-Language": "zh-CN"},
    )
    assert (said.status_code, said.json()["code"]) == (422, "activities.in_future")
    assert said.json()["detail"] == "联系时间还没到，请填已经发生的时间。"


def test_a_record_shows_all_its_contacts_whoever_made_them(company):
    lead = a_lead(company["sales1"])
    mine = logged(company, "sales1", "lead", lead.pk)
    leaders = logged(company, "lead1", "lead", lead.pk, occurred_at=NOW - timedelta(hours=1))
    logged(company, "sales1", "lead", a_lead(company["sales1"]).pk)
    found = company["sales1"].client.read("/activities", subject_kind="lead", subject_id=lead.pk)
    assert [row["id"] for row in found["items"]] == [mine.pk, leaders.pk]


def test_without_a_record_each_sees_the_contacts_of_their_scope(company):
    rows = {
        who: logged(company, who, "lead", a_lead(company[who]).pk).pk
        for who in ("sales1", "sales1b", "sales2", "sales3")
    }
    seen = {
        who: {row["id"] for row in company[who].client.read("/activities")["items"]}
        for who in ("sales1", "lead1", "manager", "boss", "sales3")
    }
    assert seen == {
        "sales1": {rows["sales1"]},
        "lead1": {rows["sales1"], rows["sales1b"]},
        "manager": {rows["sales1"], rows["sales1b"], rows["sales2"]},
        "boss": set(rows.values()),
        "sales3": {rows["sales3"]},
    }


def test_a_customer_shows_the_contacts_about_its_opportunities_too(company):
    customer = a_customer(company["sales1"])
    opportunity = an_opportunity(company["sales1"], customer)
    about_both = {
        logged(company, "sales1", kind, id).pk
        for kind, id in (("customer", customer.pk), ("opportunity", opportunity.pk))
    }
    client = company["sales1"].client
    assert {row["id"] for row in client.read("/activities", customer_id=customer.pk)["items"]} == about_both
    alone = client.read("/activities", subject_kind="customer", subject_id=customer.pk)["items"]
    assert len(alone) == 1


def test_the_list_narrows_by_who_how_what_and_when(company):
    lead = a_lead(company["sales1"])
    visit = logged(company, "sales1", "lead", lead.pk, method="visit", result="agreed", purpose="签约")
    call = logged(company, "lead1", "lead", lead.pk, occurred_at=NOW - timedelta(days=1))
    client = company["lead1"].client

    def ids(**filters):
        return [row["id"] for row in client.read("/activities", **filters)["items"]]

    assert ids(method="visit") == ids(result="agreed") == ids(q="签约") == [visit.pk]
    assert ids(owner_id=company["lead1"].id) == [call.pk]
    assert ids(unit_id=company.team1.pk) == ids(unit_id=company.root.pk) == [visit.pk, call.pk]
    assert ids(unit_id=company.team2.pk) == []
    assert ids(since="2026-03-18T02:00:00Z") == [visit.pk]
    assert ids(until="2026-03-18T02:00:00Z") == [call.pk]


def test_pages_follow_each_other_without_gap_or_repeat(company):
    lead = a_lead(company["sales1"])
    rows = [logged(company, "sales1", "lead", lead.pk).pk for _ in range(5)]
    client, seen, cursor = company["sales1"].client, [], ""
    while cursor is not None:
        found = client.read("/activities", limit=2, cursor=cursor)
        seen += [row["id"] for row in found["items"]]
        cursor = found["next"]
    assert seen == rows[::-1]


def test_titles_of_records_out_of_sight_are_withheld(company):
    lead = a_lead(company["sales1"])
    activity = logged(company, "sales1", "lead", lead.pk)
    lead.owner_id, lead.unit_id = company["sales3"].id, company.team3.pk
    lead.save()
    row = company["sales1"].client.read(f"/activities/{activity.pk}")
    assert (row["subject_id"], row["subject_title"]) == (lead.pk, None)


def test_a_contact_out_of_scope_and_about_nothing_in_sight_is_unknown(company):
    activity = logged(company, "sales3", "lead", a_lead(company["sales3"]).pk)
    client = company["sales1"].client
    assert client.problem("GET", f"/activities/{activity.pk}")[:2] == (404, "core.not_found")
    assert client.problem("GET", "/activities/999999")[:2] == (404, "core.not_found")


def test_a_contact_of_somebody_else_about_my_record_is_mine_to_read(company):
    lead = a_lead(company["sales1"])
    activity = logged(company, "ops", "lead", lead.pk)
    assert company["sales1"].client.read(f"/activities/{activity.pk}")["owner_name"] == "ops"


def test_the_contacts_of_a_foreign_record_are_unknown(company):
    lead, customer = a_lead(company["sales3"]), a_customer(company["sales3"])
    client = company["sales1"].client
    for filters in ({"subject_kind": "lead", "subject_id": lead.pk}, {"customer_id": customer.pk}):
        assert client.problem("GET", "/activities", filters)[:2] == (404, "core.not_found")


def test_a_record_is_named_by_kind_and_id(company):
    assert company["sales1"].client.problem("GET", "/activities", {"subject_id": 1}) == (
        *(422, "core.required"),
        "subject_kind",
    )


@pytest.mark.parametrize("path", ["/activities", "/activities/1", "/agenda"])
def test_strangers_are_asked_to_sign_in(db, path):
    assert ApiClient().problem("GET", path)[:2] == (401, "access.unauthenticated")
    assert ApiClient().problem("POST", "/activities", body("lead", 1))[:2] == (401, "access.unauthenticated")


@pytest.mark.parametrize("who", ["finance", "robot"])
def test_roles_without_the_permission_read_no_contacts(company, who):
    assert company[who].client.problem("GET", "/activities")[:2] == (403, "access.forbidden")


def queries_of(client, path, **params):
    client.read(path, **params)  # warms what a process keeps
    with CaptureQueriesContext(
        connection,
    ) as caught:
        found = client.read(path, **params)
    return len(found["items"]), len(caught)


def test_one_row_and_three_cost_the_same_queries(company):
    customer = a_customer(company["sales1"])
    opportunity = an_opportunity(company["sales1"], customer)
    client = company["sales1"].client
    costs = []
    for _ in range(3):
        later = NOW + timedelta(hours=1)
        logged(company, "sales1", "opportunity", opportunity.pk, next_contact_at=later)
        a_lead(company["sales1"], next_contact_at=later)
        costs.append((queries_of(client, "/activities")[1], queries_of(client, "/agenda")[1]))
    assert costs[0] == costs[2]


def test_the_answers_have_the_documented_shape(company):
    lead = a_lead(company["sales1"])
    client = company["sales1"].client
    made = client.write("POST", "/activities", body("lead", lead.pk, next_contact_at="2026-03-18T09:00:00Z"))
    schemas.ActivityLogged.model_validate(made)
    assert set(made) == set(schemas.ActivityLogged.model_fields)
    agenda = client.read("/agenda")
    schemas.Agenda.model_validate(agenda)
    assert set(agenda) == set(schemas.Agenda.model_fields)
    assert set(agenda["items"][0]) == set(schemas.AgendaRow.model_fields)
    assert datetime.fromisoformat(agenda["as_of"]) == datetime(2026, 3, 18, 2, 0, tzinfo=UTC)
