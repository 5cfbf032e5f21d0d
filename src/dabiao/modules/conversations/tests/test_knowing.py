"""Visitors are named, linked, made leads; what was said lies with their record."""

from typing import Any

import pytest

from dabiao.core.errors import NotFound
from dabiao.modules.conversations import services
from dabiao.modules.conversations.enums import Ending
from dabiao.modules.conversations.models import Conversation, Site
from dabiao.modules.conversations.queries import detail, listing
from dabiao.modules.conversations.tests import world
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, Company, Person, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def site(company: Company) -> Site:
    return world.site(company, campaign="官网咨询")


def served(site: Site, who: Person, **facts: Any) -> Conversation:
    waits = world.waiting(site, **facts)
    services.take(waits.pk, actor=who.actor, now=NOW)
    return world.fresh(waits)


def submitted(chat: Conversation, who: Person, *, keep: bool = False, **values: Any) -> leads.Received:
    return services.submit(chat.pk, values=values, keep=keep, actor=who.actor, now=NOW)


def test_a_submitted_visitor_is_a_lead_of_the_site(company: Company, site: Site) -> None:
    chat = served(site, company["sales1"])
    lead = submitted(chat, company["sales1"], name="王先生", phone="13812345678").made
    assert (lead.source, lead.campaign, lead.owner_id, lead.for_dispatch) == ("chat", "官网咨询", None, True)
    assert lead.raw == {"conversation_id": chat.pk, "page": "/pricing"}
    now = world.fresh(chat)
    assert (now.about_kind, now.about_id, now.name) == ("lead", lead.pk, "王先生")


def test_an_agent_may_keep_whom_they_submit(company: Company, site: Site) -> None:
    chat = served(site, company["sales1"])
    assert (
        submitted(chat, company["sales1"], keep=True, phone="13812345678").made.owner_id
        == company["sales1"].id
    )


def test_who_is_known_is_joined_and_not_made_twice(company: Company, site: Site) -> None:
    known = leads.receive(values={"phone": "13812345678"}, actor=company["sales2"].actor, now=NOW).made
    chat = served(site, company["sales1"])
    went = submitted(chat, company["sales1"], name="王", phone="138 1234 5678")
    assert (went.joined, went.holder, Lead.objects.count()) == (True, ("lead", known.pk), 1)
    assert world.fresh(chat).about_id == known.pk


def test_who_has_the_lead_reads_what_was_said_with_it(company: Company, site: Site) -> None:
    chat = served(site, company["sales1"], text="想了解代理政策")
    heir = company["sales2"]
    with pytest.raises(NotFound):
        detail.detail(chat.pk, actor=heir.actor, now=NOW)
    lead = leads.receive(values={"phone": "13812345678"}, actor=heir.actor, now=NOW).made
    submitted(chat, company["sales1"], phone="13812345678")
    services.close(chat.pk, ending=Ending.AGENT, actor=company["sales1"].actor, now=NOW)
    assert [one["id"] for one in listing.about("lead", lead.pk, actor=heir.actor)] == [chat.pk]
    said = detail.messages(chat.pk, actor=heir.actor)
    assert [one["text"] for one in said["items"]] == ["想了解代理政策"]
    assert detail.detail(chat.pk, actor=heir.actor, now=NOW)["actions"] == []
    timeline = heir.client.read(f"/timeline/lead/{lead.pk}")["items"]
    told = [one["kind"] for one in timeline if one["kind"].startswith("conversation.")]
    assert told == ["conversation.closed", "conversation.linked"]


def test_a_customer_has_the_chats_of_the_lead_that_became_it(company: Company, site: Site) -> None:
    sales = company["sales1"]
    chat = served(site, sales)
    lead = submitted(chat, sales, keep=True, name="王先生", company="云岚科技", phone="13812345678").made
    went = leads.convert(
        lead.pk,
        conversion=leads.Conversion(opportunity_name="采购", amount_minor=100),
        actor=sales.actor,
        now=NOW,
    )
    customer_id = went.customer_id
    assert [one["id"] for one in listing.about("customer", customer_id, actor=sales.actor)] == [chat.pk]


def test_a_record_out_of_sight_is_not_linked(company: Company, site: Site) -> None:
    foreign = leads.receive(values={"phone": "13812345678"}, actor=company["sales3"].actor, now=NOW).made
    chat = served(site, company["sales1"])
    with pytest.raises(NotFound):
        services.link(chat.pk, about_kind="lead", about_id=foreign.pk, actor=company["sales1"].actor, now=NOW)


def test_a_named_visitor_is_called_so_when_they_come_again(company: Company, site: Site) -> None:
    chat = served(site, company["sales1"])
    services.name_visitor(chat.pk, name="王先生", actor=company["sales1"].actor, now=NOW)
    services.close(chat.pk, ending=Ending.AGENT, actor=company["sales1"].actor, now=NOW)
    now = world.fresh(chat)
    assert now.visitor is not None
    again = services.opened(now.visitor, actor=company["sales1"].actor, now=NOW)
    assert again.name == "王先生"
    before = detail.detail(again.pk, actor=company["sales1"].actor, now=NOW)["earlier"]
    assert [one["id"] for one in before] == [chat.pk]
