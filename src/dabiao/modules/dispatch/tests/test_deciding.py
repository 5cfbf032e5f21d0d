"""Arrivals are given to somebody by the first rule that means them, within every cap, and the ledger says why."""

import pytest

from dabiao.core.notifications.models import Notification
from dabiao.modules.dispatch.models import Case, Decision, Roster, Seat
from dabiao.modules.dispatch.rules.choosing import Lead as Asked
from dabiao.modules.dispatch.rules.choosing import from_data
from dabiao.modules.dispatch.tests.world import (
    after,
    arrived,
    case_of,
    owner_of,
    policy,
    rule,
    run,
    stint_of,
)
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.models import Lead
from dabiao.modules.org import services as org
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    policy()
    return make_company()


def test_an_arrival_is_given_and_its_clock_runs(company: Company) -> None:
    by = rule(company, "sales1")
    lead = arrived(company)
    assert case_of(lead).state == "waiting"
    run()
    case, stint, sales1 = case_of(lead), stint_of(lead), company["sales1"].id
    lead.refresh_from_db()
    assert (lead.owner_id, lead.unit_id, lead.status, lead.assigned_at) == (
        sales1,
        company.team1.pk,
        "assigned",
        NOW,
    )
    assert (case.state, case.rule_id, case.owner_id, case.stint_id) == ("responding", by.pk, sales1, stint.pk)
    assert (stint.warn_at, stint.due_at) == (after(minutes=3), after(minutes=5))
    assert (case.next_at, case.due_at) == (stint.warn_at, stint.due_at)
    decision = Decision.objects.get()
    assert (decision.kind, decision.outcome, decision.winner_id, decision.turn, decision.passed) == (
        "arrival",
        "given",
        sales1,
        1,
        [],
    )
    assert list(Notification.objects.values_list("user_id", "kind")) == [(sales1, "dispatch.lead_given")]


def test_without_a_rule_a_lead_lies_in_the_pool_as_before(company: Company) -> None:
    arrived(company)
    assert not Case.objects.exists()


def test_who_brings_a_lead_may_leave_it_in_the_pool(company: Company) -> None:
    rule(company, "sales1")
    lead = arrived(company, for_dispatch=False)
    run()
    assert (owner_of(lead), Case.objects.count()) == (None, 0)


def test_leads_that_have_an_owner_are_not_dispatched(company: Company) -> None:
    rule(company, "sales1")
    leads.receive(values={"name": "自己的"}, actor=company["sales1b"].actor, now=NOW)
    run()
    assert not Case.objects.exists()


def test_the_first_rule_that_means_the_lead_decides_and_the_ledger_names_those_before(
    company: Company,
) -> None:
    south = {"field": "region", "op": "is", "value": "华南"}
    first = rule(company, "sales3", name="华南", condition=south)
    rule(company, "sales1", name="其余")
    there, elsewhere = arrived(company, region="华南"), arrived(company, region="华东", name="李四")
    run()
    assert (owner_of(there), owner_of(elsewhere)) == (company["sales3"].id, company["sales1"].id)
    assert Decision.objects.get(lead_id=elsewhere.pk).passed == [[first.pk, "华南", "no_match"]]


def test_a_batch_goes_round_and_every_cap_holds(company: Company) -> None:
    rule(company, "sales1", "sales1b", cap_day=2, fallback="pool")
    found = [arrived(company, name=f"客{n}") for n in range(5)]
    run()
    owners = [owner_of(lead) for lead in found]
    assert sorted(map(str, owners)) == sorted(
        map(str, [company["sales1"].id, company["sales1b"].id] * 2 + [None])
    )
    assert dict(Seat.objects.values_list("user_id", "day_given")) == {
        company["sales1"].id: 2,
        company["sales1b"].id: 2,
    }
    assert Decision.objects.get(lead_id=found[owners.index(None)].pk).outcome == "pooled"


def test_who_is_off_duty_gets_nothing_and_the_lead_waits_until_somebody_comes(company: Company) -> None:
    rule(company, "sales1")
    ops, sales1 = company["ops"].actor, company["sales1"].id
    org.switch_duty(sales1, on_duty=False, actor=ops, now=NOW)
    lead = arrived(company)
    run()
    assert (owner_of(lead), case_of(lead).state, case_of(lead).why) == (None, "waiting", "off_duty")
    run(after(seconds=61))
    assert Decision.objects.count() == 1
    org.switch_duty(sales1, on_duty=True, actor=ops, now=after(seconds=62))
    run(after(seconds=62))
    assert owner_of(lead) == sales1


def test_who_waits_too_long_lies_on_the_leaders_desk(company: Company) -> None:
    rule(
        company,
        "sales1",
        candidates={"units": [company.team1.pk], "except": [company["lead1"].id]},
        wait_minutes=10,
    )
    for name in ("sales1", "sales1b"):
        org.switch_duty(company[name].id, on_duty=False, actor=company["ops"].actor, now=NOW)
    company.team1.leader_id = company["lead1"].id
    company.team1.save()
    lead = arrived(company)
    run()
    run(after(minutes=9))
    assert case_of(lead).state == "waiting"
    run(after(minutes=10, seconds=1))
    assert (owner_of(lead), case_of(lead).state) == (company["lead1"].id, "desk")
    told = Notification.objects.filter(user_id=company["lead1"].id).values_list("kind", flat=True)
    assert list(told) == ["dispatch.on_your_desk"]


def test_outside_hours_a_lead_waits_for_the_morning(company: Company) -> None:
    policy(working={"days": "all", "spans": [["09:00", "18:00"]]})
    rule(company, "sales1", hours="working")
    night = NOW.replace(hour=13)  # nine in the evening in Shanghai
    lead = arrived(company, now=night)
    run(night)
    assert (case_of(lead).why, case_of(lead).next_at) == ("hours", after(days=1, hours=-1))
    run(after(days=1, hours=-1))
    assert (owner_of(lead), stint_of(lead).due_at) == (
        company["sales1"].id,
        after(days=1, hours=-1, minutes=5),
    )


def test_given_at_night_by_a_rule_that_always_gives_the_clock_runs_in_the_morning(company: Company) -> None:
    policy(working={"days": "all", "spans": [["09:00", "18:00"]]})
    rule(company, "sales1")
    night = NOW.replace(hour=13)
    lead = arrived(company, now=night)
    run(night)
    assert stint_of(lead).due_at == after(days=1, hours=-1, minutes=5)


def test_a_pool_rule_puts_it_where_it_can_be_claimed(company: Company) -> None:
    rule(company, strategy="pool", pool_unit=company.south)
    lead = arrived(company)
    run()
    lead.refresh_from_db()
    assert (lead.owner_id, lead.unit_id, case_of(lead).state) == (None, company.south.pk, "closed")


def test_next_rule_where_nobody_is_free(company: Company) -> None:
    org.switch_duty(company["sales1"].id, on_duty=False, actor=company["ops"].actor, now=NOW)
    first = rule(company, "sales1", name="先", fallback="next")
    rule(company, "sales2", name="后")
    lead = arrived(company)
    run()
    assert owner_of(lead) == company["sales2"].id
    assert Decision.objects.get().passed == [[first.pk, "先", "off_duty"]]


def test_a_lead_claimed_while_it_waited_is_not_given_away_again(company: Company) -> None:
    rule(company, "sales1")
    org.switch_duty(company["sales1"].id, on_duty=False, actor=company["ops"].actor, now=NOW)
    lead = arrived(company)
    run()
    leads.claim(lead.pk, actor=company["sales2"].actor, now=after(minutes=1))
    org.switch_duty(company["sales1"].id, on_duty=True, actor=company["ops"].actor, now=after(minutes=2))
    run(after(minutes=2))
    assert (owner_of(lead), case_of(lead).state, case_of(lead).kind) == (
        company["sales2"].id,
        "responding",
        "claim",
    )


def test_the_rosters_and_the_ledger_give_every_winner_again(company: Company) -> None:
    rule(company, "sales1", "sales1b", "sales2", strategy="weighted", weights={"B": 2})
    for batch in range(3):
        for n in range(4):
            arrived(company, name=f"客{batch}-{n}", now=after(minutes=batch))
        run(after(minutes=batch))
    rosters = {one.first_turn: one.data for one in Roster.objects.all()}
    board, seen = None, 0
    for decision in Decision.objects.order_by("turn"):
        board = from_data(rosters[decision.turn]) if decision.turn in rosters else board
        assert board is not None
        assert decision.turn is not None
        assert decision.rule_id is not None
        choice = board.choose(
            decision.rule_id, Asked(tuple(decision.tags), frozenset(decision.excluded)), decision.turn
        )
        assert choice.winner == decision.winner_id
        board.gave(decision.rule_id, choice.winner or 0, decision.turn)
        seen += 1
    assert seen == 12


def test_a_case_that_cannot_be_decided_does_not_hold_up_the_others(company: Company) -> None:
    run()  # what happened when the company was made stirs who waits
    rule(
        company,
        "sales1",
        clock={"from a newer version": 1},
        condition={"field": "region", "op": "is", "value": "坏"},
    )
    rule(company, "sales1")
    bad, good = arrived(company, region="坏"), arrived(company, name="好的")
    with pytest.raises(ExceptionGroup):
        run()
    assert (owner_of(bad), owner_of(good)) == (None, company["sales1"].id)
    case = case_of(bad)
    assert (case.attempts, case.next_at) == (1, after(seconds=1))
    assert Lead.objects.count() == 2


def test_a_rule_that_names_people_only_has_their_leader(company: Company) -> None:
    company.team1.leader_id = company["lead1"].id
    company.team1.save()
    rule(company, "sales1", fallback="desk")
    org.switch_duty(company["sales1"].id, on_duty=False, actor=company["ops"].actor, now=NOW)
    lead = arrived(company)
    run()
    assert (owner_of(lead), case_of(lead).state) == (company["lead1"].id, "desk")
