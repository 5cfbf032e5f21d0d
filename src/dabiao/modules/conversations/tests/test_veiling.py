"""Who reads a number in a chat, and who sees that there is one (O3)."""

from typing import Any

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.events.facts import fact_of
from dabiao.core.events.models import Event
from dabiao.core.notifications.models import Notification
from dabiao.modules.conversations import services
from dabiao.modules.conversations.enums import Author, Ending
from dabiao.modules.conversations.models import Conversation
from dabiao.modules.conversations.reactions import call_agents
from dabiao.modules.conversations.services import catching
from dabiao.modules.conversations.tests import world
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, Company, Person

pytestmark = pytest.mark.django_db
PLAIN, MASKED = "电话 13800138000，微信 lily_2020", "电话 138****8000，微信 l******20"


@pytest.fixture
def chat(company: Company) -> Conversation:
    return world.waiting(world.site(company), text=PLAIN)


def read(who: Person, chat: Conversation) -> list[Any]:
    """What the person reads of it: in the list, in its head, and what was said; and whether that is said to be masked."""
    rows = who.client.read("/conversations")["items"]
    one = who.client.read(f"/conversations/{chat.pk}")
    page = who.client.read(f"/conversations/{chat.pk}/messages")
    last = [row["last_text"] for row in rows if row["id"] == chat.pk]
    return [*last, one["last_text"], *(said["text"] for said in page["items"]), page["masked"]]


def test_only_whoever_has_it_reads_a_number(company: Company, chat: Conversation) -> None:
    veiled = [MASKED, MASKED, MASKED, True]
    for name in ("sales1", "lead1", "inspector", "boss"):
        assert read(company[name], chat) == veiled, name
    services.take(chat.pk, actor=company["sales1"].actor, now=NOW)
    assert read(company["sales1"], chat) == [PLAIN, PLAIN, PLAIN, False]
    for name in ("lead1", "inspector", "boss"):
        assert read(company[name], chat) == veiled, name


def test_whoever_had_it_last_still_reads_it_when_it_is_over(company: Company, chat: Conversation) -> None:
    services.take(chat.pk, actor=company["sales1"].actor, now=NOW)
    services.close(chat.pk, ending=Ending.AGENT, actor=company["sales1"].actor, now=NOW)
    assert read(company["sales1"], chat) == [PLAIN, PLAIN, PLAIN, False]
    assert read(company["lead1"], chat) == [MASKED, MASKED, MASKED, True]


def test_whom_it_is_handed_to_reads_it_and_who_steps_in(company: Company, chat: Conversation) -> None:
    services.take(chat.pk, actor=company["sales1"].actor, now=NOW)
    services.hand_on(chat.pk, owner_id=company["sales2"].id, actor=company["sales1"].actor, now=NOW)
    assert read(company["sales2"], chat)[-1] is False
    services.take_over(chat.pk, actor=company["manager"].actor, now=NOW)
    assert read(company["manager"], chat) == [PLAIN, PLAIN, PLAIN, False]
    services.hand_back(chat.pk, unit_id=company.east.pk, actor=company["manager"].actor, now=NOW)
    assert read(company["lead1"], chat) == [MASKED, MASKED, MASKED, True]


def test_a_number_over_two_messages_is_masked_in_both_once_it_is_known(
    company: Company,
) -> None:
    chat = world.waiting(world.site(company), text="你好")
    for text in ("139 00", "13 9000"):
        world.said(chat, text)
        catching.look(world.fresh(chat), actor=SYSTEM, now=NOW)
    said = [
        one["text"] for one in company["lead1"].client.read(f"/conversations/{chat.pk}/messages")["items"]
    ]
    assert said == ["你好", "*** **", "** ****"]


def test_what_we_say_is_masked_too_but_not_the_answers_of_the_bot(
    company: Company, chat: Conversation
) -> None:
    sales = company["sales1"].actor
    services.say(chat.pk, author=Author.BOT, text="热线 400-820-8820", actor=SYSTEM, now=NOW)
    services.answer(chat.pk, text="是 13800138000 吗？", actor=sales, now=NOW)
    said = [
        one["text"] for one in company["lead1"].client.read(f"/conversations/{chat.pk}/messages")["items"]
    ]
    assert said == [MASKED, "热线 400-820-8820", "是 138****8000 吗？"]


def test_who_is_rung_for_the_queue_sees_that_there_is_a_number(company: Company, chat: Conversation) -> None:
    event = Event.objects.get(kind="conversation.opened")
    call_agents(fact_of(event.kind, event.data), event, NOW)
    assert {one.params["text"] for one in Notification.objects.all()} == {MASKED}


def test_a_lead_of_a_chat_says_no_number_but_in_its_field(company: Company, chat: Conversation) -> None:
    services.take(chat.pk, actor=company["sales1"].actor, now=NOW)
    catching.look(world.fresh(chat), actor=SYSTEM, now=NOW)
    lead = Lead.objects.get()
    assert (lead.phone, lead.wechat, lead.remark) == ("13800138000", "lily_2020", MASKED)
    Lead.objects.filter(pk=lead.pk).update(owner_id=company["sales2"].id)
    for name, shown in (
        ("ops", "+8613800138000"),
        ("sales2", "+861******8000"),
        ("inspector", "+861******8000"),
    ):
        client = company[name].client
        assert client.read(f"/leads/{lead.pk}")["raw"]["caught"]["phones"] == [shown], name
        (about,) = client.read(f"/conversations/about/lead/{lead.pk}")["items"]
        assert about["last_text"] == MASKED, name


def test_words_copied_into_the_remark_of_a_lead_lose_their_numbers(
    company: Company, chat: Conversation
) -> None:
    services.take(chat.pk, actor=company["sales1"].actor, now=NOW)
    values = {"phone": "13800138000", "remark": f"{PLAIN}\n助理 13900139000"}
    company["sales1"].client.write("POST", f"/conversations/{chat.pk}/leads", values)
    assert Lead.objects.get().remark == "电话 138****8000，微信 l******20\n助理 13900139000"
