"""At the door: by code, by list, by oneself, as a walk-in; once, at the right event, while it is open."""

from datetime import timedelta

import pytest

from dabiao.core.errors import Conflict, DomainError, Invalid, NotFound
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.models import Lead
from dabiao.modules.sales_events import queries, rules, services
from dabiao.modules.sales_events.models import Guest
from dabiao.modules.sales_events.tests.world import DOOR, START, a_customer, a_lead, an_event, invited
from dabiao.testing.names import mobile
from dabiao.testing.people import NOW, Company

pytestmark = pytest.mark.django_db


def test_a_guest_is_signed_in_by_their_picture_or_their_code_and_once(company: Company) -> None:
    event, lead = an_event(company), company["lead1"].actor
    first, second = invited(
        event, company["lead1"], a_customer(company["sales1"], 1), a_customer(company["sales1"], 2)
    )
    address = f"https://crm.example.com/e/{first.token}"
    by_picture = services.sign_in(event.pk, scanned=address, actor=lead, now=DOOR)
    by_code = services.sign_in(event.pk, scanned=f" {second.code} ", actor=lead, now=DOOR)
    again = services.sign_in(event.pk, scanned=first.token, actor=lead, now=DOOR + timedelta(minutes=9))
    assert [by_picture.guest.arrived_way, by_code.guest.arrived_way] == ["qr", "code"]
    assert [by_picture.again, by_code.again, again.again] == [False, False, True]
    assert again.guest.arrived_at == DOOR


def test_the_first_who_arrives_begins_the_event(company: Company) -> None:
    event = an_event(company)
    (guest,) = invited(event, company["lead1"], a_customer(company["sales1"], 1))
    services.sign_in(
        event.pk, guest_id=guest.pk, actor=company["lead1"].actor, now=START - timedelta(hours=1)
    )
    event.refresh_from_db()
    assert event.state == "running"


def test_another_events_code_says_which_one_it_is_for(company: Company) -> None:
    here, there = an_event(company), an_event(company, name="苏州答谢会")
    (guest,) = invited(there, company["lead1"], a_customer(company["sales1"], 1))
    with pytest.raises(Conflict) as refused:
        services.sign_in(here.pk, scanned=f"/e/{guest.token}", actor=company["lead1"].actor, now=DOOR)
    assert (refused.value.code, refused.value.params["name"]) == ("sales_events.other_event", "苏州答谢会")


@pytest.mark.parametrize("scanned", ["000000000", "", "https://example.com/", "x" * 24])
def test_what_is_nobodys_code_is_refused(company: Company, scanned: str) -> None:
    event = an_event(company)
    with pytest.raises(Invalid) as refused:
        services.sign_in(event.pk, scanned=scanned, actor=company["lead1"].actor, now=DOOR)
    assert refused.value.code == "sales_events.unknown_code"


def test_the_door_is_shut_before_and_after(company: Company) -> None:
    lead = company["lead1"].actor
    event = an_event(company)
    (guest,) = invited(event, company["lead1"], a_customer(company["sales1"], 1))
    with pytest.raises(Conflict) as early:
        services.sign_in(event.pk, guest_id=guest.pk, actor=lead, now=START - timedelta(hours=13))
    services.move(event.pk, to="running", actor=lead, now=DOOR)
    services.move(event.pk, to="closed", actor=lead, now=DOOR)
    with pytest.raises(Conflict) as late:
        services.sign_in(event.pk, guest_id=guest.pk, actor=lead, now=DOOR)
    assert (early.value.code, late.value.code) == ("sales_events.too_early", "sales_events.door_closed")


def test_a_helper_at_the_door_signs_in_and_a_stranger_does_not(company: Company) -> None:
    event = an_event(company)
    (guest,) = invited(event, company["lead1"], a_customer(company["sales1"], 1))
    with pytest.raises(NotFound):
        services.sign_in(event.pk, guest_id=guest.pk, actor=company["sales3"].actor, now=DOOR)
    services.set_helper(
        event.pk, user_id=company["sales3"].id, part="door", actor=company["lead1"].actor, now=NOW
    )
    assert not services.sign_in(event.pk, guest_id=guest.pk, actor=company["sales3"].actor, now=DOOR).again


@pytest.mark.parametrize("said", ["客户1", mobile(1)[-4:], mobile(1)[-6:]])
def test_who_stands_there_is_found_by_name_or_the_end_of_a_number(company: Company, said: str) -> None:
    event = an_event(company)
    (guest, _) = invited(
        event, company["lead1"], a_customer(company["sales1"], 1), a_customer(company["sales1"], 52, "别人")
    )
    found = queries.at_the_door(event.pk, text=said, actor=company["lead1"].actor)
    assert [one["id"] for one in found] == [guest.pk]


def test_a_guest_signs_in_by_their_own_number(company: Company) -> None:
    event = an_event(company)
    (guest,) = invited(event, company["lead1"], a_customer(company["sales1"], 1))
    hand = services.hand_of(event)
    said = services.sign_oneself_in(event.pk, phone=mobile(1), actor=hand, now=DOOR)
    assert (said.guest.pk, said.guest.arrived_way, said.again) == (guest.pk, "self", False)
    with pytest.raises(Invalid) as unknown:
        services.sign_oneself_in(event.pk, phone=mobile(9), actor=hand, now=DOOR)
    assert (unknown.value.code, unknown.value.field) == ("sales_events.not_on_list", "name")


def test_a_walk_in_is_a_lead_of_the_event_for_the_rules_of_dispatch(company: Company) -> None:
    event = an_event(company)
    services.sign_oneself_in(
        event.pk, phone=mobile(9), name="路过的人", actor=services.hand_of(event), now=DOOR
    )
    lead = Lead.objects.get(name="路过的人")
    guest = Guest.objects.get(event=event)
    assert (lead.source, lead.campaign, lead.owner_id, lead.unit_id) == (
        "event",
        event.name,
        None,
        event.unit_id,
    )
    assert (guest.walk_in, guest.state, guest.about_id, guest.inviter_id) == (True, "attended", lead.pk, None)
    again = services.walk_in(event.pk, phone=mobile(9), name="x", actor=company["lead1"].actor, now=DOOR)
    assert (again.again, Lead.objects.count()) == (True, 1)


def test_a_walk_in_who_is_known_joins_who_they_are(company: Company) -> None:
    event = an_event(company)
    customer = a_customer(company["sales1"], 1)
    services.walk_in(event.pk, phone=mobile(1), name="王先生", actor=company["lead1"].actor, now=DOOR)
    guest = Guest.objects.get(event=event)
    assert (guest.about_kind, guest.about_id, guest.walk_in) == ("customer", customer.pk, True)
    assert (guest.inviter_id, Lead.objects.count()) == (company["sales1"].id, 0)


def test_behind_a_lead_stands_the_customer_they_became(company: Company) -> None:
    event, sales = an_event(company), company["sales1"]
    lead = a_lead(sales, 5)
    (guest,) = invited(event, company["lead1"], lead)
    conversion = leads.Conversion(opportunity_name="试用", amount_minor=1, customer_name="新客户")
    made = leads.convert(lead.pk, conversion=conversion, actor=sales.actor, now=NOW)
    guest.refresh_from_db()
    assert guest.customer_id == made.customer_id


def test_the_board_counts_minutes_and_ranks_inviters(company: Company) -> None:
    event, lead = an_event(company), company["lead1"].actor
    guests = invited(
        event,
        company["lead1"],
        *(a_customer(company["sales1"], number) for number in (1, 2)),
        a_customer(company["sales1b"], 3),
    )
    for place, guest in enumerate(guests):
        services.sign_in(event.pk, guest_id=guest.pk, actor=lead, now=DOOR + timedelta(seconds=40 * place))
    board = queries.board(event.pk, actor=lead, now=DOOR)
    assert [one["count"] for one in board["minutes"]] == [2, 1]
    assert [(one["user_name"], one["attended"]) for one in board["inviters"]] == [
        ("sales1", 2),
        ("sales1b", 1),
    ]
    assert board["expected"] == 3


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("https://a.example/e/" + "Ab-_" * 6, "Ab-_" * 6),
        ("Ab-_" * 6, "Ab-_" * 6),
        ("https://a.example/e/" + "Ab-_" * 6 + "?x=1", "Ab-_" * 6),
        ("https://a.example/d/" + "Ab-_" * 6, ""),
        ("483920", ""),
    ],
)
def test_a_token_is_read_out_of_an_address(text: str, token: str) -> None:
    assert rules.token_in(text) == token


def test_who_may_not_be_a_phone_is_told(company: Company) -> None:
    event = an_event(company)
    with pytest.raises(DomainError) as refused:
        services.sign_oneself_in(event.pk, phone="12", actor=services.hand_of(event), now=DOOR)
    assert refused.value.code == "sales_events.not_a_phone"
