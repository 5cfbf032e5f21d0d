"""Opportunities changing hands."""

import pytest

from dabiao.core.errors import Forbidden
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.worker import drain
from dabiao.modules.opportunities import queries, services
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.opportunities.tests.builders import an_opportunity, move, told
from dabiao.testing.people import NOW, Company


def test_an_assigned_deal_reaches_its_person_who_is_told_once(company: Company) -> None:
    deal, sales1b = an_opportunity(company["sales1"]), company["sales1b"]
    body = {"owner_id": sales1b.id}
    answer = company["lead1"].client.write("POST", f"/opportunities/{deal.pk}/assignments", body)
    assert (answer["owner_name"], answer["unit_id"], answer["version"]) == ("sales1b", company.team1.pk, 2)
    drain()
    drain()
    assert list(
        Notification.objects.values_list("user_id", "kind", "params", "subject_kind", "subject_id")
    ) == [(sales1b.id, "opportunity.assigned", {"title": "CRM 采购", "by": "lead1"}, "opportunity", deal.pk)]
    kind, data = told("customer", deal.customer_id)[-1]
    assert (kind, data["owner_name"], data["from_owner_name"]) == (
        "opportunity.assigned",
        "sales1b",
        "sales1",
    )


def test_assigning_to_the_owner_again_changes_nothing(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    services.assign(deal.pk, owner_id=company["sales1"].id, actor=company["lead1"].actor, now=NOW)
    assert (Opportunity.objects.get().version, len(told("opportunity", deal.pk))) == (1, 1)


def test_both_the_deal_and_the_person_must_be_in_reach(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    with pytest.raises(Forbidden, match="access.forbidden"):
        services.assign(deal.pk, owner_id=company["sales1b"].id, actor=company["sales1"].actor, now=NOW)
    with pytest.raises(Forbidden, match="person_out_of_reach"):
        services.assign(deal.pk, owner_id=company["sales2"].id, actor=company["lead1"].actor, now=NOW)


def test_a_departure_hands_open_and_closed_deals_to_the_successor(company: Company) -> None:
    sales1, heir = company["sales1"], company["sales1b"]
    won = an_opportunity(sales1, "甲")
    move(sales1, won, "won")
    an_opportunity(sales1, "乙", customer_id=won.customer_id)
    body = {"successor_id": heir.id, "left_on": "2026-03-31"}
    answer = company["ops"].client.write("POST", f"/employees/{sales1.id}/departures", body)
    assert {"kind": "opportunity", "count": 2} in answer["transferred"]
    assert (queries.holdings(sales1.id), queries.holdings(heir.id)) == (0, 2)
    kinds = [kind for kind, _ in told("opportunity", won.pk)]
    assert kinds == ["opportunity.created", "opportunity.won", "opportunity.assigned"]
    assert told("opportunity", won.pk)[1][1]["owner_id"] == sales1.id
    drain()
    assert not Notification.objects.filter(kind="opportunity.assigned").exists()
