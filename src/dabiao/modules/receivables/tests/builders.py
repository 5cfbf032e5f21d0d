"""Plans and receipts on a signed contract over 900,000 fen, made through the services."""

from datetime import date
from typing import Any

from dabiao.modules.contracts.models import Contract
from dabiao.modules.receivables import services
from dabiao.modules.receivables.models import Allocation, Instalment, Receipt
from dabiao.modules.receivables.rules import Due
from dabiao.testing.people import NOW, Company

JANUARY, FEBRUARY, MARCH = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)
THIRDS = (Due(JANUARY, 300_000, "首付款"), Due(FEBRUARY, 300_000), Due(MARCH, 300_000, "尾款"))


def planned(company: Company, contract: Contract, *items: Due, who: str = "sales1") -> None:
    services.plan(contract.pk, items=items or THIRDS, actor=company[who].actor, now=NOW)


def received(company: Company, contract: Contract, amount_minor: int, **facts: Any) -> Receipt:
    wanted = {"received_on": date(2026, 3, 2), "method": "bank", **facts}
    return services.receive(
        contract_id=contract.pk, amount_minor=amount_minor, actor=company["finance"].actor, now=NOW, **wanted
    )


def refunded(company: Company, receipt: Receipt, amount_minor: int, **facts: Any) -> Receipt:
    wanted = {"refunded_on": date(2026, 3, 10), "reason": "多付", **facts}
    return services.refund(
        receipt.pk, amount_minor=amount_minor, actor=company["finance"].actor, now=NOW, **wanted
    )


def paid(contract: Contract) -> list[int]:
    """What is paid of each instalment, oldest first."""
    lines = Instalment.objects.filter(contract_id=contract.pk).order_by("seq")
    return list(lines.values_list("allocated_minor", flat=True))


def layout(contract: Contract) -> list[tuple[int, int | None, int]]:
    """(receipt, seq or None for the advance, amount) of each allocation, in the order of receipts and dues."""
    found = Allocation.objects.filter(receipt__contract_id=contract.pk).values_list(
        "receipt_id", "instalment__seq", "amount_minor"
    )
    return sorted(found, key=lambda one: (one[0], one[1] is None, one[1] or 0))


def assert_exact(contract: Contract) -> None:
    """Every sum that must hold, from the rows themselves."""
    contract.refresh_from_db()
    allocations = list(Allocation.objects.filter(receipt__contract_id=contract.pk))
    receipts = list(Receipt.objects.filter(contract_id=contract.pk))
    for receipt in receipts:
        own = [one for one in allocations if one.receipt_id == receipt.pk]
        assert sum(one.amount_minor for one in own) == receipt.amount_minor - receipt.refunded_minor
        assert sum(one.amount_minor for one in own if one.instalment_id is None) == receipt.advance_minor
        assert sum(one.amount_minor for one in receipt.refunds.all()) == receipt.refunded_minor
    for line in Instalment.objects.filter(contract_id=contract.pk):
        on_it = [one.amount_minor for one in allocations if one.instalment_id == line.pk]
        assert sum(on_it) == line.allocated_minor <= line.amount_minor
    assert contract.received_minor == sum(receipt.kept_minor for receipt in receipts)
