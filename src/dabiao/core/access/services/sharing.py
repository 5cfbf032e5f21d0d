"""Opening one record to one person beyond their scope."""

from datetime import datetime

from django.db import transaction

from dabiao.core import subjects
from dabiao.core.access import events
from dabiao.core.access.models import Share, User
from dabiao.core.access.services.roles import bump_user
from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.events.services import record
from dabiao.core.scoping import demand


@transaction.atomic
def share(*, kind: str, object_id: int, user_id: int, level: str, actor: Actor, now: datetime) -> Share:
    """Open one record to one person beyond their scope. The actor must be able to edit it."""
    row = subjects.load(kind, object_id, actor=actor)
    demand(actor, f"{kind}.edit", row)
    if level not in ("read", "edit"):
        raise Invalid("core.not_a_choice", field="level", value=level, known="read, edit")
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise Invalid("core.not_found_here", field="user_id", value=user_id)
    granted, _ = Share.objects.update_or_create(
        kind=kind,
        object_id=object_id,
        user=user,
        source="",
        defaults={"level": level, "created_at": now},
    )
    bump_user(user_id)
    record(events.Shared(user_id=user_id, user_name=user.name, level=level), row, actor=actor, now=now)
    return granted


@transaction.atomic
def unshare(*, kind: str, object_id: int, user_id: int, actor: Actor, now: datetime) -> None:
    """Close it again; withdrawing twice is no error."""
    row = subjects.load(kind, object_id, actor=actor)
    demand(actor, f"{kind}.edit", row)
    found = (
        Share.objects.filter(kind=kind, object_id=object_id, user_id=user_id, source="")
        .select_related("user")
        .first()
    )
    if found is None:
        return
    name = found.user.name
    found.delete()
    bump_user(user_id)
    record(events.Unshared(user_id=user_id, user_name=name), row, actor=actor, now=now)


def open_as(source: str, *, kind: str, object_id: int, user_id: int, level: str, now: datetime) -> None:
    """Open a record because of something else, whose service has decided that and tells of it; in its transaction."""
    Share.objects.get_or_create(
        kind=kind,
        object_id=object_id,
        user_id=user_id,
        source=source,
        defaults={"level": level, "created_at": now},
    )
    bump_user(user_id)


def close_as(source: str, *, kind: str, object_id: int, user_id: int) -> None:
    """Take that back; what was opened by hand stays open."""
    Share.objects.filter(kind=kind, object_id=object_id, user_id=user_id, source=source).delete()
    bump_user(user_id)
