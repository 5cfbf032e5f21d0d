"""Leads changing hands."""

import pytest

from dabiao.core.errors import Conflict
from dabiao.core.events.models import Event
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.worker import drain
from dabiao.modules.leads import services
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, Company, Person, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def pool_lead(company: Company, name: str = "池中") -> Lead:
    return services.receive(values={"name": name, "owner_id": None}, actor=company["ops"].actor, now=NOW).made


def own_lead(person: Person) -> Lead:
    return services.receive(values={"name": "自己的"}, actor=person.actor, now=NOW).made


def test_an_assigned_lead_reaches_its_person_who_is_told_once(company: Company) -> None:
    lead, sales1 = pool_lead(company), company["sales1"]
    company["ops"].client.write("POST", f"/leads/{lead.pk}/assignments", {"owner_id": sales1.id})
    drain()
    drain()
    lead.refresh_from_db()
    assert (lead.owner_id, lead.unit_id, lead.status, lead.version) == (
        sales1.id,
        company.team1.pk,
        "assigned",
        2,
    )
    assert list(Notification.objects.values_list("user_id", "kind", "subject_id")) == [
        (sales1.id, "lead.assigned", lead.pk)
    ]


def test_assigning_to_the_owner_again_changes_nothing(company: Company) -> None:
    lead = own_lead(company["sales1"])
    services.assign(lead.pk, owner_id=company["sales1"].id, actor=company["lead1"].actor, now=NOW)
    assert Lead.objects.get().version == 1
    assert not Event.objects.filter(kind="lead.assigned").exists()


def test_nobody_who_left_receives_a_lead(company: Company) -> None:
    lead, ops = pool_lead(company), company["ops"].client
    ops.write("POST", f"/employees/{company['sales2'].id}/departures", {"left_on": "2026-03-31"})
    body = {"owner_id": company["sales2"].id}
    assert ops.problem("POST", f"/leads/{lead.pk}/assignments", body) == (422, "org.not_working", "owner_id")


def test_a_team_lead_assigns_within_the_team_only(company: Company) -> None:
    lead = own_lead(company["sales1"])
    lead1 = company["lead1"].client
    lead1.write("POST", f"/leads/{lead.pk}/assignments", {"owner_id": company["sales1b"].id})
    body = {"owner_id": company["sales3"].id}
    assert lead1.problem("POST", f"/leads/{lead.pk}/assignments", body)[:2] == (
        403,
        "leads.person_out_of_reach",
    )


def test_the_second_to_claim_hears_that_it_is_taken(company: Company) -> None:
    lead = pool_lead(company)
    services.claim(lead.pk, actor=company["sales1"].actor, now=NOW)
    with pytest.raises(Conflict, match="leads.already_taken"):
        services.claim(lead.pk, actor=company["sales1b"].actor, now=NOW)
    assert Lead.objects.get().owner_id == company["sales1"].id


def test_claiming_twice_is_claiming_once(company: Company) -> None:
    lead = pool_lead(company)
    for _ in range(2):
        services.claim(lead.pk, actor=company["sales1"].actor, now=NOW)
    assert Event.objects.filter(kind="lead.claimed").count() == 1


def test_a_returned_lead_lies_in_the_pool_of_its_unit(company: Company) -> None:
    lead = own_lead(company["sales1"])
    company["sales1"].client.write("POST", f"/leads/{lead.pk}/returns", {"reason": "不在我的区域"})
    assert Lead.objects.values_list("owner_id", "unit_id", "status").get() == (None, company.team1.pk, "new")
    assert [row["id"] for row in company["sales1b"].client.read("/leads", pool=True)["items"]] == [lead.pk]
    assert company["sales3"].client.read("/leads", pool=True)["items"] == []


def test_an_unexpected_owner_stops_the_assignment(company: Company) -> None:
    lead = own_lead(company["sales1"])
    with pytest.raises(Conflict, match="leads.owner_changed"):
        services.assign(
            lead.pk,
            owner_id=company["sales1b"].id,
            expected_owner_id=None,
            actor=company["lead1"].actor,
            now=NOW,
        )


def test_a_departure_hands_all_leads_to_the_successor_and_keeps_their_ends(company: Company) -> None:
    live, dead = own_lead(company["sales1"]), own_lead(company["sales1"])
    services.invalidate(dead.pk, reason="spam", note="", actor=company["sales1"].actor, now=NOW)
    ops, path = company["ops"].client, f"/employees/{company['sales1'].id}"
    assert {row["kind"]: row["count"] for row in ops.read(f"{path}/holdings")["items"]}["lead"] == 2
    assert ops.problem("POST", f"{path}/departures", {"left_on": "2026-03-31"})[1] == "org.needs_successor"
    ops.write("POST", f"{path}/departures", {"left_on": "2026-03-31", "successor_id": company["sales2"].id})
    assert set(Lead.objects.values_list("pk", "owner_id", "unit_id", "status", "invalid_reason")) == {
        (live.pk, company["sales2"].id, company.team2.pk, "assigned", ""),
        (dead.pk, company["sales2"].id, company.team2.pk, "invalid", "spam"),
    }
