"""Who may do what with a conversation, and with the settings of chats."""

from django.db.models import Q, QuerySet

from dabiao.core.actor import Actor, Scope
from dabiao.core.errors import Conflict, Forbidden
from dabiao.core.scoping import demand
from dabiao.modules.conversations.enums import State
from dabiao.modules.conversations.models import Conversation
from dabiao.modules.conversations.queries import CLAIM, visible_to

SERVE, ASSIGN, MANAGE = "conversation.serve", "conversation.assign", "chat.manage"


def demand_hand(conversation: Conversation, actor: Actor) -> None:
    """Whoever has it, and whoever leads them. Raises `access.forbidden`."""
    if conversation.owner_id != actor.person or not actor.may(SERVE):
        demand(actor, ASSIGN, conversation)


def check_live(conversation: Conversation) -> None:
    """Raises `conversations.closed`."""
    if conversation.state == State.CLOSED:
        raise Conflict("conversations.closed")


def demand_manager(unit_id: int | None, actor: Actor) -> None:
    """Whoever manages chats of that unit; of the whole company only who manages all. Raises `access.forbidden`."""
    scope = actor.scope(MANAGE)
    if scope is not Scope.ALL and (scope is None or unit_id not in actor.unit_ids):
        raise Forbidden("access.forbidden", permission=MANAGE)


def takeable(actor: Actor) -> QuerySet[Conversation]:
    """What the actor sees, and what they saw in the queue until somebody was faster: they are told who."""
    if not actor.may(CLAIM):
        return visible_to(actor)
    waited = (
        Q() if actor.scope(CLAIM) is Scope.ALL else Q(site__unit=None) | Q(site__unit__in=actor.unit_path)
    )
    return Conversation.objects.filter(
        Q(pk__in=visible_to(actor).values("pk")) | Q(waited, state=State.OPEN, site__isnull=False)
    )
