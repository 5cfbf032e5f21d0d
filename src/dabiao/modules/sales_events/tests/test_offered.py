"""Figures that reports fill in by themselves."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.core import figures
from dabiao.modules.sales_events import services
from dabiao.modules.sales_events.tests.world import DOOR, START, a_customer, an_event, invited
from dabiao.testing.people import NOW, Company

pytestmark = pytest.mark.django_db
CODES = ["event.invited", "event.attended"]


def asked(company: Company, *whose: Any, day: Any = NOW) -> dict[Any, int]:
    return figures.values(CODES, list(whose), (day.date(), day.date()), now=NOW)


def test_invited_and_attended_count_by_inviter_and_for_the_units_above(company: Company) -> None:
    event = an_event(company)
    first, _ = invited(
        event, company["lead1"], a_customer(company["sales1"], 1), a_customer(company["sales1b"], 2)
    )
    services.sign_in(event.pk, guest_id=first.pk, actor=company["lead1"].actor, now=DOOR)
    mine, team, south = ("user", company["sales1"].id), ("unit", company.team1.pk), ("unit", company.south.pk)
    assert asked(company, mine, team, south) == {("event.invited", mine): 1, ("event.invited", team): 2}
    assert asked(company, mine, team, day=START) == {("event.attended", mine): 1, ("event.attended", team): 1}
    assert asked(company, mine, day=NOW - timedelta(days=1)) == {}


def test_a_walk_in_and_a_cancelled_event_count_for_nobody(company: Company) -> None:
    event, other = an_event(company), an_event(company, name="第二场")
    services.walk_in(event.pk, phone="13800000000", name="路人", actor=company["lead1"].actor, now=DOOR)
    invited(other, company["lead1"], a_customer(company["sales1"], 2))
    services.move(other.pk, to="cancelled", reason="误建", actor=company["lead1"].actor, now=NOW)
    assert asked(company, ("unit", company.root.pk)) == {}


def test_one_person_costs_as_many_statements_as_all(company: Company) -> None:
    event = an_event(company)
    invited(event, company["lead1"], *(a_customer(company["sales1"], number) for number in (1, 2, 3)))
    everybody = [("user", person.id) for person in company.people.values()]
    counts = []
    for whose in (everybody[:1], everybody):
        with CaptureQueriesContext(connection) as caught:
            asked(company, *whose)
        counts.append(len(caught))
    assert counts[0] == counts[1]
