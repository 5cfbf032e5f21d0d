"""A reply in a chat stops the clock of who has the lead, and nobody else's (D4)."""

from datetime import datetime
from threading import Barrier, Thread

import pytest
from django.db import connection, connections, transaction

from dabiao.core.actor import SYSTEM
from dabiao.core.events.models import Event
from dabiao.modules.conversations import services as chats
from dabiao.modules.conversations.enums import Author
from dabiao.modules.conversations.models import Conversation
from dabiao.modules.conversations.services import catching
from dabiao.modules.conversations.tests import world as chatting
from dabiao.modules.dispatch.models import Breach
from dabiao.modules.dispatch.tests.world import after, arrived, case_of, owner_of, policy, rule, run, stint_of
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
NUMBER = "13812345678"


@pytest.fixture
def company() -> Company:
    policy()
    return make_company()


def talk(company: Company, who: str = "sales1") -> Conversation:
    """Somebody came and asked; this agent has it and has greeted them."""
    chat = chatting.waiting(chatting.site(company))
    answer(company, chat, who, NOW)
    return chatting.fresh(chat)


def answer(company: Company, chat: Conversation, who: str, at: datetime, text: str = "您好") -> None:
    chats.answer(chat.pk, text=text, actor=company[who].actor, now=at)


def leaves_a_number(company: Company, chat: Conversation, *owners: str) -> Lead:
    """They say it in the chat, and the lead is given at once."""
    rule(company, *(owners or ("sales1",)))
    chatting.said(chat, f"电话 {NUMBER}", now=NOW)
    with transaction.atomic():
        catching.look(chatting.fresh(chat), actor=SYSTEM, now=NOW)
    run()
    return Lead.objects.get()


def stopped(lead: Lead) -> tuple[str, datetime | None, str]:
    stint = stint_of(lead)
    return stint.evidence, stint.responded_at, case_of(lead).state


RUNS = ("", None, "responding")


def test_who_has_the_lead_answers_in_the_chat(company: Company) -> None:
    chat = talk(company)
    lead = leaves_a_number(company, chat)
    assert stopped(lead) == RUNS  # what was said before it was given is no answer
    answer(company, chat, "sales1", after(minutes=2))
    assert stopped(lead) == ("chat", after(minutes=2), "feedback")
    assert Event.objects.get(kind="dispatch.responded").data["in_time"] is True
    answer(company, chat, "sales1", after(minutes=4))
    assert stopped(lead) == ("chat", after(minutes=2), "feedback")


def test_a_word_more_after_a_pause_counts_though_they_asked_nothing_since(company: Company) -> None:
    chat = talk(company)
    lead = leaves_a_number(company, chat)
    Conversation.objects.filter(pk=chat.pk).update(last_author=Author.AGENT)
    answer(company, chat, "sales1", after(seconds=59))
    assert stopped(lead) == RUNS
    answer(company, chat, "sales1", after(seconds=119))
    assert stopped(lead) == ("chat", after(seconds=119), "feedback")


def test_what_somebody_else_answers_stops_nothing(company: Company) -> None:
    chat = talk(company, "sales1b")
    lead = leaves_a_number(company, chat)
    answer(company, chat, "sales1b", after(minutes=1))
    assert (owner_of(lead), stopped(lead)) == (company["sales1"].id, RUNS)


def test_the_bot_answers_for_nobody(company: Company) -> None:
    chat = talk(company)
    lead = leaves_a_number(company, chat)
    for author in (Author.BOT, Author.SYSTEM):
        chats.say(chat.pk, author=author, text="顾问马上来", actor=SYSTEM, now=after(minutes=1))
    assert stopped(lead) == RUNS


def test_an_answer_too_late_is_noted_as_late(company: Company) -> None:
    chat = talk(company)
    lead = leaves_a_number(company, chat)
    answer(company, chat, "sales1", after(minutes=6))
    assert stopped(lead) == ("chat", after(minutes=6), "feedback")
    assert Event.objects.get(kind="dispatch.responded").data["in_time"] is False


def test_after_the_clock_ran_out_the_lead_has_another_and_only_theirs_counts(company: Company) -> None:
    chat = talk(company)
    lead = leaves_a_number(company, chat, "sales1", "sales1b")
    first = owner_of(lead)
    Conversation.objects.filter(pk=chat.pk).update(owner_id=first)
    run(after(minutes=3))
    run(after(minutes=5))
    assert Breach.objects.get().owner_id == first
    who = next(name for name in ("sales1", "sales1b") if company[name].id == first)
    answer(company, chat, who, after(minutes=6))
    assert (owner_of(lead) == first, stopped(lead)) == (False, RUNS)


def test_a_chat_that_is_linked_later_counts_from_when_it_was_answered(company: Company) -> None:
    chat = talk(company)
    rule(company, "sales1")
    lead = arrived(company, phone=NUMBER, now=after(minutes=1))
    run(after(minutes=1))
    link = {"about_kind": "lead", "about_id": lead.pk, "actor": company["sales1"].actor}
    chats.link(chat.pk, now=after(minutes=2), **link)  # what was said before it was given is no answer
    assert stopped(lead) == RUNS
    other = chatting.waiting(chatting.site(company))
    for minute in (3, 4):
        answer(company, other, "sales1", after(minutes=minute))
    chats.link(other.pk, now=after(minutes=5), **link)
    assert stopped(lead) == ("chat", after(minutes=3), "feedback")


def test_one_fact_tells_of_all_that_is_said_in_a_row(company: Company) -> None:
    chat = talk(company)
    for second in range(1, 5):
        answer(company, chat, "sales1", after(seconds=second))
    chatting.said(chat, "多少钱？", now=after(seconds=5))
    answer(company, chat, "sales1", after(seconds=6))
    assert Event.objects.filter(kind="conversation.answered").count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_answer_sent_twice_at_once_stops_the_clock_once(company: Company) -> None:
    chat = talk(company)
    lead = leaves_a_number(company, chat)
    start, wrong = Barrier(2), []

    def send() -> None:
        try:
            start.wait(10)
            actor = company["sales1"].actor
            chats.answer(chat.pk, text="马上", client_id="m-1", actor=actor, now=after(minutes=1))
        except Exception as error:
            wrong.append(error)
        finally:
            connections.close_all()

    if connection.vendor == "sqlite":  # writers of one process go in turn there
        for _ in range(2):
            actor = company["sales1"].actor
            chats.answer(chat.pk, text="马上", client_id="m-1", actor=actor, now=after(minutes=1))
    else:
        threads = [Thread(target=send) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert wrong == []
    assert stopped(lead) == ("chat", after(minutes=1), "feedback")
    assert Event.objects.filter(kind="dispatch.responded").count() == 1
