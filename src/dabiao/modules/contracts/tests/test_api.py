"""Contracts over the API."""

from typing import Any

import pytest

from dabiao.core.http.wire import Page
from dabiao.modules.contracts import schemas
from dabiao.modules.contracts.models import Contract
from dabiao.modules.contracts.tests.builders import a_contract, a_customer, a_signed_contract, an_opportunity
from dabiao.testing.exports import exported
from dabiao.testing.people import ApiClient, Company, make_person


def body(company: Company, who: str = "sales1", **facts: Any) -> dict[str, Any]:
    return {"title": "CRM", "customer_id": a_customer(company[who]).pk, "amount_minor": 100_000, **facts}


def test_a_contract_made_over_the_api_says_all_there_is(company: Company) -> None:
    sales1 = company["sales1"]
    customer = a_customer(sales1)
    opportunity = an_opportunity(sales1, customer)
    made = sales1.client.write(
        "POST",
        "/contracts",
        {
            "title": " 云岚 CRM ",
            "customer_id": customer.pk,
            "opportunity_id": opportunity.pk,
            "amount_minor": 1_250_000,
            "starts_on": "2026-01-01",
            "ends_on": "2026-12-31",
            "remark": " 第一行\r\n第二行 ",
        },
    )
    expected = {
        "title": "云岚 CRM",
        "customer_id": customer.pk,
        "customer_name": customer.name,
        "opportunity_id": opportunity.pk,
        "opportunity_name": opportunity.name,
        "amount_minor": 1_250_000,
        "currency": "CNY",
        "received_minor": 0,
        "status": "draft",
        "signed_on": None,
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "remark": "第一行\n第二行",
        "cancel_reason": "",
        "owner_id": sales1.id,
        "owner_name": "sales1",
        "unit_id": company.team1.pk,
        "unit_name": "一组",
        "version": 1,
        "actions": ["edit", "sign"],
    }
    assert {name: made[name] for name in expected} == expected
    assert made == sales1.client.read(f"/contracts/{made['id']}")
    schemas.ContractDetail.model_validate(made)


def test_the_list_is_what_the_schema_says(company: Company) -> None:
    a_contract(company["sales1"])
    a_signed_contract(company["sales1"])
    page = company["sales1"].client.read("/contracts", count="true")
    assert page["count"] == 2
    assert set(page["items"][0]) == set(schemas.ContractOut.model_fields)
    Page[schemas.ContractOut].model_validate(page)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_few_queries_for_any_number_of_rows(
    company: Company, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        a_contract(company["sales1"])
    client = company["sales1"].client
    client.read("/me")
    with django_assert_num_queries(2):  # who asks, and the page
        assert len(client.read("/contracts")["items"]) == rows


def test_each_sees_the_contracts_of_their_scope(company: Company) -> None:
    for who in ("sales1", "sales1b", "sales2", "sales3"):
        a_contract(company[who])
    seen = {
        who: len(company[who].client.read("/contracts")["items"])
        for who in ("sales1", "lead1", "manager", "ops", "finance", "boss")
    }
    assert seen == {"sales1": 1, "lead1": 2, "manager": 3, "ops": 4, "finance": 4, "boss": 4}
    assert company["inspector"].client.problem("GET", "/contracts")[:2] == (403, "access.forbidden")


def test_a_foreign_contract_is_not_found_by_any_way(company: Company) -> None:
    contract = a_contract(company["sales3"])
    client = company["sales1"].client
    path = f"/contracts/{contract.pk}"
    assert client.problem("GET", path)[:2] == (404, "core.not_found")
    assert client.problem("PATCH", path, {"changes": {"title": "x"}, "version": 1})[0] == 404
    assert client.problem("POST", f"{path}/signatures", {"signed_on": "2025-01-08"})[0] == 404
    assert client.problem("POST", f"{path}/cancellations", {"reason": "x"})[0] == 404
    assert client.problem("POST", f"{path}/assignments", {"owner_id": company["sales1"].id})[0] == 404
    assert client.problem("GET", f"/timeline/contract/{contract.pk}")[0] == 404
    assert client.read("/contracts")["items"] == []
    assert client.read("/search", q=contract.number)["items"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/contracts", "/contracts/1"])
def test_a_stranger_is_asked_to_sign_in(path: str) -> None:
    assert ApiClient().problem("GET", path)[:2] == (401, "access.unauthenticated")


def test_filters_narrow_the_list(company: Company) -> None:
    sales1 = company["sales1"]
    draft, signed = a_contract(sales1, title="草稿"), a_signed_contract(sales1, title="已签")
    client = sales1.client

    def ids(**params: Any) -> list[int]:
        return [row["id"] for row in client.read("/contracts", **params)["items"]]

    assert ids(status="draft") == [draft.pk]
    assert ids(status=["draft", "signed"], sort="amount_minor") == [draft.pk, signed.pk]
    assert ids(customer_id=signed.customer_id) == [signed.pk]
    assert ids(signed_from="2025-01-08", signed_to="2025-01-08") == [signed.pk]
    assert ids(signed_from="2025-01-09") == []
    assert ids(ids=[draft.pk]) == [draft.pk]
    assert ids(owner_id=company["sales3"].id) == []
    assert ids(unit_id=company.east.pk, sort="signed_on") == [signed.pk, draft.pk]
    assert ids(q=signed.number) == [signed.pk]
    assert ids(q="草稿") == [draft.pk]
    assert ids(q="云岚科技", currency="USD") == []


@pytest.mark.parametrize(
    "sort", ["signed_on", "-signed_on", "-ends_on", "number", "-amount_minor", "created_at"]
)
def test_every_sort_pages_through_everything_once(company: Company, sort: str) -> None:
    customer = a_customer(company["sales1"])
    made = [a_contract(company["sales1"], customer_id=customer.pk) for _ in range(2)]
    made += [a_signed_contract(company["sales1"], customer_id=customer.pk) for _ in range(3)]
    client = company["sales1"].client
    seen, cursor = [], ""
    while True:
        page = client.read("/contracts", sort=sort, limit=2, cursor=cursor)
        seen += [row["id"] for row in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert sorted(seen) == [one.pk for one in made]


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"sort": "remark"}, "lists.unknown_sort"),
        ({"cursor": "nonsense"}, "lists.bad_cursor"),
        ({"limit": 0}, "validation.greater_than_equal"),
        ({"status": "lost"}, "validation.enum"),
        ({"owner_id": 2**63}, "validation.less_than_equal"),
    ],
)
def test_a_bad_question_is_refused(company: Company, params: dict[str, Any], code: str) -> None:
    assert company["sales1"].client.problem("GET", "/contracts", params)[:2] == (422, code)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"amount_minor": -1}, "amount_minor"),
        ({"amount_minor": 1.5}, "amount_minor"),
        ({"title": " "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"number": "9" * 41}, "number"),
        ({"currency": "RMB"}, "currency"),
        ({"customer_id": 2**62}, "customer_id"),
        ({"ends_on": "2026-02-30"}, "ends_on"),
        ({"starts_on": "2026-02-02", "ends_on": "2026-02-01"}, "ends_on"),
        ({"status": "signed"}, "status"),
    ],
)
def test_bad_input_is_refused_by_its_field(company: Company, facts: dict[str, Any], field: str) -> None:
    status, _, named = company["sales1"].client.problem("POST", "/contracts", body(company, **facts))
    assert (status, named) == (422, field)
    assert Contract.objects.count() == 0


def test_a_key_makes_one_contract(company: Company) -> None:
    client, wanted = company["sales1"].client, body(company)
    first = client.write("POST", "/contracts", wanted, Idempotency_Key="k1")
    assert client.write("POST", "/contracts", wanted, Idempotency_Key="k1") == first
    assert Contract.objects.count() == 1


def test_a_taken_number_is_a_conflict(company: Company) -> None:
    client = company["sales1"].client
    client.write("POST", "/contracts", body(company, number="XS-1"))
    problem = client.problem("POST", "/contracts", body(company, number="XS-1"))
    assert problem == (409, "contracts.number_taken", "number")
    other = client.write("POST", "/contracts", body(company, number="XS-2"))
    change = {"changes": {"number": "XS-1"}, "version": 1}
    assert client.problem("PATCH", f"/contracts/{other['id']}", change)[:2] == (409, "contracts.number_taken")


def test_two_who_edit_different_fields_both_get_their_way(company: Company) -> None:
    path = f"/contracts/{a_contract(company['sales1']).pk}"
    client, other = company["sales1"].client, company["finance"].client
    client.write("PATCH", path, {"changes": {"title": "新名"}, "base": {"title": "CRM 服务合同"}})
    row = other.write("PATCH", path, {"changes": {"remark": "盖章"}, "base": {"remark": ""}, "version": 1})
    assert (row["title"], row["remark"], row["version"]) == ("新名", "盖章", 3)


def test_two_who_edit_one_field_meet(company: Company) -> None:
    path = f"/contracts/{a_contract(company['sales1']).pk}"
    company["sales1"].client.write("PATCH", path, {"changes": {"title": "甲"}, "version": 1})
    refused = company["finance"].client.send(
        "PATCH", path, {"changes": {"title": "乙"}, "base": {"title": "CRM 服务合同"}, "version": 1}
    )
    assert refused.status_code == 409
    assert refused.json()["params"]["conflicts"] == [
        {"field": "title", "base": "CRM 服务合同", "yours": "乙", "theirs": "甲"}
    ]


@pytest.mark.parametrize("field", ["title", "number", "customer_id", "amount_minor", "currency", "remark"])
def test_what_cannot_be_empty_is_not_emptied(company: Company, field: str) -> None:
    path = f"/contracts/{a_contract(company['sales1']).pk}"
    status, _, named = company["sales1"].client.problem(
        "PATCH", path, {"changes": {field: None}, "version": 1}
    )
    assert (status, named) == (422, f"changes.{field}")


@pytest.mark.parametrize("field", ["starts_on", "ends_on", "opportunity_id"])
def test_dates_and_the_opportunity_can_be_cleared(company: Company, field: str) -> None:
    sales1 = company["sales1"]
    customer = a_customer(sales1)
    facts = {
        "starts_on": "2026-01-01",
        "ends_on": "2026-01-02",
        "opportunity_id": an_opportunity(sales1, customer).pk,
        "customer_id": customer.pk,
    }
    made = sales1.client.write("POST", "/contracts", body(company, **facts))
    row = sales1.client.write("PATCH", f"/contracts/{made['id']}", {"changes": {field: None}, "version": 1})
    assert row[field] is None


def test_the_amount_of_a_signed_contract_is_fixed_in_words(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    refused = company["sales1"].client.send(
        "PATCH",
        f"/contracts/{contract.pk}",
        {"changes": {"amount_minor": 1}, "base": {"amount_minor": 900_000}},
    )
    problem = refused.json()
    assert (refused.status_code, problem["code"]) == (409, "contracts.fixed_once_signed")
    assert problem["detail"].startswith("The contract is signed")


def test_signing_and_cancelling_over_the_api(company: Company) -> None:
    client = company["lead1"].client
    path = f"/contracts/{a_contract(company['lead1']).pk}"
    row = client.write("POST", f"{path}/signatures", {"signed_on": "2025-01-08"})
    assert (row["status"], row["signed_on"], row["actions"]) == (
        "signed",
        "2025-01-08",
        ["edit", "cancel", "assign"],
    )
    tomorrow = client.problem("POST", f"{path}/signatures", {"signed_on": "2999-01-01"})
    assert tomorrow[:2] == (409, "contracts.not_draft")
    assert client.problem("POST", f"{path}/cancellations", {"reason": ""})[0] == 422
    row = client.write("POST", f"{path}/cancellations", {"reason": "预算取消"})
    assert (row["status"], row["cancel_reason"], row["actions"]) == ("cancelled", "预算取消", ["assign"])


def test_giving_a_contract_tells_the_new_owner_what_they_may_do(company: Company) -> None:
    contract = a_contract(company["sales1"])
    row = company["lead1"].client.write(
        "POST", f"/contracts/{contract.pk}/assignments", {"owner_id": company["sales1b"].id}
    )
    assert row["owner_name"] == "sales1b"
    assert company["sales1"].client.problem("GET", f"/contracts/{contract.pk}")[0] == 404
    assert company["sales1b"].client.read(f"/contracts/{contract.pk}")["actions"] == ["edit", "sign"]


def test_search_finds_a_contract_by_number_and_title(company: Company) -> None:
    contract = a_contract(company["sales1"], title="年度服务")
    expected = {"kind": "contract", "id": contract.pk, "title": "年度服务", "subtitle": "HT-202603-0001"}
    client = company["sales1"].client
    found = client.read("/search", q="ht-202603-0001")["items"]
    assert found == [{**expected, "marks": ["HT-202603-0001"]}]
    assert client.read("/search", q="年度")["items"] == [{**expected, "marks": ["年度"]}]


def test_the_timeline_tells_the_whole_story(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    client = company["sales1"].client
    told = client.read(f"/timeline/contract/{contract.pk}")["items"]
    assert [entry["kind"] for entry in told] == ["contract.signed", "contract.created"]
    assert told[0]["data"]["amount_minor"] == 900_000
    on_customer = client.read(f"/timeline/customer/{contract.customer_id}")["items"]
    assert {entry["kind"] for entry in on_customer} >= {"contract.signed", "contract.created"}


def test_an_export_holds_the_rows_of_the_list(company: Company) -> None:
    a_contract(company["sales1"], title="=1+1", number="XS-1")
    a_signed_contract(company["sales2"], title="乙", number="XS-2")
    a_contract(company["sales3"], title="丙", number="XS-3")
    client = company["manager"].client
    heading, *rows = exported(client, "contract", sort="number")
    assert heading[:4] == ["Record number", "Number", "Title", "Customer"]
    found = [dict(zip(heading, row, strict=True)) for row in rows]
    assert [(row["Number"], row["Title"], row["Status"], row["Amount"]) for row in found] == [
        ("XS-1", "'=1+1", "Draft", "9000.00"),
        ("XS-2", "乙", "Signed", "9000.00"),
    ]
    assert len(exported(client, "contract", status=["draft"])) == 2


def test_who_may_not_export_does_not(company: Company) -> None:
    refused = company["sales1"].client.problem("POST", "/exports", {"kind": "contract"})
    assert refused[:2] == (403, "access.forbidden")


def test_a_departure_hands_contracts_over(company: Company) -> None:
    leaver = make_person("leaver", company.team1, "salesperson")
    contract = a_contract(leaver)
    client = company["ops"].client
    held = client.read(f"/employees/{leaver.id}/holdings")["items"]
    assert {"kind": "contract", "count": 1} in held
    client.write(
        "POST",
        f"/employees/{leaver.id}/departures",
        {"successor_id": company["sales1"].id, "left_on": "2026-03-18"},
    )
    contract.refresh_from_db()
    assert contract.owner_id == company["sales1"].id
