"""What happens to a contract between its draft and its end."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from dabiao.core.events.models import Event, EventSubject
from dabiao.modules.contracts import queries, services
from dabiao.modules.contracts.models import Contract
from dabiao.modules.contracts.tests.builders import (
    a_contract,
    a_customer,
    a_signed_contract,
    a_won_contract,
    an_opportunity,
)
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import Opportunity
from dabiao.testing.people import NOW, Company


def refusal(error: pytest.ExceptionInfo[DomainError]) -> tuple[str, str | None]:
    return error.value.code, error.value.field


def kinds(contract: Contract) -> list[str]:
    ids = EventSubject.objects.filter(kind="contract", object_id=contract.pk).values_list("event_id")
    return list(Event.objects.filter(pk__in=ids).order_by("pk").values_list("kind", flat=True))


def stage_of(opportunity_id: int | None) -> str:
    return Opportunity.objects.get(pk=opportunity_id).stage.kind


def test_a_draft_is_its_makers_own_and_numbered_by_rule(company: Company) -> None:
    contract = a_contract(company["sales1"])
    assert (contract.number, contract.status) == ("HT-202603-0001", "draft")
    assert (contract.owner_id, contract.unit_id) == (company["sales1"].id, company.team1.pk)


def test_numbers_run_through_the_month_for_the_whole_company(company: Company) -> None:
    customer = a_customer(company["sales1"])
    numbers = [a_contract(company["sales1"], customer_id=customer.pk).number for _ in range(2)]
    numbers.append(a_contract(company["sales3"]).number)
    numbers.append(a_contract(company["sales3"], now=datetime(2026, 4, 1, tzinfo=UTC)).number)
    assert numbers == ["HT-202603-0001", "HT-202603-0002", "HT-202603-0003", "HT-202604-0001"]


def test_the_month_of_a_number_is_the_companys_not_utc(company: Company) -> None:
    evening = datetime(2026, 3, 31, 17, 0, tzinfo=UTC)  # already April in Shanghai
    assert a_contract(company["sales1"], now=evening).number == "HT-202604-0001"


def test_the_rule_steps_over_numbers_given_by_hand(company: Company) -> None:
    given = a_contract(company["sales1"], number=" HT-202603-0001 ")
    assert given.number == "HT-202603-0001"
    assert a_contract(company["sales1"]).number == "HT-202603-0002"


def test_a_number_is_given_once(company: Company) -> None:
    a_contract(company["sales3"], number="XS-7")
    with pytest.raises(Conflict) as refused:
        a_contract(company["sales1"], number="XS-7")
    assert refusal(refused) == ("contracts.number_taken", "number")


def test_a_refused_contract_uses_no_number_up(company: Company) -> None:
    with pytest.raises(Invalid):
        a_contract(company["sales1"], starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 1))
    assert a_contract(company["sales1"]).number == "HT-202603-0001"


def test_its_story_is_told_on_customer_and_opportunity_too(company: Company) -> None:
    contract = a_won_contract(company["sales1"])
    created = Event.objects.get(kind="contract.created")
    assert created.data == {
        "number": "HT-202603-0001",
        "title": "CRM 服务合同",
        "amount_minor": 900_000,
        "currency": "CNY",
    }
    subjects = EventSubject.objects.filter(event_id=created.pk).values_list("kind", "object_id")
    assert set(subjects) == {
        ("contract", contract.pk),
        ("customer", contract.customer_id),
        ("opportunity", contract.opportunity_id),
    }


def test_a_foreign_customer_is_as_good_as_none(company: Company) -> None:
    foreign = a_customer(company["sales3"])
    with pytest.raises(Invalid) as refused:
        a_contract(company["sales1"], customer_id=foreign.pk)
    assert refusal(refused) == ("core.not_found_here", "customer_id")


def test_a_foreign_opportunity_is_as_good_as_none(company: Company) -> None:
    foreign = an_opportunity(company["sales3"], a_customer(company["sales3"]))
    with pytest.raises(Invalid) as refused:
        a_contract(company["sales1"], opportunity_id=foreign.pk)
    assert refusal(refused) == ("core.not_found_here", "opportunity_id")


def test_the_opportunity_must_be_the_customers(company: Company) -> None:
    sales1 = company["sales1"]
    elsewhere = an_opportunity(sales1, a_customer(sales1, "别家"))
    with pytest.raises(Invalid) as refused:
        a_contract(sales1, opportunity_id=elsewhere.pk)
    assert refusal(refused) == ("contracts.opportunity_elsewhere", "opportunity_id")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"amount_minor": -1}, "money.not_positive"),
        ({"amount_minor": 10**15 + 1}, "money.too_large"),
        ({"currency": "XXX"}, "money.unknown_currency"),
        ({"title": ""}, "core.required"),
        ({"owner_id": 999_999}, "org.not_working"),
    ],
)
def test_bad_facts_are_refused_each_by_its_name(company: Company, facts: dict, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        a_contract(company["sales1"], **facts)
    assert refused.value.code == code


def test_a_salesperson_drafts_for_no_one_else(company: Company) -> None:
    with pytest.raises(Forbidden) as refused:
        a_contract(company["sales1"], owner_id=company["sales1b"].id)
    assert refusal(refused) == ("contracts.person_out_of_reach", "owner_id")


def test_a_lead_drafts_for_a_teammate_who_then_owns_it(company: Company) -> None:
    contract = a_contract(company["lead1"], owner_id=company["sales1"].id)
    assert contract.owner_id == company["sales1"].id
    assert kinds(contract) == ["contract.created", "contract.assigned"]


def test_signing_puts_it_in_force_and_wins_the_opportunity(company: Company) -> None:
    contract = a_won_contract(company["sales1"])
    assert (contract.status, contract.signed_on) == ("signed", date(2025, 1, 8))
    assert stage_of(contract.opportunity_id) == "won"
    assert kinds(contract) == ["contract.created", "contract.signed"]


def test_signing_without_an_opportunity_is_fine(company: Company) -> None:
    assert a_signed_contract(company["sales1"]).status == "signed"


def test_a_contract_is_signed_once(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    with pytest.raises(Conflict) as refused:
        services.sign(contract.pk, signed_on=NOW.date(), actor=company["sales1"].actor, now=NOW)
    assert refusal(refused) == ("contracts.not_draft", "status")


def test_today_is_the_companys_day(company: Company) -> None:
    evening = datetime(2026, 3, 18, 16, 30, tzinfo=UTC)  # the 19th in Shanghai
    contract = a_contract(company["sales1"])
    with pytest.raises(Invalid) as refused:
        services.sign(contract.pk, signed_on=date(2026, 3, 20), actor=company["sales1"].actor, now=evening)
    assert refusal(refused) == ("contracts.signed_in_future", "signed_on")
    signed = services.sign(
        contract.pk, signed_on=date(2026, 3, 19), actor=company["sales1"].actor, now=evening
    )
    assert signed.status == "signed"


def test_a_boss_reads_but_does_not_sign(company: Company) -> None:
    contract = a_contract(company["sales1"])
    with pytest.raises(Forbidden):
        services.sign(contract.pk, signed_on=NOW.date(), actor=company["boss"].actor, now=NOW)


def edit(contract: Contract, company: Company, who: str = "sales1", **changes: object) -> Contract:
    return services.edit(
        contract.pk,
        changes=changes,
        base=None,
        version=Contract.objects.get(pk=contract.pk).version,
        actor=company[who].actor,
        now=NOW,
    )


def test_a_draft_may_be_changed_whole(company: Company) -> None:
    sales1 = company["sales1"]
    contract = a_contract(sales1)
    other = a_customer(sales1, "别家")
    changed = edit(contract, company, amount_minor=5, customer_id=other.pk, number="XS-1", title="新")
    assert (changed.amount_minor, changed.customer_id, changed.number, changed.title) == (
        5,
        other.pk,
        "XS-1",
        "新",
    )
    assert changed.version == contract.version + 1
    assert Event.objects.get(kind="contract.edited").data["changes"]["amount_minor"] == [900_000, 5]


@pytest.mark.parametrize("field", ["amount_minor", "currency"])
def test_a_signature_fixes_the_amount(company: Company, field: str) -> None:
    contract = a_signed_contract(company["sales1"])
    with pytest.raises(Conflict) as refused:
        edit(contract, company, **{field: {"amount_minor": 1, "currency": "USD"}[field]})
    assert refusal(refused) == ("contracts.fixed_once_signed", field)


def test_a_signed_contract_keeps_its_opportunity(company: Company) -> None:
    contract = a_won_contract(company["sales1"])
    with pytest.raises(Conflict) as refused:
        edit(contract, company, opportunity_id=None)
    assert refusal(refused) == ("contracts.fixed_once_signed", "opportunity_id")


def test_linking_a_signed_contract_wins_the_opportunity(company: Company) -> None:
    sales1 = company["sales1"]
    contract = a_signed_contract(sales1)
    opportunity = opportunities.create(
        name="补录", customer_id=contract.customer_id, amount_minor=1, actor=sales1.actor, now=NOW
    )
    edit(contract, company, opportunity_id=opportunity.pk)
    assert stage_of(opportunity.pk) == "won"


def test_linking_a_draft_wins_nothing_yet(company: Company) -> None:
    sales1 = company["sales1"]
    contract = a_contract(sales1)
    opportunity = opportunities.create(
        name="补录", customer_id=contract.customer_id, amount_minor=1, actor=sales1.actor, now=NOW
    )
    edit(contract, company, opportunity_id=opportunity.pk)
    assert stage_of(opportunity.pk) == "open"


def test_another_customer_does_not_fit_the_opportunity(company: Company) -> None:
    sales1 = company["sales1"]
    customer = a_customer(sales1)
    contract = a_contract(sales1, customer_id=customer.pk, opportunity_id=an_opportunity(sales1, customer).pk)
    with pytest.raises(Invalid) as refused:
        edit(contract, company, customer_id=a_customer(sales1, "别家").pk)
    assert refused.value.code == "contracts.opportunity_elsewhere"


def test_an_edit_that_changes_nothing_leaves_no_trace(company: Company) -> None:
    contract = a_contract(company["sales1"])
    edit(contract, company, title=contract.title)
    assert kinds(contract) == ["contract.created"]


def test_cancelling_says_why_and_is_the_end(company: Company) -> None:
    contract = a_signed_contract(company["lead1"])
    cancelled = services.cancel(contract.pk, reason=" 预算取消 ", actor=company["lead1"].actor, now=NOW)
    assert (cancelled.status, cancelled.cancel_reason) == ("cancelled", "预算取消")
    with pytest.raises(Conflict) as refused:
        services.cancel(contract.pk, reason="again", actor=company["lead1"].actor, now=NOW)
    assert refused.value.code == "contracts.is_cancelled"
    with pytest.raises(Conflict) as refused:
        edit(contract, company, "lead1", title="x")
    assert refused.value.code == "contracts.is_cancelled"


def test_a_contract_that_keeps_money_is_not_cancelled(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    services.set_received(contract.pk, received_minor=1_234_567, actor=SYSTEM, now=NOW)
    with pytest.raises(Conflict) as refused:
        services.cancel(contract.pk, reason="x", actor=company["lead1"].actor, now=NOW)
    assert refused.value.code == "contracts.money_kept"
    assert refused.value.params == {"kept": "12,345.67", "currency": "CNY"}


def test_the_money_fulfils_it_once_and_a_refund_takes_it_back(company: Company) -> None:
    contract = a_signed_contract(company["sales1"])
    for received, status in [
        (899_999, "signed"),
        (900_000, "fulfilled"),
        (950_000, "fulfilled"),
        (10, "signed"),
    ]:
        after = services.set_received(contract.pk, received_minor=received, actor=SYSTEM, now=NOW)
        assert (after.status, after.received_minor) == (status, received)
    assert kinds(contract) == ["contract.created", "contract.signed", "contract.fulfilled"]


def test_a_contract_is_given_within_reach_only(company: Company) -> None:
    contract = a_contract(company["sales1"])
    lead1 = company["lead1"].actor
    given = services.assign(contract.pk, owner_id=company["sales1b"].id, actor=lead1, now=NOW)
    assert (given.owner_id, given.version) == (company["sales1b"].id, 2)
    with pytest.raises(Forbidden) as refused:
        services.assign(contract.pk, owner_id=company["sales3"].id, actor=lead1, now=NOW)
    assert refusal(refused) == ("contracts.person_out_of_reach", "owner_id")
    with pytest.raises(NotFound):
        services.assign(contract.pk, owner_id=company["sales2"].id, actor=company["sales2"].actor, now=NOW)


def test_giving_it_to_its_owner_changes_nothing(company: Company) -> None:
    contract = a_contract(company["sales1"])
    services.assign(contract.pk, owner_id=company["sales1"].id, actor=company["lead1"].actor, now=NOW)
    assert kinds(contract) == ["contract.created"]


def test_a_handover_moves_all_live_contracts_and_tells_both_sides(company: Company) -> None:
    sales1, sales2 = company["sales1"], company["sales2"]
    live = [a_contract(sales1), a_signed_contract(sales1)]
    ended = a_contract(sales1)
    services.cancel(ended.pk, reason="x", actor=company["lead1"].actor, now=NOW)
    assert queries.holdings(sales1.id) == 2
    moved = services.transfer(sales1.id, to_user_id=sales2.id, actor=company["ops"].actor, now=NOW)
    assert moved == 2
    assert queries.holdings(sales1.id) == 0
    found = Contract.objects.filter(pk__in=[one.pk for one in live])
    assert set(found.values_list("owner_id", "unit_id")) == {(sales2.id, company.team2.pk)}
    audience = Event.objects.filter(kind="contract.assigned").first().audience[0]
    assert audience["owner_ids"] == [sales1.id, sales2.id]
    assert services.transfer(sales1.id, to_user_id=sales2.id, actor=company["ops"].actor, now=NOW) == 0


def test_signed_contracts_are_counted_by_day_and_currency(company: Company) -> None:
    sales1 = company["sales1"]
    day = date(2025, 1, 8)
    a_signed_contract(sales1, amount_minor=100)
    a_signed_contract(sales1, amount_minor=30)
    a_signed_contract(sales1, amount_minor=7, currency="USD")
    a_contract(sales1, amount_minor=1_000)
    a_signed_contract(company["sales3"], amount_minor=5_000)
    found = queries.signed_between(day, day, actor=sales1.actor)
    assert (found.count, found.amount_minor) == (2, 130)
    everyone = queries.signed_between(day, day, unit_id=company.east.pk, actor=company["ops"].actor)
    assert (everyone.count, everyone.amount_minor) == (2, 130)
    nobody = queries.signed_between(day + timedelta(days=1), day + timedelta(days=9), actor=sales1.actor)
    assert (nobody.count, nobody.amount_minor) == (0, 0)
