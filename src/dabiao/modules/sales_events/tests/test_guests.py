"""Guests are invited once, answer by themselves or by telephone, and are left alone where they ask for it."""

from datetime import timedelta
from typing import Any

import pytest

from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from dabiao.modules.customers import services as customers
from dabiao.modules.leads import services as leads
from dabiao.modules.sales_events import queries, services
from dabiao.modules.sales_events.models import Guest, Helper
from dabiao.modules.sales_events.tests.world import START, a_customer, a_lead, an_event, invited
from dabiao.testing.names import mobile
from dabiao.testing.people import NOW, Company

pytestmark = pytest.mark.django_db


def refused(outcome: list[tuple[int, Any]]) -> dict[int, str]:
    return {id: one.code for id, one in outcome if isinstance(one, DomainError)}


def test_many_are_invited_at_once_each_judged_on_its_own(company: Company) -> None:
    event, lead = an_event(company), company["lead1"].actor
    mine, foreign = a_customer(company["sales1"], 1), a_customer(company["sales3"], 2)
    ids = [mine.pk, foreign.pk, 999_999]
    outcome = services.invite(event.pk, kind="customer", ids=ids, actor=lead, now=NOW)
    assert refused(outcome) == {foreign.pk: "core.not_found", 999_999: "core.not_found"}
    again = services.invite(event.pk, kind="customer", ids=[mine.pk], actor=lead, now=NOW)
    assert refused(again) == {mine.pk: "sales_events.invited_already"}
    assert Guest.objects.filter(event=event).count() == 1


def test_whoever_has_the_record_is_the_inviter_and_gets_a_part(company: Company) -> None:
    event = an_event(company)
    (guest,) = invited(event, company["lead1"], a_customer(company["sales1"], 1))
    assert guest.inviter_id == company["sales1"].id
    assert Helper.objects.get(event=event, user_id=guest.inviter_id).part == "inviter"
    assert queries.visible_to(company["sales1"].actor).filter(pk=event.pk).exists()


def test_guests_are_found_by_a_condition(company: Company) -> None:
    event, lead = an_event(company), company["lead1"].actor
    for number, region in ((1, "上海"), (2, "上海"), (3, "苏州")):
        values = {"name": f"公司{number}", "region": region, "phone": mobile(number)}
        customers.create(**values, actor=company["sales1"].actor, now=NOW)
    where = {"field": "region", "op": "is", "value": "上海"}
    outcome = services.invite(event.pk, kind="customer", where=where, actor=lead, now=NOW)
    assert [refused(outcome), len(outcome)] == [{}, 2]


def test_the_same_number_is_invited_once(company: Company) -> None:
    event, lead = an_event(company), company["lead1"].actor
    customer = a_customer(company["sales1"], 1)
    customers.create_contact(
        customer_id=customer.pk, name="陈总", phone=mobile(1), actor=company["sales1"].actor, now=NOW
    )
    contact = customer.contacts.get()
    services.invite(event.pk, kind="customer", ids=[customer.pk], actor=lead, now=NOW)
    outcome = services.invite(event.pk, kind="contact", ids=[contact.pk], actor=lead, now=NOW)
    assert refused(outcome) == {contact.pk: "sales_events.phone_on_list"}


def test_an_invalid_lead_and_who_asked_for_peace_are_not_invited(company: Company) -> None:
    lead, sales = company["lead1"].actor, company["sales1"]
    first, event = an_event(company), an_event(company, name="第二场")
    quiet, bad = a_lead(sales, 1), a_lead(sales, 2)
    (guest,) = invited(first, company["lead1"], quiet)
    services.opt_out(guest.pk, actor=services.hand_of(first), now=NOW)
    leads.invalidate(bad.pk, reason="spam", note="", actor=sales.actor, now=NOW)
    outcome = services.invite(event.pk, kind="lead", ids=[quiet.pk, bad.pk], actor=lead, now=NOW)
    assert refused(outcome) == {
        quiet.pk: "sales_events.do_not_invite",
        bad.pk: "sales_events.lead_is_invalid",
    }


def test_who_has_no_part_cannot_invite(company: Company) -> None:
    event = an_event(company)
    with pytest.raises(NotFound):
        services.invite(event.pk, kind="lead", ids=[1], actor=company["sales3"].actor, now=NOW)
    with pytest.raises(Forbidden):
        services.invite(event.pk, kind="lead", ids=[1], actor=company["boss"].actor, now=NOW)


def test_naming_nobody_and_too_many_are_refused(company: Company) -> None:
    event, lead = an_event(company), company["lead1"].actor
    with pytest.raises(Invalid) as nobody:
        services.invite(event.pk, kind="lead", actor=lead, now=NOW)
    with pytest.raises(Invalid) as many:
        services.invite(event.pk, kind="lead", ids=list(range(1, 1002)), actor=lead, now=NOW)
    assert (nobody.value.code, many.value.code) == ("sales_events.nobody_named", "sales_events.too_many")


def test_answers_stop_where_the_room_is_full(company: Company) -> None:
    event = an_event(company, capacity=3)
    first, second = invited(
        event, company["lead1"], a_customer(company["sales1"], 1), a_customer(company["sales1"], 2)
    )
    hand = services.hand_of(event)
    services.answer(first.pk, going=True, party=2, actor=hand, now=NOW)
    with pytest.raises(Conflict) as full:
        services.answer(second.pk, going=True, party=2, actor=hand, now=NOW)
    assert (full.value.code, full.value.params["left"]) == ("sales_events.full", 1)
    services.answer(second.pk, going=True, party=1, actor=hand, now=NOW)
    services.answer(first.pk, going=False, actor=hand, now=NOW)
    first.refresh_from_db()
    assert (first.state, first.party) == ("declined", 1)


def test_nobody_answers_after_the_end(company: Company) -> None:
    event = an_event(company)
    (guest,) = invited(event, company["lead1"], a_customer(company["sales1"], 1))
    with pytest.raises(Conflict) as late:
        services.answer(guest.pk, going=True, actor=services.hand_of(event), now=START + timedelta(days=2))
    assert late.value.code == "sales_events.no_answers_now"


def test_many_guests_are_changed_at_once_but_not_who_has_come(company: Company) -> None:
    event, lead = an_event(company), company["lead1"].actor
    came, other = invited(
        event, company["lead1"], a_customer(company["sales1"], 1), a_customer(company["sales1"], 2)
    )
    services.sign_in(event.pk, guest_id=came.pk, actor=lead, now=START)
    ids = [came.pk, other.pk, 999_999]
    outcome = services.change_guests(
        event.pk, ids=ids, change=services.Change(remove=True), actor=lead, now=NOW
    )
    assert refused(outcome) == {came.pk: "sales_events.came_already", 999_999: "core.not_found"}
    assert list(Guest.objects.filter(event=event)) == [came]


def test_the_customers_timeline_tells_of_the_event(company: Company) -> None:
    event, sales = an_event(company), company["sales1"]
    customer = a_customer(sales, 1)
    (guest,) = invited(event, company["lead1"], customer)
    services.answer(guest.pk, going=True, actor=services.hand_of(event), now=NOW)
    services.sign_in(event.pk, guest_id=guest.pk, actor=company["lead1"].actor, now=START)
    told = [one["kind"] for one in sales.client.read(f"/timeline/customer/{customer.pk}")["items"]]
    assert told[:3] == ["sales_event.attended", "sales_event.accepted", "sales_event.invited"]


def test_numbers_are_masked_and_the_record_is_named_to_who_sees_it(company: Company) -> None:
    event = an_event(company)
    customer = a_customer(company["sales1"], 1)
    invited(event, company["lead1"], customer)
    services.set_helper(
        event.pk, user_id=company["sales3"].id, part="door", actor=company["lead1"].actor, now=NOW
    )
    (mine,) = company["sales1"].client.read(f"/sales-events/{event.pk}/guests")["items"]
    (theirs,) = company["sales3"].client.read(f"/sales-events/{event.pk}/guests")["items"]
    assert (mine["seen"], theirs["seen"]) == (True, False)
    assert "*" in mine["phone"]
    assert mobile(1)[-4:] in mine["phone"]


def test_a_list_of_guests_costs_the_same_queries_for_one_and_three(company: Company) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    event, client = an_event(company), company["lead1"].client
    counts = []
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            invited(event, company["lead1"], a_customer(company["sales1"], number))
        client.read(f"/sales-events/{event.pk}/guests")
        with CaptureQueriesContext(connection) as caught:
            client.read(f"/sales-events/{event.pk}/guests")
        counts.append(len(caught))
    assert counts[0] == counts[1]
