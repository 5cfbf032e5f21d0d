"""Debriefs are asked for when deals close, and withdrawn where these are opened again."""

from typing import Any

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import DomainError
from dabiao.modules.activities.models import Task
from dabiao.modules.debriefs import queries, services
from dabiao.modules.debriefs.models import Debrief
from dabiao.modules.debriefs.tests.world import RIVAL, a_debrief, lost, settled, won, written
from dabiao.modules.opportunities.tests.builders import an_opportunity, move
from dabiao.testing.people import NOW, Company

pytestmark = pytest.mark.django_db


def terms(company: Company, **changes: Any) -> None:
    version = queries.policy().version
    services.edit_policy(changes=changes, version=version, actor=company["ops"].actor, now=NOW)


def test_a_lost_deal_asks_its_owner_for_a_debrief_by_a_task(company: Company) -> None:
    deal = lost(company["sales1"])
    settled()
    debrief = Debrief.objects.get()
    assert (debrief.opportunity_id, debrief.owner_id) == (deal.pk, company["sales1"].id)
    assert debrief.competitor is not None
    assert debrief.competitor.name == RIVAL
    task = Task.objects.get()
    assert (task.owner_id, task.due_on, task.about_id) == (company["sales1"].id, debrief.due_on, deal.pk)
    assert services.open_after(deal.pk, actor=SYSTEM, now=NOW) == debrief
    assert Task.objects.count() == 1


def test_the_policy_says_which_and_whom(company: Company) -> None:
    terms(company, losses=False, win_share=0, from_minor=500_000, asked="lead")
    lost(company["sales1"])
    won(company["sales1"])
    large = won(company["sales1"], amount_minor=500_000)
    settled()
    debrief = Debrief.objects.get()
    assert debrief.opportunity_id == large.pk
    leader = company["lead1"].id
    assert debrief.owner_id in (leader, company["sales1"].id)
    terms(company, active=False)
    lost(company["sales1"], amount_minor=900_000)
    settled()
    assert Debrief.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"win_share": 101}, "win_share"), ({"due_days": 0}, "due_days"), ({"asked": "boss"}, "asked")],
)
def test_a_policy_that_makes_no_sense_is_refused(
    company: Company, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        terms(company, **changes)
    assert refused.value.field == field


def test_a_deal_that_goes_on_takes_back_what_nobody_wrote(company: Company) -> None:
    deal = lost(company["sales1"])
    settled()
    move(company["sales1"], deal, "interested")
    settled()
    assert Debrief.objects.get().state == "withdrawn"
    assert Task.objects.filter(removed_at=None).count() == 0
    assert company["sales1"].client.read("/debriefs")["items"] == []
    move(company["sales1"], deal, "lost", reason="预算取消")
    settled()
    assert Debrief.objects.get().state == "open"
    assert Task.objects.filter(removed_at=None).count() == 1


def test_what_was_written_stays_when_the_deal_goes_on(company: Company) -> None:
    debrief = a_debrief(company["sales1"])
    written(company["sales1"], debrief)
    services.reopen(debrief.pk, actor=company["sales1"].actor, now=NOW)
    move(company["sales1"], debrief.opportunity, "interested")
    settled()
    debrief.refresh_from_db()
    assert debrief.state == "open"


def test_one_may_begin_a_debrief_oneself_and_only_of_a_closed_deal_in_reach(company: Company) -> None:
    terms(company, active=False)
    deal, running = lost(company["sales1"]), an_opportunity(company["sales1"])
    client = company["sales1"].client
    made = client.write("POST", "/debriefs", {"opportunity_id": deal.pk})
    assert client.write("POST", "/debriefs", {"opportunity_id": deal.pk})["id"] == made["id"]
    assert client.problem("POST", "/debriefs", {"opportunity_id": running.pk})[1] == "debriefs.still_open"
    foreign = company["sales3"].client.problem("POST", "/debriefs", {"opportunity_id": deal.pk})
    assert foreign == (422, "core.not_found_here", "opportunity_id")


def test_what_a_leaver_still_has_to_write_goes_to_a_successor(company: Company) -> None:
    debrief = a_debrief(company["sales1"])
    moved = services.transfer(
        company["sales1"].id, to_user_id=company["sales1b"].id, actor=company["ops"].actor, now=NOW
    )
    debrief.refresh_from_db()
    assert (moved, debrief.owner_id) == (1, company["sales1b"].id)
    assert queries.holdings(company["sales1"].id) == 0
