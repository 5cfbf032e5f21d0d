"""The lists of customers and contacts: who sees what, filters, orders, pages, cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.modules.customers import schemas, services
from dabiao.modules.customers.models import Customer
from dabiao.modules.customers.tests.builders import a_contact, a_customer
from dabiao.testing.people import NOW, ApiClient, Company


def names(page: dict[str, Any]) -> list[str]:
    return [row["name"] for row in page["items"]]


def listed(company: Company, who: str, path: str = "/customers", **params: Any) -> list[str]:
    return names(company[who].client.read(path, **params))


@pytest.fixture
def three(company: Company) -> Company:
    """甲 of sales1, 乙 of sales2, 丙 of sales3, each with one contact."""
    for who, name in (("sales1", "甲"), ("sales2", "乙"), ("sales3", "丙")):
        a_contact(company[who], a_customer(company[who], name), f"{name}的人")
    return company


def test_everybody_sees_what_their_scope_reaches(three: Company) -> None:
    seen = {
        "sales1": "甲",
        "lead1": "甲",
        "manager": "乙甲",
        "ops": "丙乙甲",
        "inspector": "丙乙甲",
        "robot": "",
    }
    for who, expected in seen.items():
        assert "".join(listed(three, who)) == expected
        assert [name[0] for name in listed(three, who, "/contacts")] == list(expected)


def test_who_may_not_read_customers_is_told_so(three: Company) -> None:
    for path in ("/customers", "/contacts"):
        assert three["agent"].client.problem("GET", path)[:2] == (403, "access.forbidden")


@pytest.mark.parametrize("path", ["/customers", "/customers/1", "/contacts", "/contacts/1"])
def test_strangers_are_turned_away(db: None, path: str) -> None:
    assert ApiClient().problem("GET", path)[:2] == (401, "access.unauthenticated")


def test_a_foreign_record_is_like_none(three: Company) -> None:
    customer = Customer.objects.get(name="丙")
    client = three["sales1"].client
    assert client.problem("GET", f"/customers/{customer.pk}")[:2] == (404, "core.not_found")
    assert client.problem("GET", f"/contacts/{customer.contacts.get().pk}")[:2] == (404, "core.not_found")
    assert client.problem("GET", "/customers/9223372036854775807")[:2] == (404, "core.not_found")
    assert client.problem("GET", "/customers/9223372036854775808")[0] == 422


@pytest.mark.parametrize("path", ["/customers", "/contacts"])
def test_a_list_costs_the_same_for_one_and_for_three(company: Company, path: str) -> None:
    client, counts = company["sales1"].client, []
    client.read(path)  # whoever acts is put together at the first request
    for rows in (1, 3):
        while Customer.objects.count() < rows:
            n = Customer.objects.count()
            a_contact(company["sales1"], a_customer(company["sales1"], f"客户{n}"), phone=f"1381234567{n}")
        with CaptureQueriesContext(connection) as seen:
            assert len(client.read(path)["items"]) == rows
        counts.append(len(seen))
    assert counts == [2, 2]


def test_what_the_list_sends_agrees_with_the_detail(three: Company) -> None:
    client = three["ops"].client
    row = client.read("/customers", q="甲")["items"][0]
    detail = client.read(f"/customers/{row['id']}")
    assert detail == {**row, "actions": ["edit", "assign", "reveal"]}
    assert (row["contact_count"], row["open_opportunity_count"], row["owner_name"], row["unit_name"]) == (
        1,
        0,
        "sales1",
        "一组",
    )
    assert row["created_at"] == "2026-03-18T02:00:00.000Z"


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"kind": "person"}, ["乙"]),
        ({"industry": "软件"}, ["甲"]),
        ({"region": "杭州"}, ["乙", "甲"]),
        ({"source": "展会"}, ["甲"]),
        ({"q": "甲"}, ["甲"]),
        ({"q": "138 1234 5678"}, ["乙"]),
        ({"q": "5678"}, ["乙"]),
        ({"q": "1234"}, []),
        ({"has_open_opportunity": "true"}, ["丙"]),
        ({"has_open_opportunity": "false"}, ["乙", "甲"]),
        ({"next_contact_before": "2026-03-19T00:00:00Z"}, ["甲"]),
        ({"created_from": "2026-03-18T02:00:00Z"}, ["丙", "乙", "甲"]),
        ({"created_to": "2026-03-18T02:00:00Z"}, []),
    ],
)
def test_filters(company: Company, params: dict[str, str], expected: list[str]) -> None:
    sales1 = company["sales1"]
    first = a_customer(sales1, "甲", industry="软件", region="杭州", source="展会")
    a_customer(sales1, "乙", kind="person", region="杭州", phone="138 1234 5678")
    third = a_customer(sales1, "丙", region="宁波")
    services.edit(first.pk, changes={"next_contact_at": NOW}, version=1, actor=sales1.actor, now=NOW)
    services.set_open_opportunities(third.pk, count=2, actor=sales1.actor, now=NOW)
    assert listed(company, "sales1", **params) == expected


def test_owner_unit_and_ids_narrow_the_list(three: Company) -> None:
    ids = list(Customer.objects.order_by("pk").values_list("pk", flat=True))
    assert listed(three, "ops", owner_id=three["sales2"].id) == ["乙"]
    assert listed(three, "ops", unit_id=three.east.pk) == ["乙", "甲"]
    assert listed(three, "ops", unit_id=10**9) == []
    assert listed(three, "ops", ids=[ids[0], ids[2], 10**12]) == ["丙", "甲"]
    assert listed(three, "sales1", ids=ids) == ["甲"]
    assert listed(three, "ops", "/contacts", customer_id=ids[1]) == ["乙的人"]


@pytest.mark.parametrize(
    "sort", ["name", "-name", "created_at", "last_contact_at", "-last_contact_at", "-next_contact_at"]
)
def test_pages_in_every_order_show_each_customer_once(company: Company, sort: str) -> None:
    actor = company["sales1"].actor
    for n in range(7):
        customer = a_customer(company["sales1"], f"客户{n}")
        if n % 3:
            at = NOW + timedelta(hours=n % 2)
            services.touch(customer.pk, occurred_at=at, next_contact_at=at, actor=actor, now=NOW)
    client, cursor, seen = company["sales1"].client, "", []
    while cursor is not None:
        page = client.read("/customers", sort=sort, limit=2, cursor=cursor, count="true")
        assert (page["count"], page["count_capped"]) == (7, False)
        seen += [row["id"] for row in page["items"]]
        cursor = page["next"]
    assert seen == [row["id"] for row in client.read("/customers", sort=sort)["items"]]
    assert len(set(seen)) == 7


def test_rows_without_a_contact_time_come_last_in_both_directions(company: Company) -> None:
    a_customer(company["sales1"], "无")
    touched = a_customer(company["sales1"], "有")
    services.touch(touched.pk, occurred_at=NOW, next_contact_at=None, actor=company["sales1"].actor, now=NOW)
    assert listed(company, "sales1", sort="last_contact_at") == ["有", "无"]
    assert listed(company, "sales1", sort="-last_contact_at") == ["有", "无"]


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"sort": "phone"}, "lists.unknown_sort"),
        ({"cursor": "x"}, "lists.bad_cursor"),
        ({"limit": 0}, None),
        ({"kind": "firm"}, None),
        ({"created_from": "2026-03-18T02:00:00"}, None),
        ({"created_from": "0001-01-01T00:00:00+14:00"}, None),
    ],
)
def test_senseless_questions_are_refused(company: Company, params: dict[str, Any], code: str | None) -> None:
    status, told, _ = company["sales1"].client.problem("GET", "/customers", params)
    assert status == 422
    assert code in (None, told)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "x" * 201},
        {"name": "甲", "kind": None},
        {"name": "甲", "surprise": 1},
        {"name": "甲", "owner_id": 0},
        {"name": None},
    ],
)
def test_a_malformed_customer_is_refused(company: Company, body: dict[str, Any]) -> None:
    assert company["sales1"].client.problem("POST", "/customers", body)[0] == 422
    assert not Customer.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"name": None},
        {"kind": None},
        {"phone": None},
        {"name": ""},
        {"next_contact_at": "2026-03-18T02:00:00"},
        {"next_contact_at": "9999-12-31T23:59:59-12:00"},
    ],
)
def test_a_malformed_change_is_refused(company: Company, changes: dict[str, Any]) -> None:
    customer = a_customer(company["sales1"])
    body = {"changes": changes, "version": 1}
    assert company["sales1"].client.problem("PATCH", f"/customers/{customer.pk}", body)[0] == 422


def test_one_instant_is_one_value_in_every_time_zone(company: Company) -> None:
    client, customer = company["sales1"].client, a_customer(company["sales1"])
    for version, moment in ((1, "2026-03-20T09:30:00+08:00"), (2, "2026-03-20T01:30:00Z")):
        body = {"changes": {"next_contact_at": moment}, "version": version}
        answer = client.write("PATCH", f"/customers/{customer.pk}", body)
        assert (answer["next_contact_at"], answer["version"]) == ("2026-03-20T01:30:00.000Z", 2)


def test_text_is_put_in_order(company: Company) -> None:
    body = {"name": "　云岚\u200b科技\u0000 ", "remark": " 第一行\r\n第二行\u0007 "}
    made = company["sales1"].client.write("POST", "/customers", body)
    assert (made["name"], made["remark"]) == ("云岚科技", "第一行\n第二行")


def test_the_same_key_creates_once(company: Company) -> None:
    client, body = company["sales1"].client, {"name": "云岚"}
    first = client.write("POST", "/customers", body, idempotency_key="k1")
    assert client.write("POST", "/customers", body, idempotency_key="k1") == first
    assert Customer.objects.count() == 1


def test_search_finds_customers_and_contacts_within_scope(three: Company) -> None:
    def found(who: str, q: str) -> list[tuple[str, str]]:
        return [(hit["kind"], hit["title"]) for hit in three[who].client.read("/search", q=q)["items"]]

    assert found("sales1", "甲") == [("customer", "甲"), ("contact", "甲的人")]
    assert found("sales1", "乙") == []


def test_answers_have_the_documented_shape(three: Company) -> None:
    client = three["ops"].client
    for path, row_shape, detail_shape in (
        ("/customers", schemas.CustomerOut, schemas.CustomerDetail),
        ("/contacts", schemas.ContactOut, schemas.ContactDetail),
    ):
        row = client.read(path)["items"][0]
        detail = client.read(f"{path}/{row['id']}")
        for shape, answer in ((row_shape, row), (detail_shape, detail)):
            shape.model_validate(answer)
            assert set(answer) == set(shape.model_fields)
