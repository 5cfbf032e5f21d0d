"""Shares of a record are 10,000 together: the database itself refuses anything else, whoever writes."""

import pytest
from django.db import IntegrityError, connection, transaction

from dabiao.modules.contracts.tests.builders import a_signed_contract
from dabiao.modules.targets import services
from dabiao.modules.targets.models import Share, ShareSum
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def checked() -> None:
    """What the end of a transaction does."""
    connection.check_constraints()


def test_a_split_is_kept_as_a_sum_beside_the_shares(company: Company) -> None:
    contract = a_signed_contract(company["sales1"], amount_minor=100)
    pairs = [(company["sales1"].id, 6_000), (company["sales2"].id, 4_000)]
    services.put_shares(
        "contract", id=contract.pk, shares=pairs, reason="一起谈的", actor=company["ops"].actor, now=NOW
    )
    kept = ShareSum.objects.get(whole=f"contract/{contract.pk}/10000")
    assert (kept.held_id, kept.total) == (f"contract/{contract.pk}/10000", 10_000)
    checked()


@pytest.mark.parametrize("harm", ["less", "more", "one gone"])
def test_the_database_refuses_shares_that_are_not_whole(company: Company, harm: str) -> None:
    contract = a_signed_contract(company["sales1"], amount_minor=100)
    pairs = [(company["sales1"].id, 6_000), (company["sales2"].id, 4_000)]
    services.put_shares(
        "contract", id=contract.pk, shares=pairs, reason="一起谈的", actor=company["ops"].actor, now=NOW
    )
    small = Share.objects.filter(source_kind="contract", source_id=contract.pk, bp=4_000)
    checked()

    def damage() -> None:
        if harm == "one gone":
            small.delete()
        else:
            small.update(bp=3_999 if harm == "less" else 4_001)
        checked()

    with pytest.raises(IntegrityError), transaction.atomic():
        damage()
    checked()


def test_shares_that_go_altogether_leave_no_sum(company: Company) -> None:
    contract = a_signed_contract(company["sales1"], amount_minor=100)
    Share.objects.filter(source_kind="contract", source_id=contract.pk).delete()
    assert not ShareSum.objects.filter(whole__startswith=f"contract/{contract.pk}/").exists()
    checked()
