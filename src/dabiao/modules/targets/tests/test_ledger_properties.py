"""Whatever happens in whatever order: the ledger sums to the records, closed months stay, and sums by day are exact."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import DomainError
from dabiao.modules.contracts import services as contracts
from dabiao.modules.contracts.models import Contract
from dabiao.modules.receivables.models import Receipt
from dabiao.modules.receivables.tests.builders import received, refunded
from dabiao.modules.targets import services
from dabiao.modules.targets.models import Entry, Share, Tally
from dabiao.modules.targets.rules import attribution
from dabiao.modules.targets.rules.attribution import WHOLE, Line, Part
from dabiao.modules.targets.tests.test_attainment import reached, sign
from dabiao.modules.targets.tests.test_attribution import recounted
from dabiao.testing.people import NOW, Company, make_company

PEOPLE = ("sales1", "sales1b", "sales2", "sales3")
DAYS = [date(2026, month, day) for month in (1, 2, 3) for day in (1, 15)]
amounts = st.integers(1, 10**15)


@st.composite
def parts(draw: Any) -> list[Part]:
    cuts = sorted(draw(st.sets(st.integers(1, WHOLE - 1), max_size=5)))
    edges = [0, *cuts, WHOLE]
    return [
        Part(place, place, f"/{place}/", after - before)
        for place, (before, after) in enumerate(pairwise(edges))
    ]


lines = st.lists(
    st.builds(
        Line,
        st.sampled_from(["received", "refunded"]),
        st.sampled_from(DAYS),
        amounts,
        st.just(1),
        st.just("CNY"),
    ),
    max_size=6,
)


@given(lines, parts())
def test_shares_sum_to_the_record_whatever_the_order_of_its_lines(
    told: list[Line], shared: list[Part]
) -> None:
    should = attribution.should_say(told, shared)
    assert sum(one.amount for one in should.values()) == sum(line.amount for line in told)
    assert sum(one.pieces for one in should.values()) == len(told)
    assert attribution.should_say(reversed(told), shared) == should


@given(st.lists(amounts, min_size=1, max_size=5), parts())
def test_all_given_back_leaves_nobody_a_cent(refunds: list[int], shared: list[Part]) -> None:
    came = [Line("received", DAYS[0], sum(refunds), 1, "CNY")]
    went = [Line("refunded", day, -one, 0, "CNY") for day, one in zip(DAYS, refunds, strict=False)]
    left: dict[Any, int] = {}
    for key, one in attribution.should_say([*came, *went], shared).items():
        left[key.user_id] = left.get(key.user_id, 0) + one.amount
    assert set(left.values()) <= {0}


@given(lines, lines, parts(), parts())
def test_differences_bring_the_ledger_from_any_state_to_any_other(
    first: list[Line], then: list[Line], shared: list[Part], anew: list[Part]
) -> None:
    says = attribution.should_say(first, shared)
    should = attribution.should_say(then, anew)
    kept = {key: [one.amount, one.pieces] for key, one in says.items()}
    for one in attribution.differences(should, says):
        found = kept.setdefault(one.key, [0, 0])
        found[0], found[1] = found[0] + one.amount, found[1] + one.pieces
    assert {key: tuple(one) for key, one in kept.items() if one != [0, 0]} == {
        key: tuple(one) for key, one in should.items()
    }
    assert attribution.differences(should, should) == []


@given(st.integers(-(10**16), 10**16), st.integers(0, 10_000))
def test_net_and_tax_are_the_amount(amount: int, tax_bp: int) -> None:
    net = attribution.net(amount, tax_bp)
    assert 2 * abs(net * (WHOLE + tax_bp) - amount * WHOLE) <= WHOLE + tax_bp
    assert attribution.net(-amount, tax_bp) == -net


deeds = st.lists(
    st.tuples(
        st.sampled_from(
            ("sign", "sign", "receive", "receive", "refund", "cancel", "split", "assign", "close", "tally")
        ),
        st.integers(0, 3),
        st.integers(1, 999),
        st.sampled_from(DAYS),
    ),
    min_size=4,
    max_size=14,
)


def do(company: Company, deed: str, who: int, amount: int, day: date) -> None:
    """One thing that happens; what the company refuses has not happened."""
    ops, name = company["ops"].actor, PEOPLE[who]
    all_ = list(Contract.objects.order_by("pk"))
    contract = all_[amount % len(all_)] if all_ else None
    try:
        with transaction.atomic():
            if deed == "sign":
                sign(company, name, amount, day)
            elif deed == "close":
                services.close_month(month=day, reason="工资已发", actor=ops, now=NOW)
            elif deed == "tally":
                services.tally(actor=SYSTEM, now=NOW)
            elif contract is not None:
                _with(contract, company, deed, name, amount, day)
    except DomainError:
        return


def _with(contract: Contract, company: Company, deed: str, name: str, amount: int, day: date) -> None:
    ops = company["ops"].actor
    receipt = Receipt.objects.filter(contract=contract).first()
    if deed == "receive":
        received(company, contract, amount, received_on=day)
    elif deed == "refund" and receipt is not None and receipt.kept_minor:
        refunded(company, receipt, 1 + amount % receipt.kept_minor, refunded_on=DAYS[-1])
    elif deed == "cancel":
        contracts.cancel(contract.pk, reason="退", actor=ops, now=NOW)
    elif deed == "assign":
        contracts.assign(contract.pk, owner_id=company[name].id, actor=ops, now=NOW)
    elif deed == "split":
        shares = [(company[name].id, amount), (company["lead1"].id, WHOLE - amount)]
        services.put_shares("contract", id=contract.pk, shares=shares, reason="合作", actor=ops, now=NOW)


@pytest.mark.django_db
@given(deeds)
@settings(max_examples=8, deadline=None)
def test_a_quarter_lived_at_random_is_in_the_ledger_to_the_cent(
    told: list[tuple[str, int, int, date]],
) -> None:
    with transaction.atomic():
        company = make_company()
        frozen: dict[int, dict[Any, int]] = {}
        for deed, who, amount, day in told:
            do(company, deed, who, amount, day)
            now = {code: reached(company, code) for code in ("signed", "received", "contracts")}
            for month, before in frozen.items():
                assert {place: sum_ for place, sum_ in _flat(now).items() if place[2] == month} == before
            if deed == "close":
                frozen = {
                    month: {place: sum_ for place, sum_ in _flat(now).items() if place[2] == month}
                    for month in {*frozen, day.month}
                    if month < NOW.month
                }
        _assert_sums()
        before = Entry.objects.count()
        assert services.credit_all(actor=SYSTEM, now=NOW) == 0
        assert Entry.objects.count() == before
        services.tally(actor=SYSTEM, now=NOW)
        for code in ("signed", "received"):
            assert reached(company, code) == recounted(company, code)
        transaction.set_rollback(True)


def _flat(found: dict[str, Any]) -> dict[tuple[str, str, int], int]:
    return {(code, *place): sum_ for code, one in found.items() for place, sum_ in one.items()}


def _assert_sums() -> None:
    """Shares are all of a record; entries come to it."""
    for one in Share.objects.order_by().values("source_kind", "source_id").annotate(bp=Sum("bp")):
        assert one["bp"] == WHOLE
    for contract in Contract.objects.all():
        entries = Entry.objects.filter(source_kind="contract", source_id=contract.pk)
        in_force = contract.status in ("signed", "fulfilled")
        sums = entries.aggregate(amount=Sum("amount_minor"), pieces=Sum("pieces"))
        assert (sums["amount"] or 0) == (contract.amount_minor if in_force else 0)
        assert (sums["pieces"] or 0) == int(in_force)
    for receipt in Receipt.objects.all():
        entries = Entry.objects.filter(source_kind="receipt", source_id=receipt.pk)
        assert entries.aggregate(n=Sum("amount_minor"))["n"] == receipt.kept_minor
    assert not Tally.objects.filter(amount=0).exists()
