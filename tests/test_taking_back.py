"""What was done to one record is taken back as it was: given, claimed, returned, moved."""

from datetime import timedelta
from typing import Any

import pytest

from dabiao import doctor
from dabiao.core.bulk import services as bulk
from dabiao.core.bulk.models import BulkEdit
from dabiao.doctor.findings import Severity
from dabiao.modules.contracts.models import Contract
from dabiao.modules.contracts.tests.builders import a_contract
from dabiao.modules.customers.models import Customer
from dabiao.modules.customers.tests.builders import a_customer
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import Opportunity, Stage, StageEntry
from dabiao.modules.opportunities.tests.builders import an_opportunity, stage
from dabiao.testing.names import mobile
from dabiao.testing.people import NOW, Company, Person, make_company

pytestmark = pytest.mark.django_db
PLANNED = NOW + timedelta(days=2)


@pytest.fixture
def company() -> Company:
    return make_company()


def a_lead(company: Company, owner: str | None) -> Lead:
    facts = {"name": "王芳", "phone": mobile(1), "owner_id": owner and company[owner].id}
    lead = leads.receive(values=facts, actor=company["ops"].actor, now=NOW).made
    changes = {"next_contact_at": PLANNED} if owner else {"unit_id": company.team1.pk}
    Lead.objects.filter(pk=lead.pk).update(**changes)
    return Lead.objects.get(pk=lead.pk)


def held(row: Any) -> dict[str, Any]:
    """Every column but those that count changes."""
    now = type(row).objects.values().get(pk=row.pk)
    return {name: value for name, value in now.items() if name not in ("version", "updated_at")}


def undone(person: Person, answer: Any) -> list[tuple[str, list[str]]]:
    """What became of it, and what is kept."""
    said = person.client.write("POST", f"/bulk-edits/{answer['undo_id']}/undo")
    return [(row["outcome"], [one["code"] for one in row["kept"]]) for row in said["results"]]


def in_order() -> None:
    assert [one for one in doctor.run(now=NOW) if one.severity is Severity.ERROR] == []


def test_a_lead_given_by_mistake_goes_back_with_all_that_went_with_it(company: Company) -> None:
    lead = a_lead(company, "sales1")
    before, lead1 = held(lead), company["lead1"]
    answer = lead1.client.write("POST", f"/leads/{lead.pk}/assignments", {"owner_id": company["sales1b"].id})
    assert held(lead)["owner_id"] == company["sales1b"].id
    assert undone(lead1, answer) == [("undone", [])]
    assert held(lead) == before
    assert undone(lead1, answer) == [("undone", [])]
    again = lead1.client.write("POST", f"/leads/{lead.pk}/assignments", {"owner_id": company["sales1"].id})
    assert (again["undo_id"], BulkEdit.objects.count()) == (None, 1)
    in_order()


def test_a_claim_goes_back_into_the_pool_though_its_claimer_may_assign_nothing(company: Company) -> None:
    lead = a_lead(company, None)
    before, seller = held(lead), company["sales1"]
    answer = seller.client.write("POST", f"/leads/{lead.pk}/claims")
    assert (answer["owner_id"], undone(seller, answer), held(lead)) == (
        seller.id,
        [("undone", [])],
        before,
    )
    in_order()


def test_a_lead_returned_by_mistake_comes_back_with_its_plan(company: Company) -> None:
    lead = a_lead(company, "sales1")
    before, seller = held(lead), company["sales1"]
    answer = seller.client.write("POST", f"/leads/{lead.pk}/returns", {"reason": "不在我的区域"})
    assert (held(lead)["owner_id"], held(lead)["next_contact_at"]) == (None, None)
    assert (undone(seller, answer), held(lead)) == ([("undone", [])], before)


def test_a_returned_lead_that_somebody_claimed_stays_theirs_wholly(company: Company) -> None:
    lead = a_lead(company, "sales1")
    answer = company["sales1"].client.write("POST", f"/leads/{lead.pk}/returns", {"reason": "请假"})
    company["sales1b"].client.write("POST", f"/leads/{lead.pk}/claims")
    after = held(lead)
    assert undone(company["sales1"], answer) == [("kept", ["bulk.kept_changed"])]
    assert held(lead) == after


def test_nobody_takes_back_what_another_did(company: Company) -> None:
    lead = a_lead(company, None)
    answer = company["sales1"].client.write("POST", f"/leads/{lead.pk}/claims")
    refused = company["ops"].client.problem("POST", f"/bulk-edits/{answer['undo_id']}/undo")
    assert refused[:2] == (404, "core.not_found")


@pytest.mark.parametrize("to", ["won", "lost", "open"])
def test_a_deal_moved_by_mistake_is_back_in_its_stage_as_if_it_had_not_been_away(
    company: Company, to: str
) -> None:
    deal, seller = an_opportunity(company["sales1"]), company["sales1"]
    opportunities.add_rival(deal.pk, name="某厂", actor=seller.actor, now=NOW)
    Opportunity.objects.filter(pk=deal.pk).update(next_contact_at=PLANNED)
    before, stays = held(deal), list(StageEntry.objects.values("stage_id", "left_at"))
    target = Stage.objects.get(position=2) if to == "open" else stage(to)
    body = {"stage_id": target.pk, "expected_stage_id": deal.stage_id, "reason": "价格", "competitor": "对手"}
    answer = seller.client.write("POST", f"/opportunities/{deal.pk}/stage-moves", body)
    known = "某厂、对手" if to == "lost" else "某厂"
    assert (held(deal)["stage_id"], held(deal)["competitor"]) == (target.pk, known)
    assert (undone(seller, answer), held(deal)) == ([("undone", [])], before)
    assert list(StageEntry.objects.values("stage_id", "left_at")) == stays
    assert Customer.objects.get(pk=deal.customer_id).open_opportunity_count == 1
    in_order()


@pytest.mark.parametrize("plural", ["customers", "opportunities", "contracts"])
def test_every_kind_that_is_given_can_be_taken_back(company: Company, plural: str) -> None:
    make = {"customers": a_customer, "opportunities": an_opportunity, "contracts": a_contract}[plural]
    model = {"customers": Customer, "opportunities": Opportunity, "contracts": Contract}[plural]
    row = model.objects.get(pk=make(company["sales1"]).pk)  # type: ignore[operator]
    before, body = held(row), {"owner_id": company["sales1b"].id}
    answer = company["lead1"].client.write("POST", f"/{plural}/{row.pk}/assignments", body)
    assert held(row)["owner_id"] == company["sales1b"].id
    assert (undone(company["lead1"], answer), held(row)) == ([("undone", [])], before)


def test_a_refused_change_leaves_nothing_to_take_back(company: Company) -> None:
    lead = a_lead(company, "sales3")
    body = {"owner_id": company["sales1b"].id}
    assert company["lead1"].client.problem("POST", f"/leads/{lead.pk}/assignments", body)[0] == 404
    assert BulkEdit.objects.count() == 0
    assert timedelta(hours=1) == bulk.UNDO_WITHIN
