"""The lane beside others who write: it waits for nobody who may be waiting for it, and its time never goes back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from dabiao.core.actor import SYSTEM
from dabiao.modules.dispatch.models import Breach, Case, Decision, Seat, Stint
from dabiao.modules.dispatch.services import clocking, deciding, responding
from dabiao.modules.dispatch.tests.world import after, arrived, case_of, owner_of, policy, rule, run, stint_of
from dabiao.modules.org.models import Employee
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db(transaction=True)
ON_POSTGRESQL = pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time on SQLite")


@pytest.fixture
def company() -> Company:
    policy(clean_to_regain=1)
    made = make_company()
    made.team1.leader_id = made["lead1"].id
    made.team1.save()
    return made


@contextmanager
def being_changed(user_id: int) -> Iterator[None]:
    """Somebody else has the person's row, as a departure has it that waits for their leads."""
    held, over = Event(), Event()

    def change() -> None:
        try:
            with transaction.atomic():
                Employee.objects.select_for_update().get(pk=user_id)
                held.set()
                over.wait(20)
        finally:
            connection.close()

    thread = Thread(target=change)
    thread.start()
    assert held.wait(20)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '3s'")
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 0")
        over.set()
        thread.join(20)


def look_after(now: Any) -> list[Exception]:
    deciding.beat(actor=SYSTEM, now=now)
    report = deciding.decide_waiting(actor=SYSTEM, now=now)
    report += clocking.run_due(actor=SYSTEM, now=now)
    return report.errors


@ON_POSTGRESQL
def test_a_breach_of_somebody_who_is_just_leaving_waits_and_the_others_do_not(company: Company) -> None:
    rule(company, "sales1", "sales1b", "sales2")
    found = {owner_of(lead): lead for lead in _given(arrived(company, "甲"), arrived(company, "乙"))}
    (leaving, one), (staying, other) = sorted(found.items(), key=lambda pair: str(pair[0]))
    assert leaving is not None
    with being_changed(leaving):
        assert look_after(after(minutes=6)) == []
        assert (owner_of(one), case_of(one).attempts, stint_of(one).end) == (leaving, 0, "")
        assert list(Breach.objects.values_list("owner_id", flat=True)) == [staying]
        assert owner_of(other) not in (leaving, staying)
    assert look_after(after(minutes=6)) == []
    assert set(Breach.objects.values_list("owner_id", flat=True)) == {leaving, staying}


@ON_POSTGRESQL
def test_who_is_just_being_changed_is_passed_over_once(company: Company) -> None:
    rule(company, "sales1", "sales1b")
    with being_changed(company["sales1"].id):
        leads = [arrived(company, name) for name in "甲乙"]
        assert look_after(NOW) == []
        assert {owner_of(lead) for lead in leads} == {company["sales1b"].id}
    third = arrived(company, "丙", now=after(seconds=1))
    assert look_after(after(seconds=1)) == []
    assert owner_of(third) == company["sales1"].id


@ON_POSTGRESQL
def test_a_desk_of_somebody_who_is_just_being_changed_is_waited_for_in_the_next_round(
    company: Company,
) -> None:
    rule(company, "sales1", clock={"most_hops": 1})
    (lead,) = _given(arrived(company))
    with being_changed(company["lead1"].id):
        assert look_after(after(minutes=6)) == []
        assert (owner_of(lead), case_of(lead).state, case_of(lead).attempts) == (
            company["sales1"].id,
            "responding",
            0,
        )
    assert look_after(after(minutes=6)) == []
    assert (owner_of(lead), case_of(lead).state) == (company["lead1"].id, "desk")


@ON_POSTGRESQL
def test_an_answer_of_somebody_who_is_just_being_changed_counts_and_the_level_comes_with_the_next(
    company: Company,
) -> None:
    rule(company, "sales1")
    sales1 = company["sales1"]
    Employee.objects.filter(pk=sales1.id).update(level="C")
    first, second = _given(arrived(company, "甲"), arrived(company, "乙"))
    Seat.objects.update_or_create(pk=sales1.id, defaults={"demoted_on": NOW.date()})
    actor = sales1.actor
    with being_changed(sales1.id):
        responding.respond(first.pk, actor=actor, now=after(minutes=1))
        assert Seat.objects.values_list("clean_run", flat=True).get(pk=sales1.id) == 1
    responding.respond(second.pk, actor=actor, now=after(minutes=2))
    assert Employee.objects.values_list("level", flat=True).get(pk=sales1.id) == "B"


def test_a_worker_whose_time_is_behind_counts_in_the_hour_of_the_lane(company: Company) -> None:
    """Two workers at the full hour: one that looked at the clock before it, and comes after the other."""
    rule(company, "sales1", cap_hour=1, fallback="pool")
    ahead, behind = NOW.replace(hour=3), NOW.replace(hour=3) - timedelta(seconds=1)
    first, second = arrived(company, "甲", now=behind), arrived(company, "乙", now=behind)
    Case.objects.filter(lead=second).update(next_at=ahead + timedelta(hours=1))
    run(ahead)
    Case.objects.filter(lead=second).update(next_at=behind)
    run(behind)
    assert (owner_of(first), owner_of(second)) == (company["sales1"].id, None)
    assert list(Decision.objects.order_by("turn").values_list("at", "outcome")) == [
        (ahead, "given"),
        (ahead, "pooled"),
    ]
    assert (Seat.objects.get().hour, Seat.objects.get().hour_given) == (ahead, 1)


def test_a_gift_taken_back_takes_its_clock_along(company: Company) -> None:
    """The case follows the lead to whoever has it again, with a clock of their own."""
    rule(company, "sales1", "sales1b")
    (lead,) = _given(arrived(company))
    first, other = owner_of(lead), company["sales3"].id
    ops = company["ops"].client
    gone = ops.write("POST", f"/leads/{lead.pk}/assignments", {"owner_id": other})
    assert (case_of(lead).owner_id, case_of(lead).state) == (other, "responding")
    ops.write("POST", f"/bulk-edits/{gone['undo_id']}/undo")
    assert (owner_of(lead), case_of(lead).owner_id, case_of(lead).state) == (first, first, "responding")
    ends = Stint.objects.filter(lead_id=lead.pk).order_by("pk").values_list("user_id", "end")
    assert list(ends) == [(first, "moved"), (other, "moved"), (first, "")]


def test_a_claim_taken_back_leaves_the_lead_in_the_pool(company: Company) -> None:
    rule(company, "sales1", candidates={"people": []}, fallback="pool")
    lead = arrived(company)
    run()
    sales1 = company["sales1"].client
    claimed = sales1.write("POST", f"/leads/{lead.pk}/claims")
    assert case_of(lead).state == "responding"
    sales1.write("POST", f"/bulk-edits/{claimed['undo_id']}/undo")
    assert (owner_of(lead), case_of(lead).state, stint_of(lead).end) == (None, "closed", "returned")


def _given(*leads: Any) -> tuple[Any, ...]:
    run()
    return leads
