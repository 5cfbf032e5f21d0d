"""What lies on the days of a calendar: planned contacts, open tasks, and the days on which deals are expected to be won."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import get_default_timezone

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.scoping import reaches
from dabiao.modules.activities import rules
from dabiao.modules.activities.enums import SubjectKind
from dabiao.modules.activities.models import OPEN_TASK, Task
from dabiao.modules.activities.queries import tasks
from dabiao.modules.activities.queries.records import open_records, title_of
from dabiao.modules.activities.queries.reminders import KINDS
from dabiao.modules.org import queries as org

LONGEST = 62  # days at once
MOST = 500  # of one sort; a month of a whole company is no calendar

# (since, until, owner_id, unit_ids, actor) → entries as `_entry` takes them, at most `MOST`
Source = Callable[[datetime, datetime, int | None, list[int] | None, Actor], Iterable[dict[str, Any]]]
_sources: dict[str, Source] = {}


def add_source(sort: str, source: Source) -> None:
    """A room above has something of that sort on the calendar; called once, when its app is ready."""
    _sources[sort] = source


def calendar(
    *,
    first: date,
    last: date,
    owner_id: int | None = None,
    unit_id: int | None = None,
    actor: Actor,
) -> dict[str, Any]:
    """Everything from the day `first` to the day `last` within the actor's scope, by time; `capped` where there is more.

    Raises `calendar.bad_span`.
    """
    if not timedelta(0) <= last - first < timedelta(days=LONGEST):
        raise Invalid("calendar.bad_span", field="last", limit=LONGEST)
    zone = get_default_timezone()
    since, until = rules.day_begin(first, zone), rules.day_begin(last + timedelta(days=1), zone)
    wanted = Q() if owner_id is None else Q(owner_id=owner_id)
    unit_ids = None if unit_id is None else org.units_below(unit_id)
    if unit_ids is not None:
        wanted &= Q(unit_id__in=unit_ids)
    said: set[Any] = set()
    sorts = [
        *(_contacts(kind, since, until, wanted, actor, said) for kind in KINDS),
        _tasks(since, until, wanted, actor),
        _wins(first, last, wanted, actor),
    ]
    entries = [list(entries) for entries in sorts]
    for sort, source in _sources.items():
        entries.append([_entry(sort, **one) for one in source(since, until, owner_id, unit_ids, actor)])
    items = sorted(
        (one for sort in entries for one in sort), key=lambda one: (one["at"], one["sort"], one["subject_id"])
    )
    return {"items": items, "capped": any(len(sort) >= MOST for sort in entries)}


def _contacts(
    kind: str, since: datetime, until: datetime, wanted: Q, actor: Actor, said: set[Any]
) -> Iterator[dict[str, Any]]:
    """`said` are the plans shown already: a customer is not named beside its deal when one contact is meant."""
    if not actor.may(f"{kind}.read"):
        return
    held = Q(owner__isnull=False, next_contact_at__gte=since, next_contact_at__lt=until)
    subject = subjects.get(kind)
    rows: QuerySet[Any] = open_records(subject.visible_to(actor).filter(held, wanted), kind)
    for row in (
        rows.select_related("owner")
        .order_by("next_contact_at", "pk")
        .annotate(shown_title=title_of(subject)[0], shown_under=title_of(subject)[1])[:MOST]
    ):
        customer_id = row.pk if kind == SubjectKind.CUSTOMER else row.customer_id
        meant = (row.owner_id, customer_id, row.next_contact_at)
        if kind == SubjectKind.CUSTOMER and meant in said:
            continue
        said.add(meant)
        title = row.shown_title or row.shown_under or f"#{row.pk}"
        movable = actor.may("activity.log") and reaches(actor, f"{kind}.edit", row)
        yield _entry("contact", kind, row, title, row.next_contact_at, movable=movable)


def _tasks(since: datetime, until: datetime, wanted: Q, actor: Actor) -> Iterator[dict[str, Any]]:
    if not actor.may("task.read"):
        return
    rows = tasks.visible_to(actor).filter(OPEN_TASK, wanted, due_at__gte=since, due_at__lt=until)
    for row in rows.select_related("owner").order_by("due_at", "pk")[:MOST]:
        if row.due_at is None:
            continue
        at = rules.day_begin(row.due_on, get_default_timezone()) if row.due_on else row.due_at
        yield _entry(
            "task", "task", row, row.title, at, day=row.due_on, movable=reaches(actor, "task.edit", row)
        )


def _wins(first: date, last: date, wanted: Q, actor: Actor) -> Iterator[dict[str, Any]]:
    kind = SubjectKind.OPPORTUNITY
    if not actor.may(f"{kind}.read"):
        return
    deals = open_records(subjects.get(kind).visible_to(actor), kind).filter(wanted)
    rows = deals.filter(expected_win_on__gte=first, expected_win_on__lte=last)
    for row in rows.select_related("owner").order_by("expected_win_on", "pk")[:MOST]:
        day = row.expected_win_on
        yield _entry(
            "win", kind, row, row.name, rules.day_begin(day, get_default_timezone()), day=day, movable=False
        )


def _entry(
    sort: str,
    kind: str,
    row: Any,
    title: str,
    at: datetime,
    *,
    movable: bool,
    day: date | None = None,
    ends_at: datetime | None = None,
    place: str = "",
    note: str = "",
) -> dict[str, Any]:
    return {
        "sort": sort,
        "subject_kind": kind,
        "subject_id": row.pk,
        "title": title,
        "at": at.astimezone(UTC),
        "day": day,
        "ends_at": ends_at.astimezone(UTC) if ends_at else None,
        "place": place,
        "owner_id": row.owner_id,
        "owner_name": row.owner.name if row.owner else None,
        "version": row.version,
        "movable": movable,
        "updated_at": row.updated_at,
        "note": row.note if isinstance(row, Task) else note,
    }
