"""What conversations does when something happens: agents are rung, and fall silent."""

from datetime import datetime
from typing import Any

from dabiao.core.events.handlers import after_commit, inline
from dabiao.core.events.models import Event
from dabiao.core.notifications.services import mark_settled, notify
from dabiao.modules.conversations import events
from dabiao.modules.conversations.enums import State
from dabiao.modules.conversations.models import Conversation
from dabiao.modules.conversations.queries import colleagues
from dabiao.modules.conversations.queries.veiling import veiled_text

WAITING, HANDED = "conversations.waiting", "conversations.handed"
RINGS = 120  # seconds; whoever looks later sees the queue


@after_commit(events.ConversationOpened, events.ConversationQueued)
def call_agents(fact: Any, event: Event, now: datetime) -> None:
    """Those whom its queue concerns, unless somebody has it by now."""
    conversation = Conversation.objects.select_related("site").filter(pk=fact.conversation_id).first()
    if conversation is None or conversation.state != State.WAITING:
        return
    people = colleagues.to_ring(conversation, now=now)
    params = {
        "name": conversation.name or f"#{conversation.pk}",
        "text": veiled_text(conversation.last_text, conversation.caught),
    }
    wish = str(conversation.wanted_at)  # whoever was told of this wish for a person is not told of it twice
    notify(people, WAITING, params, conversation, now, dedupe=wish, ring=True, ttl=RINGS)


@inline(events.ConversationTaken, events.ConversationClosed)
def fall_silent(fact: Any, event: Event, now: datetime) -> None:
    mark_settled(WAITING, ("conversation", fact.conversation_id), now)


@after_commit(events.ConversationTaken)
def tell_who_has_it(fact: events.ConversationTaken, event: Event, now: datetime) -> None:
    """Whom it was handed to; whoever took it knows."""
    if fact.owner_id == event.actor_id:
        return
    conversation = Conversation.objects.filter(pk=fact.conversation_id).exclude(state=State.CLOSED).first()
    if conversation is not None and conversation.owner_id == fact.owner_id:
        params = {
            "name": conversation.name or f"#{conversation.pk}",
            "by": event.actor_name,
            "words": fact.words,
        }
        notify([fact.owner_id], HANDED, params, conversation, now, dedupe=event.pk, ring=True, outward=True)
