"""Ending what nobody goes on with."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.modules.conversations.enums import State
from dabiao.modules.conversations.models import Conversation
from dabiao.modules.conversations.queries import idle
from dabiao.modules.conversations.rules.presence import IDLE, is_idle
from dabiao.modules.conversations.services._held import held
from dabiao.modules.conversations.services.holding import close


def close_idle(*, actor: Actor, now: datetime) -> int:
    """End every conversation in which nothing was said for as long as its state allows; how many ended. A word that comes
    in the meantime keeps its conversation."""
    return sum(_close(id, actor, now) for id in idle(now))


@transaction.atomic
def _close(id: int, actor: Actor, now: datetime) -> bool:
    conversation = held(Conversation.objects.all(), id)
    if not is_idle(conversation.state, conversation.last_at, now):
        return False
    ending = IDLE[State(conversation.state)][1]
    close(id, ending=ending, allowed=True, actor=actor, now=now)
    return True
