"""Who has a part in an event: they see it, invite to it and stand at its door."""

from datetime import datetime

from django.db import transaction

from dabiao.core.access import services as access
from dabiao.core.actor import Actor
from dabiao.core.errors import NotFound
from dabiao.core.notifications.services import notify
from dabiao.modules.org import queries as org
from dabiao.modules.sales_events import events
from dabiao.modules.sales_events.models import Helper, SalesEvent
from dabiao.modules.sales_events.services import _held
from dabiao.modules.sales_events.services._helpers import SOURCE, add_helper, tell


@transaction.atomic
def set_helper(
    event_id: int,
    *,
    user_id: int,
    part: str,
    goal_invited: int | None = None,
    goal_attended: int | None = None,
    actor: Actor,
    now: datetime,
) -> Helper:
    """Give a working colleague a part, or another, with how many guests they are to invite and to bring; they are told. The
    same once more is no news. Raises `org.not_working`, `sales_events.too_many_helpers`."""
    event = _held.to_edit(event_id, actor)
    _held.check_ahead(event)
    wanted = {"part": part, "goal_invited": goal_invited, "goal_attended": goal_attended}
    helper = Helper.objects.filter(event=event, user_id=user_id).first()
    if helper is None:
        helper = add_helper(event, user_id, actor, now, **wanted)
        params = {"name": event.name, "by": actor.name}
        if user_id != actor.user_id:
            notify([user_id], "sales_event.taken_in", params, (_held.KIND, event.pk), now)
    elif any(getattr(helper, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(helper, name, value)
        helper.save(update_fields=list(wanted))
        name = org.names_of([user_id]).get(user_id, "")
        tell(event, events.HelperSet(event.name, user_id, name, part), user_id, actor, now)
    return helper


@transaction.atomic
def remove_helper(event_id: int, *, user_id: int, actor: Actor, now: datetime) -> None:
    """Take somebody's part away; whom they invited stays invited. Raises `core.not_found` for who has none."""
    event = _held.to_edit(event_id, actor)
    helper = Helper.objects.filter(event=event, user_id=user_id).first()
    if helper is None:
        raise NotFound("core.not_found", kind="user", id=user_id)
    _remove(helper, event, actor, now)


@transaction.atomic
def leave_teams(user_id: int, *, actor: Actor, now: datetime) -> int:
    """Who left the company has no part any more; returns in how many they had. Running it again changes nothing."""
    helpers = list(Helper.objects.filter(user_id=user_id).order_by("event_id"))
    for helper in helpers:
        _remove(helper, _held.held(helper.event_id), actor, now)
    return len(helpers)


def _remove(helper: Helper, event: SalesEvent, actor: Actor, now: datetime) -> None:
    user_id = helper.user_id
    helper.delete()
    access.close_as(SOURCE, kind=_held.KIND, object_id=event.pk, user_id=user_id)
    name = org.names_of([user_id]).get(user_id, "")
    tell(event, events.HelperRemoved(event.name, user_id, name), user_id, actor, now)
