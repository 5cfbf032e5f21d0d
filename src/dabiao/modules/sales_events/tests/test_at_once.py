"""Several doors and several hands at the same moment, each on a connection of their own, on both databases."""

from pathlib import Path

import pytest

from dabiao.core.errors import Conflict
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.leads.models import Lead
from dabiao.modules.sales_events import services
from dabiao.modules.sales_events.models import Guest
from dabiao.modules.sales_events.tests.world import DOOR, a_customer, an_event, invited
from dabiao.testing.names import mobile
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_doors_sign_a_guest_in_once(tmp_path: Path) -> None:
    company = make_company()
    event = an_event(company)
    (guest,) = invited(event, company["lead1"], a_customer(company["sales1"], 1))
    lead = company["lead1"].actor

    def scan() -> services.Arrival:
        return services.sign_in(event.pk, scanned=guest.token, actor=lead, now=DOOR)

    with real_database(tmp_path) as together:
        said = together(scan, scan, scan)
        assert sorted(one.again for one in said) == [False, True, True]


def test_a_walk_in_who_presses_twice_is_one_guest_and_one_lead(tmp_path: Path) -> None:
    company = make_company()
    event = an_event(company)

    def press() -> services.Arrival:
        return services.sign_oneself_in(
            event.pk, phone=mobile(7), name="王芳", actor=services.hand_of(event), now=DOOR
        )

    with real_database(tmp_path) as together:
        said = together(press, press, press)
        assert sorted(one.again for one in said) == [False, True, True]
        assert (Guest.objects.count(), Lead.objects.count()) == (1, 1)


def test_the_same_are_invited_once_by_whoever_invites_them(tmp_path: Path) -> None:
    company = make_company()
    event = an_event(company)
    ids = [a_customer(company["sales1"], number).pk for number in range(1, 6)]
    lead = company["lead1"].actor

    def invite() -> int:
        outcome = services.invite(event.pk, kind="customer", ids=ids, actor=lead, now=NOW)
        return sum(isinstance(one, Guest) for _, one in outcome)

    with real_database(tmp_path) as together:
        assert sorted(together(invite, invite, invite)) == [0, 0, 5]


def test_the_last_seats_are_given_once(tmp_path: Path) -> None:
    company = make_company()
    event = an_event(company, capacity=2)
    customers = [a_customer(company["sales1"], number) for number in range(1, 5)]
    guests = invited(event, company["lead1"], *customers)
    hand = services.hand_of(event)

    def accept(guest: Guest) -> Guest:
        return services.answer(guest.pk, going=True, actor=hand, now=NOW)

    with real_database(tmp_path) as together:
        said = together(*(lambda guest=guest: accept(guest) for guest in guests))
        assert sum(isinstance(one, Conflict) for one in said) == 2
        assert Guest.objects.filter(state="accepted").count() == 2


def test_nobody_slips_in_while_the_event_is_closed(tmp_path: Path) -> None:
    company = make_company()
    event = an_event(company, state="running")
    (guest,) = invited(event, company["lead1"], a_customer(company["sales1"], 1))
    lead = company["lead1"].actor
    with real_database(tmp_path) as together:
        together(
            lambda: services.move(event.pk, to="closed", actor=lead, now=DOOR),
            lambda: services.sign_in(event.pk, guest_id=guest.pk, actor=lead, now=DOOR),
        )
        event.refresh_from_db()
        guest.refresh_from_db()
        assert event.frozen["attended"] == (1 if guest.state == "attended" else 0)
        assert guest.state in ("attended", "absent")
