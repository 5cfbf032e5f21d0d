"""With whom a conversation is, once that is known; and where a lead that comes of it came from."""

from datetime import datetime
from typing import Any

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.events.services import record
from dabiao.modules.conversations import events
from dabiao.modules.conversations.models import Conversation
from dabiao.modules.conversations.services._held import kept
from dabiao.modules.leads.enums import LeadSource


def linked(
    conversation: Conversation, about: tuple[str, int], *, by: str, actor: Actor, now: datetime
) -> None:
    """The conversation is held by the caller. `by` as in `ConversationLinked`; the same again changes nothing."""
    kind, id = about
    if (conversation.about_kind, conversation.about_id) == about:
        return
    kept(conversation, now, about_kind=kind, about_id=id)
    fact = events.ConversationLinked(conversation.pk, kind, id, by)
    record(fact, conversation, subjects.get(kind).model._default_manager.get(pk=id), actor=actor, now=now)


def origin_of(conversation: Conversation) -> dict[str, Any]:
    """What a lead keeps of where it came from, whoever makes it."""
    return {
        "source": LeadSource.CHAT,
        "campaign": conversation.site.campaign if conversation.site else "",
        "raw": {"conversation_id": conversation.pk, "page": conversation.page},
    }
