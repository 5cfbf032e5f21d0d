"""The two clocks, exactly (D4, D5): warned, reassigned, demoted, escalated; answered, fed back; and who is spared."""

from datetime import datetime
from typing import Any

import pytest

from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.models import Event
from dabiao.core.notifications.models import Notification
from dabiao.modules.activities import services as activities
from dabiao.modules.dispatch.models import Breach, Case, Decision, Lane, Seat, Stint
from dabiao.modules.dispatch.services import responding
from dabiao.modules.dispatch.tests.world import after, arrived, case_of, owner_of, policy, rule, run, stint_of
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.models import Lead
from dabiao.modules.org import services as org
from dabiao.modules.org.models import Employee
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    policy()
    made = make_company()
    made.team1.leader_id = made["lead1"].id
    made.team1.save()
    return made


def read_by(user_id: int, now: datetime) -> None:
    """They look at everything they were told."""
    Notification.objects.filter(user_id=user_id, read_at=None).update(read_at=now)


def beat_until(minutes: int) -> None:
    """The lane is looked after all the time, as it is where a worker runs."""
    for n in range(minutes * 3):
        run(after(seconds=20 * n))


def given(company: Company, *names: str, **values: Any) -> Lead:
    rule(company, *names, **values)
    lead = arrived(company)
    run()
    return lead


def level_of(user_id: int) -> str:
    return Employee.objects.values_list("level", flat=True).get(pk=user_id)


def breached(company: Company, lead: Lead, user_id: int, *, start: int = 0) -> None:
    """The warning comes, is read, and nobody answers."""
    for n in range(start * 60, start * 60 + 181, 20):
        run(after(seconds=n))
    read_by(user_id, after(seconds=start * 60 + 190))
    for n in range(start * 60 + 200, start * 60 + 301, 20):
        run(after(seconds=n))


def test_the_warning_comes_at_three_minutes_and_rings(company: Company) -> None:
    lead = given(company, "sales1")
    run(after(seconds=179))
    assert stint_of(lead).warned_at is None
    run(after(seconds=180))
    assert (stint_of(lead).warned_at, case_of(lead).next_at) == (after(minutes=3), after(minutes=5))
    told = Notification.objects.get(kind="dispatch.clock_warning")
    assert (told.user_id, told.params, told.ring_until is not None) == (
        company["sales1"].id,
        {"title": "张三", "seconds": 120},
        True,
    )


def test_at_five_minutes_it_goes_on_and_the_slow_one_falls_a_level(company: Company) -> None:
    lead = given(company, "sales1", "sales1b")
    first = owner_of(lead)
    assert first is not None
    other = next(company[name].id for name in ("sales1", "sales1b") if company[name].id != first)
    breached(company, lead, first)
    lead.refresh_from_db()
    assert (lead.owner_id, level_of(first), level_of(other)) == (other, "C", "B")
    breach = Breach.objects.get()
    assert (
        breach.owner_id,
        breach.clock,
        breach.at,
        breach.level_before,
        breach.level_after,
        breach.waiver,
    ) == (
        first,
        "response",
        after(minutes=5),
        "B",
        "C",
        "",
    )
    assert [(one.user_id, one.end) for one in Stint.objects.order_by("pk")] == [
        (first, "breached"),
        (other, ""),
    ]
    assert (case_of(lead).hops, case_of(lead).due_at) == (1, after(minutes=10))
    assert Decision.objects.get(kind="breach").excluded == [first]
    kinds = set(Notification.objects.values_list("user_id", "kind"))
    assert kinds >= {
        (first, "dispatch.you_were_demoted"),
        (company["lead1"].id, "dispatch.somebody_was_late"),
        (other, "dispatch.lead_given"),
    }


def test_never_back_to_who_had_it_and_at_last_to_the_leader(company: Company) -> None:
    lead = given(company, "sales1", "sales1b")
    first = owner_of(lead) or 0
    breached(company, lead, first)
    second = owner_of(lead) or 0
    breached(company, lead, second, start=5)
    assert {first, second} == {company["sales1"].id, company["sales1b"].id}
    assert (owner_of(lead), case_of(lead).state, case_of(lead).next_at) == (company["lead1"].id, "desk", None)


def test_after_so_many_hops_it_goes_to_the_leader_though_others_are_free(company: Company) -> None:
    lead = given(company, "sales1", "sales1b", clock={"most_hops": 1})
    breached(company, lead, owner_of(lead) or 0)
    assert (owner_of(lead), case_of(lead).state) == (company["lead1"].id, "desk")


@pytest.mark.parametrize(
    ("spared", "waiver"),
    [
        ("unread", "not_delivered"),
        ("outage", "system_fault"),
        ("off_duty", "away"),
        ("switched_off", "switched_off"),
    ],
)
def test_who_is_spared(company: Company, spared: str, waiver: str) -> None:
    lead = given(company, "sales1", "sales1b", clock={"demote": spared != "switched_off"})
    first = owner_of(lead) or 0
    if spared == "outage":
        run(after(seconds=20))
        Notification.objects.update(read_at=after(seconds=30))
        run(after(minutes=5))
    else:
        beat_until(4)
        if spared != "unread":
            read_by(first, after(minutes=4))
        if spared == "off_duty":
            org.switch_duty(first, on_duty=False, actor=company["ops"].actor, now=after(minutes=4))
        for n in range(240, 301, 20):
            run(after(seconds=n))
    assert (Breach.objects.get().waiver, level_of(first)) == (waiver, "B")
    assert owner_of(lead) != first


def test_at_most_one_level_a_day_and_never_below_the_lowest(company: Company) -> None:
    lead = given(company, "sales1", "sales1b", "sales2")
    first = owner_of(lead) or 0
    Seat.objects.update_or_create(pk=first, defaults={"demoted_on": NOW.date()})
    breached(company, lead, first)
    second = owner_of(lead) or 0
    Employee.objects.filter(pk=second).update(level="D")
    breached(company, lead, second, start=5)
    assert list(Breach.objects.order_by("pk").values_list("waiver", flat=True)) == ["already_today", "lowest"]
    assert (level_of(first), level_of(second)) == ("B", "D")


def test_an_answer_stops_the_first_clock_and_starts_the_second(company: Company) -> None:
    lead = given(company, "sales1")
    responding.respond(lead.pk, actor=company["sales1"].actor, now=after(minutes=2))
    stint, case = stint_of(lead), case_of(lead)
    assert (stint.responded_at, stint.evidence, stint.feedback_due_at) == (
        after(minutes=2),
        "declared",
        after(minutes=22),
    )
    assert (case.state, case.next_at) == ("feedback", after(minutes=22))
    responding.respond(lead.pk, actor=company["sales1"].actor, now=after(minutes=4))
    assert stint_of(lead).responded_at == after(minutes=2)
    run(after(minutes=10))
    assert (owner_of(lead), Breach.objects.count()) == (company["sales1"].id, 0)


def test_feedback_ends_both_clocks_in_one_go(company: Company) -> None:
    lead = given(company, "sales1")
    responding.feed_back(
        lead.pk,
        method="call",
        result="interested",
        intent="high",
        content="要报价",
        next_contact_at=after(days=1),
        actor=company["sales1"].actor,
        now=after(minutes=4),
    )
    stint, case = stint_of(lead), case_of(lead)
    assert (stint.responded_at, stint.feedback_at, stint.intent, stint.end) == (
        after(minutes=4),
        after(minutes=4),
        "high",
        "clean",
    )
    assert (case.state, case.next_at) == ("closed", None)
    lead.refresh_from_db()
    assert (lead.status, lead.next_contact_at) == ("contacted", after(days=1))


def test_feedback_of_who_may_buy_names_the_next_contact(company: Company) -> None:
    lead = given(company, "sales1")
    with pytest.raises(Invalid) as refused:
        responding.feed_back(
            lead.pk,
            method="call",
            result="reached",
            intent="low",
            actor=company["sales1"].actor,
            now=after(minutes=1),
        )
    assert (refused.value.code, refused.value.field) == ("dispatch.next_contact_missing", "next_contact_at")
    assert case_of(lead).state == "responding"


def test_a_contact_written_down_is_an_answer_and_with_a_plan_it_is_feedback(company: Company) -> None:
    lead, sales1 = given(company, "sales1"), company["sales1"].actor
    facts = {
        "subject_kind": "lead",
        "subject_id": lead.pk,
        "method": "call",
        "purpose": "",
        "result": "no_answer",
    }
    activities.log(**facts, actor=sales1, now=after(minutes=1))
    assert case_of(lead).state == "feedback"
    activities.log(**facts, next_contact_at=after(days=1), actor=sales1, now=after(minutes=3))
    assert (case_of(lead).state, stint_of(lead).end) == ("closed", "clean")


def test_a_contact_from_before_it_was_given_stops_nothing(company: Company) -> None:
    lead = given(company, "sales1")
    activities.log(
        subject_kind="lead",
        subject_id=lead.pk,
        method="call",
        purpose="",
        result="reached",
        occurred_at=after(minutes=-1),
        actor=company["sales1"].actor,
        now=after(minutes=2),
    )
    assert case_of(lead).state == "responding"


def test_missing_feedback_is_told_first_to_them_and_then_to_their_leader(company: Company) -> None:
    lead = given(company, "sales1")
    responding.respond(lead.pk, actor=company["sales1"].actor, now=after(minutes=1))
    run(after(minutes=21))
    breach = Breach.objects.get()
    assert (breach.clock, breach.level_after, owner_of(lead)) == ("feedback", "", company["sales1"].id)
    run(after(minutes=31))
    run(after(minutes=60))
    told = list(
        Notification.objects.filter(kind__startswith="dispatch.feedback").values_list("user_id", "kind")
    )
    assert told == [
        (company["sales1"].id, "dispatch.feedback_owed"),
        (company["lead1"].id, "dispatch.feedback_missing"),
    ]
    assert Breach.objects.count() == 1


def test_only_whose_turn_it_is_can_answer(company: Company) -> None:
    lead = given(company, "sales1")
    with pytest.raises(Conflict) as refused:
        responding.respond(lead.pk, actor=company["lead1"].actor, now=after(minutes=1))
    assert refused.value.code == "dispatch.not_yours"
    responding.respond(lead.pk, actor=company["sales1"].actor, now=after(minutes=1))
    leads.give_back(lead.pk, reason="不合适", actor=company["sales1"].actor, now=after(minutes=2))
    assert (case_of(lead).state, stint_of(lead).end) == ("closed", "returned")


@pytest.mark.parametrize("how", ["invalidate", "qualify"])
def test_a_judgement_is_an_answer_and_a_feedback(company: Company, how: str) -> None:
    lead, sales1 = given(company, "sales1"), company["sales1"].actor
    if how == "invalidate":
        leads.invalidate(lead.pk, reason="spam", note="", actor=sales1, now=after(minutes=1))
    else:
        leads.qualify(lead.pk, actor=sales1, now=after(minutes=1))
    assert (case_of(lead).state, stint_of(lead).end) == ("closed", "clean")
    run(after(minutes=30))
    assert Breach.objects.count() == 0


def test_a_leader_who_gives_it_to_somebody_else_starts_a_clock_there(company: Company) -> None:
    lead = given(company, "sales1")
    leads.assign(lead.pk, owner_id=company["sales1b"].id, actor=company["lead1"].actor, now=after(minutes=4))
    assert [(one.user_id, one.end) for one in Stint.objects.order_by("pk")] == [
        (company["sales1"].id, "moved"),
        (company["sales1b"].id, ""),
    ]
    assert (case_of(lead).state, case_of(lead).due_at) == ("responding", after(minutes=9))
    decision = Decision.objects.get(kind="hand")
    assert (decision.winner_id, decision.loser_id, decision.by_name, decision.turn) == (
        company["sales1b"].id,
        company["sales1"].id,
        "lead1",
        None,
    )


def test_so_many_clean_answers_in_a_row_give_the_level_back(company: Company) -> None:
    policy(clean_to_regain=2)
    lead = given(company, "sales1", clock={"most_hops": 1})
    sales1 = company["sales1"].id
    breached(company, lead, sales1)
    assert level_of(sales1) == "C"
    for n in (10, 20):
        one = arrived(company, name=f"客{n}", now=after(minutes=n))
        run(after(minutes=n))
        responding.respond(one.pk, actor=company["sales1"].actor, now=after(minutes=n + 1))
    assert (level_of(sales1), Seat.objects.get(pk=sales1).clean_run) == ("B", 0)
    assert Event.objects.filter(kind="dispatch.level_regained").count() == 1


def test_everything_due_twice_at_once_is_done_once(company: Company) -> None:
    lead = given(company, "sales1", "sales1b")
    breached(company, lead, owner_of(lead) or 0)
    before = (
        Stint.objects.count(),
        Breach.objects.count(),
        Decision.objects.count(),
        Lane.objects.get().turn,
    )
    Case.objects.update(next_at=after(minutes=5))
    run(after(minutes=5))
    assert (
        Stint.objects.count(),
        Breach.objects.count(),
        Decision.objects.count(),
        Lane.objects.get().turn,
    ) == before
