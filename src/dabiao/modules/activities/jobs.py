"""Reminding people of what falls due."""

from datetime import datetime
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.notifications.outward import wishes_of
from dabiao.core.notifications.services import notify
from dabiao.core.timers.registry import every
from dabiao.modules.activities import rules
from dabiao.modules.activities.queries import reminders


@every(60, "activities.remind")
def remind(_: Any, now: datetime) -> None:
    """Tell everybody once, as long before as they wish; each due time of a record is said once, however often this runs."""
    due = [*reminders.contacts_due(now), *reminders.tasks_due(now)]
    wishes = wishes_of(one.owner_id for one in due)
    zone = get_default_timezone()
    for one in due:
        if rules.to_be_said(one.due_at, one.wanted_at, wishes[one.owner_id].remind_minutes, now):
            kind = "task" if one.kind == "task" else "contact"
            at = one.due_at.astimezone(zone)
            params = {"title": one.title, "at": f"{at:%H:%M}" if one.wanted_at is None else f"{at:%m-%d}"}
            notify(
                [one.owner_id],
                f"reminder.{kind}",
                params,
                (one.kind, one.id),
                now,
                dedupe=one.due_at.isoformat(),
                outward=True,
            )
