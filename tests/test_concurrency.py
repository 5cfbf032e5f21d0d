"""Several people at one record, at the same moment, over the API: one order, one winner, and books that still add up."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.db import transaction

from dabiao import doctor
from dabiao.core.actor import SYSTEM
from dabiao.core.identity.models import IdentityKey
from dabiao.doctor.findings import Severity
from dabiao.modules.contracts import services as contracts
from dabiao.modules.contracts.models import Contract
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.customers import services as customers
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.models import Enquiry, Lead
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import Opportunity, Stage
from dabiao.modules.org import services as org
from dabiao.testing.names import unused
from dabiao.testing.people import NOW, ApiClient, Company, Person, make_company, make_person

pytestmark = pytest.mark.django_db(transaction=True)

Together = Callable[..., list[Any]]


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture(autouse=True)
def _books_add_up() -> Iterator[None]:
    """Whatever happened, the doctor finds nothing broken."""
    yield
    assert [finding for finding in doctor.run(now=NOW) if finding.severity is Severity.ERROR] == []


def answers(*responses: Any) -> Counter[Any]:
    """How often each answer was given: its status, with the code of a refusal."""
    found: Counter[Any] = Counter()
    for response in responses:
        if isinstance(response, BaseException):
            raise response
        status = response.status_code
        found[status if status < 400 else (status, response.json()["code"])] += 1
    return found


def sending(client: ApiClient, method: str, path: str, body: Any = None, **headers: str) -> Callable[[], Any]:
    return lambda: client.send(method, path, body, **headers)


def a_deal(owner: Person, amount_minor: int = 1_000_000) -> Opportunity:
    customer = customers.create(name=unused("云岚科技"), actor=owner.actor, now=NOW)
    facts = {"name": "采购", "customer_id": customer.pk, "amount_minor": amount_minor}
    return opportunities.create(**facts, actor=owner.actor, now=NOW)


def a_signed_contract(owner: Person) -> Contract:
    deal = a_deal(owner)
    facts = {
        "title": "合同",
        "customer_id": deal.customer_id,
        "opportunity_id": deal.pk,
        "amount_minor": 1_000_000,
    }
    contract = contracts.create(**facts, actor=owner.actor, now=NOW)
    return contracts.sign(contract.pk, signed_on=NOW.date(), actor=owner.actor, now=NOW)


def test_of_eight_who_grab_a_lead_one_gets_it(company: Company, tmp_path: Path) -> None:
    """Seven are told that it is taken, in whichever team they work."""
    lead = leads.receive(
        values={"name": "池中客", "owner_id": None}, actor=company["ops"].actor, now=NOW
    ).made
    more = [
        make_person(f"more{n}", unit, "salesperson")
        for n, unit in enumerate((company.team2, company.team3, company.south))
    ]
    people = [*(company[name] for name in ("sales1", "sales1b", "sales2", "sales3", "lead1")), *more]
    clients = [person.client for person in people]
    with real_database(tmp_path) as together:
        said = together(*(sending(client, "POST", f"/leads/{lead.pk}/claims") for client in clients))
        assert answers(*said) == {201: 1, (409, "leads.already_taken"): 7}
        winner = next(one.json()["owner_id"] for one in said if one.status_code == 201)
        assert Lead.objects.get(pk=lead.pk).owner_id == winner


def test_a_stage_moved_by_two_goes_where_the_first_said(company: Company, tmp_path: Path) -> None:
    deal = a_deal(company["sales1"])
    first, second, third = Stage.objects.order_by("position")[:3]
    seller, lead = company["sales1"].client, company["lead1"].client
    move = f"/opportunities/{deal.pk}/stage-moves"
    with real_database(tmp_path) as together:
        said = together(
            sending(seller, "POST", move, {"stage_id": second.pk, "expected_stage_id": first.pk}),
            sending(lead, "POST", move, {"stage_id": third.pk, "expected_stage_id": first.pk}),
        )
        assert answers(*said) == {201: 1, (409, "opportunities.stage_moved"): 1}
        moved = next(one.json()["stage_id"] for one in said if one.status_code == 201)
        assert Opportunity.objects.get(pk=deal.pk).stage_id == moved


def test_a_lead_is_converted_once(company: Company, tmp_path: Path) -> None:
    lead = leads.receive(values={"name": "王芳"}, actor=company["sales1"].actor, now=NOW).made
    clients = [company[name].client for name in ("sales1", "lead1", "manager", "ops")]
    body = {"opportunity_name": "采购", "amount_minor": 100}
    with real_database(tmp_path) as together:
        said = together(
            *(sending(client, "POST", f"/leads/{lead.pk}/conversions", body) for client in clients)
        )
        assert answers(*said) == {201: 1, (409, "leads.already_converted"): 3}
        assert Opportunity.objects.count() == 1


def test_receipts_at_once_are_all_counted(company: Company, tmp_path: Path) -> None:
    contract, finance = a_signed_contract(company["sales1"]), company["finance"].client
    body = {
        "contract_id": contract.pk,
        "received_on": "2026-03-18",
        "amount_minor": 200_000,
        "method": "bank",
    }
    with real_database(tmp_path) as together:
        said = together(*[sending(finance, "POST", "/receipts", body)] * 6)
        assert answers(*said) == {201: 6}
        contract.refresh_from_db()
        assert (contract.received_minor, contract.status) == (1_200_000, "fulfilled")
        assert [finding.check for finding in doctor.run(now=NOW)] == []


def test_refunds_at_once_never_give_back_more_than_came(company: Company, tmp_path: Path) -> None:
    contract, finance = a_signed_contract(company["sales1"]), company["finance"].client
    body = {"contract_id": contract.pk, "received_on": "2026-03-18", "amount_minor": 100, "method": "bank"}
    receipt = finance.write("POST", "/receipts", body)["id"]
    back = {"amount_minor": 60, "refunded_on": "2026-03-19", "reason": "多付"}
    with real_database(tmp_path) as together:
        said = together(*[sending(finance, "POST", f"/receipts/{receipt}/refunds", back)] * 3)
        assert answers(*said) == {201: 1, (422, "receivables.refund_exceeds"): 2}
        contract.refresh_from_db()
        assert contract.received_minor == 40


def test_one_key_makes_one_lead(company: Company, tmp_path: Path) -> None:
    """Eight times the same request at once: one lead, and everybody is told of it."""
    client, body = company["sales1"].client, {"name": "王芳", "phone": "13812345678"}
    key = {"Idempotency-Key": "form-7"}
    with real_database(tmp_path) as together:
        said = together(*[sending(client, "POST", "/leads", body, **key)] * 8)
        assert answers(*said) == {201: 8}
        assert {one.json()["id"] for one in said} == set(Lead.objects.values_list("pk", flat=True))


def test_two_edits_of_different_fields_both_hold(company: Company, tmp_path: Path) -> None:
    lead = leads.receive(values={"name": "王芳"}, actor=company["sales1"].actor, now=NOW).made
    seller, boss = company["sales1"].client, company["lead1"].client
    with real_database(tmp_path) as together:
        said = together(
            sending(
                seller, "PATCH", f"/leads/{lead.pk}", {"changes": {"region": "杭州"}, "base": {"region": ""}}
            ),
            sending(
                boss, "PATCH", f"/leads/{lead.pk}", {"changes": {"remark": "急"}, "base": {"remark": ""}}
            ),
        )
        assert answers(*said) == {200: 2}
        lead.refresh_from_db()
        assert (lead.region, lead.remark, lead.version) == ("杭州", "急", 3)


def test_two_edits_of_one_field_are_a_conflict(company: Company, tmp_path: Path) -> None:
    lead = leads.receive(values={"name": "王芳"}, actor=company["sales1"].actor, now=NOW).made
    seller, boss = company["sales1"].client, company["lead1"].client
    with real_database(tmp_path) as together:
        said = together(
            sending(seller, "PATCH", f"/leads/{lead.pk}", {"changes": {"region": "杭州"}, "version": 1}),
            sending(boss, "PATCH", f"/leads/{lead.pk}", {"changes": {"region": "上海"}, "version": 1}),
        )
        assert answers(*said) == {200: 1, (409, "edit.conflict"): 1}


def test_nothing_is_given_to_somebody_who_is_just_leaving(company: Company, tmp_path: Path) -> None:
    """A lead is being given to her while her departure is being entered: it goes to her successor, or is refused."""
    leaver, given = company["sales1b"], Event()

    def give() -> None:
        with transaction.atomic():
            leads.receive(values={"name": "王芳", "owner_id": leaver.id}, actor=SYSTEM, now=NOW)
            given.set()
            sleep(0.5)  # the departure is entered before this is committed

    def leave() -> None:
        given.wait(5)
        org.depart(leaver.id, successor_id=company["sales1"].id, left_on=NOW.date(), actor=SYSTEM, now=NOW)

    with real_database(tmp_path) as together:
        give_to, left = together(give, leave)
        assert (give_to, left) == (None, None)
        assert list(Lead.objects.values_list("owner_id", flat=True)) == [company["sales1"].id]
        assert [finding.check for finding in doctor.run(now=NOW)] == []


WRITERS = 32


def test_one_person_asking_many_times_at_once_is_one_lead(company: Company, tmp_path: Path) -> None:
    """Thirty-two write one number in as many ways at the same moment: one lead, thirty-one enquiries that joined it."""
    spellings = ("138 1234 5678", "+86 13812345678", "138-1234-5678", "0086 138 1234 5678")
    people = [company[name].client for name in ("sales1", "sales2", "sales3", "ops")]
    asking = [
        sending(people[n % 4], "POST", "/leads", {"name": f"王芳{n}", "phone": spellings[n // 4 % 4]})
        for n in range(WRITERS)
    ]
    with real_database(tmp_path) as together:
        said = together(*asking)
        assert answers(*said) == {201: 1, 200: WRITERS - 1}
        lead = Lead.objects.get()
        assert lead.enquiry_count == WRITERS
        assert Enquiry.objects.filter(subject_kind="lead", subject_id=lead.pk).count() == WRITERS - 1
        assert list(IdentityKey.objects.values_list("value", "holder_id")) == [("+8613812345678", lead.pk)]


def test_keys_that_cross_never_wait_for_each_other_for_ever(company: Company, tmp_path: Path) -> None:
    """Two numbers and two addresses in every pairing, all at once: each key ends with one holder, nobody fails."""
    client = company["ops"].client
    asking = [
        sending(
            client, "POST", "/leads", {"phone": f"1381234567{n % 2}", "email": f"w{n // 2 % 2}@example.com"}
        )
        for n in range(16)
    ]
    with real_database(tmp_path) as together:
        found = answers(*together(*asking))
        assert set(found) == {200, 201}
        assert found.total() == 16
        assert Lead.objects.count() == found[201]
        assert Enquiry.objects.count() == found[200]


def test_a_conversion_and_an_enquiry_at_once_lose_nothing(company: Company, tmp_path: Path) -> None:
    seller = company["sales1"].client
    lead = seller.write("POST", "/leads", {"name": "王芳", "phone": "13812345678"})["id"]
    body = {"opportunity_name": "采购", "amount_minor": 100}
    again = {"name": "王芳", "phone": "138 1234 5678"}
    with real_database(tmp_path) as together:
        said = together(
            sending(seller, "POST", f"/leads/{lead}/conversions", body),
            *[sending(company["sales2"].client, "POST", "/leads", again)] * 6,
        )
        assert answers(*said) == {201: 1, 200: 6}
        assert Lead.objects.count() == 1
        assert Enquiry.objects.count() == 6


def test_of_two_who_change_the_same_many_the_second_is_told_and_two_undos_are_one(
    company: Company, tmp_path: Path
) -> None:
    """Neither waits for the other for ever, though they name the records in opposite order."""
    seller, lead = company["sales1"], company["lead1"]
    made = [
        leads.receive(values={"name": f"客户{n}"}, actor=seller.actor, now=NOW).made.pk for n in range(20)
    ]

    def body(region: str, ids: list[int]) -> Any:
        return {"rows": [{"id": id, "base": {"region": ""}} for id in ids], "changes": {"region": region}}

    with real_database(tmp_path) as together:
        said = together(
            sending(seller.client, "POST", "/leads/bulk-edits", body("苏州", made)),
            sending(lead.client, "POST", "/leads/bulk-edits", body("杭州", made[::-1])),
        )
        outcomes = [Counter(row["outcome"] for row in one.json()["results"]) for one in said]
        assert sorted(outcomes, key=str) == [Counter(conflict=20), Counter(done=20)]
        winner = 0 if outcomes[0]["done"] else 1
        number, who = said[winner].json()["id"], (seller, lead)[winner]
        undo = sending(who.client, "POST", f"/bulk-edits/{number}/undo")
        first, second = together(undo, undo)
        assert first.json() == second.json()
        assert Lead.objects.filter(pk__in=made, region="", version=3).count() == 20
