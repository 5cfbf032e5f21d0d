"""Who serves visitors: whom a conversation may be handed to, and who is rung for a queue."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from dabiao.core.access.models import User
from dabiao.core.actor import Actor
from dabiao.modules.conversations.models import Conversation
from dabiao.modules.conversations.queries import CLAIM, READ
from dabiao.modules.conversations.queries.figures import held_by
from dabiao.modules.org import queries as org

SERVE = "conversation.serve"
AT_ONCE = 5  # chats of one agent, where no site says
MOST = 50


def room_of(conversation: Conversation) -> int:
    """How many chats one agent may have at once, by this one's site."""
    return conversation.site.chats_each if conversation.site else AT_ONCE


def granted(user_ids: Collection[int], *permissions: str) -> set[int]:
    """Those of these people who have all of the permissions, by whichever of their roles."""
    found = set(user_ids)
    for permission in permissions:
        having = User.objects.filter(pk__in=found, is_active=True, roles__grants__has_key=permission)
        found = set(having.values_list("pk", flat=True))
    return found


def serving(*, q: str = "", actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """Colleagues who serve visitors, who is there first, with how many chats each has just now. Raises `access.forbidden`."""
    actor.require(READ)
    people = {person["id"]: person for person in org.people(q=q, limit=500)}
    serve = granted(people, SERVE)
    there, held = set(org.ready(serve, now=now)), held_by(list(serve))
    rows = [{**people[id], "ready": id in there, "chats": held.get(id, 0)} for id in people if id in serve]
    return sorted(rows, key=lambda row: (not row["ready"], row["chats"], row["id"]))[:MOST]


def to_ring(conversation: Conversation, *, now: datetime) -> list[int]:
    """Who is there, may take from the queue that it waits in, and has room; they stand in its unit or below."""
    unit_id = conversation.unit_id
    units = [unit["id"] for unit in org.units()] if unit_id is None else org.units_below(unit_id)
    may = granted(org.staff_of(units), SERVE, CLAIM)
    there = sorted(org.ready(may, now=now))
    held, most = held_by(there), room_of(conversation)
    return [id for id in there if held.get(id, 0) < most]
