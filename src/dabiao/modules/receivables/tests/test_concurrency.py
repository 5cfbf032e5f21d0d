"""Money that comes and goes at the same moment."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dabiao.core.errors import DomainError
from dabiao.modules.contracts import services as contracts
from dabiao.modules.contracts.models import Contract
from dabiao.modules.contracts.tests.builders import a_won_contract
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.receivables import services
from dabiao.modules.receivables.models import Receipt
from dabiao.modules.receivables.rules import Due
from dabiao.modules.receivables.tests.builders import JANUARY, MARCH, assert_exact, paid, planned, received
from dabiao.testing.people import NOW, ApiClient, make_company

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 3, 2)


def receipt_of(contract: Contract, amount: int, actor: Any) -> Receipt:
    call = {"contract_id": contract.pk, "received_on": DAY, "method": "bank", "amount_minor": amount}
    return services.receive(**call, actor=actor, now=NOW)


def test_receipts_refunds_and_plans_at_once_lose_nothing(tmp_path: Path) -> None:
    company = make_company()
    contract, finance = a_won_contract(company["sales1"]), company["finance"].actor
    planned(company, contract)
    earlier = received(company, contract, 500_000)
    halves = [Due(JANUARY, 450_000), Due(MARCH, 450_000)]
    call = {"amount_minor": 200_000, "refunded_on": MARCH.replace(day=3), "reason": "x"}
    works = [
        *(lambda amount=amount: receipt_of(contract, amount, finance) for amount in (100_000, 70_001, 3)),
        lambda: services.refund(earlier.pk, **call, actor=finance, now=NOW),
        lambda: services.plan(contract.pk, items=halves, actor=finance, now=NOW),
        lambda: services.refund(earlier.pk, **call, actor=finance, now=NOW),
    ]
    with real_database(tmp_path) as together:
        outcome = together(*works)
        assert [one for one in outcome if isinstance(one, Exception)] == []
        assert_exact(contract)
        assert contract.received_minor == 270_004
        assert paid(contract) == [270_004, 0]


def test_what_is_left_is_refunded_once(tmp_path: Path) -> None:
    company = make_company()
    contract, finance = a_won_contract(company["sales1"]), company["finance"].actor
    receipt = received(company, contract, 100)
    call = {"amount_minor": 60, "refunded_on": DAY, "reason": "x"}
    with real_database(tmp_path) as together:
        outcome = together(*[lambda: services.refund(receipt.pk, **call, actor=finance, now=NOW)] * 2)
        refused = [one for one in outcome if isinstance(one, DomainError)]
        assert [one.code for one in refused] == ["receivables.refund_exceeds"]
        assert_exact(contract)
        assert contract.received_minor == 40


def test_money_and_a_cancellation_do_not_both_succeed(tmp_path: Path) -> None:
    company = make_company()
    contract, ops = a_won_contract(company["sales1"]), company["ops"].actor
    with real_database(tmp_path) as together:
        outcome = together(
            lambda: receipt_of(contract, 5, ops),
            lambda: contracts.cancel(contract.pk, reason="x", actor=ops, now=NOW),
        )
        refused = [one.code for one in outcome if isinstance(one, DomainError)]
        assert refused in (["contracts.money_kept"], ["receivables.contract_cancelled"])
        assert_exact(contract)


def test_a_key_sent_twice_at_once_records_one_receipt(tmp_path: Path) -> None:
    company = make_company()
    contract = a_won_contract(company["sales1"])
    client = company["finance"].client
    body = {"contract_id": contract.pk, "received_on": "2025-02-01", "amount_minor": 7, "method": "cash"}

    def send() -> int:
        again = ApiClient()
        again.cookies = client.cookies
        return again.send("POST", "/receipts", body, Idempotency_Key="once").status_code

    with real_database(tmp_path) as together:
        assert together(send, send, send) == [201, 201, 201]
        assert Receipt.objects.count() == 1
