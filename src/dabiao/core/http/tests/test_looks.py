"""Phones in full: counted per person and day, up to the cap of their roles."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection

from dabiao.core.access import services
from dabiao.core.access.models import LookingDay, Role
from dabiao.core.errors import TooMany
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.worker import drain
from dabiao.modules.leads.models import Lead
from dabiao.modules.org.models import Unit
from dabiao.testing.people import NOW, Company, Person, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield make_company()


def leads_of(person: Person, count: int) -> list[int]:
    made = [
        Lead(
            name=f"客户{n}",
            phone=f"+86138000{n:05d}",
            owner_id=person.id,
            unit_id=person.employee.unit_id,
            status="assigned",
            received_at=NOW,
            created_at=NOW,
            updated_at=NOW,
        )
        for n in range(count)
    ]
    return [lead.pk for lead in Lead.objects.bulk_create(made)]


def capped(cap: int | None, role: str = "salesperson") -> None:
    Role.objects.filter(code=role).update(reveals_per_day=cap)


def look(person: Person, lead: int) -> int:
    return int(person.client.send("POST", f"/leads/{lead}/reveals", {}).status_code)


def test_looking_stops_at_the_cap_and_the_same_record_again_is_free(company: Company) -> None:
    me = company["sales1"]
    leads = leads_of(me, 3)
    capped(2)
    assert [look(me, lead) for lead in (*leads, leads[0])] == [200, 200, 429, 200]
    problem = me.client.problem("POST", f"/leads/{leads[2]}/reveals", {})
    assert problem == (429, "access.looks_spent", None)


def test_tomorrow_is_a_new_day(company: Company) -> None:
    me = company["sales1"]
    leads = leads_of(me, 2)
    capped(1)
    assert [look(me, lead) for lead in leads] == [200, 429]
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert look(me, leads[1]) == 200


def test_without_a_cap_looks_are_counted_and_allowed(company: Company) -> None:
    me, ops = company["sales1"], company["ops"]
    capped(None)
    assert [look(me, lead) for lead in leads_of(me, 3)] == [200, 200, 200]
    assert ops.client.read(f"/users/{me.id}/looks") == {"looked": 3, "cap": None, "extra": 0}


def test_a_manager_allows_more_for_today(company: Company) -> None:
    me, ops = company["sales1"], company["ops"]
    leads = leads_of(me, 2)
    capped(1)
    assert [look(me, lead) for lead in leads] == [200, 429]
    found = ops.client.write("POST", f"/users/{me.id}/look-allowances", {"extra": 1})
    assert found == {"looked": 1, "cap": 2, "extra": 1}
    assert look(me, leads[1]) == 200


def test_whoever_leads_them_hears_of_the_cap_once(company: Company) -> None:
    me, leader = company["sales1"], company["lead1"]
    Unit.objects.filter(pk=me.employee.unit_id).update(leader_id=leader.id)
    leads = leads_of(me, 3)
    capped(1)
    assert [look(me, lead) for lead in leads] == [200, 429, 429]
    drain(NOW)
    told = Notification.objects.filter(kind="employee.looks_spent").values_list(
        "user_id", "subject_id", "params"
    )
    assert list(told) == [(leader.id, me.id, {"name": me.actor.name, "looked": 1})]


def test_the_most_generous_role_counts(company: Company) -> None:
    me = company["sales1"]
    capped(1)
    capped(None, "team_lead")
    Role.objects.get(code="team_lead").users.add(me.id)
    assert services.cap_of(me.id) is None
    capped(7, "team_lead")
    assert services.cap_of(me.id) == 7
    Role.objects.get(code="trainer").users.add(me.id)  # reveals nothing, so its lack of a cap says nothing
    assert services.cap_of(me.id) == 7


def test_the_cap_of_a_role_is_set_kept_and_lifted_over_the_api(company: Company) -> None:
    ops = company["ops"].client
    grants = Role.objects.get(code="salesperson").grants

    def save(**more: Any) -> int | None:
        ops.write("PUT", "/roles/salesperson", {"name": "", "permissions": grants, **more})
        return Role.objects.get(code="salesperson").reveals_per_day

    assert [save(reveals_per_day=5), save(), save(reveals_per_day=None)] == [5, 5, None]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time on SQLite")
@pytest.mark.django_db(transaction=True)
def test_many_looks_at_once_do_not_pass_the_cap(company: Company) -> None:
    me = company["sales1"]
    leads = leads_of(me, 12)
    capped(5)
    actor = me.actor

    def one(lead: int) -> bool:
        from dabiao.modules.leads import services as leads_services

        try:
            leads_services.reveal(lead, actor=actor, now=NOW)
        except TooMany:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(one, leads)) == 5
    assert LookingDay.objects.get(user_id=me.id).looked == 5
