"""Copies of a world, made by the database: each a company's worth of records, no two of which are one person."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dabiao.core.events.models import Event, EventSubject
from dabiao.core.identity.models import IdentityKey
from dabiao.core.phones import keys
from dabiao.core.search.models import Entry
from dabiao.core.text import fold
from dabiao.demo.bulk.marks import COPIES, GAP, SIGN, SIGNS
from dabiao.demo.bulk.writing import write
from dabiao.demo.company import Size, found
from dabiao.demo.names import FIRST
from dabiao.demo.simulation.happenings import Arrived
from dabiao.demo.simulation.world import Spec, simulate
from dabiao.doctor import run
from dabiao.modules.activities.models import Activity
from dabiao.modules.contracts.models import Contract
from dabiao.modules.customers.models import Customer
from dabiao.modules.leads import services
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities.models import Opportunity

END = datetime(2026, 11, 27, 17, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
COUNTED = (Lead, Customer, Opportunity, Activity, Contract, Event, EventSubject, IdentityKey, Entry)


def counts() -> dict[str, int]:
    return {model._meta.db_table: model._default_manager.count() for model in COUNTED}


@pytest.mark.django_db
def test_three_copies_are_three_times_as_much_of_everything_and_the_doctor_finds_nothing() -> None:
    world = simulate(Spec(50, END))
    staff = found(world)
    before = counts()
    write(world.happenings, staff.people, copies=3, deliver_since=END)
    after = counts()
    assert Lead.objects.count() == 3 * sum(isinstance(one, Arrived) for one in world.happenings)
    once = {name: (after[name] - before[name]) / 3 for name in after}
    assert all(number == int(number) > 0 for number in once.values())
    # the index of a field, for a worker that never came
    assert [one.check for one in run()] == ["job.waiting"]


@pytest.mark.django_db
def test_no_mark_is_left_and_every_phone_can_be_dialled() -> None:
    world = simulate(Spec(40, END))
    write(world.happenings, found(world).people, copies=2, deliver_since=END)
    texts = [f"{one.name}{one.phone}{one.wechat}{one.email}{one.company}" for one in Lead.objects.all()]
    texts += [f"{one.number}{one.title}" for one in Contract.objects.all()]
    texts += [f"{one.data}{one.audience}" for one in Event.objects.all()]
    assert [one for one in texts if SIGN in one or str(GAP) in one] == []
    phones = list(Lead.objects.values_list("phone", flat=True))
    assert len(set(phones)) == len(phones)
    assert all(len(keys(phone)) == 1 for phone in phones)
    assert all(re.fullmatch(r"HT-\d{6}-\d{4,}", one.number) for one in Contract.objects.all())


@pytest.mark.django_db
def test_a_new_record_comes_after_the_copies() -> None:
    world = simulate(Spec(20, END))
    staff = found(world)
    write(world.happenings, staff.people, copies=2, deliver_since=END)

    last = Lead.objects.order_by("-pk").values_list("pk", flat=True)[0]
    made = services.receive(
        values={"name": "新来的", "phone": "13900001111"}, actor=staff.admin, now=END
    ).made
    assert made.pk > last


def test_signs_tell_copies_apart_and_begin_no_name() -> None:
    assert len(set(SIGNS)) >= COPIES
    assert all(fold(one) == one for one in (*SIGNS, SIGN))
    assert not set(FIRST) & {*SIGNS, SIGN}


@pytest.mark.parametrize(
    ("leads", "simulated", "copies"),
    [(1, 1, 1), (2_800, 2_800, 1), (20_000, 20_000, 1), (30_000, 15_000, 2), (1_000_000, 20_000, 50)],
)
def test_beyond_twenty_thousand_leads_the_database_copies(leads: int, simulated: int, copies: int) -> None:
    assert Size.of(leads) == Size(simulated, copies)
