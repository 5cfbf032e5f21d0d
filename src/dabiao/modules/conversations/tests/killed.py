"""A process to be killed while visitors speak: `python -m … prepare | hear | report`."""

import json
import sys
from datetime import UTC, datetime

import django

NOW = datetime(2026, 3, 4, 2, tzinfo=UTC)
WORDS = 60


def prepare() -> None:
    from dabiao.modules.conversations.models import Answer
    from dabiao.modules.conversations.tests.builders import a_site, a_visitor

    a_visitor(a_site(bot=True, token="s1"))
    times = {"created_at": NOW, "updated_at": NOW}
    texts, button = {"zh-Hans": "100 元", "en": "100 yuan"}, {"zh-Hans": "价格", "en": "Prices"}
    Answer.objects.create(asked=["价格", "price"], texts=texts, button=button, offered=True, **times)


def hear() -> None:
    """Every word that was not said yet, from the first: a client that had no answer sends again. Says each before it begins."""
    from dabiao.modules.conversations import queries
    from dabiao.modules.conversations.models import Visitor
    from dabiao.modules.conversations.services import visiting

    visitor = Visitor.objects.select_related("site").get()
    for number in range(WORDS):
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        actor = queries.as_actor(visitor)
        visiting.hear(visitor, text="价格", client_id=f"word-{number:04}", actor=actor, now=NOW)


def report() -> None:
    from dabiao.modules.conversations.models import Answer, Conversation, Message

    said = list(Message.objects.order_by("seq").values_list("seq", "author", "client_id"))
    whole = {
        "talks": Conversation.objects.count(),
        "numbers": [seq for seq, _, _ in said] == list(range(1, len(said) + 1)),
        "turns": [author for _, author, _ in said] == ["visitor", "bot"] * WORDS,
        "words": [id for _, _, id in said if id] == [f"word-{number:04}" for number in range(WORDS)],
        "used": Answer.objects.get().used,
    }
    sys.stdout.write(json.dumps(whole))


def agent_answers() -> None:
    """Somebody takes what waits, and answers."""
    from dabiao.modules.conversations import services
    from dabiao.modules.conversations.models import Conversation
    from dabiao.modules.conversations.tests.builders import agent_says
    from dabiao.modules.org.models import Employee
    from dabiao.testing.people import Person, make_person, make_unit

    talk = Conversation.objects.latest("pk")
    person = Employee.objects.filter(user__login="limin").first()
    agent = (
        Person(person)
        if person
        else make_person("limin", make_unit("总部", "company", None), "salesperson", name="李敏")
    )
    services.take(talk.pk, actor=agent.actor, now=talk.last_at)
    agent_says(talk, agent, sys.argv[2], now=talk.last_at)


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "hear": hear, "report": report, "answer": agent_answers}[sys.argv[1]]()
