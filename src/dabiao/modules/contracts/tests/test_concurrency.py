"""Two people at one contract, or at one number."""

from pathlib import Path

import pytest

from dabiao.core.errors import Conflict
from dabiao.modules.contracts import services
from dabiao.modules.contracts.models import Contract
from dabiao.modules.contracts.tests.builders import SIGNED_ON, a_contract, a_customer
from dabiao.modules.contracts.tests.together import real_database
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db(transaction=True)


def test_numbers_given_at_once_are_different_and_without_gaps(tmp_path: Path) -> None:
    company = make_company()
    sales1, customer = company["sales1"].actor, a_customer(company["sales1"])

    def draft(number: str = "") -> str:
        wanted = {"title": "x", "customer_id": customer.pk, "amount_minor": 1, "number": number}
        return services.create(**wanted, actor=sales1, now=NOW).number

    with real_database(tmp_path) as together:
        by_hand = lambda: draft("HT-202603-0002")  # noqa: E731 - a work among works
        numbers = together(draft, draft, by_hand, draft, draft)
        taken = [one for one in numbers if isinstance(one, Conflict)]
        given = sorted(one for one in numbers if isinstance(one, str))
        # the number given by hand was free, or the rule had used it a moment before
        assert given == [f"HT-202603-000{place}" for place in range(1, 6 - len(taken))]
        assert [one.code for one in taken] in ([], ["contracts.number_taken"])
        assert Contract.objects.count() == len(given)


def test_a_contract_is_signed_once_by_two_at_once(tmp_path: Path) -> None:
    company = make_company()
    contract, sales1 = a_contract(company["sales1"]), company["sales1"].actor

    def sign() -> str:
        return services.sign(contract.pk, signed_on=SIGNED_ON, actor=sales1, now=NOW).status

    with real_database(tmp_path) as together:
        outcome = together(sign, sign)
    assert sorted(getattr(one, "code", one) for one in outcome) == ["contracts.not_draft", "signed"]
