"""A series is changed for all that follow: the one that is planned goes with it, what was held stays as it was."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import columns, merge_edit, wired
from dabiao.core.scoping import demand, fetch
from dabiao.core.timers.services import schedule
from dabiao.modules.meetings import events, rules
from dabiao.modules.meetings.enums import MeetingState
from dabiao.modules.meetings.models import Meeting, Series
from dabiao.modules.meetings.queries import WRITE, series_for
from dabiao.modules.meetings.services._meetings import key_of, save, tell
from dabiao.modules.meetings.services._placing import place_of
from dabiao.modules.meetings.services.planning import NEXT

EDITABLE = frozenset({"title", "place", "at", "minutes", "weekdays", "number", "skip_holidays"})
WHEN = frozenset({"at", "minutes", "weekdays", "number", "skip_holidays"})


@transaction.atomic
def edit_series(
    series_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Series:
    """Title, place, time of day, length and days of all that follow. Raises `core.not_found`, `access.forbidden`,
    `edit.conflict`, `core.required`, `meetings.no_weekdays`, `meetings.no_workday`, `meetings.bad_length`,
    `meetings.not_now` (409) for one that has ended."""
    series = fetch(series_for(actor), series_id, lock=True)
    demand(actor, WRITE, series)
    if series.ended_at is not None:
        raise Conflict("meetings.not_now", field="ended_at", title=series.title)
    given = dict(changes)
    if "weekdays" in given:
        given["weekdays"] = sorted(set(given["weekdays"]))
    applied = merge_edit(series, given, base=base, version=version, editable=EDITABLE)
    if not applied:
        return series
    if not series.title.strip():
        raise Invalid("core.required", field="title")
    if not 5 <= series.minutes <= rules.LONGEST:
        raise Invalid("meetings.bad_length", field="minutes", limit=rules.LONGEST)
    rules.check_repeat(series.repeat, series.weekdays, series.number)
    series.updated_at = now
    series.save(update_fields=[*columns(applied), "version", "updated_at"])
    record(events.SeriesEdited(series.title, wired(applied)), series, actor=actor, now=now)
    _follow(series, moved=not WHEN.isdisjoint(applied), actor=actor, now=now)
    return series


def _follow(series: Series, *, moved: bool, actor: Actor, now: datetime) -> None:
    """The meeting that lies ahead is as the series says now; one that was moved by hand is moved to its day again."""
    rows = Meeting.objects.filter(series=series).order_by("-planned_on")
    ahead = rows.filter(state=MeetingState.PLANNED, starts_at__gt=now).select_for_update().first()
    if ahead is None:
        return
    values: dict[str, Any] = {"title": series.title, "place": series.place}
    before = ahead.starts_at
    if moved:
        earlier = rows.exclude(pk=ahead.pk).first()
        found = place_of(series, earlier.planned_on if earlier else None, now)
        if found is not None:
            day, starts_at = found
            ends_at = starts_at + timedelta(minutes=series.minutes)
            values |= {"planned_on": day, "starts_at": starts_at, "ends_at": ends_at}
    save(ahead, now, **values)
    schedule(key_of(series.pk), ahead.ends_at, NEXT, {"id": series.pk})
    if ahead.starts_at == before:
        record(events.MeetingEdited(ahead.title), ahead, actor=actor, now=now)
        return
    record(events.MeetingMoved(ahead.title, ahead.starts_at, before), ahead, actor=actor, now=now)
    at = f"{ahead.starts_at.astimezone(get_default_timezone()):%m-%d %H:%M}"
    tell(ahead, "meeting.moved", {"at": at}, actor, now)
