"""Sums for analytics, and that each opens exactly the records behind it."""

from datetime import date

from dabiao.core.lists.keyset import PageRequest
from dabiao.modules.contracts.tests.builders import a_contract, a_signed_contract
from dabiao.modules.receivables import queries
from dabiao.modules.receivables.rules import Due
from dabiao.modules.receivables.tests.builders import FEBRUARY, JANUARY, MARCH, planned, received, refunded
from dabiao.testing.people import Company

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


def test_receipts_and_refunds_count_on_their_own_days(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    february = received(company, contract, 1_000, received_on=date(2026, 2, 27))
    received(company, contract, 500)
    received(company, contract, 40, received_on=date(2026, 3, 1))
    refunded(company, february, 300)
    actor = company["sales1"].actor
    came = queries.received_between(FIRST, LAST, actor=actor)
    assert (came.count, came.amount_minor) == (2, 540)
    went = queries.refunded_between(FIRST, LAST, actor=actor)
    assert (went.count, went.amount_minor) == (1, 300)
    rows = company["sales1"].client.read("/receipts", received_from="2026-03-01", received_to="2026-03-31")[
        "items"
    ]
    assert sum(row["amount_minor"] for row in rows) == 540


def test_figures_keep_to_scope_owner_unit_and_currency(company: Company) -> None:
    for who, amount in (("sales1", 1), ("sales1b", 10), ("sales2", 100), ("sales3", 1_000)):
        received(company, a_signed_contract(company[who]), amount)
    received(company, a_signed_contract(company["sales1"], currency="USD"), 5)

    def sums(who: str, **narrowed: object) -> int:
        return queries.received_between(FIRST, LAST, **narrowed, actor=company[who].actor).amount_minor

    assert (sums("sales1"), sums("lead1"), sums("manager"), sums("finance")) == (1, 11, 111, 1_111)
    assert sums("finance", owner_id=company["sales2"].id) == 100
    assert sums("finance", unit_id=company.team1.pk) == 11
    assert sums("manager", unit_id=company.south.pk) == 0
    assert sums("finance", currency="USD") == 5
    assert sums("inspector") == 0


def test_what_was_due_is_held_against_what_came(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    planned(company, contract)
    received(company, contract, 450_000)
    draft = a_contract(company["sales1"])
    planned(company, draft)
    actor = company["sales1"].actor
    quarter = queries.due_between(JANUARY, MARCH, actor=actor)
    assert (quarter.count, quarter.amount_minor, quarter.paid_minor) == (3, 900_000, 450_000)
    february = queries.due_between(FEBRUARY, FEBRUARY, actor=actor)
    assert (february.count, february.amount_minor, february.paid_minor) == (1, 300_000, 150_000)


def test_overdue_is_what_is_missing_of_what_was_due(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    planned(company, contract)
    planned(company, a_contract(company["sales1"]), Due(JANUARY, 900_000))
    received(company, contract, 450_000)
    actor = company["sales1"].actor
    on_time = queries.overdue_at(JANUARY, actor=actor)
    assert (on_time.count, on_time.amount_minor) == (0, 0)
    late = queries.overdue_at(date(2026, 4, 1), actor=actor)
    assert (late.count, late.amount_minor) == (2, 450_000)
    rows = queries.instalments(
        asked=PageRequest(), filters={"state": "overdue"}, today=date(2026, 4, 1), actor=actor
    )["items"]
    assert sum(row["amount_minor"] - row["paid_minor"] for row in rows) == 450_000
