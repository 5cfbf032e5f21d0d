from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from dabiao.modules.activities.tests.builders import a_customer, a_lead, an_opportunity
from dabiao.testing.people import NOW

HOUR = timedelta(hours=1)
MIDNIGHT = datetime(2026, 3, 18, 16, 0, tzinfo=UTC)  # in Shanghai, the end of NOW's day


@pytest.fixture(autouse=True)
def _on_that_wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def due(client, **params):
    found = client.read("/agenda", **params)
    return [(row["subject_kind"], row["subject_id"]) for row in found["items"]]


def test_every_kind_of_record_stands_in_one_list_earliest_first(company):
    sales = company["sales1"]
    customer = a_customer(sales, next_contact_at=NOW + 2 * HOUR, industry="软件")
    opportunity = an_opportunity(sales, customer, next_contact_at=NOW + HOUR, last_contact_at=NOW - HOUR)
    lead = a_lead(sales, next_contact_at=NOW + 3 * HOUR, company="云岚科技")
    found = sales.client.read("/agenda")["items"]
    assert [(row["subject_kind"], row["subject_id"]) for row in found] == [
        ("opportunity", opportunity.pk),
        ("customer", customer.pk),
        ("lead", lead.pk),
    ]
    assert found[0] == {
        "subject_kind": "opportunity",
        "subject_id": opportunity.pk,
        "title": "云岚科技 CRM 采购",
        "subtitle": "杭州云岚科技有限公司",
        "next_contact_at": "2026-03-18T03:00:00.000Z",
        "last_contact_at": "2026-03-18T01:00:00.000Z",
        "owner_id": sales.id,
        "owner_name": "sales1",
        "unit_id": company.team1.pk,
        "unit_name": "一组",
    }
    assert [row["subtitle"] for row in found[1:]] == ["软件", "云岚科技"]


def test_one_plan_on_a_deal_stands_once_and_beside_it_what_the_customer_plans_by_itself(company):
    sales = company["sales1"]
    shared = a_customer(sales, next_contact_at=NOW + HOUR)
    deal = an_opportunity(sales, shared, next_contact_at=NOW + HOUR)
    alone = a_customer(sales, next_contact_at=NOW + 2 * HOUR)
    an_opportunity(sales, alone, next_contact_at=NOW + 3 * HOUR, closed_at=NOW, kind="lost")
    colleague = a_customer(sales, next_contact_at=NOW + 4 * HOUR)
    theirs = an_opportunity(company["sales1b"], colleague, next_contact_at=NOW + 4 * HOUR)
    assert due(sales.client) == [("opportunity", deal.pk), ("customer", alone.pk), ("customer", colleague.pk)]
    assert sales.client.read("/agenda")["counts"] == {"overdue": 0, "today": 3, "week": 3}
    assert len(due(company["lead1"].client)) == 4
    assert ("opportunity", theirs.pk) in due(company["lead1"].client)


def test_buckets_break_at_this_moment_and_at_local_midnights(company):
    sales = company["sales1"]
    moments = {
        "just overdue": NOW - timedelta(microseconds=1),
        "now": NOW,
        "tonight": MIDNIGHT - timedelta(microseconds=1),
        "tomorrow": MIDNIGHT,
        "seventh day": MIDNIGHT + timedelta(days=6) - timedelta(microseconds=1),
        "eighth day": MIDNIGHT + timedelta(days=6),
    }
    ids = {a_lead(sales, next_contact_at=moment).pk: name for name, moment in moments.items()}

    def names(bucket):
        return [ids[id] for _, id in due(sales.client, bucket=bucket)]

    assert names("overdue") == ["just overdue"]
    assert names("today") == ["now", "tonight"]
    assert names("week") == ["now", "tonight", "tomorrow", "seventh day"]
    assert sales.client.read("/agenda")["counts"] == {"overdue": 1, "today": 2, "week": 4}


def test_what_is_at_its_end_or_belongs_to_nobody_is_due_to_nobody(company):
    sales = company["sales1"]
    customer = a_customer(sales)
    a_lead(sales, next_contact_at=NOW + HOUR, status="invalid", invalid_reason="spam")
    an_opportunity(sales, customer, kind="lost", next_contact_at=NOW + HOUR)
    a_lead(None, unit_id=company.root.pk, next_contact_at=NOW + HOUR)
    for who in ("sales1", "ops"):
        found = company[who].client.read("/agenda")
        assert (found["items"], found["counts"]) == ([], {"overdue": 0, "today": 0, "week": 0})


def test_each_sees_what_they_may_and_can_ask_for_one_person_or_unit(company):
    for who in ("sales1", "sales1b", "sales2", "sales3"):
        a_lead(company[who], next_contact_at=NOW + HOUR)

    def owners(who, **params):
        found = company[who].client.read("/agenda", **params)
        assert found["counts"]["today"] == len(found["items"])
        return [row["owner_name"] for row in found["items"]]

    assert owners("sales1") == ["sales1"]
    assert owners("lead1") == ["sales1", "sales1b"]
    assert owners("manager") == ["sales1", "sales1b", "sales2"]
    assert owners("boss") == ["sales1", "sales1b", "sales2", "sales3"]
    assert owners("boss", owner_id=company["sales2"].id) == ["sales2"]
    assert owners("boss", unit_id=company.east.pk) == ["sales1", "sales1b", "sales2"]
    assert owners("sales1", owner_id=company["sales2"].id) == []


def test_kinds_that_the_role_may_not_read_are_left_out(company):
    a_lead(company["sales1"], next_contact_at=NOW + HOUR)
    customer = a_customer(company["sales1"], next_contact_at=NOW + HOUR)
    assert due(company["finance"].client) == [("customer", customer.pk)]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_of_merged_kinds_follow_each_other_without_gap_or_repeat(company, limit):
    sales = company["sales1"]
    wanted = []
    for moment in (NOW + HOUR, NOW + HOUR, NOW + 2 * HOUR):  # the same moment in every kind, several times
        customer = a_customer(sales, next_contact_at=moment)
        wanted += [
            (moment, "customer", customer.pk),
            (moment, "lead", a_lead(sales, next_contact_at=moment).pk),
            (moment, "opportunity", an_opportunity(sales, a_customer(sales), next_contact_at=moment).pk),
        ]
    seen, cursor = [], ""
    while cursor is not None:
        found = sales.client.read("/agenda", limit=limit, cursor=cursor)
        seen += [(row["subject_kind"], row["subject_id"]) for row in found["items"]]
        cursor = found["next"]
    assert seen == [(kind, id) for _, kind, id in sorted(wanted)]


@pytest.mark.parametrize(
    "cursor", ["x", "W10", "WyJhIiwiYiIsImMiXQ", "bnVsbA", "WyIyMDI2LTAzLTE4IiwibGVhZCIsMV0"]
)
def test_a_broken_cursor_is_refused(company, cursor):
    found = company["sales1"].client.problem("GET", "/agenda", {"cursor": cursor})
    assert found == (422, "lists.bad_cursor", "cursor")


def test_a_record_without_a_name_is_titled_by_its_company_or_number(company):
    sales = company["sales1"]
    by_company = a_lead(sales, name="", company="云岚科技", next_contact_at=NOW + HOUR)
    by_number = a_lead(sales, name="", phone="13812345678", next_contact_at=NOW + HOUR)
    titles = {row["subject_id"]: row["title"] for row in sales.client.read("/agenda")["items"]}
    assert titles == {by_company.pk: "云岚科技", by_number.pk: f"#{by_number.pk}"}
