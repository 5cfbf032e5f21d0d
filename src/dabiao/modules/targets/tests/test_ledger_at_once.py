"""Several bring the same records into the ledger at the same moment, each on a connection of their own, on both databases."""

from datetime import date
from pathlib import Path

import pytest
from django.db.models import Sum

from dabiao.core.actor import SYSTEM
from dabiao.modules.contracts.tests.builders import a_signed_contract
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.receivables.tests.builders import received
from dabiao.modules.targets import services
from dabiao.modules.targets.models import Entry, Share
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_settle_at_once_book_it_once(tmp_path: Path) -> None:
    company = make_company()
    contract = a_signed_contract(company["sales1"])
    receipt = received(company, contract, 500, received_on=date(2026, 2, 1))
    Entry.objects.all().delete()
    Share.objects.all().delete()
    ops = company["ops"].actor
    shares = [(company["sales1"].id, 4_000), (company["sales2"].id, 6_000)]

    def split() -> None:
        services.put_shares("contract", id=contract.pk, shares=shares, reason="合作", actor=ops, now=NOW)

    def settle(kind: str, id: int) -> int:
        return services.settle(kind, ids=[id], actor=SYSTEM, now=NOW)

    with real_database(tmp_path) as together:
        said = together(
            *(lambda: settle("contract", contract.pk) for _ in range(3)),
            *(lambda: settle("receipt", receipt.pk) for _ in range(3)),
            split,
        )
        assert [one for one in said if isinstance(one, Exception)] == []
        sums = Entry.objects.order_by("source_kind").values_list("source_kind").annotate(Sum("amount_minor"))
        assert list(sums) == [("contract", 900_000), ("receipt", 500)]
        for kind in ("contract", "receipt"):
            assert Share.objects.filter(source_kind=kind).aggregate(n=Sum("bp"))["n"] == 10_000
