"""Custom fields of instalments, which stay with their line through every new plan, and of receipts."""

import json
from typing import Any

import pytest

from dabiao.core.events.models import Event
from dabiao.core.fields.tests.made import make
from dabiao.modules.contracts import services as contracts
from dabiao.modules.contracts.models import Contract
from dabiao.modules.contracts.tests.builders import a_contract, a_signed_contract
from dabiao.modules.receivables.models import Instalment
from dabiao.testing.people import NOW, Company

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract(company: Company) -> Contract:
    make(company, "invoice", "text", kind="instalment")
    make(company, "way", "choice", kind="instalment")
    return a_contract(company["sales1"])


def line(month: int, amount: int, **more: Any) -> dict[str, Any]:
    return {"due_on": f"2026-{month:02}-28", "amount_minor": amount, **more}


def plan(company: Company, contract: Contract, *items: dict[str, Any]) -> list[Any]:
    path = f"/contracts/{contract.pk}/instalments"
    made = company["sales1"].client.write("PUT", path, {"items": list(items)})
    return made["items"]  # type: ignore[no-any-return]


def held(contract: Contract) -> list[Any]:
    return [row.fields for row in Instalment.objects.filter(contract_id=contract.pk).order_by("seq")]


def test_lines_of_a_plan_hold_custom_fields(company: Company, contract: Contract) -> None:
    made = plan(company, contract, line(1, 400_000, fields={"invoice": "FP-1"}), line(2, 500_000))
    assert [row["fields"] for row in made] == [{"invoice": "FP-1"}, {}]
    client = company["sales1"].client
    assert client.read("/instalments")["items"][0]["fields"] == {}
    rows = client.read("/instalments", fields="invoice", sort="fields.invoice")["items"]
    assert [row["fields"] for row in rows] == [{"invoice": "FP-1"}, {}]
    where = json.dumps({"field": "fields.invoice", "op": "is", "value": "FP-1"})
    assert [row["seq"] for row in client.read("/instalments", where=where)["items"]] == [1]
    planned = Event.objects.get(kind="receivable.planned").data
    assert [item.get("fields") for item in planned["items"]] == [{"invoice": "FP-1"}, None]


def test_what_a_line_holds_goes_with_it_wherever_it_moves(company: Company, contract: Contract) -> None:
    first, second = plan(
        company,
        contract,
        line(1, 400_000, fields={"invoice": "FP-1", "way": "o1"}),
        line(2, 500_000, fields={"invoice": "FP-2"}),
    )
    plan(
        company,
        contract,
        line(3, 400_000, id=first["id"]),
        line(2, 250_000, id=second["id"], fields={"invoice": None}),
        line(1, 250_000, fields={"way": "o2"}),
    )
    assert held(contract) == [{"way": "o2"}, {}, {"invoice": "FP-1", "way": "o1"}]


def test_who_knows_nothing_of_custom_fields_takes_none_away(company: Company, contract: Contract) -> None:
    plan(company, contract, line(1, 400_000, fields={"invoice": "FP-1"}), line(2, 500_000))
    plan(company, contract, line(1, 300_000), line(2, 300_000), line(3, 300_000))
    assert held(contract) == [{"invoice": "FP-1"}, {}, {}]


def test_the_same_plan_again_is_no_news(company: Company, contract: Contract) -> None:
    (row,) = plan(company, contract, line(1, 900_000, fields={"invoice": "FP-1"}))
    plan(company, contract, line(1, 900_000, id=row["id"], fields={"invoice": "FP-1"}))
    assert Event.objects.filter(kind="receivable.planned").count() == 1
    plan(company, contract, line(1, 900_000, id=row["id"], fields={"invoice": "FP-2"}))
    assert Event.objects.filter(kind="receivable.planned").count() == 2


def test_an_amount_that_changes_takes_the_custom_fields_along(company: Company, contract: Contract) -> None:
    plan(
        company,
        contract,
        line(1, 400_000, fields={"invoice": "FP-1"}),
        line(2, 500_000, fields={"way": "o1"}),
    )
    contracts.edit(
        contract.pk,
        changes={"amount_minor": 90_000},
        base=None,
        version=1,
        actor=company["sales1"].actor,
        now=NOW,
    )
    assert held(contract) == [{"invoice": "FP-1"}, {"way": "o1"}]


def test_what_is_wrong_with_a_line_is_named_by_its_place(company: Company, contract: Contract) -> None:
    client, path = company["sales1"].client, f"/contracts/{contract.pk}/instalments"
    bad = {"items": [line(1, 400_000), line(2, 500_000, fields={"way": "o9"})]}
    assert client.problem("PUT", path, bad) == (422, "fields.not_an_option", "items.1.fields.way")
    foreign = {"items": [line(1, 900_000, id=4711)]}
    assert client.problem("PUT", path, foreign) == (422, "core.not_found_here", "items.0.id")
    make(company, "po", "text", kind="instalment", required=True)
    assert client.problem("PUT", path, {"items": [line(1, 900_000)]}) == (
        422,
        "fields.required",
        "items.0.fields.po",
    )
    assert held(contract) == []


def test_a_receipt_holds_custom_fields(company: Company) -> None:
    make(company, "voucher", "text", kind="receipt")
    contract = a_signed_contract(company["sales1"])
    body = {"contract_id": contract.pk, "received_on": "2025-02-01", "amount_minor": 5, "method": "bank"}
    client = company["finance"].client
    made = client.write("POST", "/receipts", {**body, "fields": {"voucher": "V-7"}})
    client.write("POST", "/receipts", body)
    assert made["fields"] == client.read(f"/receipts/{made['id']}")["fields"] == {"voucher": "V-7"}
    rows = client.read("/receipts", fields="voucher", sort="fields.voucher")["items"]
    assert [row["fields"] for row in rows] == [{"voucher": "V-7"}, {}]
    where = json.dumps({"field": "fields.voucher", "op": "not_empty"})
    assert [row["id"] for row in client.read("/receipts", where=where)["items"]] == [made["id"]]
    assert Event.objects.filter(kind="receipt.recorded").earliest("pk").data["fields"] == {"voucher": "V-7"}
    wrong = {**body, "fields": {"nothing": 1}}
    assert client.problem("POST", "/receipts", wrong) == (422, "fields.unknown", "fields.nothing")
