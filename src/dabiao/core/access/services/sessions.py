"""Which browsers somebody is signed in with, and ending that from elsewhere."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.access import auth, events, positions
from dabiao.core.access.devices import device_of
from dabiao.core.access.models import Session, User
from dabiao.core.actor import Actor
from dabiao.core.errors import Forbidden, NotFound
from dabiao.core.events.services import record
from dabiao.core.scoping import covers

MANAGE = "account.manage"


def demand_person(user_id: int, *, actor: Actor) -> User:
    """Somebody whose account the actor may manage. Raises `access.forbidden`, `core.not_found`."""
    actor.require(MANAGE)
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise NotFound("core.not_found", kind="user", id=user_id)
    if not _manages(actor, user_id):
        raise Forbidden("access.forbidden", permission=MANAGE)
    return user


def _manages(actor: Actor, user_id: int) -> bool:
    unit_id = positions.of(user_id).unit_id
    return covers(actor, MANAGE, id=user_id, owner_id=user_id, unit_id=unit_id)


def sessions_of(user_id: int, *, key: str, now: datetime) -> list[dict[str, Any]]:
    """The open sessions of somebody, the latest seen first; `key` is the cookie of who asks."""
    mine = auth.digest(key)
    return [
        {
            "id": one.pk,
            "current": one.key_hash == mine,
            "device": device_of(one.user_agent),
            "address": one.address,
            "created_at": one.created_at,
            "seen_at": one.seen_at,
        }
        for one in Session.objects.filter(user_id=user_id, expires_at__gt=now).order_by("-seen_at", "-id")
    ]


@transaction.atomic
def end_session(session_id: int, *, actor: Actor, now: datetime) -> None:
    """Sign one browser out: one's own, or of somebody whose account one manages. Raises `core.not_found`."""
    session = Session.objects.select_for_update().filter(pk=session_id).first()
    if session is None or not (session.user_id == actor.user_id or _manages(actor, session.user_id)):
        raise NotFound("core.not_found", kind="session", id=session_id)
    session.delete()
    _note(session.user_id, 1, actor, now)


@transaction.atomic
def end_sessions(user_id: int, *, keep: str = "", actor: Actor, now: datetime) -> int:
    """Sign somebody out everywhere but for the session of `keep`; how many that were."""
    if user_id != actor.user_id:
        demand_person(user_id, actor=actor)
    ended = auth.forget_sessions(User(pk=user_id), keep=keep)
    if ended:
        _note(user_id, ended, actor, now)
    return ended


def _note(user_id: int, count: int, actor: Actor, now: datetime) -> None:
    record(events.SessionsEnded(count=count), ("user", user_id), actor=actor, now=now)
