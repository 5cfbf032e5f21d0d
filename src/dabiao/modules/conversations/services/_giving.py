"""A conversation comes into somebody's hands; nobody is given more at once than their site lets one have."""

from datetime import datetime

from dabiao.core.access.models import User
from dabiao.core.actor import Actor
from dabiao.core.db import hold_name
from dabiao.core.errors import Conflict
from dabiao.core.events.services import record
from dabiao.modules.conversations import events
from dabiao.modules.conversations.enums import State
from dabiao.modules.conversations.models import Conversation
from dabiao.modules.conversations.queries.colleagues import room_of
from dabiao.modules.conversations.queries.figures import held_by
from dabiao.modules.conversations.services._held import kept
from dabiao.modules.conversations.services._telling import place, tell_state
from dabiao.modules.org import queries as org


def check_room(owner_id: int, conversation: Conversation) -> None:
    """Whoever is given several at the same moment gets no more than the site allows. Raises `conversations.full`."""
    hold_name(f"chats of {owner_id}")
    most = room_of(conversation)
    if held_by([owner_id]).get(owner_id, 0) >= most:
        raise Conflict("conversations.full", name=org.names_of([owner_id]).get(owner_id, ""), limit=most)


def give(conversation: Conversation, owner_id: int, *, words: str = "", actor: Actor, now: datetime) -> None:
    """From now on it is theirs, whoever had it. The caller holds its row. Raises `org.not_working`."""
    holder, before, was = org.holder(owner_id), conversation.owner_id, place(conversation)
    kept(
        conversation,
        now,
        state=State.OPEN,
        owner=User.objects.get(pk=holder.user_id),
        unit_id=holder.unit_id,
        wanted_at=conversation.wanted_at or now,
        taken_at=now,
    )
    names = org.names_of([before]) if before else {}
    fact = events.ConversationTaken(
        conversation.pk, holder.user_id, holder.name, before, names.get(before or 0, ""), words
    )
    record(fact, conversation, actor=actor, now=now, previous=[was[1:]])
    tell_state(conversation, was)
