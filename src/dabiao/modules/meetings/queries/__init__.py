"""Reads of meetings. Each starts from what the actor may see."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dabiao.core.actor import Actor, Scope
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, ListSpec, Sort, plain, times
from dabiao.core.scoping import reaches, scope_filter, visible
from dabiao.modules.activities import queries as activities
from dabiao.modules.meetings.enums import MeetingState
from dabiao.modules.meetings.models import Attendee, Meeting, Series
from dabiao.modules.org import queries as org

READ, WRITE = "meeting.read", "meeting.write"

MEETINGS = ListSpec(
    kind="meeting",
    columns={
        **plain("id", "series_id", "kind", "title"),
        **times("starts_at", "ends_at"),
        **plain("place", "private", "state"),
        **OWNERSHIP,
        **plain("version"),
        **times("created_at", "updated_at"),
    },
    sorts={"starts_at": Sort("starts_at")},
    default_sort="starts_at",
)


def visible_to(actor: Actor) -> QuerySet[Meeting]:
    """Those that the actor takes part in, and those in their scope that are not private."""
    if not actor.may(READ):
        return Meeting.objects.none()
    reach = scope_filter(actor, READ)
    if actor.is_system:
        return Meeting.objects.all()
    there = Exists(Attendee.objects.filter(meeting_id=OuterRef("pk"), user_id=actor.user_id or 0))
    mine = Q(owner_id=actor.user_id) | there
    if reach is None:
        return Meeting.objects.filter(mine | Q(private=False))
    return Meeting.objects.filter(mine | (Q(private=False) & reach))


def may_write(actor: Actor, meeting: Meeting) -> bool:
    """Who is in the chair, who takes the minutes, and who may write meetings there; a private one is its own people's."""
    own = actor.user_id is not None and actor.user_id in (meeting.owner_id, meeting.minute_taker_id)
    return actor.may(WRITE) and (own or (not meeting.private and reaches(actor, WRITE, meeting)))


def listing(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor, now: datetime) -> dict[str, Any]:
    """Raises `access.forbidden`."""
    actor.require(READ)
    rows = visible_to(actor).filter(*(_condition(*one, now) for one in filters.items()))
    return pages.page(rows, MEETINGS, asked, actor=actor)


def _condition(name: str, value: Any, now: datetime) -> Q:
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    if name == "when":
        over = Q(ends_at__lt=now, state=MeetingState.PLANNED) | Q(
            state__in=(MeetingState.HELD, MeetingState.CANCELLED)
        )
        return over if value == "past" else ~over
    return Q(**{{"held_from": "held_at__gte", "held_to": "held_at__lt"}.get(name, name): value})


def held(*, filters: Mapping[str, Any], actor: Actor, now: datetime) -> dict[str, int]:
    """How many were held in the actor's reach, and how many of these they are not shown. Raises `access.forbidden`."""
    actor.require(READ)
    rows = Meeting.objects.filter(*(_condition(*one, now) for one in filters.items()))
    reach = scope_filter(actor, READ)
    if reach is not None:  # a talk of two is of no unit: the figure of its chair counts it
        scope = actor.scope(READ)
        units = actor.unit_ids if scope is Scope.UNIT else [actor.unit_id or 0] if scope is Scope.TEAM else []
        rows = rows.filter(reach | Q(owner_id__in=list(org.staff_of(units))))
    counted, shown = rows.count(), rows.filter(pk__in=visible_to(actor).values("pk")).count()
    return {"held": counted, "private": counted - shown}


def series_for(actor: Actor) -> QuerySet[Series]:
    """Those in the actor's scope; they go on until they are ended."""
    return visible(Series.objects.filter(ended_at=None), actor, READ)


def series_list(*, actor: Actor) -> dict[str, Any]:
    """Raises `access.forbidden`."""
    actor.require(READ)
    names = ("id", "kind", "title", "repeat", "weekdays", "number", "at", "minutes", "skip_holidays", "place")
    rows = series_for(actor).select_related("owner", "unit").order_by("title", "pk")[:200]
    return {
        "items": [
            {
                **{name: getattr(row, name) for name in names},
                "at": f"{row.at:%H:%M}",
                "owner_name": row.owner.name,
                "unit_name": row.unit.name if row.unit else None,
                "version": row.version,
                "actions": ["edit", "end"] if reaches(actor, WRITE, row) else [],
            }
            for row in rows
        ]
    }


def on_calendar(
    since: datetime, until: datetime, owner_id: int | None, unit_ids: list[int] | None, actor: Actor
) -> Iterator[dict[str, Any]]:
    """For the calendar of activities: a person's are those they take part in."""
    rows = visible_to(actor).filter(starts_at__gte=since, starts_at__lt=until)
    rows = rows.exclude(state=MeetingState.CANCELLED)
    if owner_id is not None:
        rows = rows.filter(Q(owner_id=owner_id) | Q(attendees__user_id=owner_id)).distinct()
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=unit_ids)
    for row in rows.select_related("owner").order_by("starts_at", "pk")[: activities.MOST_ON_CALENDAR]:
        yield {
            "kind": "meeting",
            "row": row,
            "title": row.title,
            "at": row.starts_at,
            "ends_at": row.ends_at,
            "place": row.place,
            "movable": False,
        }


def holdings(user_id: int) -> int:
    coming = Meeting.objects.filter(owner_id=user_id, state=MeetingState.PLANNED).count()
    return coming + Series.objects.filter(owner_id=user_id, ended_at=None).count()


def held_between(first: datetime, last: datetime) -> dict[tuple[int, int | None], int]:
    """How many were held in [first, last), by who was in the chair, and unit. Private ones count without saying more."""
    rows = Meeting.objects.filter(held_at__gte=first, held_at__lt=last).order_by()
    found = rows.values_list("owner_id", "unit_id").annotate(Count("pk"))
    return {(owner, unit): number for owner, unit, number in found}
