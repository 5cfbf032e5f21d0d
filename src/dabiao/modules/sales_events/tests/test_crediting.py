"""What was signed and received after an event is credited to one event, by rule or by hand."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.timers.worker import drain
from dabiao.modules.contracts import services as contracts
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.receivables import services as receivables
from dabiao.modules.sales_events import queries, rules, services
from dabiao.modules.sales_events.models import Deal, SalesEvent
from dabiao.modules.sales_events.queries.figures import by_inviter
from dabiao.modules.sales_events.rules import Span
from dabiao.modules.sales_events.tests.world import DOOR, START, a_customer, a_lead, an_event, invited
from dabiao.testing.people import NOW, Company

pytestmark = pytest.mark.django_db
DAY = START.date()


def attended(company: Company, event: SalesEvent, customer: Any) -> Any:
    (guest,) = invited(event, company["lead1"], customer)
    services.sign_in(event.pk, guest_id=guest.pk, actor=company["lead1"].actor, now=event.starts_at)
    return guest


def signed(company: Company, customer: Any, on: date, amount: int = 100_000, **facts: Any) -> Any:
    sales, at = company["sales1"].actor, NOW + timedelta(days=40)
    contract = contracts.create(
        title="年度服务", customer_id=customer.pk, amount_minor=amount, **facts, actor=sales, now=at
    )
    contracts.sign(contract.pk, signed_on=on, actor=sales, now=at)
    drain(at)
    return contract


def credited(event: SalesEvent) -> tuple[int, int, int]:
    figures = queries.numbers_of([event.pk])[event.pk]
    return figures.deals, figures.signed_minor, figures.received_minor


@pytest.mark.parametrize(("after", "counts"), [(-1, 0), (0, 1), (7, 1), (8, 0)])
def test_a_contract_counts_within_so_many_days_of_who_came(company: Company, after: int, counts: int) -> None:
    event, customer = an_event(company), a_customer(company["sales1"], 1)
    attended(company, event, customer)
    signed(company, customer, DAY + timedelta(days=after))
    assert credited(event)[0] == counts


def test_what_is_signed_in_another_currency_stands_beside_the_sums(company: Company) -> None:
    event, customer = an_event(company), a_customer(company["sales1"], 1)
    guest = attended(company, event, customer)
    signed(company, customer, DAY, 100_000)
    abroad = signed(company, customer, DAY, 70_000, currency="USD")
    assert credited(event) == (2, 100_000, 0)
    (inviter,) = by_inviter(event.pk)
    assert inviter["others"] == [{"currency": "USD", "signed_minor": 70_000, "received_minor": 0}]
    found = company["lead1"].client.read(f"/sales-events/{event.pk}/yield")["now"]
    assert (found["signed_minor"], found["others"]) == (100_000, inviter["others"])
    rows = company["lead1"].client.read(f"/sales-events/{event.pk}/deals")["items"]
    assert {(row["amount_minor"], row["currency"], row["counts"]) for row in rows} == {
        (100_000, "CNY", True),
        (70_000, "USD", True),
    }
    assert abroad.currency == "USD"
    begun = {"guest_id": guest.pk, "name": "海外采购", "amount_minor": 5_000, "currency": "USD"}
    made = company["lead1"].client.write("POST", f"/sales-events/{event.pk}/opportunities", begun)
    assert opportunities.visible_to(SYSTEM).get(pk=made["opportunity_id"]).currency == "USD"
    wrong = {**begun, "currency": "XXX"}
    refused = company["lead1"].client.problem("POST", f"/sales-events/{event.pk}/opportunities", wrong)
    assert (refused[0], refused[2]) == (422, "currency")


def test_a_contract_of_who_stayed_away_does_not_count(company: Company) -> None:
    event, customer = an_event(company), a_customer(company["sales1"], 1)
    invited(event, company["lead1"], customer)
    signed(company, customer, DAY)
    assert credited(event) == (0, 0, 0)


def test_who_signs_in_after_signing_counts_too(company: Company) -> None:
    event, customer = an_event(company), a_customer(company["sales1"], 1)
    signed(company, customer, DAY)
    attended(company, event, customer)
    drain(NOW + timedelta(days=41))
    assert credited(event) == (1, 100_000, 0)


def test_of_two_events_the_nearest_is_credited_and_no_other(company: Company) -> None:
    customer = a_customer(company["sales1"], 1)
    later = START + timedelta(days=3)
    first = an_event(company)
    second = an_event(company, name="第二场", starts_at=later, ends_at=later + timedelta(hours=2))
    attended(company, first, customer)
    attended(company, second, customer)
    signed(company, customer, DAY + timedelta(days=4))
    assert (credited(first)[0], credited(second)[0]) == (0, 1)


def test_a_receipt_counts_less_what_was_refunded(company: Company) -> None:
    event, customer = an_event(company), a_customer(company["sales1"], 1)
    attended(company, event, customer)
    contract = signed(company, customer, DAY)
    at, finance = NOW + timedelta(days=41), company["finance"].actor
    receipt = receivables.receive(
        contract_id=contract.pk, received_on=DAY, amount_minor=60_000, method="bank", actor=finance, now=at
    )
    drain(at)
    assert credited(event) == (1, 100_000, 60_000)
    receivables.refund(receipt.pk, amount_minor=10_000, refunded_on=DAY, reason="多付", actor=finance, now=at)
    assert credited(event) == (1, 100_000, 50_000)


def test_a_cancelled_contract_no_longer_counts(company: Company) -> None:
    event, customer = an_event(company), a_customer(company["sales1"], 1)
    attended(company, event, customer)
    contract = signed(company, customer, DAY)
    contracts.cancel(contract.pk, reason="反悔", actor=company["lead1"].actor, now=NOW + timedelta(days=41))
    drain(NOW + timedelta(days=41))
    assert credited(event) == (0, 0, 0)
    assert not Deal.objects.exists()


def test_a_hand_moves_a_contract_with_a_reason_and_no_rule_takes_it_back(company: Company) -> None:
    customer, lead = a_customer(company["sales1"], 1), company["lead1"].actor
    event, other = an_event(company), an_event(company, name="第二场")
    attended(company, event, customer)
    contract = signed(company, customer, DAY)
    with pytest.raises(Invalid) as refused:
        services.link(other.pk, kind="contract", ref_id=contract.pk, actor=lead, now=DOOR)
    assert (refused.value.code, refused.value.field) == ("sales_events.needs_reason", "reason")
    services.link(other.pk, kind="contract", ref_id=contract.pk, reason="会上签的", actor=lead, now=DOOR)
    services.settle([customer.pk], actor=lead, now=DOOR)
    assert (credited(event)[0], credited(other)[0]) == (0, 1)
    deal = Deal.objects.get()
    services.unlink(deal.pk, event_id=other.pk, actor=lead, now=DOOR)
    assert (credited(event)[0], credited(other)[0]) == (1, 0)
    with pytest.raises(Conflict) as by_rule:
        services.unlink(Deal.objects.get().pk, event_id=event.pk, actor=lead, now=DOOR)
    assert by_rule.value.code == "sales_events.linked_by_rule"


def test_a_record_out_of_sight_cannot_be_credited(company: Company) -> None:
    event = an_event(company)
    contract = contracts.create(
        title="外区",
        customer_id=a_customer(company["sales3"], 7).pk,
        amount_minor=1,
        actor=company["sales3"].actor,
        now=NOW,
    )
    with pytest.raises(Invalid) as refused:
        services.link(event.pk, kind="contract", ref_id=contract.pk, actor=company["lead1"].actor, now=NOW)
    assert refused.value.code == "core.not_found_here"


def test_a_cancelled_event_gives_its_deals_back(company: Company) -> None:
    customer, lead = a_customer(company["sales1"], 1), company["lead1"].actor
    first = an_event(company)
    second = an_event(
        company, name="第二场", starts_at=START + timedelta(hours=1), ends_at=START + timedelta(hours=4)
    )
    (guest,) = invited(second, company["lead1"], customer)
    attended(company, first, customer)
    SalesEvent.objects.filter(pk=second.pk).update(state="open")
    services.sign_in(second.pk, guest_id=guest.pk, actor=lead, now=START)
    signed(company, customer, DAY)
    assert (credited(first)[0], credited(second)[0]) == (0, 1)
    SalesEvent.objects.filter(pk=second.pk).update(state="open")
    services.move(second.pk, to="cancelled", reason="误建", actor=lead, now=DOOR)
    assert (credited(first)[0], credited(second)[0]) == (1, 0)


def test_a_deal_begun_with_a_lead_makes_a_customer_of_it(company: Company) -> None:
    event, sales = an_event(company), company["sales1"]
    (guest,) = invited(event, company["lead1"], a_lead(sales, 3))
    begun = services.Begun(name="现场意向", amount_minor=500_000)
    services.create_opportunity(event.pk, guest_id=guest.pk, begun=begun, actor=sales.actor, now=DOOR)
    (shown,) = queries.deals(event.pk, actor=sales.actor)
    assert (shown["kind"], shown["title"], shown["linked_by"]) == ("opportunity", "现场意向", "hand")
    (foreign,) = queries.deals(event.pk, actor=company["ops"].actor)
    assert foreign["guest_name"] == guest.name


def test_yield_is_counted_by_piece_and_by_inviter(company: Company) -> None:
    event, customer = an_event(company, goal_attended=4), a_customer(company["sales1"], 1)
    attended(company, event, customer)
    services.add_cost(event.pk, item="place", amount_minor=20_000, actor=company["lead1"].actor, now=DOOR)
    signed(company, customer, DAY)
    shown = queries.figures(event.pk, actor=company["lead1"].actor)
    assert (shown["now"]["per_deal_minor"], shown["now"]["signed_return"]) == (20_000, 500)
    assert [(one["user_name"], one["deals"], one["signed_minor"]) for one in shown["inviters"]] == [
        ("sales1", 1, 100_000)
    ]


spans = st.lists(
    st.builds(
        lambda id, first, length, window: Span(
            id, id, date(2026, 1, 1) + timedelta(first), date(2026, 1, 1) + timedelta(first + length), window
        ),
        st.integers(1, 9),
        st.integers(0, 30),
        st.integers(0, 3),
        st.integers(0, 10),
    ),
    max_size=6,
    unique_by=lambda span: span.guest_id,
)


@given(spans=spans, after=st.integers(0, 50))
def test_the_nearest_fits_and_none_that_fits_is_nearer(spans: list[Span], after: int) -> None:
    day = date(2026, 1, 1) + timedelta(after)
    fitting = [span for span in spans if span.first_on <= day <= span.until]
    chosen = rules.nearest(spans, day)
    assert (chosen is None) == (not fitting)
    if chosen is not None:
        past = max(0, (day - chosen.last_on).days)
        assert chosen in fitting
        assert all(past <= max(0, (day - span.last_on).days) for span in fitting)
        assert chosen == rules.nearest(reversed(spans), day)


@given(cost=st.integers(0, 10**12), pieces=st.integers(0, 10**5))
def test_per_piece_is_rounded_to_the_nearest(cost: int, pieces: int) -> None:
    each = rules.per_piece(cost, pieces)
    assert each is None if pieces == 0 else abs(2 * (each or 0) * pieces - 2 * cost) <= pieces
