"""Who hears of money, and of a contract that changes hands."""

import pytest

from dabiao.core.events import pump
from dabiao.core.i18n import text
from dabiao.core.notifications.models import Notification
from dabiao.modules.contracts import services as contracts
from dabiao.modules.contracts.tests.builders import a_contract, a_signed_contract
from dabiao.modules.receivables.tests.builders import received, refunded
from dabiao.testing.people import NOW, Company


def told(company: Company, who: str) -> list[str]:
    """What this person reads, after the worker has worked."""
    report = pump.deliver_due(NOW)
    assert report.errors == []
    found = Notification.objects.filter(user_id=company[who].id).order_by("pk")
    return [text("en", f"notifications.{one.kind}", **one.params) for one in found]


def test_the_owner_hears_of_money_that_came_and_went(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    refunded(company, received(company, contract, 1_250_000), 250_000)
    assert told(company, "sales1") == [
        "¥12,500.00 arrived for contract HT-202603-0001 “CRM 服务合同”, ¥12,500.00 so far (recorded by finance)",
        "¥2,500.00 was refunded for contract HT-202603-0001 “CRM 服务合同”, ¥10,000.00 kept (recorded by finance)",
    ]
    assert told(company, "finance") == []
    subject = Notification.objects.first()
    assert (subject.subject_kind, subject.subject_id) == ("contract", contract.pk)


def test_the_new_owner_hears_of_a_contract_given_to_them(company: Company) -> None:
    contract = a_contract(company["sales1"])
    contracts.assign(contract.pk, owner_id=company["sales1b"].id, actor=company["lead1"].actor, now=NOW)
    assert told(company, "sales1b") == ["lead1 gave you contract HT-202603-0001 “CRM 服务合同”"]
    assert told(company, "sales1") == []


@pytest.mark.parametrize("who", ["lead1", "sales1b"])
def test_nobody_is_told_row_by_row_of_a_handover(company: Company, who: str) -> None:
    a_contract(company["sales1"])
    receiver = company["sales1b"].id
    contracts.transfer(company["sales1"].id, to_user_id=receiver, actor=company["lead1"].actor, now=NOW)
    assert told(company, who) == []
