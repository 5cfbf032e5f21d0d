"""Plans, receipts and refunds over the API."""

from datetime import date
from typing import Any

import pytest

from dabiao.core.access import services as access
from dabiao.core.http.wire import Page
from dabiao.modules.contracts import services as contracts
from dabiao.modules.contracts.models import Contract
from dabiao.modules.contracts.tests.builders import a_contract, a_signed_contract
from dabiao.modules.receivables import schemas
from dabiao.modules.receivables.models import Instalment, Receipt
from dabiao.modules.receivables.rules import Due
from dabiao.modules.receivables.tests.builders import JANUARY, assert_exact, planned, received, refunded
from dabiao.testing.people import NOW, ApiClient, Company

PAST, FUTURE = "2025-01-31", "2199-01-31"
HALVES = {
    "items": [
        {"due_on": FUTURE, "amount_minor": 400_000, "name": "尾款"},
        {"due_on": PAST, "amount_minor": 500_000},
    ]
}


def receipt_body(contract: Contract, amount_minor: int = 100_000, **facts: Any) -> dict[str, Any]:
    return {
        "contract_id": contract.pk,
        "received_on": "2025-02-01",
        "amount_minor": amount_minor,
        "method": "bank",
        **facts,
    }


def test_a_plan_put_over_the_api_comes_back_in_order_with_its_state(company: Company) -> None:
    sales1 = company["sales1"]
    contract = a_signed_contract(sales1)
    page = sales1.client.write("PUT", f"/contracts/{contract.pk}/instalments", HALVES)
    Page[schemas.InstalmentOut].model_validate(page)
    expected = [(1, "", PAST, 500_000, 0, "overdue"), (2, "尾款", FUTURE, 400_000, 0, "open")]
    names = ("seq", "name", "due_on", "amount_minor", "paid_minor", "state")
    assert [tuple(row[name] for name in names) for row in page["items"]] == expected
    of_contract = {
        "contract_id": contract.pk,
        "contract_number": contract.number,
        "contract_title": contract.title,
        "contract_status": "signed",
        "customer_id": contract.customer_id,
        "customer_name": "杭州云岚科技有限公司",
        "owner_id": sales1.id,
        "owner_name": "sales1",
        "unit_id": company.team1.pk,
        "unit_name": "一组",
        "currency": "CNY",
    }
    assert {name: page["items"][0][name] for name in of_contract} == of_contract
    assert page == sales1.client.read("/instalments", contract_id=contract.pk)


def test_states_are_filters_too(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    client = company["sales1"].client
    client.write("PUT", f"/contracts/{contract.pk}/instalments", HALVES)

    def states(**params: Any) -> list[tuple[int, str]]:
        return [(row["seq"], row["state"]) for row in client.read("/instalments", **params)["items"]]

    assert states() == [(1, "overdue"), (2, "open")]
    assert (states(state="overdue"), states(state="open"), states(state="paid")) == (
        [(1, "overdue")],
        [(2, "open")],
        [],
    )
    received(company, contract, 500_000)
    assert (states(state="overdue"), states(state="paid")) == ([], [(1, "paid")])
    assert states(due_from="2100-01-01", due_to=FUTURE) == [(2, "open")]
    assert states(customer_id=contract.customer_id, owner_id=company["sales1"].id, q="云岚") == [
        (1, "paid"),
        (2, "open"),
    ]
    assert states(unit_id=company.south.pk) == []
    assert states(contract_status="draft") == []


def test_a_draft_owes_nothing_yet_and_a_cancelled_contract_nothing_any_more(company: Company) -> None:
    lead1 = company["lead1"]
    contract = a_contract(lead1)
    lead1.client.write("PUT", f"/contracts/{contract.pk}/instalments", HALVES)
    rows = lead1.client.read("/instalments")["items"]
    assert [row["state"] for row in rows] == ["open", "open"]
    contracts.cancel(contract.pk, reason="x", actor=lead1.actor, now=NOW)
    assert lead1.client.read("/instalments")["items"] == []
    assert lead1.client.read(f"/contracts/{contract.pk}/receivables")["outstanding_minor"] == 0


def test_a_plan_that_misses_the_amount_is_refused_with_both_sums(company: Company) -> None:
    contract = a_contract(company["sales1"])
    path = f"/contracts/{contract.pk}/instalments"
    items = [{"due_on": PAST, "amount_minor": 1}]
    refused = company["sales1"].client.send("PUT", path, {"items": items})
    assert (refused.status_code, refused.json()["code"]) == (422, "receivables.plan_differs")
    assert refused.json()["detail"].startswith("The instalments sum to ¥0.01, the contract to ¥9,000.00")


@pytest.mark.parametrize(
    ("items", "field"),
    [
        ([{"due_on": PAST, "amount_minor": 0}], "items.0.amount_minor"),
        (
            [{"due_on": PAST, "amount_minor": 900_001}, {"due_on": PAST, "amount_minor": -1}],
            "items.1.amount_minor",
        ),
        ([{"due_on": "soon", "amount_minor": 1}], "items.0.due_on"),
        ([], "items"),
        ([{"due_on": PAST, "amount_minor": 1}] * 201, "items"),
    ],
)
def test_a_bad_plan_is_refused_by_its_field(company: Company, items: list[Any], field: str) -> None:
    path = f"/contracts/{a_contract(company['sales1']).pk}/instalments"
    status, _, named = company["sales1"].client.problem("PUT", path, {"items": items})
    assert (status, named) == (422, field)


def test_a_receipt_over_the_api_says_where_its_money_lies(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    planned(company, contract, Due(JANUARY, 500_000, "首付款"), Due(date(2026, 6, 30), 400_000))
    first, second = Instalment.objects.order_by("seq").values_list("pk", flat=True)
    made = company["finance"].client.write(
        "POST", "/receipts", receipt_body(contract, 950_000, remark="尾号 8812")
    )
    schemas.ReceiptDetail.model_validate(made)
    assert made["allocations"] == [
        {"instalment_id": first, "seq": 1, "name": "首付款", "due_on": "2026-01-31", "amount_minor": 500_000},
        {"instalment_id": second, "seq": 2, "name": "", "due_on": "2026-06-30", "amount_minor": 400_000},
        {"instalment_id": None, "seq": None, "name": None, "due_on": None, "amount_minor": 50_000},
    ]
    expected = {
        "amount_minor": 950_000,
        "refunded_minor": 0,
        "allocated_minor": 900_000,
        "advance_minor": 50_000,
        "method": "bank",
        "remark": "尾号 8812",
        "received_on": "2025-02-01",
        "contract_number": contract.number,
        "contract_status": "fulfilled",
        "owner_name": "sales1",
        "recorded_by_name": "finance",
        "refunds": [],
        "actions": ["refund"],
        "version": 1,
    }
    assert {name: made[name] for name in expected} == expected
    assert company["sales1"].client.read(f"/receipts/{made['id']}")["actions"] == []


def test_a_refund_over_the_api(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    receipt = received(company, contract, 100_000, received_on=date(2025, 2, 1))
    finance = company["finance"].client
    path = f"/receipts/{receipt.pk}/refunds"
    back = finance.write(
        "POST", path, {"amount_minor": 100_000, "refunded_on": "2025-03-01", "reason": "退货"}
    )
    schemas.ReceiptDetail.model_validate(back)
    assert (back["refunded_minor"], back["advance_minor"], back["allocations"], back["actions"]) == (
        100_000,
        0,
        [],
        [],
    )
    assert [(one["amount_minor"], one["reason"], one["recorded_by_name"]) for one in back["refunds"]] == [
        (100_000, "退货", "finance")
    ]
    again = finance.send("POST", path, {"amount_minor": 1, "refunded_on": "2025-03-01", "reason": "x"})
    assert (again.status_code, again.json()["detail"]) == (
        422,
        "At most ¥0.00 is left to refund of this receipt",
    )


def test_a_key_records_one_receipt_and_one_refund(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    finance, body = company["finance"].client, receipt_body(contract)
    first = finance.write("POST", "/receipts", body, Idempotency_Key="r1")
    assert finance.write("POST", "/receipts", body, Idempotency_Key="r1") == first
    path, back = (
        f"/receipts/{first['id']}/refunds",
        {"amount_minor": 1, "refunded_on": "2025-03-01", "reason": "x"},
    )
    once = finance.write("POST", path, back, Idempotency_Key="r2")
    assert finance.write("POST", path, back, Idempotency_Key="r2") == once
    assert Receipt.objects.count() == 1
    assert_exact(contract)
    assert contract.received_minor == 99_999
    other = receipt_body(contract, 7)
    assert finance.problem("POST", "/receipts", other, Idempotency_Key="r1")[1] == "idempotency.body_differs"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"amount_minor": 0}, "amount_minor"),
        ({"amount_minor": 10**15 + 1}, "amount_minor"),
        ({"amount_minor": "12.5"}, "amount_minor"),
        ({"method": "barter"}, "method"),
        ({"received_on": "2199-01-01"}, "received_on"),
        ({"contract_id": 2**62}, "contract_id"),
        ({"remark": "x" * 401}, "remark"),
        ({"advance_minor": 5}, "advance_minor"),
    ],
)
def test_a_bad_receipt_is_refused_by_its_field(company: Company, facts: dict[str, Any], field: str) -> None:
    body = {**receipt_body(a_signed_contract(company["sales1"])), **facts}
    status, _, named = company["finance"].client.problem("POST", "/receipts", body)
    assert (status, named) == (422, field)
    assert Receipt.objects.count() == 0


def test_money_for_a_draft_says_to_sign_first(company: Company) -> None:
    body = receipt_body(a_contract(company["sales1"]))
    refused = company["finance"].client.send("POST", "/receipts", body)
    assert (refused.status_code, refused.json()["code"]) == (409, "receivables.not_signed")
    assert "Sign it first" in refused.json()["detail"]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("path", ["/instalments", "/receipts"])
def test_the_lists_take_the_same_few_queries_for_any_number_of_rows(
    company: Company, path: str, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        contract = a_signed_contract(company["sales1"])
        planned(company, contract, Due(JANUARY, 900_000))
        received(company, contract, 1)
    client = company["sales1"].client
    client.read("/me")
    with django_assert_num_queries(2):  # who asks, and the page
        page = client.read(path)
    assert len(page["items"]) == rows
    Page[schemas.InstalmentOut if path == "/instalments" else schemas.ReceiptOut].model_validate(page)


@pytest.mark.parametrize(
    ("path", "sorts"),
    [
        ("/instalments", ["due_on", "-due_on", "amount_minor"]),
        ("/receipts", ["-received_on", "received_on", "created_at", "-amount_minor"]),
    ],
)
def test_every_sort_pages_through_everything_once(company: Company, path: str, sorts: list[str]) -> None:
    contract = a_signed_contract(company["sales1"])
    planned(company, contract)
    for _ in range(3):
        received(company, contract, 10)
    client = company["sales1"].client
    for sort in sorts:
        first = client.read(path, sort=sort, limit=2)
        rest = client.read(path, sort=sort, limit=2, cursor=first["next"])
        assert len({row["id"] for row in first["items"] + rest["items"]}) == 3
        assert rest["next"] is None


def test_foreign_money_is_not_found_by_any_way(company: Company) -> None:
    contract = a_signed_contract(company["sales3"])
    planned(company, contract, who="sales3")
    receipt = received(company, contract, 10)
    client = company["sales1"].client
    assert client.problem("GET", f"/receipts/{receipt.pk}")[:2] == (404, "core.not_found")
    refund = {"amount_minor": 1, "refunded_on": "2026-03-02", "reason": "x"}
    assert client.problem("POST", f"/receipts/{receipt.pk}/refunds", refund)[0] == 404
    assert client.problem("GET", f"/contracts/{contract.pk}/receivables")[0] == 404
    assert client.problem("PUT", f"/contracts/{contract.pk}/instalments", HALVES)[0] == 404
    assert client.read("/instalments", contract_id=contract.pk)["items"] == []
    assert client.read("/receipts", contract_id=contract.pk)["items"] == []
    problem = company["sales1"].client.problem("POST", "/receipts", receipt_body(contract))
    assert problem == (422, "core.not_found_here", "contract_id")


def test_who_sees_a_contract_but_may_not_act_is_forbidden(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    sales1, boss = company["sales1"].client, company["boss"].client
    assert sales1.problem("POST", "/receipts", receipt_body(contract))[:2] == (403, "access.forbidden")
    assert boss.problem("PUT", f"/contracts/{contract.pk}/instalments", HALVES)[:2] == (
        403,
        "access.forbidden",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/instalments", "/receipts", "/receipts/1", "/contracts/1/receivables"])
def test_a_stranger_is_asked_to_sign_in(path: str) -> None:
    assert ApiClient().problem("GET", path)[:2] == (401, "access.unauthenticated")


def test_a_role_without_the_right_is_told_so(company: Company) -> None:
    for path in ("/instalments", "/receipts"):
        assert company["inspector"].client.problem("GET", path)[:2] == (403, "access.forbidden")


def test_a_shared_contract_shares_its_money(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    planned(company, contract)
    receipt = received(company, contract, 10)
    share = {"kind": "contract", "object_id": contract.pk, "user_id": company["sales3"].id, "level": "read"}
    access.share(**share, actor=company["sales1"].actor, now=NOW)
    client = company["sales3"].client
    assert [row["id"] for row in client.read("/receipts")["items"]] == [receipt.pk]
    assert len(client.read("/instalments")["items"]) == 3
    assert client.read(f"/contracts/{contract.pk}/receivables")["actions"] == []
    assert client.problem("PUT", f"/contracts/{contract.pk}/instalments", HALVES)[0] == 403


def test_a_contracts_money_at_a_glance(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    client = company["sales1"].client
    path = f"/contracts/{contract.pk}/receivables"
    bare = client.read(path)
    assert (bare["planned_minor"], bare["outstanding_minor"], bare["next_due_on"]) == (0, 900_000, None)
    client.write("PUT", f"/contracts/{contract.pk}/instalments", HALVES)
    receipt = received(company, contract, 250_000)
    refunded(company, receipt, 50_000)
    assert client.read(path) == {
        "contract_id": contract.pk,
        "currency": "CNY",
        "amount_minor": 900_000,
        "planned_minor": 900_000,
        "received_minor": 200_000,
        "refunded_minor": 50_000,
        "advance_minor": 0,
        "outstanding_minor": 700_000,
        "overdue_minor": 300_000,
        "overdue_count": 1,
        "next_due_on": PAST,
        "actions": ["plan"],
    }
    received(company, contract, 800_000)
    full = company["finance"].client.read(path)
    schemas.ReceivablesOut.model_validate(full)
    assert (full["outstanding_minor"], full["advance_minor"], full["overdue_minor"]) == (0, 100_000, 0)
    assert (full["next_due_on"], full["actions"]) == (None, ["plan", "record"])


def test_the_timeline_of_the_contract_tells_of_its_money(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    planned(company, contract)
    refunded(company, received(company, contract, 900_000), 1)
    told = company["sales1"].client.read(f"/timeline/contract/{contract.pk}")["items"]
    assert [entry["kind"] for entry in told][:4] == [
        "receipt.refunded",
        "contract.fulfilled",
        "receipt.recorded",
        "receivable.planned",
    ]
    assert (told[0]["data"]["amount_minor"], told[0]["data"]["received_minor"]) == (1, 899_999)
