"""Meetings are planned, alone or as a series whose next one is always there."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.errors import Forbidden, Invalid
from dabiao.core.events.services import record
from dabiao.core.scoping import covers, demand, fetch
from dabiao.core.timers.services import cancel as cancel_timer
from dabiao.core.timers.services import schedule
from dabiao.modules.meetings import events, rules
from dabiao.modules.meetings.enums import MeetingKind, MeetingState
from dabiao.modules.meetings.models import Attendee, Meeting, Series, Topic
from dabiao.modules.meetings.queries import WRITE, series_for
from dabiao.modules.meetings.services._meetings import key_of, tell
from dabiao.modules.meetings.services._placing import place_of
from dabiao.modules.org import queries as org

NEXT = "meetings.next"
MOST_PEOPLE = 300


@transaction.atomic
def plan(
    *,
    kind: str,
    title: str,
    starts_at: datetime,
    minutes: int,
    unit_id: int | None = None,
    people: Sequence[int] = (),
    minute_taker_id: int | None = None,
    place: str = "",
    actor: Actor,
    now: datetime,
) -> Meeting:
    """A single one; who plans it is in the chair. Raises as `begin_series`, and `meetings.in_the_past`."""
    if starts_at < now - timedelta(hours=1):
        raise Invalid("meetings.in_the_past", field="starts_at")
    everybody = _checked(kind, minutes, unit_id, people, minute_taker_id, actor)
    meeting = Meeting(
        kind=kind,
        title=title,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        place=place,
        owner_id=actor.person,
        unit_id=unit_id,
        minute_taker_id=minute_taker_id,
    )
    return _enter(meeting, everybody, actor, now)


@transaction.atomic
def begin_series(
    *,
    kind: str,
    title: str,
    repeat: str,
    at: time,
    minutes: int,
    weekdays: Sequence[int] = (),
    number: int | None = None,
    skip_holidays: bool = True,
    unit_id: int | None = None,
    people: Sequence[int] = (),
    minute_taker_id: int | None = None,
    place: str = "",
    actor: Actor,
    now: datetime,
) -> Series:
    """A series, whose first meeting is planned at once. Raises `meetings.no_weekdays`, `meetings.no_workday`,
    `meetings.needs_two`, `meetings.needs_people`, `meetings.unit_out_of_reach`, `meetings.bad_length`, `org.not_working`."""
    rules.check_repeat(repeat, weekdays, number)
    _checked(kind, minutes, unit_id, people, minute_taker_id, actor)
    series = Series.objects.create(
        kind=kind,
        title=title,
        repeat=repeat,
        at=at,
        minutes=minutes,
        weekdays=sorted(set(weekdays)),
        number=number,
        skip_holidays=skip_holidays,
        place=place,
        people=list(dict.fromkeys(people)),
        owner_id=actor.person,
        minute_taker_id=minute_taker_id,
        unit_id=unit_id,
        created_at=now,
        updated_at=now,
    )
    record(events.SeriesBegun(title), series, actor=actor, now=now)
    make_next(series.pk, actor=actor, now=now)
    return series


@transaction.atomic
def end_series(series_id: int, *, actor: Actor, now: datetime) -> None:
    """No more of them come; the one that is planned stays. Raises `core.not_found`, `access.forbidden`."""
    series = fetch(series_for(actor), series_id, lock=True)
    demand(actor, WRITE, series)
    series.ended_at, series.version, series.updated_at = now, series.version + 1, now
    series.save(update_fields=["ended_at", "version", "updated_at"])
    cancel_timer(key_of(series.pk))
    record(events.SeriesEnded(series.title), series, actor=actor, now=now)


@transaction.atomic
def make_next(series_id: int, *, actor: Actor, now: datetime) -> Meeting | None:
    """Plan the next meeting of a series, if none lies ahead, and come back when that one is over. However often it is asked,
    each day of the series has one meeting; what was missed while nothing ran is not made up for."""
    series = Series.objects.filter(pk=series_id, ended_at=None).select_for_update().first()
    if series is None:
        return None
    last = Meeting.objects.filter(series=series).order_by("-planned_on").first()
    if last is not None and last.ends_at > now and last.state == MeetingState.PLANNED:
        schedule(key_of(series.pk), last.ends_at, NEXT, {"id": series.pk})
        return None
    found = place_of(series, last.planned_on if last else None, now)
    if found is None:
        return None
    day, starts_at = found
    meeting = Meeting(
        series=series,
        planned_on=day,
        kind=series.kind,
        title=series.title,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=series.minutes),
        place=series.place,
        owner_id=series.owner_id,
        unit_id=series.unit_id,
        minute_taker_id=series.minute_taker_id,
    )
    _enter(
        meeting,
        _everybody(series.owner_id, series.minute_taker_id, series.unit_id, series.people),
        actor,
        now,
    )
    schedule(key_of(series.pk), meeting.ends_at, NEXT, {"id": series.pk})
    return meeting


def _enter(meeting: Meeting, everybody: set[int], actor: Actor, now: datetime) -> Meeting:
    meeting.private = meeting.kind == MeetingKind.ONE_TO_ONE
    meeting.created_at = meeting.updated_at = now
    meeting.save()
    Attendee.objects.bulk_create(Attendee(meeting=meeting, user_id=one) for one in sorted(everybody))
    Topic.objects.bulk_create(
        Topic(meeting=meeting, block=block, created_at=now, updated_at=now)
        for block in rules.BLOCKS[meeting.kind]
    )
    record(events.MeetingPlanned(meeting.title, meeting.starts_at), meeting, actor=actor, now=now)
    if actor is not SYSTEM:
        at = f"{meeting.starts_at.astimezone(get_default_timezone()):%m-%d %H:%M}"
        tell(meeting, "meeting.planned", {"at": at}, actor, now)
    return meeting


def _checked(
    kind: str,
    minutes: int,
    unit_id: int | None,
    people: Sequence[int],
    minute_taker_id: int | None,
    actor: Actor,
) -> set[int]:
    actor.require(WRITE)
    if not 5 <= minutes <= rules.LONGEST:
        raise Invalid("meetings.bad_length", field="minutes", limit=rules.LONGEST)
    if unit_id is not None:
        _check_unit(unit_id, actor)
    everybody = _everybody(actor.person, minute_taker_id, unit_id, people)
    named = [*people, *([minute_taker_id] if minute_taker_id else [])]
    if named:
        org.holders(named, field="people")
    if kind == MeetingKind.ONE_TO_ONE and (unit_id is not None or len(everybody) != 2):
        raise Invalid("meetings.needs_two", field="people")
    if len(everybody) < 2 and unit_id is None:
        raise Invalid("meetings.needs_people", field="people")
    if len(everybody) > MOST_PEOPLE:
        raise Invalid("meetings.too_many_people", field="people", limit=MOST_PEOPLE)
    return everybody


def _check_unit(unit_id: int, actor: Actor) -> None:
    """Whoever sees themselves only holds meetings of their own unit."""
    if unit_id != actor.unit_id and not covers(actor, WRITE, id=0, owner_id=None, unit_id=unit_id):
        raise Forbidden("meetings.unit_out_of_reach", field="unit_id")
    if not org.units_below(unit_id):
        raise Invalid("core.not_found_here", field="unit_id", value=unit_id)


def _everybody(chair: int, minute_taker: int | None, unit_id: int | None, people: Sequence[Any]) -> set[int]:
    """Who works now: whoever left drops out."""
    named = {chair, *people, *([minute_taker] if minute_taker else [])}
    below = org.staff_of(org.units_below(unit_id)) if unit_id is not None else {}
    return org.working({*named, *below})
