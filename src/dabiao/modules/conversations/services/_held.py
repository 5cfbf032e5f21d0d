"""A conversation under its lock: whoever changes it, or says something in it, holds its row first, so that messages are
numbered without gaps and two who answer or take at once come one after the other."""

from datetime import datetime

from django.db.models import QuerySet

from dabiao.core.scoping import fetch
from dabiao.modules.conversations.models import Conversation, Visitor


def held(conversations: QuerySet[Conversation], id: int) -> Conversation:
    """Raises `core.not_found`."""
    return fetch(conversations, id, lock=True)


def hold_visitor(visitor: Visitor) -> None:
    """Whatever this visitor begins comes one after the other, until the transaction ends."""
    list(Visitor.objects.select_for_update().filter(pk=visitor.pk).values_list("pk"))


def kept(conversation: Conversation, now: datetime, **changes: object) -> Conversation:
    for name, value in changes.items():
        setattr(conversation, name, value)
    conversation.version += 1
    conversation.updated_at = now
    conversation.save(update_fields=[*changes, "version", "updated_at"])
    return conversation
