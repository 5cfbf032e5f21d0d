"""Whoever speaks, takes and ends at whatever moment: messages stay numbered without gaps, and nothing is said twice."""

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as some

from dabiao.core.errors import Conflict, DomainError
from dabiao.core.events.tests.samples import undone
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.conversations import queries, services
from dabiao.modules.conversations.enums import Ending, State
from dabiao.modules.conversations.models import Conversation, Message, Visitor
from dabiao.modules.conversations.services import visiting
from dabiao.modules.conversations.tests.builders import a_site, a_talk, a_visitor, agent_says, visitor_says
from dabiao.testing.people import NOW, Company, make_company

STEPS = some.lists(
    some.tuples(
        some.sampled_from(["hear", "answer", "take", "close", "call", "read"]),
        some.sampled_from(["sales1", "sales1b"]),
        some.integers(0, 3),
    ),
    max_size=14,
)


def numbers_of(talk: Conversation) -> list[int]:
    return list(Message.objects.filter(conversation=talk).order_by("seq").values_list("seq", flat=True))


def step(company: Company, visitor: Visitor, what: str, who: str, number: int) -> None:
    talk = queries.newest_talk(visitor)
    actor, visiting_actor = company[who].actor, queries.as_actor(visitor)
    if what == "hear":
        visiting.hear(visitor, text="在吗", client_id=f"visitor-{number}", actor=visiting_actor, now=NOW)
    elif what == "call":
        visiting.call_person(visitor, actor=visiting_actor, now=NOW)
    elif talk is None:
        return
    elif what == "answer":
        agent_says(talk, company[who], "在的", client_id=f"{who}-{number}")
    elif what == "take":
        services.take(talk.pk, actor=actor, now=NOW)
    elif what == "read":
        visiting.read(talk, seq=number, actor=visiting_actor, now=NOW)
    else:
        services.close(talk.pk, ending=Ending.AGENT, actor=actor, now=NOW)


@pytest.mark.django_db
@settings(max_examples=40)
@given(STEPS)
def test_any_order_of_steps_keeps_numbers_whole_and_says_each_thing_once(
    steps: list[tuple[str, str, int]],
) -> None:
    undone(lambda: walked(steps))


def walked(steps: list[tuple[str, str, int]]) -> None:
    company, visitor = make_company(), a_visitor(a_site(bot=True))
    for one in steps:
        try:
            with transaction.atomic():
                step(company, visitor, *one)
        except DomainError:
            continue  # a refusal changes nothing, which is what is looked at below
    talks = list(Conversation.objects.order_by("pk"))
    assert [talk for talk in talks if talk.state != State.CLOSED][1:] == []
    for talk in talks:
        assert numbers_of(talk) == list(range(1, talk.last_seq + 1))
        assert max(talk.visitor_read, talk.agent_read) <= talk.last_seq
        assert (talk.state == State.OPEN) <= (talk.owner_id is not None)
    said = list(Message.objects.exclude(client_id="").values_list("conversation_id", "client_id"))
    assert len(said) == len(set(said))
    heard = [client_id for _, client_id in said if client_id.startswith("visitor")]
    assert len(heard) == len(set(heard))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_at_once_one_has_it_and_the_other_is_told_who(tmp_path: Path) -> None:
    company, talk = make_company(), a_talk()
    one, two = company["sales1"].actor, company["sales1b"].actor
    with real_database(tmp_path) as together:
        said: list[Any] = together(
            lambda: services.take(talk.pk, actor=one, now=NOW),
            lambda: services.take(talk.pk, actor=two, now=NOW),
        )
        (refused,) = [each for each in said if isinstance(each, Exception)]
        (taken,) = [each for each in said if not isinstance(each, Exception)]
        assert isinstance(refused, Conflict)
        assert (refused.code, refused.params) == ("conversations.taken", {"owner": taken.owner.name})


@pytest.mark.django_db(transaction=True)
def test_many_who_speak_at_once_get_numbers_of_their_own(tmp_path: Path) -> None:
    company, talk = make_company(), a_talk()
    agents = [company["sales1"], company["sales1b"]]
    services.take(talk.pk, actor=agents[0].actor, now=NOW)
    with real_database(tmp_path) as together:
        said: list[Any] = together(
            *(lambda who=who: agent_says(talk, who, "在的", client_id="agent-same-1") for who in agents),
            *(lambda n=n: visitor_says(talk, "在吗", client_id=f"visitor-{n % 2}") for n in range(4)),
        )
        assert [one for one in said if isinstance(one, Exception)] == []
        assert numbers_of(talk) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_the_same_words_sent_twice_at_once_are_said_and_answered_once(tmp_path: Path) -> None:
    visitor = a_visitor(a_site(bot=True))
    actor = queries.as_actor(visitor)
    with real_database(tmp_path) as together:
        said: list[Any] = together(
            *[lambda: visiting.hear(visitor, text="人工", client_id="same-id-1", actor=actor, now=NOW)] * 3
        )
        assert [one for one in said if isinstance(one, Exception)] == []
        talk = Conversation.objects.get()
        assert (numbers_of(talk), talk.state) == ([1, 2], "waiting")
