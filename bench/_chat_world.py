"""Open chats in an empty database, and what stands in it at the end."""

import os
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Chat:
    id: int
    secret: str
    agent: int  # place in `World.cookies`


@dataclass(frozen=True)
class World:
    chats: list[Chat]
    cookies: list[str]


def made(url: str, home: str, chats: int, agents: int) -> World:
    """So many visitors, each with an agent who has taken the conversation."""
    os.environ |= {
        "DATABASE_URL": url,
        "DABIAO_HOME": home,
        "DJANGO_SETTINGS_MODULE": "dabiao.config.settings",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    people = _people(agents)
    return World(_chats(people, chats), [_cookie(person) for person in people])


def _people(count: int) -> list[Any]:
    from dabiao.testing.people import make_person, make_unit

    root = make_unit("总部", "company", None)
    return [make_person(f"agent{number}", root, "salesperson") for number in range(count)]


def _cookie(person: Any) -> str:
    from django.conf import settings

    return f"{settings.SESSION_COOKIE}={person.client.cookies[settings.SESSION_COOKIE].value}"


def _chats(people: list[Any], count: int) -> list[Chat]:
    from django.db import transaction
    from django.utils import timezone

    from dabiao.modules.conversations import queries, services
    from dabiao.modules.conversations.models import Site, Visitor

    now = timezone.now()
    site = Site.objects.create(
        name="bench", token="bench", bot=False, chats_each=1_000, created_at=now, updated_at=now
    )
    actors = [person.actor for person in people]
    found = []
    with transaction.atomic():
        for number in range(count):
            secret = f"secret-{number}"
            visitor = Visitor.objects.create(
                site=site,
                secret_hash=queries.digest(secret),
                language="zh-Hans",
                first_seen_at=now,
                last_seen_at=now,
            )
            talk = services.opened(visitor, actor=queries.as_actor(visitor), now=now)
            services.take(talk.pk, actor=actors[number % len(people)], now=now)
            found.append(Chat(talk.pk, secret, number % len(people)))
    return found


def standing() -> dict[int, list[str]]:
    """Conversation → what was said in it, in order, by its sender's id."""
    from dabiao.modules.conversations.models import Message

    found: dict[int, list[str]] = {}
    for id, client_id in Message.objects.order_by("conversation_id", "seq").values_list(
        "conversation_id", "client_id"
    ):
        found.setdefault(id, []).append(client_id)
    return found
