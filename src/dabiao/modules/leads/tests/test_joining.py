"""Who is known already joins the record there is: over the API, in batches, from files."""

from datetime import UTC, datetime
from typing import Any

import pytest

from dabiao.core.events import pump
from dabiao.core.identity import services as identity
from dabiao.core.identity.models import IdentityKey
from dabiao.core.notifications.models import Notification
from dabiao.modules.customers import services as customers
from dabiao.modules.leads import services
from dabiao.modules.leads.models import Enquiry, Lead
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
LATER = datetime(2100, 1, 1, tzinfo=UTC)  # requests are stamped with the real time
WANG = {"name": "王芳", "phone": "138 1234 5678", "email": "wf@example.com"}


@pytest.fixture
def company() -> Company:
    return make_company()


def lead_of(people: Company, who: str = "sales1", **facts: Any) -> int:
    made: int = people[who].client.write("POST", "/leads", {**WANG, **facts})["id"]
    return made


@pytest.mark.parametrize(
    "again", [{"phone": "+86 13812345678"}, {"wechat": "13812345678"}, {"email": "WF@Example.com"}]
)
def test_an_enquiry_by_any_key_joins_the_lead(company: Company, again: dict[str, str]) -> None:
    lead = lead_of(company)
    said = company["sales1"].client.send("POST", "/leads", {"name": "王小姐", "remark": "想再看看", **again})
    assert (said.status_code, said.json()) == (
        200,
        {"joined": True, "kind": "lead", "id": lead, "title": "王芳", "owner_name": "sales1"},
    )
    row = Lead.objects.get()
    assert (row.name, row.enquiry_count, row.last_enquired_at is not None) == ("王芳", 2, True)
    enquiry = Enquiry.objects.get()
    assert (enquiry.subject_id, enquiry.message, enquiry.values["name"]) == (lead, "想再看看", "王小姐")


def test_what_the_lead_did_not_know_is_taken_over_and_becomes_its_key(company: Company) -> None:
    lead = lead_of(company, email="")
    company["sales1"].client.write("POST", "/leads", {**WANG, "company": "云岚科技", "wechat": "wangfang88"})
    row = Lead.objects.get(pk=lead)
    assert (row.company, row.email, row.wechat) == ("云岚科技", "wf@example.com", "wangfang88")
    assert company["sales1"].client.send("POST", "/leads", {"wechat": "WangFang88"}).json()["id"] == lead


def test_a_handle_of_somebody_else_is_not_taken_over(company: Company) -> None:
    lead = lead_of(company, email="")
    other = lead_of(company, phone="13800000002")
    assert company["sales1"].client.send("POST", "/leads", WANG).json()["id"] == lead  # the phone decides
    assert (Lead.objects.get(pk=lead).email, Lead.objects.get(pk=other).enquiry_count) == ("", 1)


def test_of_two_leads_in_one_batch_one_gets_the_mail_that_both_bring(company: Company) -> None:
    first, second = lead_of(company, email=""), lead_of(company, phone="13800000002", email="")
    mail = "shared@example.com"
    items = [{"phone": "13812345678", "email": mail}, {"phone": "13800000002", "email": mail}]
    results = company["sales1"].client.write("POST", "/leads/batch", {"items": items})["results"]
    assert [(one["ok"], one["id"]) for one in results] == [(True, first), (True, second)]
    assert [Lead.objects.get(pk=id).email for id in (first, second)] == [mail, ""]


def test_whoever_may_not_see_the_record_learns_only_that_there_is_one(company: Company) -> None:
    lead_of(company, "sales3")
    said = company["sales1"].client.send("POST", "/leads", WANG)
    assert (said.status_code, said.json()) == (
        200,
        {"joined": True, "kind": "lead", "id": None, "title": None, "owner_name": "s***"},
    )


def test_the_owner_hears_of_it_once_and_finds_it_on_the_timeline(company: Company) -> None:
    lead = lead_of(company)
    company["agent"].client.write("POST", "/leads", {**WANG, "remark": "有预算了"})
    pump.deliver_due(LATER)
    pump.deliver_due(LATER)
    told = Notification.objects.filter(user_id=company["sales1"].id, kind="lead.enquired_again")
    assert [(one.subject_kind, one.subject_id, one.params["title"]) for one in told] == [
        ("lead", lead, "王芳")
    ]
    items = company["sales1"].client.read(f"/timeline/lead/{lead}")["items"]
    assert "lead.enquired_again" in [item["kind"] for item in items]
    (enquiry,) = company["sales1"].client.read(f"/leads/{lead}/enquiries")["items"]
    assert (enquiry["message"], enquiry["matched"], enquiry["values"]["phone"]) == (
        "有预算了",
        ["phone"],
        "138****5678",
    )


def test_nobody_is_told_of_what_they_entered_themselves(company: Company) -> None:
    lead_of(company)
    company["sales1"].client.write("POST", "/leads", WANG)
    pump.deliver_due(LATER)
    assert Notification.objects.count() == 0


def test_a_customer_who_asks_again_is_no_new_lead(company: Company) -> None:
    seller = company["sales1"]
    customer = customers.create(name="云岚科技", actor=seller.actor, now=NOW)
    customers.create_contact(
        customer_id=customer.pk, name="王芳", phone="13812345678", actor=seller.actor, now=NOW
    )
    said = company["agent"].client.send("POST", "/leads", WANG).json()
    assert (said["kind"], said["id"]) == ("customer", None)
    assert Lead.objects.count() == 0
    (enquiry,) = seller.client.read(f"/customers/{customer.pk}/enquiries")["items"]
    assert enquiry["matched"] == ["phone"]


def test_a_company_without_a_person_is_the_customer_of_that_name(company: Company) -> None:
    customer = customers.create(name="杭州雲嵐科技有限責任公司", actor=company["sales1"].actor, now=NOW)
    said = company["sales1"].client.send("POST", "/leads", {"company": "杭州云岚科技有限公司"}).json()
    assert (said["kind"], said["id"]) == ("customer", customer.pk)


def test_two_people_of_one_company_are_two_leads(company: Company) -> None:
    first, second = (
        lead_of(company, company="云岚"),
        lead_of(company, company="云岚", phone="13800000002", email=""),
    )
    assert first != second


def test_an_ended_lead_lets_go_and_takes_up_again_only_what_is_free(company: Company) -> None:
    seller = company["sales1"].client
    old = lead_of(company)
    seller.write("POST", f"/leads/{old}/invalidations", {"reason": "unreachable"})
    assert IdentityKey.objects.count() == 0
    new = lead_of(company)
    assert new != old
    body = {"owner_id": company["sales1"].id}
    assert company["lead1"].client.problem("POST", f"/leads/{old}/assignments", body) == (
        409,
        "identity.taken",
        "phone",
    )
    many = company["lead1"].client.write(
        "POST", "/leads/bulk-edits", {"rows": [{"id": old}, {"id": new}], "changes": body}
    )["results"]
    assert [(one["ok"], one.get("code")) for one in many] == [(False, "identity.taken"), (True, None)]
    assert set(IdentityKey.objects.values_list("holder_id", flat=True)) == {new}


def test_a_number_of_somebody_else_cannot_be_edited_in(company: Company) -> None:
    mine, _ = lead_of(company, phone="13800000002", email=""), lead_of(company, "sales3")
    changes = {"changes": {"phone": "13812345678"}, "base": {"phone": "138****0002"}}
    client = company["sales1"].client
    assert client.problem("PATCH", f"/leads/{mine}", changes) == (409, "identity.taken_elsewhere", "phone")
    assert Lead.objects.get(pk=mine).phone == "13800000002"


def test_the_keys_of_a_lead_become_those_of_its_customer(company: Company) -> None:
    lead = lead_of(company, company="云岚科技")
    made = company["sales1"].client.write(
        "POST", f"/leads/{lead}/conversions", {"opportunity_name": "采购", "amount_minor": 100}
    )
    held = set(IdentityKey.objects.values_list("kind", "holder_kind", "holder_id"))
    assert held == {(kind, "customer", made["customer_id"]) for kind in ("phone", "email", "name")}


def test_a_batch_tells_new_from_known_and_finds_twins_within_itself(company: Company) -> None:
    lead = lead_of(company)
    items = [
        {"name": "李强", "phone": "13900000001"},
        {"name": "王女士", "phone": "13812345678"},
        {"name": "小李", "phone": "139 0000 0001"},
        {"remark": "谁"},
    ]
    results = company["sales1"].client.write("POST", "/leads/batch", {"items": items})["results"]
    new = Lead.objects.exclude(pk=lead).get().pk
    assert [(one["ok"], one.get("joined"), one.get("id")) for one in results] == [
        (True, None, new),
        (True, True, lead),
        (True, True, new),
        (False, None, None),
    ]
    assert Lead.objects.get(pk=new).enquiry_count == 2


def test_a_shared_number_suggests_and_never_joins(company: Company) -> None:
    first = lead_of(company, email="")
    ops = company["ops"].client
    shared = ops.write(
        "POST", "/shared-keys", {"kind": "phone", "value": "138-1234-5678", "note": "园区总机"}
    )
    assert (shared["value"], shared["users"]) == ("+8613812345678", 1)
    second = lead_of(company, email="")
    assert second != first
    (one, other) = company["sales1"].client.write("POST", "/duplicates", {"phone": "13812345678"})["items"]
    assert {one["id"], other["id"]} == {first, second}
    assert (one["certainty"], one["matched"]) == ("shared", ["phone"])
    assert ops.problem("DELETE", f"/shared-keys/{shared['id']}") == (409, "identity.still_shared", "id")
    services.invalidate(second, reason="spam", note="", actor=company["sales1"].actor, now=NOW)
    ops.write("DELETE", f"/shared-keys/{shared['id']}")
    assert company["sales1"].client.send("POST", "/leads", {"phone": "13812345678"}).json()["id"] == first


def test_sharing_twice_changes_only_the_note(company: Company) -> None:
    ops = company["ops"].actor
    facts = {"kind": "phone", "value": "021-62345678", "actor": ops, "now": NOW}
    assert identity.share(**facts, note="总机").pk == identity.share(**facts, note="总机（二楼）").pk
    assert IdentityKey.objects.count() == 1


def test_typing_warns_of_what_is_there_and_masks_what_is_not_yours(company: Company) -> None:
    mine, _ = lead_of(company), lead_of(company, "sales3", phone="13800000002", email="")
    ask = company["sales1"].client
    assert ask.write("POST", "/duplicates", {"phone": "13812345678"})["items"] == [
        {
            "kind": "lead",
            "id": mine,
            "title": "王芳",
            "owner_name": "sales1",
            "certainty": "same",
            "matched": ["phone"],
            "reasons": [],
        }
    ]
    assert ask.write("POST", "/duplicates", {"phone": "13800000002"})["items"] == [
        {
            "kind": "lead",
            "id": None,
            "title": None,
            "owner_name": "s***",
            "certainty": "same",
            "matched": ["phone"],
            "reasons": [],
        }
    ]
    assert ask.write("POST", "/duplicates", {"phone": "1381234"})["items"] == []
    itself = {"phone": "13812345678", "except_kind": "lead", "except_id": mine}
    assert ask.write("POST", "/duplicates", itself)["items"] == []


def test_the_company_of_a_new_lead_may_be_a_customer(company: Company) -> None:
    customer = customers.create(name="云岚科技", actor=company["sales1"].actor, now=NOW)
    (found,) = company["sales1"].client.write("POST", "/duplicates", {"company": "雲嵐 科技"})["items"]
    assert (found["id"], found["certainty"], found["matched"]) == (customer.pk, "related", ["name"])


def alike(people: Company, **typed: str) -> list[dict[str, object]]:
    found = people["sales1"].client.write("POST", "/duplicates", typed)["items"]
    return [one for one in found if one["certainty"] == "similar"]


def test_what_only_looks_alike_is_suggested_with_its_reasons(company: Company) -> None:
    customer = customers.create(name="杭州云岚科技有限公司", actor=company["sales1"].actor, now=NOW)
    (found,) = alike(company, company="杭州云岚科技股份公司")
    assert (found["kind"], found["id"], found["matched"]) == ("customer", customer.pk, [])
    assert {"code": "company.same_but_form", "params": {"ours": "云岚科技"}} in found["reasons"]


def test_a_slip_of_the_pen_is_seen_through(company: Company) -> None:
    lead = lead_of(company, company="杭州腾岭微芯电子有限公司", email="")
    (found,) = alike(company, company="杭州腾岭微心电子有限公司", phone="13812345679")
    assert found["id"] == lead


def test_what_looks_alike_and_is_not_yours_is_masked(company: Company) -> None:
    customers.create(name="杭州云岚科技有限公司", actor=company["sales3"].actor, now=NOW)
    (found,) = alike(company, company="杭州云岚科技")
    assert (found["id"], found["title"], found["owner_name"]) == (None, None, "s***")


def test_saving_joins_nothing_to_what_only_looks_alike(company: Company) -> None:
    first = lead_of(company, company="杭州云岚科技有限公司", email="")
    assert alike(company, company="杭州云岚科技股份公司")
    assert lead_of(company, company="杭州云岚科技股份公司", phone="13800000009", email="") != first


def test_ended_leads_and_the_record_itself_do_not_look_alike(company: Company) -> None:
    lead = lead_of(company, company="杭州云岚科技有限公司", email="")
    other = {"company": "杭州云岚科技股份公司"}
    assert [one["id"] for one in alike(company, **other)] == [lead]
    itself = company["sales1"].client.write(
        "POST", "/duplicates", {**other, "except_kind": "lead", "except_id": lead}
    )
    assert itself["items"] == []
    services.invalidate(lead, reason="spam", note="", actor=company["sales1"].actor, now=NOW)
    assert alike(company, **other) == []
