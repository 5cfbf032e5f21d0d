"""What the head of the console says, each number with the list it counts."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, F, Min, Q
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.modules.conversations.enums import State
from dabiao.modules.conversations.models import Conversation
from dabiao.modules.conversations.queries import READ, visible_to

SOON = 30  # seconds within which a first answer is a quick one
RATED_DAYS = 30


def figures(*, actor: Actor, now: datetime) -> dict[str, Any]:
    """Of what the actor may see, in two statements: those that run have an index of their own. Raises `access.forbidden`."""
    actor.require(READ)
    today = now.astimezone(get_default_timezone()).replace(hour=0, minute=0, second=0, microsecond=0)
    month = today - timedelta(days=RATED_DAYS)
    visible = visible_to(actor)
    waiting, mine = Q(state=State.WAITING), Q(state=State.OPEN, owner_id=actor.user_id)
    runs = visible.exclude(state=State.CLOSED).aggregate(
        waiting=Count("pk", filter=waiting),
        waiting_since=Min("wanted_at", filter=waiting),
        mine=Count("pk", filter=mine),
        live=Count("pk"),
    )
    wanted = Q(wanted_at__gte=today)
    answered = wanted & Q(answered_at__isnull=False)
    soon = answered & Q(answered_at__lte=F("wanted_at") + timedelta(seconds=SOON))
    rated = Q(closed_at__gte=month, stars__isnull=False)
    done = visible.filter(last_at__gte=month).aggregate(
        answered=Count("pk", filter=answered),
        answered_soon=Count("pk", filter=soon),
        rated=Count("pk", filter=rated),
        stars=Avg("stars", filter=rated),
    )
    stars = None if done["stars"] is None else round(float(done["stars"]), 1)
    return {
        **runs,
        **done,
        "stars": stars,
        "soon": SOON,
        "as_of": now,
        "today_from": today,
        "rated_from": month,
    }


def held_by(user_ids: list[int]) -> dict[int, int]:
    """How many chats each of these people has just now; who has none is left out."""
    held = Conversation.objects.filter(owner_id__in=user_ids, state=State.OPEN).values_list("owner_id")
    return dict(held.annotate(n=Count("pk")))
