"""A gift by hand that is taken back: on the desk by a press on the toast."""

from collections.abc import Iterator

import pytest
import time_machine

from dabiao.modules.dispatch.models import Stint
from dabiao.modules.dispatch.tests import world
from dabiao.modules.leads.models import Lead
from dabiao.modules.org import services as org
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_that_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def company(db: None) -> Company:
    return make_company()


def given_and_taken_back(company: Company, lead: Lead, to: str) -> None:
    client = company["lead1"].client
    undo = client.write("POST", f"/leads/{lead.pk}/assignments", {"owner_id": company[to].id})["undo_id"]
    assert (world.owner_of(lead), world.case_of(lead).owner_id) == (company[to].id, company[to].id)
    client.write("POST", f"/bulk-edits/{undo}/undo")


def test_who_had_the_lead_has_it_again_with_a_clock_of_their_own(company: Company) -> None:
    world.policy()
    world.rule(company, "sales1")
    lead = world.arrived(company)
    world.run()
    given_and_taken_back(company, lead, "sales1b")
    case, me = world.case_of(lead), company["sales1"].id
    assert (world.owner_of(lead), case.owner_id, case.state) == (me, me, "responding")
    turns = Stint.objects.filter(lead_id=lead.pk).order_by("pk")
    assert [(one.user_id, one.end) for one in turns] == [
        (me, "moved"),
        (company["sales1b"].id, "moved"),
        (me, ""),
    ]


def test_what_waited_for_the_rules_waits_again_and_is_given_by_them(company: Company) -> None:
    def duty(on: bool) -> None:
        org.switch_duty(company["sales1"].id, on_duty=on, actor=company["lead1"].actor, now=NOW)

    world.policy()
    world.rule(company, "sales1")
    duty(False)
    lead = world.arrived(company)
    world.run()
    given_and_taken_back(company, lead, "sales1b")
    case = world.case_of(lead)
    assert (world.owner_of(lead), case.owner_id, case.state, case.stint_id) == (None, None, "waiting", None)
    duty(True)
    world.run()
    assert world.owner_of(lead) == company["sales1"].id


def test_what_lay_in_the_pool_lies_there_again(company: Company) -> None:
    world.policy()
    world.rule(company, "sales1")
    lead = world.arrived(company, for_dispatch=False)
    given_and_taken_back(company, lead, "sales1b")
    world.run()
    assert (world.owner_of(lead), world.case_of(lead).state) == (None, "closed")
