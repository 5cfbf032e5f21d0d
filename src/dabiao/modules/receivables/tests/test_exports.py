"""What customers owe and have paid, as files: as the lists show it, exact to the last fen of whichever currency."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings

from dabiao.core.access.models import Share
from dabiao.core.access.services import bump_all
from dabiao.core.exporting.models import ExportDay
from dabiao.core.fields.tests.made import make
from dabiao.core.timers.worker import drain
from dabiao.modules.contracts.tests.builders import a_signed_contract
from dabiao.modules.receivables.rules import Due
from dabiao.modules.receivables.tests.builders import planned, received, refunded
from dabiao.testing.exports import asked, downloaded, exported, table_of
from dabiao.testing.people import NOW, Company

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_rest(settings: LazySettings, tmp_path: Path) -> Any:
    settings.DABIAO_HOME = tmp_path / "home"
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_file_of_instalments_holds_what_the_list_shows(company: Company) -> None:
    make(company, "invoice", "text", kind="instalment", labels={"en": "Invoice"})
    contract = a_signed_contract(company["sales1"], title="甲方", number="HT-1")
    other = a_signed_contract(company["sales3"], title="乙方")
    planned(company, contract)
    planned(company, other, who="sales3")
    line = company["sales1"].client.read("/instalments", contract_id=contract.pk)["items"][2]
    company["sales1"].client.write(
        "PUT",
        f"/contracts/{contract.pk}/instalments",
        {"items": [
            {"due_on": "2026-01-31", "amount_minor": 300_000},
            {"due_on": "2026-02-28", "amount_minor": 300_000},
            {"due_on": "2026-03-31", "amount_minor": 300_000, "id": line["id"], "fields": {"invoice": "FP-3"}},
        ]},
    )  # fmt: skip
    received(company, contract, 450_050)
    columns = ["customer_name", "due_on", "amount_minor", "paid_minor", "state", "fields.invoice"]
    heading, *rows = exported(company["manager"].client, "instalment", columns=columns, sort="-due_on")
    customer = contract.customer.name
    assert heading == [
        *("Record number", "Customer", "Due on", "Amount", "Currency", "Paid", "State", "Invoice"),
    ]
    assert [row[1:] for row in rows] == [
        [customer, "2026-03-31", "3000.00", "CNY", "0.00", "Open", "FP-3"],
        [customer, "2026-02-28", "3000.00", "CNY", "1500.50", "Overdue", ""],
        [customer, "2026-01-31", "3000.00", "CNY", "3000.00", "Paid", ""],
    ]
    assert len(exported(company["finance"].client, "instalment")) == 1 + 6


def test_a_file_of_receipts_holds_what_the_list_shows(company: Company) -> None:
    make(company, "slip", "money", kind="receipt", labels={"en": "Slip"})
    contract = a_signed_contract(company["sales1"], number="HT-1")
    refunded(company, received(company, contract, 200_001, fields={"slip": 199}, remark="=1+1"), 100)
    columns = ["received_on", "method", "amount_minor", "refunded_minor", "remark", "fields.slip"]
    heading, row = exported(company["manager"].client, "receipt", columns=columns, method="bank")
    assert heading[1:] == ["Received on", "Method", "Amount", "Currency", "Refunded", "Remark", "Slip"]
    assert row[1:] == ["2026-03-02", "Bank transfer", "2000.01", "CNY", "1.00", "'=1+1", "1.99"]


def test_amounts_have_the_decimals_of_their_currency(company: Company) -> None:
    yen = a_signed_contract(company["sales1"], currency="JPY", amount_minor=5_000)
    planned(company, yen, Due(date(2026, 5, 1), 5_000))
    received(company, yen, 4_321)
    client = company["finance"].client
    assert exported(client, "contract", columns=["amount_minor", "received_minor"])[1][1:] == [
        *("5000", "JPY", "4321"),
    ]
    assert exported(client, "instalment", columns=["currency", "paid_minor"])[1][1:] == ["JPY", "4321"]
    assert exported(client, "receipt", columns=["amount_minor"])[1][1:] == ["4321", "JPY"]


def test_overdue_means_overdue_when_it_was_asked(company: Company) -> None:
    planned(company, a_signed_contract(company["sales1"]))
    client = company["finance"].client
    columns = ["due_on", "state"]
    late = asked(client, "instalment", query={"state": "overdue"}, columns=columns)
    whole = asked(client, "instalment", query={"sort": "due_on"}, columns=columns)
    assert (late["rows"], late["parts"]) == (2, ["State: Overdue"])
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        drain(NOW + timedelta(days=30))
        rows = [table_of(downloaded(client, export["id"]))[1:] for export in (late, whole)]
    overdue = [["2026-01-31", "Overdue"], ["2026-02-28", "Overdue"]]
    assert [row[1:] for row in rows[0]] == overdue
    assert [row[1:] for row in rows[1]] == [*overdue, ["2026-03-31", "Open"]]


def test_what_is_shared_to_edit_is_exported_also_when_it_is_searched_for(company: Company) -> None:
    contract = a_signed_contract(company["sales3"], title="年度框架协议")
    planned(company, contract, who="sales3")
    received(company, contract, 100_000)
    shown = a_signed_contract(company["sales3"], title="框架补充协议")
    planned(company, shown, who="sales3")
    for one, level in ((contract, "edit"), (shown, "read")):
        Share.objects.create(
            kind="contract",
            object_id=one.pk,
            user_id=company["manager"].id,
            level=level,
            created_at=NOW,
        )
    bump_all()
    client = company["manager"].client
    assert len(client.read("/instalments", q="框架")["items"]) == 6
    for kind, rows in (("instalment", 3), ("receipt", 1)):
        assert len(exported(client, kind, q="框架")) == 1 + rows
        assert len(exported(client, kind)) == 1 + rows


def test_rows_count_under_the_cap_of_the_roles_that_export_receivables(company: Company) -> None:
    planned(company, a_signed_contract(company["sales1"]))
    finance, lead = company["finance"], company["lead1"]
    assert finance.client.write("POST", "/exports/estimates", {"kind": "instalment"}) == {
        "rows": 3, "need": "", "rows_per_export": 5_000, "rows_per_day": 20_000, "taken_today": 0, "approvers": [],
    }  # fmt: skip
    exported(finance.client, "instalment")
    assert ExportDay.objects.get(user_id=finance.id).rows == 3
    for kind in ("instalment", "receipt"):
        refused = lead.client.problem("POST", "/exports", {"kind": kind})
        assert refused[:2] == (403, "access.forbidden")
