"""Ringing what happened in a conversation: to its visitor and to every desk, in the transaction in which it happened."""

from typing import Any

from dabiao.core.live.topics import ring
from dabiao.modules.conversations.models import Conversation, Message
from dabiao.modules.conversations.queries import TOPIC, as_said, standing

Place = tuple[str, int | None, int | None]


def place(conversation: Conversation) -> Place:
    """Where it stands, as far as that decides who hears of it."""
    return conversation.state, conversation.owner_id, conversation.unit_id


def tell_said(conversation: Conversation, message: Message) -> None:
    """A message too long to be carried is read by whoever listens."""
    head = {**_head(conversation, "message"), "seq": message.seq}
    ring(_topic(conversation), {**head, "message": as_said(message)}, shorter=head)


def tell_state(conversation: Conversation, before: Place | None) -> None:
    """Who has it, that it waits, that it is over; `before` None: it has just begun."""
    note = {**_head(conversation, "state"), "was": before, **standing(conversation)}
    ring(_topic(conversation), {**note, "version": conversation.version})


def tell_read(conversation: Conversation, by: str, seq: int) -> None:
    ring(_topic(conversation), {**_head(conversation, "read"), "by": by, "seq": seq})


def tell_typing(conversation: Conversation, by: str, *, name: str = "") -> None:
    ring(_topic(conversation), {**_head(conversation, "typing"), "by": by, "name": name})


def _head(conversation: Conversation, what: str) -> dict[str, Any]:
    return {
        "what": what,
        "id": conversation.pk,
        "owner_id": conversation.owner_id,
        "unit_id": conversation.unit_id,
        "state": conversation.state,
    }


def _topic(conversation: Conversation) -> str:
    return f"{TOPIC}/{conversation.pk}"
