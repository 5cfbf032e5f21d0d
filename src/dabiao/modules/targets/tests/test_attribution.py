"""Who is credited: frozen on the day that counts, split by hand to exactly all of it, and closed with the month."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db.models import Sum

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict, Forbidden, Invalid
from dabiao.modules.contracts import services as contracts
from dabiao.modules.contracts.tests.builders import a_contract, a_signed_contract, an_opportunity
from dabiao.modules.contracts.tests.builders import a_customer as contract_customer
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import Stage
from dabiao.modules.org import services as org
from dabiao.modules.receivables.tests.builders import received, refunded
from dabiao.modules.targets import services
from dabiao.modules.targets.models import ClosedMonth, Entry, Metric, Node, Share, Tally, TallyMark
from dabiao.modules.targets.queries import attainment
from dabiao.modules.targets.rules import periods
from dabiao.modules.targets.tests.test_attainment import YEAR, reached, sign
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY, MARCH = date(2026, 1, 15), date(2026, 2, 15), date(2026, 3, 10)


@pytest.fixture
def company() -> Company:
    return make_company()


def split(company: Company, contract: Any, by: str = "ops", **bp: int) -> None:
    services.put_shares(
        "contract",
        id=contract.pk,
        shares=[(company[name].id, part) for name, part in bp.items()],
        reason="两人一起谈下来的",
        actor=company[by].actor,
        now=NOW,
    )


def close(company: Company, month: date) -> ClosedMonth:
    return services.close_month(month=month, reason="工资已发", actor=company["ops"].actor, now=NOW)


def said(kind: str = "contract") -> list[tuple[str, date, str, int, int]]:
    rows = Entry.objects.filter(source_kind=kind).order_by("pk")
    return list(rows.values_list("what", "day", "user__name", "amount_minor", "pieces"))


def test_credit_stays_with_who_had_it_when_it_was_signed(company: Company) -> None:
    contract = sign(company, "sales1", 900, JANUARY)
    before = reached(company, "signed")
    contracts.assign(contract.pk, owner_id=company["sales3"].id, actor=company["ops"].actor, now=NOW)
    org.edit_employee(
        company["sales1"].id,
        changes={"unit_id": company.team3.pk},
        base={"unit_id": company.team1.pk},
        version=None,
        actor=SYSTEM,
        now=NOW,
    )
    org.edit_unit(
        company.team1.pk,
        changes={"parent_id": company.south.pk},
        base={"parent_id": company.east.pk},
        version=None,
        actor=SYSTEM,
        now=NOW,
    )
    services.settle("contract", ids=[contract.pk], actor=SYSTEM, now=NOW)
    assert said() == [("signed", JANUARY, "sales1", 900, 1)]
    assert reached(company, "signed") == before
    assert (before["sales1", 1], before["华东", 1], before["总部", 1]) == (900, 900, 900)
    assert ("华南", 1) not in before


def test_a_cancellation_takes_back_what_was_signed(company: Company) -> None:
    contract = sign(company, "sales1", 900, JANUARY)
    contracts.cancel(contract.pk, reason="客户退单", actor=company["ops"].actor, now=NOW)
    assert said() == [("signed", JANUARY, "sales1", 900, 1), ("signed", JANUARY, "sales1", -900, -1)]
    assert reached(company, "signed") == {}


def test_a_split_is_exact_and_moves_what_was_credited(company: Company) -> None:
    contract = sign(company, "sales1", 1_001, JANUARY)
    split(company, contract, sales2=5_000, sales1=3_000, sales3=2_000)
    found = reached(company, "signed")
    assert [found[name, 1] for name in ("sales1", "sales2", "sales3", "总部")] == [300, 501, 200, 1_001]
    assert reached(company, "contracts")["总部", 1] == 1
    split(company, contract, sales1=10_000)
    assert {place[0] for place in reached(company, "signed")} == {"sales1", "一组", "华东", "总部"}


@pytest.mark.parametrize(
    ("bp", "code"),
    [
        ({"sales1": 5_000, "sales2": 4_999}, "targets.shares_not_whole"),
        ({"sales1": 10_001, "sales2": -1}, "targets.share_not_positive"),
    ],
)
def test_shares_are_all_of_it(company: Company, bp: dict[str, int], code: str) -> None:
    contract = sign(company, "sales1", 900, JANUARY)
    with pytest.raises(Invalid, match=code):
        split(company, contract, **bp)
    assert list(Share.objects.values_list("user__name", "bp")) == [("sales1", 10_000)]


def test_only_who_may_attribute_splits(company: Company) -> None:
    contract = sign(company, "sales1", 900, JANUARY)
    with pytest.raises(Forbidden):
        split(company, contract, by="sales1", sales1=5_000, sales1b=5_000)
    with pytest.raises(Invalid, match="core.required"):
        services.put_shares(
            "contract",
            id=contract.pk,
            shares=[(company["sales1b"].id, 10_000)],
            reason=" ",
            actor=company["ops"].actor,
            now=NOW,
        )


def test_money_follows_its_contract_and_all_given_back_leaves_nobody_a_cent(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    receipt = received(company, contract, 1_001, received_on=FEBRUARY)
    split(company, contract, sales1=3_333, sales2=6_667)
    found = reached(company, "received")
    assert (found["sales1", 2], found["sales2", 2]) == (334, 667)
    for amount in (334, 333, 334):
        refunded(company, receipt, amount, refunded_on=MARCH)
    found = reached(company, "received", "year")
    assert not {"sales1", "sales2", "总部"} & {name for name, _ in found}
    assert reached(company, "received")["总部", 3] == -1_001


def test_money_may_count_for_who_has_the_contract_when_it_comes_in(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    first = received(company, contract, 500, received_on=FEBRUARY)
    contracts.assign(contract.pk, owner_id=company["sales2"].id, actor=company["ops"].actor, now=NOW)
    received(company, contract, 70, received_on=FEBRUARY)
    services.edit_policy(
        changes={"receipts": "owner"}, base={"receipts": "contract"}, actor=company["ops"].actor, now=NOW
    )
    received(company, contract, 9, received_on=FEBRUARY)
    services.settle("receipt", ids=[first.pk], actor=SYSTEM, now=NOW)
    found = reached(company, "received")
    assert (found["sales1", 2], found["sales2", 2]) == (570, 9)


def test_a_deal_won_once_more_is_whose_it_is_then(company: Company) -> None:
    deal = an_opportunity(company["sales1"], contract_customer(company["sales1"]))
    stages = {stage.kind: stage for stage in Stage.objects.filter(pipeline=deal.pipeline)}

    def move(to: Stage, who: str, reason: str = "") -> None:
        deal.refresh_from_db()
        opportunities.move(
            deal.pk,
            stage_id=to.pk,
            expected_stage_id=deal.stage_id,
            reason=reason,
            actor=company[who].actor,
            now=NOW,
        )

    move(stages["won"], "sales1")
    assert reached(company, "won")["sales1", 3] == 900_000
    move(stages["open"], "sales1", "合同没签成")
    assert reached(company, "won") == {}
    opportunities.assign(deal.pk, owner_id=company["sales2"].id, actor=company["ops"].actor, now=NOW)
    move(stages["won"], "sales2")
    assert reached(company, "won")["sales2", 3] == 900_000
    assert ("sales1", 3) not in reached(company, "won")


def test_what_is_found_out_of_a_closed_month_counts_on_the_first_open_day(company: Company) -> None:
    contract = sign(company, "sales1", 900, JANUARY)
    close(company, date(2026, 1, 1))
    close(company, date(2026, 2, 1))
    before = reached(company, "signed")
    contracts.cancel(contract.pk, reason="客户退单", actor=company["ops"].actor, now=NOW)
    sign(company, "sales1", 50, FEBRUARY)
    last = Entry.objects.order_by("pk").last()
    assert last is not None
    assert (last.day, last.for_day) == (date(2026, 3, 1), FEBRUARY)
    found = reached(company, "signed")
    assert {place: sum_ for place, sum_ in found.items() if place[1] != 3} == before
    assert (before["sales1", 1], found["sales1", 3]) == (900, -850)


def test_closed_months_keep_what_is_counted_where_it_stands(company: Company) -> None:
    customer = contract_customer(company["sales1"])
    type(customer).objects.filter(pk=customer.pk).update(created_at=datetime(2026, 1, 5, tzinfo=UTC))
    month = close(company, date(2026, 1, 1))
    type(customer).objects.filter(pk=customer.pk).update(owner=company["sales2"].id, unit=company.team2)
    services.tally(actor=SYSTEM, now=NOW)
    assert reached(company, "new_customers")["sales1", 1] == 1
    services.reopen_month(month.pk, reason="漏了一单", actor=company["ops"].actor, now=NOW)
    assert reached(company, "new_customers")["sales2", 1] == 1
    services.tally(actor=SYSTEM, now=NOW)
    assert reached(company, "new_customers")["sales2", 1] == 1


def test_a_month_is_closed_by_who_may_once_it_is_over(company: Company) -> None:
    with pytest.raises(Forbidden):
        services.close_month(month=JANUARY, reason="x", actor=company["sales1"].actor, now=NOW)
    with pytest.raises(Conflict, match="targets.month_not_over"):
        close(company, date(2026, 3, 1))
    with pytest.raises(Invalid, match="core.required"):
        services.close_month(month=JANUARY, reason="", actor=company["ops"].actor, now=NOW)
    assert close(company, JANUARY).pk == close(company, JANUARY).pk


def test_settling_again_adds_nothing(company: Company) -> None:
    contract = sign(company, "sales1", 900, JANUARY)
    receipt = received(company, contract, 500, received_on=FEBRUARY)
    refunded(company, receipt, 200, refunded_on=MARCH)
    before = list(Entry.objects.order_by("pk").values())
    assert services.credit_all(actor=SYSTEM, now=NOW) == 0
    assert list(Entry.objects.order_by("pk").values()) == before


def test_records_from_before_the_ledger_count_for_who_has_them_now(company: Company) -> None:
    contract = sign(company, "sales1", 900, JANUARY)
    received(company, contract, 500, received_on=FEBRUARY)
    expected = {code: reached(company, code) for code in ("signed", "received")}
    Entry.objects.all().delete()
    Share.objects.all().delete()
    assert reached(company, "signed") == {}
    services.credit_all(actor=SYSTEM, now=NOW)
    assert {code: reached(company, code) for code in expected} == expected


def test_tax_is_taken_out_once_for_a_record_however_it_is_split(company: Company) -> None:
    contract = sign(company, "sales1", 1_000, JANUARY)
    signed = Metric.objects.get(code="signed")
    services.edit_metric(
        signed.pk, changes={"tax_bp": 1_300}, base={"tax_bp": 0}, actor=company["ops"].actor, now=NOW
    )
    split(company, contract, sales1=3_333, sales2=3_333, sales3=3_334)
    found = reached(company, "signed")
    assert found["总部", 1] == 885  # 1,000 / 1.13 = 884.96
    assert sum(found[name, 1] for name in ("sales1", "sales2", "sales3")) == 885
    services.tally(actor=SYSTEM, now=NOW)
    assert reached(company, "signed") == found


def recounted(company: Company, code: str) -> Mapping[tuple[str, int], int]:
    """As `reached`, without any sums by day."""
    marks, sums = list(TallyMark.objects.all()), list(Tally.objects.all())
    metric = Metric.objects.get(code=code)
    Metric.objects.filter(pk=metric.pk).update(tallied_at=None)
    try:
        return reached(company, code)
    finally:
        Metric.objects.filter(pk=metric.pk).update(tallied_at=metric.tallied_at)
        assert (len(marks), len(sums)) == (TallyMark.objects.count(), Tally.objects.count())


def test_sums_by_day_come_to_what_the_records_come_to(company: Company) -> None:
    for who, amount, day in (("sales1", 10, JANUARY), ("sales2", 7, FEBRUARY), ("sales3", 5, JANUARY)):
        sign(company, who, amount, day)
    services.tally(actor=SYSTEM, now=NOW)
    assert not TallyMark.objects.exists()
    assert Tally.objects.filter(metric__code="signed").aggregate(n=Sum("amount"))["n"] == 22
    assert reached(company, "signed") == recounted(company, "signed")
    contract = sign(company, "sales1", 3, JANUARY)
    assert reached(company, "signed")["sales1", 1] == 13
    contracts.cancel(contract.pk, reason="退", actor=company["ops"].actor, now=NOW)
    services.tally(actor=SYSTEM, now=NOW)
    assert services.tally(actor=SYSTEM, now=NOW) == 0
    assert reached(company, "signed") == recounted(company, "signed")


def test_other_currencies_are_told(company: Company) -> None:
    sign(company, "sales1", 900, JANUARY, currency="USD")
    reached(company, "signed")
    tree = Node.objects.first().tree  # type: ignore[union-attr]
    year = periods.periods(periods.year_from(YEAR), "year")
    assert attainment.uncounted(tree, year) == 1


def test_a_draft_counts_for_nobody(company: Company) -> None:
    a_contract(company["sales1"])
    assert said() == []
