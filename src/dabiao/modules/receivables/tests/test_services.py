"""Plans, receipts and refunds, and that no fen is ever lost between them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from dabiao.core.events.models import Event
from dabiao.modules.contracts import services as contracts
from dabiao.modules.contracts.models import Contract
from dabiao.modules.contracts.tests.builders import a_contract, a_signed_contract, a_won_contract
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import Opportunity, Stage
from dabiao.modules.receivables import services
from dabiao.modules.receivables.models import Allocation, Instalment, Receipt
from dabiao.modules.receivables.rules import Due
from dabiao.modules.receivables.tests.builders import (
    FEBRUARY,
    JANUARY,
    MARCH,
    THIRDS,
    assert_exact,
    layout,
    paid,
    planned,
    received,
    refunded,
)
from dabiao.testing.people import NOW, Company


def refusal(error: pytest.ExceptionInfo[DomainError]) -> tuple[str, str | None]:
    return error.value.code, error.value.field


def kinds() -> list[str]:
    wanted = ("receivable.planned", "receipt.recorded", "receipt.refunded", "contract.fulfilled")
    return list(Event.objects.filter(kind__in=wanted).order_by("pk").values_list("kind", flat=True))


def test_a_plan_is_kept_by_due_date(company: Company) -> None:
    contract = a_contract(company["sales1"])
    planned(company, contract, THIRDS[2], THIRDS[0], THIRDS[1])
    lines = Instalment.objects.filter(contract=contract).order_by("seq")
    assert list(lines.values_list("seq", "due_on", "name", "amount_minor")) == [
        (1, JANUARY, "首付款", 300_000),
        (2, FEBRUARY, "", 300_000),
        (3, MARCH, "尾款", 300_000),
    ]


def test_a_plan_that_misses_the_amount_is_refused_and_the_old_one_stays(company: Company) -> None:
    contract = a_contract(company["sales1"])
    planned(company, contract)
    with pytest.raises(Invalid) as refused:
        planned(company, contract, Due(JANUARY, 899_999))
    assert refusal(refused) == ("receivables.plan_differs", "items")
    assert Instalment.objects.filter(contract=contract).count() == 3


def test_the_plan_of_a_cancelled_contract_is_closed(company: Company) -> None:
    contract = a_contract(company["lead1"])
    contracts.cancel(contract.pk, reason="x", actor=company["lead1"].actor, now=NOW)
    with pytest.raises(Conflict) as refused:
        planned(company, contract, who="lead1")
    assert refused.value.code == "receivables.contract_cancelled"


def test_the_same_plan_again_changes_nothing(company: Company) -> None:
    contract = a_contract(company["sales1"])
    planned(company, contract)
    before = list(Instalment.objects.values())
    planned(company, contract)
    assert list(Instalment.objects.values()) == before
    assert kinds() == ["receivable.planned"]


def test_a_new_plan_keeps_the_rows_whose_place_stays(company: Company) -> None:
    contract = a_contract(company["sales1"])
    planned(company, contract)
    ids = list(Instalment.objects.order_by("seq").values_list("pk", flat=True))
    planned(company, contract, Due(JANUARY, 300_000, "首付款"), Due(MARCH, 600_000))
    lines = list(Instalment.objects.order_by("seq").values_list("pk", "version", "amount_minor"))
    assert lines == [(ids[0], 1, 300_000), (ids[1], 2, 600_000)]


def test_a_plan_is_told_with_what_it_replaced(company: Company) -> None:
    contract = a_contract(company["sales1"])
    planned(company, contract, Due(JANUARY, 900_000))
    planned(company, contract, Due(FEBRUARY, 900_000, "一次付清"))
    data = Event.objects.filter(kind="receivable.planned").last().data
    assert data == {
        "number": contract.number,
        "title": contract.title,
        "instalment_count": 1,
        "amount_minor": 900_000,
        "currency": "CNY",
        "items": [{"seq": 1, "name": "一次付清", "due_on": "2026-02-28", "amount_minor": 900_000}],
        "before": [{"seq": 1, "name": "", "due_on": "2026-01-31", "amount_minor": 900_000}],
    }


def test_a_changed_draft_takes_its_plan_along(company: Company) -> None:
    contract = a_contract(company["sales1"])
    planned(company, contract)
    contracts.edit(
        contract.pk,
        changes={"amount_minor": 1_000_001},
        base=None,
        version=contract.version,
        actor=company["sales1"].actor,
        now=NOW,
    )
    lines = Instalment.objects.order_by("seq").values_list("due_on", "amount_minor", "name")
    assert list(lines) == [(JANUARY, 333_334, "首付款"), (FEBRUARY, 333_334, ""), (MARCH, 333_333, "尾款")]
    event = Event.objects.filter(kind="receivable.planned").last()
    assert (event.actor_id, event.actor_name) == (company["sales1"].id, "sales1")


def test_money_pays_the_oldest_due_first_and_the_rest_waits(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    planned(company, contract)
    first = received(company, contract, 450_000)
    assert paid(contract) == [300_000, 150_000, 0]
    second = received(company, contract, 500_000)
    assert paid(contract) == [300_000, 300_000, 300_000]
    assert layout(contract) == [
        (first.pk, 1, 300_000),
        (first.pk, 2, 150_000),
        (second.pk, 2, 150_000),
        (second.pk, 3, 300_000),
        (second.pk, None, 50_000),
    ]
    assert_exact(contract)
    assert (contract.status, contract.received_minor) == ("fulfilled", 950_000)


def test_money_without_a_plan_is_an_advance_until_there_is_one(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    receipt = received(company, contract, 400_000)
    assert layout(contract) == [(receipt.pk, None, 400_000)]
    planned(company, contract)
    assert layout(contract) == [(receipt.pk, 1, 300_000), (receipt.pk, 2, 100_000)]
    assert_exact(contract)


def test_a_new_plan_lays_the_money_out_anew(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    planned(company, contract)
    receipt = received(company, contract, 500_000)
    planned(company, contract, Due(MARCH, 700_000, "验收后"), Due(JANUARY, 200_000))
    assert layout(contract) == [(receipt.pk, 1, 200_000), (receipt.pk, 2, 300_000)]
    planned(company, contract, Due(MARCH, 900_000))
    assert layout(contract) == [(receipt.pk, 1, 500_000)]
    assert_exact(contract)


def test_recording_moves_no_row_that_lay_before(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    planned(company, contract)
    received(company, contract, 350_000)
    before = dict(Allocation.objects.values_list("pk", "amount_minor"))
    first = Receipt.objects.values().get()
    received(company, contract, 350_000, received_on=date(2025, 12, 1))
    assert dict(Allocation.objects.filter(pk__in=before).values_list("pk", "amount_minor")) == before
    assert Receipt.objects.values().get(pk=first["id"]) == first


@pytest.mark.parametrize(
    ("sign", "code"), [(False, "receivables.not_signed"), (True, "receivables.contract_cancelled")]
)
def test_money_is_taken_only_for_a_contract_in_force(company: Company, sign: bool, code: str) -> None:
    contract = a_contract(company["lead1"])
    if sign:
        contracts.cancel(contract.pk, reason="x", actor=company["lead1"].actor, now=NOW)
    with pytest.raises(Conflict) as refused:
        received(company, contract, 1)
    assert refusal(refused) == (code, "contract_id")


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"amount_minor": 0}, "money.not_positive", "amount_minor"),
        ({"amount_minor": 10**15 + 1}, "money.too_large", "amount_minor"),
        ({"amount_minor": 1, "received_on": date(2026, 3, 19)}, "receivables.in_future", "received_on"),
        ({"amount_minor": 1, "method": "barter"}, "core.not_a_choice", "method"),
    ],
)
def test_a_bad_receipt_is_refused(company: Company, facts: dict, code: str, field: str) -> None:
    contract = a_signed_contract(company["sales1"])
    with pytest.raises(Invalid) as refused:
        received(company, contract, **facts)
    assert refusal(refused) == (code, field)
    assert Receipt.objects.count() == 0


def test_only_who_may_record_records(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    call = {
        "contract_id": contract.pk,
        "received_on": JANUARY,
        "amount_minor": 1,
        "method": "bank",
        "now": NOW,
    }
    with pytest.raises(Forbidden):
        services.receive(**call, actor=company["sales1"].actor)
    with pytest.raises(Invalid) as refused:
        services.receive(**call, actor=company["sales3"].actor)
    assert refusal(refused) == ("core.not_found_here", "contract_id")


def test_the_first_payment_wins_the_opportunity_again(company: Company) -> None:
    """Signing won it; somebody moved it back meanwhile; the money settles the matter."""
    contract = a_won_contract(company["sales1"])
    deal = Opportunity.objects.get(pk=contract.opportunity_id)
    start = Stage.objects.filter(pipeline_id=deal.pipeline_id, kind="open").order_by("position")[0]
    opportunities.move(
        deal.pk, stage_id=start.pk, expected_stage_id=deal.stage_id, actor=company["sales1"].actor, now=NOW
    )
    received(company, contract, 1)
    assert Opportunity.objects.get(pk=deal.pk).stage.kind == "won"
    opportunities.move(
        deal.pk, stage_id=start.pk, expected_stage_id=deal.stage_id, actor=company["sales1"].actor, now=NOW
    )
    received(company, contract, 1)
    assert Opportunity.objects.get(pk=deal.pk).stage.kind == "open"


def test_a_refund_takes_the_advance_first_and_then_the_newest_due(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    planned(company, contract)
    receipt = received(company, contract, 1_000_000)
    refunded(company, receipt, 60_000)
    assert paid(contract) == [300_000, 300_000, 300_000]
    assert contract_now(contract).status == "fulfilled"
    refunded(company, receipt, 400_000)
    assert paid(contract) == [300_000, 240_000, 0]
    assert (contract_now(contract).status, contract_now(contract).received_minor) == ("signed", 540_000)
    assert_exact(contract)
    assert kinds() == [
        "receivable.planned",
        "receipt.recorded",
        "contract.fulfilled",
        "receipt.refunded",
        "receipt.refunded",
    ]


def contract_now(contract: Contract) -> Contract:
    return Contract.objects.get(pk=contract.pk)


def test_a_refund_of_an_early_receipt_keeps_the_oldest_due_paid(company: Company) -> None:
    """A later receipt steps in, so that what is missing is missing at the newest end."""
    contract = a_signed_contract(company["sales1"])
    planned(company, contract)
    first, second = received(company, contract, 300_000), received(company, contract, 300_000)
    refunded(company, first, 300_000)
    assert paid(contract) == [300_000, 0, 0]
    assert layout(contract) == [(second.pk, 1, 300_000)]
    assert_exact(contract)


def test_no_more_goes_back_than_is_left_of_the_receipt(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    received(company, contract, 500_000)
    receipt = received(company, contract, 100_000)
    refunded(company, receipt, 70_000)
    with pytest.raises(Invalid) as refused:
        refunded(company, receipt, 30_001)
    assert refusal(refused) == ("receivables.refund_exceeds", "amount_minor")
    assert refused.value.params == {"left": "¥300.00", "left_minor": 30_000}
    refunded(company, receipt, 30_000)
    assert_exact(contract)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"refunded_on": date(2026, 3, 1)}, "receivables.refund_too_early"),
        ({"refunded_on": date(2026, 3, 19)}, "receivables.in_future"),
        ({"reason": " "}, "core.required"),
    ],
)
def test_a_bad_refund_is_refused(company: Company, facts: dict, code: str) -> None:
    receipt = received(company, a_signed_contract(company["sales1"]), 10)
    with pytest.raises(Invalid) as refused:
        refunded(company, receipt, 1, **facts)
    assert refused.value.code == code


def test_who_only_reads_refunds_nothing(company: Company) -> None:
    receipt = received(company, a_signed_contract(company["sales1"]), 10)
    call = {"amount_minor": 1, "refunded_on": date(2026, 3, 10), "reason": "x", "now": NOW}
    with pytest.raises(Forbidden):
        services.refund(receipt.pk, **call, actor=company["sales1"].actor)
    with pytest.raises(NotFound):
        services.refund(receipt.pk, **call, actor=company["sales3"].actor)


def test_after_a_full_refund_the_contract_may_be_cancelled(company: Company) -> None:
    contract = a_signed_contract(company["lead1"])
    planned(company, contract, who="lead1")
    receipt = received(company, contract, 900_000)
    with pytest.raises(Conflict) as refused:
        contracts.cancel(contract.pk, reason="x", actor=company["lead1"].actor, now=NOW)
    assert refused.value.code == "contracts.money_kept"
    refunded(company, receipt, 900_000)
    contracts.cancel(contract.pk, reason="x", actor=company["lead1"].actor, now=NOW)
    assert contract_now(contract).status == "cancelled"


def test_a_receipt_tells_what_the_contract_keeps(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    receipt = received(company, contract, 250_000)
    assert Event.objects.get(kind="receipt.recorded").data == {
        "receipt_id": receipt.pk,
        "number": contract.number,
        "title": contract.title,
        "amount_minor": 250_000,
        "currency": "CNY",
        "received_on": "2026-03-02",
        "method": "bank",
        "received_minor": 250_000,
        "advance_minor": 250_000,
        "fields": {},
    }


@pytest.mark.parametrize("column", ["refunded_minor", "allocated_minor", "advance_minor"])
def test_the_database_itself_refuses_a_receipt_that_does_not_sum(company: Company, column: str) -> None:
    receipt = received(company, a_signed_contract(company["sales1"]), 100)
    with pytest.raises(IntegrityError), transaction.atomic():
        Receipt.objects.filter(pk=receipt.pk).update(**{column: 1})


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("receive"), st.integers(1, 700)),
        st.tuples(st.just("refund"), st.integers(1, 700)),
        st.tuples(st.just("plan"), st.lists(st.integers(1, 99), min_size=1, max_size=5)),
    ),
    max_size=8,
)


@given(steps=STEPS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_history_every_sum_is_exact(company: Company, steps: list) -> None:
    """Whatever is planned, received and refunded in whatever order."""
    with transaction.atomic():
        contract = a_signed_contract(company["sales1"], amount_minor=1_000)
        for what, value in steps:
            one_step(company, contract, what, value)
            assert_exact(contract)
            total, expected = contract.received_minor, []
            for line in Instalment.objects.filter(contract=contract).order_by("seq"):
                expected.append(min(line.amount_minor, total))
                total -= expected[-1]
            assert paid(contract) == expected
        transaction.set_rollback(True)


def one_step(company: Company, contract: Contract, what: str, value: object) -> None:
    if what == "receive":
        received(company, contract, value)
    elif what == "plan":
        services.plan(contract.pk, items=a_plan_like(value), actor=SYSTEM, now=NOW)
    else:
        receipts = Receipt.objects.filter(contract=contract).order_by("-amount_minor")
        receipt = next((one for one in receipts if one.kept_minor), None)
        if receipt is not None:
            refunded(company, receipt, min(value, receipt.kept_minor))


def a_plan_like(weights: list[int]) -> list[Due]:
    """Over 1,000 fen in as many lines, the last one taking the rest."""
    amounts = [*weights[:-1], 1_000 - sum(weights[:-1])]
    return [Due(JANUARY + timedelta(days=place), amount) for place, amount in enumerate(amounts)]


def test_planning_the_same_anew_lays_out_what_had_come_apart(company: Company) -> None:
    """What the doctor advises, should a row ever be lost."""
    contract = a_signed_contract(company["sales1"])
    planned(company, contract)
    received(company, contract, 400_000)
    Allocation.objects.filter(amount_minor=300_000).delete()
    Instalment.objects.filter(seq=3).update(allocated_minor=5)
    planned(company, contract)
    assert paid(contract) == [300_000, 100_000, 0]
    assert_exact(contract)
