"""Agents take, answer, hand on, close and reopen."""

from datetime import timedelta

import pytest

from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.core.events.models import Event
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.worker import drain
from dabiao.modules.conversations import services
from dabiao.modules.conversations.enums import Ending, State
from dabiao.modules.conversations.models import Message, Site
from dabiao.modules.conversations.tests import world
from dabiao.modules.org import services as org
from dabiao.testing.people import NOW, Company, Person, make_company

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(seconds=20)


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def site(company: Company) -> Site:
    return world.site(company)


def rung(person: Person) -> list[tuple[str, bool]]:
    """(kind, whether it is still unread) of what somebody was told."""
    told = Notification.objects.filter(user_id=person.id, kind__startswith="conversations.").order_by("pk")
    return [(one.kind, one.read_at is None) for one in told]


def test_whoever_answers_in_the_queue_has_it(company: Company, site: Site) -> None:
    waits = world.waiting(site)
    said = services.answer(waits.pk, text="您好", actor=company["sales1"].actor, now=SOON)
    now = world.fresh(waits)
    assert (said.seq, now.state, now.owner_id) == (2, State.OPEN, company["sales1"].id)
    assert (now.unit_id, now.answered_at, now.agent_read) == (company.team1.pk, SOON, 2)


def test_what_a_colleague_has_is_theirs_to_answer(company: Company, site: Site) -> None:
    waits = world.waiting(site)
    services.take(waits.pk, actor=company["sales1"].actor, now=NOW)
    with pytest.raises(Conflict) as refused:
        services.answer(waits.pk, text="您好", actor=company["lead1"].actor, now=NOW)
    assert (refused.value.code, refused.value.params) == ("conversations.not_yours", {"owner": "sales1"})
    with pytest.raises(Conflict, match="conversations.not_yours"):  # who saw it wait is told who was faster
        services.answer(waits.pk, text="您好", actor=company["sales1b"].actor, now=NOW)
    with pytest.raises(NotFound):
        services.answer(waits.pk, text="您好", actor=company["sales3"].actor, now=NOW)


def test_the_same_answer_sent_again_is_said_once(company: Company, site: Site) -> None:
    waits, sales = world.waiting(site), company["sales1"].actor
    first = services.answer(waits.pk, text="您好", client_id="a1", actor=sales, now=NOW)
    again = services.answer(waits.pk, text="您好", client_id="a1", actor=sales, now=SOON)
    assert (again.pk, Message.objects.filter(conversation=waits).count()) == (first.pk, 2)


def test_nobody_takes_more_than_the_site_lets_them_have(company: Company) -> None:
    site, sales = world.site(company, chats_each=2), company["sales1"].actor
    for _ in range(2):
        services.take(world.waiting(site).pk, actor=sales, now=NOW)
    third = world.waiting(site)
    with pytest.raises(Conflict) as refused:
        services.take(third.pk, actor=sales, now=NOW)
    assert (refused.value.code, refused.value.params) == (
        "conversations.full",
        {"name": "sales1", "limit": 2},
    )
    services.take(third.pk, actor=company["lead1"].actor, now=NOW)
    with pytest.raises(Conflict, match="conversations.full"):
        services.hand_on(third.pk, owner_id=company["sales1"].id, actor=company["lead1"].actor, now=NOW)


def test_a_leader_steps_in_and_a_colleague_does_not(company: Company, site: Site) -> None:
    waits = world.waiting(site)
    services.take(waits.pk, actor=company["sales1"].actor, now=NOW)
    with pytest.raises(Forbidden):
        services.take_over(waits.pk, actor=company["inspector"].actor, now=NOW)
    services.take_over(waits.pk, actor=company["lead1"].actor, now=SOON)
    assert world.fresh(waits).owner_id == company["lead1"].id
    taken = Event.objects.filter(kind="conversation.taken").latest("pk").data
    assert (taken["from_owner_name"], taken["owner_name"]) == ("sales1", "lead1")


def test_who_is_handed_a_chat_is_rung_with_a_word(company: Company, site: Site) -> None:
    waits = world.waiting(site, "王先生")
    services.take(waits.pk, actor=company["sales1"].actor, now=NOW)
    heir = company["sales1b"].id
    services.hand_on(waits.pk, owner_id=heir, words="想谈代理", actor=company["sales1"].actor, now=SOON)
    drain(SOON)
    assert world.fresh(waits).owner_id == heir
    told = Notification.objects.get(user_id=heir, kind="conversations.handed")
    assert told.params == {"name": "王先生", "by": "sales1", "words": "想谈代理"}
    assert told.ring_until is not None


@pytest.mark.parametrize("who", ["finance", "sales2"])
def test_only_who_is_there_and_serves_is_handed_a_chat(company: Company, site: Site, who: str) -> None:
    person = company["sales2"]
    org.switch_duty(person.id, on_duty=False, actor=person.actor, now=NOW)
    waits = world.waiting(site)
    services.take(waits.pk, actor=company["sales1"].actor, now=NOW)
    with pytest.raises(Invalid) as refused:
        services.hand_on(waits.pk, owner_id=company[who].id, actor=company["sales1"].actor, now=NOW)
    assert (refused.value.code, refused.value.params["name"]) == ("conversations.not_there", who)


def test_back_in_a_queue_it_waits_anew_for_that_unit(company: Company, site: Site) -> None:
    waits = world.waiting(site)
    services.answer(waits.pk, text="您好", actor=company["sales1"].actor, now=NOW)
    services.hand_back(waits.pk, unit_id=company.south.pk, actor=company["sales1"].actor, now=SOON)
    now = world.fresh(waits)
    assert (now.state, now.owner_id, now.unit_id) == (State.WAITING, None, company.south.pk)
    assert (now.wanted_at, now.answered_at) == (SOON, None)
    drain(SOON)
    assert rung(company["sales3"]) == [("conversations.waiting", True)]


def test_those_whom_a_queue_concerns_are_rung_until_somebody_has_it(company: Company, site: Site) -> None:
    org.switch_duty(company["sales1b"].id, on_duty=False, actor=company["sales1b"].actor, now=NOW)
    waits = world.waiting(site)
    drain(NOW)
    told = {name: rung(company[name]) for name in ("sales1", "sales1b", "sales2", "sales3", "finance")}
    rings = [("conversations.waiting", True)]
    assert told == {"sales1": rings, "sales1b": [], "sales2": rings, "sales3": [], "finance": []}
    services.take(waits.pk, actor=company["sales1"].actor, now=SOON)
    assert rung(company["sales2"]) == [("conversations.waiting", False)]


def test_what_somebody_took_at_once_rings_nobody(company: Company, site: Site) -> None:
    waits = world.waiting(site)
    services.take(waits.pk, actor=company["sales1"].actor, now=NOW)
    drain(NOW)
    assert rung(company["sales2"]) == []


def test_closed_a_moment_ago_it_goes_on(company: Company, site: Site) -> None:
    waits, sales = world.waiting(site), company["sales1"].actor
    services.answer(waits.pk, text="您好", actor=sales, now=NOW)
    services.close(waits.pk, ending=Ending.AGENT, actor=sales, now=NOW)
    services.reopen(waits.pk, actor=sales, now=NOW + timedelta(seconds=60))
    now = world.fresh(waits)
    assert (now.state, now.ending, now.closed_at, now.owner_id) == (
        State.OPEN,
        "",
        None,
        company["sales1"].id,
    )
    services.close(waits.pk, ending=Ending.AGENT, actor=sales, now=NOW)
    with pytest.raises(Conflict, match="conversations.too_late"):
        services.reopen(waits.pk, actor=sales, now=NOW + timedelta(seconds=61))


def test_it_does_not_go_on_beside_a_newer_one(company: Company, site: Site) -> None:
    waits, sales = world.waiting(site), company["sales1"].actor
    services.answer(waits.pk, text="您好", actor=sales, now=NOW)
    closed = services.close(waits.pk, ending=Ending.AGENT, actor=sales, now=NOW)
    assert closed.visitor is not None
    services.opened(closed.visitor, actor=sales, now=NOW)
    with pytest.raises(Conflict, match="conversations.begun_anew"):
        services.reopen(waits.pk, actor=sales, now=SOON)


def test_reading_goes_forward_and_only_for_who_has_it(company: Company, site: Site) -> None:
    waits, sales = world.waiting(site), company["sales1"].actor
    services.take(waits.pk, actor=sales, now=NOW)
    for text in "abc":
        world.said(waits, text)
    assert services.mark_read(waits.pk, seq=3, actor=company["lead1"].actor, now=NOW) == 0
    assert services.mark_read(waits.pk, seq=3, actor=sales, now=NOW) == 3
    assert services.mark_read(waits.pk, seq=2, actor=sales, now=NOW) == 3
    assert services.mark_read(waits.pk, seq=99, actor=sales, now=NOW) == 4


def test_who_is_blocked_is_shown_out_and_can_be_let_in_again(company: Company, site: Site) -> None:
    waits, boss = world.waiting(site), company["manager"].actor
    services.block(waits.pk, actor=boss, now=NOW)
    services.block(waits.pk, actor=boss, now=SOON)
    now = world.fresh(waits)
    assert now.visitor is not None
    assert (now.state, now.visitor.blocked_at) == (State.CLOSED, NOW)
    assert Event.objects.filter(kind="conversation.visitor_blocked").count() == 1
    services.let_in(waits.pk, actor=boss, now=SOON)
    now = world.fresh(waits)
    assert now.visitor is not None
    assert now.visitor.blocked_at is None
